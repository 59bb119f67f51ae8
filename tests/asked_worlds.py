"""Twenty questions of analysts over small made-up worlds, planned together with the figures of the reports and attacked as readers would.

It runs in a process of its own, which has the questions of one workspace: ``python -m tests.asked_worlds WORKSPACE SEED...``. It writes
the questions into the workspace where there are none yet, and prints what each world came to.
"""

import json
import os
import random
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_array

BANDS = ("under_10", "10_to_11", "12_to_13", "14_to_15", "16_to_17", "not_recorded")
PLACES = ("home", "own_care", "other_authority_care", "not_recorded")
SEXES, CATEGORIES = ("female", "male", "not_recorded"), ("missing", "absent")
DURATIONS, LOCATED = ("within_8h", "8h_to_24h", "24h_to_72h", "over_72h", "not_recorded"), ("in_area", "out_of_area", "not_placed")
COLUMNS = {"sex": SEXES, "age_band": BANDS, "missing_from": PLACES, "category": CATEGORIES}
"""What the second attacker combines; figures by other columns it leaves alone."""

UNBOUNDED = 3
QUARTERS, NUMBERS = ("2016-17-Q1", "2016-17-Q2", "2016-17-Q3", "2016-17-Q4"), ("numerator", "denominator")
DELIVERED = ("episodes", "notifications", "placements", "placement_details")
REPORTED = ("missing_episodes", "children_with_episodes")
WAYS = ("sex", "episodes")


def questions():
    """The twenty: by one column and by two, under conditions, of rows, of children and as shares."""
    from analysis.base.measures import Count, People, Share, ShareOfPeople, where

    girls, care = {"sex": ("female",)}, {"missing_from": ("own_care", "other_authority_care")}
    yield from (
        (Count(), by, {}) for by in ("age_band", "missing_from", "duration", "located", ("sex", "age_band"), ("located", "age_band"))
    )
    yield from ((Count(), "age_band", tests) for tests in (girls, care, girls | care, {"category": ("missing",)}))
    yield from ((Count(), ("category", "missing_from"), tests) for tests in ({}, girls))
    yield from ((People(), by, {}) for by in ("age_band", "missing_from"))
    yield from ((People(), "", tests) for tests in (girls, care, girls | care))
    yield Share(where("over 72 hours", duration_band="over_72h")), "sex", {}
    yield Share(where("from care", **care), where("missing", category="missing")), "sex", {}
    yield ShareOfPeople(where("from care", **care)), "", {}


def write_questions(root: Path) -> None:
    from analysis.chapters import ALL
    from analysis.chapters.own.questions import Asking, question, text_of
    from analysis.chapters.tables import TABLES
    from analysis.report.keep import added

    text = ""
    for number, (measure, by, tests) in enumerate(questions(), 1):
        ways = ((by,) if by else ()) if isinstance(by, str) else by
        asked = Asking(TABLES["episodes"], measure, None, ways, tests, f"Question {'abcdefghijklmnopqrst'[number - 1]}")
        text += added(text_of(question("asked", asked, ALL)), text, f"question_{number}", {})
    (root / "config" / "questions.toml").write_text(text, encoding="utf-8")


def world(draw: random.Random) -> pd.DataFrame:
    """Episodes of a few children, who keep sex and age and go missing from more than one place."""
    children = {
        f"C{n}": (draw.choices(SEXES, (6, 5, 1))[0], draw.choices(BANDS, (1, 1, 3, 5, 5, 1))[0]) for n in range(draw.randint(5, 40))
    }
    rows = []
    for number in range(draw.randint(10, 120)):
        child = draw.choice(sorted(children))
        sex, band = children[child]
        rows.append({
            "episode_id": f"E{number}", "child_id": child, "sex": sex, "age_band": band,
            "missing_from": draw.choices(PLACES, (6, 4, 2, 1))[0], "category": draw.choices(CATEGORIES, (5, 1))[0],
            "duration_band": draw.choices(DURATIONS, (8, 5, 2, 1, 1))[0], "located": draw.choices(LOCATED, (4, 2, 6))[0],
        })  # fmt: skip
    dates = [draw.choice(pd.date_range("2016-04-01", "2017-03-31")) for _ in rows]
    return pd.DataFrame(rows, dtype="str").assign(started_at=pd.to_datetime(dates))


