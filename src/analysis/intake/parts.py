"""Columns that no header of a file holds as they are: joined of several, or a part of one.

A name stands in two columns, or surname, forename and number in one: ``Smith, Ann (1001)``. Patterns are of RE2, which looks at each sign
once: no pattern takes longer on a longer cell than the cell is long, whatever is written there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import pandas as pd
import pyarrow as pa
from pyarrow import compute
from pydantic import Field

from analysis.base.settings import Record


class Join(Record):
    """A column that is what stands under several headers, in this order, with a separator between. What is empty is left out with it.

    Where they are ``named``, each stands after its header: ``CSE: Yes; CCE: No``, with ``"; "`` as the separator.
    """

    headers: tuple[str, ...] = Field(min_length=2)
    separator: str = " "
    named: bool = False

    def cells(self, parts: Sequence[pd.Series]) -> pd.Series:
        """The text of each row; empty where all its parts are."""
        if self.named:
            parts = [f"{header}: " + part for header, part in zip(self.headers, parts, strict=True)]
        return reduce(lambda text, part: (text + self.separator + part).fillna(text).fillna(part), parts)


class Split(Record):
    """A column that is a part of what stands under a header: what the one group of a pattern holds, which must fit all of the cell."""

    header: str = Field(min_length=1)
    pattern: str

    @property
    def fault(self) -> str:
        """Why the pattern cannot be used; "" when it can."""
        try:
            compute.match_substring_regex(pa.array([""]), pattern=self.pattern)  # Alone, so that no bracket closes one of ours.
            compute.replace_substring_regex(pa.array([""]), pattern=self._whole, replacement=r"\1")
        except pa.ArrowInvalid as error:
            return "no group" if "Rewrite schema" in str(error) else str(error).partition(": ")[2].partition(": (?s)")[0]
        return "more than one group" if self._has_second_group else ""

    def cells(self, whole: pd.Series) -> pd.Series:
        """The part of each cell; empty where the cell is, or the part, and where the pattern does not fit."""
        part = compute.replace_substring_regex(pa.array(whole), pattern=self._whole, replacement=r"\1")
        return pd.Series(part.to_pandas().to_numpy(), index=whole.index, dtype=whole.dtype).where(self.fits(whole))

    def fits(self, whole: pd.Series) -> pd.Series:
        """Whether the pattern fits each cell; an empty one it does not."""
        fitting = compute.fill_null(compute.match_substring_regex(pa.array(whole), pattern=self._whole), False)
        return pd.Series(fitting.to_numpy(zero_copy_only=False), index=whole.index)

    @property
    def _whole(self) -> str:
        return f"(?s)^(?:{self.pattern})$"

    @property
    def _has_second_group(self) -> bool:
        try:
            compute.replace_substring_regex(pa.array([""]), pattern=self._whole, replacement=r"\2")
        except pa.ArrowInvalid:
            return False
        return True
