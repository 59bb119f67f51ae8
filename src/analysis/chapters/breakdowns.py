"""The ways in which figures of several chapters are divided."""

from dataclasses import replace

from analysis.base.spec import Breakdown, Category

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


def divided(key: str, name: str, column: str, verb: str, *categories: tuple[str, str, str]) -> Breakdown:
    """A breakdown from the code, the label and the words of each category."""
    return Breakdown(key=key, name=name, column=column, categories=tuple(Category(*category) for category in categories), verb=verb)


PLACE = Breakdown(key="district", name="district", column="district", by_name="districts")


def for_years(*breakdowns: Breakdown) -> tuple[Breakdown, ...]:
    """Breakdowns of years alone: quarters would only be small counts."""
    return tuple(replace(breakdown, shortest="year") for breakdown in breakdowns)


AGE_BAND = Breakdown(
    key="age_band",
    name="age",
    column="age_band",
    categories=(
        # In words, so that a label explains no digit: a small count that came into a file by mistake would look like one.
        Category("under_10", "Under ten", "under ten years old"),
        Category("10_to_11", "10 to 11", "~10~ or ~11~"),
        Category("12_to_13", "12 to 13", "~12~ or ~13~"),
        Category("14_to_15", "14 to 15", "~14~ or ~15~"),
        Category("16_to_17", "16 to 17", "~16~ or ~17~"),
        Category("not_recorded", "Not recorded", "without a recorded age"),
    ),
    shortest="year",
)
SINGLE_AGE = Breakdown(
    key="single_age",
    name="single year of age",
    column="single_age",
    categories=(
        Category("under_10", "Under ten", "under ten years old"),
        *(Category(str(age), f"{age} years", f"~{age}~ years old") for age in range(10, 18)),
        Category("not_recorded", "Not recorded", "without a recorded age"),
    ),
    shortest="year",
)
