"""The indicators that are nearest to what people write, when they do not name one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from analysis.base.spec import Indicator
from analysis.chapters import ALL
from analysis.textcheck.mentions import topics

LEAST = 0.2
"""What words must come to before an indicator counts as near; a word that one indicator alone has comes to 1."""

SPOKEN_OF = 0.5
"""What it adds when a text speaks of an indicator in one of the ways that its record knows."""

# Words of any request, which tell nothing of what it is about.
COMMON = frozenset(
    ["child", "counc", "each", "from", "have", "many", "numbe", "recor", "that", "their", "these", "this", "were", "what", "with", "year"]
)

# The first letters of a word stand for its forms: missing, missed; interview, interviews.
_LETTERS = 5


def nearest(text: str, indicators: tuple[Indicator, ...] = ALL, most: int = 3) -> tuple[Indicator, ...]:
    """The indicators that share most with a text, the nearest first; none where nothing is shared but common words."""
    said, spoken_of, weights = set(_stems(text)), {one.key for one in topics(text)}, _weights(indicators)
    scores = {one.key: sum(weights[stem] for stem in said & _own(one)) + SPOKEN_OF * (one.key in spoken_of) for one in indicators}
    found = sorted((one for one in indicators if scores[one.key] >= LEAST), key=lambda one: -scores[one.key])
    return tuple(found[:most])


@cache
def _weights(indicators: tuple[Indicator, ...]) -> Counter[str]:
    """What a word is worth: the less, the more indicators have it. Words that none has are worth nothing."""
    held = Counter(stem for one in indicators for stem in _own(one))
    return Counter({stem: 1 / times for stem, times in held.items()})


@cache
def _own(one: Indicator) -> frozenset[str]:
    labels = [category.label for breakdown in one.breakdowns if breakdown.edition == "public" for category in breakdown.categories]
    return frozenset(stem for words in (one.key, one.name, one.unit, *one.known_as, *labels) for stem in _stems(words))


def _stems(text: str) -> Iterator[str]:
    stems = (word[:_LETTERS] for word in re.findall(r"[a-z]{4,}", text.lower().replace("_", " ")))
    yield from (stem for stem in stems if stem not in COMMON)
