"""A force with a level of risk more: counted, protected, shown and said as the configuration says, in its order."""

import pytest
from bs4 import BeautifulSoup

from analysis.audit import Terms, audit_numbers
from analysis.base.periods import Period
from analysis.base.policies import DisclosurePolicy
from analysis.base.settings import Workspace
from analysis.chapters import told_by
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, drawn_table
from analysis.disclose import gate
from analysis.publish import write_results_csv
from tests.report.opened import opened

YEAR, KEY = Period.parse("2018-19"), "episode_risk_levels"
HIDING = DisclosurePolicy(hide_counts_up_to=5)
WORDS = "\n".join(f'[[risk_levels]]\ncode = "{code}"' for code in ("no_apparent_risk", "very_low", "low", "medium", "high"))


@pytest.fixture
def workspace(tmp_path, new_workspace):
    made = new_workspace(tmp_path)
    (made.config / "vocabulary.toml").write_text(WORDS, encoding="utf-8")
    return Workspace(made.root)


def counted(workspace, **levels):
    """So many episodes of the year at each level, each of another child."""
    each = [level for level, count in levels.items() for _ in range(count)]
    lines = [
        "episode_id | child_id | started_at | risk_level",
        *(f"{n} | c{n} | 2018-05-01 10:00 | {level}" for n, level in enumerate(each)),
    ]
    material = Material({"episodes": drawn_table("\n".join(lines))}, dict.fromkeys(DELIVERED, (YEAR,)), NOTHING_SUPPLIED)
    told = [one for one in told_by(workspace.authority) if one.key == KEY]
    return compute(material, told, (YEAR, *YEAR.quarters), workspace.authority)


DELIVERED = ("notifications", "placements", "placement_details", "episodes")


def by_level(rows):
    mine = rows[(rows["breakdown"] == "risk") & (rows["period"] == YEAR.name)]
    return dict(zip(mine["category"], mine["numerator"], strict=True))


def test_every_level_is_counted_in_the_order_of_the_force(workspace):
    """What the police called absent ended in March 2017, so it is no level of 2018/19."""
    found = by_level(counted(workspace, very_low=3, low=20, medium=30, high=9))
    assert found == {"high": "9", "low": "20", "medium": "30", "no_apparent_risk": "0", "not_recorded": "0", "very_low": "3"}


def test_a_level_with_few_episodes_is_hidden_with_another(workspace, tmp_path):
    """The levels make up the whole, so a second number is hidden; the audit would read the first off it."""
    rows = counted(workspace, very_low=3, low=20, medium=30, high=9, not_recorded=7, no_apparent_risk=8)
    printed, file = gate(rows, "public", HIDING).rows, tmp_path / "results.csv"
    shown = by_level(printed)
    assert shown["very_low"] == "c"
    (other,) = [level for level, number in shown.items() if number == "c" and level != "very_low"]
    write_results_csv(printed, file)
    assert audit_numbers([file], Terms.of(HIDING, 4), []).passes
    place = ["indicator", "period", "breakdown", "category"]
    again, true = printed.set_index(place), rows.set_index(place)
    again.loc[(KEY, YEAR.name, "risk", other)] = true.loc[(KEY, YEAR.name, "risk", other)]
    write_results_csv(again.reset_index()[list(printed.columns)], file)
    assert not audit_numbers([file], Terms.of(HIDING, 4), []).passes


def test_tables_and_sentences_say_the_levels_in_order(workspace):
    report = opened(workspace, YEAR, gate(counted(workspace, very_low=90, low=20, medium=30, high=9), "internal", HIDING))
    table = BeautifulSoup(str(report.table.split(KEY, "risk")._repr_mimebundle_()["text/html"]), "html.parser")
    rows = [row.find(["th", "td"]).get_text() for row in table.select("tbody tr")]
    assert rows[:6] == ["No apparent risk", "Very low", "Low", "Medium", "High", "Not recorded"]
