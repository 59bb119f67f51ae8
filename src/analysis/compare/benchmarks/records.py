"""Which published figures are shown, and where in the files they stand: ``config/benchmarks.toml``."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from analysis.base.policies import Record


class RatePopulation(Record):
    """The people that a rate is of, from a file of its own; ``years_earlier`` is how far its year lies before that of the count."""

    name: str
    file: str
    column: tuple[str, ...]
    where: dict[str, tuple[str, ...]] = {}
    years_earlier: int = Field(default=0, ge=0)
    source: str


class BenchmarkMeasure(Record):
    """One figure that every authority publishes. With a ``population`` it is a count, shown as a rate; without one it is shown as it is.

    ``column`` and ``where`` list every name that releases have used for the column, and for the categories that are meant.
    """

    key: str = Field(pattern=r"[a-z][a-z0-9_]*")
    name: str
    counted: str
    file: str
    column: tuple[str, ...]
    where: dict[str, tuple[str, ...]] = {}
    population: str = ""
    per: int = Field(default=10_000, ge=1)
    decimals: int = Field(default=1, ge=0, le=3)
    source: str
    notes: tuple[str, ...] = ()


class Benchmarks(Record):
    """All measures, the populations that they name, and other names that files have for the columns that say when and where."""

    year_ends_in: int = Field(default=3, ge=1, le=12)
    licence: str = "Open Government Licence v3.0"
    columns: dict[str, tuple[str, ...]] = {}
    measure: tuple[BenchmarkMeasure, ...] = ()
    population: dict[str, RatePopulation] = {}

    @model_validator(mode="after")
    def _names_what_there_is(self) -> Self:
        keys = [one.key for one in self.measure]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise ValueError(f"two measures have the key {', '.join(twice)}: give each one of its own")
        for one in self.measure:
            if one.population and one.population not in self.population:
                raise ValueError(f"the measure {one.key} names {one.population}: there is no [population.{one.population}]")
        return self
