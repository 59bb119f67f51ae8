"""The ways in which figures about services are divided."""

from dataclasses import replace

from analysis.base.settings import MONTHS
from analysis.base.spec import Breakdown, Category


def divided(key: str, name: str, column: str, verb: str, *categories: tuple[str, str, str]) -> Breakdown:
    """A breakdown from the code, the label and the words of each category."""
    return Breakdown(key=key, name=name, column=column, categories=tuple(Category(*category) for category in categories), verb=verb)


PLACE = Breakdown(key="district", name="district", column="district", by_name="districts")

LOCALITY = Breakdown(key="locality", name="locality", column="locality", by_name="localities")

MONTH = Breakdown(
    key="month",
    name="month",
    column="month",
    categories=tuple(Category(month.lower(), month, f"in {month}") for month in MONTHS),
    shortest="year",
)

# For a table alone: in a sentence it would only say where and when there were most.
PLACE_AND_MONTH = Breakdown(
    key="district_and_month", name="district and month", column="district_month", by_name="districts_by_month", verb="", shortest="year"
)

KIND_OF_PLACE = divided(
    "place_type",
    "kind of place",
    "place_type",
    "were",
    ("open_space", "Park or open space", "parks or open spaces"),
    ("shops", "Shops or takeaway", "shops or takeaways"),
    ("transport", "Station, stop or taxi rank", "stations, stops or taxi ranks"),
    ("hotel", "Hotel or guest house", "hotels or guest houses"),
    ("licensed", "Licensed premises", "licensed premises"),
    ("building", "Empty building", "empty buildings"),
    ("other", "Other or not recorded", "of another kind"),
)

KIND_OF_DISRUPTION = divided(
    "kind",
    "kind of action",
    "kind",
    "were",
    ("police_order", "Police order or warning notice", "police orders or warning notices"),
    ("housing", "Housing action", "actions on housing"),
    ("licensing", "Licensing action", "actions on licences"),
    ("visits", "More social work visits", "further social work visits"),
    ("patrols", "More patrols or warden visits", "further patrols or visits by wardens"),
    ("not_recorded", "Not recorded", "not recorded"),
)

AGREED_BY = divided(
    "agreed_by",
    "who agreed it",
    "agreed_by",
    "were agreed",
    ("panel", "MASE panel", "by the MASE panel"),
    ("network", "Concerns Network", "by the Concerns Network"),
    ("not_recorded", "Not recorded", "by a group that was not recorded"),
)

STAGE = divided(
    "stage",
    "whether the child was new to the panel",
    "stage",
    "were",
    ("new", "New", "new to the panel"),
    ("repeat", "Considered before", "reviews of a child considered before"),
    ("not_recorded", "Not recorded", "without a record of that"),
)

PANEL_OUTCOME = divided(
    "outcome",
    "outcome",
    "outcome",
    "ended with",
    ("risk_reduced", "Risk reduced, left the panel", "the risk reduced"),
    ("continues", "To be considered again", "a further review"),
    ("escalated", "Taken to child protection or court", "a step up to child protection or court"),
    ("not_recorded", "Not recorded", "no recorded outcome"),
)

FINDING = divided(
    "kind",
    "kind of finding",
    "kind",
    "were",
    ("strength", "Strength", "strengths"),
    ("improvement", "To be improved", "points to be improved"),
    ("not_recorded", "Not recorded", "not recorded as either"),
)

THEME = divided(
    "theme",
    "theme",
    "theme",
    "were about",
    ("relationship", "Relationship of worker and child", "the relationship of worker and child"),
    ("analysis", "Analysis of why children go missing", "the analysis of why children go missing"),
    ("response", "Co-ordinated response", "the co-ordinated response to needs"),
    ("recording", "Recording", "recording"),
    ("timeliness", "Timeliness", "timeliness"),
    ("other", "Other", "other matters"),
)

ACTION = divided(
    "action",
    "what became of it",
    "action",
    "were",
    ("done_in_time", "Done in time", "done in time"),
    ("done_late", "Done late", "done late"),
    ("not_done", "Not done yet", "not done yet"),
)

KIND_OF_ACTIVITY = divided(
    "kind",
    "kind of activity",
    "kind",
    "were",
    ("theatre_performance", "Theatre performance", "at theatre performances"),
    ("workshop", "Workshop", "at workshops"),
    ("competition", "Competition", "in competitions"),
)

