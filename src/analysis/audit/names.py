"""The names of files, and the charts that stand in files of their own beside the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.audit.alternatives import Cells
from analysis.audit.known import Known
from analysis.audit.numbers_in_text import says_a_number, without_dates
from analysis.audit.pages import decoded
from analysis.audit.pictures import picture_faults


def name_faults(path: Path, known: Known) -> Iterator[str]:
    """A number in the name of a file that is neither a date nor the key of what is counted."""
    for part in (*path.parts[:-1], path.name.partition(".")[0]):
        name = without_dates(part)
        if says_a_number(name.replace("_", " ").replace("-", " ")) and not known.is_key(name):
            yield "its name holds a number"
    if path.name.partition(".")[2].count(".") > 1:
        yield "its name has more endings than a kind of file"


def file_of_chart_faults(path: Path, known: Known) -> Iterator[str]:
    """A chart in a file of its own is the one that the report shows."""
    drawing = path.read_text(encoding="utf-8")
    if drawing not in {decoded(image) for root in known.said.roots for image in root.iter("img")}:
        yield "it is not a picture of the report"
        yield from picture_faults(drawing, Cells())