def outcome(seed: int, folder: Path) -> dict[str, object]:
    """What a release with all questions comes to: what the attackers find, how many numbers are printed and hidden, or why there is none.

    It is of a year, and one in four of its quarters as well.
    """
    from analysis.audit import Terms, audit_numbers
    from analysis.base.periods import Period
    from analysis.base.policies import DisclosurePolicy
    from analysis.base.settings import Fault, Workspace
    from analysis.chapters import BY_KEY, OWN
    from analysis.count.compute import NOTHING_SUPPLIED, Material, compute
    from analysis.disclose import protected
    from analysis.disclose.settle import without_internal

    draw, year = random.Random(seed), Period.parse("2016-17")
    authority = Workspace(Path(os.environ["OVERVIEW_WORKSPACE"])).authority
    reported = [replace(BY_KEY[key], breakdowns=tuple(way for way in BY_KEY[key].breakdowns if way.key in WAYS)) for key in REPORTED]
    asked = [one for chapter in OWN for one in chapter.indicators]
    material = Material({"episodes": world(draw)}, dict.fromkeys(DELIVERED, (year,)), NOTHING_SUPPLIED)
    periods = [year] if seed % 4 else [*year.quarters, year]
    results = without_internal(compute(material, [*reported, *asked], periods, authority))
    policy = DisclosurePolicy(hide_counts_up_to=5, seconds=20, attacks=400)
    try:
        planned = protected(results, policy)
    except Fault as fault:
        return {"seed": seed, "refused": str(fault)}
    file = folder / f"{seed}.csv"
    planned.to_csv(file, index=False)
    found = audit_numbers([file], Terms.of(policy), [])
    shown = planned["numerator"].ne("c")
    exact = worked_out(planned, results, policy.hide_counts_up_to) if found.passes else []
    told = {"faults": list(found.faults), "exact": exact, "figures": len(asked)}
    return told | {"seed": seed, "printed": int(shown.sum()), "hidden": int((~shown).sum())}


def worked_out(planned: pd.DataFrame, results: pd.DataFrame, limit: int) -> list[str]:
    """The small counts of episodes that somebody works out who knows nothing but that each episode has one code in every column.

    Another attacker than the audit: it knows no regions and no records of relations, but sets up every combination of codes and quarter as
    an unknown number of episodes, of which each printed number is a sum.
    """
    cells = pd.MultiIndex.from_product([*COLUMNS.values(), QUARTERS], names=[*COLUMNS, "quarter"]).to_frame(index=False)
    sums = [one for row in planned.to_dict("records") for one in _sums(row, cells)]
    known = [(mask, int(number)) for _, mask, number in sums if number.isdecimal()]
    rows, totals = csr_array(np.array([mask for mask, _ in known], dtype=float)), [number for _, number in known]
    true = {
        f"{address} {column}": int(row[column])
        for row in results.to_dict("records")
        for address in [_address(row)]
        for column in NUMBERS
        if row[column].isdecimal()
    }
    small = [(name, mask) for name, mask, number in sums if number == "c" and 1 <= true[name] <= limit]
    return [name for name, mask in small if _is_exact(mask, rows, totals)]


def _is_exact(mask: np.ndarray, rows: csr_array, totals: list[int]) -> bool:
    least, most = (linprog(sign * mask, A_eq=rows, b_eq=totals, method="highs") for sign in (1, -1))
    assert {least.status, most.status} <= {0, UNBOUNDED}, "the printed numbers contradict each other"
    return most.status != UNBOUNDED and bool(np.ceil(least.fun - 1e-6) == np.floor(-most.fun + 1e-6))


def _sums(row: dict[str, str], cells: pd.DataFrame):
    """Which combinations each number of a row of episodes is the sum of; a share has two numbers."""
    from analysis.base.measures import Count, Share, columns_used
    from analysis.chapters import BY_KEY

    one = BY_KEY[row["indicator"]]
    if not isinstance(one.measure, Count | Share):
        return
    column = one.breakdown(row["breakdown"]).column if row["breakdown"] else ""
    if not (columns_used(one.measure) - {"child_id", "age"} | {column} - {""}) <= set(COLUMNS):
        return
    period = cells["quarter"].eq(row["period"]) if row["period"] in QUARTERS else pd.Series(True, index=cells.index)
    in_category = cells[column].eq(row["category"]) if column else pd.Series(True, index=cells.index)
    whole = one.measure.whole if isinstance(one.measure, Share) else one.measure.of
    base = period & pd.Series(whole.met_by(cells))
    part = base & in_category & (pd.Series(one.measure.part.met_by(cells)) if isinstance(one.measure, Share) else True)
    yield f"{_address(row)} numerator", part.to_numpy(dtype=float), row["numerator"]
    if row["denominator"]:
        yield (
            f"{_address(row)} denominator",
            (base & in_category if isinstance(one.measure, Share) else base).to_numpy(dtype=float),
            row["denominator"],
        )


def _address(row: dict[str, str]) -> str:
    from analysis.base.spec import Address

    return str(Address(row["indicator"], row["period"], row["breakdown"], row["category"]))


def main(root: str, *seeds: str) -> None:
    folder = Path(root)
    os.environ["OVERVIEW_WORKSPACE"] = root
    if not (folder / "config" / "questions.toml").exists():
        write_questions(folder)
        return
    print(json.dumps([outcome(int(seed), folder) for seed in seeds]))


if __name__ == "__main__":
    main(*sys.argv[1:])
