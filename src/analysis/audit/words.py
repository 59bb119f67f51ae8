"""The numbers in a text."""

from __future__ import annotations

import re

# A time of day, such as 8pm, counts nothing.
NUMBER = re.compile(r"(?<!\w)(?<!\d[.,])\d[\d,]*+(?:\.\d++)?+(?![ap]m\b)")


def numbers_in(text: str) -> list[str]:
    """The numbers in a text, without the commas of thousands."""
    return [found.replace(",", "").rstrip(".") for found in NUMBER.findall(text)]
