"""Which lines say exactly the same about who they are: the first and safest step of linkage.

Two lines are about one child when they have the same identifier of the same system, the same name and date of birth, or the same NHS
number and besides the same name or the same date of birth. Such matches chain, and end at what speaks against them:

- lines under one identifier that agree neither on the name nor on the date of birth are not joined by it: it is a word that nobody knew
  for one, or a number given to two children, and tells nobody apart either;
- lines of different sex are joined by an identifier alone, so twins whom an office gives one name stay two;
- where a chain would join two identifiers of one system, only identifiers join, and weights and people decide the rest.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.intake.people.names import name_key
from analysis.intake.sources import TEXT

KEYS = ("number", "named", "nhs_born", "nhs_named")
SHARED, NUMBERS, SEXES = "number_of_two_children", "child_with_two_numbers", "child_of_two_sexes"
"""Why lines that share a key are not joined by it: the codes of the rules that say so."""

DOUBTS = {
    SHARED: "rows with one number agree neither on the name nor on the date of birth, so the number does not join them",
    NUMBERS: "what these rows share with others would make one child of two numbers of a system: two children, until somebody decides",
    SEXES: "the same name and date of birth, or NHS number, stand with both sexes: two children, unless a number or a person joins them",
}
"""What is said of such lines."""

FEW = 3
"""So many groups of lines that share a key are a question for a person; more share a word for no number, or a name that many have."""


@dataclass(frozen=True)
class Exact:
    """What is exactly alike, and what nearly was.

    ``lines`` has ``record``, ``cluster`` and ``doubt`` of each line: why it is not joined by a key that it shares, or "". ``apart`` has the
    pairs of clusters that share a key and were not joined: ``one, other``.
    """

    lines: pd.DataFrame
    apart: pd.DataFrame


def exact_clusters(persons: pd.DataFrame, secret: bytes) -> Exact:
    """Which lines of ``persons`` are one child for certain.

    A record is what lines say alike about who they are, a keyed hash of it; a cluster is named after its smallest record. Both depend
    on nothing but what the lines say and the secret.
    """
    keys = exact_keys(persons)
    parted = _parted(keys, persons["sex"])
    whole = connected(*(parted[key] for key in KEYS))
    sound = keys["number"].where(keys["number"] == parted["number"])
    doubled = contested(sound, whole)
    apart = whole.isin(whole[doubled]) & sound.notna()
    # In a contested group only identifiers join the lines that have one.
    label = connected(*(parted[key].mask(apart & (key != "number")) for key in KEYS)) if apart.any() else whole
    identity = _identity(persons, parted, apart)
    record = identity.map({text: _keyed(text, secret) for text in identity.unique()}).astype(TEXT)
    # A cluster is named after its smallest identity, which people can reason about, and not after its smallest hash.
    smallest = identity.groupby(label).min()
    cluster = label.map(smallest.map({text: _keyed(text, secret) for text in smallest})).astype(TEXT)
    doubt = _doubt(keys, parted, doubled, cluster)
    return Exact(
        pd.DataFrame({"record": record, "cluster": cluster, "doubt": doubt}), _apart(keys[whole.isin(whole[doubt != ""])], cluster)
    )


def exact_keys(persons: pd.DataFrame) -> pd.DataFrame:
    """What lines of one child share, one column a key (`KEYS`; empty where a line does not say it), with ``names`` and ``born``."""
    names = persons["name"].map({name: name_key(name) for name in persons["name"].dropna().unique()}).astype(TEXT)
    names = names.where(names != "")
    born = persons["date_of_birth"].dt.strftime("%Y-%m-%d").astype(TEXT)
    nhs = health_number(persons["nhs_number"])
    joined = {"named": born + "|" + names, "nhs_born": nhs + "|" + born, "nhs_named": nhs + "|" + names}
    return pd.DataFrame({"number": persons["local_id"], **joined, "names": names, "born": born})


def parted_numbers(lines: pd.DataFrame) -> pd.Series:
    """The number of each line; where lines under one agree neither on ``names`` nor on ``born``, with what those say that do agree.

    Two groups of lines differ when each says both and they have neither in common. A line that says neither belongs to none of several
    groups, and has no number.
    """
    number, said = lines["number"], ["number", "names", "born"]
    distinct = lines.loc[number.notna(), said].drop_duplicates()
    doubtful = distinct[distinct.groupby("number")[["names", "born"]].transform("nunique").gt(1).all(axis="columns")]
    doubtful = doubtful[doubtful["names"].notna() | doubtful["born"].notna()]
    group = connected(doubtful["number"] + "|" + doubtful["names"], doubtful["number"] + "|" + doubtful["born"])
    several = group[doubtful[said].notna().all(axis="columns")].groupby(doubtful["number"]).nunique()
    shared = number.isin(several.index[several > 1])
    if not shared.any():
        return number
    first = (doubtful["born"].fillna("") + "|" + doubtful["names"].fillna("")).groupby(group).transform("min")
    found = lines[said].merge(doubtful.assign(parted=doubtful["number"] + "|" + first), on=said, how="left")["parted"]
    return found.set_axis(number.index).where(shared, number).astype(TEXT)


def of_one_sex(key: pd.Series, sex: pd.Series) -> pd.Series:
    """The key of each line, with the sex where lines of both share it: the others there may be about either."""
    codes = _codes(key)
    with_it = {one: np.isin(codes, codes[(sex == one).to_numpy()]) for one in ("female", "male")}
    both = with_it["female"] & with_it["male"] & key.notna().to_numpy()
    said = sex.where(sex.isin(list(with_it))).fillna("")
    return key.where(~both, key + "|" + said).astype(TEXT) if both.any() else key


def contested(number: pd.Series, label: pd.Series) -> pd.Series:
    """Whether the system that each line's number is of holds its group under several."""
    held = pd.DataFrame({"label": label, "number": number}).dropna().drop_duplicates()
    several = held.groupby([held["label"], held["number"].str.replace(":.*", "", regex=True)])["number"].transform("size") > 1
    return number.isin(held.loc[several, "number"])


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


