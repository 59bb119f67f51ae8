"""Whatever is shown is in the words of the authority, with the days on which they changed."""

from datetime import date

import pytest

from analysis.base.periods import Period
from analysis.base.settings import Authority
from analysis.base.vocabulary import COUNTED, NEVER, NO_OWN, Days, Name, Names, RiskLevel, Term, Vocabulary
from analysis.base.wording import as_shown, in_words_of, with_codes_of
from analysis.chapters import ALL, BY_KEY
from analysis.chapters.tables import EXTRACTS, TABLES
from tests.show.seen import WORKSPACE


def authority(**words):
    """An authority with some words of its own."""
    return Authority(**{**dict(WORKSPACE.authority), "vocabulary": Vocabulary(**words)})


def record(key, **words):
    return in_words_of(authority(**words), BY_KEY[key])


NAMES = Names(hub=Name(name="Family Connect"), panel=Name(name="MACE panel", in_full="Multi-Agency Child Exploitation (MACE) panel"))


def test_names_stand_in_every_text_of_a_record():
    one = record("children_at_panel", names=NAMES)
    assert one.name == "Children considered by the MACE panel"
    assert one.definition == "Different children whom the Multi-Agency Child Exploitation (MACE) panel considered in the period."
    assert one.statement == "the MACE panel considered {figure} [child|children]"
    assert one.population == (
        "children at high risk of sexual exploitation whom the Multi-Agency Child Exploitation (MACE) panel considered"
    )
    assert record("disruption_actions", names=NAMES).breakdown("agreed_by").label("panel") == "MACE panel"
    assert "to the Family Connect" in record("children_identified_at_risk", names=NAMES).statement
    assert in_words_of(authority(names=NAMES), EXTRACTS["referrals"]).title == "Family Connect referrals"


def test_a_name_that_has_words_of_ours_in_it_is_left_as_it_is():
    """Only what stands in records is replaced, once: a council's own name may say what its report does not cover."""
    criminal = Authority(**{**dict(authority(names=Names(panel=Name(name="sexual exploitation panel")))), "exploitation": ("criminal",)})
    one = in_words_of(criminal, BY_KEY["children_at_panel"])
    assert one.name == "Children considered by the sexual exploitation panel"
    assert one.population.startswith("children at high risk of criminal exploitation whom")


def test_words_of_nobody_are_words_of_records():
    """What ships is neutral: without a file of its own, a council's report says what the records say."""
    for one in in_words_of(authority(absent=Days()), ALL):
        told = BY_KEY[one.key]
        assert (one.name, one.statement, one.population) == (told.name, told.statement, told.population)
        assert one.breaks == ()


def test_words_are_put_in_once():
    once = record("episode_risk_levels", names=NAMES)
    assert in_words_of(authority(names=NAMES), once) == once


@pytest.mark.parametrize(("span", "days", "label"), [
    (Days(until=date(2017, 3, 31)), [date(2017, 4, 1)], "Absent, as the police recorded it until March 2017"),
    (
        Days(since=date(2014, 4, 1), until=date(2025, 3, 31)),
        [date(2014, 4, 1), date(2025, 4, 1)],
        "Absent, as the police recorded it from April 2014 until March 2025",
    ),
    (Days(), [], "Absent"),
])  # fmt: skip
def test_a_series_breaks_when_the_council_says(span, days, label):
    one = record("episode_risk_levels", absent=span)
    assert [found.on for found in one.breaks] == days
    assert one.breakdown("risk").label("absent") == label
    assert [found.on for found in record("missing_notifications", absent=span).breaks] == days
    assert ("until March 2017" in one.definition) == (span.until == date(2017, 3, 31))


def test_levels_of_risk_are_those_of_the_force_in_its_order():
    levels = tuple(RiskLevel(code=code) for code in ("very_low", "low", "medium", "high", "critical"))
    one = record("episode_risk_levels", risk_levels=levels)
    division = one.breakdown("risk")
    assert division.codes == ("absent", "very_low", "low", "medium", "high", "critical", "not_recorded")
    assert division.label("very_low") == "Very low"
    assert division.category("critical").words == "of critical risk"
    columns = {column.name: column.codes for column in with_codes_of(Vocabulary(risk_levels=levels), EXTRACTS["notifications"]).columns}
    assert columns["final_risk"] == columns["initial_risk"] == ("very_low", "low", "medium", "high", "critical", "not_recorded")


