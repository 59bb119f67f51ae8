"""What children named in their return interviews: reasons for going missing and risks, with a column of free text that nobody takes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from sample.responses import COMPLETED, Interview

REASONS = {
    "Boundaries": 30,
    "Parental relationship": 24,
    "Siblings": 9,
    "Girlfriend or boyfriend": 12,
    "School": 10,
    "Drugs or alcohol": 8,
    "Mental health": 7,
    "Something else": 12,
}
RISKS = {"Sexual exploitation": 28, "Adults who may pose a risk": 30, "Offending": 24, "Drugs or alcohol": 12, "Something else": 6}
SECTIONS = (("Reason for going missing", REASONS, (0, 62, 28, 10)), ("Risk while missing", RISKS, (46, 38, 16)))
FREE_TEXT = "Made up: here stands what the child said, in words that nobody else should read."


def theme_rows(rng: Random, interviews: Sequence[tuple[str, Interview]]) -> Iterator[tuple[object, ...]]:
    """A row for each theme of each completed interview, given with its number in the tracker."""
    for ref, interview in interviews:
        for section, weights, times in SECTIONS if interview.outcome == COMPLETED else ():
            for theme in _different(rng, weights, rng.choices(range(len(times)), times)[0]):
                yield ref, interview.interviewed_at.date(), section, theme, FREE_TEXT


def _different(rng: Random, weights: dict[str, int], times: int) -> list[str]:
    """So many themes, each once."""
    left, chosen = dict(weights), []
    for _ in range(times):
        chosen.append(rng.choices(list(left), list(left.values()))[0])
        del left[chosen[-1]]
    return chosen
