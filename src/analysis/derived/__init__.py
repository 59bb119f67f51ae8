"""What is worked out about rows before they are counted: bands of time, the placement on a day, what two systems hold of one absence."""

from analysis.derived.bands import duration_band, held_within, hours_between, interviewed_within, risk_level, without_time
from analysis.derived.looked_after import looked_after_missing
from analysis.derived.nearest import nearest
from analysis.derived.placed import PLACED, placed_on_the_day, with_placement

__all__ = [
    "PLACED",
    "duration_band",
    "held_within",
    "hours_between",
    "interviewed_within",
    "looked_after_missing",
    "nearest",
    "placed_on_the_day",
    "risk_level",
    "with_placement",
    "without_time",
]
