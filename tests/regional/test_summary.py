"""Several authorities side by side: what is compared, what is hidden, and what is written."""

import json
from fractions import Fraction

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from analysis.base.control_limits import count_limits, share_limits
from analysis.base.settings import Fault
from analysis.chapters import indicator
from analysis.cli import main
from analysis.compare.funnels import FunnelStanding
from analysis.regional import compare_members, figures_frame, read_members, summary_frame, with_children, write_region
from analysis.regional.show import funnel_plot, glance, said, table
from analysis.show.charts.funnel_limits import curves
from tests.regional.conftest import DRIVERS, EPISODES, OFFERED, OTHERS, count, share

NAMES = ("Ashby", "Barton", "Corby", "Derby", "Exton", *(f"{name}ton" for name in OTHERS))


def compared(folders, year, key=OFFERED):
    (found,) = compare_members(read_members(folders, year), [indicator(key)], year)
    return found


def rows_of(frame):
    return frame.set_index([name for name in ("authority", "indicator") if name in frame.columns])


# What is compared


def test_the_share_together_is_that_of_the_published(region, year):
    """385, 185 and 330 of 400, 200 and 400, and 9 of 10 of the others. Neither the hidden nor the otherwise counted one is in it."""
    found = compared(region, year)
    assert found.together == 90
    assert [entry.member.name[0] for entry in found.sized] == ["A", "B", "C", *OTHERS]


def test_who_is_outside_what_chance_explains(region, year):
    """Of 400, chance takes 90% from about 85% to 94%: 96% is above and 83% below. Of 200 it takes it from 83% to 96%."""
    found = compared(region, year)
    readings = [found.standing(entry) for entry in found.entries[:5]]
    assert {found.standing(entry) for entry in found.entries[5:]} == {FunnelStanding.WITHIN}
    assert readings == [
        FunnelStanding.ABOVE,
        FunnelStanding.WITHIN,
        FunnelStanding.BELOW,
        FunnelStanding.NONE,
        FunnelStanding.NONE,
    ]
    assert said(found) == "Return interviews offered: Ashby Council is above the limits; Corby Council is below the limits"


def test_a_hidden_figure_is_no_number(region, year):
    found = compared(region, year, EPISODES)
    assert [figure.value for figure in found.ends] == ["50", "1200"]
    assert (len(found.published), len(found.hidden)) == (11, 1)


def test_fewer_than_five_percentages_have_no_limits(region, year):
    found = compared(region, year, "return_interviews_accepted")
    assert (found.together, funnel_plot(found)) == (None, None)
    assert {found.standing(entry) for entry in found.entries} == {FunnelStanding.NONE}


def test_a_total_so_far_is_found_by_its_own_dates(folder, year):
    one, other = folder("Ashby", count("90", DRIVERS, "to 2017-03")), folder("Barton", count("40", DRIVERS, "to 2017-03"))
    assert [figure.value for figure in compared([one, other], year, DRIVERS).ends] == ["40", "90"]


def test_the_limits_close_in_as_groups_grow():
    sizes, lower, upper = curves(lambda size: share_limits(Fraction(9, 10), size), 1000)
    assert (lower[0], upper[0]) == (0, 1)
    assert upper[-1] - lower[-1] < 0.06
    assert list(sizes) == sorted(set(sizes))


def test_with_children_a_number_becomes_a_rate(region, people, year):
    """1,200 of 30,000, 300, 450, 50 and seven times 333 of 10,000 children each: 4,331 of 130,000. The hidden one is in neither sum.

    Exton stands out, and is in no limit: the others are 4,281 of 120,000, and differ by 2.6 times what chance does.
    """
    (found,) = compare_members(with_children(read_members(region, year), people, year), [indicator(EPISODES)], year)
    assert found.together == Fraction(4331, 13)
    assert [found.amount(entry) for entry in found.sized] == [400, 300, 450, 50, *[333] * 7]
    assert [found.standing(entry) for entry in found.entries[:5]] == [
        FunnelStanding.WITHIN, FunnelStanding.WITHIN, FunnelStanding.NONE, FunnelStanding.WITHIN, FunnelStanding.BELOW,
    ]  # fmt: skip
    assert (found.funnel.average, found.funnel.spread) == (Fraction(4281, 120_000), pytest.approx(2.59, abs=0.01))
    limits = found.limits(found.sized[1])
    exact = count_limits(Fraction(4281, 12), found.funnel.spread)
    assert (limits.lower, limits.upper) == (exact.lower, exact.upper)


