"""What can be printed names nothing that one county alone has: such names come from ``config/vocabulary.toml``."""

import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from analysis.chapters import ALL, CAVEATS, CHAPTERS
from tests.show.seen import WORKSPACE

PROJECT = Path(__file__).parents[2]

NATIONAL = set(
    """
    April August December February Friday January July June March May Monday November October Saturday September Sunday Thursday Tuesday
    Wednesday Asian Black British White College Department Education England Equality Act Office National Statistics Ofsted NHS SSDA903
    DfE Year
    FGM Q1 Q2 Q3 Q4 CSV ISO ONS SHA-256 PDF TOML JSON HTML XmR UK Poisson Wilson Newcombe Garwood Police Policing
""".split()  # noqa: SIM905
)
"""Names that are the same for every council in England, and of methods and formats."""

NOT_PRINTED = {"key", "section", "source", "column", "dated_by", "example", "checked_by", "code", "recorded_as", "breaks_with", "measure"}

_NAME = re.compile(r"(?<![.?!:\n] )(?<!^)(?<![\w'`-])[A-Z][\w-]*")
"""A word with a capital that does not begin a sentence; and any abbreviation, wherever it stands."""
_SHORT = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Za-z0-9]+\b")


def names_in(text):
    """What a text names that is not the same everywhere."""
    return ({found[0] for found in _NAME.finditer(text)} | {*_SHORT.findall(text)}) - NATIONAL


def texts_of(told):
    """Every text of a record that can be printed."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, tuple):
        for one in told:
            yield from texts_of(one)
    elif is_dataclass(told):
        for field in fields(told):
            if field.name not in NOT_PRINTED:
                yield from texts_of(getattr(told, field.name))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_no_record_names_what_one_county_has(one):
    assert {text: found for text in texts_of(one) if (found := names_in(text))} == {}


@pytest.mark.parametrize("table", [table for chapter in CHAPTERS for table in chapter.tables], ids=lambda table: table.key)
def test_no_table_names_what_one_county_has(table):
    assert {text: found for text in (table.title, table.row, table.processed_row) if (found := names_in(text))} == {}


def test_no_caveat_names_what_one_county_has():
    assert {text: found for text in CAVEATS.values() if (found := names_in(text))} == {}


@pytest.mark.parametrize("path", sorted((PROJECT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_no_notebook_names_what_the_vocabulary_names(path):
    """Prose of notebooks may name parts of the program; the names of groups and abbreviations are the council's."""
    own = WORKSPACE.vocabulary
    names = {form for name in (own.names.hub, own.names.panel, own.names.network) for form in name.forms} | {"MASE", "MASH"}
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = " ".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert [name for name in names if name in prose] == []


def test_a_name_of_a_county_would_be_found():
    assert names_in("the Concerns Network met") == {"Concerns", "Network"}
    assert names_in("MASE panel") == {"MASE"}
    assert names_in("Children considered in April. Different children") == set()
