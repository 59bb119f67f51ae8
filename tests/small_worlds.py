"""Small made-up worlds whose figures come out again and again: a few children, their episodes and interviews, and what changes in them.

Everything is drawn from one seed. A history is a list of releases: the periods that each is about, and what has changed in the rows since
the one before.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.audit import Terms, audit_numbers
from analysis.audit.constraints import known_from
from analysis.audit.estimands import things_of
from analysis.audit.published_rows import NUMBERS, read_prints
from analysis.audit.ranges import ranges
from analysis.audit.states import in_states
from analysis.base.periods import Period
from analysis.base.policies import DisclosurePolicy
from analysis.base.settings import Workspace
from analysis.base.spec import Address
from analysis.base.wording import printed_records
from analysis.chapters import BY_KEY, indicator
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute
from analysis.disclose import protected

AUTHORITY = Workspace(Path(__file__).parents[1]).authority
YEAR = Period.parse("2016-17")
KEYS = (
    "missing_episodes",
    "children_with_episodes",
    "missing_notifications",
    "missing_individuals",
    "return_interviews",
    "return_interviews_completed_of_required",
    "return_interviews_completed_of_offered",
    "return_interviews_completed_of_children",
    "return_interviews_offered",
    "return_interviews_accepted",
)
BREAKDOWNS = ("sex", "episodes", "category", "missing_from", "outcome")
SEXES, PLACES, OUTCOMES = (
    ("female", "male", "not_recorded"),
    ("home", "own_care", "not_recorded"),
    ("completed", "declined", "not_recorded"),
)

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Size:
    """How many rows, indicators and releases a world has at most."""

    rows: int
    keys: int
    releases: int


TINY, SMALL, USUAL = Size(14, 1, 2), Size(30, 2, 2), Size(90, 4, 5)


@dataclass
class World:
    """Rows of one table, each an episode with its notification and its return, from which the three tables are made."""

    rows: Rows = field(default_factory=list)

    def table(self, name: str, first: str, dated_by: str, columns: tuple[str, ...]) -> pd.DataFrame:
        table = pd.DataFrame([{first: str(n), **{one: row[one] for one in columns}} for n, row in enumerate(self.rows)], dtype="str")
        dates = pd.to_datetime([row["day"] for row in self.rows])
        return table.assign(**{dated_by: dates})

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        return {
            "episodes": self.table("episodes", "episode_id", "started_at", ("child_id", "sex", "category")),
            "notifications": self.table("notifications", "notification_id", "sent_at", ("child_id", "category", "missing_from")),
            "return_interviews": self.table(
                "return_interviews", "episode_id", "returned_at", ("child_id", "missing_from", "required", "offered", "outcome")
            ),
        }


def new_row(draw: random.Random, children: dict[str, str]) -> dict[str, str]:
    """An episode of one of the children on a day of the year."""
    child = draw.choice(sorted(children))
    required = draw.choices(("yes", "no"), (9, 1))[0]
    offered = "yes" if required == "yes" and draw.random() < 0.85 else "no"
    return {
        "child_id": child,
        "sex": children[child],
        "category": draw.choices(("missing", "absent"), (5, 1))[0],
        "day": f"{draw.choice(pd.date_range('2016-04-01', '2017-03-31')):%Y-%m-%d}",
        "missing_from": draw.choices(PLACES, (6, 3, 1))[0],
        "required": required,
        "offered": offered,
        "outcome": draw.choices(OUTCOMES, (6, 2, 1))[0] if offered == "yes" else "not_recorded",
    }


def new_world(draw: random.Random, most: int) -> tuple[World, dict[str, str]]:
    children = {f"C{n}": draw.choices(SEXES, (5, 4, 1))[0] for n in range(draw.randint(3, most // 3))}
    return World([new_row(draw, children) for _ in range(draw.randint(5, most))]), children


def moved(world: World, draw: random.Random, children: dict[str, str]) -> None:
    """An episode is put on another day."""
    draw.choice(world.rows)["day"] = new_row(draw, children)["day"]


def late(world: World, draw: random.Random, children: dict[str, str]) -> None:
    world.rows.append(new_row(draw, children))


def withdrawn(world: World, draw: random.Random, children: dict[str, str]) -> None:
    if len(world.rows) > 1:
        world.rows.pop(draw.randrange(len(world.rows)))


def outcome_changed(world: World, draw: random.Random, children: dict[str, str]) -> None:
    row = draw.choice(world.rows)
    row.update(outcome="completed" if row["outcome"] == "declined" else "declined", required="yes", offered="yes")


def merged(world: World, draw: random.Random, children: dict[str, str]) -> None:
    """Two records turn out to be of one child."""
    one, other = draw.sample(sorted(children), 2)
    for row in world.rows:
        if row["child_id"] == other:
            row.update(child_id=one, sex=children[one])


CHANGES: tuple[Callable[[World, random.Random, dict[str, str]], None], ...] = (moved, late, withdrawn, outcome_changed, merged)


@dataclass(frozen=True)
class Outcome:
    """What a release came to: what the attacker found who has everything that is out, and how many numbers it hides.

    ``betrayed`` is what somebody knows exactly who knows as well which numbers have stayed the same from release to release.
    """

    faults: tuple[str, ...]
    hidden: int
    is_first: bool
    betrayed: tuple[str, ...] = ()


@cache
def periods() -> dict[str, Period]:
    return {one.name: one for one in (*YEAR.quarters, YEAR)}


def history(seed: int, folder: Path, size: Size = USUAL) -> Iterator[Outcome]:
    """The releases of one small world, each planned with those before it and then attacked together with them.

    A release that gives something away is not made, as a run would refuse it.
    """
    draw = random.Random(seed)
    world, children = new_world(draw, size.rows)
    keys = draw.sample(KEYS, draw.randint(1, size.keys))
    kept = [one for one in BREAKDOWNS if draw.random() < 0.8]
    policy = DisclosurePolicy(hide_counts_up_to=draw.choice((5, 5, 5, 9)), seconds=5, attacks=200)
    terms, first_limit, earlier, released, true = Terms.of(policy), policy.hide_counts_up_to, [], [], {}
    for number, names in enumerate(_releases(draw)[-size.releases :]):
        if number:
            for change in draw.choices(CHANGES, k=draw.choice((0, 1, 1, 2))):
                change(world, draw, children)
            kept = [*kept, *(one for one in BREAKDOWNS if one not in kept and draw.random() < 0.2)]
            policy = policy.model_copy(update={"hide_counts_up_to": draw.choices((policy.hide_counts_up_to, 9), (12, 1))[0]})
            terms = Terms.of(policy)
        results = counted(world, keys, kept, names)
        planned = protected(results, policy, pd.concat(earlier, ignore_index=True) if earlier else None)
        file = folder / f"{number}" / "public" / "results.csv"
        file.parent.mkdir(parents=True)
        planned.to_csv(file, index=False)
        found = audit_numbers([file], terms, released)
        hidden = int((planned[["numerator", "denominator"]] == "c").sum().sum())
        if found.passes:
            earlier.append(planned.assign(release=str(number)))
            released.append(file)
            true[f"{number}/public"] = _truth(results)
        # What one release gives away is found by the audit alone.
        is_known = found.passes and len(released) > 1
        yield Outcome(found.faults, hidden, number == 0, betrayed(released, true, terms, first_limit) if is_known else ())


def _truth(results: pd.DataFrame) -> dict[tuple[str, str], int]:
    return {
        (str(Address(row["indicator"], row["period"], row["breakdown"], row["category"])), column): int(row[column])
        for row in results.to_dict("records")
        for column in NUMBERS
        if row[column].isdecimal()
    }


def betrayed(released: list[Path], true: dict[str, dict[tuple[str, str], int]], terms: Terms, least_limit: int) -> tuple[str, ...]:
    """The small counts that are exact for somebody who has all releases and knows which numbers have not changed between two of them."""
    files = [read_prints(file) for file in reversed(released)]
    records = printed_records({row.category for rows in files for row in rows}, BY_KEY)
    sources = frozenset(
        thing.source for rows in files for row in rows for thing in things_of(row, terms.first_month, records) if thing is not None
    )
    rows = in_states(files, terms, records, sources)
    book, newest = known_from(rows, terms, records), files[0][0].file
    truth = {
        book.place_of[thing]: true[row.version or newest][row.address, column]
        for row in rows
        for column, thing in zip(NUMBERS, things_of(row, terms.first_month, records), strict=True)
        if thing in book.place_of and (row.address, column) in true[row.version or newest]
    }
    for old, new in book.links:
        if truth[old] == truth[new]:
            book.hold({new: 1, old: -1}, 0, 0)
    return tuple(one.name for one in ranges(book) if one.is_exact and 1 <= one.least <= min(one.limit, least_limit))


def _releases(draw: random.Random) -> list[list[str]]:
    """Quarters as they come and the year at the end, or the same periods again and again, or whatever comes next in any order."""
    quarters = [one.name for one in YEAR.quarters]
    whole = [*quarters, YEAR.name]
    return draw.choice((
        [quarters[: n + 1] for n in range(4)] + [whole],
        [whole, whole],
        [whole, whole, whole],
        [draw.sample(whole, draw.randint(1, 5)) for _ in range(3)],
    ))  # fmt: skip


def counted(world: World, keys: list[str], breakdowns: list[str], names: list[str]) -> pd.DataFrame:
    """The results table of some indicators, in some of their breakdowns, for some periods."""
    tables = world.tables
    material = Material(tables, dict.fromkeys(tables, (YEAR,)), NOTHING_SUPPLIED)
    records = [indicator(key) for key in keys]
    some = [replace(one, breakdowns=tuple(part for part in one.breakdowns if part.key in breakdowns)) for one in records]
    return compute(material, some, [periods()[name] for name in names], AUTHORITY)
