"""What abbreviations stand for is data: ``config/vocabulary.toml`` says it, and a faulty file is told in one message."""

import pytest

from analysis.base.settings import Fault, Workspace
from analysis.base.shipped import project
from analysis.base.vocabulary import read_vocabulary


def written(root, text):
    """A workspace with words of its own."""
    (root / "config").mkdir()
    (root / "config" / "vocabulary.toml").write_text(text, encoding="utf-8")
    return Workspace(root)


def test_a_workspace_has_its_own_words_or_those_of_the_project(tmp_path):
    assert read_vocabulary(Workspace(tmp_path)) == read_vocabulary(Workspace(project()))
    own = written(tmp_path, '[abbreviations]\nMACE = "Multi-Agency Child Exploitation"\n')
    assert read_vocabulary(own).abbreviations == {"MACE": "Multi-Agency Child Exploitation"}


def test_all_faults_of_the_file_are_told_with_the_file_and_the_key(tmp_path):
    text = '[abbreviations]\nMACE = " "\nHub = "the hub"\n"M H" = "M and H"\nMASH = "MASH hub"\nDfE = "Department for Education"\n[risks]\n'
    with pytest.raises(Fault) as fault:
        read_vocabulary(written(tmp_path, text))
    message = str(fault.value)
    for piece in (
        f"{tmp_path / 'config' / 'vocabulary.toml'} has 2 fault(s)",
        "abbreviations: MACE must be spelt out on one line without blanks at its ends: write what it stands for",
        "Hub is no abbreviation: write letters and digits without a space, two or more of them capitals",
        "M H is no abbreviation",
        "MASH is spelt out with itself: write what it stands for, without MASH",
        "risks: there is no such key. There are: abbreviations",
    ):
        assert piece in message
    assert "DfE" not in message
