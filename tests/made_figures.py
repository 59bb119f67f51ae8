"""Figures made up for a test, as rows of the results table: a count, a share, or a whole with its parts, in two years."""

from fractions import Fraction

import pandas as pd

from analysis.base.formats import half_up
from analysis.base.spec import RESULT_COLUMNS
from analysis.disclose import Publishable
from tests.show.seen import seen, with_verdicts

NOW, BEFORE = "2016-17", "2015-16"


def row(key, period, **cells):
    return dict.fromkeys(RESULT_COLUMNS, "") | {"indicator": key, "period": period, "definition_version": "1"} | cells


def count(key, value, period=NOW, unit="children"):
    return [row(key, period, numerator=str(value), value=str(value), unit=unit)]


def share(key, part, whole, period=NOW, unit="percent of interviews required"):
    value = f"{half_up(Fraction(100 * part, whole))}"
    return [row(key, period, numerator=str(part), denominator=str(whole), value=value, unit=unit)]


def divided(key, breakdown, period=NOW, whole=None, **parts):
    """A whole and its parts by category; a part that is "c" is hidden, and then the whole must be given."""
    whole = whole or sum(parts.values())
    cells = ((code, {"numerator": "c", "value": "c"} if n == "c" else counted(n, whole)) for code, n in parts.items())
    split = [row(key, period, breakdown=breakdown, category=code, denominator=str(whole), unit="percent of x", **c) for code, c in cells]
    return [*count(key, whole, period, "episodes"), *split]


def counted(n, whole):
    return {"numerator": str(n), "value": f"{half_up(Fraction(100 * n, whole))}"}


def viewed(*groups, period=NOW, **verdicts):
    """The view of a period on these rows, with verdicts by the keys of indicators."""
    rows = [one for group in groups for one in group]
    publishable = Publishable(pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str"), "public")
    return seen(with_verdicts(publishable, verdicts, period), period)
