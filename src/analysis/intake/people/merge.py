"""From pairs to children: which exact clusters are joined, and which pairs wait for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.base.settings import PeoplePolicy

SAME, OTHER, UNSURE = "same", "different", "unsure"
MERGED, OPEN, APART, LEFT = "merged", "open", "apart", "left open"
"""What a pair is: one child; awaiting a decision; two children by decision; looked at, and nobody can say."""


Pair = frozenset[str]


class Groups:
    """Clusters joined into children, with what must not be joined."""

    def __init__(self, held: Mapping[str, frozenset[str]], forbidden: Set[Pair], rivals: Set[Pair] = frozenset()) -> None:
        self._of: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._held = dict(held)
        self._forbidden, self._rivals = forbidden, rivals

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
        """Whether no decision keeps two groups apart, no two of them may be twins, and no system holds them under two numbers."""
        first, second = self.name(one), self.name(other)
        if self._held.get(first, frozenset()) & self._held.get(second, frozenset()):
            return False
        return not self.are_apart(first, second) and not self._meet(first, second, self._rivals)

    def are_apart(self, one: str, other: str) -> bool:
        """Whether a decision says that the groups of two clusters are two children."""
        return self._meet(self.name(one), self.name(other), self._forbidden)

    def _meet(self, one: str, other: str, pairs: Set[Pair]) -> bool:
        return bool(pairs) and any(frozenset((a, b)) in pairs for a in self.members(one) for b in self.members(other))

    def members(self, group: str) -> list[str]:
        return self._members.get(group, [group])


def join_clusters(
    pairs: pd.DataFrame,
    rivals: pd.DataFrame,
    held: Mapping[str, frozenset[str]],
    decisions: pd.DataFrame,
    together: Mapping[str, str],
    policy: PeoplePolicy,
) -> tuple[Groups, pd.DataFrame]:
    """Join the pairs that decisions or weights make one child.

    ``rivals`` (``one, other``) may be twins, ``held`` says which systems hold a number for a cluster, ``decisions`` (``one, other,
    decision``, between clusters) what people decided, ``together`` the child that a cluster belonged to in the run before. Decisions come
    first; then pairs of a safe weight, those that were together before anything else, so that a new record never takes a child apart. What
    would go with either of two rivals goes with neither. Returns the groups, and the pairs with their ``state``: of those between two
    children that wait for a decision, the strongest.
    """
    said = {frozenset((row.one, row.other)): row.decision for row in decisions.itertuples()}
    twins = {frozenset(pair) for pair in zip(rivals["one"], rivals["other"], strict=True)}
    apart = [said.get(frozenset(pair)) == OTHER for pair in zip(pairs["one"], pairs["other"], strict=True)]
    strong = pairs[pairs["is_safe"].astype(bool) & (pairs["probability"] >= policy.join_from) & ~np.array(apart, dtype=bool)]
    twins -= set(_between(strong[strong["is_plain"].astype(bool)]))
    groups = Groups(held, {pair for pair, decision in said.items() if decision == OTHER and len(pair) == 2}, twins)
    for row in decisions[decisions["decision"] == SAME].itertuples():
        groups.join(row.one, row.other)
    stayed = [together.get(row.one, row.one) == together.get(row.other, row.other) for row in strong.itertuples()]
    torn = set(_torn(strong, twins))
    for row in strong.assign(stayed=stayed).sort_values("stayed", ascending=False, kind="stable").itertuples():
        pair = frozenset((row.one, row.other))
        if pair not in torn and groups.may_join(row.one, row.other) and said.get(pair) != UNSURE:
            groups.join(row.one, row.other)
    return groups, _once(groups, pairs.assign(state=[_state(groups, said, row.one, row.other) for row in pairs.itertuples()]))


def _once(groups: Groups, pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs, of those between the same two children that wait for a decision only the strongest: the answer is one for all.

    Where somebody has looked at one of them and could not say, none waits.
    """
    children = [frozenset((groups.name(one), groups.name(other))) for one, other in zip(pairs["one"], pairs["other"], strict=True)]
    left = {both for both, state in zip(children, pairs["state"], strict=True) if state == LEFT}
    of_pair = pd.Series(children, index=pairs.index, dtype=object)
    waiting = pairs["state"] == OPEN
    return pairs[~waiting | ~of_pair.isin(left) & ~of_pair[waiting].duplicated().reindex(pairs.index, fill_value=False)].reset_index(
        drop=True
    )


def _torn(strong: pd.DataFrame, twins: Set[Pair]) -> Iterator[Pair]:
    """Pairs of which one may go with the other as well as with a rival of it."""
    for one, near in _partners(strong).items():
        for other in near:
            if any(frozenset((other, rival)) in twins for rival in near):
                yield frozenset((one, other))


def _between(plain: pd.DataFrame) -> Iterator[Pair]:
    """Pairs that a third one has between them, whose name is that of both: Tom and Thomsa, where there is Thomas."""
    for near in _partners(plain).values():
        yield from map(frozenset, combinations(sorted(near), 2))


def _partners(pairs: pd.DataFrame) -> dict[str, set[str]]:
    partners: dict[str, set[str]] = defaultdict(set)
    for one, other in zip(pairs["one"], pairs["other"], strict=True):
        partners[one].add(other)
        partners[other].add(one)
    return partners


def _state(groups: Groups, said: Mapping[frozenset[str], str], one: str, other: str) -> str:
    if groups.name(one) == groups.name(other):
        return MERGED
    if groups.are_apart(one, other):
        return APART
    return LEFT if said.get(frozenset((one, other))) == UNSURE else OPEN
