"""In which ways two records are alike, in SQL that DuckDB and Spark read alike.

``_l`` and ``_r`` are the two records, ``{0}`` stands for the column that is compared. Forenames have columns besides that `linkage` works
out with `forms`: ``forename_spelling``, ``forename_sound``, ``forename_long`` (all that a short form stands for, between bars;
``forename_longest`` is the first of them) and ``forename_first``, the first part, with its spelling (``forename_leading``), what it is
short for (``forename_short``) and what it may be a form of (``forename_related``).
"""

from __future__ import annotations

import re

from analysis.intake.people.forms import FIRST_OF_MANY


def _either_way(sql: str) -> str:
    """A condition on two records, or the same on them the other way round."""
    turned = re.sub(r"_([lr])\b", lambda end: "_r" if end.group(1) == "l" else "_l", sql)
    return f"({sql} or {turned})"


def _either_holds(listed: str, name: str) -> str:
    """Whether the list of one record has the name of the other."""
    return _either_way(f"forename_{listed}_l like '%|' || forename_{name}_r || '|%'")


SLIP = (
    "least(length({0}_l), length({0}_r)) >= 4 and substr({0}_l, 1, 1) = substr({0}_r, 1, 1) and "
    "(levenshtein({0}_l, {0}_r) = 1 or (levenshtein({0}_l, {0}_r) = 2 and {0}_letters_l = {0}_letters_r))"
)
ALIKE = "least(length({0}_l), length({0}_r)) >= 5 and levenshtein({0}_l, {0}_r) <= 2 or levenshtein({0}_l, {0}_r) <= 1"
SAME_RUN_TOGETHER = "replace({0}_l, ' ', '') = replace({0}_r, ' ', '')"
LEADS = _either_way("{0}_l like {0}_r || ' %'") + " or " + SAME_RUN_TOGETHER
PART_OF = LEADS + " or " + _either_way("{0}_l like '% ' || {0}_r")
BEGINS = "least(length({0}_l), length({0}_r)) >= 3 and " + _either_way("{0}_l like {0}_r || '%'")

SWAPPED = "forename_l = surname_r and surname_l = forename_r"
SPELLED = "forename_spelling_l = forename_spelling_r"
SOUNDED = "least(length(forename_l), length(forename_r)) >= 4 and forename_sound_l = forename_sound_r"
TRANSPOSED = (
    "length(forename_l) >= 6 and substr(forename_l, 1, 1) = substr(forename_r, 1, 1) "
    "and substr(forename_l, length(forename_l), 1) = substr(forename_r, length(forename_r), 1) and forename_letters_l = forename_letters_r "
    "and levenshtein(forename_l, forename_r) = 2 and forename_vowels_l = forename_vowels_r and forename_is_name_l + forename_is_name_r < 2"
)
"""Two letters inside a name in the other order: no two vowels (Elaina and Eliana), and not where both are names (Kirsten and Kristen)."""

SHORT = _either_holds("long", "spelling")
SHORT_FOR_SEVERAL = _either_way("forename_long_l like '%|' || forename_spelling_r || '|%' and forename_long_l like '%|%|%|%'")
SHORT_FOR_EITHER = f"{SHORT_FOR_SEVERAL} or {_either_holds('long', 'longest')}"

OF_FEW = " and ".join(f"forename_spelling_{end} not in ({', '.join(map(repr, FIRST_OF_MANY))})" for end in "lr")
ONE_FURTHER = "(forename_further_l = forename_further_r or forename_further_l = '' or forename_further_r = '')"
FURTHER = f"{OF_FEW} and ({LEADS.format('forename_spelling')})"
SHORT_AND_FURTHER = f"{OF_FEW} and {ONE_FURTHER} and ({_either_holds('short', 'leading')} or {_either_holds('short', 'shortest')})"
RELATED = f"{ONE_FURTHER} and (forename_first_l = forename_first_r or {_either_holds('related', 'first')})"

SAME_YEAR = "substr(born_l, 1, 4) = substr(born_r, 1, 4)"
NEAR_YEARS = "abs(year_l - year_r) < 10"
