"""``datapackage.json``: what each column of ``results.csv`` means, for programs, in the form of Frictionless Data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from analysis.base.formats import MARK_WORDS
from analysis.base.hashing import sha256
from analysis.publish.page import Page

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "datapackage.json"

# What stands in place of a number, and why. The standard takes texts alone or records alone, never both in one list.
NO_NUMBER = [
    {"value": "", "label": "no number belongs here"},
    *({"value": letter, "label": MARK_WORDS[letter]} for letter in ("c", "x", "z")),
]

FIELDS: tuple[dict[str, Any], ...] = (
    {"name": "indicator", "type": "string", "description": "Key of the indicator; the methodology defines each."},
    {"name": "definition_version", "type": "string", "description": "Version of the indicator's definition."},
    {
        "name": "period",
        "type": "string",
        "description": "A reporting year (2016-17), a quarter of one (2016-17-Q3), whole months (2016-07 to 2017-04) or all up to a month.",
        "constraints": {"required": True, "pattern": r"\d{4}-\d{2}(-Q[1-4])?|\d{4}-\d{2} to \d{4}-\d{2}|to \d{4}-\d{2}"},
    },
    {"name": "breakdown", "type": "string", "description": "What the figure is divided by; empty for the whole."},
    {"name": "category", "type": "string", "description": "The part of the breakdown; empty for the whole."},
    {"name": "numerator", "type": "number", "description": "The count, or the part of a share.", "missingValues": NO_NUMBER},
    {"name": "denominator", "type": "number", "description": "The whole of a share or category.", "missingValues": NO_NUMBER},
    {"name": "value", "type": "string", "description": "The figure as printed: a number, a range of ages, or a mark in its place."},
    {"name": "unit", "type": "string", "description": "What is counted; shares are percentages of it."},
    {"name": "population", "type": "string", "description": "Among whom or what it is counted."},
    {"name": "marker", "type": "string", "description": "Marks of the figure.", "missingValues": [""]},
)

KEY = ["indicator", "period", "breakdown", "category"]


def write_datapackage(results: Path, page: Page) -> Path:
    """Describe a file of results beside it."""
    path = results.parent / NAME
    text = json.dumps(_package(results, page), indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def _package(results: Path, page: Page) -> dict[str, Any]:
    return {
        "$schema": PROFILE,
        "name": "safeguarding-figures",
        "title": page.title,
        "description": " ".join([*(" ".join(words) for words in page.banners), page.subtitle]),
        "contributors": [{"title": page.authority, "roles": ["publisher"]}],
        "resources": [
            {
                "name": "results",
                "type": "table",
                "path": results.name,
                "title": "Every figure, one a row",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": results.stat().st_size,
                "hash": f"sha256:{sha256(results)}",
                "schema": {"fields": list(FIELDS), "missingValues": [""], "primaryKey": KEY},
            }
        ],
    }
