"""The signs and words for how a figure varies and whether its target will be met, for every table, chart and sentence."""

from __future__ import annotations

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import plain, thousands
from analysis.base.spec import Indicator
from analysis.compare.baselines import LEAST, LEAST_YEARS, MOST, MOVE_OF_A_DEVIATION, SEASONAL_BELOW
from analysis.compare.process_limits import Assurance, Usual, Variation
from analysis.compare.signals import NEAR_OF, OF_PAIRS, RUN, STEADY, SignalRule
from analysis.compare.targets import Target

SIGNS = {Assurance.WILL: "✓", Assurance.MAY: "?", Assurance.WILL_NOT: "✗"}
COMMON, UP, DOWN = "○", "▲", "▼"
RISING, FALLING = "↗", "↘"

ALL_PAIRS = STEADY * (STEADY - 1) // 2
ONE_WAY = (ALL_PAIRS + OF_PAIRS) // 2

RULES = (
    f"A usual range is worked out from ~{LEAST}~ to ~{MOST}~ quarters before the one that is judged, as long as they were counted alike "
    "and every one of them is shown. It is the average of those quarters, less and plus ~3~ standard deviations; one is the average move "
    f"from one quarter to the next divided by ~{MOVE_OF_A_DEVIATION}~ (an XmR chart).",
    "Counts and percentages vary by at least what chance alone does, by the Poisson and the binomial distribution. Where the earlier "
    "quarters moved by more than that, as events do that come in clusters, the range is wider by as much (the negative binomial and the "
    "beta-binomial distribution; for large groups a Laney P' chart). The range of a percentage depends on how many it is a percentage of.",
    f"From ~{LEAST_YEARS}~ whole years on, each quarter is held against the average of the same quarters of those years, where a test "
    f"(Friedman's, at ~{SEASONAL_BELOW:.0%}~) says that figures differ by the quarter of the year.",
    "Common cause variation (“as usual”) is how a figure varies when nothing behind it has changed. Special cause variation is any of "
    f"these: a quarter outside the usual range; ~2~ of ~{NEAR_OF}~ quarters, the last among them, near the same end of it (beyond ~2~ "
    f"standard deviations); ~{RUN}~ quarters in a row above the average, or below; ~{RUN}~ quarters of which each is higher than the one "
    f"before, or lower; and a steady rise or fall over ~{STEADY}~ quarters, in which at least ~{ONE_WAY}~ of the ~{ALL_PAIRS}~ pairs of "
    "quarters go one way. The first four are those of NHS England's “Making data count”.",
    "Special cause is called an improvement or a concern only where the indicator says which direction is better. It is a reason to ask "
    "what happened, and no answer.",
    "False alarms: where nothing has changed, an amount lies above a range of ~7~ quarters by chance in about ~1~ of ~56~ quarters, and "
    "below as often; above one of ~20~ quarters in about ~1~ of ~180~. All five signs together are given by chance in up to ~1~ of ~35~ "
    "on each side. On a page with twenty figures one such alarm is to be expected.",
    "A target “will be met” when the whole usual range is at the target or better, “will not be met” when none of it is, and “may or may "
    "not be met” when it lies within. That holds as long as nothing changes.",
)


def variation_said(one: Usual) -> Markup:
    """How a figure varies: a sign, and words that do not need it: "▼ lower: concern"."""
    if not one.signal:
        return _signed(COMMON, "as usual")
    sign, words = (UP, "higher") if one.signal.is_up else (DOWN, "lower")
    return _signed(sign, words + _judged(one))


def standing_said(one: Usual | None) -> Markup:
    """Where a figure stands beside its own history: one sign, and words that do not need it: "▼ unusually low: concern"."""
    if one is None or one.why_none:
        return Markup(one.why_none.value if one else Variation.TOO_FEW.value)
    if not one.signal:
        return _signed(COMMON, "usual")
    is_course = one.signal.rule in {SignalRule.RUN, SignalRule.STEADY}
    course, place = ((RISING, "rising"), (UP, "unusually high")) if one.signal.is_up else ((FALLING, "falling"), (DOWN, "unusually low"))
    sign, words = course if is_course else place
    return _signed(sign, words + _judged(one))


def assurance_said(one: Usual) -> Markup:
    """Whether the target will be met, with a sign."""
    return _signed(SIGNS[one.assurance], one.assurance.value)


def target_said(target: Target, indicator: Indicator) -> Markup:
    """A target: a term, because it was set and not counted."""
    percent = "%" * indicator.measure.kind.startswith("share")
    words = "at least" if indicator.better == "higher" else "at most"
    return markup.with_terms(f"{words} ~{thousands(plain(target.value))}{percent}~")


def _judged(one: Usual) -> str:
    return f": {one.variation.value}" if one.variation in {Variation.CONCERN, Variation.IMPROVEMENT} else ""


def _signed(sign: str, words: str) -> Markup:
    return Markup('<span aria-hidden="true">{}</span> {}').format(sign, words)
