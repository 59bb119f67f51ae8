"""The gate of a page: what must hold before it goes out, found by reading its HTML.

Automatic accessibility checkers pass a placeholder for alternative text, a table without caption, a repeated id and ``nan`` in a cell,
so these checks stand beside them. Each yields one sentence a fault; together they read a page once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from lxml.etree import XPath, _Element

from analysis.base.elements import of_kind, parsed, pieces
from analysis.base.settings import Fault
from analysis.base.spec import Address
from analysis.publish.wellformed import well_formed

Check = Callable[[_Element], Iterator[str]]

SCOPES = {"row", "col", "rowgroup", "colgroup"}

# Attributes from which a browser loads something, or to which it sends something.
LOADS = {"src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "manifest"}
ACTIVE = ("script", "iframe", "object", "embed", "applet", "base", "form", "input", "button", "frame", "link", "audio", "video")

# The whole policy of a page: every source that it may name.
POLICY_SOURCES = {"default-src": {"'none'"}, "img-src": {"data:"}, "style-src": {"'unsafe-inline'"}, "base-uri": {"'none'"}}

_PLACEHOLDER = re.compile(
    r"(no (description|alt)|alt(ernative)? text|placeholder|todo|untitled|(image|picture) of|(image|picture|chart|figure|plot)\W*\d*$)"
    r"|.*\.(png|svg|jpe?g)$",
    re.IGNORECASE,
)
_LEAST_WORDS_OF_ALT = 4

# The pieces of text that are the page's own: code is its author's words and says None where it means it.
_OWN_WORDS = XPath(".//text()[not(ancestor::code or ancestor::style or ancestor::script)]", smart_strings=False)
_ATTRIBUTES = XPath("//@*", smart_strings=False)

# What a program says when it has no value or has stopped. "None" at the start of a sentence is an English word.
_NO_VALUE = re.compile(r"\b(nan|NaN|NaT)\b|<NA>|^\s*None\s*$|(?<=[\w,;:(=] )None\b|\bundefined\b")
_STOPPED = re.compile(r"Traceback \(most recent call last\)|\b[A-Z]\w+(Error|Exception|Warning): |\bat 0x[0-9a-f]{6,}")
_PATH = re.compile(r"""(?<![\w.:/<>-])(?:/[\w.@+-]+){2,}/?|\bfile:/+|(?<![\w])[A-Za-z]:[\\][\w.]""")
_CSS_LOAD = re.compile(r"@import|url\(\s*(?!['\"]?(?:data:|#))", re.IGNORECASE)
_NUMBERED = re.compile(r"^(Table|Figure) \d+: ")
_NO_OUTLINE = re.compile(r"outline(-style|-width)?\s*:\s*(none|0)\b", re.IGNORECASE)


def page_faults(html: str) -> list[str]:
    """Everything that is wrong with a page, one sentence a fault; empty when it may go out."""
    root = parsed(html)
    return [*well_formed(html), *(fault for check in CHECKS for fault in check(root))]


def language(root: _Element) -> Iterator[str]:
    """The page says that it is in British English, and what it is called."""
    if root.get("lang") != "en-GB":
        yield "The page does not say that its language is en-GB."
    title = root.find(".//title")
    if title is None or not _text(title):
        yield "The page has no title."


def policy(root: _Element) -> Iterator[str]:
    """A content-security policy forbids everything but styles in the page and pictures in the page."""
    content = next((meta.get("content", "") for meta in _metas(root, "content-security-policy")), "")
    stated = dict(_directive(part) for part in content.split(";") if part.strip())
    if any(stated.get(name) != sources for name, sources in POLICY_SOURCES.items()):
        yield "The content-security policy is missing or too wide."
    for name in stated.keys() - POLICY_SOURCES.keys():
        if stated[name] != {"'none'"}:
            yield f"The content-security policy opens {name}."


def nothing_active(root: _Element) -> Iterator[str]:
    """No script, no event handler, nothing that fetches or sends."""
    for tag in root.iter(*ACTIVE):
        yield f"The page holds a <{tag.tag}> element."
    for tag in root.iter("*"):
        for name, value in tag.items():
            if name.startswith("on"):
                yield f"<{tag.tag}> has an event handler, {name}."
            if name in {"href", "xlink:href"} and re.match(r"\s*(javascript|vbscript|data):", value, re.IGNORECASE):
                yield f"<{tag.tag}> has a link that runs something: {_short(value)}"
    if _metas(root, "refresh"):
        yield "The page sends its reader on (meta refresh)."


def nothing_loaded(root: _Element) -> Iterator[str]:
    """Everything that the page shows is in the page."""
    for tag in root.iter("*"):
        loads = LOADS | {"href", "xlink:href"} if tag.tag in {"image", "use", "feimage"} else LOADS
        for name, value in tag.items():
            if name in loads and value and not value.startswith(("data:", "#")):
                yield f"<{tag.tag}> loads {_short(value)}; a page holds all that it shows."
            if name == "style" and _CSS_LOAD.search(value):
                yield f"The style of a <{tag.tag}> loads something."
    for style in root.iter("style"):
        if _CSS_LOAD.search(style.text or ""):
            yield "The style sheet loads something."


def visible_focus(root: _Element) -> Iterator[str]:
    """The styles show where the keyboard is."""
    css = "".join(style.text or "" for style in root.iter("style"))
    if ":focus" not in css or _NO_OUTLINE.search(css):
        yield "The style sheet hides where the keyboard is: it has no :focus rule, or takes an outline away."


def headings(root: _Element) -> Iterator[str]:
    """One heading of the first level, none without words, and no level left out."""
    found = list(root.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    firsts = sum(tag.tag == "h1" for tag in found)
    if firsts != 1:
        yield f"The page has {firsts} headings of the first level; it needs one."
    level = 0
    for tag in found:
        if int(tag.tag[1]) > level + 1:
            yield f"The heading {_text(tag)!r} is {tag.tag} but follows h{level}."
        if not _text(tag):
            yield f"There is an {tag.tag} without words."
        level = int(tag.tag[1])


def landmarks(root: _Element) -> Iterator[str]:
    """One main part, and a first link that leads to it."""
    mains = list(root.iter("main"))
    if len(mains) != 1:
        yield f"The page has {len(mains)} main parts; it needs one."
    first = next(root.iter("a"), None)
    if first is None or not mains or first.get("href") != f"#{mains[0].get('id')}":
        yield "The first link does not skip to the main part."


def ids(root: _Element) -> Iterator[str]:
    """Every id is there once, and whatever names one finds it."""
    counted = Counter(tag.get("id") for tag in root.xpath("//*[@id]"))
    for name, times in counted.items():
        if times > 1:
            yield f"The id {name!r} is there {times} times."
    for tag in root.iter("a"):
        if (target := tag.get("href", "")).startswith("#") and target[1:] not in counted:
            yield f"The link {_text(tag)!r} leads nowhere: there is no id {target[1:]!r}."
    for name in ("aria-labelledby", "aria-describedby"):
        for tag in root.xpath(f"//*[@{name}]"):
            yield from (f"<{tag.tag}> is named by {one!r}, which is not there." for one in tag.get(name).split() if one not in counted)


def contents(root: _Element) -> Iterator[str]:
    """The contents list, where there is one, has every heading of the second level."""
    nav, main = root.find(".//nav"), root.find(".//main")
    if nav is not None and main is not None:
        linked = {link.get("href") for link in nav.iter("a")}
        for tag in main.iter("h2"):
            if f"#{tag.get('id')}" not in linked:
                yield f"The contents list does not have {_text(tag)!r}."


def names(root: _Element) -> Iterator[str]:
    """What a reader of the screen stops at has a name of its own."""
    for tag in root.xpath("//*[@role]"):
        if tag.get("role") in {"region", "group"} and not (tag.get("aria-labelledby") or tag.get("aria-label")):
            yield f"A {tag.get('role')} has no name."
    for tag in root.iter("a", "summary"):
        if not _text(tag):
            yield f"A <{tag.tag}> has no words."
    for name, times in Counter(_text(tag) for tag in root.iter("summary")).items():
        if times > 1:
            yield f"{times} parts that open are all called {name!r}."


def pictures(root: _Element) -> Iterator[str]:
    """Every picture says in words what it shows."""
    for tag in root.iter("img", "svg"):
        alt = (tag.get("alt") or tag.get("aria-label") or "").strip()
        if _PLACEHOLDER.match(alt) or len(alt.split()) < _LEAST_WORDS_OF_ALT:
            yield f"A picture has no real alternative text, but {_short(alt)!r}."


def tables(root: _Element) -> Iterator[str]:
    """Every table has a caption, header cells that say what they head, and no empty cell."""
    for table in root.iter("table"):
        caption = next(map(_text, table.iter("caption")), "")
        name = _short(caption) if caption else "without caption"
        if not caption:
            yield f"A table has no caption: {_short(_text(table))}"
        heads = list(table.iter("th"))
        if not any(head.get("scope") in {"col", "colgroup"} for head in heads):
            yield f"The table {name!r} has no column headers."
        yield from (f"The header {_text(head)!r} of the table {name!r} has no scope." for head in heads if head.get("scope") not in SCOPES)
        empty = sum(not _text(cell) and cell.find(".//img") is None for cell in table.iter("td", "th"))
        if empty:
            yield f"The table {name!r} has {empty} empty cell(s); an empty cell needs a mark."


def titles(root: _Element) -> Iterator[str]:
    """No two tables and no two charts are called the same: whoever lists them by name could not tell them apart."""
    for kind, named in (("tables", root.iter("caption")), ("charts", of_kind(root, "*", "chart-title"))):
        for name, times in Counter(_NUMBERED.sub("", _text(one)) for one in named).items():
            if times > 1:
                yield f"{times} {kind} are called {_short(name)!r}."


def keyboard(root: _Element) -> Iterator[str]:
    """The keyboard goes through the page in its own order, and reaches what scrolls."""
    for tag in root.xpath("//*[@tabindex]"):
        if re.match(r"\s*\+?0*[1-9]", tag.get("tabindex")):
            yield f"<{tag.tag}> with tabindex {tag.get('tabindex')} takes the keyboard out of the order of the page."
    for wrap in of_kind(root, "div", "table-wrap"):
        if wrap.get("role") is not None and wrap.get("tabindex") != "0":
            yield "A table that can scroll cannot be reached with the keyboard."


def figures(root: _Element) -> Iterator[str]:
    """Every figure says where it belongs and what it is."""
    for tag in of_kind(root, "data", "figure"):
        try:
            Address.parse(tag.get("data-figure", ""))
        except Fault as fault:
            yield f"A figure shown as {_text(tag)!r} has no address: {fault}"
        if not tag.get("value", "").strip():
            yield f"The figure {tag.get('data-figure')!r} has no value."
        if not _text(tag):
            yield f"The figure {tag.get('data-figure')!r} shows nothing."


def words(root: _Element) -> Iterator[str]:
    """No sign of a value that is not there, of a program that stopped, or of the machine that it ran on."""
    for text in _OWN_WORDS(root):
        for kind, pattern in (("shows a value that is not there", _NO_VALUE), ("shows a program's fault", _STOPPED)):
            if found := pattern.search(text):
                yield f"The page {kind}: {_short(text[max(0, found.start() - 20) :])}"
    for tag in of_kind(root, "pre", "error"):
        yield f"A cell of the notebook failed: {_short(_text(tag))}"


def paths(root: _Element) -> Iterator[str]:
    """No place on the machine that made the page, not even in its code; addresses inside the page, in the web and of data are none."""
    attributes = (value for value in _ATTRIBUTES(root) if not value.startswith(("#", "data:", "http:", "https:")))
    for found in (_PATH.search(text) for text in (*pieces(root), *attributes)):
        if found:
            yield f"The page names a place on a machine: {_short(found.string[found.start() :])}"


CHECKS: tuple[Check, ...] = (
    language,
    policy,
    nothing_active,
    nothing_loaded,
    visible_focus,
    headings,
    landmarks,
    ids,
    contents,
    names,
    pictures,
    tables,
    titles,
    keyboard,
    figures,
    words,
    paths,
)


def _metas(root: _Element, kind: str) -> list[_Element]:
    return [meta for meta in root.iter("meta") if meta.get("http-equiv", "").lower() == kind]


def _directive(part: str) -> tuple[str, set[str]]:
    name, *sources = part.split()
    return name.lower(), set(sources)


def _text(tag: _Element) -> str:
    return " ".join(filter(None, (piece.strip() for piece in pieces(tag))))


def _short(text: str, most: int = 80) -> str:
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= most else f"{tidy[:most]}..."
