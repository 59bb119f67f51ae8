"""Words and codes are data: ``config/vocabulary.toml`` says them, and a faulty file is told in one message."""

from datetime import date

import pytest

from analysis.base.settings import Fault, Workspace
from analysis.base.shipped import project
from analysis.base.vocabulary import LEVELS, Days, EarlierName, Name, Names, Vocabulary


def written(root, text):
    """A workspace with words of its own."""
    (root / "config").mkdir()
    (root / "config" / "vocabulary.toml").write_text(text, encoding="utf-8")
    return Workspace(root)


def test_a_workspace_has_its_own_words_or_those_that_hold_everywhere(tmp_path):
    """Those of the project are the made-up county's, so no other council takes them over."""
    assert Workspace(tmp_path).vocabulary == Vocabulary() != Workspace(project()).vocabulary
    own = written(tmp_path, '[abbreviations]\nMACE = "Multi-Agency Child Exploitation"\n')
    assert own.vocabulary.abbreviations == {"MACE": "Multi-Agency Child Exploitation"}
    assert own.vocabulary.names == Vocabulary().names


def test_all_faults_of_the_file_are_told_with_the_file_and_the_key(tmp_path):
    text = """
weather = 1
[abbreviations]
MACE = " "
Hub = "the hub"
"M H" = "M and H"
MASH = "MASH hub"
DfE = "Department for Education"
[names.hub]
name = "Front Door "
[names.panel]
name = "MACE [panel]"
[absent]
since = 2020-04-01
until = 2019-03-31
[[risk_levels]]
code = "Very low"
label = "Level 1"
[[risk_levels]]
code = "not_recorded"
"""
    with pytest.raises(Fault) as fault:
        written(tmp_path, text).vocabulary  # noqa: B018
    message = str(fault.value)
    for piece in (
        f"{tmp_path / 'config' / 'vocabulary.toml'} has 9 fault(s)",
        "abbreviations: MACE must be spelt out on one line without blanks at its ends: write what it stands for",
        "Hub is no abbreviation: write letters and digits without a space, two or more of them capitals",
        "M H is no abbreviation",
        "MASH is spelt out with itself: write what it stands for, without MASH",
        "names.hub.name: must stand on one line without blanks at its ends: write what it is called",
        "names.panel.name: the signs = [ ] { | } ~ mean something else in texts: leave them out",
        "absent: it ends on 31/03/2019, before it begins on 01/04/2020: put one of the days right",
        "risk_levels.0.code: 'Very low' is no code: write small letters and digits, with _ between words, such as very_low",
        "risk_levels.0.label: holds a number, which looks like a figure where it is printed: write it in words",
        "risk_levels.1.code: 'not_recorded' stands for something else already",
        "weather: there is no such key. There are: abbreviations, names, absent, accepted_not_present, ",
    ):
        assert piece in message
    assert "DfE" not in message


def test_two_levels_with_one_code_or_label_are_refused(tmp_path):
    text = '[[risk_levels]]\ncode = "low"\n[[risk_levels]]\ncode = "low"\nlabel = "Slight"\n[[risk_levels]]\ncode = "slight"\n'
    with pytest.raises(Fault, match=r"the code 'low' stands there 2 times: leave one; the label 'Slight' stands there 2 times"):
        written(tmp_path, text).vocabulary  # noqa: B018


def test_the_words_are_no_key_of_the_authority(tmp_path):
    """They have a file of their own, so that they are looked for in one place."""
    workspace = written(tmp_path, "")
    stated = 'name = "A"\nshort_name = "A"\ncommittee = "C"\ndistricts = ["D"]\n'
    (tmp_path / "config" / "authority.toml").write_text(stated, encoding="utf-8")
    assert workspace.authority.vocabulary == workspace.vocabulary
    (tmp_path / "config" / "authority.toml").write_text(f"{stated}[vocabulary]\n", encoding="utf-8")
    with pytest.raises(Fault, match="vocabulary: there is no such key"):
        Workspace(tmp_path).authority  # noqa: B018


def test_a_level_is_said_by_its_code_unless_words_are_given():
    assert [(level.name, level.said) for level in LEVELS] == [
        ("No apparent risk", "without apparent risk"),
        ("Low", "of low risk"),
        ("Medium", "of medium risk"),
        ("High", "of high risk"),
    ]


def test_a_span_holds_within_its_days_and_changes_at_them():
    span = Days(since=date(2014, 4, 1), until=date(2025, 3, 31))
    assert span.changes == (date(2014, 4, 1), date(2025, 4, 1))
    assert span.holds(date(2014, 4, 1), date(2025, 3, 31))
    assert not span.holds(date(2014, 3, 31), date(2015, 3, 31))
    assert not span.holds(date(2024, 4, 1), date(2025, 4, 1))
    assert [span.meets(date(*start), date(*end)) for start, end in (
        ((2013, 4, 1), (2014, 3, 31)), ((2013, 4, 1), (2014, 4, 1)), ((2025, 3, 31), (2026, 3, 31)), ((2025, 4, 1), (2026, 3, 31)),
    )] == [False, True, True, False]  # fmt: skip
    assert Days().changes == ()
    assert Days().holds(None, date(2000, 1, 1))


def test_a_list_without_what_an_indicator_counts_is_refused(tmp_path):
    """Its figure would be a nought that says nothing."""
    with pytest.raises(Fault, match="concern_types: 'organised_or_group' is not there, and an indicator counts it: add it"):
        written(tmp_path, '[[concern_types]]\ncode = "online_only"\n').vocabulary  # noqa: B018


PANEL = Name(
    name="MACE panel",
    earlier=(EarlierName(name="MASE panel", until=date(2019, 3, 31)), EarlierName(name="CSE group", until=date(2014, 12, 31))),
)


@pytest.mark.parametrize(("day", "name"), [
    (date(2014, 12, 31), "CSE group"),
    (date(2015, 1, 1), "MASE panel"),
    (date(2019, 3, 31), "MASE panel"),
    (date(2019, 4, 1), "MACE panel"),
])  # fmt: skip
def test_a_group_has_the_name_of_the_day(day, name):
    """Whatever the order in which earlier names stand; what only today's name has, such as a longer form, is not said of another."""
    panel = PANEL.model_copy(update={"in_full": "Multi-Agency Child Exploitation panel"})
    assert panel.on(day).name == name
    assert panel.on(day).forms[1] == ("Multi-Agency Child Exploitation panel" if name == "MACE panel" else name)
    assert Vocabulary(names=Names(panel=panel)).on(day).names.panel.name == name


def test_a_name_without_earlier_ones_is_that_of_every_day():
    assert Vocabulary().on(date(1990, 1, 1)) == Vocabulary()


def test_two_names_until_one_day_are_refused(tmp_path):
    earlier = '[[names.panel.earlier]]\nname = "{}"\nuntil = 2019-03-31\n'
    text = '[names.panel]\nname = "MACE panel"\n' + earlier.format("MASE panel") + earlier.format("CSE group")
    with pytest.raises(Fault, match=r"names\.panel\.earlier: 2 names are said until 31/03/2019: a group has one name at a time"):
        written(tmp_path, text).vocabulary  # noqa: B018
