"""What a notebook shows of a mistake in a cell: the line that made it, and what is wrong, in place of forty lines of a program."""

from __future__ import annotations

import traceback
from collections.abc import Iterable

CELLS = ("ipykernel_", "<ipython-input")
"""What the names of the files hold that stand for cells."""


def in_two_lines(error: BaseException) -> list[str]:
    """The line of the cell in which an error began, and what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    return [*_line_of_cell(frames), f"{error}"]


def _line_of_cell(frames: Iterable[traceback.FrameSummary]) -> list[str]:
    of_cells = [one for one in frames if any(name in one.filename for name in CELLS)]
    return [f"Line {of_cells[-1].lineno}: {of_cells[-1].line}"] if of_cells else []
