"""What the template cannot know of a page: tables that scroll, the code of a section in one place, and the line to its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise, takewhile
from urllib.parse import unquote

from bs4 import BeautifulSoup, PageElement, Tag
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter
from markupsafe import Markup

from analysis.publish.content import ANNEX
from analysis.publish.figures import Sources, link_to
from analysis.publish.page import Body, Section
from analysis.publish.walk import Walk, elements, slug

# A table with more columns than this can be wider than a screen of 320 pixels.
COLUMNS_THAT_FIT = 2

ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "thead th": "columnheader",
    "tbody th": "rowheader",
    "td": "cell",
}

_FORMATTER = HTMLFormatter(entity_substitution=EntitySubstitution.substitute_xml, void_element_close_prefix=None)


def finished(html: str, sources: Sources = Sources()) -> Body:  # noqa: B008 (it is frozen and empty)
    """The cells of a notebook as the body of a page, with a link to the figures of each section of which ``sources`` knows any."""
    soup = BeautifulSoup(html, "html.parser")
    set_up = tuple(_taken_out(tag) for tag in soup.find_all("div", class_="set-up"))
    _drop_title(soup)
    _wrap_tables(soup)
    _label_cells(soup)
    _gather_code(soup)
    _fold_annexes(soup)
    walk = Walk(soup)
    walk.over()
    _mend_links(soup)
    _lead_to_figures(soup, walk.sections, sources)
    return Body(_written(soup), tuple(walk.headings), set_up, walk.sections)


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


def _fold_annexes(soup: BeautifulSoup) -> None:
    """In a section called an annex each part below a heading of the third level opens by itself; the code stays at its end."""
    for first, *others in _sections(soup):
        if (heading := first.find("h2")) and heading.get_text().startswith(ANNEX):
            for cell in others:
                first.extend(list(cell.contents))
                cell.decompose()
            for part in first.find_all("h3", recursive=False):
                _fold(soup, part)


def _fold(soup: BeautifulSoup, heading: Tag) -> None:
    """Put what follows a heading, up to the next one, into what opens under its name."""
    below = list(takewhile(lambda one: not _ends_part(one), heading.next_siblings))
    opens, summary = soup.new_tag("details", attrs={"class": "part"}), soup.new_tag("summary")
    heading.insert_before(opens)
    summary.append(heading.extract())
    opens.extend([summary, *below])


def _ends_part(one: PageElement) -> bool:
    return isinstance(one, Tag) and (one.name == "h3" or "code" in one.get("class", ()))


def _label_cells(soup: BeautifulSoup) -> None:
    """Where the rows of a table become blocks on a narrow screen, each cell says what its column is called.

    They are told to be a table still, since some browsers go by how it is laid out.
    """
    for table in (one.find("table") for one in soup.select(".table-wrap.blocks")):
        names = [" ".join(head.get_text().split()) for head in table.select("thead th")]
        table["role"] = "table"
        for kind, role in ROLES.items():
            for one in table.select(kind):
                one["role"] = role
        for row in table.select("tbody tr"):
            for name, cell in zip(names[1:], row.select("td"), strict=True):
                cell["data-label"] = name


def _lead_to_figures(soup: BeautifulSoup, sections: Iterable[Section], sources: Sources) -> None:
    """One line at the end of each section with figures leads to where they come from."""
    ends = zip(sections, pairwise([None, *soup.find_all("h2"), None]), strict=True)
    for (section, places), (heading, following) in ends:
        if sources.known(address for place in places for address in place.addresses):
            _end_of_section(soup, heading, following)(BeautifulSoup(link_to(section), "html.parser"))


def _end_of_section(soup: BeautifulSoup, heading: Tag | None, following: Tag | None) -> Callable[[Tag], object]:
    """What puts a line at the end of the section below a heading, before its code."""
    cells = soup.find_all("div", class_="cell", recursive=False)
    after = following and following.find_parent("div", class_="cell")
    if following and heading in after.find_all("h2"):
        return following.insert_before
    last = cells[cells.index(after) - 1] if after else cells[-1]
    code = last.find("details", class_="code", recursive=False)
    return code.insert_before if code else last.append


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
    ids = {tag["id"] for tag in elements(soup) if "id" in tag.attrs}
    for link in soup.find_all("a"):
        href = link.get("href", "")
        if href.startswith("#") and href[1:] not in ids and slug(unquote(href[1:])) in ids:
            link["href"] = f"#{slug(unquote(href[1:]))}"


def _written(soup: BeautifulSoup) -> Markup:
    return Markup(soup.decode(formatter=_FORMATTER))
