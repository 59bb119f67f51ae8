"""Whether markup is valid: every element known, closed and in a place where it may stand, no attribute said twice.

Browsers put up with faults of this kind, each in its own way, and what helps people to read or hear a page need not. This reads the text
of the page and not a tree made from it, because what makes the tree mends the faults.
"""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser


def _named(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _named("area base br col embed hr img input link meta source track wbr")
BLOCKS = _named(
    "address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section "
    "table ul"
)
PHRASES = _named("a abbr b bdi bdo cite code data dfn em i kbd mark q s samp small span strong sub sup time u var")
PARTS = _named("html head body title style caption thead tbody tfoot tr th td li dt dd summary figcaption")
# What a page must not hold is found by other checks, which say why.
OTHERS = _named("script iframe object svg picture audio video button frame applet")
KNOWN = VOID | BLOCKS | PHRASES | PARTS | OTHERS

# Where an element may stand, where that is not just anywhere, and what may stand in a list or a table.
PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "summary": {"details"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": {"thead", "tbody", "tfoot", "table"},
    "th": {"tr"},
    "td": {"tr"},
}
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "thead", "tbody", "tfoot", "tr"},
    "tr": {"th", "td"},
}


def well_formed(html: str) -> list[str]:
    """Everything that is wrong with the markup of a page, one sentence a fault."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [*reader.faults, *(f"<{tag}> is never closed." for tag in reader.open)]


class _Reader(HTMLParser):
    """Reads tags one after another and remembers which elements are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.faults += [*_faults_of_place(tag, self.open), *_faults_of_attributes(tag, attrs)]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag in self.open:
            self.faults.append(f"<{self.open[-1]}> is still open where </{tag}> stands.")
            while self.open.pop() != tag:
                pass
        else:
            self.faults.append(f"</{tag}> closes nothing.")


def _faults_of_place(tag: str, around: list[str]) -> list[str]:
    parent = around[-1] if around else ""
    faults = [] if tag in KNOWN else [f"<{tag}> is no element of HTML, or one that it no longer has."]
    if parent not in PARENTS.get(tag, {parent}) or (parent in CHILDREN and tag not in CHILDREN[parent]):
        faults.append(f"<{tag}> cannot stand in <{parent or 'nothing'}>.")
    if tag in BLOCKS and (holder := next((one for one in around if one in PHRASES | {"p"} and one != "a"), None)):
        faults.append(f"<{tag}> cannot stand in <{holder}>.")
    if tag in {"a", "summary"} and {"a", "summary"} & set(around):
        faults.append(f"<{tag}> stands in something else that can be activated.")
    return faults


def _faults_of_attributes(tag: str, attrs: list[tuple[str, str | None]]) -> list[str]:
    return [f"<{tag}> says {name} {times} times." for name, times in Counter(name for name, _ in attrs).items() if times > 1]
