"""What the template cannot know: one walk gives headings their ids, paragraphs their numbers, the code of a section its place and name.

The walk goes once over the elements in document order, so its time grows with the length of the page and no faster.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter
from markupsafe import Markup

from analysis.publish.footnotes import Sources, link_numbers
from analysis.publish.page import Body, Heading

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

# Ids that the frame uses itself.
TAKEN = ("main", "contents", "contents-title", "made")

COMMENTARY = "Commentary"
OPENING = "the opening"

# A table with more columns than this can be wider than a screen of 320 pixels.
COLUMNS_THAT_FIT = 2

_FORMATTER = HTMLFormatter(entity_substitution=EntitySubstitution.substitute_xml, void_element_close_prefix=None)


class _Walk:
    """One walk over a body. It remembers which heading it is below and how far it has counted."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self.ids = Counter([*TAKEN, *(tag["id"] for tag in _elements(soup) if "id" in tag.attrs and tag.name not in HEADINGS)])
        self.headings: list[Heading] = []
        self.paragraphs = 0
        self.code = Counter[str]()

    def over(self) -> None:
        for tag in _elements(self.soup):
            kinds = tag.get("class") or []
            if tag.name in HEADINGS:
                self.heading(tag)
            elif tag.name == "p" and "para" in kinds:
                self.paragraph(tag, "commentary" in kinds)
            elif tag.name == "summary" and "code" in (tag.parent.get("class") or []):
                self.code_summary(tag)

    def heading(self, tag: Tag) -> None:
        text = tag.get_text(" ", strip=True)
        tag["id"] = self.unique(str(tag.get("id") or slug(text)))
        if tag.name in {"h2", "h3"}:
            self.headings.append(Heading(int(tag.name[1]), tag["id"], text))

    def paragraph(self, tag: Tag, is_commentary: bool) -> None:
        self.paragraphs += 1
        if is_commentary:
            tag.insert(0, " ")
            tag.insert(0, self.new("span", COMMENTARY, attrs={"class": "kind"}))
        here = f"para-{self.paragraphs}"
        tag.insert(0, " ")
        tag.insert(0, self.new("a", f"{self.paragraphs}.", attrs={"class": "pn", "id": here, "href": f"#{here}"}))

    def code_summary(self, tag: Tag) -> None:
        """Code is named after its section; the second of a name says so."""
        section = next((one.text for one in reversed(self.headings) if one.level == 2), OPENING)
        self.code[section] += 1
        tag.string = f"Code for: {section}" + (f" ({self.code[section]})" if self.code[section] > 1 else "")

    def new(self, name: str, text: str, attrs: dict[str, str]) -> Tag:
        tag = self.soup.new_tag(name, attrs=attrs)
        tag.string = text
        return tag

    def unique(self, wanted: str) -> str:
        self.ids[wanted] += 1
        return wanted if self.ids[wanted] == 1 else self.unique(f"{wanted}-{self.ids[wanted]}")


def finished(html: str, sources: Sources = Sources()) -> Body:  # noqa: B008 (it is frozen and empty)
    """The cells of a notebook as the body of a page, with a note for each number of which ``sources`` knows."""
    soup = BeautifulSoup(html, "html.parser")
    set_up = tuple(_taken_out(tag) for tag in soup.find_all("div", class_="set-up"))
    _drop_title(soup)
    _wrap_tables(soup)
    link_numbers(soup, sources)
    _gather_code(soup)
    walk = _Walk(soup)
    walk.over()
    _mend_links(soup)
    return Body(_written(soup), tuple(walk.headings), set_up)


def slug(text: str) -> str:
    """A heading as an id.

    >>> slug("Findings: children who go missing (2016/17)")
    'findings-children-who-go-missing-2016-17'
    """
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "section"


def _taken_out(tag: Tag) -> Markup:
    return Markup(tag.extract().decode_contents(formatter=_FORMATTER))


def _drop_title(soup: BeautifulSoup) -> None:
    """The notebook's own title goes: the page has it in its head."""
    title = soup.find("h1")
    if not title:
        return
    cell = title.parent
    title.extract()
    if not cell.get_text(strip=True):
        cell.decompose()


def _gather_code(soup: BeautifulSoup) -> None:
    """The code of a section opens in one place, at its end: a reader meets nine of them instead of ninety."""
    for section in _sections(soup):
        first, *others = [one for cell in section for one in cell.select("details.code")] or [None]
        for one in others:
            first.extend(list(one.select("pre")))
            one.decompose()
        if first:
            section[-1].append(first.extract())


def _sections(soup: BeautifulSoup) -> list[list[Tag]]:
    """The cells of each section; one that shows a heading of the second level starts the next."""
    sections: list[list[Tag]] = [[]]
    for cell in soup.find_all("div", class_="cell", recursive=False):
        if cell.find("h2") and sections[-1]:
            sections.append([])
        sections[-1].append(cell)
    return [section for section in sections if section]


def _wrap_tables(soup: BeautifulSoup) -> None:
    """Every table that may be wider than a narrow screen scrolls by itself, also from the keyboard, under its caption's name.

    It becomes a group and no region: dozens of landmarks would help nobody to find their way.
    """
    for number, table in enumerate(soup.find_all("table"), start=1):
        wrap = table.parent
        if "table-wrap" not in (wrap.get("class") or []):
            wrap = table.wrap(soup.new_tag("div", attrs={"class": "table-wrap"}))
        caption, first_row = table.find("caption"), table.find("tr")
        if caption and first_row and len(first_row.find_all(["th", "td"])) > COLUMNS_THAT_FIT:
            caption["id"] = caption.get("id") or f"caption-{number}"
            wrap.attrs |= {"role": "group", "aria-labelledby": caption["id"], "tabindex": "0"}


def _mend_links(soup: BeautifulSoup) -> None:
    """Links to headings as JupyterLab writes them, ``#Key-findings``, lead to the ids of the page."""
    ids = {tag["id"] for tag in _elements(soup) if "id" in tag.attrs}
    for link in soup.find_all("a"):
        href = link.get("href", "")
        if href.startswith("#") and href[1:] not in ids and slug(unquote(href[1:])) in ids:
            link["href"] = f"#{slug(unquote(href[1:]))}"


def _elements(soup: BeautifulSoup) -> list[Tag]:
    """All elements as they stand now, in the order of the page. A search by conditions takes several times as long."""
    return [tag for tag in soup.descendants if isinstance(tag, Tag)]


def _written(soup: BeautifulSoup) -> Markup:
    return Markup(soup.decode(formatter=_FORMATTER))
