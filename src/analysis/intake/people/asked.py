"""Pairs that a person is asked about because an exact key would join them and something speaks against it.

They share a number of one system, or name and date of birth, and would be found by no weight: those who share nothing but a number are
not even compared.
"""

from __future__ import annotations

from math import log2

import pandas as pd

from analysis.intake.people.records import LOCAL_IDS
from analysis.intake.people.weights import MODEL, Model
from analysis.intake.sources import TEXT

SAID = ("forename", "surname", "born", "sex", "nhs_number", *LOCAL_IDS)
"""What two records are held against each other by, to the letter."""


def with_asked(pairs: pd.DataFrame, apart: pd.DataFrame, records: pd.DataFrame, lines: pd.DataFrame, model: Model = MODEL) -> pd.DataFrame:
    """The pairs that were compared, with those of ``apart`` (``one, other``) that are not among them; a person alone can join these."""
    known = set(zip(pairs["one"], pairs["other"], strict=True))
    wanted = apart[[pair not in known for pair in zip(apart["one"], apart["other"], strict=True)]]
    if wanted.empty:
        return pairs
    record = lines.groupby("cluster")["record"].min()
    first = records.drop_duplicates("cluster").set_index("cluster")
    ends = {end: first.reindex(wanted[end]).reset_index(drop=True) for end in ("one", "other")}
    levels = {name: _level(ends["one"][name], ends["other"][name]) for name in SAID}
    asked = wanted.reset_index(drop=True).assign(
        **{f"record_{end}": wanted[end].map(record).to_numpy() for end in ends},
        **{f"number_{end}": ends[end]["number"].fillna(-1).astype("int64") for end in ends},
        **{comparison.name: levels.get(comparison.name, "") for comparison in model.comparisons},
        is_safe=False,
        is_plain=False,
    )
    asked = asked.assign(bits=[_bits(row, model) for row in asked.itertuples()])
    asked = asked.assign(probability=(1 / (1 + 2 ** -asked["bits"])).round(9))[list(pairs.columns)]
    return pd.concat([pairs, asked], ignore_index=True) if len(pairs) else asked


def _level(one: pd.Series, other: pd.Series) -> pd.Series:
    level = (one == other).fillna(False).map({True: "equal", False: "differ"}).astype(TEXT)
    return level.where(one.notna() & other.notna(), "")


def _bits(pair: object, model: Model) -> float:
    levels = [level for comparison in model.comparisons for level in comparison.levels if level.name == getattr(pair, comparison.name)]
    return round(log2(model.prior / (1 - model.prior)) + sum(level.bits for level in levels), 6)
