"""What is worked out about rows before they are counted: bands of time, the placement on a day, what two systems hold of one absence."""

from analysis.intake.derived.bands import by_dates, duration_band, held_within, interview_by_date, interviewed_within, risk_level
from analysis.intake.derived.clocks import hours_between
from analysis.intake.derived.days import days_between, is_before, least_and_most, without_time
from analysis.intake.derived.looked_after import looked_after_missing
from analysis.intake.derived.nearest import nearest
from analysis.intake.derived.order import in_time_order
from analysis.intake.derived.placed import PLACED, placed_on_the_day, with_placement

__all__ = [
    "PLACED",
    "by_dates",
    "days_between",
    "duration_band",
    "held_within",
    "hours_between",
    "in_time_order",
    "interview_by_date",
    "interviewed_within",
    "is_before",
    "least_and_most",
    "looked_after_missing",
    "nearest",
    "placed_on_the_day",
    "risk_level",
    "with_placement",
    "without_time",
]
