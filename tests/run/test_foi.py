"""Answers are released only as they were drafted, and two of them never give away together what neither does alone."""

import json
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from docx import Document

from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import indicator
from analysis.cli import main
from analysis.disclose import gate, read_publishable
from analysis.foi import answered
from analysis.releases import earlier_rows
from analysis.run import foi, story
from analysis.run.foi import RELEASED, current_answer, keep_draft, keep_release, open_case
from analysis.run.story import check_commentaries
from analysis.textcheck import Reference, read_language

PROJECT = Path(__file__).parents[2]
QUARTERS = {"2016-17-Q1": (20, 12, 0), "2016-17-Q2": (25, 14, 0), "2016-17-Q3": (20, 9, 0), "2016-17-Q4": (20, 3, 0)}
SEXES = ("female", "male", "not_recorded")
DAY = date(2017, 5, 10)


def counted(*periods):
    """Episodes by sex in some quarters and, when they are all four, in the year: few boys in the last quarter."""
    by_period = {name: QUARTERS[name] for name in periods}
    if len(by_period) == 4:
        by_period |= {"2016-17": tuple(map(sum, zip(*by_period.values(), strict=True)))}
    one = indicator("missing_episodes")
    rows = []
    for name, counts in by_period.items():
        whole = sum(counts)
        parts = [("sex", code, n, whole, f"{100 * n / whole:.0f}") for code, n in zip(SEXES, counts, strict=True)]
        for by, code, n, of, value in [("", "", whole, "", f"{whole}"), *parts]:
            unit = f"percent of {one.unit}" if by else one.unit
            rows.append((one.key, one.definition_version, name, by, code, f"{n}", f"{of}", value, unit, one.population, ""))
    return pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str")


@pytest.fixture
def workspace(new_workspace, tmp_path):
    """A workspace whose figures are handed over by the tests; nothing was published before."""
    made = new_workspace(tmp_path)
    shutil.rmtree(made.config / "releases")
    made.processed.mkdir(parents=True)
    pd.DataFrame({"file": ["2016-17/n.csv"], "sha256": ["0" * 64]}).to_parquet(made.processed / "intake_inputs.parquet")
    pd.DataFrame({"table": ["notifications"], "file": ["2016-17/n.csv"]}).to_parquet(made.processed / "intake_files.parquet")
    return made


def case_of(workspace, reference, more, subject="Missing children"):
    path = workspace.root / f"{reference}.toml"
    figure = '{ indicator = "missing_episodes", by = "sex" }'
    question = f'[[question]]\nasked = "How many boys went missing?"\nfigure = [{figure}]\nyears = 1\n{more}\n'
    path.write_text(f'reference = "{reference}"\nsubject = "{subject}"\n{question}', encoding="utf-8")
    return open_case(workspace, path, "2016-17")


def answer_to(case, results, earlier=None):
    """The answer from some counted figures, planned with what was released before, or in ignorance of it."""
    policy = case.workspace.policy
    published = gate(results, "public", policy.disclosure, earlier)
    return answered(case.request, Reference(published, case.last, case.workspace.authority, policy, read_language(case.workspace)))


def released(case, answer, on=DAY):
    keep_draft(case, answer)
    return keep_release(case, answer, on)


def printed(folder, period, code="male"):
    rows = pd.read_csv(folder / "results.csv", dtype="str", keep_default_na=False)
    return rows.loc[(rows["period"] == period) & (rows["category"] == code), "numerator"].item()


