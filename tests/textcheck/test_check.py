"""Files as people send them: how they are read, and what the command says of them."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml import parse_xml
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from analysis.base.settings import Fault
from analysis.cli import main
from analysis.disclose import Publishable, write_publishable
from analysis.textcheck import check_file, lint_paper
from analysis.textcheck.document import read_text, read_word
from analysis.textcheck.numbers import numbers
from analysis.textcheck.reading import paragraphs, sentences

PROJECT = Path(__file__).parents[2]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORDS = """In 2016/17 , 263 children notifications fell rose from to 48% of girls were . ; ( ) which by points 3 since 2012/13 highest [[ ]]
Q3 return interviews peak age 15 14-15 the previous year more than because referrals in a year 1,000 half"""
FALSE = "In 2016/17, 271 children were identified as at risk."


def word(path, *texts):
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(path)
    return path


def texts_of(path):
    return [one.text for one in read_word(path)]


# Text


def test_lines_belong_to_paragraphs_and_sentences_know_where_they_start():
    text = "1. Purpose\n\nOf 3 things, e.g. this\none, approx. 5% are.  The next\nsentence.\n- An item\n  goes on\n- Another\n"
    found = [(sentence.line, sentence.text) for one in paragraphs(text.split("\n")) for sentence in sentences(one)]
    assert found == [
        (1, "Purpose"),
        (3, "Of 3 things, e.g. this one, approx. 5% are."),
        (4, "The next sentence."),
        (6, "An item goes on"),
        (8, "Another"),
    ]


def test_numbers_that_count_nothing_are_not_read_as_figures():
    text = "On 5 May 2016 at 10.30am, in Q3 2016/17 (paragraph 12), aged 14 to 17, within 24 hours, for £1.2m, in Years 7 and 8: 263."
    assert [number.text for number in numbers(text)] == ["263"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_may_come_from_any_editor(tmp_path, encoding):
    path = tmp_path / "paper.txt"
    path.write_bytes("The council’s paper – £5\r\n".encode(encoding))
    assert read_text(path) == "The council’s paper – £5\n"


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"\xd0\xcf\x11\xe0\0\0\0"])
def test_what_is_no_text_is_refused_with_what_to_do(tmp_path, content):
    (tmp_path / "paper.pdf").write_bytes(content)
    with pytest.raises(Fault, match="neither text nor a Word file"):
        read_text(tmp_path / "paper.pdf")


# Word


def test_everything_that_a_reader_of_a_word_file_sees_is_read(tmp_path):
    """Tables, headers, inserted text and text boxes; not what was struck out, and a text box once."""
    document = Document()
    document.add_paragraph("In the body.")
    document.add_table(1, 1).cell(0, 0).text = "In a table."
    document.sections[0].header.paragraphs[0].text = "In a header."
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    document.element.body.insert(
        0,
        parse_xml(
            f'<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            '<w:r><w:t xml:space="preserve">Kept </w:t></w:r><w:ins><w:r><w:t>added.</w:t></w:r></w:ins>'
            "<w:del><w:r><w:delText>struck out</w:delText></w:r></w:del>"
            f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )
    document.save(tmp_path / "paper.docx")
    assert texts_of(tmp_path / "paper.docx") == ["Kept added.", "In a box.", "In the body.", "In a table.", "In a header."]


def test_a_paragraph_of_word_is_a_line(tmp_path, given):
    findings = check_file(word(tmp_path / "paper.docx", "Fine.", "", "Also fine.", FALSE), given)
    assert [(one.rule.code, one.line) for one in findings] == [("number_contradicted", 4)]


def test_a_damaged_word_file_is_refused(tmp_path, given):
    (tmp_path / "paper.docx").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(Fault, match="cannot be opened as a Word file"):
        check_file(tmp_path / "paper.docx", given)


# Any text


@settings(max_examples=60)
@for_any(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(WORDS.split()),
            max_size=40,
        ).map(" ".join),
    )
)
def test_no_text_ends_in_a_traceback(given, text):
    assert all(finding.told("paper") for finding in lint_paper(text, given))


# The command


@pytest.fixture(scope="module")
def workspace(tmp_path_factory, figures):
    """A workspace in which a run has left its figures."""
    root = tmp_path_factory.mktemp("workspace")
    shutil.copytree(PROJECT / "config", root / "config")
    (root / "data" / "processed" / "figures").mkdir(parents=True)
    write_publishable(Publishable(figures, "public"), root / "data" / "processed" / "figures")
    return root


def lint_text(workspace, path, *options, period="2016-17"):
    return CliRunner().invoke(main, ["lint-text", str(path), "--period", period, "--workspace", str(workspace), *options])


def test_the_command_lists_every_finding_and_exits_with_1(workspace, tmp_path):
    path = tmp_path / "paper.md"
    path.write_text(f"# Title\n\nAll is well.\n\n{FALSE} There were 2,646 notifications, a reduction.\n", encoding="utf-8")
    done = lint_text(workspace, path)
    assert done.exit_code == 1
    assert "paper.md:5: number_contradicted: a number that is not what the figures say" in done.stdout
    assert "“In 2016/17, 271 children were identified" in done.stdout
    assert "263 in 2016/17" in done.stdout
    assert "Write “In 2016/17, 263 children were identified as at risk.”" in done.stdout
    assert "paper.md:5: no_baseline" in done.stdout
    assert "paper.md:5: 2,646: missing_notifications@2016-17" in done.stdout
    assert done.stderr == "paper.md: 1 fault(s) and 1 piece(s) of advice.\n"


def test_the_command_exits_with_0_when_there_is_nothing_but_advice(workspace, tmp_path):
    path = word(tmp_path / "paper.docx", "In 2016/17, 263 children were identified as at risk.", "Interviews were offered to all LAC.")
    done = lint_text(workspace, path)
    assert done.exit_code == 0
    assert "paper.docx:2: house_term" in done.stdout


@pytest.mark.parametrize(
    ("options", "period", "says"),
    [((), "2019-20", "There are no figures for 2019-20"), (("--edition", "internal"), "2016-17", "no figures for the internal edition"),
     ((), "2016", "is not a period")],
)  # fmt: skip
def test_without_figures_the_command_says_what_to_run(workspace, tmp_path, options, period, says):
    (tmp_path / "paper.txt").write_text("Nothing.", encoding="utf-8")
    done = lint_text(workspace, tmp_path / "paper.txt", *options, period=period)
    assert done.exit_code == 1
    assert says in done.stderr
