"""The numbers of a sentence, in digits or in words: counts, percentages and parts of a whole, each with what it admits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from analysis.base.formats import half_up
from analysis.chapters import ALL
from analysis.textcheck import patterns

Kind = Literal["count", "percent", "points"]

# How far a rounded number may lie from the figure: points of a percentage, a part of a count. Parts in words are rounded without saying so.
POINTS, PART, POINTS_IN_WORDS = Fraction(3), Fraction(1, 20), Fraction(5, 2)

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {
    **{word: value for value, word in enumerate([*_UNITS, *_TEENS], start=1)},
    **{word: 10 * n for n, word in enumerate(_TENS, start=2)},
    "a": 1,
}
_UNIT = "|".join(_UNITS)
_TO_99 = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{_UNIT}))?|{'|'.join(_TEENS)}|{_UNIT})\b"
_TO_999 = rf"(?:(?:a|{_UNIT}) hundred(?: and {_TO_99})?|{_TO_99})"
IN_WORDS = rf"(?:(?:a|{_TO_999}) thousand(?:,? (?:and )?{_TO_999})?|{_TO_999})"
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

FAMILIES = {
    "children": ("child", "children", "individuals?", "young people", "young persons?", "girls?", "boys?", "youngsters?", "victims?"),
    "referrals": ("referrals?", "re[ -]?referrals?"),
    "episodes": ("episodes?", "(?:missing )?incidents?"),
    "reasons": ("reasons? named", "reasons?"),
    "risks": ("risks? named",),
    "times": ("times (?:missing|away)",),
    "members": ("staff members?", "members of staff", "staff"),
    "posts": ("full-time posts?", "posts?", "consultants?", "coordinators?", "workers?"),
}
"""What is counted, where people have other names for it than the unit of an indicator."""


# "Children with two episodes": no count of episodes, and no small one.
PER_CHILD, MOST_PER_CHILD = frozenset({"episodes", "times"}), 50


def family_of(unit: str) -> str:
    """What a unit counts, without what kind of it.

    >>> family_of("percent of interviews required"), family_of("children who returned")
    ('interviews', 'children')
    """
    plurals = [word for word in unit.removeprefix("percent of ").split() if word == "children" or word.endswith("s")]
    return plurals[0] if plurals else unit


def _nouns() -> dict[str, str]:
    """A pattern for each family: the names of its unit, and the other names that people use."""
    families = {family_of(one.unit) for one in ALL if one.unit != "age"}
    return {family: "|".join(FAMILIES.get(family, (f"{family.removesuffix('s')}s?",))) for family in sorted(families)}


NOUNS = _nouns()
ANY_NOUN = "|".join(NOUNS.values())
_FAMILY = "|".join(f"(?P<{family.replace('-', '_')}>{ways})" for family, ways in NOUNS.items())
_COUNTED = re.compile(rf"^(?:[\s-]+(?!{patterns.STOPS}\b)[A-Za-z][\w'-]*){{0,4}}?[\s-]+(?:{_FAMILY})\b(?!'s|s')", re.IGNORECASE)
_WHOLE = re.compile(
    rf"^\s+of\s+(?!an?\s)(?:(?:the|all|our|these|those|their)\s+)*(?!girls|boys|females|males)(?:[\w'-]+\s+){{0,3}}?(?:{_FAMILY})\b(?!'s|s')",
    re.IGNORECASE,
)
_OTHER = re.compile(rf"^\s+(?!{patterns.STOPS}\b)(?!(?:{patterns.NO_NOUN})\b)[A-Za-z]", re.IGNORECASE)
_OTHER_WHOLE = re.compile(
    r"^\s+of\s+(?:the\s+|all\s+|our\s+|these\s+|those\s+)*+(?!cases|them|which|whom|total|number|required|offered|returned|who\b|these|those)[a-z]",
    re.IGNORECASE,
)
_IS_TIMES = re.compile(r"\s+(?:of )?(?:the \d|that of|as many|as much|the (?:number|figure|rate|previous|year))", re.IGNORECASE)
_AMOUNT = rf"(?:{patterns.AMOUNT}|{IN_WORDS})"
_NUMBER = re.compile(
    rf"(?<![\w.])(?<!\d,)(?:(?:{'|'.join(f'(?P<{name}>{said})' for name, said in patterns.BOUNDS.items())})\s+)?(?:"
    rf"(?P<ratio>(?P<some>{_TO_99}|\d{{1,2}}) (?:in|in every|out of|out of every) (?P<every>{_TO_99}|\d{{1,3}}\b)(?![\d,/%–-]))"
    rf"|(?:(?P<many>a|{_UNIT})[ -])?(?P<part>{'|'.join(_PARTS)})s?\b{patterns.IS_A_PART}"
    rf"|(?P<most>(?<!the )(?<!at )most(?= of (?:the|these|those|all|our)|(?: [\w'-]+){{0,3}}? (?:{ANY_NOUN})\b)"
    rf"(?! (?:{patterns.NO_MOST})\b)"
    r"|(?:a|the)(?: [\w-]+)? majority\b)"
    r"|(?P<few>a (?:small )?minority\b)|(?P<all>(?:almost|nearly|virtually|practically) all\b)"
    rf"|(?P<low>{_AMOUNT})(?:\s?%?\s?[-–]\s?(?P<high>{patterns.AMOUNT})(?=\s?{patterns.PERCENT}))?"
    rf"(?:\s?(?P<points>{patterns.POINTS})|\s?(?P<percent>{patterns.PERCENT}))?(?![\w]|,\d|\.\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Number:
    """A number in a sentence. ``family`` is what it counts or is a part of, empty when that is not said beside it; ``high`` ends a range.

    ``bound`` says how it stands to the exact number ("about", "over" ...), ``in_words`` that it is a part such as "two thirds" or "most",
    ``has_other`` that it counts what is unknown here.
    """

    text: str
    value: Fraction
    kind: Kind
    start: int
    end: int
    decimals: int = 0
    high: Fraction | None = None
    bound: str = ""
    family: str = ""
    in_words: bool = False
    has_other: bool = False

    def admits(self, value: Fraction) -> bool:
        """Whether a value may be written so: rounded as the number is, or as near as its words say."""
        points = POINTS_IN_WORDS if self.in_words and not self.bound else POINTS + self.in_words
        slack = points if self.kind != "count" else abs(value) * PART
        over, under = value > self.value, value < self.value
        match self.bound:
            case "":
                return abs(value - self.value) <= slack if self.in_words else self._is(value)
            case "about":
                return abs(value - self.value) <= max(slack, 1)
            case "just_over" | "just_under":
                return (self._is(value) or (over if self.bound == "just_over" else under)) and abs(value - self.value) <= max(slack, 1)
            case "over" | "under":
                return over if self.bound == "over" else under
        return self._is(value) or (over if self.bound == "at_least" else under)

    def _is(self, value: Fraction) -> bool:
        if self.high is not None:
            return self.value <= half_up(value, self.decimals) <= self.high
        return half_up(value, self.decimals) == half_up(self.value, self.decimals)


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a text that count something, in its order."""
    counting = patterns.NOT_COUNTED.sub(lambda found: " " * len(found[0]), text)
    found = [one for match in _NUMBER.finditer(counting) if (one := _number(match, counting[match.end() :]))]
    for one, following in zip(found, [*found[1:], None], strict=False):
        is_listed = (
            following and one.kind == following.kind == "percent" and counting[one.end : following.start] in {" and ", " or ", " to "}
        )
        if not (
            one.kind == "count" and one.family in PER_CHILD and one.value < MOST_PER_CHILD and patterns.HAS.search(counting[: one.start])
        ):
            yield replace(one, family=one.family or following.family) if is_listed else one


