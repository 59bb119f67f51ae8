"""What `overview check` makes of files that nobody should send, and what that costs: `make bench`.

Each file is looked at by the command itself in a process of its own, so time and memory are those that an analyst would see.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

PROJECT = Path(__file__).parents[1]
HEADER = "Referral ID,Date received,Date of birth"
ROWS = 25_000_000

Make = Callable[[Path], None]


def repeated_line(line: str, rows: int = ROWS) -> Make:
    """A CSV file with the same line under its header again and again."""

    def make(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(HEADER + "\n")
            for _ in range(rows // 100_000):
                file.write((line + "\n") * 100_000)

    return make


def columns(count: int) -> Make:
    """A CSV file that is very wide."""
    return lambda path: path.write_text(",".join(f"C{n}" for n in range(count)) + "\n" + "," * (count - 1) + "\n", encoding="utf-8")


def far_cell(place: str) -> Make:
    """A workbook with one cell far away from the others."""

    def make(path: Path) -> None:
        book = openpyxl.Workbook()
        book.active.append(HEADER.split(","))
        book.active[place] = "x"
        book.save(path)

    return make


def repeated_in_ods(rows: int = 1, columns: int = 1) -> Make:
    """An OpenDocument sheet that says of a row, or of its cells, how often they are repeated."""
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    sheet = f'<office:body><office:spreadsheet><table:table table:name="S">{row}</table:table></office:spreadsheet></office:body>'
    spaces = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    content = f'<?xml version="1.0"?><office:document-content{spaces} office:version="1.2">{sheet}</office:document-content>'

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", content)
            archive.writestr("META-INF/manifest.xml", "<manifest/>")

    return make


FILES: dict[str, tuple[str, Make]] = {
    "25,000,000 rows of commas": (".csv", repeated_line(",,")),
    "25,000,000 empty lines": (".csv", repeated_line("")),
    "25,000,000 lines of spaces": (".csv", repeated_line("   ")),
    "25,000,000 rows of quoted nothing": (".csv", repeated_line('"","",""')),
    "25,000,000 rows of dashes": (".csv", repeated_line("-,-,-")),
    "25,000,000 rows of NUL": (".csv", repeated_line("\0")),
    "25,000,000 rows of one letter": (".csv", repeated_line("x")),
    "200,000 columns": (".csv", columns(200_000)),
    "a cell in XFD2": (".xlsx", far_cell("XFD2")),
    "a cell in A1048576": (".xlsx", far_cell("A1048576")),
    "a cell in XFD1048576": (".xlsx", far_cell("XFD1048576")),
    "a row repeated 2,000,000,000 times": (".ods", repeated_in_ods(rows=2_000_000_000)),
    "a cell repeated 200,000 times": (".ods", repeated_in_ods(columns=200_000)),
    "both": (".ods", repeated_in_ods(rows=1_048_576, columns=16_384)),
}
"""What the file holds, with its ending and what makes it."""


def looked_at(path: Path, root: Path) -> tuple[str, float, float]:
    """The first line that the command says, its seconds on the clock and the memory of its largest process in MB."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "check", "--workspace", root, path], capture_output=True, text=True, check=False
    )
    taken, peak = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    said = (done.stderr or done.stdout).replace(str(path), path.name).strip()
    return "a traceback" if "Traceback" in said else said.splitlines()[0][:160], taken, peak


def main() -> None:
    """Make each file, have it looked at, print a row of a table; each in a process of its own, so that memory is its own too."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", nargs="?", choices=FILES)
    name = parser.parse_args().name
    if name is None:
        print("| file | what is said of it first | seconds | MB |\n| --- | --- | ---: | ---: |", flush=True)
        for one in FILES:
            subprocess.run([sys.executable, __file__, one], check=True)
        return
    ending, make = FILES[name]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(PROJECT / "config", root / "config")
        make(root / f"referrals{ending}")
        said, seconds, peak = looked_at(root / f"referrals{ending}", root)
    print(f"| `{ending}`, {name} | {said} | {seconds:.1f} | {peak:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
