"""The ways in which return interviews are divided."""

from dataclasses import replace

from analysis.base.spec import Breakdown, Category
from analysis.chapters.missing.breakdowns import MISSING_FROM

OUTCOME = Breakdown(
    key="outcome",
    name="outcome",
    column="outcome",
    categories=(
        Category("completed", "Completed", "completed"),
        Category("advice_given", "Advice given", "replaced by advice"),
        Category("accepted_not_present", "Accepted, child not present", "accepted, but the child was not there", "accepted_not_present"),
        Category("declined", "Offered and declined", "offered and declined"),
        Category("not_attempted", "Not attempted", "not attempted"),
        Category("not_recorded", "Not recorded", "without a recorded outcome"),
    ),
)

REQUIRED_OR_NOT = Breakdown(
    key="required",
    name="whether an interview was required",
    column="required",
    categories=(
        Category("yes", "Required", "owed an interview"),
        Category("no", "Not required", "owed none"),
        Category("not_recorded", "Not recorded", "without a record of whether one was owed"),
    ),
)

REQUIRED_OR_NOT_IN_A_YEAR = replace(REQUIRED_OR_NOT, shortest="year")

MISSING_FROM_IN_A_YEAR = replace(MISSING_FROM, shortest="year")

PLACED_BY = Breakdown(
    key="placed_by",
    name="the authority that placed the child",
    column="placed_by",
    categories=(
        Category("neighbour", "A neighbouring authority", "of children placed by a neighbouring authority"),
        Category("region", "Another authority of the region", "of children placed by another authority of the region"),
        Category("elsewhere", "An authority elsewhere", "of children placed by an authority elsewhere"),
        Category("not_recorded", "Not recorded", "of children placed by an authority that was not recorded"),
    ),
    shortest="year",
)

INTERVIEWED_WITHIN = Breakdown(
    key="time",
    name="time from the return",
    column="interviewed_within",
    categories=(
        Category("24h", "Within 24 hours", "held within ~24 hours~"),
        Category("72h", "After 24 and within 72 hours", "held after that but within ~72 hours~"),
        Category("7_days", "After 72 hours and within 7 days", "held after that but within ~7 days~"),
        Category("longer", "After more than 7 days", "held after more than ~7 days~"),
        # In words, so that a small count that came into a file by mistake is not taken for the 3 of a label.
        Category("3_days_by_date", "Nought to three days, by the dates alone", "held ~0 to 3 days~ later, by the dates alone"),
        Category("longer_by_date", "More than three days, by the dates alone", "held more than ~3 days~ later, by the dates alone"),
        Category("not_recorded", "Not recorded", "without a recorded time"),
    ),
    shortest="year",
)

NAMED_AS_REASON = Breakdown(
    key="theme",
    name="reason",
    column="theme",
    categories=(
        Category("boundaries", "Boundaries", "boundaries"),
        Category("parental_relationship", "Parental relationship", "the relationship with parents"),
        Category("siblings", "Siblings", "siblings"),
        Category("girlfriend_or_boyfriend", "Girlfriend or boyfriend", "a girlfriend or boyfriend"),
        Category("school", "School", "school"),
        Category("drugs_or_alcohol", "Drugs or alcohol", "drugs or alcohol"),
        Category("mental_health", "Mental health", "mental health"),
        Category("other", "Something else", "something else"),
    ),
    shortest="year",
)

NAMED_AS_RISK = Breakdown(
    key="theme",
    name="risk",
    column="theme",
    categories=(
        Category("sexual_exploitation", "Sexual exploitation", "sexual exploitation"),
        Category("adults_who_may_pose_a_risk", "Adults who may pose a risk", "adults who may pose a risk"),
        Category("offending", "Offending", "offending"),
        Category("drugs_or_alcohol", "Drugs or alcohol", "drugs or alcohol"),
        Category("other", "Something else", "something else"),
    ),
    shortest="year",
)
