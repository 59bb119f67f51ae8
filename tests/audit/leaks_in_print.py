"""Leaks to plant into a print (PDF): each puts one number where a reader, or a program that a reader has, could find it."""

import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream, String

from tests.audit.leaks import Leak

PRINT = "report.pdf"


def in_print(name, change):
    """A change of the print with the number, made to the opened file."""

    def plant(path, n):
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            change(pdf, n)
            pdf.save(path, fix_metadata_version=False)

    return Leak(f"print, {name}", PRINT, plant)


def in_bytes(name, change):
    return Leak(f"print, {name}", PRINT, lambda path, n: path.write_bytes(change(path.read_bytes(), n.encode())))


def letters_of(font):
    """What each code of a font stands for."""
    table = font.ToUnicode.read_bytes()
    alone = re.findall(rb"(?m)^<([0-9A-F]{4})> <([0-9A-F]{4})>$", table)
    found = {bytes.fromhex(code.decode()): chr(int(letter, 16)) for code, letter in alone if (code, letter) != (b"0000", b"FFFF")}
    for first, last, letter in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4})>", table):
        found |= {(int(first, 16) + n).to_bytes(2, "big"): chr(int(letter, 16) + n) for n in range(int(last, 16) - int(first, 16) + 1)}
    return found


def coded(words, font):
    """A number as a font has it; nothing where it lacks a digit."""
    codes = {letter: code for code, letter in letters_of(font).items()}
    return String(b"".join(codes[digit] for digit in words)) if set(words) <= set(codes) else None


def fonts_of(page):
    return page.Resources.get("/Font", Dictionary()).items()


def painted(pdf, words, before=(), after=()):
    """Steps that paint a number on the first page that has a font with its digits, and that page."""
    page, name, shown = next((page, name, shown) for page in pdf.pages for name, font in fonts_of(page) if (shown := coded(words, font)))
    text = [([], "BT"), ([Name(name), 10], "Tf"), ([1, 0, 0, -1, 99, 99], "Tm"), ([shown], "Tj"), ([], "ET")]
    return page, [(told, Operator(step)) for told, step in (*before, *text, *after)]


def paint(pdf, words, before=(), after=()):
    page, steps = painted(pdf, words, before, after)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream([*pikepdf.parse_content_stream(page), *steps]))
    return page


def paint_in_an_element(pdf, words):
    """A number in an element of its own at the end of the structure, as a page's own would stand."""
    page = paint(pdf, words, [([Name("/P"), Dictionary(MCID=99999)], "BDC")], [([], "EMC")])
    document = pdf.Root.StructTreeRoot.K
    document = document[0] if isinstance(document, Array) else document
    document.K = Array([*(document.K if isinstance(document.K, Array) else [document.K])])
    document.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=document, Pg=page.obj, K=99999)))


def replace_a_mark(pdf, words):
    """The number in the place of the first [c]."""
    for page in pdf.pages:
        fonts, steps, name, is_done = dict(fonts_of(page)), [], "", False
        for step in pikepdf.parse_content_stream(page):
            told = list(step.operands)
            name = str(told[0]) if str(step.operator) == "Tf" else name
            if str(step.operator) == "Tj" and not is_done and read(bytes(told[0]), letters_of(fonts[name])) == "[c]":
                told, is_done = [coded(words, fonts[name])], True
            steps.append((told, step.operator))
        if is_done:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))
            return
    raise AssertionError("the print has no [c]")


def read(shown, letters):
    return "".join(letters.get(shown[n : n + 2], "?") for n in range(0, len(shown), 2))


def put(where, key, made):
    """Something of its own under a key of a part of the print."""

    def change(pdf, n):
        where(pdf)[key.replace("{n}", n)] = made(n)

    return change


def root(pdf):
    return pdf.Root


def info(pdf):
    return pdf.docinfo


def first_page(pdf):
    return pdf.pages[0].obj


def first(kind):
    """The first element of a kind."""
    return lambda pdf: next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == kind)


def boys(n):
    return String(f"{n} boys")


def note(**told):
    return Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **told)])


def attach(pdf, n):
    pdf.attachments["boys.txt"] = pikepdf.AttachedFileSpec(pdf, n.encode())


def bookmark(pdf, n):
    with pdf.open_outline() as found:
        found.root.append(pikepdf.OutlineItem(f"{n} boys", 0))


def metadata(pdf, n):
    with pdf.open_metadata() as told:
        told["dc:description"] = f"{n} boys"


def drawing(pdf, n):
    page, steps = painted(pdf, n)
    letters = pikepdf.unparse_content_stream(steps)
    made = Stream(pdf, letters, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99], Resources=page.Resources)
    page.Resources.XObject = Dictionary({**page.Resources.get("/XObject", {}), "/X1": pdf.make_indirect(made)})


