"""The ways in which indicators are divided."""

from analysis.spec import Breakdown, Category

SEX_OF_EPISODE = Breakdown(
    key="sex",
    name="sex",
    column="sex",
    categories=(
        Category("female", "Female", "of girls"),
        Category("male", "Male", "of boys"),
        Category("not_recorded", "Not recorded", "of children whose sex was not recorded"),
    ),
)

NOTIFIED_AS = Breakdown(
    key="category",
    name="what was notified",
    column="category",
    categories=(
        Category("missing", "Missing", "of a missing child"),
        Category("absent", "Absent", "of an absent child"),
    ),
)

MISSING_FROM = Breakdown(
    key="missing_from",
    name="where the child went missing from",
    column="missing_from",
    categories=(
        Category("home", "Home", "from home"),
        Category("own_care", "The council's care", "from the council's care"),
        Category("other_authority_care", "Another authority's care", "from the care of another authority"),
        Category("not_recorded", "Not recorded", "from a place that was not recorded"),
    ),
    verb="went missing",
)

OUTCOME = Breakdown(
    key="outcome",
    name="outcome",
    column="outcome",
    categories=(
        Category("completed", "Completed", "completed"),
        Category("advice_given", "Advice given", "replaced by advice"),
        Category("declined", "Offered and declined", "offered and declined"),
        Category("not_attempted", "Not attempted", "not attempted"),
        Category("not_recorded", "Not recorded", "without a recorded outcome"),
    ),
)

SENT_BAND = Breakdown(
    key="band",
    name="time to sending",
    column="sent_band",
    categories=(
        Category("within_24h", "Within 24 hours", "sent within ~24 hours~"),
        Category("24h_to_72h", "After 24 and within 72 hours", "sent after that but within ~72 hours~"),
        Category("over_72h", "After more than 72 hours", "sent after more than ~72 hours~"),
        Category("not_recorded", "Not recorded", "without a recorded time of sending"),
    ),
)
