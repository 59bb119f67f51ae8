"""What happened in each episode and when, and what the police sent about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from sample.care import kind_of_placement
from sample.draw import after, at, from_buckets, shuffled
from sample.histories import Episode, History, in_care
from sample.targets import HOME, PLACES, Interviews, Missing, SampleTotals, Year, insist

HOUR, DAY = 60, 24 * 60
NEXT_YEAR, OPEN = "next year", "not yet"

HOURS = range(24)
SCHOOL_DAY_WEIGHTS = (5, 3, 2, 1, 1, 1, 2, 4, 6, 5, 4, 4, 5, 5, 6, 12, 14, 15, 17, 18, 18, 17, 14, 10)
WEEKEND_WEIGHTS = (10, 7, 4, 3, 2, 1, 1, 2, 3, 4, 6, 7, 8, 8, 9, 10, 12, 14, 16, 18, 19, 19, 18, 14)
# (least, most, weight) in minutes.
MISSING_DURATIONS = (
    (60, 4 * HOUR, 30),
    (4 * HOUR, 12 * HOUR, 34),
    (12 * HOUR, DAY, 22),
    (DAY, 2 * DAY, 9),
    (2 * DAY, 4 * DAY, 4),
    (4 * DAY, 6 * DAY, 1),
)
ABSENT_DURATIONS = ((60, 3 * HOUR, 40), (3 * HOUR, 8 * HOUR, 40), (8 * HOUR, 14 * HOUR, 20))
SHORTEST_WITH_TWO_MESSAGES = 6 * HOUR
# Well off 24 and 72 hours, so that no clock change can move a message from one band to the next.
OFF_THE_BORDER = 150
SENT_AFTER = (
    ((10, 3 * HOUR, 40), (3 * HOUR, 10 * HOUR, 35), (10 * HOUR, DAY - OFF_THE_BORDER, 25)),
    ((DAY + OFF_THE_BORDER, 2 * DAY, 60), (2 * DAY, 3 * DAY - OFF_THE_BORDER, 40)),
    ((3 * DAY + OFF_THE_BORDER, 5 * DAY, 75), (5 * DAY, 8 * DAY - HOUR, 25)),
)
ROOM_NEEDED = (DAY, 3 * DAY, 8 * DAY + 2 * HOUR)
# A second message comes days into an episode and may be slow as well.
DAYS_TO_SPARE = 18
RISKS, RISK_WEIGHTS = ("Low", "Medium", "High"), (14, 74, 12)
NO_RISK = "No apparent risk (absent)"
CARE_WORD = {"Children's home": "Residential care", "Semi-independent": "Residential care"}


@dataclass(slots=True, eq=False)
class Notification:
    """One message from the police about one episode."""

    episode: Episode
    category: str
    occurred_at: datetime
    reported_at: datetime
    sent_at: datetime | None
    missing_from: str
    initial_risk: str
    final_risk: str


def fill_in(rng: Random, histories: list[History], targets: SampleTotals) -> list[list[Episode]]:
    """Give every episode its category, start and return. Returns the episodes of each year."""
    years = [[e for h in histories for e in h.episodes if e.year == number] for number in range(len(targets.years))]
    from_last_year: Counter[str] = Counter()
    for year, episodes in zip(targets.years, years, strict=True):
        late = _choose_late_returns(rng, episodes, year)
        _choose_absent(rng, episodes, year, from_last_year)
        _choose_second_messages(rng, episodes, year)
        from_last_year = Counter(e.place for e in late if e.returns == NEXT_YEAR)
    for history in histories:
        _set_times(rng, history, targets)
    return years


def _choose_late_returns(rng: Random, episodes: list[Episode], year: Year) -> list[Episode]:
    """Let a few children who go missing in the last days of the year come back after it, or not yet."""
    missing = year.missing
    latest = [e for e in episodes if e.day > year.last - timedelta(days=6) and _is_last_of_year(e)]
    chosen = shuffled(rng, latest)[: missing.returned_next_year + missing.still_open]
    insist(len(chosen) == missing.returned_next_year + missing.still_open, "too few episodes at the end of the year")
    for number, episode in enumerate(chosen):
        episode.returns = NEXT_YEAR if number < missing.returned_next_year else OPEN
    return chosen


def _is_last_of_year(episode: Episode) -> bool:
    return episode.day == episode.history.days[episode.year][-1]


def _choose_absent(rng: Random, episodes: list[Episode], year: Year, from_last_year: Counter[str]) -> None:
    """Make absent what is not needed as missing, so that the returned missing episodes of each place come out right."""
    for place in PLACES:
        candidates = shuffled(rng, (e for e in episodes if e.place == place and e.returns == "this year"))
        needed = returned_missing(year.interviews, place) - from_last_year[place]
        insist(0 <= needed <= len(candidates), f"{len(candidates)} episodes from {place} for {needed} missing ones")
        for episode in candidates[needed:]:
            episode.category = "Absent"
    absent = sum(e.category == "Absent" for e in episodes)
    insist(absent == year.missing.absent_episodes, f"{absent} absent episodes, not {year.missing.absent_episodes}")


def returned_missing(interviews: Interviews, place: str) -> int:
    """How many missing episodes that began there ended in the year."""
    return sum(interviews.outcomes[place]) + interviews.not_required[place]


def _choose_second_messages(rng: Random, episodes: list[Episode], year: Year) -> None:
    """Upgrade some episodes from absent to missing, and repeat the message about some others."""
    upgraded, repeats = year.missing.upgraded_episodes, year.missing.repeats
    early = shuffled(rng, (e for e in episodes if e.category == "Missing" and e.day < year.last - timedelta(days=DAYS_TO_SPARE)))
    insist(len(early) >= upgraded + repeats, "too few missing episodes for upgrades and repeats")
    for number, episode in enumerate(early[: upgraded + repeats]):
        episode.upgraded, episode.repeated = number < upgraded, number >= upgraded


def _set_times(rng: Random, history: History, targets: SampleTotals) -> None:
    """Start and return of every episode; a child is back some hours before going missing again."""
    for episode in history.episodes:
        episode.started_at = _start(rng, episode.day)
    for episode, following in zip(history.episodes, [*history.episodes[1:], None], strict=True):
        year = targets.years[episode.year]
        if episode.returns == NEXT_YEAR:
            episode.returned_at = at(year.last + timedelta(days=rng.randint(1, 4)), rng.randint(2 * HOUR, 23 * HOUR))
        elif episode.returns != OPEN:
            episode.returned_at = after(episode.started_at, _duration(rng, episode, following, year.last))


def _start(rng: Random, day: date) -> datetime:
    weights = WEEKEND_WEIGHTS if day.weekday() >= 5 else SCHOOL_DAY_WEIGHTS
    return at(day, rng.choices(HOURS, weights)[0] * HOUR + rng.randrange(0, HOUR))


def _duration(rng: Random, episode: Episode, following: Episode | None, year_end: date) -> int:
    """Minutes until the child is back, within the year and before the next episode."""
    minutes = from_buckets(rng, ABSENT_DURATIONS if episode.category == "Absent" else MISSING_DURATIONS)
    if episode.upgraded or episode.repeated:
        minutes = max(minutes, SHORTEST_WITH_TWO_MESSAGES + rng.randint(0, 4 * HOUR))
    limits = [datetime.combine(year_end, time(22, 0))] + ([following.started_at - timedelta(hours=3)] if following else [])
    return min(minutes, *(_minutes(limit - episode.started_at) for limit in limits))


def _minutes(length: timedelta) -> int:
    return length // timedelta(minutes=1)


def notifications(rng: Random, years: list[list[Episode]], targets: SampleTotals) -> list[Notification]:
    """Every message, in the order in which it was sent."""
    messages: list[Notification] = []
    for year, episodes in zip(targets.years, years, strict=True):
        opening = [list(_opening_messages(rng, episode)) for episode in episodes]
        _set_sending(rng, [m for of_one in opening for m in of_one], year)
        for of_one in opening:
            messages += of_one
            messages += _found_message(rng, of_one)
    return sorted(messages, key=lambda m: (m.sent_at, m.reported_at, m.occurred_at, m.episode.history.child.police_id))


def _opening_messages(rng: Random, episode: Episode) -> Iterator[Notification]:
    """The first message, and the second when the episode is upgraded or repeated."""
    minutes = _minutes(episode.returned_at - episode.started_at) if episode.returned_at else 2 * DAY
    missing_from, final_risk = _written_place(rng, episode), _final_risk(rng, episode)
    first = "Absent" if episode.upgraded else episode.category
    seen = after(episode.started_at, rng.randint(5, max(6, min(4 * HOUR, minutes * 3 // 10))))
    yield Notification(episode, first, episode.started_at, seen, None, missing_from, _initial_risk(rng, first, final_risk), final_risk)
    if episode.upgraded or episode.repeated:
        again = after(episode.started_at, minutes * rng.randint(45, 60) // 100)
        seen = after(again, rng.randint(5, 30))
        yield Notification(episode, "Missing", again, seen, None, missing_from, _initial_risk(rng, "Missing", final_risk), final_risk)


def _found_message(rng: Random, opening: list[Notification]) -> list[Notification]:
    """The message that the child is back, sent after those that said the child was gone."""
    first, last = opening[0], opening[-1]
    found = first.episode.returned_at
    if found is None:
        return []
    seen = after(found, rng.randint(5, 150))
    sent = max(after(seen, from_buckets(rng, SENT_AFTER[0])), *(after(m.sent_at, rng.randint(5, 90)) for m in opening))
    return [Notification(first.episode, "Found", found, seen, sent, last.missing_from, last.initial_risk, last.final_risk)]


def _written_place(rng: Random, episode: Episode) -> str:
    """What the police write; for a looked-after child sometimes the home address, which the placement overrules."""
    if episode.place == HOME:
        return "Home address"
    if not in_care(episode):
        return rng.choices(("", "Foster care", "Residential care"), (70, 15, 15))[0]
    word = CARE_WORD.get(kind_of_placement(episode.history, episode.day), "Foster care")
    return rng.choices((word, "Home address", ""), (84, 13, 3))[0]


def _final_risk(rng: Random, episode: Episode) -> str:
    if episode.returned_at is None or rng.random() < 0.01:
        return ""
    return NO_RISK if episode.category == "Absent" else rng.choices(RISKS, RISK_WEIGHTS)[0]


def _initial_risk(rng: Random, category: str, final_risk: str) -> str:
    if category == "Absent":
        return NO_RISK
    return final_risk if final_risk in RISKS and rng.random() < 0.85 else rng.choices(RISKS, RISK_WEIGHTS)[0]


def _set_sending(rng: Random, messages: list[Notification], year: Year) -> None:
    """Give each message its time of sending, so many in each band, all within the year."""
    for category, counts in _bands(year.missing):
        waiting = shuffled(rng, (m for m in messages if m.category == category))
        insist(sum(counts) == len(waiting), f"{len(waiting)} {category} messages in {year.period.name}, not {sum(counts)}")
        for band in (2, 1, 0):
            waiting = _send(rng, waiting, counts[band], band, datetime.combine(year.last, time(23, 59)))


def _bands(missing: Missing) -> tuple[tuple[str, tuple[int, int, int]], ...]:
    return ("Missing", missing.missing_sent), ("Absent", missing.absent_sent)


def _send(rng: Random, waiting: list[Notification], count: int, band: int, year_end: datetime) -> list[Notification]:
    """Send so many of the messages that the year leaves time for. Returns the others."""
    others = []
    for message in waiting:
        if count and _minutes(year_end - message.reported_at) >= ROOM_NEEDED[band]:
            message.sent_at = after(message.reported_at, from_buckets(rng, SENT_AFTER[band]))
            count -= 1
        else:
            others.append(message)
    insist(count == 0, f"{count} messages could not be sent in band {band}")
    return others
