"""The ways in which children who go missing are divided."""

from itertools import product
from math import inf

from analysis.base.spec import Breakdown, Category
from analysis.base.vocabulary import LEVELS, PLACEMENTS
from analysis.base.wording import ABSENT

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# The code of each band of episodes, the fewest and the most that a child in it has.
REPEAT_BANDS = (
    ("1", 1, 1),
    ("2", 2, 2),
    ("3", 3, 3),
    ("4_to_5", 4, 5),
    ("6_to_10", 6, 10),
    ("11_to_20", 11, 20),
    ("21_or_more", 21, inf),
)

NOTIFIED_AS = Breakdown(
    key="category",
    name="what was notified",
    column="category",
    categories=(
        Category("missing", "Missing", "of a missing child"),
        Category("absent", "Absent", "of an absent child", recorded_as="absent"),
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
        Category("school_or_college", "School or college", "from school or college", "school_or_college"),
        Category("friends_address", "A friend's or relative's address", "from the address of a friend or relative", "friends_address"),
        Category(
            "care", "In care, by the police record; whose care is not known", "from care, by the police record; whose care is not known"
        ),
        Category("not_recorded", "Not recorded", "from a place that was not recorded"),
    ),
    verb="went missing",
)

DISTRICT = Breakdown(
    key="district",
    name="district",
    column="district",
    by_name="districts",
    verb="started",
)


def clock(hour: int) -> str:
    """A full hour as people say it.

    >>> clock(0), clock(4), clock(12), clock(20)
    ('midnight', '4am', 'noon', '8pm')
    """
    names = {0: "midnight", 12: "noon", 24: "midnight"}
    return names.get(hour) or (f"{hour}am" if hour < 12 else f"{hour - 12}pm")


def weekday_and(hours: int) -> tuple[Category, ...]:
    """Each weekday in steps of so many hours."""
    steps = [(day, start, f"{clock(start)} to {clock(start + hours)}") for day, start in product(WEEKDAYS, range(0, 24, hours))]
    return tuple(Category(f"{day.lower()}_{start:02}", f"{day}, {step}", f"on a {day} from ~{step}~") for day, start, step in steps)


TIME_OF_START = Breakdown(
    key="time",
    name="weekday and time of day",
    column="started_block",
    categories=weekday_and(4),
    verb="started",
    shortest="year",
)

HOUR_OF_START = Breakdown(
    key="hour",
    name="weekday and hour",
    column="started_hour",
    categories=weekday_and(1),
    verb="started",
    shortest="year",
    edition="internal",
)

# A child's band in a quarter says nothing about its band in the year, so only years are divided.
EPISODES_OF_A_CHILD = Breakdown(
    key="episodes",
    name="number of episodes",
    column="episodes of the child",
    categories=(
        # In words, so that a label explains no digit: a small count that came into a file by mistake would look like one.
        Category("1", "One", "one episode"),
        Category("2", "Two", "two"),
        Category("3", "Three", "three"),
        Category("4_to_5", "Four or five", "four or five"),
        Category("6_to_10", "Six to ten", "six to ten"),
        Category("11_to_20", "11 to 20", "between ~11~ and ~20~"),
        Category("21_or_more", "21 or more", "~21~ or more"),
    ),
    verb="had",
    shortest="year",
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

DURATION = Breakdown(
    key="duration",
    name="duration",
    column="duration_band",
    categories=(
        Category("within_8h", "Up to 8 hours", "up to ~8 hours~"),
        Category("8h_to_24h", "More than 8 and up to 24 hours", "more than that but up to ~24 hours~"),
        Category("24h_to_72h", "More than 24 and up to 72 hours", "more than that but up to ~72 hours~"),
        Category("over_72h", "More than 72 hours, or no return recorded", "more than ~72 hours~ or without a recorded return"),
        Category("not_recorded", "Not recorded", "for a time that the dates alone do not tell"),
    ),
    verb="lasted",
    shortest="year",
)

RISK_LEVEL = Breakdown(
    key="risk",
    name="level of risk",
    column="risk_level",
    categories=(
        Category("absent", ABSENT, "of an absent child", recorded_as="absent"),
        *(Category(level.code, level.name, level.said) for level in LEVELS),
        Category("not_recorded", "Not recorded", "without a recorded level of risk"),
    ),
    listed="risk_levels",
    shortest="year",
)

PLACEMENT_TYPE = Breakdown(
    key="placement",
    name="kind of placement",
    column="placement_type",
    categories=(
        *(Category(kind.code, kind.name, kind.said) for kind in PLACEMENTS),
        Category("not_recorded", "Not recorded", "from a placement of a kind that was not recorded"),
    ),
    listed="placement_types",
    shortest="year",
)

RESPONSIBLE = Breakdown(
    key="responsible",
    name="whose care",
    column="missing_from",
    categories=tuple(category for category in MISSING_FROM.categories if category.code in {"own_care", "other_authority_care"}),
    shortest="year",
)

MISSING_TYPE = Breakdown(
    key="type",
    name="type",
    column="missing_type",
    categories=(
        Category("missing", "Missing", "missing"),
        Category("away", "Away from placement without authorisation", "away from placement without authorisation"),
    ),
)

LOCATED = Breakdown(
    key="located",
    name="where the placement is",
    column="located",
    categories=(
        Category("in_area", "In the area", "in the area"),
        Category("out_of_area", "Outside the area", "outside the area"),
        Category("not_recorded", "Not recorded", "in a place that was not recorded"),
        Category("not_placed", "In no placement on the day", "in no placement on the day"),
    ),
    verb="started in placements",
    shortest="year",
)

HELD_BY = Breakdown(
    key="held",
    name="what the police hold",
    column="held",
    categories=(
        Category("same_dates", "Both hold it, with the same days", "held by the police with the same days"),
        Category("other_dates", "Both hold it, with other days", "held by the police with other days"),
        Category("ssda903_only", "Only in the SSDA903 return", "not held by the police of the area"),
        Category("not_compared", "Not compared", "not compared, since there are no police records"),
    ),
    shortest="year",
)
