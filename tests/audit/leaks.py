"""Leaks to plant into a copy of a finished public folder: each puts one number where a reader could find it, and the audit must find it.

A plant is a function of a folder and of a number, in text, that the file did not show before.
"""

import base64
import json
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis.audit.known import Known
from analysis.audit.search import file_faults


@dataclass(frozen=True)
class Leak:
    """What is planted, and where; ``file`` is the one that the audit reads again."""

    name: str
    file: str
    plant: Callable[[Path, str], None]
    becomes: str = ""

    def planted(self, folder: Path, number: str) -> Path:
        self.plant(folder / self.file, number)
        return folder / (self.becomes or self.file).format(number)


def check_found(leak, number, folder, terms):
    """Wherever a number stands that its place does not explain, the file with it is refused."""
    path = folder / leak.file
    before = path.read_bytes() if path.exists() else None
    planted = leak.planted(folder, number)
    try:
        assert list(file_faults(planted, Known.of(folder, terms)))
    finally:
        planted.unlink()
        if before is not None:
            path.write_bytes(before)


def swapped(path, old, new, count=1):
    """Put something in the place of something that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def text_leak(name, file, old, new):
    """``new`` with the number for ``{n}`` in the place of ``old``."""
    return Leak(name, file, lambda path, n: swapped(path, old, new.replace("{n}", n)))


def pattern_leak(name, file, pattern, new):
    def plant(path, n):
        text = path.read_text(encoding="utf-8")
        changed = re.sub(pattern, new.replace("{n}", n), text, count=1, flags=re.DOTALL)
        assert changed != text, f"{path.name} has nothing like {pattern!r}"
        path.write_text(changed, encoding="utf-8")

    return Leak(name, file, plant)


def pages(file):
    """What can be planted into any page."""
    before = {
        "paragraph": "<p>{n} boys</p>",
        "computed paragraph": '<p class="para computed">There were {n} boys.</p>',
        "commentary": '<p class="commentary">It was {n} boys.</p>',
        "item": "<ul><li>boys: {n}</li></ul>",
        "heading": "<h2>Boys {n}</h2>",
        "definition": "<dl><dt>boys</dt><dd>{n}</dd></dl>",
        "division": "<div>{n}</div>",
        "bold": "<p><b>{n}</b></p>",
        "code": "<p><code>boys = {n}</code></p>",
        "block of code": "<pre>boys = {n}</pre>",
        "term": '<p><span class="term">{n}</span></p>',
        "period": '<p><span class="period">{n}</span></p>',
        "number of a paragraph": '<p><span class="pn">{n}.</span></p>',
        "number of a table": '<table><caption><span class="number">Table {n}:</span> boys</caption><tr><td>x</td></tr></table>',
        "number of a chart": '<p class="chart-title"><span class="number">Figure {n}:</span> boys</p>',
        "number of a place": '<p><a class="place" href="report.html#para-1">Paragraph {n}</a></p>',
        "note": '<p class="note">of them {n}</p>',
        "table": "<table><tr><th>boys</th><td>{n}</td></tr></table>",
        "caption": "<table><caption>{n} boys</caption><tr><td>x</td></tr></table>",
        "heading of a table": "<table><thead><tr><th>{n}</th></tr></thead></table>",
        "comment": "<!-- boys {n} -->",
        "title attribute": '<p title="{n} boys">boys</p>',
        "aria-label": '<p aria-label="{n} boys">boys</p>',
        "aria-description": '<p aria-description="{n}">boys</p>',
        "label of a cell": '<table><thead><tr><th>a</th></tr></thead><tr><td data-label="{n} boys">x</td></tr></table>',
        "data attribute": '<p data-boys="{n}">boys</p>',
        "value of no number": '<p value="{n}">boys</p>',
        "style attribute": '<p style="--boys:{n}">boys</p>',
        "class": '<p class="boys-{n}00">boys</p>',
        "id": '<p id="boys-are-{n}-of-them">boys</p>',
        "link": '<p><a href="boys-are-{n}-of-them.html">boys</a></p>',
        "link into a page": '<p><a href="report.html#boys-are-{n}-of-them">boys</a></p>',
        "alternative text": '<img alt="{n} boys" src="">',
        "vector picture": "<svg><text>{n}</text></svg>",
        "script": "<script>const boys = {n}</script>",
        "template": "<template>{n}</template>",
        "input": '<input value="{n}">',
        "progress": '<progress value="{n}"></progress>',
        "meter": "<meter>{n}</meter>",
        "marked without a figure": '<p><data value="{n}">{n}</data></p>',
        "marked with another's number": '<p><data class="figure" data-figure="missing_episodes@2016-17" value="{n}">{n}</data></p>',
        "marked part": '<p><data class="part" data-figure="missing_episodes@2016-17" data-part="numerator" value="{n}">{n}</data></p>',
        "shown otherwise than meant": '<p><data class="figure" data-figure="missing_episodes@2016-17" value="2520">{n}</data></p>',
        "figure that there is not": '<p><data class="figure" data-figure="missing_boys@2016-17" value="{n}">{n}</data></p>',
        "change": '<p><data class="change" data-figure="missing_episodes@2016-17 - missing_episodes@2015-16" value="-{n}">{n}</data></p>',
        "verdict": '<p><data class="verdict" data-figure="missing_episodes@2016-17 - missing_episodes@2015-16" value="{n}">{n}</data></p>',
        "unknown kind of mark": '<p><data class="guess" data-figure="missing_episodes@2016-17" value="{n}">{n}</data></p>',
        "published": '<p><data class="published" data-published="x@2013[999]" data-part="count" value="{n}">{n}</data></p>',
        "full-width digits": "<p>boys: {n}</p>",
    }
    stem = Path(file).stem
    for name, words in before.items():
        leak = text_leak(f"{stem}, {name}", file, "</main>", f"{words}</main>")
        yield leak if name != "full-width digits" else Leak(leak.name, file, lambda path, n, leak=leak: leak.plant(path, _wide(n)))
    yield text_leak(f"{stem}, title", file, "</title>", " {n}</title>")
    yield text_leak(f"{stem}, description", file, "<title>", '<meta name="description" content="{n} boys"><title>')
    yield text_leak(f"{stem}, content of the style", file, "</style>", 'p::after{content:"{n} boys"}</style>')
    yield text_leak(f"{stem}, name in the style", file, "</style>", ":root{--boys-{n}:red}</style>")
    yield text_leak(f"{stem}, note in the style", file, "</style>", "/* boys {n} */</style>")
    yield text_leak(f"{stem}, subtitle", file, '<p class="subtitle">', '<p class="subtitle">{n} boys, ')
    yield text_leak(f"{stem}, foot", file, "</body>", "<footer>{n}</footer></body>")


def reckoned():
    """In the place of a number that is worked out from figures, both as it is meant and as it is read."""
    parts = {
        "sum": "report.html",
        "change change": "report.html",
        "change change_pct": "report.html",
        "change numerator": "report.html",
        "unknown number": "report.html",
        "unknown lowest": "report.html",
        "unknown highest": "report.html",
        "rate rate": "report.html",
        "rate lowest": "report.html",
        "rate highest": "report.html",
        "ratio ratio": "problem-profile.html",
        "ratio lowest": "problem-profile.html",
        "ratio highest": "problem-profile.html",
        "bound lowest": "data-quality.html",
        "bound highest": "data-quality.html",
        "limit centre": "report.html",
    }
    for name, file in parts.items():
        kind, _, part = name.partition(" ")
        marked = (
            rf'(<data class="{kind}" data-figure="[^"]*"'
            + (f' data-part="{part}"' if part else "")
            + r'[^>]* value=")[^"]*">[\d.,\N{MINUS SIGN}+-]+'
        )
        yield pattern_leak(f"{Path(file).stem}, in place of a {name}", file, marked, r'\g<1>{n}">{n}')
        yield pattern_leak(f"{Path(file).stem}, beside a {name}", file, marked, r'\g<0></data> \g<1>{n}">{n}')


def accounts_of_rows():
    """In the tables that count rows of extracts: small numbers in lines that agree otherwise, and numbers that agree with no other."""
    page, number = "data-quality.html", r'<td class="num">([\d,]+|\[c\])</td>'
    file = '(<th scope="row">2016-17/police_exploitation_list.csv</th>)' + number * 6
    cells = '<td class="num">{}</td>'
    table = r'(<th scope="row">Exploitation list</th>)' + number

    def moved(path, n):
        """So many rows kept aside instead of used."""
        html = path.read_text(encoding="utf-8")
        found = re.search(file, html)
        rows, used, again, better, _, bare = (int(cell.replace(",", "")) for cell in found.groups()[1:])
        counts = (rows, used - int(n), again, better, int(n), bare)
        path.write_text(html.replace(found[0], found[1] + "".join(cells.format(f"{one:,}") for one in counts)), encoding="utf-8")

    def left(path, n):
        """One number of a line alone is hidden, and what it is follows from the others."""
        html = path.read_text(encoding="utf-8")
        found = re.search(file, html)
        rows, _, again, better, _, bare = (int(cell.replace(",", "")) for cell in found.groups()[1:])
        counts = (rows, rows - again - better - bare - 3, again, better, "[c]", bare)
        path.write_text(html.replace(found[0], found[1] + "".join(cells.format(one) for one in counts)), encoding="utf-8")

    yield Leak("rows by file, kept aside", page, moved)
    yield Leak("rows by file, what is left", page, left)
    yield pattern_leak("rows by file, rows", page, file, r'\g<1><td class="num">{n}</td>')
    yield pattern_leak(
        "rows by file, file that nobody read", page, file, r'<tr><th scope="row">boys</th>' + cells.format("{n}") * 6 + r"</tr>\g<0>"
    )
    yield pattern_leak("rows by table, rows", page, table, r'\g<1><td class="num">{n}</td>')
    yield pattern_leak("rows by table, share", page, table + number.replace("|", "%|") * 2, r'\g<1><td class="num">{n}</td>')
    yield pattern_leak(
        "columns, empty",
        page,
        r'(<th scope="row">Exploitation list</th><td>postcode</td><td class="num">\d+</td>)' + number,
        r'\g<1><td class="num">{n}</td>',
    )
    yield pattern_leak(
        "columns, rows", page, r'(<th scope="row">Exploitation list</th><td>postcode</td>)' + number, r'\g<1><td class="num">{n}</td>'
    )
    yield pattern_leak("findings by rule", page, r"(\(duplicate_row\)</th><td>note</td>)" + number, r'\g<1><td class="num">{n}</td>')
    yield pattern_leak("findings by source", page, r'(<th scope="row">Police</th><td>note</td>)' + number, r'\g<1><td class="num">{n}</td>')
    yield pattern_leak(
        "findings by rule, line",
        page,
        r"(\(duplicate_row\)</th>.*?</tr>)",
        r'\g<1><tr><th scope="row">Boys (boys)</th><td>note</td><td class="num">{n}</td><td class="num">0</td></tr>',
    )
    for caption in ("Rows by file", "Quality by table", "Findings by rule", "Cells put right", "What the findings could move"):
        cell = f"<table><caption>{caption}</caption><thead><tr><th>File</th><th>How grave</th><th>Rows</th></tr></thead>"
        row = '<tbody><tr><th scope="row">boys</th><td>note</td><td class="num">{n}</td></tr></tbody></table>'
        yield text_leak(f"report, table called {caption}", "report.html", "</main>", f"{cell}{row}</main>")


def _wide(number):
    return number.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})


WORDS = {"a word": "two boys", "a word with a capital": "Three boys", "a Roman number": "the boys are II", "a dozen": "a dozen boys"}


def words():
    for name, said in WORDS.items():
        yield text_leak(f"report, {name}", "report.html", "</main>", f'<p class="para computed">Of these, {said}.</p></main>')


def in_chart(name, pattern, new):
    """A change of the first drawing of the report."""

    def plant(path, n):
        html = path.read_text(encoding="utf-8")
        found = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
        drawing = base64.b64decode(found[1]).decode()
        changed = re.sub(pattern, new.replace("{n}", n), drawing, count=1, flags=re.DOTALL)
        assert changed != drawing
        path.write_text(html.replace(found[1], base64.b64encode(changed.encode()).decode(), 1), encoding="utf-8")

    return Leak(f"drawing in the report, {name}", "report.html", plant)


# A chart of the annual overview, without its kind of file.
PICTURE = "charts/missing_individuals-by-missing_from"

DRAWN = {
    "metadata": (r"</metadata>", "<desc>{n}</desc></metadata>"),
    "words in metadata": (r"<cc:Work>", "<cc:Work>{n}"),
    "comment": (r"<defs>", "<!-- boys {n} --><defs>"),
    "aria-label": (r'<g id="figure_1">', '<g id="figure_1" aria-label="{n}">'),
    "id": (r'<g id="axes_1">', '<g id="boys {n}">'),
    "style": (r"</style>", ".boys{order:{n}}</style>"),
    "style attribute": (r'style="fill: #ffffff"', 'style="fill: #ffffff; --boys: {n}"'),
    "title": (r'<g id="figure_1">', '<g id="figure_1"><title>{n}</title>'),
    "description": (r'<g id="figure_1">', '<g id="figure_1"><desc>{n}</desc>'),
    "data attribute": (r'<g id="figure_1">', '<g id="figure_1" data-boys="{n}">'),
    "text": (r"</svg>", "<text>{n}</text></svg>"),
    "link": (r"</svg>", '<a href="#{n}"/></svg>'),
    "foreign object": (r"</svg>", "<foreignObject>{n}</foreignObject></svg>"),
    "class": (r'<g id="figure_1">', '<g id="figure_1" class="n{n}">'),
}


def in_marks(name, file, alt, change):
    """A change of the drawing of the first chart whose alternative text starts so; of its paths, each with its style."""

    def plant(path, n):
        html = path.read_text(encoding="utf-8")
        found = re.search(rf'<img alt="{alt}[^"]*"[^>]* src="data:image/svg\+xml;base64,([^"]+)"', html)
        drawing = base64.b64decode(found[1]).decode()
        changed = change(drawing)
        assert changed != drawing
        path.write_text(html.replace(found[1], base64.b64encode(changed.encode()).decode(), 1), encoding="utf-8")

    return Leak(f"marks of a drawing, {name}", file, plant)


BAR = r'(<g id="patch_\d+">\s*<path d="[^"]*" clip-path="[^"]*"[^>]*/>\s*</g>)'
LINE = r'(<g id="line2d_\d+">\s*<path d="M [\d. ]+\s+L [\d. ]+\s+L )([\d.]+) ([\d.]+)'


def marks():
    """Marks as large as printed ones, in places that have no figure or another one: what the number is says nothing."""
    changes = {
        "bar more": lambda svg: re.sub(BAR, r"\g<1>\g<1>", svg, count=1),
        "bar less": lambda svg: re.sub(BAR, "", svg, count=1),
        "bars in another order": lambda svg: re.sub(rf"{BAR}\s*{BAR}", r"\g<2>\g<1>", svg, count=1),
        "point of another place": _swapped,
        "point more": lambda svg: re.sub(LINE, r"\g<1>\g<2> \g<3> L 999 \g<3>", svg, count=1),
    }
    bars, points = tuple(changes)[:3], tuple(changes)[3:]
    kinds = {"Bar chart": bars, "Funnel chart": bars, "Stacked bar chart": bars, "Waterfall chart": bars[:2], "Line chart": points}
    for kind, names in {**kinds, "Small line charts": points}.items():
        yield from (in_marks(f"{kind}, {name}", "report.html", kind, changes[name]) for name in names)


def _swapped(svg):
    """The heights of two points of the first line, one in the place of the other."""
    found = re.search(r'<g id="line2d_\d+">\s*<path d="M ([\d.]+) ([\d.]+)\s+L ([\d.]+) ([\d.]+)\s+L', svg)
    return svg.replace(
        found[0],
        found[0].replace(f"{found[1]} {found[2]}", f"{found[1]} {found[4]}").replace(f"{found[3]} {found[4]}", f"{found[3]} {found[2]}"),
        1,
    )


def drawings():
    for name, (pattern, new) in DRAWN.items():
        yield in_chart(name, pattern, new)
        yield pattern_leak(f"drawing of its own, {name}", f"{PICTURE}.svg", pattern, new)


def part_of(name, file, part, old, new):
    """A change of one part of a package."""

    def plant(path, n):
        parts = packed(path)
        text = parts[part].decode()
        assert old in text, f"{part} has no {old!r}"
        parts[part] = text.replace(old, new.replace("{n}", n), 1).encode()
        pack(path, parts)

    return Leak(name, file, plant)


def first_part_with(name, file, prefix, pattern, new):
    """A change of the first of some parts of a package that has what is changed."""

    def plant(path, n):
        parts = packed(path)
        of_kind = sorted(part for part in parts if part.startswith(prefix))
        part = next((part for part in of_kind if re.search(pattern, parts[part].decode())), None)
        assert part, f"no {prefix} has {pattern!r}"
        parts[part] = re.sub(pattern, new.replace("{n}", n), parts[part].decode(), count=1).encode()
        pack(path, parts)

    return Leak(name, file, plant)


def added(name, file, part, content):
    """A part more of a package."""

    def plant(path, n):
        parts = packed(path)
        parts[part.replace("{n}", n)] = content.replace("{n}", n).encode()
        pack(path, parts)

    return Leak(name, file, plant)


def packed(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def appended(name, file):
    return Leak(f"{name}, bytes behind the end", file, lambda path, n: path.write_bytes(path.read_bytes() + n.encode()))


def before_the_start(name, file):
    return Leak(f"{name}, bytes before the start", file, lambda path, n: path.write_bytes(n.encode() + path.read_bytes()))


def noted(name, file):
    """A note on the whole archive."""

    def plant(path, n):
        with zipfile.ZipFile(path, "a") as package:
            package.comment = n.encode()

    return Leak(f"{name}, note of the archive", file, plant)


def workbook():
    file, sheet, book = "tables.xlsx", "xl/worksheets/sheet4.xml", "xl/workbook.xml"
    cell, sheets = r'(<c r="B5" s="\d+">)(<v>\d)', "xl/worksheets/sheet"
    ends = "</sheetData>"
    yield first_part_with("workbook, cell", file, sheets, cell, r"\1\g<2>{n}")
    yield part_of(
        "workbook, inline words", file, sheet, ends, '<row r="99"><c r="A99" t="inlineStr"><is><t>{n} boys</t></is></c></row></sheetData>'
    )
    yield part_of("workbook, words", file, sheet, ends, '<row r="99"><c r="A99" t="str"><v>{n} boys</v></c></row></sheetData>')
    yield part_of("workbook, cell below", file, sheet, ends, '<row r="99"><c r="A99"><v>{n}</v></c></row></sheetData>')
    yield first_part_with("workbook, formula", file, sheets, cell, r"\1<f>{n}+0</f>\2")
    yield part_of("workbook, head and foot", file, sheet, ends, "</sheetData><headerFooter><oddHeader>{n}</oddHeader></headerFooter>")
    yield part_of(
        "workbook, validation", file, sheet, ends, '</sheetData><dataValidations><dataValidation prompt="{n}"/></dataValidations>'
    )
    yield part_of(
        "workbook, formats by condition",
        file,
        sheet,
        ends,
        "</sheetData><conditionalFormatting><cfRule>{n}</cfRule></conditionalFormatting>",
    )
    yield part_of("workbook, tooltip", file, sheet, ends, '</sheetData><hyperlinks><hyperlink ref="A1" tooltip="{n} boys"/></hyperlinks>')
    yield part_of("workbook, drawing", file, sheet, ends, '</sheetData><drawing name="{n}"/>')
    yield part_of("workbook, scenario", file, sheet, ends, "</sheetData><scenarios>{n}</scenarios>")
    yield part_of(
        "workbook, defined name",
        file,
        book,
        "</sheets>",
        '</sheets><definedNames><definedName name="boys">{n}</definedName></definedNames>',
    )
    yield part_of("workbook, name of a sheet", file, book, 'name="Notes"', 'name="Boys {n}"')
    yield part_of("workbook, hidden sheet", file, book, 'name="Notes"', 'name="Notes" state="hidden"')
    yield part_of("workbook, words that no cell shows", file, "xl/sharedStrings.xml", "</sst>", "<si><t>{n} boys</t></si></sst>")
    yield part_of("workbook, reading aid", file, "xl/sharedStrings.xml", "</sst>", "<si><t>x</t><rPh><t>{n}</t></rPh></si></sst>")
    tables = "xl/tables/table"
    yield first_part_with("workbook, heading of a table", file, tables, 'name="Month"', 'name="Month {n}"')
    yield first_part_with("workbook, name of a table", file, tables, 'displayName="', 'displayName="boys_{n}_')
    yield part_of("workbook, subject", file, "docProps/core.xml", "<dc:subject>", "<dc:subject>{n} boys ")
    yield part_of(
        "workbook, description",
        file,
        "docProps/core.xml",
        "</cp:coreProperties>",
        "<dc:description>{n}</dc:description></cp:coreProperties>",
    )
    yield part_of("workbook, company", file, "docProps/app.xml", "<Company>", "<Company>{n} boys ")
    yield part_of("workbook, format of a number", file, "xl/styles.xml", 'formatCode="', 'formatCode="&quot;{n} boys&quot;')
    yield added("workbook, custom property", file, "docProps/custom.xml", "<Properties><property><i4>{n}</i4></property></Properties>")
    yield added("workbook, comment", file, "xl/comments1.xml", "<comments><comment><text>{n}</text></comment></comments>")
    yield added("workbook, threaded comment", file, "xl/threadedComments/threadedComment1.xml", "<ThreadedComments>{n}</ThreadedComments>")
    yield added("workbook, chart with its values", file, "xl/charts/chart1.xml", "<chart><numCache><pt><v>{n}</v></pt></numCache></chart>")
    yield added("workbook, drawing of its own", file, "xl/drawings/drawing1.xml", "<wsDr>{n}</wsDr>")
    yield added("workbook, pivot table", file, "xl/pivotCache/pivotCacheRecords1.xml", "<pivotCacheRecords>{n}</pivotCacheRecords>")
    yield added("workbook, link to another", file, "xl/externalLinks/externalLink1.xml", "<externalLink>{n}</externalLink>")
    yield added("workbook, custom XML", file, "customXml/item1.xml", "<boys>{n}</boys>")
    yield added("workbook, embedded file", file, "xl/embeddings/oleObject1.bin", "{n}")
    yield added("workbook, name of a part", file, "boys{n}.xml", "<x/>")


def word():
    file, document = "report.docx", "word/document.xml"
    end = "<w:sectPr"
    paragraph = "<w:p><w:r>{}</w:r></w:p>" + end
    yield part_of("document, paragraph", file, document, end, paragraph.format("<w:t>{n} boys</w:t>"))
    yield part_of("document, cut words", file, document, end, "<w:p><w:r><w:t>boys: </w:t></w:r><w:r><w:t>{n}</w:t></w:r></w:p>" + end)
    yield part_of(
        "document, hidden words", file, document, end, "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{n} boys</w:t></w:r></w:p>" + end
    )
    yield part_of("document, deleted words", file, document, end, "<w:p><w:del><w:r><w:delText>{n}</w:delText></w:r></w:del></w:p>" + end)
    yield part_of("document, bookmark", file, document, end, '<w:bookmarkStart w:id="9" w:name="boys_{n}"/>' + end)
    yield part_of("document, field", file, document, end, paragraph.format("<w:instrText> DOCVARIABLE {n} </w:instrText>"))
    yield part_of("document, control", file, document, end, '<w:sdt><w:sdtPr><w:tag w:val="{n}"/></w:sdtPr></w:sdt>' + end)
    yield part_of("document, picture's description", file, document, 'descr="', 'descr="{n} boys. ')
    yield part_of(
        "document, picture's title",
        file,
        document,
        '<wp:docPr id="1" name="Figure 1" title="',
        '<wp:docPr id="1" name="Figure 1" title="{n} boys: ',
    )
    yield part_of("document, picture's name", file, document, 'name="Figure 1"', 'name="boys {n}"')
    yield part_of("document, name of a table", file, document, '<w:tblCaption w:val="', '<w:tblCaption w:val="{n} boys ')
    yield part_of(
        "document, table more", file, document, end, "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{n}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" + end
    )
    yield part_of("document, embedded object", file, document, end, '<w:p><w:r><w:object w:dxaOrig="{n}"/></w:r></w:p>' + end)
    yield part_of("document, text box", file, document, end, paragraph.format("<w:pict><w:txbxContent>{n}</w:txbxContent></w:pict>"))
    yield part_of("document, foot", file, "word/footer1.xml", "</w:ftr>", "<w:p><w:r><w:t>{n} boys</w:t></w:r></w:p></w:ftr>")
    yield part_of("document, head", file, "word/header1.xml", "</w:hdr>", "<w:p><w:r><w:t>{n} boys</w:t></w:r></w:p></w:hdr>")
    yield part_of(
        "document, variable", file, "word/settings.xml", "<w:rsids>", '<w:docVars><w:docVar w:name="b" w:val="{n}"/></w:docVars><w:rsids>'
    )
    yield part_of(
        "document, subject", file, "docProps/core.xml", "</cp:coreProperties>", "<dc:subject>{n} boys</dc:subject></cp:coreProperties>"
    )
    yield added("document, custom XML", file, "customXml/item1.xml", "<boys>{n}</boys>")
    yield added("document, footnote", file, "word/footnotes.xml", "<footnotes><p><r><t>{n} boys</t></r></p></footnotes>")
    yield added("document, comment", file, "word/comments.xml", "<comments><comment>{n}</comment></comments>")
    yield added("document, custom property", file, "docProps/custom.xml", "<Properties><property><i4>{n}</i4></property></Properties>")
    yield added("document, embedded workbook", file, "word/embeddings/Microsoft_Excel_Sheet1.xlsx", "{n}")
    yield added("document, glossary", file, "word/glossary/document.xml", "<glossaryDocument>{n}</glossaryDocument>")
    yield added("document, people", file, "word/people.xml", "<people>{n}</people>")
    yield added("document, chart", file, "word/charts/chart1.xml", "<chart>{n}</chart>")


def opendocument():
    file, content = "tables.ods", "content.xml"
    row = "<table:table-row><table:table-cell>{}</table:table-cell></table:table-row></table:table>"
    yield part_of("OpenDocument, words", file, content, "</table:table>", row.format("<text:p>{n} boys</text:p>"))
    yield part_of("OpenDocument, value", file, content, 'office:value="6"', 'office:value="{n}6"')
    yield part_of("OpenDocument, shown", file, content, 'office:value="6"><text:p>6', 'office:value="6"><text:p>6{n}')
    yield part_of(
        "OpenDocument, note",
        file,
        content,
        "</table:table-cell>",
        "<office:annotation><text:p>{n}</text:p></office:annotation></table:table-cell>",
    )
    yield part_of("OpenDocument, formula", file, content, 'office:value="6"', 'office:value="6" table:formula="of:={n}"')
    yield part_of(
        "OpenDocument, named range",
        file,
        content,
        "<table:database-ranges>",
        '<table:named-expressions><table:named-range table:name="b{n}"/></table:named-expressions><table:database-ranges>',
    )
    yield part_of("OpenDocument, name of a range", file, content, 'table:name="notes"', 'table:name="boys_{n}"')
    yield part_of("OpenDocument, name of a sheet", file, content, 'table:name="Notes"', 'table:name="Boys {n}"')
    yield part_of("OpenDocument, title of a sheet", file, content, 'table:name="Notes"', 'table:name="Notes" table:title="{n}"')
    yield part_of(
        "OpenDocument, comment", file, content, 'office:value-type="string"', 'office:value-type="string" office:string-value="{n}"'
    )
    yield part_of("OpenDocument, setting", file, "settings.xml", ">view1<", ">view{n}<")
    yield part_of("OpenDocument, place of the cursor", file, "settings.xml", 'config:type="int">0<', 'config:type="int">{n}<')
    yield part_of("OpenDocument, title", file, "meta.xml", "<dc:title>", "<dc:title>{n} boys ")
    yield part_of(
        "OpenDocument, own property",
        file,
        "meta.xml",
        "</office:meta>",
        '<meta:user-defined meta:name="boys">{n}</meta:user-defined></office:meta>',
    )
    yield part_of(
        "OpenDocument, statistics", file, "meta.xml", "</office:meta>", '<meta:document-statistic meta:table-count="{n}"/></office:meta>'
    )
    yield part_of(
        "OpenDocument, head",
        file,
        "styles.xml",
        '<style:header style:display="false"/>',
        "<style:header><text:p>{n}</text:p></style:header>",
    )
    yield added("OpenDocument, thumbnail", file, "Thumbnails/thumbnail.png", "{n}")
    yield added("OpenDocument, object", file, "Object 1/content.xml", "<x>{n}</x>")


def in_notebook(name, change):
    """A change of the report's notebook, made to it in place."""

    def plant(path, n):
        told = json.loads(path.read_text(encoding="utf-8"))
        change(told, n)
        path.write_text(json.dumps(told), encoding="utf-8")

    return Leak(f"notebook, {name}", "notebook.ipynb", plant)


