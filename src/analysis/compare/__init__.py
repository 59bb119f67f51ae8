"""One figure beside another: comparisons, rates, ratios, process limits, targets, and the figures of other authorities."""
