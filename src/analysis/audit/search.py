"""Every file of a folder, searched for numbers that the open data hides.

The audit does not know the hidden values, so it asks of every number whether the figures that are printed explain it: in a page each
computed number is an element that names its figure, and must say what the open data says; alternative text and pictures may hold only
numbers that stand in the table beside them; a workbook or document only numbers that are printed somewhere. Whatever is left is a fault.
"""

from __future__ import annotations

import base64
import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from bs4 import BeautifulSoup, Comment, Tag

from analysis.audit.packages import package_faults
from analysis.audit.pictures import picture_faults
from analysis.audit.words import numbers_in
from analysis.indicators import ALL

# In plain text a figure can follow the full stop after a year at once.
_AFTER_YEAR = re.compile(r"(?<=[/0]\d\d)\.(?=\d)")
NAMES = ".period, .term, .pn, code, pre, nav, .commentary, caption .term"
FIGURES = "data[data-figure]"
PUBLISHED = "data[data-published]"
PLAIN = {".css", ".json", ".txt"}
# The page that is searched itself, and that a Word file or workbook beside it may say again: a report, or the answer to a request.
PAGES = ("report.html", "answer.html")
# The columns of a national layout that say when and where, and how many decimals a column has.
PLACES = {"time_period", "time_identifier", "country_code", "region_code", "old_la_code", "new_la_code", "indicator_dp"}
OPEN_DATA, BENCHMARKS = "results.csv", "benchmarks.csv"
# Numbers that belong to the names of what is counted, such as the 24 of "within 24 hours".
NAMED = frozenset(
    n
    for one in ALL
    for words in (one.name, *(category.label for breakdown in one.breakdowns for category in breakdown.categories))
    for n in numbers_in(words)
)


