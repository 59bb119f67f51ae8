"""The frame of every page: what stands around its body, and the one style sheet.

A page is one file that loads nothing and runs nothing, and its content-security policy holds a browser to that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pygments.formatters import HtmlFormatter

from analysis.base.settings import Fault

TEMPLATES = Path(__file__).parent / "templates"
HOUSE = TEMPLATES / "house"

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

CODE_STYLES = {"light": "github-light-high-contrast", "dark": "github-dark-high-contrast"}

MADE_UP = ("Made-up data.", "The records behind these figures were invented to show how the report works. They describe no real child.")
DRAFT = ("Draft.", "Nobody has approved this report for publication yet.")
BANNER = '<p class="banner"><span class="wide"><strong>{}</strong> {}</span></p>\n'
INTERNAL = ("Internal:", "contains small counts; not for publication.")


@dataclass(frozen=True)
class Page:
    """What a page says about itself.

    ``provenance`` holds what the reader may know about how the page was made, as pairs of a label and a value; ``abbreviations`` what each
    one that its words may use stands for, for the documents that tell no story in which it could be spelt out.
    """

    title: str
    subtitle: str = ""
    authority: str = ""
    committee: str = ""
    period_label: str = ""
    edition: str = "public"
    is_synthetic: bool = False
    provenance: tuple[tuple[str, str], ...] = ()
    contents: bool = True
    is_draft: bool = False
    abbreviations: tuple[tuple[str, str], ...] = ()

    @property
    def banners(self) -> tuple[tuple[str, str], ...]:
        """The warnings that every view and every printed sheet of the page carries."""
        return (DRAFT,) * self.is_draft + (MADE_UP,) * self.is_synthetic + (INTERNAL,) * (self.edition == "internal")

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What stands under the title."""
        stated = (("Period", self.period_label), ("Report to", self.committee), ("Edition", self.edition.capitalize()))
        return tuple((label, value) for label, value in stated if value)

    @property
    def running_head(self) -> str:
        """What stands on every printed sheet, so that a loose one is still known for what it is."""
        return " · ".join([" ".join(words) for words in self.banners] or [self.authority])

    @property
    def running_foot(self) -> str:
        """The name of the page on every printed sheet."""
        return " · ".join(filter(None, [self.title, self.period_label.partition(" (")[0]]))


@dataclass(frozen=True)
class Heading:
    """A heading that the contents list links to."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class NumberedPlace:
    """Where numbers stand: the id of a paragraph, table, chart or heading, what it is called, and the addresses of the figures in it."""

    id: str
    label: str
    addresses: tuple[str, ...] = ()


Section = tuple[Heading, tuple[NumberedPlace, ...]]


@dataclass(frozen=True)
class Body:
    """What goes into the frame: the finished main part, its headings, the code that set it up, and where numbers stand by section."""

    html: Markup
    headings: tuple[Heading, ...] = ()
    set_up: tuple[Markup, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def contents(self) -> tuple[tuple[Heading, tuple[Heading, ...]], ...]:
        """Each heading of the second level with those of the third below it."""
        chapters: list[tuple[Heading, list[Heading]]] = []
        for heading in self.headings:
            if heading.level == 2 or not chapters:
                chapters.append((heading, []))
            else:
                chapters[-1][1].append(heading)
        return tuple((heading, tuple(below)) for heading, below in chapters)


def framed(page: Page, body: Body) -> str:
    """The whole page around a finished body."""
    return (
        environment()
        .get_template("frame.html.j2")
        .render(page=page, body=body, policy=Markup(POLICY), banner=Markup(BANNER), style=style_sheet(page))
    )


def without_draft_mark(html: str, page: Page) -> str:
    """A finished page without the mark of a draft, for pages whose notebook is not kept. ``page`` is what it says about itself as a draft.

    Raises `Fault` when it does not carry the mark.
    """
    lead, rest = DRAFT
    banner = Markup(BANNER).format(lead, rest)
    before, after = css_string(page.running_head), css_string(replace(page, is_draft=False).running_head)
    if banner not in html or before not in html:
        raise Fault(f"The page {page.title!r} does not carry the mark of a draft, so it is not the one that was built. Build it again.")
    return html.replace(banner, "", 1).replace(before, after, 1)


def environment() -> Environment:
    """The templates of the house, which escape everything that is not marked as HTML."""
    loader = FileSystemLoader(HOUSE)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def style_sheet(page: Page) -> Markup:
    """The house style, the colours of code in light and dark, and what this page prints on every sheet."""
    running = (("top-left", page.running_head), ("bottom-left", page.running_foot))
    boxes = "".join(f"@{place}{{content:{css_string(text)}}}" for place, text in running)
    return Markup(f"{_house_style()}@page{{{boxes}}}\n")


def css_string(text: str) -> str:
    """Text as a CSS string that can leave neither its quotes nor the style element.

    >>> print(css_string('Say "no" </style>'))
    "Say \\22 no\\22  \\3c /style\\3e "
    """
    return '"' + "".join(char if char not in '"\\<>\n\r\f' else f"\\{ord(char):x} " for char in text) + '"'


@cache
def _house_style() -> str:
    light, dark = (_code_colours(name) for name in CODE_STYLES.values())
    return (HOUSE / "house.css").read_text(encoding="utf-8") + f"{light}\n@media screen and (prefers-color-scheme:dark){{{dark}}}\n"


def _code_colours(style: str) -> str:
    """The rules of a syntax style that our code blocks use: token colours, without line numbers and backgrounds."""
    rules = HtmlFormatter(style=style).get_style_defs("pre.code").splitlines()
    return "".join(rule.split(" /*")[0].replace(" { ", "{").replace(" }", "}") for rule in rules if rule.startswith("pre.code ."))
