"""Take the pictures of the README from the outputs of the sample: the page, a chart, pages of the Word file, a sheet of the workbook.

    make pictures

needs Chromium, LibreOffice and poppler's pdftoppm, and the public edition of the year as `overview run 2016-17` builds it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).parents[1]
REPORT = PROJECT / "outputs" / "2016-17" / "public"
IMAGES = PROJECT / "docs" / "images"

SCREEN = {"width": 1100, "height": 1000}
DOTS_PER_INCH = 80
COLOURS = 128
CHART = "missing_episodes-by-time.png"
CHART_WIDTH = 1100
FRAME, GREY = 12, "#d5d9dd"
WORD_PAGES, SHEET_PAGES = (1, 8), (6,)


def main() -> None:
    """Take all pictures, or say what is missing."""
    missing = [name for name in ("chromium", "soffice", "pdftoppm") if not shutil.which(name)]
    missing += [str(REPORT.relative_to(PROJECT))] if not REPORT.exists() else []
    if missing:
        sys.exit(f"Pictures cannot be taken without {', '.join(missing)}.")
    save(page_on_screen(REPORT / "report.html"), "annual-overview")
    save(narrowed(Image.open(REPORT / "charts" / CHART), CHART_WIDTH), "episodes-by-time")
    save(side_by_side(printed(REPORT / "report.docx", WORD_PAGES)), "word-file")
    save(side_by_side([trimmed(page) for page in printed(REPORT / "tables.xlsx", SHEET_PAGES)]), "workbook")


def page_on_screen(page: Path) -> Image.Image:
    """What a reader sees who opens a page."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        shot = Path(folder) / "shot.png"
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        opened = browser.new_page(viewport=SCREEN)
        opened.goto(page.as_uri())
        opened.screenshot(path=shot)
        browser.close()
        return Image.open(shot).convert("RGB")


def printed(document: Path, pages: Sequence[int]) -> list[Image.Image]:
    """Some pages of an office document, as LibreOffice prints it."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, document)
        for page in pages:
            run("pdftoppm", "-r", DOTS_PER_INCH, "-f", page, "-l", page, "-png", folder / f"{document.stem}.pdf", folder / f"page-{page}")
        return [Image.open(next(folder.glob(f"page-{page}-*.png"))).convert("RGB") for page in pages]


def run(*words: object) -> None:
    """Run a command, or stop with what it says."""
    subprocess.run(list(map(str, words)), check=True, capture_output=True)


def side_by_side(pages: Sequence[Image.Image]) -> Image.Image:
    """Pages as they lie on a grey table."""
    width = sum(page.width + FRAME for page in pages) + FRAME
    table = Image.new("RGB", (width, max(page.height for page in pages) + 2 * FRAME), GREY)
    left = FRAME
    for page in pages:
        table.paste(page, (left, FRAME))
        left += page.width + FRAME
    return table


def trimmed(page: Image.Image) -> Image.Image:
    """A page without the empty rest below what is printed on it."""
    left, top, _, bottom = ImageChops.invert(page).getbbox()
    return page.crop((0, 0, page.width, min(page.height, bottom + min(left, top))))


def narrowed(picture: Image.Image, width: int) -> Image.Image:
    """A picture no wider than so many dots."""
    return picture.convert("RGB").resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)


def save(picture: Image.Image, name: str) -> None:
    """Keep a picture in few colours, which is enough for text and charts and keeps the repository small."""
    picture.quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)
    print(IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