def _parted(keys: pd.DataFrame, sex: pd.Series) -> pd.DataFrame:
    """The keys, told apart by what speaks against one child."""
    return pd.DataFrame({"number": parted_numbers(keys)} | {key: of_one_sex(keys[key], sex) for key in KEYS[1:]})


def _doubt(keys: pd.DataFrame, parted: pd.DataFrame, doubled: pd.Series, cluster: pd.Series) -> pd.Series:
    """Why each line is not joined with all that share a key with it; "" where it is."""
    changed = pd.DataFrame({key: keys[key].notna() & (keys[key] != parted[key].fillna("")) for key in KEYS})
    one_sex = [_is_shared_out(keys.loc[changed[key], key], cluster).reindex(keys.index, fill_value=False) for key in KEYS[1:]]
    doubts = [changed["number"], doubled, pd.concat(one_sex, axis="columns").any(axis="columns")]
    return pd.Series(np.select(doubts, [SHARED, NUMBERS, SEXES], ""), index=keys.index, dtype=TEXT)


def _is_shared_out(key: pd.Series, cluster: pd.Series) -> pd.Series:
    """Whether lines with the key of each are in several clusters after all."""
    return cluster[key.index].groupby(key).transform("nunique") > 1


def _apart(keys: pd.DataFrame, cluster: pd.Series) -> pd.DataFrame:
    """Pairs of clusters that share a key of some lines, where few do."""
    pairs = [pd.DataFrame(columns=["one", "other"], dtype=TEXT)]
    for key in KEYS:
        held = pd.DataFrame({"key": keys[key], "cluster": cluster[keys.index]}).dropna().drop_duplicates()
        few = held[held.groupby("key")["cluster"].transform("size").between(2, FEW)]
        both = few.merge(few, on="key", suffixes=("_one", "_other"))
        pairs.append(both.rename(columns={"cluster_one": "one", "cluster_other": "other"}).query("one < other")[["one", "other"]])
    return pd.concat(pairs).drop_duplicates().sort_values(["one", "other"], ignore_index=True)


def _identity(persons: pd.DataFrame, said: pd.DataFrame, apart: pd.Series) -> pd.Series:
    """What each line says of who it is about, as text; two lines of two children never say the same."""
    number, named = said["number"], "1|" + said["named"]
    named = named.mask(apart, named + "|" + number)
    return named.fillna("2|" + number).fillna("3|" + persons["table"] + "|" + persons["reference"])


def _codes(key: pd.Series) -> np.ndarray:
    """Numbers for the values of a key; an empty one shares its number with nobody."""
    codes, values = pd.factorize(key)
    return np.where(codes < 0, len(values) + np.arange(len(codes)), codes)


def _keyed(text: str, secret: bytes) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8, key=secret).hexdigest()
