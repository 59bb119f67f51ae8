"""On the sample, whose truth is known: what linkage finds, what it asks, and that the figures are exact once people have decided."""

import csv
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.chapters import ALL
from analysis.count.compute import compute
from analysis.count.undecided import child_bounds
from analysis.intake.people import Register, decide, read_people_register, write_decisions
from analysis.intake.people.review import Decision
from analysis.intake.pipeline import prepare_tables
from analysis.run.counting import material_of
from sample import write_sample

CONFIG = Path(__file__).parents[3] / "config"
YEAR = Period.parse("2016-17")
KEYS = ("missing_individuals", "children_with_episodes")
COUNTED = tuple(one for one in ALL if one.key in KEYS)


def slip(name: str) -> str:
    """A slip of one letter, at a place that keeps the first one."""
    return name[:2] + ("o" if name[2].casefold() != "o" else "a") + name[3:]


def other_start(name: str) -> str:
    """Another first letter, as for a twin."""
    return ("B" if name[0] != "B" else "D") + name[1:]


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory) -> tuple[Workspace, dict[str, str]]:
    """The sample's notifications alone, some of them spoiled, and the police number of each as it was before."""
    root = tmp_path_factory.mktemp("notifications")
    shutil.copytree(CONFIG, root / "config")
    write_sample(Workspace(root))
    for mapping in (root / "config" / "extracts").glob("*.toml"):
        if mapping.stem != "notifications":
            mapping.unlink()
    shutil.rmtree(root / "config" / "supplied")
    files = sorted((root / "data" / "raw").glob("*/police_notifications.csv"))
    truth = {number: child for file in files for number, child in notifications(file)}
    spoil(files[-1])
    return Workspace(root), truth


def notifications(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["Notification ref"], row["Nominal ID"]) for row in csv.DictReader(file)]


def spoil(path: Path) -> None:
    """In the last notification about each of 40 children the number is gone, or another one, and the forename is not quite right."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    number, forename, kind, sex = (header.index(name) for name in ("Nominal ID", "Forenames", "Type", "Sex"))
    of_child: dict[str, list[list[str]]] = {}
    for row in rows:
        plain = row[forename].strip()
        if row[kind] == "Missing" and row[sex] and len(plain) > 5 and plain.isascii() and plain.isalpha():
            of_child.setdefault(row[number], []).append(row)
    chosen = [found[-1] for found in of_child.values() if len(found) > 1][:40]
    for place, row in enumerate(chosen):
        change = slip if place % 2 else other_start
        row[number], row[forename] = ("" if place % 4 < 2 else f"X{place}"), change(row[forename].strip())
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def figures(workspace: Workspace, intake) -> dict[tuple[str, str], Fraction]:
    results = compute(material_of(intake, workspace), COUNTED, [YEAR], workspace.authority)
    return {(row.indicator, row.category): Fraction(row.numerator) for row in results.itertuples()}


@pytest.mark.xdist_group("people on the sample")
def test_before_and_after_the_decisions(spoiled):
    """Slips of a forename are asked about; the bounds hold the 987 children; and with all decided there are 987 exactly."""
    workspace, truth = spoiled
    before = prepare_tables(workspace)
    linked = before.linked
    children_of = linked.persons["reference"].map(truth)
    of_record = children_of.groupby(linked.lines["record"]).first().dropna()
    asked = linked.pairs[linked.pairs["state"] == "open"]
    assert len(asked) >= 20
    joined = linked.pairs[linked.pairs["state"] == "merged"]
    assert all(of_record[row.record_one] == of_record[row.record_other] for row in joined.itertuples())

    printed = figures(workspace, before)
    bounds = child_bounds(material_of(before, workspace), linked.child_pairs(), COUNTED, [YEAR], workspace.authority)
    (held,) = bounds[(bounds["indicator"] == "missing_individuals") & (bounds["breakdown"] == "")].itertuples()
    assert printed["missing_individuals", ""] == int(held.highest) > 987
    assert int(held.lowest) <= 987

    answers = [
        Decision(f"row {number}", "same" if of_record[row.record_one] == of_record[row.record_other] else "different",
               tuple(sorted((row.record_one, row.record_other))))
        for number, row in enumerate(asked.itertuples(), 2)
    ]  # fmt: skip
    write_decisions(workspace, decide(linked, Register(), answers, "A. Officer", YEAR.end))
    assert len(read_people_register(workspace).decisions) == len(answers)
    after = prepare_tables(workspace)
    assert (after.linked.pairs["state"] != "open").all()
    assert figures(workspace, after)["missing_individuals", ""] == 987
