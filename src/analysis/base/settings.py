"""Where things are, and what the people who report have decided.

A workspace is a folder with ``config/``, ``data/``, ``notebooks/`` and ``outputs/``. Everything read from ``config/`` is checked
here once, with all the faults of a file at a time, and handed on as frozen records.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from analysis.base.empties import EmptyWords
from analysis.base.made_up import is_made_up
from analysis.base.mistakes import in_two_lines
from analysis.base.policies import DisclosurePolicy, Record, refuse
from analysis.base.shipped import shipped_config
from analysis.base.vocabulary import NO_OWN, VOCABULARY_FILE, Vocabulary

Model = TypeVar("Model", bound=BaseModel)


class Fault(Exception):
    """Something that a user must act on. Its message says what was found, where, and what to do."""

    def _render_traceback_(self) -> list[str]:
        """What Jupyter shows of it."""
        return in_two_lines(self)


TIME_ZONE = "Europe/London"
"""Where the clocks hang by which all times are written, unless the authority says otherwise."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


class ServiceWindow(Record):
    """The dates of a service that reports over its own contract year."""

    contract_year_starts_in: int = Field(ge=1, le=12)
    months_after_year: int = Field(ge=0, le=11)


class TargetSettings(Record):
    """What the authority has set itself."""

    multi_agency_meeting_days: int = Field(default=15, ge=1)


