"""A report is a draft until a second person signs for its bytes."""

import io
import json
import shutil
import zipfile

import pytest
from click.testing import CliRunner

from analysis.base.hashing import sha256
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.cli import main
from analysis.publish import page_faults, state
from analysis.run.log import BuiltFolder, current_user
from analysis.run.signoff import Signature, check_accepted, check_other_person, sign_off
from analysis.run.story import write_index
from analysis.run.tasks import Task, approve

pytestmark = pytest.mark.xdist_group("end to end")

WARNINGS = {"other_district": "a district that is not ours (3 rows)"}


def in_archive(path, part):
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
        return packed.read(part).decode("utf-8")


def test_the_warnings_are_accepted_one_by_one_with_a_reason():
    check_accepted(WARNINGS, {"other_district": "two schools across the border"})
    check_accepted({}, {})


@pytest.mark.parametrize(("accepted", "words"), [
    ({}, "other_district: a district that is not ours .3 rows.. Accept it with --accept other_district REASON"),
    ({"other_district": " "}, "other_district is accepted without a reason"),
    ({"other_district": "yes", "overdue": "yes"}, "overdue is no warning of this report"),
])  # fmt: skip
def test_a_warning_that_nobody_accepted_stops_the_approval(accepted, words):
    with pytest.raises(Fault, match=words):
        check_accepted(WARNINGS, accepted)


def test_who_built_a_report_cannot_sign_for_it(built):
    """Neither from their own account nor under their own name from another one."""
    command = ["sign-off", "2016-17-Q2", "--by", "A. Person", "--role", "Head of Performance", "--workspace", str(built.root)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert f"was built by {current_user()}, so someone else must sign for it" in done.output
    with pytest.raises(Fault, match="so someone else must sign"):
        sign_off(built, "2016-17-Q2", "public", Signature(current_user().upper(), "Head", "other", None, {}))


def test_only_the_report_loses_its_mark_of_a_draft(built, approved):
    """The figures, the charts and the notebook keep their bytes; nothing names who signed or when."""
    path, draft = approved
    folder = built.outputs / "2016-17-Q3" / "public"
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Nobody has approved this report" in draft
    assert "Nobody has approved this report" not in page
    assert "Nobody has approved this report" in in_archive(built.outputs / "2016-17-Q2" / "public" / "report.docx", "word/document.xml")
    assert "Nobody has approved this report" not in in_archive(folder / "report.docx", "word/document.xml")
    told = json.loads(path.read_text(encoding="utf-8"))
    changed = {name for name, value in told["approved"]["outputs"].items() if told["draft"]["outputs"][name] != value}
    assert changed <= {"report.html", "figures.html", "report.docx", "tables.xlsx", "tables.ods"}
    assert told["by"] not in page


@pytest.mark.parametrize("user", ["root ", "ROOT", "r.o.o.t", "\uff52oot"])
@pytest.mark.parametrize("by", ["A. Person", "root", "Root Admin", "Admin (root)"])
def test_another_spelling_is_not_another_person(user, by):
    """Of the account, of the name, or of an account that the name holds."""
    built = BuiltFolder("2016-17-Q2/public", "hash", "root", "2017-05-04", "commit")
    with pytest.raises(Fault, match="was built by root, so someone else must sign"):
        check_other_person(Signature(by, "Head", user, None, {}), built)
    with pytest.raises(Fault, match="so someone else must sign"):
        check_other_person(Signature(by, "Head", "root", None, {}), built)


def test_someone_else_may_sign_whose_name_holds_the_letters_of_the_account():
    built = BuiltFolder("2016-17-Q2/public", "hash", "ann", "2017-05-04", "commit")
    assert check_other_person(Signature("Joanna Annand", "Head", "jannand", None, {}), built) is None


def test_every_page_of_a_year_is_marked_until_it_is_approved(built, tmp_path):
    """Problem profile, methodology and data quality as well as the report; with the mark gone each page still passes its gate."""
    folder = tmp_path / "approved"
    shutil.copytree(built.outputs / "2016-17" / "public", folder)
    pages = sorted(folder.glob("*.html"))
    assert len(pages) > 3
    assert all("Nobody has approved this report" in path.read_text(encoding="utf-8") for path in pages)
    approve(Task(built.root, Period.parse("2016-17"), "public"), folder)
    assert not any("Nobody has approved this report" in path.read_text(encoding="utf-8") for path in pages)
    assert [fault for path in pages for fault in page_faults(path.read_text(encoding="utf-8"))] == []


def test_the_approval_says_what_was_approved_and_checked(approved):
    told = json.loads(approved[0].read_text(encoding="utf-8"))
    assert (told["by"], told["role"], told["on"]) == ("A. Person", "Head of Performance", "2017-05-04")
    assert len(told["manifest"]) == 64
    assert "the disclosure audit finds nothing" in told["checks"]
    assert told["draft"]["outputs"]["report.html"] != told["approved"]["outputs"]["report.html"]


def test_any_changed_byte_voids_the_approval_and_is_named(built, approved):
    """The list of outputs says so; when the byte is as it was, the approval holds again."""
    results = built.outputs / "2016-17-Q3" / "public" / "results.csv"
    whole = results.read_bytes()
    results.write_bytes(whole + b"\n")
    try:
        write_index(built)
        shown = (built.outputs / "index.html").read_text(encoding="utf-8")
    finally:
        results.write_bytes(whole)
    assert "Draft: the approval by the Head of Performance no longer holds, because output results.csv has changed" in shown
    write_index(built)
    shown = (built.outputs / "index.html").read_text(encoding="utf-8")
    assert "Approved for publication by the Head of Performance" in shown
    assert state(built, "2016-17-Q2", "public") == "Draft: not approved yet"


def test_what_is_approved_is_not_approved_again(built, approved):
    with pytest.raises(Fault, match="2016-17-Q3 public is approved already"):
        sign_off(built, "2016-17-Q3", "public", Signature("B. Person", "Director", "third account", None, {}))


def test_a_report_that_nobody_is_known_to_have_built_is_not_approved(built):
    log = built.processed / "runs.jsonl"
    whole = log.read_text(encoding="utf-8")
    manifest = sha256(built.outputs / "2016-17-Q2" / "public" / "manifest.json")
    log.write_text("".join(line for line in whole.splitlines(keepends=True) if manifest not in line), encoding="utf-8")
    try:
        with pytest.raises(Fault, match="Nobody knows who built 2016-17-Q2 public as it is"):
            sign_off(built, "2016-17-Q2", "public", Signature("B. Person", "Director", "third account", None, {}))
    finally:
        log.write_text(whole, encoding="utf-8")