def _cell(told, kind="code"):
    return next(cell for cell in told["cells"] if cell["cell_type"] == kind and (kind != "code" or cell["outputs"]))


def _output(told, form="text/html"):
    return next(output for cell in told["cells"] for output in cell.get("outputs", ()) if form in output["data"])


def _chart(told):
    return _output(told, CHART)["data"][CHART]


CHART, TABLE = "application/vnd.safeguarding.chart+json", "application/vnd.safeguarding.table+json"


def _table(told):
    return _output(told, TABLE)["data"][TABLE]


def notebook():
    changes = {
        "metadata": lambda told, n: told["metadata"].update(boys=int(n)),
        "metadata of a cell": lambda told, n: _cell(told)["metadata"].update(boys=int(n)),
        "tags of a cell": lambda told, n: _cell(told)["metadata"].update(tags=[f"boys {n}"]),
        "name of a cell": lambda told, n: _cell(told).update(id=f"boys-{n}"),
        "attachment": lambda told, n: _cell(told, "markdown").update(attachments={"boys.txt": {"text/plain": n}}),
        "prose": lambda told, n: _cell(told, "markdown").update(source=[f"There were {n} boys."]),
        "raw cell": lambda told, n: told["cells"].append({"cell_type": "raw", "id": "x", "metadata": {}, "source": n}),
        "code": lambda told, n: _cell(told).update(source=f"boys = {n}"),
        "words in code": lambda told, n: _cell(told).update(source=f"boys = 'they are {n}'"),
        "comment in code": lambda told, n: _cell(told).update(source=f"report.lines()  # {n} boys"),
        "count of runs": lambda told, n: _cell(told).update(execution_count=int(n) + 1000),
        "print": lambda told, n: _cell(told)["outputs"].append({"output_type": "stream", "name": "stdout", "text": n}),
        "traceback": lambda told, n: _cell(told)["outputs"].append({"output_type": "error", "ename": "E", "evalue": "", "traceback": [n]}),
        "Markdown": lambda told, n: _output(told)["data"].update({"text/markdown": f"{n} boys"}),
        "LaTeX": lambda told, n: _output(told)["data"].update({"text/latex": f"{n} boys"}),
        "JSON": lambda told, n: _output(told)["data"].update({"application/json": {"boys": int(n)}}),
        "HTML": lambda told, n: _output(told)["data"].update({"text/html": f"<p>{n} boys</p>"}),
        "plain text": lambda told, n: _output(told)["data"].update({"text/plain": f"There were {n} boys."}),
        "metadata of an output": lambda told, n: _output(told).update(metadata={"text/html": {"boys": n}}),
        "alternative text in metadata": lambda told, n: _output(told, CHART)["metadata"].update({"image/png": {"alt": f"{n} boys"}}),
        "key of a chart's data": lambda told, n: _chart(told).update(boys=n),
        "cell of a chart's data": lambda told, n: _chart(told)["rows"][0].__setitem__(1, n),
        "title of a chart": lambda told, n: _chart(told).update(title=f"{n} boys"),
        "alternative text of a chart": lambda told, n: _chart(told).update(alt=f"Line chart: {n} boys."),
        "note of a chart": lambda told, n: _chart(told)["notes"].append(f"Of them {n} boys."),
        "name of a chart": lambda told, n: _chart(told).update(name=f"boys_{n}"),
        "cell of a table's data": lambda told, n: _table(told)["rows"][0].__setitem__(1, n),
        "row of a table's data": lambda told, n: _table(told)["rows"].append(["boys", n]),
        "another picture": lambda told, n: _output(told, CHART)["data"].update(
            {"image/svg+xml": f'<svg xmlns="http://www.w3.org/2000/svg"><text>{n}</text></svg>'}
        ),
        "picture of dots with words": lambda told, n: _output(told, CHART)["data"].update(
            {"image/png": base64.b64encode(with_part(base64.b64decode(_output(told, CHART)["data"]["image/png"]), b"tEXt", n)).decode()}
        ),
    }
    return [in_notebook(name, change) for name, change in changes.items()]


