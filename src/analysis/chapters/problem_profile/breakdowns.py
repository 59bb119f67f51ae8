"""How the children and suspects of the problem profile are divided."""

from analysis.base.spec import Breakdown, Category
from analysis.base.vocabulary import CONCERNS

# Quarters would be made of small counts, so only years are divided.
SEX = Breakdown(
    key="sex",
    name="sex",
    column="sex",
    categories=(
        Category("female", "Female", "recorded as girls"),
        Category("male", "Male", "recorded as boys"),
        Category("not_recorded", "Not recorded", "without a recorded sex"),
    ),
    shortest="year",
)

_ETHNIC_GROUPS = (
    Category("white_british", "White British", "white British"),
    Category("white_other", "Other white", "of other white groups"),
    Category("mixed", "Mixed", "of mixed ethnic groups"),
    Category("asian", "Asian", "Asian"),
    Category("black", "Black", "black"),
    Category("other", "Other", "of other ethnic groups"),
    Category("not_recorded", "Not recorded", "without a recorded ethnicity"),
)

ETHNICITY = Breakdown(key="ethnicity", name="ethnicity", column="ethnicity", categories=_ETHNIC_GROUPS, shortest="year")

CONCERN = Breakdown(
    key="concern",
    name="type of concern",
    column="concern_type",
    categories=(
        *(Category(kind.code, kind.name, kind.said) for kind in CONCERNS),
        Category("not_recorded", "Not recorded", "a concern of a type that was not recorded"),
    ),
    listed="concern_types",
    verb="were subject to",
    shortest="year",
)

SEX_OF_SUSPECT = Breakdown(
    key="sex",
    name="sex",
    column="sex",
    categories=(
        Category("female", "Female", "recorded as female"),
        Category("male", "Male", "recorded as male"),
        Category("not_recorded", "Not recorded", "without a recorded sex"),
    ),
    shortest="year",
)

AGE_OF_SUSPECT = Breakdown(
    key="age_band",
    name="age",
    column="age_band",
    categories=(
        Category("under_18", "Under 18", "under ~18~"),
        Category("18_to_30", "18 to 30", "~18~ to ~30~"),
        Category("31_to_45", "31 to 45", "~31~ to ~45~"),
        Category("46_or_over", "46 or over", "~46~ or over"),
        Category("not_recorded", "Not recorded", "without a recorded age"),
    ),
    shortest="year",
)
