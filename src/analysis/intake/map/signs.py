"""Signs that programs put into a cell beside what it says: guards against Excel, and signs that nobody sees."""

from __future__ import annotations

import re
import unicodedata

_SHOWN = r"#(N/A( N/A)?|GETTING_DATA|[A-Z][A-Z0-9_]*/?[0-9]?[!?]|FORMULA WITHOUT A VALUE|#{2,})|Err:[0-9]{3}"
ERROR = re.compile(rf"{_SHOWN}|=.*[A-Z(].*", re.IGNORECASE)
"""What a spreadsheet shows where it has no value, a formula in place of its value, and what `read` writes for one that was not stored."""

DASHES = re.compile(r"[-\u2010-\u2015\u2212\s]+")
"""What says that there is nothing."""

SIGNS = re.compile(r"[\W_]+")
"""What cannot be the number of anybody."""

_GUARDED = re.compile(r"=\s*\"(.*)\"|=\s*'(.*)'|=\s*([0-9]+)", re.DOTALL)
_QUOTES = "'\"`\u2018\u2019\u201c\u201d\u00b4"


def without_invisible(text: str) -> str:
    """The text without signs that take no room (such as U+200B, U+FEFF or a soft hyphen), and with plain spaces, none at its ends.

    >>> without_invisible("\\ufeff10\\u200b01\\xa0")
    '1001'
    """
    seen = (" " if unicodedata.category(sign) == "Zs" else sign for sign in text if unicodedata.category(sign) != "Cf")
    return "".join(seen).strip()


def without_formula(text: str) -> str:
    """The text without ``="..."`` around it, by which programs keep Excel from taking a number for one.

    >>> without_formula('="0012"')
    '0012'
    """
    guarded = _GUARDED.fullmatch(text)
    return "".join(filter(None, guarded.groups())).strip() if guarded else text


def without_quotes(text: str) -> str:
    """The text without an apostrophe before it, or quotation marks around it, that were left over.

    >>> without_quotes("'1001"), without_quotes('"1001"')
    ('1001', '1001')
    """
    return text.strip(_QUOTES + " \t")
