"""Which children go missing, on which days and from where: everything that the totals fix, before any time of day.

Built from the top down. Children are laid out by sex and place, episodes are shared out among them, days are dealt from a deck
that holds exactly the right number, then ages, and only then dates of birth that fit all of these.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from sample.draw import (
    Span,
    birth_in,
    births_at_age,
    days_between,
    deal,
    deck_of,
    overlap,
    shuffled,
    skewed_sizes,
    systematic_days,
    years_before,
)
from sample.people import Child, MadeUpPeople
from sample.targets import BLANK, HOME, OTHER, OWN, Missing, SampleTotals, Year, insist

# No episode starts on the last two days of a year, so that its notifications are sent in the year in which it started.
DAYS_WITHOUT_STARTS = 2
DAYS_BETWEEN_STARTS = 2
# Long enough for an episode, its slowest message and the move of a child from one placement to the next.
DAYS_BEFORE_A_MOVE = 30
DAYS_UNTIL_ALL_SENT = 16
# A child of ten may go missing often; younger ones once or twice.
OFTEN, OLD_ENOUGH = 2, 10
WEEKDAY_WEIGHTS = (10, 10, 10, 11, 14, 15, 12)


@dataclass(slots=True, eq=False)
class Placement:
    """One placement of a looked-after child. ``ended_on`` is empty while it goes on."""

    child: Child
    responsible: str
    kind: str
    legal_status: str
    postcode: str
    started_on: date
    ended_on: date | None

    def covers(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)

    def is_open_in(self, year: Year) -> bool:
        """Whether it holds on some day of a year."""
        return self.started_on <= year.last and (self.ended_on is None or self.ended_on >= year.first)


@dataclass(slots=True, eq=False)
class Episode:
    """One time that a child was missing or absent. ``returned_at`` is empty while nobody has found the child."""

    history: History
    year: int
    day: date
    place: str
    category: str = "Missing"
    upgraded: bool = False
    repeated: bool = False
    returns: str = "this year"
    started_at: datetime | None = None
    returned_at: datetime | None = None


@dataclass(slots=True, eq=False)
class History:
    """All episodes of one child, in order, with the place of the first one of each year."""

    sex: str
    places: dict[int, str]
    sizes: dict[int, int] = field(default_factory=dict)
    days: dict[int, list[date]] = field(default_factory=dict)
    ages: dict[int, int] = field(default_factory=dict)
    episodes: list[Episode] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    child: Child | None = None

    @property
    def in_both_years(self) -> bool:
        return len(self.places) == 2

    @property
    def most_in_a_year(self) -> int:
        return max(self.sizes.values())

    @property
    def last_day(self) -> date:
        return max(days[-1] for days in self.days.values())

    @property
    def span_days(self) -> int:
        return (self.last_day - min(days[0] for days in self.days.values())).days


def in_number_order(placements: Iterable[Placement]) -> list[Placement]:
    """Placements in the order of their numbers."""
    return sorted(placements, key=lambda one: (one.started_on, one.child.social_care_id))


def make_histories(rng: Random, targets: SampleTotals, population: MadeUpPeople) -> list[History]:
    """Every child that goes missing in either year, with episodes that have a day and a place."""
    histories = shuffled(rng, _lay_out(targets))
    for number, year in enumerate(targets.years):
        _share_out_episodes(rng, histories, number, year.missing)
        _deal_days(rng, histories, number, year)
    _deal_ages(rng, histories, targets)
    for history in histories:
        history.child = population.add(history.sex, birth_in(rng, _births(history, history.ages)))
        history.episodes = [
            Episode(history, number, day, history.places[number]) for number in sorted(history.days) for day in history.days[number]
        ]
    for number, year in enumerate(targets.years):
        _move_some(rng, histories, number, year.missing.moves)
    return histories


def _lay_out(targets: SampleTotals) -> list[History]:
    """One empty history for each child, by sex and place in either year or both."""
    histories = [
        History(sex, {0: first, 1: second})
        for sex, pairs in targets.missing_in_both.items()
        for (first, second), count in pairs.items()
        for _ in range(count)
    ]
    for number, year in enumerate(targets.years):
        done = Counter((history.sex, history.places[number]) for history in histories if history.in_both_years)
        for sex, places in year.missing.children.items():
            for place, count in places.items():
                histories += [History(sex, {number: place}) for _ in range(_rest(count, done[sex, place], f"{sex} {place}"))]
    return histories


def _rest(total: int, done: int, what: str) -> int:
    insist(done <= total, f"{what}: {done} in both years but only {total} in one")
    return total - done


def _share_out_episodes(rng: Random, histories: list[History], number: int, missing: Missing) -> None:
    cells: dict[tuple[str, str], list[History]] = {}
    for history in histories:
        if number in history.places:
            cells.setdefault((history.sex, history.places[number]), []).append(history)
    for (sex, place), children in cells.items():
        sizes = skewed_sizes(rng, missing.episodes_of_children[sex][place], len(children))
        for history, size in zip(children, sizes, strict=True):
            history.sizes[number] = size


def _deal_days(rng: Random, histories: list[History], number: int, year: Year) -> None:
    """Give every child days from one deck; those with most to fit in choose first."""
    taking = [history for history in histories if number in history.places]
    deck = deque(shuffled(rng, systematic_days(sum(history.sizes[number] for history in taking), _day_weights(year))))
    for history in sorted(taking, key=lambda h: (not h.in_both_years, -h.sizes[number])):
        first, latest_first = _limits(history, number, year)
        days: list[date] = []
        while len(days) < history.sizes[number]:
            last = year.last if days else latest_first
            days.append(deal(deck, _free_day(days, first, last), f"day in {year.period.name}"))
        history.days[number] = sorted(days)


def _day_weights(year: Year) -> dict[date, int]:
    days = days_between(year.first, year.last - timedelta(days=DAYS_WITHOUT_STARTS))
    return {day: year.month_weights[(day.month - year.first.month) % 12] * WEEKDAY_WEIGHTS[day.weekday()] for day in days}


def _limits(history: History, number: int, year: Year) -> Span:
    """The earliest day for any episode and the latest for one of them, so that the child is a year older than last year."""
    if number == 0 or not history.in_both_years:
        return year.first, year.last
    before = history.days[0]
    earliest = max(before[0] + timedelta(days=45), before[-1] + timedelta(days=DAYS_BEFORE_A_MOVE))
    return max(year.first, earliest), min(year.last, before[0] + timedelta(days=680))


def _free_day(taken: list[date], first: date, last: date) -> Callable[[date], bool]:
    return lambda day: first <= day <= last and all(abs((day - other).days) >= DAYS_BETWEEN_STARTS for other in taken)


def _deal_ages(rng: Random, histories: list[History], targets: SampleTotals) -> None:
    """Give every child an age at the first notification of each year from the exact number of each."""
    both = targets.ages_in_both
    one_year_later = {age + 1: count for age, count in both.items()}
    _deal_ages_to([h for h in histories if h.in_both_years], deck_of(rng, both), lambda age: {0: age, 1: age + 1})
    for number, (year, done) in enumerate(zip(targets.years, (both, one_year_later), strict=True)):
        counts = {age: _rest(count, done.get(age, 0), f"age {age}") for age, count in year.missing.ages.items()}
        only = [history for history in histories if list(history.places) == [number]]
        _deal_ages_to(only, deck_of(rng, counts), lambda age, number=number: {number: age})


def _deal_ages_to(histories: list[History], deck: deque[int], ages_of: Callable[[int], dict[int, int]]) -> None:
    # Those missing often or over a long time cannot have every age, so they come first.
    for history in sorted(histories, key=lambda h: (h.most_in_a_year <= OFTEN, -h.span_days)):
        history.ages = ages_of(deal(deck, _possible_age(history, ages_of), "age"))
    insist(not deck, f"{len(deck)} ages are left over")


def _possible_age(history: History, ages_of: Callable[[int], dict[int, int]]) -> Callable[[int], bool]:
    return lambda age: (age >= OLD_ENOUGH or history.most_in_a_year <= OFTEN) and _births(history, ages_of(age)) is not None


def _births(history: History, ages: Mapping[int, int]) -> Span | None:
    """The dates of birth with which a child has those ages at the first episode of each year and is under 18 at the last."""
    margin = timedelta(days=DAYS_UNTIL_ALL_SENT)
    spans = [births_at_age(age, history.days[number][0], history.days[number][0] + margin) for number, age in ages.items()]
    return overlap(*spans, (years_before(history.last_day + margin, 18) + timedelta(days=2), history.last_day))


def _move_some(rng: Random, histories: list[History], number: int, moves: Mapping[tuple[str, str], int]) -> None:
    """Let some later episodes begin elsewhere than the first one of the year."""
    free = shuffled(rng, (h for h in histories if h.sizes.get(number, 0) > 1))
    moved: set[int] = set()
    for (old, new), count in moves.items():
        candidates = [h for h in free if h.places[number] == old and id(h) not in moved]
        if {old, new} & {OWN, OTHER}:
            chosen = [h.episodes[-1] for h in candidates if _can_move_house(h)][:count]
        else:
            chosen = [e for h in candidates for e in _later_episodes(h, number)][:count]
        insist(len(chosen) == count, f"only {len(chosen)} of {count} episodes can move from {old} to {new}")
        for episode in chosen:
            episode.place = new
            moved.add(id(episode.history))


def _can_move_house(history: History) -> bool:
    """Whether there is time before the last episode for the child to come into care or leave it."""
    gap = history.episodes[-1].day - history.episodes[-2].day
    return not history.in_both_years and gap.days >= DAYS_BEFORE_A_MOVE


def _later_episodes(history: History, number: int) -> list[Episode]:
    """Episodes that cannot be mistaken for the first of the year, however slowly that one was sent."""
    this_year = [episode for episode in history.episodes if episode.year == number]
    return [episode for episode in this_year[1:] if (episode.day - this_year[0].day).days > DAYS_UNTIL_ALL_SENT + 4]


def in_care(episode: Episode) -> bool:
    """Whether the episode began in care, of this authority or another."""
    return episode.place not in (HOME, BLANK)