@dataclass(frozen=True)
class Open:
    """The open data of a folder: the printed rows by address; the report that was made of them; and what others had published before."""

    rows: dict[str, dict[str, str]]
    report: Path
    published: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, file: Path) -> Open:
        pages = [file.with_name(name) for name in PAGES if file.with_name(name).exists()]
        others = file.with_name(BENCHMARKS)
        known = {f"{row['measure']}@{row['year']}[{row['place']}]": row for row in (_rows(others) if others.exists() else ())}
        return cls({_address(row): row for row in _rows(file)}, (pages or [file.with_name(PAGES[0])])[0], known)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number that is printed, as written for machines."""
        return frozenset(
            number
            for row in self.rows.values()
            for cell in (row["numerator"], row["denominator"], row["value"])
            for number in numbers_in(cell)
        )

    @cached_property
    def explained(self) -> frozenset[str]:
        """Every number that stands in the open data or in the report, which is searched itself."""
        printed = self.numbers | _numbers_of_page(self.report)
        return printed | {f"{Decimal(number).normalize():f}" for number in printed}

    def words(self, address: str) -> set[str]:
        """What may stand for a hidden number: that it is not shown, and what the marker says of it."""
        marker = self.rows.get(address, {}).get("marker", "")
        bound = "most" if marker == "c most" else marker.replace("c under", "fewer than")
        return {"not shown", bound}

    def says(self, address: str, part: str) -> str | None:
        row = self.rows.get(address)
        return None if row is None else row[part or "value"]


def search(folder: Path) -> list[str]:
    """What stands in the files of a folder and should not, one sentence each. The folder has a ``results.csv``."""
    data = Open.of(folder / OPEN_DATA)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [f"{path.relative_to(folder).as_posix()}: {fault}" for path in files for fault in _file_faults(path, data)]


def _file_faults(path: Path, data: Open) -> Iterable[str]:
    match path.suffix:
        case ".html":
            return html_faults(path.read_text(encoding="utf-8"), data)
        case ".ipynb":
            return _notebook_faults(json.loads(path.read_text(encoding="utf-8")), data)
        case ".svg":
            return picture_faults(path.read_text(encoding="utf-8"))
        case ".png":
            return _png_faults(path.read_bytes())
        case ".xlsx" | ".docx" | ".ods":
            return package_faults(path, data.explained)
        case ".csv":
            return () if path.name in {OPEN_DATA, BENCHMARKS} else _table_faults(path, data)
        case ".pdf" if path.with_suffix(".html").exists():
            # It is printed from the page of its name, which is searched.
            return ()
    return () if path.name == "manifest.json" or path.suffix in PLAIN else [f"files of the kind {path.suffix!r} cannot be searched"]


def html_faults(html: str, data: Open) -> Iterator[str]:
    """A page or a piece of one."""
    yield from _soup_faults(BeautifulSoup(html, "html.parser"), data)


def _soup_faults(soup: BeautifulSoup, data: Open) -> Iterator[str]:
    yield from (
        f"a comment holds numbers: {_short(note)}"
        for note in soup.find_all(string=lambda text: isinstance(text, Comment))
        if numbers_in(note)
    )
    for element in soup.select(FIGURES):
        yield from _figure_faults(element, data)
    for element in soup.select(PUBLISHED):
        yield from _published_faults(element, data)
    for chart in soup.select("div.chart"):
        yield from _chart_faults(chart)
    for image in soup.select("img.sparkline"):
        yield from _sparkline_faults(image, data)
    yield from _bare_faults(soup)


def _figure_faults(element: Tag, data: Open) -> Iterator[str]:
    """An element that names a figure says what the open data says of it; a change or a sum only of figures that are shown."""
    kind, address, raw = (element.get("class") or [""])[0], str(element["data-figure"]), str(element.get("value", ""))
    if kind == "instead":
        if element.get_text() not in data.words(address):
            yield f"{address} is hidden but reads {element.get_text()!r}"
        return
    if kind in {"figure", "part"}:
        printed = data.says(address, str(element.get("data-part", "")))
        if printed is not None and raw != printed:
            yield f"{address} is given as {raw} where the open data has {printed}"
        if raw == "c" and element.get_text() != "[c]":
            yield f"{address} is hidden but reads {element.get_text()!r}"
        if (
            raw not in {"c", "x", "z"}
            and "-" not in raw
            and kind == "figure"
            and "under" not in element.get_text()
            and numbers_in(element.get_text()) != [raw]
        ):
            yield f"{address} reads {element.get_text()!r} and means {raw}"
        return
    hidden = [one for one in address.split(" - ") if data.says(one, "value") == "c"]
    if hidden:
        yield f"a {kind} is given of {', '.join(hidden)}, which is hidden"


def _published_faults(element: Tag, data: Open) -> Iterator[str]:
    """What others published was known before: it may stand in a page exactly as the file of published figures has it."""
    address, part, raw = (str(element.get(name, "")) for name in ("data-published", "data-part", "value"))
    text = element.get_text()
    if data.published.get(address, {}).get(part) != raw:
        yield f"{address} is given as {raw}, which {BENCHMARKS} does not hold"
    if numbers_in(text) != numbers_in(raw) or (not numbers_in(raw) and text != f"[{raw}]"):
        yield f"{address} reads {text!r} and means {raw}"


def _chart_faults(chart: Tag) -> Iterator[str]:
    """Alternative text and picture hold no number that the chart's own title, subtitle and table do not."""
    explained = set(numbers_in(chart.get_text(" ")))
    table = chart.select_one("details table")
    values = [str(one.get("value", "")).lstrip("-") for one in (table.select(f"{FIGURES}, {PUBLISHED}") if table else ())]
    drawn = [float(value) for value in values if re.fullmatch(r"[\d.]+", value)]
    for image in chart.select("img"):
        yield from (
            f"the alternative text of {chart.get_text(' ')[:60]!r} holds {n}"
            for n in numbers_in(str(image.get("alt", "")))
            if n not in explained
        )
        yield from picture_faults(_decoded(image), explained, drawn)


def _sparkline_faults(image: Tag, data: Open) -> Iterator[str]:
    """A small picture stands in the row of its indicator."""
    row = image.find_parent("tr")
    keys = {str(one["data-figure"]).partition("@")[0] for one in (row.select(FIGURES) if row else ())}
    named = numbers_in(row.find(["th", "td"]).get_text(" ")) if row else []
    printed = {*named} | {n for address, one in data.rows.items() if address.partition("@")[0] in keys for n in numbers_in(one["value"])}
    alt = re.sub(r"Q[1-4] \d{4}/\d\d|(up to )?\w+ \d{4}", "", str(image.get("alt", "")))
    yield from (f"the alternative text of a small picture holds {n}" for n in numbers_in(alt) if n not in printed)
    yield from picture_faults(_decoded(image), set(), None)


