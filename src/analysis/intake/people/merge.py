"""From pairs to children: which exact clusters are joined, and which pairs wait for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.base.settings import PeoplePolicy

SAME, OTHER, UNSURE = "same", "different", "unsure"
MERGED, OPEN, APART, LEFT = "merged", "open", "apart", "left open"
"""What a pair is: one child; awaiting a decision; two children by decision; looked at, and nobody can say."""


class Groups:
    """Clusters joined into children, with what must not be joined."""

    def __init__(self, held: Mapping[str, frozenset[str]], forbidden: Iterable[tuple[str, str]]) -> None:
        self._of: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._held = dict(held)
        self._forbidden = {frozenset(pair) for pair in forbidden}

    def name(self, cluster: str) -> str:
        """The smallest cluster of its group."""
        return self._of.get(cluster, cluster)

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        first, second = sorted((self.name(one), self.name(other)))
        if first == second:
            return
        moved = self.members(second)
        self._members[first] = [*self.members(first), *moved]
        self._of.update(dict.fromkeys(moved, first))
        self._held[first] = self._held.get(first, frozenset()) | self._held.get(second, frozenset())

    def may_join(self, one: str, other: str) -> bool:
        """Whether no decision keeps two groups apart, and no system holds them under two numbers."""
        first, second = self.name(one), self.name(other)
        if self._held.get(first, frozenset()) & self._held.get(second, frozenset()):
            return False
        return not self.are_apart(first, second)

    def are_apart(self, one: str, other: str) -> bool:
        """Whether a decision says that the groups of two clusters are two children."""
        if not self._forbidden:
            return False
        return any(frozenset((a, b)) in self._forbidden for a in self.members(self.name(one)) for b in self.members(self.name(other)))

    def members(self, group: str) -> list[str]:
        return self._members.get(group, [group])


def join_clusters(
    pairs: pd.DataFrame,
    held: Mapping[str, frozenset[str]],
    decisions: pd.DataFrame,
    together: Mapping[str, str],
    policy: PeoplePolicy,
) -> tuple[Groups, pd.DataFrame]:
    """Join the pairs that decisions or weights make one child.

    ``held`` says which systems hold a number for a cluster, ``decisions`` (``one, other, decision``, between clusters) what people
    decided, ``together`` the child that a cluster belonged to in the run before. Decisions come first; then pairs of a safe weight, those
    that were together before anything else, so that a new record never takes a child apart. Returns the groups and the pairs with their
    ``state``.
    """
    said = {frozenset((row.one, row.other)): row.decision for row in decisions.itertuples()}
    groups = Groups(held, (pair for pair, decision in said.items() if decision == OTHER and len(pair) == 2))
    for row in decisions[decisions["decision"] == SAME].itertuples():
        groups.join(row.one, row.other)
    strong = pairs[pairs["is_safe"].astype(bool) & (pairs["probability"] >= policy.join_from)]
    stayed = [together.get(row.one, row.one) == together.get(row.other, row.other) for row in strong.itertuples()]
    for row in strong.assign(stayed=stayed).sort_values("stayed", ascending=False, kind="stable").itertuples():
        if groups.may_join(row.one, row.other) and said.get(frozenset((row.one, row.other))) != UNSURE:
            groups.join(row.one, row.other)
    return groups, pairs.assign(state=[_state(groups, said, row.one, row.other) for row in pairs.itertuples()])


def _state(groups: Groups, said: Mapping[frozenset[str], str], one: str, other: str) -> str:
    if groups.name(one) == groups.name(other):
        return MERGED
    if groups.are_apart(one, other):
        return APART
    return LEFT if said.get(frozenset((one, other))) == UNSURE else OPEN
