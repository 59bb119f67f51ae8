"""The gate of a page: what must hold before it goes out, found by reading its HTML.

Automatic accessibility checkers pass a placeholder for alternative text, a table without caption, a repeated id and ``nan`` in a cell,
so these checks stand beside them. Each yields one sentence a fault; together they read a page once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup, NavigableString, Tag

from analysis.publish.wellformed import well_formed
from analysis.settings import Fault
from analysis.spec import Address

Check = Callable[[BeautifulSoup], Iterator[str]]

SCOPES = {"row", "col", "rowgroup", "colgroup"}

# Attributes from which a browser loads something, or to which it sends something.
LOADS = ("src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "manifest")
ACTIVE = ("script", "iframe", "object", "embed", "applet", "base", "form", "input", "button", "frame", "link", "audio", "video")

# The whole policy of a page: every source that it may name.
POLICY_SOURCES = {"default-src": {"'none'"}, "img-src": {"data:"}, "style-src": {"'unsafe-inline'"}, "base-uri": {"'none'"}}

_PLACEHOLDER = re.compile(
    r"(no (description|alt)|alt(ernative)? text|placeholder|todo|untitled|(image|picture) of|(image|picture|chart|figure|plot)\W*\d*$)"
    r"|.*\.(png|svg|jpe?g)$",
    re.IGNORECASE,
)
_LEAST_WORDS_OF_ALT = 4

# What stands in these is not read as the page's own words.
_UNREAD = ("code", "style")

# What a program says when it has no value or has stopped. "None" at the start of a sentence is an English word.
_NO_VALUE = re.compile(r"\b(nan|NaN|NaT)\b|<NA>|^\s*None\s*$|(?<=[\w,;:(=] )None\b|\bundefined\b")
_STOPPED = re.compile(r"Traceback \(most recent call last\)|\b[A-Z]\w+(Error|Exception|Warning): |\bat 0x[0-9a-f]{6,}")
_PATH = re.compile(r"""(?<![\w.:/<>-])(?:/[\w.@+-]+){2,}/?|\bfile:/+|(?<![\w])[A-Za-z]:[\\][\w.]""")
_CSS_LOAD = re.compile(r"@import|url\(\s*(?!['\"]?(?:data:|#))", re.IGNORECASE)
_NO_OUTLINE = re.compile(r"outline(-style|-width)?\s*:\s*(none|0)\b", re.IGNORECASE)


def page_faults(html: str) -> list[str]:
    """Everything that is wrong with a page, one sentence a fault; empty when it may go out."""
    soup = BeautifulSoup(html, "html.parser")
    return [*well_formed(html), *(fault for check in CHECKS for fault in check(soup))]


def language(soup: BeautifulSoup) -> Iterator[str]:
    """The page says that it is in British English, and what it is called."""
    if not soup.html or soup.html.get("lang") != "en-GB":
        yield "The page does not say that its language is en-GB."
    if not soup.title or not soup.title.get_text(strip=True):
        yield "The page has no title."


def policy(soup: BeautifulSoup) -> Iterator[str]:
    """A content-security policy forbids everything but styles in the page and pictures in the page."""
    meta = soup.find("meta", attrs={"http-equiv": re.compile("^content-security-policy$", re.IGNORECASE)})
    stated = dict(_directive(part) for part in str(meta["content"]).split(";") if part.strip()) if meta and meta.get("content") else {}
    if any(stated.get(name) != sources for name, sources in POLICY_SOURCES.items()):
        yield "The content-security policy is missing or too wide."
    for name in stated.keys() - POLICY_SOURCES.keys():
        if stated[name] != {"'none'"}:
            yield f"The content-security policy opens {name}."


def nothing_active(soup: BeautifulSoup) -> Iterator[str]:
    """No script, no event handler, nothing that fetches or sends."""
    for tag in soup.find_all(ACTIVE):
        yield f"The page holds a <{tag.name}> element."
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            if name.startswith("on"):
                yield f"<{tag.name}> has an event handler, {name}."
            if name in {"href", "xlink:href"} and re.match(r"\s*(javascript|vbscript|data):", str(value), re.IGNORECASE):
                yield f"<{tag.name}> has a link that runs something: {_short(str(value))}"
    if soup.find("meta", attrs={"http-equiv": re.compile("^refresh$", re.IGNORECASE)}):
        yield "The page sends its reader on (meta refresh)."


def nothing_loaded(soup: BeautifulSoup) -> Iterator[str]:
    """Everything that the page shows is in the page."""
    for tag in soup.find_all(True):
        loads = [*LOADS, "href", "xlink:href"] if tag.name in {"image", "use", "feimage"} else LOADS
        for name in loads:
            if tag.get(name) and not str(tag[name]).startswith(("data:", "#")):
                yield f"<{tag.name}> loads {_short(str(tag[name]))}; a page holds all that it shows."
        if _CSS_LOAD.search(str(tag.get("style", ""))):
            yield f"The style of a <{tag.name}> loads something."
    for style in soup.find_all("style"):
        if _CSS_LOAD.search(style.get_text()):
            yield "The style sheet loads something."


def visible_focus(soup: BeautifulSoup) -> Iterator[str]:
    """The styles show where the keyboard is."""
    css = "".join(style.get_text() for style in soup.find_all("style"))
    if ":focus" not in css or _NO_OUTLINE.search(css):
        yield "The style sheet hides where the keyboard is: it has no :focus rule, or takes an outline away."


def headings(soup: BeautifulSoup) -> Iterator[str]:
    """One heading of the first level, none without words, and no level left out."""
    found = soup.find_all(re.compile("^h[1-6]$"))
    firsts = sum(tag.name == "h1" for tag in found)
    if firsts != 1:
        yield f"The page has {firsts} headings of the first level; it needs one."
    level = 0
    for tag in found:
        if int(tag.name[1]) > level + 1:
            yield f"The heading {_text(tag)!r} is {tag.name} but follows h{level}."
        if not _text(tag):
            yield f"There is an {tag.name} without words."
        level = int(tag.name[1])


def landmarks(soup: BeautifulSoup) -> Iterator[str]:
    """One main part, and a first link that leads to it."""
    mains = soup.find_all("main")
    if len(mains) != 1:
        yield f"The page has {len(mains)} main parts; it needs one."
    first = soup.find("a")
    if not first or not mains or first.get("href") != f"#{mains[0].get('id')}":
        yield "The first link does not skip to the main part."


def ids(soup: BeautifulSoup) -> Iterator[str]:
    """Every id is there once, and whatever names one finds it."""
    counted = Counter(str(tag["id"]) for tag in soup.find_all(id=True))
    for name, times in counted.items():
        if times > 1:
            yield f"The id {name!r} is there {times} times."
    for tag in soup.find_all("a", href=re.compile("^#")):
        if tag["href"][1:] not in counted:
            yield f"The link {_text(tag)!r} leads nowhere: there is no id {tag['href'][1:]!r}."
    for name in ("aria-labelledby", "aria-describedby"):
        for tag in soup.find_all(attrs={name: True}):
            yield from (f"<{tag.name}> is named by {one!r}, which is not there." for one in str(tag[name]).split() if one not in counted)


def contents(soup: BeautifulSoup) -> Iterator[str]:
    """The contents list, where there is one, has every heading of the second level."""
    nav, main = soup.find("nav"), soup.find("main")
    if nav and main:
        linked = {str(link.get("href")) for link in nav.find_all("a")}
        for tag in main.find_all("h2"):
            if f"#{tag.get('id')}" not in linked:
                yield f"The contents list does not have {_text(tag)!r}."


def names(soup: BeautifulSoup) -> Iterator[str]:
    """What a reader of the screen stops at has a name of its own."""
    for tag in soup.find_all(attrs={"role": ["region", "group"]}):
        if not (tag.get("aria-labelledby") or tag.get("aria-label")):
            yield f"A {tag['role']} has no name."
    for tag in soup.find_all(["a", "summary"]):
        if not _text(tag):
            yield f"A <{tag.name}> has no words."
    for name, times in Counter(_text(tag) for tag in soup.find_all("summary")).items():
        if times > 1:
            yield f"{times} parts that open are all called {name!r}."


def pictures(soup: BeautifulSoup) -> Iterator[str]:
    """Every picture says in words what it shows."""
    for tag in soup.find_all(["img", "svg"]):
        alt = str(tag.get("alt") or tag.get("aria-label") or "").strip()
        if _PLACEHOLDER.match(alt) or len(alt.split()) < _LEAST_WORDS_OF_ALT:
            yield f"A picture has no real alternative text, but {_short(alt)!r}."


def tables(soup: BeautifulSoup) -> Iterator[str]:
    """Every table has a caption, header cells that say what they head, and no empty cell."""
    for table in soup.find_all("table"):
        caption = _text(table.caption) if table.caption else ""
        name = _short(caption) if caption else "without caption"
        if not caption:
            yield f"A table has no caption: {_short(_text(table))}"
        heads = table.find_all("th")
        if not any(head.get("scope") in {"col", "colgroup"} for head in heads):
            yield f"The table {name!r} has no column headers."
        yield from (f"The header {_text(head)!r} of the table {name!r} has no scope." for head in heads if head.get("scope") not in SCOPES)
        empty = sum(not _text(cell) and not cell.find("img") for cell in table.find_all(["td", "th"]))
        if empty:
            yield f"The table {name!r} has {empty} empty cell(s); an empty cell needs a mark."


def titles(soup: BeautifulSoup) -> Iterator[str]:
    """No two tables and no two charts are called the same: whoever lists them by name could not tell them apart."""
    for kind, named in (("tables", soup.find_all("caption")), ("charts", soup.select(".chart-title"))):
        for name, times in Counter(map(_text, named)).items():
            if times > 1:
                yield f"{times} {kind} are called {_short(name)!r}."


def keyboard(soup: BeautifulSoup) -> Iterator[str]:
    """The keyboard goes through the page in its own order, and reaches what scrolls."""
    for tag in soup.find_all(tabindex=re.compile(r"^\s*\+?0*[1-9]")):
        yield f"<{tag.name}> with tabindex {tag['tabindex']} takes the keyboard out of the order of the page."
    for wrap in soup.select("div.table-wrap[role]"):
        if wrap.get("tabindex") != "0":
            yield "A table that can scroll cannot be reached with the keyboard."


def figures(soup: BeautifulSoup) -> Iterator[str]:
    """Every figure says where it belongs and what it is."""
    for tag in soup.find_all("data", class_="figure"):
        try:
            Address.parse(str(tag.get("data-figure", "")))
        except Fault as fault:
            yield f"A figure shown as {_text(tag)!r} has no address: {fault}"
        if not str(tag.get("value", "")).strip():
            yield f"The figure {tag.get('data-figure')!r} has no value."
        if not _text(tag):
            yield f"The figure {tag.get('data-figure')!r} shows nothing."


def words(soup: BeautifulSoup) -> Iterator[str]:
    """No sign of a value that is not there, of a program that stopped, or of the machine that it ran on."""
    for text in _texts(soup):
        for kind, pattern in (("shows a value that is not there", _NO_VALUE), ("shows a program's fault", _STOPPED)):
            if found := pattern.search(text):
                yield f"The page {kind}: {_short(text[max(0, found.start() - 20) :])}"
    for tag in soup.select("pre.error"):
        yield f"A cell of the notebook failed: {_short(_text(tag))}"


def paths(soup: BeautifulSoup) -> Iterator[str]:
    """No place on the machine that made the page, not even in its code."""
    written = [*_texts(soup, also_code=True), *_attributes(soup)]
    for found in (_PATH.search(text) for text in written):
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


def _directive(part: str) -> tuple[str, set[str]]:
    name, *sources = part.split()
    return name.lower(), set(sources)


def _texts(soup: BeautifulSoup, also_code: bool = False) -> Iterator[str]:
    """The pieces of text that a reader sees; code is its author's own words and says None where it means it."""
    for text in soup.find_all(string=True):
        if type(text) is NavigableString and text.strip() and (also_code or not any(tag.name in _UNREAD for tag in text.parents)):
            yield str(text)


def _attributes(soup: BeautifulSoup) -> Iterator[str]:
    """The values of attributes, without addresses inside the page and data."""
    for tag in soup.find_all(True):
        for value in tag.attrs.values():
            text = " ".join(value) if isinstance(value, list) else str(value)
            if not text.startswith(("#", "data:", "http:", "https:")):
                yield text


def _text(tag: Tag) -> str:
    return tag.get_text(" ", strip=True)


def _short(text: str, most: int = 80) -> str:
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= most else f"{tidy[:most]}..."