PHASE = divided(
    "phase",
    "kind of school",
    "phase",
    "were",
    ("primary", "Primary", "in primary schools"),
    ("secondary", "Secondary", "in secondary schools"),
    ("special", "Special", "in special schools"),
    ("not_recorded", "Not recorded", "in schools of a kind that was not recorded"),
)

YEAR_GROUP = divided(
    "year_group",
    "year group",
    "year_group",
    "came",
    ("year_6", "Year 6", "from ~Year 6~"),
    ("year_7", "Year 7", "from ~Year 7~"),
    ("year_8", "Year 8", "from ~Year 8~"),
    ("other", "Another year", "from another year"),
)

# From the highest down: a school stands at the highest tier of support that it had in the period.
TIER = divided(
    "tier",
    "tier of support",
    "tier",
    "were",
    ("recovery", "Recovery", "recovery support"),
    ("specialist", "Specialist", "specialist support"),
    ("targeted", "Targeted", "targeted support"),
    ("universal", "Universal", "universal support"),
    ("not_recorded", "Not recorded", "of a tier that was not recorded"),
)

TIER_OF_SCHOOL = replace(TIER, verb="had")

PHASE_OF_SCHOOL = divided(
    "phase",
    "kind of school",
    "phase",
    "were",
    ("primary", "Primary", "primary schools"),
    ("secondary", "Secondary", "secondary schools"),
    ("special", "Special", "special schools"),
    ("not_recorded", "Not recorded", "schools of a kind that was not recorded"),
)

TOPIC = divided(
    "topic",
    "topic",
    "topic",
    "were about",
    ("online_safety", "Online safety and sexting", "online safety and sexting"),
    ("exploitation", "Sexual exploitation", "sexual exploitation"),
    ("bullying", "Bullying", "bullying"),
    ("radicalisation", "Radicalisation and extremism", "radicalisation and extremism"),
    ("fgm", "Female genital mutilation", "female genital mutilation"),
    ("other", "Other or several", "other or several topics"),
)

AGENCIES = (
    ("social_care", "Social care and early help", "from social care and early help"),
    ("police", "Police", "from the police"),
    ("health", "Health", "from health services"),
    ("schools", "Schools", "from schools"),
    ("district_councils", "District councils", "from district councils"),
    ("voluntary", "Voluntary organisations", "from voluntary organisations"),
    ("other", "Other or not recorded", "from other agencies"),
)

AGENCY = divided("agency", "agency", "agency", "were", *AGENCIES)

KIND_OF_EVENT = divided(
    "kind",
    "kind of event",
    "kind",
    "were",
    ("multi_agency", "Multi-agency", "multi-agency events"),
    ("single_agency", "Single agency", "events of a single agency"),
    ("showcase", "Showcase", "showcase events"),
)

SEEN = divided(
    "wait",
    "time until first seen",
    "wait_band",
    "were",
    ("within_14_days", "Within 14 days", "first seen within ~14 days~"),
    ("15_to_28_days", "After 15 to 28 days", "first seen after ~15 to 28 days~"),
    ("over_28_days", "After more than 28 days", "first seen after more than ~28 days~"),
    ("not_seen", "Not seen yet", "not seen yet"),
)

CLOSED_WITH = divided(
    "outcome",
    "outcome",
    "outcome",
    "were closed with",
    ("needs_met", "Needs met", "the child's needs met"),
    ("partly_met", "Needs met in part", "the child's needs met in part"),
    ("disengaged", "Child no longer came", "the child no longer coming"),
    ("passed_on", "Passed on to another service", "the child passed on to another service"),
    ("not_recorded", "Not recorded", "no recorded outcome"),
)


def for_years(*breakdowns: Breakdown) -> tuple[Breakdown, ...]:
    """Breakdowns of years alone: quarters would only be small counts."""
    return tuple(replace(breakdown, shortest="year") for breakdown in breakdowns)


def internal(*breakdowns: Breakdown) -> tuple[Breakdown, ...]:
    """Breakdowns of years, for the internal edition alone: even there many counts are small."""
    return tuple(replace(breakdown, shortest="year", edition="internal") for breakdown in breakdowns)