def test_a_number_of_services_is_no_rate_of_children(folder, people, year):
    folders = [folder(name, count("90", DRIVERS, "to 2017-03")) for name in ("Ashby", "Barton", "Corby")]
    (found,) = compare_members(with_children(read_members(folders, year), people, year), [indicator(DRIVERS)], year)
    assert (found.sized, found.together) == ((), None)


def test_children_who_are_not_in_the_file_are_asked_for(region, people, year):
    text = people.read_text(encoding="utf-8")
    people.write_text(text.replace(",104,", ",999,"), encoding="utf-8")
    with pytest.raises(Fault, match=r"children\.csv has no children of Derby Council in 2016"):
        with_children(read_members(region, year), people, year)
    people.write_text(text.replace("2016,", "2012,"), encoding="utf-8")
    with pytest.raises(Fault, match="has no figures of 2016; it holds 2012 to 2012"):
        with_children(read_members(region, year), people, year)


# What is shown


def test_the_table_says_who_is_where(region, year):
    shown = table(compared(region, year)).json
    assert [row[0] for row in shown["rows"]] == [
        f"{name} Council" for name in ("Ashby", "Barton", "Corby", "Derby", "Exton", *(f"{name}ton" for name in OTHERS))
    ]
    assert [row[1] for row in shown["rows"]][:6] == ["96%", "92%", "82%", "[c]", "2% [b]", "90%"]
    assert shown["rows"][3][2:] == ["[c]", "[z]", "no limits"]
    assert (
        "The figures run from 82% to 96%; 10 of 12 authorities are published and comparable. Together these authorities come to 90.0%."
        in (shown["notes"])
    )
    assert any("Exton Council counted by another definition" in note for note in shown["notes"])


def test_at_a_glance_each_indicator_has_a_row(region, year):
    found = [compared(region, year, key) for key in (OFFERED, EPISODES)]
    assert [row[1:] for row in glance(found, year).json["rows"]] == [
        ["10 of 12", "82%", "96%", "90.0%", "2"],
        ["11 of 12", "50", "1,200", "[z]", "[z]"],
    ]


def test_the_plot_shows_the_published_and_names_the_others(region, year):
    chart = funnel_plot(compared(region, year)).json
    assert [row[0] for row in chart["rows"]][:4] == ["Ashby Council", "Barton Council", "Corby Council", "Fton Council"]
    assert "Not drawn, because not published or not comparable: Derby Council and Exton Council." in chart["notes"]
    assert "Derby" not in chart["alt"]


def test_a_rate_is_shown_beside_its_number(region, people, year):
    (found,) = compare_members(with_children(read_members(region, year), people, year), [indicator(EPISODES)], year)
    shown = table(found).json
    assert shown["columns"] == ["Authority", "Figure", "Children", "Per 10,000", "Limits", "Reading"]
    assert shown["rows"][0][1:4] == ["1,200", "30,000", "400.0"]
    assert shown["rows"][2][1:] == ["[c]", "[c]", "[c]", "[z]", "no limits"]
    assert any("Together these authorities come to 333.2 per 10,000 children." in note for note in shown["notes"])
    assert glance([found], year).json["rows"][0][-2:] == ["333.2 per 10,000 children", "1"]


# What is written


def test_the_files_hold_every_figure_and_its_range(region, year, tmp_path):
    page = write_region(region, year, tmp_path / "out")
    figures, summary = (pd.read_csv(page.parent / name, dtype="str", keep_default_na=False) for name in ("figures.csv", "summary.csv"))
    assert rows_of(figures).loc[("Derby Council", OFFERED), ["numerator", "denominator", "value", "marker"]].tolist() == [
        "c",
        "30",
        "c",
        "c",
    ]
    assert rows_of(figures).loc[("Exton Council", EPISODES), "value"] == "50"
    told = summary.set_index("indicator")
    assert told.loc[OFFERED, ["authorities", "published", "hidden", "lowest", "highest", "together"]].tolist() == [
        "12",
        "10",
        "1",
        "82",
        "96",
        "90.0",
    ]
    assert told.loc[EPISODES, ["published", "hidden", "lowest", "highest", "together"]].tolist() == ["11", "1", "50", "1200", "z"]
    assert sorted(path.name for path in (page.parent / "charts").iterdir()) == [
        f"region-{OFFERED}-limits.png",
        f"region-{OFFERED}-limits.svg",
    ]
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    assert len(soup.select("main table caption")) == 5
    assert "Draft." not in soup.get_text()


