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
from analysis.intake.people.forms import NAMES, SEX_OF, first_of, long_forms, related_names, sound_of, spelling_of, vowels_of
from analysis.intake.people.names import ordered_key, split_name
from analysis.intake.people.rules import OPEN_TO_TWINS, RIVALS_FROM, is_possible, is_safe, rivals_among, sex_known
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
    "l.postcode = r.postcode and l.born = r.born",
    "l.surname = r.surname and substr(l.born, 1, 7) = substr(r.born, 1, 7)",
    "l.forename = r.forename and l.born_swapped = r.born",
    "l.nhs_number = r.nhs_number",
)
"""Only pairs for which one of these holds are compared at all."""

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
    offices = persons["source"].groupby(lines["cluster"]).agg(lambda sources: "|".join(sorted(set(sources)))).rename("offices")
    records = _with_sex(_keys(named), persons, lines).join(offices, on="cluster").join(_numbers_held(persons, lines), on="cluster")
    records = records[["record", "cluster", "offices", *COMPARED]].drop_duplicates()
    records = records.sort_values(["cluster", "record", *COMPARED], ignore_index=True)
    return _worked_out(records).rename_axis("number").reset_index()


def compare_records(records: pd.DataFrame, review_from: float, engine: Engine | None = None, model: Model = MODEL) -> Compared:
    """The pairs of clusters that may be one child, strongest first, and those that may be twins.

    ``review_from`` is the smallest probability worth a look. Columns of ``pairs``: ``one, other`` (clusters), ``record_one, record_other``
    and ``number_one, number_other`` of the two records that are most alike, ``probability``, ``bits``, ``is_safe`` (no rule forbids joining
    without a decision), ``is_plain`` (the forenames are no form of a third one) and, for each comparison, the name of its level (empty
    when there was nothing to compare).
    """
    names = [comparison.name for comparison in model.comparisons]
    columns = [
        "one",
        "other",
        "record_one",
        "record_other",
        "number_one",
        "number_other",
        "probability",
        "bits",
        "is_safe",
        "is_plain",
        *names,
    ]
    if records["cluster"].nunique() < 2:
        return Compared(pd.DataFrame(columns=columns), pd.DataFrame(columns=["one", "other"]))
    scored = _levels(_predicted(records, min(review_from, RIVALS_FROM), model, engine or duckdb_engine), model)
    compared = _in_order(scored, records)
    compared = compared.assign(is_safe=is_safe(compared), is_plain=~compared["forename"].isin(OPEN_TO_TWINS))
    pairs = compared[is_possible(compared) & (compared["probability"] >= review_from)]
    # Weights are sums of floating-point numbers, which engines add up in orders of their own.
    pairs = pairs.assign(bits=pairs["bits"].round(6), probability=pairs["probability"].round(9))
    pairs = pairs.sort_values(["is_safe", "bits", "number_one", "number_other"], ascending=[False, False, True, True])
    return Compared(pairs.drop_duplicates(["one", "other"])[columns].reset_index(drop=True), rivals_among(compared))


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
    found = linker.inference.predict(threshold_match_probability=review_from)
    # What was compared stays with the engine: millions of pairs of it would take several GB.
    wanted = [
        "number_l",
        "number_r",
        "match_weight",
        "match_probability",
        *(f"gamma_{comparison.name}" for comparison in model.comparisons),
    ]
    return linker.misc.query_sql(f"select {', '.join(wanted)} from {found.physical_name}").as_pandas_dataframe()


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
    """The pairs with their records and clusters, the smaller number first."""
    numbers = np.sort(pairs[["number_one", "number_other"]].to_numpy(), axis=1)
    ends = {"one": numbers[:, 0], "other": numbers[:, 1]}
    found = pairs.assign(number_one=ends["one"], number_other=ends["other"])
    for end, number in ends.items():
        found = found.assign(**{end: records["cluster"].to_numpy()[number], f"record_{end}": records["record"].to_numpy()[number]})
    return found.assign(sex_known=sex_known(found, records))


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
    text["nhs_number"] = health_number(named["nhs_number"])
    return named[["record", "cluster"]].assign(**text).astype(TEXT)


def _with_sex(records: pd.DataFrame, persons: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """The sex of the forename, where it is one of girls or boys alone, or else what most rows of each cluster say: a slip joins no twin."""
    female, male = ((persons["sex"] == sex).groupby(lines["cluster"]).sum() for sex in ("female", "male"))
    said = pd.Series(np.select([female > male, female < male], ["female", "male"], None), index=female.index).astype(TEXT)
    named = _mapped(records["forename"], lambda name: SEX_OF.get(name.partition(" ")[0], ""))
    return records.assign(sex=named.fillna(records["cluster"].map(said)).astype(TEXT))


def _mapped(text: pd.Series, key: Callable[[str], str]) -> pd.Series:
    mapped = text.map({value: key(value) for value in text.dropna().unique()}).astype(TEXT)
    return mapped.where(mapped != "")


def _numbers_held(persons: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """The smallest number that each system holds each cluster under."""
    system = persons["local_id"].str.extract("^([^:]*):", expand=False)
    held = {column: persons["local_id"].where(system == column).groupby(lines["cluster"]).min() for column in LOCAL_IDS}
    return pd.DataFrame(held).astype(TEXT)


def _forms(forename: pd.Series) -> dict[str, pd.Series]:
    """What `conditions` compares forenames by."""
    first = _mapped(forename, lambda name: name.partition(" ")[0])
    spelling, long, short = _mapped(forename, spelling_of), _mapped(forename, long_forms), _mapped(first, long_forms)
    return {
        "forename_spelling": spelling,
        "forename_sound": _mapped(spelling, sound_of),
        "forename_vowels": _mapped(forename, vowels_of).fillna(""),
        "forename_is_name": forename.isin(NAMES).astype("int64"),
        "forename_long": long,
        "forename_longest": _mapped(long, first_of),
        "forename_first": first,
        "forename_leading": _mapped(first, spelling_of),
        "forename_further": _mapped(forename, lambda name: name.partition(" ")[2]).fillna(""),
        "forename_short": short,
        "forename_shortest": _mapped(short, first_of),
        "forename_related": _mapped(forename, related_names),
    }


def _worked_out(records: pd.DataFrame) -> pd.DataFrame:
    """With the columns that the comparisons need besides: letters in order, day and month swapped, the first half of a postcode."""
    year, month, day = records["born"].str[:4], records["born"].str[5:7], records["born"].str[8:]
    letters = {
        f"{name}_letters": _mapped(records[name], lambda text: "".join(sorted(text)))
        for name in ("forename", "surname", "born", "nhs_number")
    }
    outward = records["postcode"].str[:-3]
    return records.assign(
        **letters,
        **_forms(records["forename"]),
        year=year.fillna("0").astype("int64"),
        born_swapped=(year + "-" + day + "-" + month).where(day <= "12"),
        outward=outward.where(outward != ""),
        place=records["postcode"].fillna(records["district"]),
    )
