"""Every kind of text that a person writes in ``config/``: where it is told, in which forms, and in which edition it may not be."""

import re
import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docx import Document

from analysis.base.wording import in_words_of

pytestmark = pytest.mark.xdist_group("end to end")

CONFIG = Path(__file__).parents[1] / "config"
BOTH = ("public", "internal")
REPORT = ("report.html", "report.docx")

# What has no words for readers: spellings and codes of files, rules in numbers, patterns of language, templates, settings of JupyterLab.
NO_WORDS = {"extracts", "codes", "mappings", "empty.toml", "policy.toml", "language.toml", "templates", "jupyter"}
# What `overview explain`, the page on revised figures and the answers to requests tell, each with tests of its own.
ELSEWHERE = {"supplied", "releases", "foi"}
# What a council may add: tests/report/test_quality.py, tests/chapters/own and tests/intake look for these.
OPTIONAL = {"corrections", "chapters", "columns", "limits.toml"}


def toml(name):
    return tomllib.loads((CONFIG / name).read_text(encoding="utf-8"))


def sentences(name):
    """The sentences of a commentary that need no figures."""
    text = (CONFIG / "commentary" / name).read_text(encoding="utf-8")
    paragraphs = [one for one in re.split(r"\n\s*\n", text) if not one.startswith("#")]
    plain = (re.sub(r"[*_`]|^\s*[-\d.]+ ", "", one, flags=re.MULTILINE) for one in paragraphs)
    pieces = (" ".join(piece.split()) for one in plain for piece in re.split(r"(?<=[.:;])\s", one))
    return [one for one in pieces if one and not set("{}[]()") & set(one)]


# Which texts, of which file, in which period and pages.
WRITTEN = {
    "commentary of a year": ("commentary", lambda: sentences("2016-17.md"), "2016-17", REPORT),
    "commentary of a quarter": ("commentary", lambda: sentences("2016-17-Q4.md"), "2016-17-Q4", REPORT),
    "who reports": ("authority.toml", lambda: [toml("authority.toml")[key] for key in ("name", "committee")], "2016-17-Q4", REPORT),
    "districts": ("authority.toml", lambda: toml("authority.toml")["districts"], "2016-17-Q4", REPORT[:1]),
    "who set targets": ("targets.toml", lambda: [one["set_by"] for one in toml("targets.toml")["target"]], "2016-17-Q4", REPORT),
    "headings of sections": (
        "headings.toml",
        lambda: [words for key, words in toml("headings.toml")["sections"].items() if key in {"exploitation", "missing"}],
        "2016-17-Q4",
        REPORT,
    ),
    "whom the population is": (
        "population",
        lambda: [toml("population/2016-17.toml")[key] for key in ("described", "source")],
        "2016-17",
        ("problem-profile.html",),
    ),
    "what others published": ("benchmarks.toml", lambda: [one["source"] for one in toml("benchmarks.toml")["measure"]], "2016-17", REPORT),
    "abbreviations": ("vocabulary.toml", lambda: [toml("vocabulary.toml")["abbreviations"]["MASH"]], "2016-17", ("methodology.html",)),
    "titles of documents": (
        "documents.toml",
        lambda: [one["title"] for one in toml("documents.toml")["document"] if (one["page"], one["period"]) == ("report", "quarter")],
        "2016-17-Q4",
        REPORT,
    ),
}  # fmt: skip


def words(path):
    """All that a reader finds in a page or a Word file, with single spaces; what stands above the text of the latter too."""
    if path.suffix == ".html":
        text = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text()
    else:
        document = Document(str(path))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        text = "\n".join([*(one.text for one in document.paragraphs), *cells])
    return " ".join(text.split()).casefold()


@pytest.mark.parametrize("edition", BOTH)
@pytest.mark.parametrize("kind", WRITTEN)
def test_what_people_wrote_is_told(built, kind, edition):
    """On the page and in Word, in both editions: nothing that was written is lost on the way."""
    _, written, period, files = WRITTEN[kind]
    texts = [in_words_of(built.authority, one) for one in written()]
    assert texts
    for name in files:
        told = words(built.outputs / period / edition / name)
        assert [one for one in texts if one.casefold() not in told] == []


def test_every_kind_of_text_is_looked_for():
    """A new file in ``config/`` has to be put to one of these: looked for here, without words for readers, or told elsewhere."""
    known = {place for place, *_ in WRITTEN.values()} | NO_WORDS | ELSEWHERE
    assert {path.name for path in CONFIG.iterdir()} - OPTIONAL <= known
