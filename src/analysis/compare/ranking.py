"""Which of several shares of one whole is the largest, where more than chance says so.

Two categories of one whole are held against each other as two counts: were both as likely, each event of the two would be one or the
other as a coin falls. Events gather in few children, whom nobody sees here, so one chance in a hundred is asked for and not one in twenty.
"""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.spec import Figure
from analysis.compare.verdicts import halves

BY_CHANCE = 0.01


def clear_leader(shares: Iterable[Figure]) -> Figure | None:
    """The largest of the shares of one whole; nothing where the next is as large, or nearly.

    Of 30, 12 and 5 the first leads; of 14, 13 and 12 none does.
    """
    first, *others = sorted(shares, key=lambda one: -one.numerator)
    if not others:
        return first
    ahead, behind = float(first.numerator), float(others[0].numerator)
    return first if ahead > behind and halves(ahead, ahead + behind) <= BY_CHANCE else None
