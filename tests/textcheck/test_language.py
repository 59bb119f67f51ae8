"""Words that blame and terms of the house are data: ``config/language.toml`` says them, and a faulty file is told in one message."""

from dataclasses import replace

import pytest

from analysis.base.settings import Fault, Workspace
from analysis.base.shipped import project
from analysis.textcheck import lint_paper, read_language

ENTRY = '[[{}]]\nwords = ["{}"]\ninstead = "{}"\n'


def written(root, *entries):
    """A workspace with a file of words of its own."""
    (root / "config").mkdir()
    (root / "config" / "language.toml").write_text("\n".join(ENTRY.format(*entry) for entry in entries), encoding="utf-8")
    return Workspace(root)


def test_a_word_of_the_file_is_found_and_one_that_was_taken_out_is_not(tmp_path, given):
    """The text check says what to write instead, in the words of the file."""
    own = written(tmp_path, ("blames_child", "naughty (girl|boy)s?", "a child"), ("house_term", "CSA", "child sexual abuse"))
    text = "A naughty-girl of the CSA team is an absconder."
    mistakes = [(one.rule.code, one.suggestion) for one in lint_paper(text, replace(given, language=read_language(own)))]
    assert mistakes == [("blames_child", "Better: a child."), ("house_term", "Write child sexual abuse.")]
    assert [one.rule.code for one in lint_paper(text, given)] == ["blames_child"]


def test_a_workspace_without_the_file_has_the_words_of_the_project(tmp_path):
    shipped = read_language(Workspace(project()))
    assert read_language(Workspace(tmp_path)) == shipped
    assert {one.instead for one in shipped.house_term} >= {"looked-after children", "return interview"}


def test_all_faults_of_the_file_are_told_with_the_file_and_the_key(tmp_path):
    own = written(tmp_path, ("blames_child", "(naughty", "a child"), ("blames_child", "x?", ""), ("house_terms", "CSA", "abuse"))
    with pytest.raises(Fault) as fault:
        read_language(own)
    message = str(fault.value)
    for piece in (
        f"{own.config / 'language.toml'} has 5 fault(s)",
        "blames_child.0.words: '(naughty' cannot be read (missing ), unterminated subpattern at position",
        "blames_child.1.words: 'x?' fits a text without words: write the words",
        "blames_child.1.instead: ",
        "house_term: Field required",
        "house_terms: there is no such key. There are: blames_child, house_term",
    ):
        assert piece in message


def test_a_package_without_its_configuration_says_so(tmp_path, monkeypatch):
    """Nothing holds then, and no text is called clean."""
    monkeypatch.setattr("analysis.base.shipped.PACKAGE", tmp_path / "a" / "b")
    with pytest.raises(Fault, match=r"language\.toml is missing"):
        read_language(Workspace(tmp_path))
