"""All spoilings."""

from __future__ import annotations

from tests.spoilings import editors, excel, exports, people

SPOILINGS = (*excel.SPOILINGS, *editors.SPOILINGS, *exports.SPOILINGS, *people.SPOILINGS)
