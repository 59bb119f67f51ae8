"""Nothing that is written says who a child is: no name, no date of birth, no postcode, in any file under outputs/."""

import base64
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

pytestmark = pytest.mark.xdist_group("end to end")

PROJECT = Path(__file__).parents[1]
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
DATE = re.compile(r"\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2}")
POSTCODE = re.compile(r"\bTX\d{1,2} \d[A-Z]{2}\b")
BASE64 = re.compile(r"[A-Za-z0-9+/]{200,}={0,2}")
TAG = re.compile(r"<[^>]*>")
COLOURS = {"gray"}
"""Names that every workbook has for the colours of its theme."""

NAMES = {"Surname", "Forenames", "Last name", "First name", "Child's name", "Child", "Young person"}
BIRTHS = {"DOB", "Date of birth"}


def texts(content: bytes) -> Iterator[str]:
    """Everything that can be read in a file: the members of an archive, what a picture says of itself, pictures inside a page."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts(archive.read(name))
    elif content.startswith(b"\x89PNG"):
        yield from said_by_png(content)
    else:
        text = content.decode("utf-8", errors="ignore")
        yield BASE64.sub(" ", text)
        for found in BASE64.findall(text):
            yield from texts(base64.b64decode(found + "=" * (-len(found) % 4)))


def said_by_png(content: bytes) -> Iterator[str]:
    place = 8
    while place < len(content):
        size, kind = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
        data = content[place + 8 : place + 8 + size]
        if kind in (b"tEXt", b"iTXt", b"eXIf"):
            yield data.decode("latin-1")
        elif kind == b"zTXt":
            yield zlib.decompress(data.partition(b"\0")[2][1:]).decode("latin-1")
        place += size + 12


def raw_rows(raw: Path) -> Iterator[dict[str, object]]:
    for path in sorted(raw.glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    for path in sorted(raw.glob("*/*.xlsx")):
        header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        yield from (dict(zip(header, row, strict=False)) for row in rows)


def words_of(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


class Identities:
    """Who the children of the extracts are. Names that are words of the project itself, such as Young, are looked for in pairs alone."""

    def __init__(self, raw: Path) -> None:
        rows = list(raw_rows(raw))
        names = {str(row[column]) for row in rows for column in NAMES & row.keys() if row[column]}
        pairs = [(row.get("Surname") or row.get("Last name"), row.get("Forenames") or row.get("First name")) for row in rows]
        known = {word for folder in ("src", "config", "notebooks") for path in (PROJECT / folder).rglob("*.*")
                 if path.suffix in (".py", ".toml", ".md", ".ipynb", ".j2", ".css")
                 for word in words_of(path.read_text(encoding="utf-8"))}  # fmt: skip
        self.rare = {word for name in names for word in words_of(name) if len(word) > 3} - known - COLOURS
        self.pairs = {order for one, other in pairs if one and other
                      for order in ((words_of(one)[-1], words_of(other)[0]), (words_of(other)[-1], words_of(one)[0]))}  # fmt: skip
        days = {row[column] for row in rows for column in BIRTHS & row.keys() if row[column]}
        self.births = {form for day in days for form in forms_of(day)}
        self.postcodes = {found for row in rows for value in row.values() if isinstance(value, str) for found in POSTCODE.findall(value)}

    def found_in(self, text: str) -> set[object]:
        shown = words_of(TAG.sub(" ", text))
        return (
            (self.rare & set(words_of(text))) | (self.pairs & set(pairwise(shown)))
            | (self.births & set(DATE.findall(text))) | (self.postcodes & set(POSTCODE.findall(text)))
        )  # fmt: skip


def forms_of(day: object) -> tuple[str, str]:
    if isinstance(day, str):
        day, month, year = day.strip().split("/")
        return f"{day}/{month}/{year}", f"{year}-{month}-{day}"
    return f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}"


@pytest.fixture(scope="module")
def identities(built):
    return Identities(built.raw)


def test_what_is_looked_for_is_there(identities, built):
    """Many names, births and postcodes are known, and each kind is found where it stands: in the extracts."""
    assert min(map(len, (identities.rare, identities.pairs, identities.births, identities.postcodes))) > 300
    content = (built.raw / "2016-17" / "mash_referrals.csv").read_bytes()
    kinds = {type(one) for text in texts(content) for one in identities.found_in(text)}
    assert kinds == {str, tuple}
    workbook = (built.raw / "2016-17" / "specialist_service_referrals.xlsx").read_bytes()
    assert any(identities.found_in(text) for text in texts(workbook))


def test_nothing_under_outputs_says_who_a_child_is(identities, built):
    """Pages, notebooks, Word files, workbooks, pictures, data and manifests of both editions."""
    files = [path for path in built.outputs.rglob("*") if path.is_file()]
    assert {".html", ".ipynb", ".docx", ".xlsx", ".png", ".svg", ".csv", ".json"} <= {path.suffix for path in files}
    found = {path.relative_to(built.outputs).as_posix(): {one for text in texts(path.read_bytes()) for one in identities.found_in(text)}
             for path in files}  # fmt: skip
    assert {name: len(each) for name, each in found.items() if each} == {}


def test_children_are_pointed_at_in_the_internal_edition_alone(built):
    """The cross-reference is there with identifiers, and no public file has one."""
    page = (built.outputs / "2016-17" / "internal" / "cross-reference.html").read_text(encoding="utf-8")
    assert len(set(re.findall(r"\bC[0-9a-f]{16}\b", page))) > 100
    public = [path for path in (built.outputs / "2016-17" / "public").rglob("*") if path.is_file()]
    assert not any(path.name == "cross-reference.html" for path in public)
    assert [path.name for path in public if any(re.search(r"\bC[0-9a-f]{16}\b", text) for text in texts(path.read_bytes()))] == []
