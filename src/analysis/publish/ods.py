"""``tables.ods``: the workbook as OpenDocument, where LibreOffice is there to convert it."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from analysis.publish.archive import repacked
from analysis.settings import Fault

OFFICES = ("soffice", "libreoffice")
SECONDS = 180

_PAGE = re.compile(rb"<style:master-page .*?</style:master-page>", re.DOTALL)
_TIMES = re.compile(rb"<(meta:creation-date|dc:date|meta:editing-duration)>[^<]*</\1>")


def write_ods(workbook: Path, path: Path) -> None:
    """Convert a workbook. Without LibreOffice nothing is written; the same workbook gives the same bytes.

    Raises `Fault` when LibreOffice is there and does not do it.
    """
    office = next(filter(None, map(shutil.which, OFFICES)), None)
    if office is None or not workbook.exists():
        return
    with tempfile.TemporaryDirectory() as scratch:
        converted = _converted(office, workbook, Path(scratch))
        path.write_bytes(
            repacked(
                converted.read_bytes(), {"meta.xml": _timeless, "styles.xml": _in_order, "META-INF/manifest.xml": _unlisted}, _LEFT_OUT
            )
        )


# A picture of the first sheet, and folders of settings with nothing in them.
_LEFT_OUT = ("Thumbnails/", "Configurations2/")


def _converted(office: str, workbook: Path, scratch: Path) -> Path:
    """The converted file, made with a profile of its own, so that conversions run side by side and nobody's settings matter."""
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--norestore", "--convert-to", "ods", "--outdir", str(scratch), str(workbook)]
    try:
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Fault(f"LibreOffice did not convert {workbook.name} within {SECONDS} seconds. Run again.") from None
    converted = scratch / f"{workbook.stem}.ods"
    if not converted.exists():
        raise Fault(f"LibreOffice did not convert {workbook.name}. Run again, or take {office} off the path to go without the .ods file.")
    return converted


def _timeless(meta: bytes) -> bytes:
    """The properties of the document without times, and with its language."""
    language = b"" if b"<dc:language>" in meta else b"<dc:language>en-GB</dc:language>"
    return _TIMES.sub(b"", meta).replace(b"</office:meta>", language + b"</office:meta>", 1)


def _in_order(styles: bytes) -> bytes:
    """The styles of sheets in the order of their names; LibreOffice writes them in another order each time."""
    pages = _PAGE.findall(styles)
    if not pages:
        return styles
    start = styles.index(pages[0])
    return styles[:start] + b"\n".join(sorted(pages)) + _PAGE.sub(b"", styles[start:]).lstrip(b"\n")


def _unlisted(listing: bytes) -> bytes:
    """The list of parts without those that were left out."""
    entry = rb'\s*<manifest:file-entry [^>]*manifest:full-path="(?:Thumbnails|Configurations2)/[^>]*/>'
    return re.sub(entry, b"", listing)
