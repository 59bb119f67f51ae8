"""The official code lists, ``config/codes/<list>.toml``, and the rules by which systems spell their codes.

Systems write a code of a national list in many ways: ``C2``, ``C2 - Full care order``, ``b) Full Care Orders``, ``FULL CARE ORDER [C2]``,
``FCO``. What is written as a mark of its own (first, or in brackets) is the code; the rest is looked through for names of codes, of which
the longest counts. Code and name must agree: ``H5 - Young offender institution`` says two things, and so nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from analysis.base.policies import refuse
from analysis.base.settings import Fault, Record, Workspace, files_like, read_record

FOLDER = "codes"

ITEM = re.compile(r"^\(?[a-z]{1,2}\)\s*(?=\S)")
"""The letter that counts an entry of a list: ``a) Male``, ``(b) Female``."""

DENIED = {"not", "no", "non", "never", "ex", "former", "formerly", "previous", "previously"}
"""Before a name of a code, with nothing but small words between, these say that it is something else."""

SMALL = {"a", "an", "the", "on", "in", "under", "with"}

DOUBTED = {"application", "applied", "pending", "requested", "discharged", "revoked", "ended", "expired", "lapsed"}
"""Anywhere in a spelling these say that the code does not hold yet, or no longer."""

Names = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]
Words = tuple[str, ...]


class OfficialCode(Record):
    """One code of a national list: how it is called there and elsewhere, and which of our codes it means.

    Without ``means`` we have no code for it, and what is spelled so is left to the mapping. What is ``withdrawn`` counts when it stands
    alone, or when a name beside it says the same: such marks have been used for other things since.
    """

    code: str = Field(min_length=1)
    name: str = Field(min_length=1)
    names: Names = ()
    means: str = ""
    withdrawn: bool = False

    @cached_property
    def mark(self) -> re.Pattern[str]:
        """The code as a mark of its own, with nothing or a sign behind it if it is a single one. In or out of the area may follow."""
        end = r"(?=\.?\s*$|\s*[-:=)\]\"'])" if len(self.code) == 1 else r"(?![^\W_])"
        return re.compile(rf"(?:^|[\[(\"':]|\s-)\s*{re.escape(self.code.casefold())}(?:[ab]| ?in| ?out)?{end}")


class CodeList(Record):
    """A list of codes: ``config/codes/<list>.toml``. ``short`` says how words are shortened in spellings of it."""

    title: str
    short: dict[str, str] = {}
    code: tuple[OfficialCode, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> CodeList:
        names = [(" ".join(words), code) for words, code in self._phrases]
        faults = [
            f"{name!r} is a name of {one.code} and of {other.code}, which mean different things: leave it with one of them"
            for name, one in names
            for same, other in names
            if name == same and one.code < other.code and one.means != other.means
        ]
        marks = [code.code.casefold() for code in self.code]
        faults += [f"the code {mark!r} is there twice: take one away" for mark in sorted({one for one in marks if marks.count(one) > 1})]
        faults += [f"a name of {code.code} has no letter or digit" for words, code in self._phrases if not words]
        refuse(faults)
        return self

    def meaning(self, text: str) -> str | None:
        """Our code for a spelling; nothing where the list does not know it, has none of ours for it, or finds two that differ."""
        plain = ITEM.sub("", " ".join(text.translate(_SIGNS).split()).casefold())
        marked = [code for code in self.code if code.mark.search(plain)] if self._any_mark.search(plain) else []
        for code in marked:
            plain = code.mark.sub(" ", plain)
        words = self._words(plain)
        named = set(self._named(words))
        if words and not named and all(code.withdrawn for code in marked):
            return None
        meant = ({code.means for code in marked} or named) | {code.means for code in self.code if code.code.casefold() in words}
        agrees = len(meant) == 1 and (not named or meant <= named) and DOUBTED.isdisjoint(words)
        return (meant.pop() or None) if agrees else None

    def marked(self, text: str) -> OfficialCode | None:
        """The one code that stands as a mark in a spelling, whether or not it means one of ours."""
        plain = ITEM.sub("", " ".join(text.translate(_SIGNS).split()).casefold())
        found = [code for code in self.code if code.mark.search(plain)]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _phrases(self) -> list[tuple[Words, OfficialCode]]:
        return [(self._words(name), code) for code in self.code for name in (code.name, *code.names)]

    @cached_property
    def _by_first_word(self) -> dict[str, list[tuple[Words, str]]]:
        """The phrases and what they mean, by the word with which they begin: a column of names or numbers is soon done with."""
        return {
            first: [(words, code.means) for words, code in self._phrases if words[0] == first]
            for first in {words[0] for words, _ in self._phrases}
        }

    @cached_property
    def _any_mark(self) -> re.Pattern[str]:
        return re.compile("|".join(code.mark.pattern for code in self.code))

    @cached_property
    def _short(self) -> Mapping[str, Words]:
        return {short.casefold(): tuple(_plain(words)) for short, words in self.short.items()}

    def _words(self, text: str) -> Words:
        """The words of a text in full and in the singular, without signs."""
        return tuple(word for short in _plain(text) for word in self._short.get(short, (short,)))

    def _named(self, words: Words) -> Iterator[str]:
        """What the names that stand among these words mean; a name inside a longer one, as care order in interim care order, is none."""
        found = [
            (place, place + len(phrase), means)
            for place, word in enumerate(words)
            for phrase, means in self._by_first_word.get(word, ())
            if words[place : place + len(phrase)] == phrase
        ]
        for first, last, means in found:
            if not any(start <= first and last <= end and end - start > last - first for start, end, _ in found):
                before = [word for word in words[:first] if word not in SMALL]
                yield "" if before and before[-1] in DENIED else means


def read_code_lists(workspace: Workspace) -> dict[str, CodeList]:
    """Every code list of a workspace, by the name of its file. Raises `Fault` with the faults of the first file that cannot be used."""
    return {path.stem: read_record(path, CodeList) for path in files_like(workspace.config / FOLDER, "*.toml")}


def with_code_lists(content: dict[str, Any], usual: Mapping[str, str], lists: Mapping[str, CodeList], path: Path) -> dict[str, Any]:
    """A mapping as read, with the code lists of its columns: the ``usual`` one of a column, or the one that ``[codes]`` names.

    Raises `Fault` for the name of a list that is not there; an empty name stands for none.
    """
    own, columns = (part if isinstance(part := content.get(key), dict) else {} for key in ("codes", "columns"))
    for column, name in own.items():
        if name and name not in lists:
            there = ", ".join(lists) or "none"
            raise Fault(f"{path}, [codes] {column} = {name!r}: there is no such list in config/{FOLDER}. There are: {there}.")
    named = {column: name for column, name in {**usual, **own}.items() if column in columns}
    return content | {"lists": {column: lists[name] for column, name in named.items() if name in lists}}


_SIGNS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "\u2011": "-", "\ufeff": "", "\u200b": ""})


def _plain(text: str) -> list[str]:
    """The words of a text: small letters, ``&`` as and, no apostrophe, no plural, nothing else that is neither letter nor digit."""
    text = text.translate(_SIGNS).casefold().replace("(s)", "").replace("'", "").replace("&", " and ")
    return [_singular(word) for word in re.sub(r"[\W_]+", " ", text).split()]


def _singular(word: str) -> str:
    """The word without the s of a plural.

    >>> [_singular(word) for word in ("homes", "childrens", "yes", "pass")]
    ['home', 'children', 'yes', 'pass']
    """
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
