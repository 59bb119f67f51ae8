"""Requests as an information officer writes them, and what is said to one that names what there is not."""

from pathlib import Path

import pytest

from analysis.base.periods import Period
from analysis.base.settings import Authority, Fault, Workspace
from analysis.foi import find_request, nearest, read_request

PROJECT = Path(__file__).parents[2]
AUTHORITY = Authority(name="Our Council", short_name="Ours", committee="Committee", districts=("Ashdale", "Broxley"))
LAST = Period.parse("2016-17")
HEAD = 'reference = "FOI/2017/31"\nsubject = "Missing children"\n'


@pytest.fixture
def written(tmp_path):
    """A function that reads a request with some questions."""

    def read(questions, head=HEAD):
        path = tmp_path / "request.toml"
        path.write_text(head + questions, encoding="utf-8")
        return read_request(path, AUTHORITY)

    return read


def question(more):
    return f'[[question]]\nasked = "How many?"\n{more}\n'


def test_a_request_says_for_which_years_it_is_answered(written):
    """Three reporting years unless it says otherwise; a question may name its own, and divide them into quarters."""
    request = written(question("") + question("years = 1") + question('years = ["2014-15"]') + question('years = 1\neach = "quarter"'))
    names = [[period.name for period in request.periods(one, LAST)] for one in request.question]
    assert names == [
        ["2014-15", "2015-16", "2016-17"],
        ["2016-17"],
        ["2014-15"],
        ["2016-17-Q1", "2016-17-Q2", "2016-17-Q3", "2016-17-Q4"],
    ]


def test_the_reference_becomes_a_folder(written):
    assert written(question("")).folder == "FOI-2017-31"
    with pytest.raises(Fault, match="cannot name a folder"):
        written(question(""), HEAD.replace("FOI/2017/31", "public"))


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ('{ indicator = "missing_episode" }', r"no indicator 'missing_episode'\. Did you mean missing_episodes"),
        ('{ indicator = "runaways_by_district" }', r"no indicator 'runaways_by_district'\..* lists all"),
        ('{ indicator = "missing_episodes", by = "age" }', r"not divided by 'age'\. It is divided by: sex, district, time\."),
        ('{ indicator = "missing_episodes", by = "hour" }', r"not divided by 'hour'"),
        ('{ indicator = "missing_episodes", by = "sex", only = ["females"] }', r"no 'females'\. Did you mean female.*It has: female, male"),
        ('{ indicator = "missing_episodes", by = "district", only = ["Ashdal"] }', r"Did you mean Ashdale\?"),
        ('{ indicator = "missing_episodes", only = ["female"] }', "needs the breakdown"),
    ],
    ids=["misspelt", "unknown", "breakdown", "internal breakdown", "category", "district", "category of nothing"],
)
def test_what_a_question_names_and_there_is_not_is_refused_with_what_is_near(written, figure, said):
    with pytest.raises(Fault, match=r"question 1: .*" + said):
        written(question(f"figure = [{figure}]"))


def test_all_faults_of_a_request_are_said_at_once(written):
    with pytest.raises(Fault, match=r"3 fault\(s\)") as refused:
        written(question('figure = [{ indicator = "a" }, { indicator = "b" }]') + question('years = ["2016-17-Q1"]'))
    assert "question 2: '2016-17-Q1' is not a reporting year" in str(refused.value)


def test_a_figure_stands_once_in_a_question(written):
    with pytest.raises(Fault, match="missing_episodes by sex stands there twice"):
        written(question('figure = [{ indicator = "missing_episodes", by = "sex" }, { indicator = "missing_episodes", by = "sex" }]'))


def test_a_key_that_is_not_known_is_refused_with_those_there_are(written):
    with pytest.raises(Fault, match="There are: asked, figure, years, each, note, cannot"):
        written(question('answer = "42"'))


def test_a_set_is_found_by_its_name_and_a_request_where_it_lies(tmp_path):
    workspace = Workspace(PROJECT)
    assert find_request(workspace, tmp_path.joinpath("missing").relative_to(tmp_path)) == PROJECT / "config" / "foi" / "missing.toml"
    own = tmp_path / "own.toml"
    own.touch()
    assert find_request(workspace, own) == own
    with pytest.raises(Fault, match=r"There is no file nothing.toml.*has the sets .*missing"):
        find_request(workspace, own.with_name("nothing.toml").relative_to(tmp_path))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("How many children did you identify as at risk of sexual exploitation?", "children_identified_at_risk"),
        ("How many taxi drivers have had training?", "taxi_drivers_trained"),
        ("Interviews that were declined", "return_interviews"),
    ],
)
def test_plain_words_lead_to_the_nearest_indicators(words, key):
    assert key in [one.key for one in nearest(words)]


def test_words_that_are_about_something_else_lead_nowhere():
    assert nearest("What did the council pay for gritting lorries?") == ()
