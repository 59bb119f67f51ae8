"""The ways in which figures about prevention are divided."""

from dataclasses import replace

from analysis.chapters.breakdowns import divided

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
