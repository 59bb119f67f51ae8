"""What is said wherever a share stands of which records do not tell all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from analysis import markup
from analysis.base.spec import Indicator
from analysis.compare.unknowns import unknown
from analysis.compare.view import View


def not_known(view: View, one: Indicator) -> Markup:
    """Of how many nobody can tell whether a share takes them in, and the range that follows; no words where that moves little."""
    found = unknown(view, one)
    if found is None:
        return Markup()
    told = Markup(", and ").join(
        Markup("of {} {}").format(markup.not_known(one), markup.with_terms(one.told.words)) for one in found.unsure
    )
    ends = markup.not_known_end(found, "lowest"), markup.not_known_end(found, "highest")
    words = "It is not recorded {}; had it been, the percentage would be between {} and {}."
    return Markup(words).format(told, *ends)


def notes_on_unknown(view: View, indicators: Iterable[Indicator]) -> Iterator[tuple[str, Markup]]:
    """The same as notes under a table: the key of each indicator and the words, under the name of the period."""
    for one in indicators:
        if words := not_known(view, one):
            yield one.key, Markup("{}: {}").format(markup.period(view.dates(one)), words)
