"""The pairs that wait for a person, as questions: what is about one likely child together, the most useful first.

A question is useful by what its answer moves: when two children become one, each table that has rows about both counts a child fewer. Pairs
alike in all that is compared, which people have answered alike so far, come last and can be answered together; each is a decision still.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analysis.chapters.tables import EXTRACTS
from analysis.intake.people.merge import OPEN, UNSURE
from analysis.intake.people.weights import MODEL
from analysis.intake.sources import TEXT

ENOUGH = 5
"""So many like pairs must have been answered, all in one way, before others can be answered together."""

Pattern = tuple[str, ...]


def questions(
    pairs: pd.DataFrame, child_of: pd.Series, tables_of: dict[str, frozenset[str]], decided: dict[frozenset[str], str]
) -> pd.DataFrame:
    """The open ones of ``pairs`` in the order in which to decide them.

    ``child_of`` gives the child of each cluster, ``tables_of`` the tables with rows about each child, ``decided`` what people said of two
    records. Columns besides those of the pairs: ``question`` (a number for each likely child, from 1 up), ``moves`` (in words, what becomes
    of the figures when the pair is one child) and ``pattern`` (the name of a pattern of `patterns`, or "").
    """
    waiting = pairs[pairs["state"] == OPEN]
    names = {pattern: name for name, pattern, _ in patterns(pairs, decided)}
    shared = [sorted(tables_of[one] & tables_of[other]) for one, other in _children(waiting, child_of)]
    found = waiting.assign(
        question=_together(waiting, child_of), gain=[len(tables) for tables in shared], moves=[_moves(tables) for tables in shared],
        pattern=[names.get(pattern_of(pair), "") for pair in waiting.itertuples()],
    )  # fmt: skip
    alike = (found["pattern"] != "").groupby(found["question"]).transform("all")
    most, sure = found.groupby("question")["gain"].transform("sum"), found.groupby("question")["bits"].transform("max")
    ranked = found.assign(alike=alike, most=most, sure=sure)
    order = ["alike", "most", "sure", "question", "bits", "number_one", "number_other"]
    ordered = ranked.sort_values(order, ascending=[True, False, False, True, False, True, True], ignore_index=True)
    number = pd.Series(pd.factorize(ordered["question"])[0] + 1, index=ordered.index, dtype="int64")
    return ordered.assign(question=number).drop(columns=["gain", "alike", "most", "sure"])


def patterns(pairs: pd.DataFrame, decided: dict[frozenset[str], str]) -> list[tuple[str, Pattern, Counter[str]]]:
    """The patterns that were answered often enough, and alike: name, what pairs of it have in common, and how often what was said."""
    said: dict[Pattern, Counter[str]] = {}
    for pair in pairs.itertuples():
        decision = decided.get(frozenset((pair.record_one, pair.record_other)))
        if decision and decision != UNSURE:
            said.setdefault(pattern_of(pair), Counter())[decision] += 1
    alike = sorted(pattern for pattern, counts in said.items() if len(counts) == 1 and counts.total() >= ENOUGH)
    return [(f"P{number}", pattern, said[pattern]) for number, pattern in enumerate(alike, 1)]


def pattern_of(pair: object) -> Pattern:
    """How the records of a pair stand to each other in everything that is compared."""
    return tuple(getattr(pair, comparison.name) for comparison in MODEL.comparisons)


def _children(pairs: pd.DataFrame, child_of: pd.Series) -> list[tuple[str, str]]:
    return list(zip(pairs["one"].map(child_of), pairs["other"].map(child_of), strict=True))


def _together(pairs: pd.DataFrame, child_of: pd.Series) -> np.ndarray:
    """A number for each group of children who are tied by pairs."""
    children = pd.Index(sorted({child for both in _children(pairs, child_of) for child in both}), dtype=TEXT)
    ends = [children.get_indexer(pairs[end].map(child_of)) for end in ("one", "other")]
    ties = coo_array((np.ones(len(pairs)), ends), shape=(len(children), len(children)))
    return connected_components(ties, directed=False)[1][ends[0]] if len(pairs) else np.zeros(0, dtype="int64")


def _moves(tables: list[str]) -> str:
    if not tables:
        return "no table has a child fewer; what each knows is put together"
    return f"one child fewer in: {'; '.join(EXTRACTS[table].title if table in EXTRACTS else table for table in tables)}"
