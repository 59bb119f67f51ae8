"""What plan, proof and audit cost as a history grows, and what weights change: `python -m benchmarks.histories`.

The histories are the sample's two years, ten years made of them, and both for an authority with thirty districts instead of seven. Each is
taken in and counted, planned with the shipped policy and attacked by the audit; then the years before the last are taken as published and
the last is planned anew, as each year is. `--weights` plans the two years with the weights and without, and counts what is hidden.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.audit import Terms, audit_numbers
from analysis.base.periods import Period
from analysis.base.policies import DisclosurePolicy
from analysis.base.settings import Workspace
from analysis.chapters import HEADLINES
from analysis.compare.targets import read_targets
from analysis.disclose import protected, write_results_csv
from analysis.disclose.reasons import why_hidden
from analysis.disclose.settle import Settlement, settle, without_internal
from analysis.run.counting import count, read_results
from analysis.run.gating import weighed_policy
from benchmarks.measure import machine
from sample import write_sample
from tests.ten_years import make_ten_years, new_folder

DISTRICTS = 30
HISTORIES = {
    "two years": (2, 0),
    "ten years": (10, 0),
    "two years, thirty districts": (2, DISTRICTS),
    "ten years, thirty districts": (10, DISTRICTS),
}


@dataclass(frozen=True)
class Cost:
    """What one history takes, in seconds of the processor, and how far the plan is from a proven one.

    ``words`` is the search for what sentences may still say of hidden figures.
    """

    rows: int
    hidden: int
    planned: float
    gap: float
    words: float
    audited: float
    passes: bool
    last_year: float


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", action="store_true", help="what weights change, on two years")
    parser.add_argument("--only", nargs="*", choices=HISTORIES, default=HISTORIES)
    parser.add_argument("--seed", type=int, default=2016, help="of the sample")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.weights:
            print("\n".join(weights(made(Path(folder), 2, 0, options.seed))))
        else:
            print("\n".join(histories(Path(folder), options.only, options.seed)))
    print(f"\n{machine('highspy', 'scipy', 'numpy', 'pandas')}")


def made(root: Path, years: int, districts: int, seed: int) -> Workspace:
    """A workspace with so many years and districts, or with those of the sample, counted."""
    new_folder(root)
    if districts:
        file = root / "config" / "authority.toml"
        names = ", ".join(f'"District {n}"' for n in range(1, districts + 1))
        file.write_text(re.sub(r"^districts = .*$", f"districts = [{names}]", file.read_text(), flags=re.MULTILINE))
    write_sample(Workspace(root), seed)
    if years > 2:
        make_ten_years(root / "data" / "raw")
    count(Workspace(root), [])
    return Workspace(root)


def histories(root: Path, names: list[str], seed: int) -> Iterator[str]:
    """One line a history."""
    yield "| history, in CPU s | rows | numbers hidden | plan and proof | gap | words | audit | passes | last year again |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |"
    for name in names:
        one = cost(made(root / name.replace(" ", "-"), *HISTORIES[name], seed), root / "results.csv")
        gap = f"{100 * one.gap:.1f}%" if one.gap else "proven"
        told = "yes" if one.passes else "NO"
        times = f"{one.planned:.1f} | {gap} | {one.words:.1f} | {one.audited:.1f}"
        yield f"| {name} | {one.rows:,} | {one.hidden} | {times} | {told} | {one.last_year:.1f} |"


def cost(workspace: Workspace, file: Path) -> Cost:
    """Plan, attack, and plan the last year once more beside the others as they were published."""
    results, policy = without_internal(read_results(workspace)), weighed_policy(workspace)
    began = time.process_time()
    settled = settle(results, policy)
    planned = time.process_time()
    rows = protected(results, policy)
    worded = time.process_time()
    write_results_csv(rows, file)
    attacked = time.process_time()
    verdict = audit_numbers([file], Terms.of(policy))
    audited = time.process_time()
    before = rows[~rows["period"].isin(_last_year(rows))].assign(release="before")
    again = time.process_time()
    settle(results, policy, before)
    return Cost(
        len(rows),
        len(_hidden(settled)),
        planned - began,
        settled.plan.gap,
        worded - planned,
        audited - attacked,
        verdict.passes,
        time.process_time() - again,
    )


def _last_year(rows: pd.DataFrame) -> set[str]:
    """The names of all periods that end in the last year or later."""
    periods = [Period.parse(name) for name in rows["period"].unique()]
    begins = max(period.start for period in periods if period.is_year)
    return {period.name for period in periods if period.end >= begins}


def _hidden(settled: Settlement) -> list[tuple[str, str]]:
    """The table and the period of every number that is hidden."""
    return [(place.table, place.period) for place in settled.release.places if settled.hides(place)]


def weights(workspace: Workspace) -> Iterator[str]:
    """What is hidden of whom without weights and with them, then by table and by period where that differs, then what targets lost."""
    results, policy = without_internal(read_results(workspace)), weighed_policy(workspace)
    plans = [settle(results, workspace.policy.disclosure), settle(results, policy)]
    yield "| | without weights | with weights |"
    yield "| --- | ---: | ---: |"
    for name, keys in (("all", None), *_groups(workspace)):
        yield _line(f"**numbers hidden: {name}**", [sum(_counts(plan, keys).values()) for plan in plans])
    for part, heading in enumerate(("table", "period")):
        before, after = (Counter(one[part] for one in _hidden(plan)) for plan in plans)
        yield from (
            _line(f"{heading} {name}", [before[name], after[name]]) for name in sorted(before | after) if before[name] != after[name]
        )
    targets = dict(_groups(workspace))["with a target"]
    yield from _exceptions(plans[1], results, policy, targets)


def _line(name: str, numbers: list[int]) -> str:
    return f"| {name} | {' | '.join(map(str, numbers))} |"


def _groups(workspace: Workspace) -> list[tuple[str, tuple[str, ...]]]:
    targets = tuple(target.indicator for target in read_targets(workspace))
    return [("with a target", targets), ("followed by the committee", workspace.policy.quarterly.committee), ("headlines", HEADLINES)]


def _counts(settled: Settlement, keys: tuple[str, ...] | None) -> Counter[str]:
    """How many numbers of each table are hidden; of some indicators those that are not divided."""
    return Counter(table for table, _ in _hidden(settled) if keys is None or table in keys)


def _exceptions(settled: Settlement, results: pd.DataFrame, policy: DisclosurePolicy, keys: tuple[str, ...]) -> Iterator[str]:
    """Why each targeted figure that is hidden is hidden."""
    hidden = {place.address for place in settled.release.places if place.table in keys and settled.hides(place)}
    yield from ("", *(f"- {address}: {'; '.join(why_hidden(results, address, policy))}" for address in sorted(hidden)))


if __name__ == "__main__":
    main()
