"""One walk over a page in document order: ids for headings, numbers for paragraphs, tables and charts, names for what opens.

It notes where each number stands. Its time grows with the length of the page and no faster.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

from analysis.publish.content import HEADINGS
from analysis.publish.page import Heading, NumberedPlace, Section

# Ids that the frame uses itself.
TAKEN = ("main", "contents", "contents-title", "made")

COMMENTARY = "Commentary"
OPENING = "the opening"
BEGINNING = Heading(2, "main", "The beginning of this page")


@dataclass
class _Numbers:
    """Where the numbers that follow stand, as far as the walk has come."""

    id: str
    label: str
    addresses: list[str] = field(default_factory=list)

    @property
    def place(self) -> NumberedPlace:
        return NumberedPlace(self.id, self.label, tuple(self.addresses))


class Walk:
    """One walk over a body. It remembers which heading it is below, how far it has counted, and where each number stands."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self.ids = Counter([*TAKEN, *(tag["id"] for tag in elements(soup) if "id" in tag.attrs and tag.name not in HEADINGS)])
        self.headings: list[Heading] = []
        self.counted = Counter[str]()
        self.code = Counter[str]()
        self.below: list[tuple[Heading, list[_Numbers]]] = []
        self.section(BEGINNING)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Where numbers stand, below each heading of the second level and before the first."""
        return tuple((heading, tuple(one.place for one in numbers if one.addresses)) for heading, numbers in self.below)

    def over(self) -> None:
        for tag in elements(self.soup):
            kinds = tag.get("class") or []
            if tag.name in HEADINGS:
                self.heading(tag)
            elif tag.name == "p" and "para" in kinds:
                self.paragraph(tag, "commentary" in kinds)
            elif tag.name == "summary":
                self.summary(tag, tag.parent.get("class") or [])
            elif tag.name == "p" and "chart-title" in kinds:
                self.titled(tag, "Figure")
            elif tag.name == "caption" and not tag.find_parent(class_="chart-data"):
                self.titled(tag, "Table")
            elif tag.name == "data" and "data-figure" in tag.attrs and "verdict" not in kinds:
                self.at.addresses.append(str(tag["data-figure"]))

    def heading(self, tag: Tag) -> None:
        text = tag.get_text(" ", strip=True)
        tag["id"] = self.unique(str(tag.get("id") or slug(text)))
        if tag.name in {"h2", "h3"}:
            self.headings.append(Heading(int(tag.name[1]), tag["id"], text))
        if tag.name == "h2":
            self.section(self.headings[-1])

    def section(self, heading: Heading) -> None:
        """What follows stands below a heading of the second level, or before the first of them."""
        self.below.append((heading, []))
        self.stand(heading.id, heading.text)

    def stand(self, here: str, label: str) -> None:
        """The numbers that follow stand here."""
        self.at = _Numbers(here, label)
        self.below[-1][1].append(self.at)

    def paragraph(self, tag: Tag, is_commentary: bool) -> None:
        number = self.next("para")
        if is_commentary:
            tag.insert(0, " ")
            tag.insert(0, self.new("span", COMMENTARY, attrs={"class": "kind"}))
        tag["id"] = f"para-{number}"
        tag.insert(0, " ")
        tag.insert(0, self.new("span", f"{number}.", attrs={"class": "pn"}))
        self.stand(tag["id"], f"Paragraph {number}")

    def titled(self, tag: Tag, label: str) -> None:
        """Tables and charts are called by their number, as in all forms of the report."""
        numbered = f"{label} {self.next(label)}"
        tag.insert(0, " ")
        tag.insert(0, self.new("span", f"{numbered}:", attrs={"class": "number"}))
        tag["id"] = str(tag.get("id") or self.unique(slug(numbered)))
        self.stand(tag["id"], numbered)

    def summary(self, tag: Tag, kinds: list[str]) -> None:
        """Code is named after its section, the second of a name says so; the data of a chart after its number."""
        if "chart-data" in kinds:
            tag.string = "Data for "
            tag.append(self.new("span", self.at.label, attrs={"class": "number"}))
        if "code" in kinds:
            section = next((one.text for one in reversed(self.headings) if one.level == 2), OPENING)
            self.code[section] += 1
            tag.string = f"Code for: {section}" + (f" ({self.code[section]})" if self.code[section] > 1 else "")

    def next(self, kind: str) -> int:
        self.counted[kind] += 1
        return self.counted[kind]

    def new(self, name: str, text: str, attrs: dict[str, str]) -> Tag:
        tag = self.soup.new_tag(name, attrs=attrs)
        tag.string = text
        return tag

    def unique(self, wanted: str) -> str:
        self.ids[wanted] += 1
        return wanted if self.ids[wanted] == 1 else self.unique(f"{wanted}-{self.ids[wanted]}")


def elements(soup: BeautifulSoup) -> list[Tag]:
    """All elements as they stand now, in the order of the page. A search by conditions takes several times as long."""
    return [tag for tag in soup.descendants if isinstance(tag, Tag)]


def slug(text: str) -> str:
    """A heading as an id.

    >>> slug("Findings: children who go missing (2016/17)")
    'findings-children-who-go-missing-2016-17'
    """
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "section"