def test_a_second_answer_cannot_be_subtracted_from_the_first(workspace):
    """Three quarters were released. The year by sex would give away the three boys of the fourth: 38 less 12, 14 and 9.

    Planned in ignorance of the first answer the year is shown and a quarter hidden in its place, which the requester has already; the
    audit refuses that. Planned with the register, the year is hidden.
    """
    first = case_of(workspace, "FOI-1", 'each = "quarter"')
    three, all_four = counted(*list(QUARTERS)[:3]), counted(*QUARTERS)
    _, release = released(first, answer_to(first, three))
    assert [printed(release, name) for name in list(QUARTERS)[:3]] == ["12", "14", "9"]

    second = case_of(workspace, "FOI-2", "")
    ignorant = answer_to(second, all_four)
    assert ignorant.given.rows.rows.query("period == '2016-17' and category == 'male'")["numerator"].item() == "38"
    with pytest.raises(Fault, match=r"The answer to FOI-2 does not pass the disclosure audit"):
        keep_draft(second, ignorant)
    assert not second.folder.exists()

    knowing = answer_to(second, all_four, earlier_rows(workspace))
    assert printed(keep_draft(second, knowing), "2016-17") == "c"


def test_a_released_answer_is_in_the_register_as_it_was_given(workspace):
    case = case_of(workspace, "FOI-1", "")
    folder, release = released(case, answer_to(case, counted(*QUARTERS)))
    assert sorted(path.name for path in release.iterdir()) == ["manifest.json", "release.json", "results.csv"]
    assert (release / "results.csv").read_bytes() == (folder / "results.csv").read_bytes()
    told = json.loads((release / "release.json").read_text(encoding="utf-8"))
    assert (told["reference"], told["published_on"], told["period"]) == ("FOI-1", "2017-05-10", "2016-17")
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["status"] == RELEASED
    assert set(earlier_rows(workspace)["release"]) == {"2017-05-10 foi FOI-1"}


def test_a_draft_says_that_it_is_one_and_a_released_answer_does_not(workspace):
    case = case_of(workspace, "FOI-1", "")
    answer = answer_to(case, counted(*QUARTERS))
    assert "Draft." in (keep_draft(case, answer) / "answer.html").read_text(encoding="utf-8")
    folder, _ = keep_release(case, answer, DAY)
    assert "Draft." not in (folder / "answer.html").read_text(encoding="utf-8")
    letter = [paragraph.text for paragraph in Document(str(folder / "answer.docx")).paragraphs]
    assert not any(text.startswith("Draft") for text in letter)
    assert "If you are not content with this answer" in letter


def test_an_abbreviation_is_spelt_out_on_the_page_and_in_the_letter(workspace):
    case = case_of(workspace, "FOI-1", "", subject="Children and the MASE panel")
    folder = keep_draft(case, answer_to(case, counted(*QUARTERS)))
    letter = "\n".join(paragraph.text for paragraph in Document(str(folder / "answer.docx")).paragraphs)
    for said in ((folder / "answer.html").read_text(encoding="utf-8"), letter):
        assert "Multi-Agency Sexual Exploitation (MASE) panel" in said


def test_nothing_is_released_without_a_draft(workspace):
    case = case_of(workspace, "FOI-1", "")
    with pytest.raises(Fault, match=r"no draft of FOI-1 yet\. Run the command without --release"):
        keep_release(case, answer_to(case, counted(*QUARTERS)), DAY)


def test_a_draft_whose_figures_have_changed_is_not_released(workspace):
    """One more girl in the first quarter since the draft: nothing is recorded, and the draft is as it was."""
    case = case_of(workspace, "FOI-1", 'each = "quarter"')
    draft = keep_draft(case, answer_to(case, counted(*QUARTERS)))
    before = (draft / "results.csv").read_bytes()
    moved = counted(*QUARTERS).replace({"numerator": {"32": "33"}, "denominator": {"32": "33"}, "value": {"32": "33"}})
    with pytest.raises(Fault, match=r"Figures of FOI-1 have changed since the draft was made \(.*2016-17-Q1.*nothing is released"):
        keep_release(case, answer_to(case, moved), DAY)
    assert (draft / "results.csv").read_bytes() == before
    assert not workspace.releases.exists() or not list(workspace.releases.glob("*/results.csv"))


