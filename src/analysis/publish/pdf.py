"""``report.pdf``: the page of the report as a tagged PDF with bookmarks, printed by Chromium or else by WeasyPrint.

Neither may ask the network for anything; the page has everything in it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from analysis.base.settings import Fault

Printer = Callable[[Path, Path], None]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
SECONDS = 180

# A host that there is not: whatever the page might ask for, nothing answers.
_NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND"
_FLAGS = ("--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-extensions", _NOWHERE)
_PRINTING = ("--generate-pdf-document-outline", "--no-pdf-header-footer")

_DATE = re.compile(rb"\(D:\d{14}")
_NO_DATE = b"(D:19800101000000"
_NODE = re.compile(rb"\(node\d{8}\)")


def find_printer() -> Printer:
    """What prints a page as a PDF on this machine. Raises `Fault` when nothing does."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser:
        return lambda page, path: _with_browser(browser, page, path)
    if _has_weasyprint():
        return _with_weasyprint
    raise Fault(
        "No PDF can be made on this machine: there is neither Chromium nor Chrome, nor WeasyPrint. Install one of them "
        "(WeasyPrint with `pip install 'safeguarding-overview[pdf]'`), or run again without --pdf."
    )


def write_pdf(page: Path, path: Path, printer: Printer | None = None) -> None:
    """Print a page as a PDF. The same page gives the same bytes with the same printer."""
    (printer or find_printer())(page, path)
    path.write_bytes(_timeless(path.read_bytes()))


def _timeless(pdf: bytes) -> bytes:
    """The same file without times, and with names of elements that do not depend on what the browser did before.

    Each replacement is as long as what it replaces, because a PDF finds its parts by their distance from the start.
    """
    ranks = {name: rank for rank, name in enumerate(sorted(set(_NODE.findall(pdf))))}
    dateless = _DATE.sub(_NO_DATE, pdf)
    return _NODE.sub(lambda found: b"(node%08d)" % ranks[found[0]], dateless)


def _with_browser(browser: str, page: Path, path: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        # A browser of the superuser, as in a container, has no sandbox to run in.
        sandbox = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        goal = f"--print-to-pdf={path.resolve()}"
        command = [browser, *_FLAGS, *sandbox, f"--user-data-dir={profile}", *_PRINTING, goal, page.resolve().as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise Fault(f"{browser} did not print {page.name} within {SECONDS} seconds. Run again, or run without --pdf.") from None
    if done.returncode or not path.exists():
        reason = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise Fault(f"{browser} did not print {page.name}: {reason}. Run again, or run without --pdf.")


def _has_weasyprint() -> bool:
    """Whether WeasyPrint is there with the libraries of the system that it needs."""
    try:
        import weasyprint
    except (ImportError, OSError):
        return False
    return bool(weasyprint)


def _with_weasyprint(page: Path, path: Path) -> None:
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    # What is in the page itself, and nothing from any file or network.
    only_own = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    try:
        HTML(string=page.read_text(encoding="utf-8"), url_fetcher=only_own).write_pdf(path, pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:
        raise Fault(f"{page.name} was not printed, because it asks for something outside itself: {error}.") from None