def with_part(picture, kind, number):
    """A PNG with a part more before its end."""
    content = b"boys\0" + number.encode()
    part = struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return picture[:-12] + part + picture[-12:]


def in_picture(kind):
    def plant(path, n):
        path.write_bytes(with_part(path.read_bytes(), kind.encode(), n))

    return Leak(f"picture of dots, {kind}", f"{PICTURE}.png", plant)


def in_json(name, file, change):
    def plant(path, n):
        told = json.loads(path.read_text(encoding="utf-8"))
        change(told, n)
        path.write_text(json.dumps(told), encoding="utf-8")

    return Leak(name, file, plant)


def accounts():
    manifest, package = "manifest.json", "datapackage.json"
    yield in_json("manifest, key", manifest, lambda told, n: told.update(boys=int(n)))
    yield in_json("manifest, name of a key", manifest, lambda told, n: told.update({f"boys {n}": ""}))
    yield in_json("manifest, input", manifest, lambda told, n: told["inputs"].update({"boys.csv": n}))
    yield in_json("manifest, version", manifest, lambda told, n: told["environment"].update({f"boys {n}": "1"}))
    yield in_json("manifest, status", manifest, lambda told, n: told.update(status=f"draft {n}"))
    yield in_json("manifest, table", manifest, lambda told, n: told["tables"].update(boys=[n]))
    yield in_json("manifest, output", manifest, lambda told, n: told["outputs"].update({"boys.csv": "0" * 63 + n[0]}))
    yield in_json("manifest, month", manifest, lambda told, n: told.update(year_starts_in=int(n) + 20))
    yield in_json("manifest, period", manifest, lambda told, n: told.update(period=f"2016-17 {n}"))
    yield in_json("data package, key", package, lambda told, n: told.update(boys=int(n)))
    yield in_json("data package, title", package, lambda told, n: told.update(title=f"{n} boys"))
    yield in_json("data package, key of a resource", package, lambda told, n: told["resources"][0].update(rows=int(n)))
    yield in_json("data package, size", package, lambda told, n: told["resources"][0].update(bytes=int(n)))
    yield in_json(
        "data package, description", package, lambda told, n: told["resources"][0]["schema"]["fields"][0].update(description=f"{n} boys")
    )
    yield in_json("data package, example", package, lambda told, n: told["resources"][0]["schema"]["fields"][0].update(example=n))
    yield in_json(
        "data package, least", package, lambda told, n: told["resources"][0]["schema"]["fields"][2]["constraints"].update(minimum=int(n))
    )


