"""From a policy to a plan that stands: what is done where small counts cannot be protected, and what was done, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from io import StringIO

import pandas as pd

from analysis.base.policies import DisclosurePolicy, TablePolicy
from analysis.base.programme import Unsolved
from analysis.base.settings import Fault
from analysis.base.spec import Breakdown
from analysis.chapters import BY_KEY, indicator
from analysis.disclose.cells import ResultCell
from analysis.disclose.pack import Pack
from analysis.disclose.problem import Rules
from analysis.disclose.protect import Plan, Shortfall, protect
from analysis.disclose.release import PlacedPack, release_of

# A small count that a reader can narrow to fewer values than these is as good as known.
LEAST_VALUES = 3
ROUNDS = 5


@dataclass(frozen=True)
class Settlement:
    """A release, its plan, and the policy as it was carried out; ``said`` says in sentences what was done besides hiding."""

    release: PlacedPack
    plan: Plan
    policy: DisclosurePolicy
    said: tuple[str, ...] = ()
    is_rounded: bool = False

    def hides(self, place: ResultCell) -> bool:
        """Whether a place does not print its number. A small one is never printed again, even if it was before."""
        return place.is_dropped or place.is_small(self.policy) or place.cell.name in self.plan.hidden

    def may_be_nought(self, place: ResultCell) -> bool:
        """Whether a reader is told that a hidden number may be nought."""
        return place.is_dropped or self._noughts.get(place.cell.name, False)

    @cached_property
    def _noughts(self) -> dict[str, bool]:
        return {cell.name: cell.nought_may_hide for cell in self.release.pack.cells}


def without_internal(results: pd.DataFrame) -> pd.DataFrame:
    """The results without the indicators and breakdowns that are for the internal edition alone."""
    return results.loc[[not _is_internal(*one) for one in zip(results["indicator"], results["breakdown"], strict=True)]]


def _is_internal(key: str, breakdown: str) -> bool:
    one = indicator(key)
    return one.edition == "internal" or (bool(breakdown) and one.breakdown(breakdown).edition == "internal")


def settle(results: pd.DataFrame, policy: DisclosurePolicy, earlier: pd.DataFrame | None = None, first_month: int = 4) -> Settlement:
    """The plan for some results. The same figures are planned once in a process. Raises `Fault` for a policy that cannot be kept."""
    before = "" if earlier is None or earlier.empty else earlier.to_csv(index=False)
    return _settled(results.to_csv(index=False), policy.model_dump_json(), before, first_month)


@lru_cache(maxsize=4)
def _settled(results: str, policy_json: str, before: str, first_month: int) -> Settlement:
    policy = DisclosurePolicy.model_validate_json(policy_json)
    check_tables(policy)
    frame, earlier = _frame(results), _frame(before) if before else None
    if policy.method == "round":
        return _rounding(_beneath(frame, policy, earlier, first_month), "as config/policy.toml says")
    first = _planned(frame, policy, earlier, first_month)
    return _switched(_remedied(first, frame, earlier, first_month))


def _frame(text: str) -> pd.DataFrame:
    return pd.read_csv(StringIO(text), dtype="str", keep_default_na=False)


def check_tables(policy: DisclosurePolicy) -> None:
    """Raise `Fault` for a table of the policy that no indicator has, and for categories that its breakdown, or all of them, have not."""
    _check_names(policy)
    for name, own in policy.tables.items():
        division = _division(name)
        known = division.codes if division else ()
        strange = [
            code for codes in own.merge for code in codes if code not in known and not (division and (division.by_name or division.listed))
        ]
        if strange:
            raise Fault(
                f"config/policy.toml merges {strange[0]!r} in the table {name!r}. Its categories are: {', '.join(known) or 'none'}."
            )


def _division(table: str) -> Breakdown | None:
    """The breakdown of a table by its name, if it has one. Raises `Fault` when there is no such table."""
    key, _, breakdown = table.partition(".")
    if key not in BY_KEY:
        raise Fault(f"config/policy.toml has a table {table!r}, and no indicator has the key {key!r}. Keys stand in the methodology.")
    return BY_KEY[key].breakdown(breakdown) if breakdown else None


def _check_names(policy: DisclosurePolicy) -> None:
    """Raise `Fault` for a weight of a table that there is not, and for the limit of a category that no breakdown has."""
    for table in policy.weights.figures:
        _division(table)
    known = {code for one in BY_KEY.values() for division in one.breakdowns for code in division.codes}
    for code in policy.categories:
        if code not in known:
            raise Fault(
                f"config/policy.toml gives the category {code!r} a limit, and no breakdown has it. Write a code such as not_recorded."
            )


def _planned(
    frame: pd.DataFrame,
    policy: DisclosurePolicy,
    earlier: pd.DataFrame | None,
    first_month: int,
    said: tuple[str, ...] = (),
) -> Settlement:
    """A plan, with headlines given up one by one as long as they leave a small count as good as known."""
    hideable: frozenset[str] = frozenset()
    for _ in range(ROUNDS):
        release = release_of(frame, policy, first_month, earlier, hideable)
        plan = _protected(release, policy)
        betraying = _headlines_near(release, [one for one in plan.shortfalls if one.width < LEAST_VALUES])
        if not betraying:
            break
        hideable |= betraying
    gone = sorted({place.address for place in release.places if place.cell.name in hideable & plan.hidden})
    told = [f"{address} is hidden: with it, a small count would be as good as known." for address in gone]
    return Settlement(release, plan, policy, (*said, *told))


def _protected(release: PlacedPack, policy: DisclosurePolicy) -> Plan:
    try:
        return protect(release.pack, rules_of(policy), policy.seconds, policy.attacks)
    except Unsolved as reason:
        raise Fault(
            f"No plan was shown to protect these figures ({reason}), so nothing is published. In config/policy.toml merge categories or "
            'drop a table with many small counts, or write method = "round".'
        ) from None


def rules_of(policy: DisclosurePolicy) -> Rules:
    """The policy in the protector's terms."""
    return Rules(policy.hide_counts_up_to)


