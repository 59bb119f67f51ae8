"""Records that are not exactly alike, compared in pairs by splink with the fixed weights of `weights`.

Records are compared only between exact clusters, one for each distinct way of writing a child, so millions of rows become thousands of
records. Input is sorted and DuckDB keeps to one thread; nothing is drawn at random and nothing learned from the file, so a pair's weight
depends on its two records alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.settings import Fault
from analysis.intake.people.exact import health_number
from analysis.intake.people.names import long_forms, ordered_key, sound_of, split_name
from analysis.intake.people.weights import MODEL, Likeness, Model
from analysis.intake.sources import LOCAL_IDS, TEXT

WRITTEN = ["forename", "surname", "name", "also_known_as", "date_of_birth", "sex", "postcode", "district", "nhs_number"]
COMPARED = ["forename", "surname", "born", "sex", "postcode", "district", "nhs_number", *LOCAL_IDS]
DIFFERENT = "l.cluster <> r.cluster"
BLOCKS = (
    "l.born = r.born and substr(l.surname, 1, 1) = substr(r.surname, 1, 1)",
    "l.born = r.born and substr(l.forename, 1, 1) = substr(r.forename, 1, 1)",
    "l.forename = r.forename and l.surname = r.surname",
    "l.forename = r.surname and l.surname = r.forename",
    "l.postcode = r.postcode and l.forename = r.forename",
    "l.postcode = r.postcode and l.surname = r.surname",
    "l.surname = r.surname and substr(l.born, 1, 7) = substr(r.born, 1, 7)",
    "l.forename = r.forename and l.born_swapped = r.born",
    "l.nhs_number = r.nhs_number",
)
"""Only pairs for which one of these holds are compared at all."""

NAMED = ("equal", "swapped", "part", "short")
"""Forenames that are one name. Any other two, however alike, may be the names of twins: Ella and Ellie, Kayla and Kayle."""

BY_SEX = {"either": ("one", "both"), "sound": ("both",)}
"""Forenames that are one name of children of one sex, and of how many the sex must be known: Sam is short for Samuel and for Samantha,
Ellie sounds like Eli."""

RELATED = ("equal", "swapped", "part", "slip")
"""Surnames of one family."""

RIVALS_FROM = 0.01
"""The smallest probability of twins: they are told apart, though never asked about."""

OWN = {
    "forename": (*NAMED, *BY_SEX),
    "born": ("equal", "swapped", "leap", "placeholder", "slip"),
    "nhs_number": ("equal", "slip"),
}
"""What is a child's own and not the family's. Two of these must agree before a pair can be joined without a person's decision: twins share
a date of birth, a parent may share the name, and brothers and sisters share neither."""

EXACTLY = {"forename": ("equal", "swapped"), "born": ("equal",), "nhs_number": ("equal",)}
"""At least one of the child's own must agree to the letter."""

SHARED = {"surname": RELATED, "place": ("postcode",), "nhs_number": ("equal",)}
"""And one of these must agree besides."""

AGAINST = {"sex": ("differ",), "nhs_number": ("differ",), "police_person_id": ("differ",), "social_care_id": ("differ",)}
"""What keeps a pair from being joined without a person's decision, however much speaks for it."""

Engine = Callable[[], Any]


@dataclass(frozen=True)
class Compared:
    """The ``pairs`` of clusters that may be one child, and the ``rivals`` (``one, other``) that no chain of pairs may make one."""

    pairs: pd.DataFrame
    rivals: pd.DataFrame


