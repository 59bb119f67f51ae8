"""Which lines say exactly the same about who they are: the first and safest step of linkage.

Two lines are about one child when they have the same identifier of the same system, the same name and date of birth, or the same NHS
number and besides the same name or the same date of birth. Such matches chain.
"""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from analysis.intake.people.names import name_key
from analysis.intake.sources import TEXT


def exact_clusters(persons: pd.DataFrame, secret: bytes) -> pd.DataFrame:
    """``record`` and ``cluster`` of each line of ``persons``.

    A record is what lines say alike about who they are, a keyed hash of it; a cluster is named after its smallest record. Both depend
    on nothing but what the lines say and the secret.
    """
    names = persons["name"].map({name: name_key(name) for name in persons["name"].dropna().unique()}).astype(TEXT)
    names = names.where(names != "")
    born = persons["date_of_birth"].dt.strftime("%Y-%m-%d").astype(TEXT)
    nhs = health_number(persons["nhs_number"])
    named = born + "|" + names
    label = connected(persons["local_id"], named, nhs + "|" + born, nhs + "|" + names)
    identity = ("1|" + named).fillna("2|" + persons["local_id"]).fillna("3|" + persons["table"] + "|" + persons["reference"])
    record = identity.map({text: _keyed(text, secret) for text in identity.unique()}).astype(TEXT)
    # A cluster is named after its smallest identity, which people can reason about, and not after its smallest hash.
    smallest = identity.groupby(label).min()
    cluster = label.map(smallest.map({text: _keyed(text, secret) for text in smallest})).astype(TEXT)
    return pd.DataFrame({"record": record, "cluster": cluster})


def health_number(text: pd.Series) -> pd.Series:
    """NHS numbers as ten digits; what is no such number, or the same digit ten times, is empty."""
    if text.isna().all():
        return text.astype(TEXT)
    digits = text.str.replace(r"\D", "", regex=True)
    return digits.where(digits.str.fullmatch(r"\d{10}").fillna(False).astype(bool) & (digits != digits.str[0] * 10)).astype(TEXT)


def connected(*keys: pd.Series) -> pd.Series:
    """A number for each group of lines that are joined, directly or through others, by sharing any of the keys.

    Every line starts alone; in each round it takes the smallest number among those it shares a key with, until nothing changes.
    """
    label = pd.Series(np.arange(len(keys[0])), index=keys[0].index)
    groups = [_codes(key) for key in keys if key.notna().any()]
    while True:
        smaller = label
        for group in groups:
            smaller = smaller.groupby(group).transform("min")
        if smaller.equals(label):
            return label
        label = smaller


def _codes(key: pd.Series) -> np.ndarray:
    """Numbers for the values of a key; an empty one shares its number with nobody."""
    codes, values = pd.factorize(key)
    return np.where(codes < 0, len(values) + np.arange(len(codes)), codes)


def _keyed(text: str, secret: bytes) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8, key=secret).hexdigest()
