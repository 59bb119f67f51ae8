"""Rows of two tables that find each other: the nearest first, each used once."""

from __future__ import annotations

import pandas as pd


def nearest(pairs: pd.DataFrame, one: str, other: str, by: list[str]) -> pd.DataFrame:
    """The pairs that remain when of the two columns no value may stand twice and nearer pairs go first.

    ``by`` names the columns that say how near a pair is, and which goes first of two that are as near.
    """
    pairs = pairs.sort_values(by)
    rounds = [pairs.iloc[:0]]
    while len(pairs):  # In each round all those pairs that are the nearest for both sides find each other; few rounds are needed.
        found = pairs[~pairs.duplicated(one) & ~pairs.duplicated(other)]
        rounds.append(found)
        pairs = pairs[~pairs[one].isin(found[one]) & ~pairs[other].isin(found[other])]
    return pd.concat(rounds)
