"""From tables to figures: what is counted, from which rows, and between which numbers it lies."""
