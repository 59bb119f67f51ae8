"""What is known of a placement besides who lives there: where it is, who provides it, and which authority placed the child."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from sample.care import RESPONSIBLE
from sample.histories import Placement

INSIDE, OUTSIDE = "Inside the county", "Outside the county"
PERCENT_OUTSIDE = 28
PROVIDERS = {
    "Foster placement": (("Own provision", "Private", "Voluntary"), (62, 32, 6)),
    "Children's home": (("Own provision", "Private", "Voluntary"), (34, 58, 8)),
    "Semi-independent": (("Own provision", "Private", "Voluntary"), (20, 60, 20)),
    "Placed with parents": (("Parents",), (1,)),
}
AUTHORITIES = {
    "Trentham City": 34,
    "Derwentshire": 18,
    "Wellandshire": 14,
    "Charnwick City": 12,
    "Northmoor": 9,
    "Severnside": 7,
    "Thamesford": 6,
}


@dataclass(slots=True, eq=False)
class Detail:
    """One placement with what is known of it besides."""

    placement: Placement
    located: str
    provider: str
    placed_by: str


def details(rng: Random, placements: Iterable[Placement], missing_here: frozenset[str]) -> Iterator[Detail]:
    """A detail for each placement in its order. ``missing_here`` are children whom the police of the area know, so they live in it."""
    placing: dict[str, str] = {}
    for placement in placements:
        child, own = placement.child.social_care_id, placement.responsible == RESPONSIBLE[True]
        is_outside = own and child not in missing_here and rng.randrange(100) < PERCENT_OUTSIDE
        provider = rng.choices(*PROVIDERS[placement.kind])[0]
        if own:
            placed_by = placement.responsible
        else:
            placed_by = placing.setdefault(child, rng.choices(list(AUTHORITIES), list(AUTHORITIES.values()))[0])
        yield Detail(placement, OUTSIDE if is_outside else INSIDE, provider, placed_by)


def row_of(ref: str, detail: Detail) -> tuple[object, ...]:
    """A row of the file under the reference of the placement."""
    return ref, detail.placement.started_on, detail.located, detail.provider, detail.placed_by
