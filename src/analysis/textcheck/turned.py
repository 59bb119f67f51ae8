"""Words of direction turned to where the figures went."""

from __future__ import annotations

from analysis.textcheck.phrases import Direction, Word

_VERBS = "rose/fell increased/decreased grew/fell climbed/dropped rose/declined rose/shrank increased/reduced improved/fell rose/worsened"
_NOUNS = "rise/fall increase/decrease growth/decrease increase/reduction increase/drop increase/decline"
_OTHERS = "rises/falls risen/fallen rising/falling increasing/decreasing up/down higher/lower more/fewer more/less"
_SAME = {**dict.fromkeys(_VERBS.split(), "stayed the same"), **dict.fromkeys(_NOUNS.split(), "no change")}
_TWINS = [(*pair.split("/"), _SAME.get(pair, "unchanged")) for pair in f"{_VERBS} {_NOUNS} {_OTHERS}".split()]
_PLACE = {"up": 0, "down": 1, "same": 2}


def turned(word: Word, went: Direction) -> tuple[tuple[int, int, str], ...]:
    """The place of a word of direction with the word for where the figures went; none for a word without such a twin."""
    said = "rose" if word.times else word.text.lower()
    twins = next((twins for twins in _TWINS if said in twins[:2]), None)
    if twins is None:
        return ()
    instead = twins[_PLACE[went]]
    return ((word.start, word.end, instead.capitalize() if word.text[0].isupper() else instead),)
