"""The tables about work to prevent exploitation."""

from __future__ import annotations

from analysis.base.table import TableRecord, code, counted, date, not_kept, own_key, place, text

TIERS = ("universal", "targeted", "specialist", "recovery", "not_recorded")

PREVENTION = TableRecord(
    "prevention",
    "Prevention",
    "one performance, workshop or competition for pupils",
    "held_on",
    (
        own_key("activity_id", "the number of the activity"),
        date("held_on", "when it was held", must=True),
        code("kind", "the kind of activity", "theatre_performance", "workshop", "competition", must=True),
        code("phase", "the kind of school", "primary", "secondary", "special", "not_recorded"),
        place("district", "the district of the school"),
        counted("pupils", "how many pupils were reached"),
    ),
)

CAMPAIGN_ENTRIES = TableRecord(
    "campaign_entries",
    "Campaign entries",
    "the entries of one year group of one school to a campaign or competition",
    "received_on",
    (
        own_key("entry_id", "the number of the line"),
        date("received_on", "when they came in", must=True),
        not_kept(text("campaign", "the name of the campaign")),
        text("school", "the number of the school"),
        code("year_group", "the year group", "year_6", "year_7", "year_8", "other", must=True),
        place("district", "the district of the school"),
        counted("entries", "how many entries came in"),
    ),
)

SCHOOL_SUPPORT = TableRecord(
    "school_support",
    "Support for schools",
    "one package of support with emerging threats to children that began for one school",
    "started_on",
    (
        own_key("package_id", "the number of the package"),
        date("started_on", "when it began", must=True),
        text("school", "the number of the school"),
        code("phase", "the kind of school", "primary", "secondary", "special", "not_recorded"),
        place("district", "the district of the school"),
        code("tier", "the tier of support", *TIERS),
        code("topic", "what it was about", "online_safety", "exploitation", "bullying", "radicalisation", "fgm", "other", must=True),
    ),
)

TABLES = (PREVENTION, CAMPAIGN_ENTRIES, SCHOOL_SUPPORT)
