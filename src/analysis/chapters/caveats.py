"""What a reader must bear in mind with figures of several chapters, by the code that records name."""

SHARED = {
    "first_event": "A child is placed in a category by the first event of the period; later events do not move the child.",
    "distinct_children": "Children are counted once for each period, so the quarters do not add up to the year.",
    "cumulative": "The figure counts everything up to the end of the period and so can only rise.",
    "supplied": "The figure was handed over by a partner as a number; it cannot be traced to records here.",
    "identification": "A change may reflect how readily concerns are recognised and recorded, not only how many children are at risk.",
    "last_count": "The figure is how things stood at the last count in the period.",
    "rounded_range": "The range leaves out the youngest and oldest children; single children outside it are not shown.",
}
