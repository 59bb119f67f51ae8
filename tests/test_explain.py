"""Where the figures of a full run come from: every one of them, down to the raw rows."""

import csv

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.spec import Address
from analysis.chapters import ALL
from analysis.chapters.tables import EXTRACTS, TABLES, extracts_behind
from analysis.cli import main
from analysis.count.evidence import Evidence
from analysis.explain import Book, corrections, explanation, kept_aside
from tests.tables import delivered_rows

pytestmark = pytest.mark.xdist_group("end to end")


def test_the_rows_of_every_figure_come_to_it(built):
    """Found anew from the records and counted another way: of every figure of the year, and of one in five of the other periods."""
    book = Book(built)
    available = [figure for figure in book.figures.values() if figure.value != "x"]
    of_the_year = [figure for figure in available if figure.address.period == "2016-17"]
    assert len(of_the_year) > 600
    for figure in (*of_the_year, *available[::5]):
        found = book.evidence(figure)
        assert (found.numerator, found.denominator) == (figure.numerator, figure.denominator)


def test_every_row_that_can_be_counted_is_traced_to_a_line_of_a_file(built):
    for (table, _), events in Book(built).ledger.tables.items():
        known = pd.read_parquet(built.processed / "origins" / f"{table}.parquet", columns=["position", "file", "row"]).dropna()
        assert set(events["position"]) <= set(known["position"]), table


def test_an_explanation_goes_from_the_sentence_to_the_file(built):
    told = explanation(built, "missing_notifications@2016-17")
    for words in (
        "missing_notifications@2016-17 is 2,646",
        "2016-17, public edition: sentence “The police sent 2,646 notifications",
        "Key figures: children missing from home and care, 2016/17”, row “Notifications of missing and absent children",
        "definition version 1, valid for all dates",
        "counted where category in ['missing', 'absent']",
        "by sent_at",
        "data/raw/2016-17/police_notifications.csv: 2,646 rows, sha256 ",
        "shown as 2,646",
        "python 3.",
    ):
        assert words in told
    assert str(built.root) not in told


COUNTED = [next(indicator for indicator in ALL if indicator.source == table) for table in TABLES if any(one.source == table for one in ALL)]


@pytest.mark.parametrize("indicator", COUNTED, ids=lambda indicator: indicator.source)
def test_corrections_and_rows_kept_aside_of_every_extract_behind_a_figure_are_told(tmp_path, indicator):
    """Of every table: one cell put right, and one row without a date kept aside, in each extract that it is made from and in no other."""
    made = pd.DataFrame([(table, f"{table}.csv", "sex", 1, "01/05/2017", "as told") for table in EXTRACTS])
    made.columns = ["table", "file", "column", "rows", "date", "reason"]
    workspace = Workspace(tmp_path)
    (workspace.processed / "quarantine").mkdir(parents=True)
    made.to_parquet(workspace.processed / "intake_corrections.parquet")
    for table in EXTRACTS:
        row = delivered_rows(table, {EXTRACTS[table].event: pd.NaT}).assign(reason_codes="unreadable_date")
        row.to_parquet(workspace.processed / "quarantine" / f"{table}.parquet")
    year = Period.parse("2016-17")
    found = Evidence(indicator, Address(indicator.key, year.name), year, 0, pd.DataFrame(), None, "row", "row")
    behind = extracts_behind(indicator.source)
    assert {line.split(".csv")[0] for line in corrections(Book(workspace), found)} == set(behind)
    assert [line.split(", ")[0] for line in kept_aside(Book(workspace), found)] == [f"1 of {table}" for table in behind]


def test_an_explanation_says_what_the_public_edition_hides_and_why(built):
    assert "hidden: its numerator 3 is a count from 1 to 5" in explanation(built, "specialist_service_re_referrals@2016-07 to 2017-04")


def test_a_figure_that_a_partner_handed_over_names_the_partner(built):
    assert "handed over as a number: 3, by Tackling Emerging Threats to Children team on" in explanation(
        built, "universal_support_consultants@2016-17"
    )


def test_the_rows_are_written_for_internal_use(built):
    """Each with its key, file, sheet and line, and nothing about who a child is."""
    done = CliRunner().invoke(main, ["explain", "specialist_service_referrals@2016-17-Q3", "--rows", "--workspace", str(built.root)])
    assert done.exit_code == 0, done.output
    path = built.processed / "explained" / "specialist_service_referrals_2016-17-Q3.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == int(Book(built).figures["specialist_service_referrals@2016-17-Q3"].value)
    assert list(rows[0]) == ["part", "key", "file", "sheet", "row"]
    assert {(row["part"], row["file"], row["sheet"]) for row in rows} == {
        ("numerator", "2016-17/specialist_service_referrals.xlsx", "Referrals")
    }


@pytest.mark.parametrize(("address", "words"), [
    ("missing_episodes", "is not a figure's address"),
    ("missing_children@2016-17", "There is no indicator 'missing_children'"),
    ("missing_episodes@2011-12", r"Of missing_episodes there are: missing_episodes@2015-04 to 2015-06, "),
])  # fmt: skip
def test_an_address_that_leads_nowhere_is_refused_with_those_that_do(built, address, words):
    with pytest.raises(Fault, match=words):
        explanation(built, address)


def test_a_table_that_was_changed_since_is_found_out(built):
    """One row less, and the command fails instead of explaining another number."""
    path = built.processed / "notifications.parquet"
    whole = path.read_bytes()
    rows = pd.read_parquet(path)
    rows[rows["notification_id"] != rows.loc[rows["category"] == "missing", "notification_id"].iloc[-1]].to_parquet(path)
    try:
        done = CliRunner().invoke(main, ["explain", "missing_notifications@2016-17", "--workspace", str(built.root)])
    finally:
        path.write_bytes(whole)
    assert done.exit_code == 1
    assert "says 2646, but its rows give 2645" in done.output


@pytest.mark.parametrize(
    "place",
    [pytest.param("2016-17/public", marks=pytest.mark.long), pytest.param("2016-17/internal", marks=pytest.mark.long), "2016-17-Q2/public"],
)
def test_every_number_in_a_report_leads_to_a_line_about_it(built, place):
    """Without script: its section links to where its figures come from, and there it has a line, of a change that of the later figure.

    The words of a verdict are no number, and name two figures that are.
    """
    report, figures = (page_at(built.outputs / place / name) for name in ("report.html", "figures.html"))
    lines = {part.h2["id"]: {line.code.get_text() for line in part.select("li")} for part in figures.select("section.figures")}
    numbers = report.select("main data[data-figure]:not(.verdict)")
    assert len(numbers) > 100
    for number in numbers:
        section = number.find_previous("h2")
        link = section.find_next("p", class_="traced").a["href"].removeprefix("figures.html#")
        assert link == f"in-{section['id']}"
        later = number["data-figure"].partition(" - ")[0]
        assert {later, later.partition("[")[0]} & lines[link], number


def page_at(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
