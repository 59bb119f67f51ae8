"""What a reader has before any reasoning: numbers by place, known or not, and the conditions that hold between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from analysis.audit.estimands import Thing


@dataclass(frozen=True)
class Constraint:
    """``least <= sum of weight * unknown <= most``."""

    weights: tuple[tuple[int, int], ...]
    least: float
    most: float


@dataclass
class Knowledge:
    """Numbers by place: what each counts, what is printed of it, and the conditions between them.

    ``rests`` are places of a part and of its whole, ``links`` those of one number in an earlier and in a later state.
    """

    things: list[Thing] = field(default_factory=list)
    known: list[int | None] = field(default_factory=list)
    floor: list[int] = field(default_factory=list)
    ceiling: list[float] = field(default_factory=list)
    limit: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    conditions: list[Constraint] = field(default_factory=list)
    rests: list[tuple[int, int, str]] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    small_printed: list[str] = field(default_factory=list)
    place_of: dict[Thing, int] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)

    def number(self, thing: Thing, known: int | None = None, bounds: tuple[int, float] = (0, inf), name: str = "", limit: int = 0) -> int:
        """The place of a number; what is known of it from several prints is put together."""
        if thing not in self.place_of:
            self.place_of[thing] = len(self.things)
            start = (self.things, thing), (self.known, None), (self.floor, 0), (self.ceiling, inf), (self.limit, 0), (self.names, name)
            for column, value in start:
                column.append(value)
        place = self.place_of[thing]
        if known is not None and self.known[place] not in (None, known):
            self.conflicts.append(f"{name} is printed as {known} and elsewhere as {self.known[place]}")
        self.known[place] = known if self.known[place] is None else self.known[place]
        self.floor[place] = max(self.floor[place], bounds[0])
        self.ceiling[place] = min(self.ceiling[place], bounds[1])
        self.limit[place] = max(self.limit[place], limit)
        self.names[place] = self.names[place] or name
        return place

    def hold(self, weights: dict[int, int], least: float, most: float) -> None:
        """Add a condition, unless the printed numbers alone contradict it."""
        if (
            any(self.known[place] is None for place in weights)
            or least <= sum(w * (self.known[p] or 0) for p, w in weights.items()) <= most
        ):
            self.conditions.append(Constraint(tuple(weights.items()), least, most))