def _bare_faults(soup: BeautifulSoup) -> Iterator[str]:
    """What the program wrote holds no number outside the elements for them."""
    apart = {id(element) for element in soup.select(f"{FIGURES}, {PUBLISHED}, {NAMES}, .chart")}
    for block in soup.select("p.computed, td"):
        left = numbers_in(_text_outside(apart, block))
        if left and not block.find_parent(class_="indicator") and not (block.name == "td" and _is_account(block)):
            yield f"{', '.join(left)} stands in {_short(block.get_text(' '))} and belongs to no figure"


def _text_outside(apart: set[int], block: Tag) -> str:
    """The text of a block without that of some elements in it."""
    return " ".join(
        text for text in block.strings if not any(id(one) in apart for one in takewhile(lambda one: one is not block, text.parents))
    )


def _is_account(cell: Tag) -> bool:
    """Whether a cell stands in a table that gives an account and no figure."""
    table = cell.find_parent("table")
    return table is None or table.select_one("data") is None


def _notebook_faults(notebook: dict, data: Open) -> Iterator[str]:
    for number, cell in enumerate(notebook["cells"], 1):
        for output in cell.get("outputs", ()):
            yield from (f"cell {number}: {fault}" for fault in _output_faults(output, data))
        if cell["cell_type"] == "code":
            code = re.sub(r"#.*", "", re.sub(r"\"[^\"]*\"|'[^']*'", "", "".join(cell["source"])))
            yield from (f"cell {number}: the code holds the number {n}" for n in numbers_in(code))


def _output_faults(output: dict, data: Open) -> Iterator[str]:
    """An output shows one thing in several forms: every number of the others stands in its HTML, which is searched as a page is."""
    if output["output_type"] != "execute_result" and output["output_type"] != "display_data":
        yield from (f"it printed the number {n}" for n in numbers_in("".join(output.get("text", ())) + str(output.get("evalue", ""))))
        return
    forms = output["data"]
    soup = BeautifulSoup("".join(forms.get("text/html", "")), "html.parser")
    yield from _soup_faults(soup, data)
    explained = {*numbers_in(soup.get_text(" ")), *_numbers_of_alt(soup)}
    for kind, form in forms.items():
        if kind == "image/svg+xml":
            yield from picture_faults("".join(form), explained, None)
        elif kind == "text/plain" or kind.endswith("json"):
            text = "".join(form) if kind == "text/plain" else BeautifulSoup(" ".join(_strings(form)), "html.parser").get_text(" ")
            yield from (
                f"the form {kind} holds {n}, which the page does not" for n in numbers_in(_AFTER_YEAR.sub(". ", text)) if n not in explained
            )


def _numbers_of_alt(soup: BeautifulSoup) -> list[str]:
    return [n for image in soup.select("img") for n in numbers_in(str(image.get("alt", "")))]


def _strings(value: object) -> Iterator[str]:
    match value:
        case dict():
            for one in value.values():
                yield from _strings(one)
        case list():
            for one in value:
                yield from _strings(one)
        case _:
            yield str(value)


def _png_faults(content: bytes) -> Iterator[str]:
    """A picture of dots keeps no text beside the dots."""
    for kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
        if kind in content:
            yield f"the picture has a text block {kind.decode()}"


def _numbers_of_page(page: Path) -> frozenset[str]:
    """Every number that a reader finds in a page, which is searched itself. Those of paragraphs and notes count nothing."""
    if not page.exists():
        return frozenset()
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    alternatives = _numbers_of_alt(soup)
    for element in soup.select(".pn, nav, pre, code, style"):
        element.decompose()
    return frozenset((*numbers_in(re.sub(r"\[note\s\d+\]", " ", soup.get_text(" "))), *alternatives))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def _table_faults(path: Path, data: Open) -> Iterator[str]:
    """A table beside the open data: no number in it that is not printed, but for those that say when and where."""
    for row in _rows(path):
        cells = [cell or "" for name, cell in row.items() if name not in PLACES]
        yield from (f"it holds {n}, which is not printed" for n in numbers_in(" ".join(cells)) if n not in data.numbers | NAMED)


def _decoded(image: Tag) -> str:
    kind, _, content = str(image.get("src", "")).partition("base64,")
    return base64.b64decode(content).decode("utf-8", errors="replace") if "svg" in kind else ""


def _address(row: dict[str, str]) -> str:
    split = f"[{row['breakdown']}={row['category']}]" if row["breakdown"] else ""
    return f"{row['indicator']}@{row['period']}{split}"


def _short(text: str) -> str:
    return repr(" ".join(text.split())[:80])
