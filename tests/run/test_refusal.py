"""What the audit finds is seen by whoever runs it: the exit code, the words, and that nothing takes the place of what was there."""

import shutil

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.base.settings import Fault
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import indicator
from analysis.cli import main
from analysis.disclose import EDITIONS, Publishable
from analysis.publish import render_index
from analysis.run.gating import audit_together


def figures(*by_sex, whole="40"):
    blank = dict.fromkeys(RESULT_COLUMNS, "") | {"indicator": "missing_episodes", "period": "2016-17"}
    codes = zip(("female", "male", "not_recorded"), by_sex, strict=True)
    part = blank | {"breakdown": "sex", "denominator": whole}
    split = [part | {"category": code, "numerator": n, "value": "c" if n == "c" else "50"} for code, n in codes]
    return pd.DataFrame([blank | {"numerator": whole, "value": whole}, *split], columns=list(RESULT_COLUMNS), dtype="str")


SAFE, LEAKING = figures("20", "c", "c"), figures("20", "17", "c")


@pytest.fixture
def workspace(tmp_path, new_workspace):
    return new_workspace(tmp_path)


def put(workspace, rows, period="2016-17"):
    folder = workspace.outputs / period / "public"
    folder.mkdir(parents=True)
    rows.to_csv(folder / "results.csv", index=False)
    return folder


def audit(workspace):
    return CliRunner().invoke(main, ["audit", "2016-17", "--workspace", str(workspace.root)])


def test_the_audit_of_a_safe_folder_ends_well_and_writes_its_report(workspace):
    put(workspace, SAFE)
    result = audit(workspace)
    report = workspace.outputs / "audits" / "2016-17.html"
    assert (result.exit_code, result.stderr, result.stdout.strip()) == (0, "", str(report))
    assert "<strong>Passes.</strong>" in report.read_text(encoding="utf-8")
    male = '<th scope="row">Episodes of going missing or being absent, sex: Male, 2016/17</th><td class="num">1</td><td class="num">19</td>'
    assert male in report.read_text(encoding="utf-8")


def test_the_audit_of_a_leaking_folder_fails_and_says_what_can_be_worked_out(workspace):
    put(workspace, LEAKING)
    result = audit(workspace)
    assert result.exit_code == 1
    assert "missing_episodes@2016-17[sex=not_recorded] numerator: a reader can work out that it is 3" in result.stderr
    assert "<strong>Fails.</strong>" in (workspace.outputs / "audits" / "2016-17.html").read_text(encoding="utf-8")


def test_the_list_of_outputs_is_read_too(workspace):
    """It lies beside the folders and goes with them: as it is written it passes, with a number that nothing explains it does not."""
    put(workspace, SAFE)
    html = render_index((), workspace.authority, is_synthetic=True)
    (workspace.outputs / "index.html").write_text(html, encoding="utf-8")
    assert audit(workspace).exit_code == 0
    (workspace.outputs / "index.html").write_text(html.replace("There are no reports yet.", "There are 3 reports yet."), encoding="utf-8")
    result = audit(workspace)
    assert result.exit_code == 1
    assert "index.html: " in result.stderr


def test_without_a_folder_the_audit_says_what_to_run(workspace):
    result = audit(workspace)
    assert result.exit_code == 1
    assert "overview run PERIOD --edition public" in result.stderr


def test_a_leak_that_earlier_releases_hold_alone_is_listed_and_stops_nothing(workspace):
    """The boys were printed before; with what is printed now nothing more is known than was."""
    put(workspace, SAFE)
    (workspace.releases / "2017-05").mkdir(parents=True)
    LEAKING.to_csv(workspace.releases / "2017-05" / "results.csv", index=False)
    result = audit(workspace)
    assert result.exit_code == 0
    assert "known already from earlier releases" in (workspace.outputs / "audits" / "2016-17.html").read_text(encoding="utf-8")


def test_figures_that_can_be_seen_through_stop_a_run_before_anything_is_built(workspace):
    audit_together(Publishable(SAFE, "public"), workspace)
    with pytest.raises(Fault, match="does not pass the disclosure audit"):
        audit_together(Publishable(LEAKING, "public"), workspace)


@pytest.mark.long
@pytest.mark.xdist_group("end to end")
def test_a_run_that_is_refused_exits_with_1_and_builds_no_public_folder(built, tmp_path, new_workspace):
    """An earlier release said what would now be hidden, but for rounding to 1, which the plan does not reason with and the audit does."""
    workspace, quarter = new_workspace(tmp_path), "2016-17-Q3"
    shutil.copytree(built.raw, workspace.raw, ignore=shutil.ignore_patterns("2015-16"))
    counted = pd.read_csv(built.outputs / quarter / "internal" / "results.csv", dtype="str", keep_default_na=False)
    released = counted[(counted["indicator"] == "missing_episodes") & (counted["period"] == quarter)]
    (workspace.releases / "2017-01").mkdir(parents=True)
    sexes = released[released["category"].isin(["female"])].assign(marker="rounded to 1")
    sexes.to_csv(workspace.releases / "2017-01" / "results.csv", index=False)
    result = CliRunner().invoke(main, ["run", quarter, "--workspace", str(workspace.root)])
    assert result.exit_code == 1
    assert "does not pass the disclosure audit, so it is not published" in result.stderr
    assert "missing_episodes@2016-17-Q3[sex=not_recorded] numerator: a reader can work out that it is" in result.stderr
    assert not (workspace.outputs / quarter / "public").exists()


@pytest.mark.xdist_group("end to end")
def test_the_committee_reads_true_totals_for_every_headline_of_the_year(built):
    """Counts of 6 or more, and percentages of them that leave none or 6 or more, stand in public as they are internally."""
    folder = built.outputs / "2016-17"
    public, internal = (pd.read_csv(folder / name / "results.csv", dtype="str", keep_default_na=False) for name in EDITIONS)
    together = internal.merge(public, on=["indicator", "period", "breakdown", "category"], suffixes=("", "_public"))
    told = [key for key in together["indicator"].unique() if indicator(key).statement and indicator(key).about_children]
    year = together["period"].isin(["2016-17", "2016-07 to 2017-04"]) & (together["breakdown"] == "") & together["indicator"].isin(told)
    headlines = [row for row in together[year].to_dict("records") if is_large(row)]
    assert len(headlines) > 10
    assert "30 of 40" in [f"{row['numerator_public']} of {row['denominator_public']}" for row in headlines]
    assert [
        row["indicator"] for row in headlines if (row["numerator"], row["value"]) != (row["numerator_public"], row["value_public"])
    ] == []


def is_large(row):
    if not row["numerator"].isdecimal() or row["unit"] == "age":
        return False
    rest = int(row["denominator"] or row["numerator"]) - int(row["numerator"])
    return int(row["numerator"]) > 5 and not 1 <= rest <= 5
