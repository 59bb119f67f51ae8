"""The signs and words for how a figure varies and whether its target will be met, for every table, chart and sentence."""

from __future__ import annotations

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import plain, thousands
from analysis.base.spec import Indicator
from analysis.compare.process_limits import Assurance, Usual, Variation
from analysis.compare.targets import Target

SIGNS = {Assurance.WILL: "✓", Assurance.MAY: "?", Assurance.WILL_NOT: "✗"}
COMMON, UP, DOWN = "○", "▲", "▼"

RULES = (
    "A usual range is worked out from ~7~ to ~20~ quarters before the one that is judged, as long as they were counted alike and every one "
    "of them is shown. It is the average of those quarters, less and plus ~3~ times what they vary by, which is the average move from one "
    "quarter to the next divided by ~1.128~ (an XmR chart).",
    "Counts and percentages vary by at least what chance alone does, by the Poisson and the binomial distribution. Where the earlier "
    "quarters moved more than that, as events do that come in clusters, the range is wider by as much (the negative binomial and the "
    "beta-binomial distribution; for large groups a Laney P' chart). The range of a percentage depends on how many it is a percentage of.",
    "From ~4~ whole years on, each quarter is held against the average of the same quarters of those years, where a test (Friedman's, at "
    "~5%~) says that figures differ by the quarter of the year.",
    "Common cause variation (“as usual”) is how a figure varies when nothing behind it has changed. Special cause variation is any of "
    "these: a quarter outside the usual range; ~2~ of ~3~ quarters near the same end of it, the last among them (beyond ~2~ of the ~3~ "
    "times); ~7~ quarters in a row above the average, or below; ~7~ quarters of which each is higher than the one before, or lower; and a "
    "steady rise or fall over ~8~ quarters, in which at least ~23~ of the ~28~ pairs of quarters go one way. The first four are those of "
    "NHS England's “Making data count”.",
    "Special cause is called an improvement or a concern only where the indicator says which direction is better. It is a reason to ask "
    "what happened, and no answer.",
    "False alarms: where nothing has changed, a quarter lies above a range of ~7~ quarters by chance in about ~1~ of ~55~, and below as "
    "often; of ~20~ quarters in about ~1~ of ~190~. All five signs together are given by chance in about ~1~ of ~30~ on each side. On a "
    "page with twenty figures one such alarm is to be expected.",
    "A target “will be met” when the whole usual range is at the target or better, “will not be met” when none of it is, and “may or may "
    "not be met” when it lies within. That holds as long as nothing changes.",
)


def variation_said(one: Usual) -> Markup:
    """How a figure varies: a sign, and words that do not need it: "▼ lower: concern"."""
    if not one.signal:
        return _signed(COMMON, "as usual")
    sign, words = (UP, "higher") if one.signal.is_up else (DOWN, "lower")
    judged = f": {one.variation.value}" if one.variation in {Variation.CONCERN, Variation.IMPROVEMENT} else ""
    return _signed(sign, words + judged)


def assurance_said(one: Usual) -> Markup:
    """Whether the target will be met, with a sign."""
    return _signed(SIGNS[one.assurance], one.assurance.value)


def target_said(target: Target, indicator: Indicator) -> Markup:
    """A target: a term, because it was set and not counted."""
    percent = "%" * indicator.measure.kind.startswith("share")
    words = "at least" if indicator.better == "higher" else "at most"
    return markup.with_terms(f"{words} ~{thousands(plain(target.value))}{percent}~")


def _signed(sign: str, words: str) -> Markup:
    return Markup('<span aria-hidden="true">{}</span> {}').format(sign, words)
