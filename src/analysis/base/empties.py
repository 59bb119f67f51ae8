"""What stands in a cell of a raw file where there is nothing to say: ``config/empty.toml``.

The lists here hold where there is no such file; the file that ships says the same, to be seen and changed.
"""

from __future__ import annotations

import re

from pydantic import field_validator

from analysis.base.policies import Record


class EmptyWords(Record):
    """Words that stand for nothing; capitals and spaces do not count. A cell of nothing but dashes needs none.

    ``anywhere`` holds for every column but names of people, ``date`` for dates besides, ``identifier`` for numbers of people and of rows
    besides. Between slashes stands a regular expression that must fit the whole cell.
    """

    anywhere: tuple[str, ...] = (
        *("NULL", "(null)", "<null>", "[null]", "{null}", "\\N", "#NULL", "NA", "N/A", "N.A.", "n.a", "N / A", "<NA>", "NaN", "NaT"),
        *("(blank)", "[blank]", "(empty)"),
    )
    date: tuple[str, ...] = ("None", "nil", "nothing", "0", "/0{4}-00-00.*/", "/00[.\\/]00[.\\/]0{2,4}.*/")
    identifier: tuple[str, ...] = (
        *("N/K", "NK", "N.K.", "U/K", "UK", "UNK", "TBC", "TBA", "TBD", "T.B.C.", "nil", "none", "blank", "empty", "missing"),
        *("new", "anon", "anonymous", "dummy", "test", "temp", "temporary", "various", "undefined", "unallocated", "unassigned"),
        *("void", "-1", "123456789", "1234567890", "/x{2,}/", "/[-0 .]*0[-0 .]*/", "/9[-9 ]{2,}9/"),
        "/(1{6,}|2{6,}|3{6,}|4{6,}|5{6,}|6{6,}|7{6,}|8{6,})/",
        "/(no|not|non|none|nil|un-?known|un-?recorded|un-?available|to be|tbc|awaiting|awaited|pending|see|ask)\\b[^0-9]*/",
    )

    @field_validator("*")
    @classmethod
    def _can_be_used(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        for word in words:
            if not word.strip():
                raise ValueError("an empty word stands for nothing already: take it away")
            if len(word) > 2 and word[0] == word[-1] == "/" and (fault := _fault(word[1:-1])):
                raise ValueError(f"{word} is not a regular expression that can be used ({fault}): put it right, or take the slashes away")
        return words


def _fault(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error)
    return ""
