"""Answers to requests for information: drafted from the figures of the public edition, audited, and released into the register.

A draft may be made as often as one likes. Releasing it makes it anew: when a figure or a question is no longer what it was in the
draft, nothing is released. What was released is never changed, and every later run, report and answer reckons with it.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from analysis.audit import Terms, audit_folder, public_files, refused
from analysis.base.chain import read_link, write_link
from analysis.base.hashing import sha256
from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.spec import figures_by_address
from analysis.base.whole import built_beside, place_all, whole_or_not_at_all
from analysis.chapters import refuse_other_chapters
from analysis.foi import Answer, Request, answered, find_request, letter, read_request
from analysis.intake.people import read_secret
from analysis.publish import (
    ANSWERS,
    Making,
    Page,
    Sources,
    content,
    hashes_of_outputs,
    keep_manifest,
    manifest,
    publish_page,
    read_manifest,
    spelt_out,
    write_datapackage,
    write_results_csv,
    write_word,
)
from analysis.releases import released_files
from analysis.run.alone import alone
from analysis.run.log import current_user
from analysis.run.story import figures, made_from_now, write_index
from analysis.run.terms import terms_of
from analysis.textcheck import Reference, read_language

TITLE = "Response to a request for information"
DRAFT, RELEASED = "draft", "released"
PAGE, LETTER, DATA = "answer.html", "answer.docx", "results.csv"
KEPT = (DATA, "manifest.json")
WHAT_TO_DO = (
    "If public reports in outputs/ were built from other figures than those of now, run them again; if they are published, record them "
    "with `overview publish` first. Then make the draft again."
)


@dataclass(frozen=True)
class Case:
    """A request in a workspace: the file that it was read from, and the reporting year up to which it is answered."""

    workspace: Workspace
    file: Path
    request: Request
    last: Period

    @property
    def folder(self) -> Path:
        return self.workspace.outputs / ANSWERS / self.request.folder


def open_case(workspace: Workspace, named: Path, period: str) -> Case:
    """The request of a file. Raises `Fault` when it names what there is not, and for a period that is no reporting year."""
    refuse_other_chapters(workspace)
    last = Period.parse(period, workspace.authority.year_starts_in)
    if not last.is_year:
        raise Fault(f"An answer goes up to a reporting year, and {period} is none. Write the year, such as {last.year.name}.")
    file = find_request(workspace, named)
    return Case(workspace, file, read_request(file, workspace.authority), last)


def draft_answer(case: Case) -> Path:
    """Make or renew the draft of an answer from the figures as they are now, and return its folder."""
    _check_not_released(case)
    with alone(case.workspace, "overview foi"):
        folder = keep_draft(case, current_answer(case))
        write_index(case.workspace)
    return folder


def release_answer(case: Case, on: date) -> tuple[Path, Path]:
    """Record an answer as released on a day, and return its folder and the release."""
    _check_not_released(case)
    _check_draft(case)
    with alone(case.workspace, "overview foi --release"):
        kept = keep_release(case, current_answer(case), on)
        write_index(case.workspace)
    return kept


def current_answer(case: Case) -> Answer:
    """The answer from the figures of the public edition as they are now, counted and planned anew where something has changed."""
    workspace = case.workspace
    published = figures(workspace, [case.last], "public")
    authority = workspace.authority.on(case.last.end)
    return answered(case.request, Reference(published, case.last, authority, workspace.policy, read_language(workspace)))


def keep_draft(case: Case, answer: Answer) -> Path:
    """Write the draft of an answer, whole or not at all. Raises `Fault` when it may not go out."""
    _check_not_released(case)
    with whole_or_not_at_all(case.folder) as building:
        write_answer(case, answer, building, DRAFT)
    return case.folder


def keep_release(case: Case, answer: Answer, on: date) -> tuple[Path, Path]:
    """Write an answer as released, and put it into the register.

    Raises `Fault`, and changes nothing, when there is no draft, when the draft is not what it would be now, when it was changed by hand,
    when the request was released before, and when the answer may not go out.
    """
    _check_not_released(case)
    _check_draft(case)
    release = case.workspace.releases / f"{on.isoformat()} foi {case.request.folder}"
    with built_beside(case.folder) as building, built_beside(release) as kept:
        write_answer(case, answer, building, RELEASED)
        _check_same(case, building)
        _record(case, building, kept, on)
        place_all(case.workspace.root, {kept: release, building: case.folder})
    return case.folder, release


def write_answer(case: Case, answer: Answer, folder: Path, status: str) -> None:
    """Write page, letter, open data and manifest of an answer, and audit them. Raises `Fault` when they do not pass."""
    workspace, page = case.workspace, _page(case, status)
    executed, made_from = spelt_out(letter(answer), workspace.vocabulary.abbreviations), made_from_now(workspace)
    write_results_csv(answer.rows, folder / DATA)
    write_datapackage(folder / DATA, page)
    shown = figures_by_address(answer.rows)
    publish_page(executed, page, folder / PAGE, Sources(shown, made_from["tables"], workspace.authority.year_starts_in))
    write_word(content(executed), page, workspace.letter_template, folder / LETTER, workspace.authority.word_styles)
    making = Making(case.last.name, "public", made_from["inputs"], made_from["tables"], workspace.authority, read_secret(workspace), status)
    told = manifest(workspace, making, folder) | {"reference": case.request.reference, "questions": sha256(case.file)}
    keep_manifest(told, folder)
    _audit(case, answer, folder)


def _audit(case: Case, answer: Answer, folder: Path) -> None:
    """Attack the answer with all that is public and with all that it was planned with: what it gives away may stand in neither."""
    if answer.rows.empty:
        return
    workspace = case.workspace
    terms = _terms(case, answer)
    with tempfile.TemporaryDirectory() as scratch:
        planned = Path(scratch) / DATA
        write_results_csv(answer.given.rows.rows, planned)
        verdict = audit_folder(folder, [planned, *public_files(workspace.outputs, folder)], terms, released_files(workspace))
    if not verdict.passes:
        raise Fault(f"{refused(f'The answer to {case.request.reference}', verdict.faults)}\n{WHAT_TO_DO}")


def _terms(case: Case, answer: Answer) -> Terms:
    """What an answer may say without a figure: besides all else what was asked, what is said to it, and which questions have gaps."""
    terms = terms_of(case.workspace, case.last)
    request = case.request
    numbered = [f"Question {n}" for n in range(1, len(request.question) + 1)]
    asked = [words.strip() for one in request.question for words in (one.asked, one.note or "", one.cannot or "")]
    gaps = [gap.striptags() for gap in answer.gaps()]
    texts = (*terms.standing.texts, request.reference, request.subject, *asked, *numbered, *gaps)
    return replace(terms, standing=replace(terms.standing, texts=texts))


def _page(case: Case, status: str) -> Page:
    workspace, request = case.workspace, case.request
    return Page(
        title=TITLE,
        subtitle=f"{request.subject}, reference {request.reference}",
        authority=workspace.authority.name,
        period_label=f"Up to {case.last.label} ({case.last.dates})",
        is_synthetic=workspace.is_synthetic,
        is_draft=status == DRAFT,
        provenance=(("Files and hashes", "manifest.json beside this page"),),
    )


def _check_not_released(case: Case) -> None:
    """A release is never changed, and its answer neither."""
    before = [path.parent for path in released_files(case.workspace) if read_link(path.parent).get("foi") == case.request.folder]
    if before:
        raise Fault(
            f"{case.request.reference} was released already, as {before[0].name}, and stays as it is. "
            "Give what is asked now a reference of its own, such as the old one with -2 behind it."
        )


def _check_draft(case: Case) -> None:
    """There is a draft, and its files are as they were written."""
    if not case.folder.exists():
        raise Fault(f"There is no draft of {case.request.reference} yet. Run the command without --release, and read what it writes.")
    before = read_manifest(case.folder)["outputs"]
    now = hashes_of_outputs(case.folder)
    changed = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
    if changed:
        raise Fault(
            f"{', '.join(changed)} in {case.folder} was changed by hand, and would be written over. Keep your own copy elsewhere, "
            "make the draft again, and release that."
        )


def _check_same(case: Case, building: Path) -> None:
    """The draft that was read is what would be released."""
    before, now = (read_manifest(folder) for folder in (case.folder, building))
    if before["questions"] != now["questions"]:
        raise Fault(f"{case.file} has changed since the draft was made. Make the draft again, read it, and release that.")
    if before["outputs"][DATA] != now["outputs"][DATA]:
        moved = _moved(case.folder / DATA, building / DATA)
        raise Fault(
            f"Figures of {case.request.reference} have changed since the draft was made ({moved}), so nothing is released. "
            "Make the draft again, read it, and release that."
        )


def _moved(before: Path, now: Path) -> str:
    """How many rows of a file are not those of the other, and the first of them."""
    old, new = (path.read_text(encoding="utf-8").splitlines()[1:] for path in (before, now))
    lines = [line for line in new if line not in old] or [line for line in old if line not in new]
    named = " ".join(filter(None, lines[0].split(",")[:1] + lines[0].split(",")[2:5]))
    return f"{len(lines)} of {len(new)} rows, first {named}"


def _record(case: Case, building: Path, kept: Path, on: date) -> None:
    for name in KEPT:
        shutil.copyfile(building / name, kept / name)
    told = {
        "foi": case.request.folder,
        "reference": case.request.reference,
        "subject": case.request.subject,
        "period": case.last.name,
        "published_on": on.isoformat(),
        "manifest": sha256(building / "manifest.json"),
        "released_by": current_user(),
    }
    write_link(kept, told, KEPT, case.workspace.releases)
