"""The methodology: what every indicator means and how it is counted, written from its record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analysis.base.periods import Period
from analysis.base.policies import DisclosurePolicy
from analysis.base.settings import Authority, Policy
from analysis.base.spec import Indicator
from analysis.base.table import TableRecord
from analysis.chapters import CAVEATS
from analysis.count.compute import counted_period
from analysis.markup import TEXT_MIME, html_table, with_terms
from analysis.show.variation import RULES

DIRECTIONS = {
    "higher": "A higher figure is better.",
    "lower": "A lower figure is better.",
    None: "Neither direction is better in itself, so changes are told without a judgement.",
}


@dataclass(frozen=True)
class Methodology:
    """Entries of HTML, one for each indicator."""

    entries: tuple[Markup, ...]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/html": "\n".join(self.entries),
            "text/plain": "\n\n".join(entry.striptags() for entry in self.entries),
            TEXT_MIME: {"blocks": [str(entry) for entry in self.entries]},
        }


def methodology(indicators: Iterable[Indicator], period: Period, authority: Authority) -> Methodology:
    """An entry for each indicator, with the dates it uses in a report on the period."""
    return Methodology(tuple(entry(indicator, period, authority) for indicator in indicators))


def entry(indicator: Indicator, period: Period, authority: Authority) -> Markup:
    """One indicator: its definition, how it is counted, what to bear in mind, and its worked example."""
    facts = Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(term, words) for term, words in _facts(indicator, period, authority))
    return Markup('<section class="indicator"><h3 id="{}">{}</h3><p>{}</p><dl>{}</dl>{}</section>').format(
        indicator.key, indicator.name, indicator.definition, facts, _example(indicator)
    )


def rules_of_publication(policy: Policy, rounded_to: str = "", covered: Iterable[str] = ()) -> Methodology:
    """How small counts, rounding, percentages and comparisons are dealt with in every table, chart and sentence."""
    rules = (
        *covered,
        *_rules_of_figures(policy, rounded_to),
        "Where percentages of one whole do not add up to 100, the report says so.",
        "Changes are worked out before rounding, so a printed change can differ by one from the difference of the printed figures. "
        "Changes between percentages are in percentage points.",
    )
    return listed(rules)


def rules_of_ranges() -> Methodology:
    """How usual ranges are worked out, what counts as special cause, and how often that is a false alarm."""
    return listed(map(with_terms, RULES))


def never_delivered(tables: Iterable[TableRecord]) -> Methodology:
    """The names of tables of which nothing was ever delivered; nothing where each was."""
    names = [table.title for table in tables]
    return listed(names) if names else Methodology(())


def rules_of_figures(policy: Policy, rounded_to: str = "", covered: Iterable[str] = ()) -> Methodology:
    """The same for figures that nothing is said of but themselves: no changes and no comparisons."""
    return listed((*covered, *_rules_of_figures(policy, rounded_to)))


def _rules_of_figures(policy: Policy, rounded_to: str) -> tuple[str, ...]:
    return (
        *(_rules_of_rounding(policy.disclosure, rounded_to) if rounded_to else _rules_of_hiding(policy.disclosure)),
        "Numbers are rounded once, at the end, halves up.",
        "Percentages of one whole are rounded separately and may not add up to 100.",
        "Different children are counted anew for each period. A child counted in two quarters counts once in the year.",
    )


def listed(rules: Iterable[Markup | str]) -> Methodology:
    """Rules as a list."""
    return Methodology((Markup("<ul>{}</ul>").format(Markup().join(Markup("<li>{}</li>").format(rule) for rule in rules)),))


def _rules_of_hiding(policy: DisclosurePolicy) -> tuple[str, ...]:
    limit = policy.hide_counts_up_to
    own = {name.replace(".", " by "): table.hide_counts_up_to for name, table in policy.tables.items() if table.hide_counts_up_to}
    less = f' Where it gives nothing more away, a sentence says "fewer than {limit + 1}" or "most" instead.' * policy.say_less
    return (
        f"In the public edition a count of children from 1 to {limit} is hidden and shown as [c]; nought is shown as 0. "
        f"Other numbers are hidden where a small one could be worked out from them. A percentage is hidden with its parts.{less}",
        *(f"In the table {name}, counts from 1 to {other} are hidden." for name, other in own.items()),
        *(["In the open data the mark c0 says that a hidden number may also be nought."] if _may_hide_noughts(policy) else []),
    )


def _may_hide_noughts(policy: DisclosurePolicy) -> bool:
    return policy.when_not_protected != "list" or any(own.hide_noughts or own.merge or own.drop for own in policy.tables.values())


def _rules_of_rounding(policy: DisclosurePolicy, rounded_to: str) -> tuple[str, ...]:
    small = (
        f"A count from 1 to {policy.hide_counts_up_to} is shown as [c]; nought is shown as 0."
        if policy.small_when_rounded == "hidden"
        else f"A nought may stand for fewer than {rounded_to}."
    )
    return (
        f"In the public edition numbers of children, and of what happened to them, are rounded to the nearest {rounded_to}, up or down, so "
        f"that all tables still add up. Percentages and changes are worked out from the rounded numbers. {small}",
    )


def _facts(indicator: Indicator, period: Period, authority: Authority) -> list[tuple[str, Markup | str]]:
    return [
        ("Key", Markup("<code>{}</code>, definition version {}").format(indicator.key, indicator.definition_version)),
        ("Why it matters", indicator.why_it_matters),
        ("How it is counted", indicator.measure.words),
        ("What is counted", f"{indicator.unit}, among {indicator.population}"),
        ("Source", _source(indicator)),
        ("Dates", f"In a report on {period.label}: {counted_period(indicator, period, authority).dates}."),
        *[("Divided by", breakdown.name) for breakdown in indicator.breakdowns],
        ("Direction", DIRECTIONS[indicator.better]),
        *[("Bear in mind", CAVEATS[code]) for code in indicator.caveats],
        *[("Break in the series", Markup("From {:%d/%m/%Y}: {}.").format(one.on, with_terms(one.why))) for one in indicator.breaks],
        ("Valid", indicator.validity),
        ("Checked by", _checked(indicator, period)),
    ]


def _checked(indicator: Indicator, period: Period) -> str:
    """Who checked the definition, and when it is due again; overdue at the end of the period reported on, so that no clock decides."""
    overdue = "; overdue when the period ended" if indicator.is_overdue(period.end) else ""
    return f"{indicator.checked_by}; next review by {indicator.next_review:%d/%m/%Y}{overdue}"


def _source(indicator: Indicator) -> str:
    if not indicator.dated_by:
        return "Supplied by a partner."
    return f"The table {indicator.source}; {indicator.dated_by} puts an event in a period."


def _example(indicator: Indicator) -> Markup:
    header, *lines = [
        [(cell.strip() or "empty", False) for cell in line.split("|")] for line in indicator.example.rows.strip().splitlines()
    ]
    caption = f"Worked example for {Period.parse(indicator.example.period).label}: {indicator.name}"
    gives = Markup("<p>This gives <strong>{}</strong>. {}</p>").format(indicator.example.gives, indicator.example.because)
    return Markup('<div class="table-wrap">{}</div>').format(html_table(caption, header, lines)) + gives
