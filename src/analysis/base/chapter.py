"""What a chapter of the report is: its sections, tables, figures and caveats, as one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.base.spec import Indicator
from analysis.base.table import TableRecord


@dataclass(frozen=True)
class Chapter:
    """One chapter, which a council's report has or does without as a whole.

    ``sections`` are the keys of its sections, whose headings stand in ``config/headings.toml``; ``headlines`` those of figures that a
    reader with two minutes sees first; ``caveats`` what to bear in mind, by the code that records name. ``builds_on`` names the chapters
    whose tables it counts. ``heading`` is that of its one section where the record says it itself, as a council's own does.
    """

    key: str
    tables: tuple[TableRecord, ...]
    indicators: tuple[Indicator, ...]
    sections: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    caveats: Mapping[str, str] = field(default_factory=dict)
    builds_on: tuple[str, ...] = ()
    heading: str = ""
