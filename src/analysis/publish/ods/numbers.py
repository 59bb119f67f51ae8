"""Formats of numbers as `analysis.publish.workbook.number_of` gives them: what they say, and how they print a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

GENERAL = "General"

_FORM = re.compile(r'(?P<before>[+\N{MINUS SIGN}]?)(?P<whole>#,##0|0)(?:\.(?P<decimals>0+))?(?P<percent>%?)(?:"(?P<after>[^"]*)")?')


@dataclass(frozen=True)
class NumberForm:
    """How a number is printed: its decimals, whether thousands are set apart, whether it is a percentage, and what stands around it."""

    before: str
    is_grouped: bool
    decimals: int
    is_percentage: bool
    after: str

    def printed(self, value: float) -> str:
        kind = "%" if self.is_percentage else "f"
        return f"{self.before}{value:{',' * self.is_grouped}.{self.decimals}{kind}}{self.after}"


def forms(number_format: str) -> tuple[NumberForm, ...]:
    """One form, or two where numbers below nought have one of their own; none for a number that is printed as it is.

    Raises `ValueError` for a format of another kind.

    >>> forms("0.0%")
    (NumberForm(before='', is_grouped=False, decimals=1, is_percentage=True, after=''),)
    """
    return () if number_format == GENERAL else tuple(map(_form, number_format.split(";")))


def printed(value: float, number_format: str) -> str:
    """A number as its format prints it.

    >>> printed(2646, "#,##0"), printed(0.48, '0%" [r]"'), printed(-104, "+#,##0;\N{MINUS SIGN}#,##0"), printed(13, "General")
    ('2,646', '48% [r]', '−104', '13')
    """
    match forms(number_format):
        case ():
            return digits(value)
        case (only,):
            return only.printed(value)
        case (other, below):
            return below.printed(-value) if value < 0 else other.printed(value)


def digits(value: float) -> str:
    """A number as a file holds it, with as many digits as programs for workbooks keep.

    >>> digits(2646), digits(0.9399999999999999)
    ('2646', '0.94')
    """
    return f"{value:.15g}"


def _form(section: str) -> NumberForm:
    found = _FORM.fullmatch(section)
    if not found:
        raise ValueError(f"{section!r} is no format of a number that a workbook of tables has")
    return NumberForm(found["before"], found["whole"] != "0", len(found["decimals"] or ""), bool(found["percent"]), found["after"] or "")
