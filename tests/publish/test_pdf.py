"""The page as a PDF: tagged, in its language, with bookmarks, and made without a network."""

import re

import pikepdf
import pytest

from analysis.base.settings import Fault
from analysis.publish.pdf import find_printer, write_pdf


@pytest.fixture
def html(demo_html, tmp_path):
    """The page of a report, as a file."""
    path = tmp_path / "report.html"
    path.write_text(demo_html, encoding="utf-8")
    return path


@pytest.fixture
def printer():
    """What prints on this machine."""
    try:
        return find_printer()
    except Fault as fault:
        pytest.skip(str(fault))


def kinds(element, found):
    """The types of all elements of the structure tree below one."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            kinds(child, found)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            found.append((str(element.S), str(element.get("/Alt", ""))))
        if "/K" in element:
            kinds(element.K, found)
    return found


def test_the_pdf_is_tagged_in_its_language_and_has_bookmarks(html, printer, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(html, path, printer)
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        found = kinds(pdf.Root.StructTreeRoot.K, [])
        names = [name for name, _ in found]
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure"} <= set(names)
        assert [alt for name, alt in found if name == "/Figure"] == ["Bars: notifications rose in every quarter of both years."]
        with pdf.open_outline() as outline:
            titles = [item.title for top in outline.root for item in (top, *top.children)]
        assert any("Children who go missing" in title for title in titles)
        assert "Children at risk" in str(pdf.docinfo["/Title"])


def test_the_pdf_has_no_times_and_is_the_same_each_time(html, printer, tmp_path):
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    for path in (one, two):
        write_pdf(html, path, printer)
    assert one.read_bytes() == two.read_bytes()
    assert set(re.findall(rb"\(D:(\d{4})", one.read_bytes())) <= {b"1980"}


def test_without_a_browser_and_without_weasyprint_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("analysis.publish.pdf._has_weasyprint", lambda: False)
    with pytest.raises(Fault, match="neither Chromium nor Chrome, nor WeasyPrint"):
        find_printer()


def test_a_browser_that_prints_nothing_is_a_fault_with_its_reason(html, tmp_path, monkeypatch):
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho no room on the disk >&2\nexit 1\n")
    broken.chmod(0o700)
    monkeypatch.setattr("shutil.which", lambda name: str(broken))
    with pytest.raises(Fault, match="no room on the disk"):
        write_pdf(html, tmp_path / "report.pdf")


def test_weasyprint_loads_nothing_from_outside_the_page(html, tmp_path):
    pytest.importorskip("weasyprint", reason="the extra [pdf] is not installed", exc_type=(ImportError, OSError))
    from analysis.publish.pdf import _with_weasyprint

    _with_weasyprint(html, tmp_path / "report.pdf")
    html.write_text(html.read_text(encoding="utf-8").replace("data:image/svg+xml;base64,", "http://127.0.0.1:9/"), encoding="utf-8")
    with pytest.raises(Fault, match="asks for something outside itself"):
        _with_weasyprint(html, tmp_path / "report.pdf")