def picture(pdf, n):
    look = {"Width": 3, "Height": 3, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    made = Stream(pdf, n.encode().ljust(9, b"0"), Type=Name.XObject, Subtype=Name.Image, **look)
    pdf.pages[0].Resources.XObject = Dictionary({**pdf.pages[0].Resources.get("/XObject", {}), "/X1": pdf.make_indirect(made)})


def steps(*told):
    """Steps at the end of the first page."""
    return lambda pdf, n: pdf.pages[0].contents_add("\n".join(told).replace("{n}", n).encode())


CHANGES = {
    "painted on a page": paint,
    "painted and not shown": lambda pdf, n: paint(pdf, n, [([3], "Tr")]),
    "painted as an ornament": lambda pdf, n: paint(pdf, n, [([Name("/Artifact")], "BMC")], [([], "EMC")]),
    "in a piece of no element": lambda pdf, n: paint(pdf, n, [([Name("/P"), Dictionary(MCID=99999)], "BDC")], [([], "EMC")]),
    "in an element of its own": paint_in_an_element,
    "in place of a mark": replace_a_mark,
    "subject": put(info, "/Subject", boys),
    "key of its own": put(info, "/Boys{n}", boys),
    "title": put(info, "/Title", boys),
    "maker": put(info, "/Producer", lambda n: String(f"Skia/PDF {n} boys")),
    "date": put(info, "/ModDate", lambda n: String(f"D:2016{n}")),
    "bookmark": bookmark,
    "alternative text": put(first("/Figure"), "/Alt", boys),
    "picture more": put(first("/P"), "/Alt", boys),
    "words for an element": put(first("/P"), "/ActualText", boys),
    "long form of a word": put(first("/P"), "/E", boys),
    "title of an element": put(first("/P"), "/T", boys),
    "name of an element": put(first("/P"), "/ID", boys),
    "kind of an element": put(first("/P"), "/S", lambda n: Name(f"/Boys{n}")),
    "attribute of an element": put(first("/P"), "/A", lambda n: Dictionary(O=Name.Table, Summary=boys(n))),
    "language": put(root, "/Lang", lambda n: String(f"en-GB-x-{n}")),
    "data of programs": put(root, "/PieceInfo", lambda n: Dictionary(Boys=Dictionary(Number=int(n)))),
    "attachment": attach,
    "script": put(root, "/OpenAction", lambda n: Dictionary(S=Name.JavaScript, JS=String(n))),
    "names of pages": put(root, "/PageLabels", lambda n: Dictionary(Nums=[0, Dictionary(P=String(n))])),
    "layer": put(root, "/OCProperties", lambda n: Dictionary(OCGs=[Dictionary(Type=Name.OCG, Name=String(n))])),
    "form": put(root, "/AcroForm", lambda n: Dictionary(Fields=[Dictionary(FT=Name.Tx, V=String(n))])),
    "note on a page": put(first_page, "/Annots", lambda n: note(Subtype=Name.Text, Contents=boys(n))),
    "words of a link": put(first_page, "/Annots", lambda n: note(Subtype=Name.Link, Contents=boys(n))),
    "address of a link": put(first_page, "/Annots", lambda n: note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(n)))),
    "goal of a link": put(first_page, "/Annots", lambda n: note(Subtype=Name.Link, Dest=Name(f"/boys-{n}"))),
    "key of a page": put(first_page, "/Boys", int),
    "number of a page": put(first_page, "/UserUnit", int),
    "drawing with letters": drawing,
    "picture of dots": picture,
    "metadata": metadata,
    "note in what is painted": steps("% {n}"),
    "mark of a place": steps("/Boys{n} MP"),
    "mark with data": steps("/P <</Boys {n}>> BDC EMC"),
    "words of a piece": steps("/Span <</ActualText ({n})>> BDC EMC"),
}
BYTES = {
    "bytes behind the end": lambda content, n: content + n,
    "note behind the end": lambda content, n: content + b"% boys " + n + b"\n",
    "bytes before the start": lambda content, n: n + content,
    "note between two parts": lambda content, n: content.replace(b"endobj\n", b"endobj\n% boys " + n + b"\n", 1),
    "bytes between two parts": lambda content, n: content.replace(b"endobj\n", b"endobj\n" + n + b"\n", 1),
    "part that nothing uses": lambda content, n: content.replace(b"xref\n", b"99999 0 obj\n(" + n + b")\nendobj\nxref\n", 1),
}
LEAKS_IN_PRINT = [
    *(in_print(name, change) for name, change in CHANGES.items()),
    *(in_bytes(name, change) for name, change in BYTES.items()),
]