def test_an_abbreviation_is_spelt_out_where_it_is_first_used(folder, year, tmp_path):
    members = [folder(name, count("50", key="police_episodes_not_in_return")) for name in ("Ashby", "Barton", "Corby")]
    said = BeautifulSoup(write_region(members, year, tmp_path / "out").read_text(encoding="utf-8"), "html.parser")
    assert said.get_text().count("Police episodes that are not in the children looked after (SSDA903) return") == 1


def test_what_authorities_call_differently_is_said_in_words_of_nobody(folder, year, tmp_path):
    """One county's panel is not that of the region."""
    members = [folder(name, count("50", key="children_at_panel")) for name in ("Ashby", "Barton", "Corby")]
    said = BeautifulSoup(write_region(members, year, tmp_path / "out").read_text(encoding="utf-8"), "html.parser")
    assert said.get_text().count("Children considered by the exploitation panel") > 0


def test_what_one_authority_says_of_itself_is_said_of_all(folder, year, tmp_path):
    """One draft, or one with made-up data, makes the whole one."""
    folders = [folder("Ashby", count("12")), folder("Barton", count("13"), status="draft", synthetic=True)]
    text = write_region(folders, year, tmp_path / "out").read_text(encoding="utf-8")
    assert all(words in text for words in ("Draft.", "Made-up data.", "Ashby Council and Barton Council (draft)"))


SEXUAL, CRIMINAL = "sexual exploitation", "criminal exploitation"


def page_of(folders, year, out):
    soup = BeautifulSoup(write_region(folders, year, out).read_text(encoding="utf-8"), "html.parser")
    return soup.h1.get_text(), soup.get_text(" ", strip=True)


@pytest.mark.parametrize(
    ("covers", "title", "said"),
    [
        ([SEXUAL], "Children at risk of sexual exploitation and", []),
        ([CRIMINAL], "Children at risk of criminal exploitation and", ["Children considered by the exploitation panel"]),
        (
            [SEXUAL, CRIMINAL],
            "Children at risk of exploitation and",
            ["Exploitation here is sexual exploitation and criminal exploitation."],
        ),
        (["exploitation by gangs"], "Children at risk of exploitation and", ["Exploitation here is exploitation by gangs."]),
    ],
)
def test_the_page_is_about_what_its_authorities_cover(covers, title, said, folder, year, tmp_path):
    """The title, the names of the figures, and a sentence where the title leaves open which exploitation is meant."""
    rows = (count("50", key="children_at_panel"), count("70", key="children_identified_at_risk"))
    folders = [folder(name, *rows, exploitation=covers) for name in ("Ashby", "Barton", "Corby")]
    heading, text = page_of(folders, year, tmp_path / "out")
    assert heading.startswith(title)
    assert all(words in text for words in said)
    others = {SEXUAL, CRIMINAL} - {*covers}
    assert not any(words in text.lower() for words in others)
    assert ("Exploitation here is" in text) == any("Exploitation here is" in words for words in said)


@pytest.mark.parametrize(("covers", "told"), [([SEXUAL, CRIMINAL], f"{SEXUAL} and {CRIMINAL}"), ([], "not known")])
def test_authorities_that_cover_other_types_are_named(covers, told, folder, year, tmp_path):
    """Their figures count different things. A folder of an earlier version does not say what it covers."""
    folders = [folder("Ashby", count("50")), folder("Barton", count("60"), exploitation=covers)]
    heading, text = page_of(folders, year, tmp_path / "out")
    assert heading.startswith("Children at risk of exploitation and")
    assert f"They cover: Ashby Council: {SEXUAL}; Barton Council: {told}." in text


