"""Figures to hold texts against: those of the made-up sample, as its public edition prints them."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.base.spec import RESULT_COLUMNS
from analysis.disclose import Publishable
from analysis.textcheck import Reference, read_language

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def figures() -> pd.DataFrame:
    frame = pd.read_csv(Path(__file__).parent / "figures.csv", dtype="str", keep_default_na=False)
    return frame.assign(definition_version="1", population="").reindex(columns=list(RESULT_COLUMNS)).astype("str")


@pytest.fixture(scope="session")
def verdicts() -> pd.DataFrame:
    """What the sample's annual report says of each figure beside that of the year before."""
    return pd.read_csv(Path(__file__).parent / "verdicts.csv", dtype="str")


@pytest.fixture(scope="session")
def given_of(figures, verdicts):
    """A function that gives what texts are held against: a period, an edition, and figures changed for the test."""
    workspace = Workspace(PROJECT)

    def make(period="2016-17", edition="public", rows=figures, judged=verdicts) -> Reference:
        shown = Publishable(rows, edition, judged)
        return Reference(shown, Period.parse(period), workspace.authority, workspace.policy, read_language(workspace))

    return make


@pytest.fixture(scope="session")
def given(given_of) -> Reference:
    return given_of()
