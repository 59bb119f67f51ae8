"""Questions of analysts as records: every figure, by each of its ways to be divided, says itself as a chapter and counts as it should."""

from pathlib import Path

import pytest

from analysis.base.measures import Count, People, Share, ShareOfPeople, Total, where
from analysis.base.settings import Fault, Workspace
from analysis.chapters import ALL, BY_KEY, CAVEATS, CHAPTERS
from analysis.chapters.own import chapter_in, read_own
from analysis.chapters.own.questions import COUNTS, Asking, alike, question, text_of
from analysis.chapters.tables import TABLES
from analysis.count.compute import worked_example

PROJECT = Path(__file__).parents[3]
AUTHORITY = Workspace(PROJECT).authority
FIGURES = [one for one in ALL if type(one.measure) in COUNTS and one.window in ("period", "cumulative")]


def records(asked: Asking):
    """The records that a question becomes, by way of the text of its file."""
    text = text_of(question("asked", asked, ALL))
    return chapter_in(text, Path("asked.toml"), CHAPTERS, CAVEATS).indicators


def of(key: str, **more) -> Asking:
    one = BY_KEY[key]
    return Asking(TABLES[one.source], one.measure, one, **more)


@pytest.mark.parametrize("one", FIGURES, ids=lambda one: one.key)
def test_every_figure_can_be_asked_by_each_way_in_which_it_is_divided(one):
    """The record counts what the figure counts, and its drawn example gives what it says."""
    ways = [(), *((way.column,) for way in one.breakdowns if way.column in TABLES[one.source].kept)]
    for by in ways:
        for told in records(of(one.key, by=by)):
            assert worked_example(told, AUTHORITY) == told.example.gives
        assert alike(records(of(one.key, by=by))[0], one)


@pytest.mark.parametrize("measure", [
    Count(),
    Count(where("girls", sex="female")),
    People(where("aged 14 or 15", age=(14, 15))),
    Share(where("long", duration_band="over_72h"), where("of girls", sex="female")),
    ShareOfPeople(where("at high risk", risk_level="high")),
], ids=lambda measure: measure.words)  # fmt: skip
def test_a_measure_of_ones_own_is_a_figure_like_any_other(measure):
    for told in records(Asking(TABLES["episodes"], measure, by=("missing_from",))):
        assert worked_example(told, AUTHORITY) == told.example.gives
        assert told.measure.kind == measure.kind


def test_two_columns_are_one_figure_for_each_code_of_the_shorter():
    """Sex has three codes and stands across; each of the three is divided by age, and the whole by both."""
    whole, *parts = records(of("missing_episodes", by=("age_band", "sex")))
    assert [way.key for way in whole.breakdowns] == ["age_band", "sex"]
    assert {one.key: [way.key for way in one.breakdowns] for one in parts} == {
        f"asked_{sex}": ["age_band"] for sex in ("female", "male", "not_recorded")
    }
    assert parts[0].measure.of.tests == (("sex", ("female",)),)
    assert {one.edition for one in parts} == {"public"}


def test_children_across_a_column_stay_internal():
    """A child may stand under several codes, so the gate could not tell what the differences give away."""
    whole, *parts = records(of("missing_individuals", by=("missing_from", "age_band")))
    assert (whole.edition, {one.edition for one in parts}) == ("public", {"internal"})


@pytest.mark.parametrize(("asked", "edition"), [
    (lambda: of("missing_individuals", by=("age_band",)), "public"),
    (lambda: of("missing_individuals", where={"sex": ("female",)}), "public"),
    (lambda: of("missing_individuals", by=("age_band",), where={"sex": ("female",)}), "internal"),
    (lambda: Asking(TABLES["episodes"], People(where("girls", sex="female")), by=("risk_level",)), "internal"),
    (lambda: of("missing_episodes", by=("age_band",), where={"sex": ("female",)}), "public"),
], ids=["divided", "narrowed", "both", "a measure with both", "rows with both"])  # fmt: skip
def test_some_of_the_children_by_their_first_row_stay_internal(asked, edition):
    """Girls by age and all children by age are no parts of each other that the gate could tell, and readers subtract all the same."""
    assert records(asked())[0].edition == edition


