"""The ways in which figures about partnership are divided."""

from analysis.base.settings import MONTHS
from analysis.base.spec import Breakdown, Category
from analysis.chapters.breakdowns import divided

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
    ("panel", "Exploitation panel", "by the exploitation panel"),
    ("network", "Locations network", "by the locations network"),
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
