"""Small worlds whose figures come out again and again: whatever is late, moved, withdrawn or merged, nothing small can be worked out.

Each is drawn from a number of its own, so a failure names the history that shows it. Most are tiny, and most of these are long tests, as
larger ones are; `make fuzz` tries thousands of the largest.
"""

import pytest

from tests.small_worlds import SMALL, TINY, history

AT_ONCE, QUICK = 20, 60
WORLDS = [(TINY, 300), (SMALL, 60)]
LATER = (SMALL, range(1000, 1040))


def groups():
    """Worlds of one size, so many at once, by the numbers of the first and of what is after the last."""
    for size, count in WORLDS:
        for first in range(0, count, AT_ONCE):
            is_quick = size is TINY and first < QUICK
            yield pytest.param(size, range(first, first + AT_ONCE), marks=() if is_quick else pytest.mark.long, id=f"{size.rows} {first}")


def outcomes(size, seeds, folder):
    """What each release of each history came to, by its number."""
    return {seed: list(history(seed, folder / str(seed), size)) for seed in seeds}


@pytest.mark.parametrize(("size", "seeds"), [*groups()])
def test_nothing_small_is_exact_for_who_has_every_release(size, seeds, tmp_path):
    """Not even for somebody who knows as well which numbers have stayed the same; and a first release is never refused."""
    worlds = outcomes(size, seeds, tmp_path)
    assert {seed: one.betrayed for seed, found in worlds.items() for one in found if one.betrayed} == {}
    assert {seed: one.faults for seed, (one, *_) in worlds.items() if one.faults} == {}


@pytest.mark.long
def test_what_has_been_put_right_can_be_published(tmp_path):
    """A release that restates others is planned so that the audit passes it, but for a few: too much is out already, or seems to be.

    Of 133 such releases of larger worlds five were refused, of these forty two.
    """
    later = [one for _, *found in outcomes(*LATER, tmp_path).values() for one in found]
    assert sum(bool(one.faults) for one in later) <= len(later) / 15
