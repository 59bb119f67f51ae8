"""The published figures that a workspace keeps in ``data/benchmarks``, ready to be shown beside those of its authority."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from analysis.base.made_up import MARK
from analysis.base.settings import Fault, Workspace, read_record, text_if_there
from analysis.compare.benchmarks.benchmark import Benchmark
from analysis.compare.benchmarks.records import BenchmarkMeasure, Benchmarks
from analysis.compare.benchmarks.release import BenchmarkColumn, read_release

NO_SETTINGS = "No published figures of other authorities are shown, because config/benchmarks.toml does not say which."
NO_FILES = "No published figures of other authorities are shown, because none have been put into data/benchmarks."
NO_CODE = "No published figures of other authorities are shown, because config/authority.toml does not give our own code, old_la_code."
NO_FILE = "{name}: not shown, because data/benchmarks holds no file {file}."
NOT_IN_IT = "{name}: not shown, because {file} has no figures of {own} up to this period."
NO_SUCH = "config/benchmarks.toml has no measure {key}, so nothing is shown of it."


@dataclass(frozen=True)
class Shelf:
    """The benchmarks of an authority by their keys; of a measure that cannot be shown, why.

    ``is_made_up`` says that the files are those of the sample.
    """

    benchmarks: Mapping[str, Benchmark] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)
    why_empty: str = ""
    licence: str = ""
    year_ends_in: int = 3
    is_made_up: bool = False

    def why_not(self, key: str) -> str:
        """Why a measure is not shown, in a sentence for the reader; nothing when it is."""
        return "" if key in self.benchmarks else self.absent.get(key, "") or self.why_empty or NO_SUCH.format(key=key)


def open_shelf(workspace: Workspace, day: date) -> Shelf:
    """What is published for the years that ended by a day.

    Raises `Fault` when the settings, or a file that they name, cannot be used; a file that is not there only leaves its measure out.
    """
    path, own = workspace.config / "benchmarks.toml", workspace.authority.old_la_code
    if text_if_there(path) is None:
        return Shelf(why_empty=NO_SETTINGS)
    if not any(workspace.benchmarks.glob("*.csv")):
        return Shelf(why_empty=NO_FILES)
    if own == "x":
        return Shelf(why_empty=NO_CODE)
    settings = read_record(path, Benchmarks)
    found = {one.key: _benchmark(workspace, settings, one, day) for one in settings.measure}
    return Shelf(
        {key: one for key, one in found.items() if isinstance(one, Benchmark)},
        {key: one for key, one in found.items() if isinstance(one, str)},
        licence=settings.licence,
        year_ends_in=settings.year_ends_in,
        is_made_up=(workspace.benchmarks / MARK).exists(),
    )


def neighbours_of(workspace: Workspace) -> tuple[str, ...]:
    """The codes of the statistical neighbours, the nearest first: those of ``config/authority.toml``, or else of the neighbours model.

    The model is the file of the Department for Education with a column ``SN_1`` and those after it. Without either there are none.
    """
    authority = workspace.authority
    models = (_in_model(path, authority.old_la_code) for path in sorted(workspace.benchmarks.glob("*.csv")))
    return authority.statistical_neighbours or next(filter(None, models), ())


def _in_model(path: Path, own: str) -> tuple[str, ...]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.DictReader(file)
        columns = [name for name in rows.fieldnames or () if name.removeprefix("SN_").isdigit()]
        own_rows = [row for row in rows if row.get("old_la_code", "").strip() == own] if columns else []
    return tuple(row[name].strip() for row in own_rows[:1] for name in columns if row[name].strip())


def _benchmark(workspace: Workspace, settings: Benchmarks, measure: BenchmarkMeasure, day: date) -> Benchmark | str:
    """The benchmark of a measure, or why there is none."""
    people = settings.population.get(measure.population)
    wanted = [measure, *([people] if people else [])]
    files = [_file(workspace.benchmarks, one.file) for one in wanted]
    if None in files:
        return NO_FILE.format(name=measure.name, file=wanted[files.index(None)].file)
    counts, *population = (
        read_release(path, one.column, one.where, settings.columns) for path, one in zip(files, wanted, strict=True) if path
    )
    authority, until = workspace.authority, day.year - (day.month < settings.year_ends_in)
    places = (authority.old_la_code, neighbours_of(workspace), authority.region_code, authority.country_code)
    benchmark = Benchmark(measure, people, counts, _first(population), *places, until)
    return benchmark if benchmark.years else NOT_IN_IT.format(name=measure.name, file=counts.file, own=authority.name)


def _first(releases: list[BenchmarkColumn]) -> BenchmarkColumn | None:
    return releases[0] if releases else None


def _file(folder: Path, pattern: str) -> Path | None:
    """The one file of a name or pattern. Raises `Fault` when several have it: which release counts is for a person to say."""
    found = sorted(folder.glob(pattern))
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        told = f"data/benchmarks holds {len(found)} files {pattern}: {names}."
        raise Fault(f"{told} Keep the release that counts, or name it in config/benchmarks.toml.")
    return found[0] if found else None
