"""Lines about people, drawn in text."""

import pandas as pd
import pytest

from analysis.intake.sources import TEXT, TIME

NAMES = ("local_id", "name", "date_of_birth", "sex", "postcode", "nhs_number", "also_known_as")


@pytest.fixture(scope="session")
def draw():
    """A function that makes lines of persons from text: the columns of ``NAMES``, parted by '|'; '-' is an empty cell."""

    def persons(text: str) -> pd.DataFrame:
        cells = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
        frame = pd.DataFrame([row + ["-"] * (len(NAMES) - len(row)) for row in cells], columns=NAMES).replace("-", None)
        frame = frame.assign(table="t", row=range(len(frame)), source="police", forename=None, surname=None, district=None)
        frame = frame.assign(reference=frame["row"].astype(str))
        return frame.astype({name: TEXT for name in frame if name not in ("row", "date_of_birth")} | {"date_of_birth": TIME})

    return persons