def tables():
    results, year, meta = "results.csv", "open-data/figures_by_year.csv", "open-data/figures_by_year.meta.csv"
    yield pattern_leak("results, number beside a hidden one", results, r"\n(missing_\w+,1,[\w-]+,\w+,\w+),c,(\d+),c,", r"\n\1,{n},\2,c,")
    yield pattern_leak("results, value of a hidden one", results, r",c,(percent [^,]*,[^,]*,)c\n", r",{n} or so,\1c\n")
    yield pattern_leak("results, marker", results, r",c\n", ",c is {n}\n")
    yield pattern_leak("results, population", results, r'(missing_episodes,[^\n]*?,episodes,"?)', r"\g<1>{n} ")
    yield pattern_leak("results, category", results, r",sex,female,", ",sex,female {n},")
    yield pattern_leak("results, version", results, r"missing_episodes,1,", "missing_episodes,{n}9,")
    yield pattern_leak("results, row more", results, r"\n(missing_episodes,1,2016-17,,,)\d+", r"\n\g<1>{n},,{n},episodes,x,\n\g<0>")
    yield Leak(
        "results, column more",
        results,
        lambda path, n: path.write_text(
            "\n".join(f"{line},{'boys' if not i else n}" for i, line in enumerate(path.read_text(encoding="utf-8").splitlines())) + "\n",
            encoding="utf-8",
        ),
    )
    yield Leak(
        "results, note", results, lambda path, n: path.write_text(path.read_text(encoding="utf-8") + f"# boys {n}\n", encoding="utf-8")
    )
    yield pattern_leak("national layout, hidden number", year, r",c,(\d+),c\n", r",{n},\1,c\n")
    yield pattern_leak("national layout, percentage", year, r",c,(\d+),c\n", r",c,\1,{n}\n")
    yield pattern_leak("national layout, name", year, r",Time to sending,", ",Time to sending {n},")
    yield pattern_leak("national layout, place", year, r",Trentshire,", ",Trentshire {n},")
    yield pattern_leak("national layout, time", year, r"\n201516,", "\n2015{n}16,")
    yield pattern_leak("description of the layout, label", meta, r",Number,", ",Number {n},")
    yield pattern_leak("description of the layout, decimals", meta, r",,,1,,,", ",,,{n}7,,,")
    yield pattern_leak("published figures, number", "benchmarks.csv", r",999,Trentshire,\d+,", ",999,Trentshire,{n},")
    yield pattern_leak("published figures, limit", "benchmarks.csv", r",within the limits,", ",{n} boys,")
    yield Leak(
        "published figures, row",
        "benchmarks.csv",
        lambda path, n: path.write_text(
            path.read_text(encoding="utf-8") + f"missing_factor,2017,999,Boys,{n},1,1,,,,,,\n", encoding="utf-8"
        ),
    )