def test_years_have_the_dates_that_the_authorities_count_by(folder, year, tmp_path):
    rows = (count("50"), count("4", key=DRIVERS, period="to 2016-12"))
    _, text = page_of([folder(name, *rows, year_starts_in=1) for name in ("Ashby", "Barton")], year, tmp_path / "out")
    assert "for 2016 (1 January 2016 to 31 December 2016)" in text
    assert "up to December 2016" in text


def test_years_that_start_in_different_months_are_not_compared(folder, year, tmp_path):
    folders = [folder("Ashby", count("50")), folder("Barton", count("60"), year_starts_in=9)]
    with pytest.raises(
        Fault, match=r"2016-17 is not the same months for all\. Years count from April: Ashby Council; from September: Barton"
    ):
        write_region(folders, year, tmp_path / "out")


def test_a_public_folder_by_itself_will_do(region, year):
    """Whoever receives the finished files of others has no workspace of theirs."""
    places = [folder / "outputs" / "2016-17" / "public" for folder in region]
    assert read_members(places, year) == read_members(region, year)


def test_writing_again_replaces_the_summary_and_nothing_else(region, year, tmp_path):
    first = write_region(region, year, tmp_path / "out").read_bytes()
    assert write_region(region, year, tmp_path / "out").read_bytes() == first
    (tmp_path / "out" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Fault, match=r"holds letter\.txt, which is no part of a summary"):
        write_region(region, year, tmp_path / "out")


def test_everything_that_is_wrong_is_said_at_once(folder, year, tmp_path):
    """The internal edition holds what must not go out, so it is refused."""
    good = folder("Ashby", count("12"))
    internal = folder("Barton", count("3"), edition="internal")
    other = folder("Corby", count("12"), period="2015-16")
    with pytest.raises(Fault) as fault:
        write_region([good, good, internal, other, tmp_path], year, tmp_path / "out")
    text = str(fault.value)
    assert "is not a public edition" in text
    assert "is about 2015-16, and 2016-17 is asked for" in text
    assert "has no public figures of 2016-17" in text
    assert "Ashby Council is given more than once" in text
    assert not (tmp_path / "out").exists()


def test_figures_without_what_says_whose_they_are_are_refused(region, year):
    (region[0] / "outputs" / "2016-17" / "public" / "datapackage.json").unlink()
    with pytest.raises(Fault, match=r"datapackage\.json is missing or no JSON file"):
        read_members(region, year)


def test_the_command_prints_the_page(region, people, tmp_path):
    words = ["regional", *map(str, region), "--period", "2016-17", "--out", str(tmp_path / "region")]
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, done.output.strip()) == (0, str(tmp_path / "region" / "regional.html"))
    assert "10,000 children" not in (tmp_path / "region" / "regional.html").read_text(encoding="utf-8")
    rated = CliRunner().invoke(main, [*words, "--people", str(people)])
    assert rated.exit_code == 0
    assert "10,000 children" in (tmp_path / "region" / "regional.html").read_text(encoding="utf-8")
    assert (tmp_path / "region" / "charts" / f"region-{EPISODES}-limits.svg").exists()
    assert CliRunner().invoke(main, words).exit_code == 0
    assert not (tmp_path / "region" / "charts" / f"region-{EPISODES}-limits.svg").exists()
    alone = CliRunner().invoke(main, [words[0], words[1], *words[1 + len(region) :]])
    assert (alone.exit_code, "two authorities or more" in alone.output) == (1, True)


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(folder, year, tmp_path):
    folders = [folder("=Ashby", count("12")), folder("Barton", count("13"))]
    page = write_region(folders, year, tmp_path / "out")
    assert "\n'=Ashby Council," in (page.parent / "figures.csv").read_text(encoding="utf-8")
    assert json.loads((folders[0] / "outputs/2016-17/public/manifest.json").read_text(encoding="utf-8"))["edition"] == "public"


def test_frames_are_text(region, year):
    found = compare_members(read_members(region, year), [indicator(OFFERED), indicator(EPISODES)], year)
    for frame in (figures_frame(found), summary_frame(found)):
        assert all(isinstance(cell, str) for cell in frame.to_numpy().flat)
    assert share("5", "10")[7] == "50"