def test_a_condition_narrows_what_is_there_already():
    """Asking for as missing or absent, the figure counts fewer codes and the words say which."""
    (told,) = records(of("missing_notifications", where={"category": ("absent",)}))
    assert dict(told.measure.of.tests) == {"category": ("absent",)}
    assert told.name.endswith("category: absent")
    assert told.statement == ""


def test_whatever_a_question_is_called_it_counts_the_same():
    one, other = (records(of("missing_episodes", where={"sex": ("female",)}, name=name))[0] for name in ("", "Girls"))
    assert alike(one, other)
    assert not alike(one, BY_KEY["missing_episodes"])


@pytest.mark.parametrize(("asked", "words"), [
    (lambda: of("missing_episodes", by=("sexs",)), r"has no column 'sexs'\. Did you mean sex\?"),
    (lambda: of("missing_episodes", by=("age",)), "age is a whole number, and no column of codes. Did you mean age_band"),
    (lambda: of("missing_episodes", by=("sex", "sex")), "one column or by two different ones"),
    (lambda: of("missing_episodes", where={"sx": ("female",)}), r"has no column 'sx'\. Did you mean sex\?"),
    (lambda: of("missing_episodes", where={"sex": ("femal",)}), r"has no code 'femal'\. Did you mean female"),
    (lambda: of("missing_notifications", where={"category": ("found",)}), "Nothing can meet this question: no value of category"),
    (lambda: of("missing_peak_age", by=("sex",)), "missing_peak_age is no count, sum or share"),
    (lambda: of("specialist_service_referrals", by=("sex",)), "counted over dates of its own"),
], ids=["column", "number", "twice", "condition", "code", "nothing", "ages", "service"])  # fmt: skip
def test_what_cannot_be_asked_is_told_with_what_is_near(asked, words):
    with pytest.raises(Fault, match=words):
        question("asked", asked(), ALL)


def test_questions_that_are_kept_are_the_last_chapter(tmp_path):
    text = text_of(question("long_episodes", of("missing_episodes", where={"duration_band": ("over_72h",)}), ALL))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "questions.toml").write_text(text, encoding="utf-8")
    (chapter,) = read_own(tmp_path, CHAPTERS, CAVEATS)
    assert (chapter.key, [one.key for one in chapter.indicators]) == ("questions", ["long_episodes"])


LIKE, BY = 'like = "missing_episodes.sex"', 'breakdowns = ["age_band"]'


@pytest.mark.parametrize(("change", "words"), [
    ((LIKE, 'like = "missing_episodes.sexs"'), r"line 5: breakdowns\.sex\.like: there is no 'missing_episodes\.sexs'"),
    ((LIKE, f'{LIKE}, name = "sex"'), "has its column, name and categories: take those away"),
    (('across = "sex"', 'across = "duration"'), "there is no breakdown 'duration'"),
    ((BY, 'breakdowns = ["age_band", "sex"]'), "divided by sex as well as told across it"),
    ((BY, f'{BY}\ndated_by = "ended_at"'), "'ended_at' is no date of episodes. There are: started_at, returned_at"),
], ids=["like", "like and more", "across", "twice", "date"])  # fmt: skip
def test_what_is_wrong_in_a_question_is_told_with_its_line(change, words):
    text = text_of(question("asked", of("missing_episodes", by=("sex", "age_band")), ALL))
    assert change[0] in text
    with pytest.raises(Fault, match=words):
        chapter_in(text.replace(*change), Path("asked.toml"), CHAPTERS, CAVEATS)


def test_a_total_of_services_can_be_asked():
    told = records(Asking(TABLES["training_events"], Total("delegates"), by=("kind",)))
    assert [worked_example(one, AUTHORITY) for one in told] == ["3"]