def _renamed(path, n, name):
    shutil.move(path, path.with_name(name.format(n)))


def names():
    chart = f"{PICTURE}.png"
    yield Leak("name of a picture", chart, lambda path, n: _renamed(path, n, "boys-{}.png"), "charts/boys-{}.png")
    yield Leak("name of a page", "data-quality.html", lambda path, n: _renamed(path, n, "boys-{}.html"), "boys-{}.html")
    yield Leak("name of a table", "results.csv", lambda path, n: shutil.copy(path, path.with_name(f"boys-{n}.csv")), "boys-{}.csv")
    for kind in ("txt", "zip", "css", "js", "md", "xml", "pdf", "parquet", "ods~", "tmp"):
        yield Leak(f"file of the kind {kind}", f"boys.{kind}", lambda path, n: path.write_text(f"boys {n}", encoding="utf-8"))


def in_place_of_hidden():
    """The number in the place of the mark for a hidden one, wherever there is one."""
    mark = r"\[c\]"
    yield pattern_leak("page, in place of a mark", "report.html", rf'(value="c">){mark}', r"\g<1>{n}")
    yield pattern_leak("page, value of a mark", "report.html", rf'value="c">({mark})', r'value="{n}">\g<1>')
    yield pattern_leak("page, value and mark", "report.html", rf'value="c">{mark}', 'value="{n}">{n}')
    yield part_of("document, in place of a mark", "report.docx", "word/document.xml", "[c]</w:t>", "{n}</w:t>")
    yield part_of("workbook, in place of a mark", "tables.xlsx", "xl/sharedStrings.xml", "<t>[c]</t>", "<t>{n}</t>")
    yield part_of("OpenDocument, in place of a mark", "tables.ods", "content.xml", "<text:p>[c]</text:p>", "<text:p>{n}</text:p>")
    yield text_leak("notebook, in place of a mark", "notebook.ipynb", "[c]", "{n}")


def containers():
    for name, file in (("workbook", "tables.xlsx"), ("document", "report.docx"), ("OpenDocument", "tables.ods")):
        yield from (appended(name, file), before_the_start(name, file), noted(name, file))
    yield appended("picture of dots", f"{PICTURE}.png")
    yield from (in_picture(kind) for kind in ("tEXt", "iTXt", "zTXt", "eXIf", "tIME", "prVt", "iCCP", "gIFx"))


LEAKS = [
    *pages("report.html"),
    *pages("figures.html"),
    *pages("methodology.html"),
    *pages("problem-profile.html"),
    *pages("data-quality.html"),
    *words(),
    *reckoned(),
    *accounts_of_rows(),
    *drawings(),
    *marks(),
    *workbook(),
    *word(),
    *opendocument(),
    *notebook(),
    *accounts(),
    *tables(),
    *names(),
    *in_place_of_hidden(),
    *containers(),
]