def comparable_records(persons: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """One row for each distinct way in which a child with a name is written, sorted.

    Columns: ``number`` (0 up), ``record, cluster`` as in `exact_clusters`, those of `COMPARED`, and what is worked out from them for the
    comparisons. A name the child is also known by makes a row of its own.
    """
    written = pd.concat([lines, persons[WRITTEN]], axis="columns")[persons["name"].notna()].drop_duplicates()
    named = _with_names(written)
    also = written[written["also_known_as"].notna()]
    if len(also):
        named = pd.concat([named, _also_known_as(also)])
    records = _of_known_sex(_keys(named)).join(_numbers_held(persons, lines), on="cluster")
    records = records[["record", "cluster", *COMPARED]].drop_duplicates()
    records = records.sort_values(["cluster", "record", *COMPARED], ignore_index=True)
    return _worked_out(records).rename_axis("number").reset_index()


def compare_records(records: pd.DataFrame, review_from: float, engine: Engine | None = None, model: Model = MODEL) -> Compared:
    """The pairs of clusters that may be one child, strongest first, and those that may be twins.

    ``review_from`` is the smallest probability worth a look. Columns of ``pairs``: ``one, other`` (clusters), ``record_one, record_other``
    and ``number_one, number_other`` of the two records that are most alike, ``probability``, ``bits``, ``is_safe`` (no rule forbids joining
    without a decision) and, for each comparison, the name of its level (empty when there was nothing to compare).
    """
    names = [comparison.name for comparison in model.comparisons]
    columns = ["one", "other", "record_one", "record_other", "number_one", "number_other", "probability", "bits", "is_safe", *names]
    if records["cluster"].nunique() < 2:
        return Compared(pd.DataFrame(columns=columns), pd.DataFrame(columns=["one", "other"]))
    scored = _levels(_predicted(records, min(review_from, RIVALS_FROM), model, engine or duckdb_engine), model)
    compared = _in_order(scored, records)
    compared = compared.assign(is_safe=_is_safe(compared))
    pairs = compared[_is_possible(compared) & (compared["probability"] >= review_from)]
    # Weights are sums of floating-point numbers, which engines add up in orders of their own.
    pairs = pairs.assign(bits=pairs["bits"].round(6), probability=pairs["probability"].round(9))
    pairs = pairs.sort_values(["is_safe", "bits", "number_one", "number_other"], ascending=[False, False, True, True])
    return Compared(pairs.drop_duplicates(["one", "other"])[columns].reset_index(drop=True), _rivals(compared))


def duckdb_engine() -> Any:
    """DuckDB in memory, on one thread."""
    import duckdb
    from splink import DuckDBAPI

    return DuckDBAPI(duckdb.connect(config={"threads": 1}))


def spark_engine() -> Any:
    """Spark as it is set up where this runs (``SPARK_HOME``, ``spark-defaults.conf``); without any, on this machine alone.

    Raises `Fault` when the extra ``[spark]`` is not installed.
    """
    try:
        from pyspark.sql import SparkSession
        from splink import SparkAPI
    except ImportError:
        raise Fault('Spark is not installed. Install the extra [spark], or write engine = "duckdb" in config/policy.toml.') from None
    session = SparkSession.builder.appName("safeguarding-overview").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    # No comparison needs the functions that splink brings along for Spark.
    return SparkAPI(spark_session=session, break_lineage_method="persist", register_udfs_automatically=False)


ENGINES = {"duckdb": duckdb_engine, "spark": spark_engine}


def settings(model: Model = MODEL) -> dict[str, Any]:
    """The model in splink's terms."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "number",
        "probability_two_random_records_match": model.prior,
        "comparisons": [_comparison(comparison) for comparison in model.comparisons],
        "blocking_rules_to_generate_predictions": [{"blocking_rule": f"{rule} and {DIFFERENT}"} for rule in BLOCKS],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(one: Likeness) -> dict[str, Any]:
    nothing = {
        "sql_condition": f"{one.needs}_l is null or {one.needs}_r is null",
        "label_for_charts": "nothing to compare",
        "is_null_level": True,
    }
    levels = [
        {"sql_condition": level.sql, "label_for_charts": level.name, "m_probability": level.m, "u_probability": level.u}
        for level in one.levels
    ]
    return {"output_column_name": one.name, "comparison_levels": [nothing, *levels]}


def _predicted(records: pd.DataFrame, review_from: float, model: Model, engine: Engine) -> pd.DataFrame:
    from splink import Linker

    api = engine()
    linker = Linker(api.register(_plain(records)), settings(model), log_level="ERROR")
    return linker.inference.predict(threshold_match_probability=review_from).as_pandas_dataframe()


def _plain(records: pd.DataFrame) -> Any:
    """The records as every engine takes them."""
    import pyarrow as pa

    return pa.Table.from_pandas(records, preserve_index=False)


def _levels(predicted: pd.DataFrame, model: Model) -> pd.DataFrame:
    """The pairs with the names of their levels in place of numbers."""
    names = {comparison.name: dict(enumerate(reversed([level.name for level in comparison.levels]))) for comparison in model.comparisons}
    levels = {name: predicted[f"gamma_{name}"].map(by_number).fillna("") for name, by_number in names.items()}
    kept = predicted[["number_l", "number_r", "match_weight", "match_probability"]]
    renamed = {"number_l": "number_one", "number_r": "number_other", "match_weight": "bits", "match_probability": "probability"}
    return kept.rename(columns=renamed).assign(**levels)


def _in_order(pairs: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """The pairs with their records and clusters, the smaller number first; ``sex_known`` of none, one or both."""
    numbers = np.sort(pairs[["number_one", "number_other"]].to_numpy(), axis=1)
    ends = {"one": numbers[:, 0], "other": numbers[:, 1]}
    found = pairs.assign(number_one=ends["one"], number_other=ends["other"])
    for end, number in ends.items():
        found = found.assign(**{end: records["cluster"].to_numpy()[number], f"record_{end}": records["record"].to_numpy()[number]})
    known = records["sex"].notna().to_numpy()
    return found.assign(sex_known=np.array(["none", "one", "both"])[known[ends["one"]] + known[ends["other"]].astype("int64")])


def _is_possible(pairs: pd.DataFrame) -> pd.Series:
    """Pairs worth a person's look: other forenames are a twin's or sibling's, other dates of birth a sibling's or parent's."""
    apart = (pairs["forename"] == "differ") | (pairs["born"] == "differ")
    return ~apart | pairs["nhs_number"].isin(OWN["nhs_number"])


def _is_safe(pairs: pd.DataFrame) -> pd.Series:
    """Pairs that the weight alone may join: see `OWN`, `EXACTLY`, `SHARED` and `AGAINST`."""
    own, exactly, shared, against = (_count(pairs, rule) for rule in (OWN, EXACTLY, SHARED, AGAINST))
    own = own - (pairs["forename"].isin(list(BY_SEX)) & ~_is_one_name(pairs))
    return (own >= 2) & (exactly >= 1) & (shared >= 1) & (against == 0)


def _rivals(compared: pd.DataFrame) -> pd.DataFrame:
    """Clusters of one surname and date of birth whose forenames are not one name, or whose sexes differ, in all their records."""
    twins = ~_is_one_name(compared) | (compared["sex"] == "differ")
    rival = twins & (compared["born"] == "equal") & compared["surname"].isin(RELATED) & ~compared["nhs_number"].isin(OWN["nhs_number"])
    always = rival.groupby([compared["one"], compared["other"]]).all()
    return always.index[always].to_frame(index=False)


def _is_one_name(pairs: pd.DataFrame) -> pd.Series:
    by_sex = [(pairs["forename"] == level) & pairs["sex_known"].isin(known) for level, known in BY_SEX.items()]
    return pairs["forename"].isin(NAMED) | pd.concat(by_sex, axis="columns").any(axis="columns")


def _count(pairs: pd.DataFrame, rule: dict[str, tuple[str, ...]]) -> pd.Series:
    return pd.concat([pairs[name].isin(levels) for name, levels in rule.items()], axis="columns").sum(axis="columns")


def _with_names(written: pd.DataFrame) -> pd.DataFrame:
    """Forename and surname of each, also where they stand in one cell."""
    whole = written["forename"].isna() & written["surname"].isna()
    parts = {name: split_name(name) for name in written.loc[whole, "name"].unique()}
    forename = written["forename"].mask(whole, written["name"].map({name: first for name, (first, _) in parts.items()}))
    surname = written["surname"].mask(whole, written["name"].map({name: last for name, (_, last) in parts.items()}))
    return written.assign(forename=forename, surname=surname)


def _also_known_as(written: pd.DataFrame) -> pd.DataFrame:
    """The same children under their other names; one word is a forename that goes with the same surname."""
    named = _with_names(written)
    each = named.assign(also=named["also_known_as"].str.split(r"[;/|]")).explode("also")
    each = each.assign(also=each["also"].str.strip()).query("also != ''")
    parts = [split_name(also) if " " in also else (also, surname) for also, surname in zip(each["also"], each["surname"], strict=True)]
    return each.assign(forename=[first for first, _ in parts], surname=[last for _, last in parts])


def _keys(named: pd.DataFrame) -> pd.DataFrame:
    """The columns that are compared, in plain letters; what says nothing is empty."""
    text = {name: _mapped(named[name], ordered_key) for name in ("forename", "surname", "district")}
    text["postcode"] = _mapped(named["postcode"], lambda code: "".join(code.split()).upper())
    text["born"] = named["date_of_birth"].dt.strftime("%Y-%m-%d")
    text["sex"] = named["sex"].where(named["sex"].isin(["female", "male"]))
    text["nhs_number"] = health_number(named["nhs_number"])
    return named[["record", "cluster"]].assign(**text).astype(TEXT)


def _of_known_sex(records: pd.DataFrame) -> pd.DataFrame:
    """With the sex that the other records of a cluster agree on where one does not say it."""
    of_cluster = records.groupby("cluster")["sex"]
    return records.assign(sex=records["sex"].fillna(of_cluster.transform("first").where(of_cluster.transform("nunique") == 1)).astype(TEXT))


def _mapped(text: pd.Series, key: Callable[[str], str]) -> pd.Series:
    mapped = text.map({value: key(value) for value in text.dropna().unique()}).astype(TEXT)
    return mapped.where(mapped != "")


def _numbers_held(persons: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """The smallest number that each system holds each cluster under."""
    system = persons["local_id"].str.extract("^([^:]*):", expand=False)
    held = {column: persons["local_id"].where(system == column).groupby(lines["cluster"]).min() for column in LOCAL_IDS}
    return pd.DataFrame(held).astype(TEXT)


def _worked_out(records: pd.DataFrame) -> pd.DataFrame:
    """With the columns that the comparisons need besides: letters in order, day and month swapped, the first half of a postcode."""
    year, month, day = records["born"].str[:4], records["born"].str[5:7], records["born"].str[8:]
    letters = {
        f"{name}_letters": _mapped(records[name], lambda text: "".join(sorted(text)))
        for name in ("forename", "surname", "born", "nhs_number")
    }
    outward = records["postcode"].str[:-3]
    return records.assign(
        forename_long=_mapped(records["forename"], long_forms),
        forename_sound=_mapped(records["forename"], sound_of),
        **letters,
        year=year.fillna("0").astype("int64"),
        born_swapped=(year + "-" + day + "-" + month).where(day <= "12"),
        outward=outward.where(outward != ""),
        place=records["postcode"].fillna(records["district"]),
    )