def _number(found: re.Match[str], after: str) -> Number | None:
    value, in_words = _value(found)
    is_percent = in_words or bool(found["percent"])
    kind: Kind = "points" if found["points"] else "percent" if is_percent else "count"
    counted = (_WHOLE.match(after) or (_COUNTED.match(after) if in_words else None)) if is_percent else _COUNTED.match(after)
    family = next((family for family in NOUNS if counted and counted[family.replace("-", "_")]), "")
    has_other = not counted and bool((_OTHER_WHOLE if is_percent else _OTHER).match(after))
    low = found["low"] or ""
    if found["part"] and (_IS_TIMES.match(after) or (not found["many"] and found["part"].lower() != "half")):
        return None
    if low.lower() in {"one", "a"} and not found["percent"] and not found["points"]:
        return None
    return Number(
        text=found[0].strip(), value=value, kind=kind, start=found.start(), end=found.end(),
        decimals=len(low.partition(".")[2]), high=_amount(found["high"]) if found["high"] else None,
        bound="over" if found["most"] or found["all"] else "under" if found["few"] else _bound(found),
        family=family, in_words=in_words and not (found["most"] or found["few"] or found["all"]), has_other=has_other,
    )  # fmt: skip


def _bound(found: re.Match[str]) -> str:
    return next((name for name in patterns.BOUNDS if found[name]), "")


def _value(found: re.Match[str]) -> tuple[Fraction, bool]:
    """The value of a number, and whether it is a part of a whole in words."""
    if found["ratio"]:
        return 100 * _amount(found["some"]) / max(_amount(found["every"]), Fraction(1)), True
    if found["part"]:
        return Fraction(100 * int(_amount(found["many"] or "a")), _PARTS[found["part"].lower()]), True
    if found["most"] or found["few"] or found["all"]:
        return Fraction(85 if found["all"] else 50), True
    return _amount(found["low"]), False


def _amount(text: str) -> Fraction:
    """A number in digits or words.

    >>> _amount("2,646"), _amount("two hundred and sixty-three"), _amount("a thousand and one")
    (Fraction(2646, 1), Fraction(263, 1), Fraction(1001, 1))
    """
    if text[0].isdigit():
        return Fraction(text.replace(",", ""))
    total, held = 0, 0
    for word in re.findall(r"\w+", text.lower()):
        if word == "thousand":
            total, held = total + 1000 * held, 0
        else:
            held = held * 100 if word == "hundred" else held + _VALUES.get(word, 0)
    return Fraction(total + held)
