"""One reading of identifiers, whichever table and column they stand in: numbers of people, of rows, and of rows of another table.

Which columns are identifiers, the records of the tables say. What is none joins nobody: a word for "no number", or a number that a
spreadsheet has spoilt, as 1.00235E+11 stands for ten thousand numbers. A row's own number is told apart by other rows having none
alike, so noughts and nines are a number there: rows may be counted from 0 to 9999.
"""

from __future__ import annotations

import re

from analysis.chapters.tables import EXTRACTS
from analysis.intake.extracts import Spellings

IDENTIFIERS = frozenset(name for table in EXTRACTS.values() for name in table.named("identifier"))
"""The columns that hold numbers of people, or of rows of another table."""

SPOILT = re.compile(r"[+-]?[0-9]([.,][0-9]+)?E\+[0-9]{1,3}|[+-]?[0-9][.,][0-9]+E[0-9]{1,3}", re.IGNORECASE)
"""Scientific notation, which has lost the last digits; `read` writes numbers of a workbook with more than 15 digits so."""

_DECIMALS = re.compile(r"([0-9]+|[0-9]{1,3}(,[0-9]{3})+)\.0+|[0-9]{1,3}(,[0-9]{3})+")


def is_spoilt(text: str) -> bool:
    """Whether a spreadsheet has made another number of it.

    >>> is_spoilt("1.00235E+11"), is_spoilt("12E3")
    (True, False)
    """
    return SPOILT.fullmatch(text) is not None


def plain_number(text: str) -> str:
    """A whole number without the decimals or commas that a spreadsheet gave it; anything else as it is.

    >>> plain_number("1001.0"), plain_number("1,001"), plain_number("1001.5"), plain_number("A.0")
    ('1001', '1001', '1001.5', 'A.0')
    """
    return text.partition(".")[0].replace(",", "") if _DECIMALS.fullmatch(text) else text


def is_no_number(text: str, words: Spellings, is_key: bool) -> bool:
    """Whether a word, or a filler such as 9999999, says that there is no number."""
    return words.meaning(text) is not None and not (is_key and any(sign.isdigit() for sign in text))