def test_a_draft_whose_questions_or_files_have_changed_is_not_released(workspace):
    case = case_of(workspace, "FOI-1", "")
    answer = answer_to(case, counted(*QUARTERS))
    draft = keep_draft(case, answer)
    other = case_of(workspace, "FOI-1", "", subject="Boys who go missing")
    with pytest.raises(Fault, match=r"FOI-1\.toml has changed since the draft was made"):
        keep_release(other, answer_to(other, counted(*QUARTERS)), DAY)
    (draft / "answer.docx").write_bytes(b"edited")
    with pytest.raises(Fault, match=r"answer\.docx .* was changed by hand, and would be written over"):
        keep_release(case, answer, DAY)


def test_a_released_answer_stays_as_it_is(workspace):
    case = case_of(workspace, "FOI-1", "")
    answer = answer_to(case, counted(*QUARTERS))
    released(case, answer)
    for again in (lambda: keep_draft(case, answer), lambda: keep_release(case, answer, date(2017, 6, 1))):
        with pytest.raises(Fault, match=r"FOI-1 was released already, as 2017-05-10 foi FOI-1, and stays as it is"):
            again()


def test_an_answer_goes_up_to_a_reporting_year(workspace):
    path = workspace.config / "foi" / "missing.toml"
    with pytest.raises(Fault, match=r"2016-17-Q3 is none\. Write the year, such as 2016-17"):
        open_case(workspace, path, "2016-17-Q3")


@pytest.mark.xdist_group("end to end")
class TestOfTheSample:
    """The usual sets, answered from the public edition of the made-up county."""

    @pytest.fixture
    def published(self, built):
        rows = read_publishable(built.figures, "public")
        return Reference(rows, Period.parse("2016-17"), built.authority, built.policy, read_language(built))

    @pytest.mark.parametrize("path", sorted((PROJECT / "config" / "foi").glob("*.toml")), ids=lambda path: path.stem)
    def test_every_question_of_a_set_is_answered_or_says_why_not(self, built, published, path):
        answer = answered(open_case(built, path, "2016-17").request, published)
        for part in answer.parts:
            shown = [figure for figure in answer.figures(part) if figure.is_shown]
            assert shown or part.question.cannot, part.question.asked

    def test_the_command_drafts_an_answer_and_records_nothing_until_it_is_released(self, built):
        words = ["foi", "missing", "--period", "2016-17", "--workspace", str(built.root)]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        folder = built.outputs / "foi" / "missing-usual"
        names = ["answer.docx", "answer.html", "datapackage.json", "figures.html", "manifest.json", "results.csv"]
        assert sorted(path.name for path in folder.iterdir()) == names
        assert not built.releases.exists()
        done = CliRunner().invoke(main, [*words, "--release", "--on", "2017-05-10"])
        assert done.exit_code == 0, done.output
        assert (built.releases / "2017-05-10 foi missing-usual" / "results.csv").exists()
        shutil.rmtree(built.releases)
        shutil.rmtree(folder.parent)


def test_answers_and_commentary_say_the_names_of_their_period(workspace, monkeypatch):
    """What the panel was called until the last day of the period; today it has another name."""
    path = workspace.config / "vocabulary.toml"
    earlier = '[[names.panel.earlier]]\nname = "CSE group"\nuntil = 2017-03-31\n\n[names.panel]\n'
    path.write_text(path.read_text(encoding="utf-8").replace("[names.panel]\n", earlier), encoding="utf-8")
    published = gate(counted(*QUARTERS), "public", workspace.policy.disclosure)
    monkeypatch.setattr(foi, "figures", lambda *_: published)
    assert called(current_answer(case_of(workspace, "FOI-1", "")).given) == "CSE group"
    seen = []
    monkeypatch.setattr(story, "check_commentary", lambda _, reference: seen.append(reference) or ())
    for name in ("2016-17", "2017-18"):
        check_commentaries(workspace, [Period.parse(name)], published)
    assert list(map(called, seen)) == ["CSE group", "MASE panel"]


def called(given):
    return given.authority.vocabulary.names.panel.name