class AuthorityFile(Record):
    """``config/authority.toml``. ``exploitation`` are the types of exploitation that the report covers."""

    name: str
    short_name: str
    committee: str
    districts: tuple[str, ...]
    localities: tuple[str, ...] = ()
    year_starts_in: int = Field(default=4, ge=1, le=12)
    time_zone: str = TIME_ZONE
    # Chapters that the report does without, by the names of their folders in src/analysis/chapters.
    without: tuple[str, ...] = ()
    exploitation: tuple[str, ...] = Field(default=("sexual",), min_length=1)
    windows: dict[str, ServiceWindow] = {}
    targets: TargetSettings = TargetSettings()
    # Where the figures belong in national statistics; "x" is how those say that a code is not available.
    country_code: str = "E92000001"
    country_name: str = "England"
    region_code: str = "x"
    region_name: str = "Not available"
    old_la_code: str = "x"
    new_la_code: str = "x"
    # What the council's own Word template calls the styles of a report, by the names of the project's template.
    word_styles: dict[str, str] = {}
    # Codes like old_la_code; without them the file of the neighbours model in data/benchmarks is asked.
    statistical_neighbours: tuple[str, ...] = ()

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, OSError, ZoneInfoNotFoundError):
            raise ValueError(f"there is no time zone {name!r}; write its name as the IANA database has it, such as {TIME_ZONE}") from None
        return name

    @field_validator("name", "short_name", "committee")
    @classmethod
    def _is_a_name(cls, value: str) -> str:
        if fault := _fault_of_name(value):
            raise ValueError(fault)
        return value

    @field_validator("districts", "localities")
    @classmethod
    def _are_names(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        """Every report divides figures by these names."""
        refuse(faults_of_names(values))
        return values

    @property
    def districts_by_month(self) -> tuple[str, ...]:
        """Each district in each month: ``Ashdale, April``."""
        return tuple(f"{district}, {month}" for district in self.districts for month in MONTHS)


class Authority(AuthorityFile):
    """Who reports, and the words in which it does."""

    vocabulary: Vocabulary = NO_OWN

    def on(self, day: date) -> Authority:
        """The authority with the words of a day: a report says them as they were at the end of its period."""
        return self.model_copy(update={"vocabulary": self.vocabulary.on(day)})


TAKEN = frozenset({"total", "all", "elsewhere", "elsewhere or not recorded", "not recorded"})
"""Names that tables give to what is no district."""


def faults_of_names(values: Sequence[str]) -> list[str]:
    """Why figures cannot be divided by these names: each must be one, and stand once."""
    compared = Counter(map(_as_compared, values))
    return [
        *(f"{value!r}: {fault}" for value in values if (fault := _fault_of_name(value))),
        *(f"{value!r}: the signs [ ] = belong to the address of a figure: leave them out" for value in values if {*value} & {*"[]="}),
        *(f"{value!r} stands for something else in every table: give it another name" for value in values if _as_compared(value) in TAKEN),
        *(f"{value!r} stands there twice: take one away" for value in dict.fromkeys(values) if compared[_as_compared(value)] > 1),
    ]


def _as_compared(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


def _fault_of_name(name: str) -> str:
    """Why a text is no name; "" when it is one."""
    if not name.strip():
        return "a name is missing: write it, or take the empty one away"
    if name != name.strip() or not name.isprintable():
        return "a name must not have a blank at an end, nor a line break or another control character: take it out"
    return ""


class SuppliedFigure(Record):
    """A figure that a partner handed over as a number."""

    indicator: str
    value: Decimal
    supplied_by: str
    supplied_on: date


class SuppliedFigures(Record):
    """The figures of one period: ``config/supplied/<period>.toml``."""

    figure: tuple[SuppliedFigure, ...]

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> SuppliedFigures:
        first: dict[str, SuppliedFigure] = {}
        for one in self.figure:
            other = first.setdefault(one.indicator, one)
            if other.value != one.value:
                sources = f"{other.value} from {other.supplied_by} and {one.value} from {one.supplied_by}"
                raise ValueError(f"{one.indicator} has two values, {sources}: keep the one that is right")
        return self


class Population(Record):
    """The children who live in the area, by group: ``config/population/<year>.toml``.

    ``groups`` has the key of a breakdown, and under it how many children belong to each of its codes; ``singles`` the key of a share and
    how many children are what it tells the part of. ``looked_after`` are the children whom the council looked after at any time in the
    year, wherever they lived.
    """

    source: str
    described: str
    total: int = Field(gt=0)
    looked_after: int | None = Field(default=None, gt=0)
    groups: dict[str, dict[str, int]] = {}
    singles: dict[str, int] = {}

    @model_validator(mode="after")
    def _adds_up(self) -> Population:
        for name, numbers in self.groups.items():
            if (found := sum(numbers.values())) != self.total:
                raise ValueError(f"the groups by {name} add up to {found:,} and not to the total of {self.total:,}: put one of them right")
        if above := [name for name, number in self.singles.items() if number >= self.total]:
            raise ValueError(f"{', '.join(above)} under [singles] must be fewer than the total of {self.total:,}")
        return self


class ComparisonPolicy(Record):
    """How sure a clear change must be, and from what count on a change is also said as a percentage.

    Of the changes that a report calls clear, a share of ``false_discovery_rate`` at most is expected to be chance.
    From ``not_recorded_from_pct`` on a report says that much is not recorded, and that groups may be recorded less often than they are.
    """

    false_discovery_rate: float = Field(default=0.05, gt=0, le=0.2)
    percentage_change_from: int = Field(default=0, ge=0)
    not_recorded_from_pct: float = Field(default=10, ge=0)


class PeoplePolicy(Record):
    """From which probability on two records that are not exactly alike are one child, and from which on a person is asked.

    The defaults suit a county. Rules forbid most of the pairs that a weight of ``join_from`` alone would join wrongly, and
    `docs/benchmarks.md` measures how many are.
    """

    engine: Literal["duckdb", "spark"] = "duckdb"
    join_from: float = Field(default=0.97, gt=0.5, lt=1)
    review_from: float = Field(default=0.4, gt=0, lt=1)


class AccessPolicy(Record):
    """Who may read what is about children beside its owner: their group, or nobody."""

    readable_by: Literal["group", "owner"] = "group"


class EpisodePolicy(Record):
    """What is one episode: a message joins an open one for so many elapsed hours after the message before, and later opens another."""

    joined_within_hours: int = Field(default=60, ge=1)


class PublicationPolicy(Record):
    """Until which day periods are closed, so that nothing of them is built, published or withdrawn, and until which they are final.

    Figures of periods that are neither are provisional. Without any such day none is.
    """

    closed_to: date | None = None
    final_to: date | None = None

    @model_validator(mode="after")
    def _what_is_closed_is_final(self) -> PublicationPolicy:
        if self.closed_to and self.final_to and self.final_to < self.closed_to:
            raise ValueError(f"final_to ({self.final_to}) is before closed_to ({self.closed_to}): what is closed is final as well")
        return self

    @property
    def last_final_day(self) -> date | None:
        """The last day of what is not provisional."""
        return self.final_to or self.closed_to


class QuarterlyPolicy(Record):
    """For whom the quarterly report is laid out, and the few figures that a committee follows; without any, the headlines.

    ``full`` is what stands out, one table and every section in an annex, ``committee`` one table of a few figures, ``board`` the whole data
    set of the last eight quarters.
    """

    layouts: tuple[Literal["full", "committee", "board"], ...] = Field(default=("full",), min_length=1)
    committee: tuple[str, ...] = ()


class AnnualPolicy(Record):
    """In which order the annual overview is told.

    ``overview`` leads with the recommendations and what matters most, ``committee`` keeps the order of a committee paper: purpose,
    information and advice, key data, priorities, options, reasons, implications, recommendations.
    """

    layout: Literal["overview", "committee"] = "overview"


class Policy(Record):
    """What may be published and how: ``config/policy.toml``."""

    disclosure: DisclosurePolicy
    comparison: ComparisonPolicy
    publication: PublicationPolicy = PublicationPolicy()
    quarterly: QuarterlyPolicy = QuarterlyPolicy()
    annual: AnnualPolicy = AnnualPolicy()
    people: PeoplePolicy = PeoplePolicy()
    episodes: EpisodePolicy = EpisodePolicy()
    access: AccessPolicy = AccessPolicy()

    def layouts(self, *, of_year: bool) -> tuple[str, ...]:
        """The layouts that a report has whose notebook knows several."""
        return (self.annual.layout,) if of_year else self.quarterly.layouts


class FileLimits(Record):
    """How large a raw file may be before it is refused: ``config/limits.toml``. Without that file these defaults hold."""

    largest_file_mb: int = Field(default=500, ge=1)
    largest_unpacked_mb: int = Field(default=2000, ge=1)
    largest_ratio: int = Field(default=200, ge=2)
    most_files_in_zip: int = Field(default=1000, ge=1)
    workbook_memory_mb: int = Field(default=4000, ge=500)
    workbook_seconds: int = Field(default=600, ge=1)


@dataclass(frozen=True)
class Workspace:
    """A folder that holds one authority's configuration, data, notebooks and outputs."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "config"

    @property
    def raw(self) -> Path:
        return self.root / "data" / "raw"

    @property
    def processed(self) -> Path:
        return self.root / "data" / "processed"

    @property
    def benchmarks(self) -> Path:
        """Published figures of other authorities, as they were downloaded."""
        return self.root / "data" / "benchmarks"

    @property
    def registers(self) -> Path:
        """Which record belongs to which child, and what people decided about pairs of records; kept from run to run."""
        return self.root / "data" / "registers"

    @property
    def figures(self) -> Path:
        """Figures between the run that counts them and the notebooks that show them."""
        return self.processed / "figures"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def word_template(self) -> Path:
        """The Word template that reports are written into: the council's own, or the one that comes with the project."""
        return self.config / "templates" / "report.docx"

    @property
    def letter_template(self) -> Path:
        """The Word template that answers to requests are written into: the council's own letter, or that of reports."""
        own = self.config / "templates" / "letter.docx"
        return own if own.exists() else self.word_template

    def commentary(self, period: str) -> Path:
        """What people wrote about a period."""
        return self.config / "commentary" / f"{period}.md"

    def population(self, period: str) -> Population | None:
        """The children who live in the area, as the council supplied them for a reporting year; nothing when it did not."""
        return read_optional(self.config / "population" / f"{period}.toml", Population)

    @property
    def outputs(self) -> Path:
        return self.root / "outputs"

    @property
    def approvals(self) -> Path:
        """Who signed for which report: a file for each period and edition."""
        return self.root / "approvals"

    @property
    def releases(self) -> Path:
        """What was published before: a folder for each release, with its ``results.csv``."""
        return self.root / "releases"

    @property
    def is_synthetic(self) -> bool:
        """Whether the extracts are the made-up sample and nothing else, so that every output must say so."""
        return is_made_up(self.raw)

    @cached_property
    def authority(self) -> Authority:
        path = self.config / "authority.toml"
        stated = read_record(path, AuthorityFile)
        known = [one.code for one in self.vocabulary.exploitation_types]
        if strange := [code for code in stated.exploitation if code not in known]:
            raise Fault(
                f"{path}: exploitation names {', '.join(strange)}, which is no type of exploitation. Write one of {', '.join(known)}, or "
                f"say what it is in config/{VOCABULARY_FILE} under [[exploitation_types]]."
            )
        return Authority(**dict(stated), vocabulary=self.vocabulary)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words and codes of the people who report; those that hold for every force and council where there is no such file."""
        return read_optional(self.config / VOCABULARY_FILE, Vocabulary) or NO_OWN

    @cached_property
    def limits(self) -> FileLimits:
        return read_optional(self.config / "limits.toml", FileLimits) or FileLimits()

    @cached_property
    def empty_words(self) -> EmptyWords:
        """The words that stand for nothing in a cell of a raw file."""
        return read_optional(self.config / "empty.toml", EmptyWords) or EmptyWords()

    @cached_property
    def supplied(self) -> dict[str, tuple[SuppliedFigure, ...]]:
        """The figures that partners handed over, by the name of their period."""
        files = files_like(self.config / "supplied", "*.toml")
        return {path.stem: read_record(path, SuppliedFigures).figure for path in files}

    @cached_property
    def policy(self) -> Policy:
        return read_record(self.config / "policy.toml", Policy)


def files_like(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder with such a name, in order; none without the folder, which is listed and not asked for: see `text_if_there`."""
    try:
        return sorted(path for path in folder.iterdir() if fnmatchcase(path.name, pattern))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Fault(f"{folder} cannot be listed: {error.strerror}. There should be a folder of that name, or none.") from None


def text_if_there(path: Path) -> str | None:
    """The text of a file that need not be there. It is opened and not asked for, so that a stamp knows that it was looked for.

    Raises `Fault` naming the file, and the line that is not in UTF-8. The mark that Notepad puts in front of UTF-8 is no part of the text.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        said = "is a folder, where a file should be" if path.is_dir() else f"cannot be opened: {error.strerror}"
        raise Fault(f"{path} {said}. Put the file in its place and run again.") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_text(path, content, error.start, "is not in UTF-8, but probably in Windows-1252") from None
    if "\0" in text:
        raise _not_text(path, content, content.find(b"\0"), "holds a byte that no text has (NUL)")
    return StringIO(text, newline=None).read()


def _not_text(path: Path, content: bytes, place: int, said: str) -> Fault:
    line = content.count(b"\n", 0, place) + 1
    return Fault(f"{path}: line {line} {said}. Open it in Notepad, look at that line, save it with the encoding UTF-8 and run again.")


def read_toml(path: Path) -> dict[str, Any]:
    """The contents of a TOML file. Raises `Fault` naming the file and line when it cannot be read."""
    content = _toml_if_there(path)
    if content is None:
        raise Fault(f"{path} is missing. Copy it from the project, or run the command in the workspace's folder.")
    return content


def _toml_if_there(path: Path) -> dict[str, Any] | None:
    try:
        text = text_if_there(path)
        return None if text is None else tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Fault(f"{path} is not valid TOML: {error}. Put the line right and run again.") from None


def read_record(path: Path, model: type[Model]) -> Model:
    """A configuration file as a frozen record. Raises `Fault` with every fault of the file."""
    return check_record(read_toml(path), model, path)


def read_optional(path: Path, model: type[Model]) -> Model | None:
    """The same for a file that need not be there; nothing without it."""
    content = _toml_if_there(path)
    return None if content is None else check_record(content, model, path)


def read_own_or_shipped(workspace: Workspace, name: str, model: type[Model]) -> Model:
    """A file of ``config/`` as a frozen record; that of the project where the workspace has none of its own."""
    return read_optional(workspace.config / name, model) or read_shipped(name, model)


def read_shipped(name: str, model: type[Model]) -> Model:
    """A file of the project's own ``config/`` as a frozen record."""
    return read_record(shipped_config() / name, model)


def check_record(content: dict[str, Any], model: type[Model], path: Path) -> Model:
    """Parsed content as a frozen record. Raises `Fault` with every fault found, each with its place in ``path``."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults = [f"  {'.'.join(place)}: {said}" for place, said in faults_told(error, model)]
        raise Fault("\n".join([f"{path} has {len(faults)} fault(s):", *faults])) from None


def faults_told(error: ValidationError, model: type[BaseModel]) -> list[tuple[tuple[str, ...], str]]:
    """Every fault of a record, with the keys that lead to it."""
    return [(tuple(map(str, one["loc"])), _said(one, model)) for one in error.errors()]


def _said(error: ErrorDetails, model: type[BaseModel]) -> str:
    """What is wrong; of a key that is not known, also which ones there are."""
    if error["type"] != "extra_forbidden":
        return error["msg"].removeprefix("Value error, ")
    return f"there is no such key. There are: {', '.join(_keys(error['loc'][:-1], model))}"


def _keys(place: tuple[int | str, ...], model: type[BaseModel]) -> list[str]:
    """The keys that a record knows at a place in a file."""
    for step in place:
        kind = model.model_fields[step].annotation if isinstance(step, str) and step in model.model_fields else None
        inner = [one for one in (kind, *get_args(kind)) if isinstance(one, type) and issubclass(one, BaseModel)]
        model = inner[0] if inner else model
    return list(model.model_fields)
