"""Sign-off: a second person takes responsibility for a report, byte for byte.

Reports are built as drafts and say so. On approval the same executed notebook is written once more without that mark; nothing else of the
folder changes. The approval stands outside the outputs, and a later run that gives the same draft gives the approved report again.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.audit import AuditVerdict
from analysis.base.hashing import sha256
from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.whole import built_beside, place_all
from analysis.chapters import ALL
from analysis.disclose import Edition
from analysis.publish import APPROVED, Approval, approval_path, changes, hashes_of_outputs, keep_approval, page_faults, read_manifest
from analysis.run.alone import alone
from analysis.run.log import BuiltFolder, runs
from analysis.run.tasks import Task, approve, attack, write_report


@dataclass(frozen=True)
class Signature:
    """Who signs, in which role, from which account of the machine, when, and which warnings they accept for which reason."""

    by: str
    role: str
    user: str
    on: date
    accepted: Mapping[str, str]


def sign_off(workspace: Workspace, name: str, edition: Edition, signature: Signature) -> Path:
    """Approve the report on a period, and return the approval.

    Raises `Fault`, and changes nothing, when whoever signs built the report, when a file is not as it was built, when a check does not
    pass, or when a warning is not accepted.
    """
    task = Task(workspace.root, Period.parse(name, workspace.authority.year_starts_in), edition)
    with alone(workspace, "overview sign-off"):
        return _signed(workspace, task, signature)


def _signed(workspace: Workspace, task: Task, signature: Signature) -> Path:
    name, edition = task.period.name, task.edition
    manifest = read_manifest(task.folder)
    if manifest["status"] == APPROVED and not _touched(task, manifest):
        raise Fault(f"{task.name} is approved already. Run `overview run {name} --edition {edition}` if something is to change.")
    hashed = sha256(task.folder / "manifest.json")
    check_other_person(signature, _built(workspace, task, hashed))
    verdict = attack(task, task.folder) if edition == "public" else None
    checks = passed_checks(task, manifest, verdict)
    check_accepted(dict(warnings(task, verdict)), signature.accepted)
    words = (signature.by, signature.role, signature.on.isoformat(), hashed, checks, dict(signature.accepted))
    path = approval_path(workspace, name, edition)
    with built_beside(task.folder) as building, built_beside(path) as kept:
        shutil.copytree(task.folder, building, dirs_exist_ok=True)
        approval = Approval(name, edition, *words, manifest, approve(task, building))
        place_all(workspace.root, {keep_approval(approval, kept / path.name): path, building: task.folder})
    return path


def passed_checks(task: Task, manifest: Mapping[str, object], verdict: AuditVerdict | None) -> tuple[str, ...]:
    """The checks that a folder passed, in words. Raises `Fault` for the first that it does not."""
    pages = sorted(task.folder.glob("*.html"))
    faults = {
        "every file is as it was built": _touched(task, manifest),
        "every page is fit to publish": [fault for page in pages for fault in page_faults(page.read_text(encoding="utf-8"))],
        "the report comes out the same when it is written again": _written_otherwise(task),
    } | ({"the disclosure audit finds nothing": verdict.faults} if verdict else {})
    for check, found in faults.items():
        if found:
            raise Fault(f"{task.name} cannot be approved: it was checked that {check}, and {found[0]}. Build the report again.")
    return tuple(faults)


def warnings(task: Task, verdict: AuditVerdict | None) -> Iterator[tuple[str, str]]:
    """What whoever signs must know of: each warning's code and words."""
    processed = task.workspace.processed
    found = pd.read_parquet(processed / "intake_findings.parquet").query("severity == 'warn'")
    rules = pd.read_parquet(processed / "intake_rules.parquet").set_index("code")["sentence"]
    of_year = [not one or Period.parse(one, task.period.first_month).year == task.period.year for one in found["period"]]
    for code, rows in found.loc[of_year].groupby("code")["rows"].sum().items():
        yield code, f"{rules.get(code, code)} ({int(rows):,} rows)"
    overdue = [indicator.key for indicator in ALL if indicator.is_overdue(task.period.end)]
    if overdue:
        yield "overdue", f"the definitions of {', '.join(overdue)} were due to be checked before the period ended"
    if verdict and verdict.listed:
        yield "narrow_range", f"a reader can work out a small range of {len(verdict.listed)} hidden numbers; `overview audit` lists them"


def _touched(task: Task, manifest: Mapping[str, object]) -> list[str]:
    return changes(manifest, {"outputs": hashes_of_outputs(task.folder)}, ["outputs"])


def _built(workspace: Workspace, task: Task, manifest: str) -> BuiltFolder:
    """Who built just this folder."""
    built = [run for run in runs(workspace) if (run.folder, run.manifest) == (task.name, manifest)]
    if not built:
        raise Fault(f"Nobody knows who built {task.name} as it is: it is not in data/processed/runs.jsonl. Build it again, then sign.")
    return built[-1]


def check_other_person(signature: Signature, built: BuiltFolder) -> None:
    """Raise `Fault` when whoever signs built the folder: from the same account, or under a name that is the account's or holds it."""
    builder = _folded(built.user)
    if builder in {_folded(signature.user), _folded(signature.by), *map(_folded, re.findall(r"\w+", signature.by))}:
        raise Fault(f"{built.folder} was built by {built.user}, so someone else must sign for it, from an account of their own.")


def _folded(name: str) -> str:
    """A name without what two ways of writing it may differ in: capitals, accents, wide letters, spaces and punctuation."""
    return "".join(char for char in unicodedata.normalize("NFKD", name).casefold() if char.isalnum())


def check_accepted(found: Mapping[str, str], accepted: Mapping[str, str]) -> None:
    """Raise `Fault` unless every warning is accepted with a reason, and nothing else is."""
    lines = [
        f"  {code}: {words}. Accept it with --accept {code} REASON, or put it right."
        for code, words in found.items()
        if code not in accepted
    ]
    lines += [f"  {code} is no warning of this report; take it away." for code in accepted if code not in found]
    lines += [f"  {code} is accepted without a reason; give one." for code, reason in accepted.items() if not reason.strip()]
    if lines:
        raise Fault("\n".join(["Whoever signs must accept each warning of the report with a reason:", *lines]))


def _written_otherwise(task: Task) -> list[str]:
    """The files of the report that are not the same when they are written again from its notebook."""
    with tempfile.TemporaryDirectory() as scratch:
        again = Path(scratch) / "again"
        shutil.copytree(task.folder, again)
        write_report(task, again, is_draft=True)
        return changes({"outputs": hashes_of_outputs(task.folder)}, {"outputs": hashes_of_outputs(again)}, ["outputs"])
