"""The ways in which figures about training are divided."""

from analysis.chapters.breakdowns import divided

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
