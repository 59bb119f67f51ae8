"""What `overview new-workspace` asks about an authority. Each answer is checked when it is given, typed in or as a flag.

Nothing heavy is imported here, and no chapter: the command line asks for the flags before it knows for which workspace it works.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import click
from pydantic import BaseModel, ValidationError

from analysis.base.settings import MONTHS, AuthorityFile, faults_told
from analysis.base.shipped import shipped_config
from analysis.base.vocabulary import NO_OWN, Name

REQUIRED = "notifications"
"""The table that every report needs."""


@dataclass(frozen=True)
class Answers:
    """An authority as its new workspace says it. ``tables`` are the tables that it will deliver, by the names of their mappings."""

    name: str
    short_name: str
    committee: str
    districts: tuple[str, ...]
    year_starts_in: int
    hub: str
    panel: str
    network: str
    tables: tuple[str, ...]
    localities: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetUpQuestion:
    """One question: the field of `Answers`, what is asked and explained, and how an answer is read, which raises `ValueError`."""

    key: str
    asks: str
    explained: str
    read: Callable[[str], Any]
    usual: str | None = None

    @property
    def flag(self) -> str:
        return f"--{self.key.replace('_', '-')}"


class SetUpAnswer(click.ParamType):
    """The answer to a question, as click converts and refuses it."""

    def __init__(self, question: SetUpQuestion) -> None:
        self.name, self.question = "text", question

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return self.question.read(value.strip())
        except ValueError as fault:
            return self.fail(str(fault), param, ctx)


def known_tables() -> tuple[str, ...]:
    """The tables for which the project has a mapping."""
    return tuple(sorted(path.stem for path in shipped_config().glob("extracts/*.toml")))


def answered(given: Mapping[str, Any]) -> Answers:
    """What was given as flags, and on a terminal the answers to what was not.

    Raises `click.UsageError` with all flags that are missing where nobody can be asked.
    """
    missing = [question for question in QUESTIONS if given.get(question.key) is None]
    if missing and not on_a_terminal():
        flags = " ".join(question.flag for question in missing)
        raise click.UsageError(f"Nobody can be asked here, so give what is missing as flags: {flags}. --help explains each.")
    return Answers(**given | {question.key: _ask(question) for question in missing})


def on_a_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty()


def _ask(question: SetUpQuestion) -> Any:
    click.echo(f"\n{question.explained}", err=True)
    return click.prompt(question.asks, default=question.usual, type=SetUpAnswer(question), err=True)


def _listed(text: str) -> tuple[str, ...]:
    """The parts of a list, with semicolons between where there is one, and commas otherwise."""
    parts = text.split(";" if ";" in text else ",")
    return tuple(part.strip() for part in parts if part.strip())


def _checked(model: type[BaseModel], key: str, value: Any) -> Any:
    """The value, if a record takes it under this key."""
    known = {"name": "A", "short_name": "A", "committee": "A", "districts": ()} if model is AuthorityFile else {}
    try:
        return getattr(model(**known | {key: value}), key)
    except ValidationError as error:
        raise ValueError("; ".join(said for _, said in faults_told(error, model))) from None


def _districts(text: str) -> tuple[str, ...]:
    if not (names := _listed(text)):
        raise ValueError("there is no name in it: write at least one, such as the authority's own short name")
    return _checked(AuthorityFile, "districts", names)


def _month(text: str) -> int:
    """A month by its number or by the first three letters of its name or more."""
    found = [number for number, name in enumerate(MONTHS, 1) if text == str(number) or _begins(name, text)]
    if not found:
        raise ValueError(f"{text!r} is no month: write its name or number, such as April or 4")
    return found[0]


def _begins(name: str, text: str) -> bool:
    return len(text) > 2 and name.casefold().startswith(text.casefold())


def _tables(text: str) -> tuple[str, ...]:
    known, named = known_tables(), tuple(re.sub(r"[\s-]+", "_", one.casefold()) for one in _listed(text))
    if named == ("all",):
        return known
    if strange := [one for one in named if one not in known]:
        raise ValueError(f"{', '.join(strange)}: there is no such table. There are: {', '.join(known)}")
    return tuple(sorted({*named, REQUIRED}))


_name = partial(_checked, AuthorityFile)
_called = partial(_checked, Name, "name")

QUESTIONS = (
    SetUpQuestion("name", "Name", "The full name of the authority. It stands at the top of every page.", partial(_name, "name")),
    SetUpQuestion(
        "short_name",
        "Short name",
        "Its name as a table or chart has room for it, without the words County Council.",
        partial(_name, "short_name"),
    ),
    SetUpQuestion(
        "committee",
        "Committee",
        "The body that receives the report.",
        partial(_name, "committee"),
        "Children and Young People's Committee",
    ),
    SetUpQuestion(
        "districts",
        "Districts",
        "The districts, or other parts of the area, by which police and social care divide children: with commas between, or with "
        "semicolons where a name has a comma.",
        _districts,
    ),
    SetUpQuestion("year_starts_in", "Year starts in", "The month in which a reporting year starts.", _month, "April"),
    SetUpQuestion(
        "hub", "Hub", "What the place is called where concerns about children arrive, such as MASH.", _called, NO_OWN.names.hub.name
    ),
    SetUpQuestion(
        "panel", "Panel", "What the panel is called that considers children at risk, such as MACE panel.", _called, NO_OWN.names.panel.name
    ),
    SetUpQuestion(
        "network",
        "Network",
        "What the network is called in which agencies share what they know of places.",
        _called,
        NO_OWN.names.network.name,
    ),
    SetUpQuestion(
        "tables",
        "Tables",
        f"The tables that you will deliver, with commas between, or all. Others can come later; {REQUIRED} always is one. "
        f"There are: {', '.join(known_tables())}.",
        _tables,
        REQUIRED,
    ),
)

PRACTICE = Answers(
    name="Your County Council",
    short_name="Your county",
    committee="Children and Young People's Committee",
    districts=("North district", "East district", "South district", "West district"),
    year_starts_in=4,
    hub=NO_OWN.names.hub.name,
    panel=NO_OWN.names.panel.name,
    network=NO_OWN.names.network.name,
    tables=known_tables(),
    localities=("North locality", "South locality"),
)
"""Answers to practise with, on made-up extracts of every table."""

STATED = tuple(one.name for one in fields(Answers) if one.name in AuthorityFile.model_fields)
"""The answers that stand in ``config/authority.toml`` under the same name."""
