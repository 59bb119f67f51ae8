"""What the files of a folder are compared with: its open data, and the words that a release brings along."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml.etree import _Element

from analysis.audit.numbers_in_text import says_a_number
from analysis.audit.opendata import BENCHMARKS, OPEN_DATA, PAGES, Open
from analysis.audit.saying_again import Said
from analysis.audit.standing import Standing
from analysis.audit.terms import Terms
from analysis.base.elements import parsed
from analysis.base.spec import Indicator
from analysis.chapters import BY_KEY

MANIFEST = "manifest.json"

_LABEL = re.compile(r"^(Commentary(?= )|Period|Report to|Edition|(Data for )?(Table|Figure) \d+):? ")
_NUMBER_IN_NAME = re.compile(r"[_-]+")
_YEAR = re.compile(r"\b\d{4}\b")


@dataclass(frozen=True)
class Known:
    """The open data of a folder, the standing words, what others published, and what the manifest says was read."""

    folder: Path
    data: Open
    terms: Terms
    standing: Standing
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, terms: Terms) -> Known:
        """What is known of a folder that has a ``results.csv``."""
        data, told = Open.of(folder / OPEN_DATA), folder / MANIFEST
        # Calendar years stand by themselves: those of the periods, and those for which others published.
        said = (*(row["year"] for row in data.published.values()), *(row["period"] for row in data.rows.values()))
        named = terms.standing.with_years(year for one in said for year in _YEAR.findall(one or ""))
        return cls(folder, data, terms, named, json.loads(told.read_text(encoding="utf-8")) if told.exists() else {})

    @cached_property
    def files(self) -> frozenset[str]:
        """The names of the files that were read."""
        return frozenset(self.manifest.get("inputs", ()))

    def names(self, words: str) -> bool:
        """Whether a name is an address of the open data or of what others published, or a file that was read."""
        return words in self.data.rows or words in self.data.published or words in self.files or words == BENCHMARKS

    def says(self, words: str) -> bool:
        """Whether the page of the report, or a text that the release brings along, says these words."""
        number, _, rest = words.removeprefix("• ").partition(" ")
        if (number, _LABEL.sub("", rest)) in self.said.counted:
            return True
        told = _LABEL.sub("", words.removeprefix("• "))
        return self.said.has(told) or not self.standing.unexplained(told)

    def page(self, path: Path) -> _Element:
        """A page of the folder, read once: others say it again, are printed from it or lead to places in it."""
        if path not in self._pages:
            self._pages[path] = parsed(path.read_text(encoding="utf-8"))
        return self._pages[path]

    def place(self, page: str, name: str) -> _Element | None:
        """What is called so in a page of the folder; nothing where there is no such page."""
        if page not in self._places:
            path = self.folder / page
            is_page = path.suffix == ".html" and path.is_file()
            self._places[page] = {one.get("id"): one for one in self.page(path).xpath("//*[@id]")} if is_page else {}
        return self._places[page].get(name)

    @cached_property
    def _pages(self) -> dict[Path, _Element]:
        """The pages that were read before."""
        return {}

    @cached_property
    def _places(self) -> dict[str, dict[str, _Element]]:
        """What has a name in pages that links led to before."""
        return {}

    def is_key(self, name: str) -> bool:
        """Whether a name is made of the keys of what is counted, and of words."""
        keys = {row["indicator"] for row in self.data.rows.values()} | {row["measure"] for row in self.data.published.values()}
        return not says_a_number(_NUMBER_IN_NAME.sub(" ", _without(name, keys | set(BY_KEY))))

    @cached_property
    def records(self) -> Mapping[str, Indicator]:
        """What is counted, by its key, in the words of the authority."""
        return self.terms.records or BY_KEY

    @cached_property
    def said(self) -> Said:
        """The page of the report, or the answer to a request, that documents and workbooks say again."""
        return Said(tuple(self.page(self.folder / name) for name in PAGES if (self.folder / name).exists()))


def _without(name: str, keys: set[str]) -> str:
    for key in sorted(keys, key=len, reverse=True):
        name = name.replace(key, " ")
    return name