def _headlines_near(release: PlacedPack, exposed: Iterable[Shortfall]) -> frozenset[str]:
    """The headlines nearest to a count that is as good as known, or else the figures near it that were printed otherwise before.

    Who does not see that a figure has changed takes the old number for true, so hiding it is the last resort.
    Nearest are those in one relation with it, or else with what is not printed and stands in one with it, and so on: 78 in the year and
    three quarters of it tell the fourth, and with a part of the fourth in print what that leaves.
    """
    headlines = {place.cell.name for place in release.places if place.cell.must_show}
    shown = {cell.name for cell in release.pack.cells if cell.must_show}
    inside = [{name for name, _ in relation.terms} for relation in release.pack.relations]
    near = {one.cell for one in exposed}
    while True:
        beside = {name for names in inside if not near.isdisjoint(names) for name in names}
        found = beside & shown & headlines or beside & shown & release.changed
        if found or beside - shown <= near:
            return frozenset(found)
        near |= beside - shown


def _remedied(first: Settlement, frame: pd.DataFrame, earlier: pd.DataFrame | None, first_month: int) -> Settlement:
    """What the policy wants done in the tables whose small counts stay narrower than it asks, and a new plan."""
    policy, tables = first.policy, sorted({shortfall.table for shortfall in first.plan.shortfalls if shortfall.table})
    if policy.when_not_protected == "list" or not tables:
        return first
    changed = {name: own for name in tables if (own := _remedy(name, policy, frame)) is not None}
    second = policy.model_copy(update={"tables": {**policy.tables, **changed}})
    words = {"hide_noughts": "noughts may be hidden too", "merge": "rare categories are shown together", "drop_table": "it is not printed"}
    told = [f"{name}: {words[policy.when_not_protected]}, because small counts could not be protected otherwise." for name in changed]
    return _planned(frame, second, earlier, first_month, (*first.said, *told)) if changed else first


def _remedy(table: str, policy: DisclosurePolicy, frame: pd.DataFrame) -> TablePolicy | None:
    key, _, breakdown = table.partition(".")
    own = policy.of_table(key, breakdown)
    if policy.when_not_protected == "hide_noughts":
        return own.model_copy(update={"hide_noughts": True})
    if policy.when_not_protected == "drop_table":
        return own.model_copy(update={"drop": True})
    rare = rarest(frame, key, breakdown) if breakdown else ()
    return own.model_copy(update={"merge": (*own.merge, rare)}) if rare else None


def rarest(frame: pd.DataFrame, key: str, breakdown: str) -> tuple[str, ...]:
    """The two categories of a breakdown with the fewest counts in all periods together; nothing when it has no third."""
    chosen = frame[(frame["indicator"] == key) & (frame["breakdown"] == breakdown) & frame["numerator"].str.isdecimal()]
    counts = chosen["numerator"].astype(int).groupby(chosen["category"]).sum().sort_values(kind="stable")
    return tuple(sorted(counts.index[:2])) if len(counts) > 2 else ()


def _switched(settled: Settlement) -> Settlement:
    """Rounding instead of hiding, where so much would be hidden that the policy says to switch, or to say so."""
    policy, share = settled.policy, hidden_pct(settled.release.pack, settled.plan)
    if share <= policy.too_much_hidden_pct:
        return settled
    found = f"{share:.0f}% of the numbers that are not nought would be hidden"
    if policy.when_too_much_is_hidden == "round":
        return _rounding(settled, f"because otherwise {found}")
    return replace(settled, said=(*settled.said, f'{found}. Consider method = "round" in config/policy.toml, or merging categories.'))


def _beneath(frame: pd.DataFrame, policy: DisclosurePolicy, earlier: pd.DataFrame | None, first_month: int) -> Settlement:
    """What rounding goes on: the plan of what would be hidden where something is out already, and otherwise that nothing is."""
    if earlier is None:
        return Settlement(release_of(frame, policy, first_month), Plan(frozenset(), frozenset()), policy)
    return _planned(frame, policy, earlier, first_month)


def _rounding(beneath: Settlement, why: str) -> Settlement:
    """Rounding instead of hiding, but for what bears on figures that are out as they are: of these, what a plan hides stays hidden.

    A plan is safe with all other numbers in print as they are, so it is safe with all of them rounded.
    """
    plan, beside = beneath.plan, beneath.release.beside_told
    kept = Plan(plan.primary & beside, plan.secondary & beside, tuple(one for one in plan.shortfalls if one.cell in beside))
    base = beneath.policy.round_to
    said = [f"Numbers about children are rounded to the nearest {base} so that all tables still add up, {why}."]
    if kept.hidden:
        said.append(
            f"{len(kept.hidden)} numbers are hidden all the same: earlier releases printed others as they are, and rounded beside those "
            "they could give a small count away."
        )
    return replace(beneath, plan=kept, said=tuple(said), is_rounded=True)


def hidden_pct(pack: Pack, plan: Plan) -> float:
    """Of the numbers that would be printed and are not nought, the percentage that is hidden."""
    printed = [cell for cell in pack.cells if cell.is_printed and cell.value]
    return 100 * sum(cell.name in plan.hidden for cell in printed) / len(printed) if printed else 0.0