def test_a_level_that_begins_breaks_the_division_by_risk_alone():
    levels = (RiskLevel(code="very_low", since=date(2020, 4, 1)), RiskLevel(code="low"), RiskLevel(code="slight", until=date(2020, 3, 31)))
    words = {"risk_levels": levels, "absent": Days()}
    (found,) = record("episode_risk_levels", **words).breaks
    assert (found.on, found.why) == (date(2020, 4, 1), "from ~April 2020~ records have other levels of risk: very low and low")
    assert record("missing_episodes", **words).breaks == ()


@pytest.mark.parametrize(("words", "key", "breakdown", "codes", "said"), [
    (
        {"placement_types": ("supported_lodgings", "foster")},
        "missing_episodes_from_care", "placement", ("supported_lodgings", "foster", "not_recorded"), "supported lodgings",
    ),
    (
        {"concern_types": ("organised_or_group", "online_only", "county_lines")},
        "children_referred_for_exploitation", "concern", ("organised_or_group", "online_only", "county_lines", "not_recorded"),
        "organised or group",
    ),
])  # fmt: skip
def test_a_list_of_the_council_stands_in_breakdowns_and_columns(words, key, breakdown, codes, said):
    vocabulary = Vocabulary(**{name: tuple(Term(code=code) for code in own) for name, own in words.items()})
    ours = Authority(**{**dict(WORKSPACE.authority), "vocabulary": vocabulary})
    division = in_words_of(ours, BY_KEY[key]).breakdown(breakdown)
    assert division.codes == codes
    assert division.categories[0].words == said
    assert in_words_of(ours, in_words_of(ours, BY_KEY[key])) == in_words_of(ours, BY_KEY[key])
    (name,) = words
    columns = [column for table in TABLES.values() for column in with_codes_of(vocabulary, table).columns if column.listed == name]
    assert columns
    assert {column.codes for column in columns} <= {codes, (*codes, "not_placed")}


def test_a_series_breaks_where_a_list_that_divides_it_changes():
    own = (Term(code="foster"), Term(code="supported_lodgings", since=date(2023, 10, 1)))
    (_, found) = record("missing_episodes_from_care", placement_types=own).breaks
    assert (found.on, found.why) == (
        date(2023, 10, 1),
        "from ~October 2023~ records have other kinds of placement: foster and supported lodgings",
    )
    assert len(record("missing_episodes", placement_types=own).breaks) == 1


def test_what_an_indicator_counts_of_a_list_must_be_in_it():
    """Conditions name codes: `COUNTED` has all those of lists that a council may change."""
    listed = {(column.name, column.listed) for table in TABLES.values() for column in table.columns if column.listed}
    for column, name in listed:
        known = {one.code for one in getattr(NO_OWN, name)}
        text = " ".join(repr(one.measure) for one in ALL if repr(one.measure).find(column) >= 0)
        assert {code for code in known if f"'{code}'" in text} <= set(COUNTED.get(name, ()))


@pytest.mark.parametrize(
    ("period", "until", "name"),
    [
        ("2025-26", date(2017, 3, 31), "Notifications of missing children"),
        ("2018-19", date(2017, 3, 31), "Notifications of missing children"),
        ("2017-18", date(2017, 3, 31), "Notifications of missing and absent children"),
        ("2018-19-Q1", date(2017, 3, 31), "Notifications of missing and absent children"),
        ("2025-26", None, "Notifications of missing and absent children"),
    ],
)
def test_absent_is_said_only_where_something_shown_goes_back_to_it(period, until, name):
    """A year is shown with the year before; a quarter with the eight quarters up to it."""
    seen = as_shown(authority(absent=Days(until=until)), Period.parse(period))
    assert in_words_of(seen, BY_KEY["missing_notifications"]).name == name


def test_without_absent_no_record_of_a_report_speaks_of_it():
    """But for the indicator that is about nothing else, which has no figure then, and made-up rows of worked examples."""
    seen = as_shown(authority(absent=Days(until=date(2017, 3, 31))), Period.parse("2025-26"))
    told = [in_words_of(seen, one) for one in ALL if one.recorded_as != "absent"]
    texts = {one.key: f"{one.name} {one.definition} {one.statement} {one.unit} {one.population} {one.why_it_matters}" for one in told}
    assert [key for key, text in texts.items() if "absent" in text] == []
    categories = [category for one in told for division in one.breakdowns for category in division.categories if category.code == "absent"]
    assert {category.recorded for category in categories} == {NEVER}
