"""Approvals: who signed for which bytes, and whether these are still the ones that are there.

An approval is a file of its own in ``approvals/``, outside the outputs, because it names a person and a day. It holds the manifest of
the draft that was looked at, and that of the approved folder which was made from it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis.base.settings import Fault, Workspace
from analysis.publish.manifest import MADE_FROM, changes, hashes_of_outputs, read_manifest

DRAFT, APPROVED = "draft", "approved"
CHANGES_SHOWN = 3

# A release that joins the register changes no byte of what was approved before.
BINDING = (*(part for part in MADE_FROM if part != "releases"), "outputs")


@dataclass(frozen=True)
class Approval:
    """Who approved which report when, which checks it had passed, and which warnings were accepted for which reason.

    ``manifest`` is the hash of the draft's ``manifest.json``; ``draft`` and ``approved`` are the manifests before and after.
    """

    period: str
    edition: str
    by: str
    role: str
    on: str
    manifest: str
    checks: tuple[str, ...]
    accepted: Mapping[str, str]
    draft: Mapping[str, Any]
    approved: Mapping[str, Any]


def read_approval(workspace: Workspace, period: str, edition: str) -> Approval | None:
    """The approval of a period's edition, if there is one; whether it still holds is `voided_by`'s to say.

    Raises `Fault` when it cannot be read.
    """
    path = approval_path(workspace, period, edition)
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Approval(**told | {"checks": tuple(told["checks"])})
    except (ValueError, TypeError, KeyError):
        raise Fault(
            f"{path} is cut off or was edited, so it approves nothing. Put it back from a copy, or take it away and sign again."
        ) from None


def keep_approval(approval: Approval, path: Path) -> Path:
    """Write an approval into a file."""
    path.write_text(json.dumps(asdict(approval), indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return path


def approval_path(workspace: Workspace, period: str, edition: str) -> Path:
    """Where the approval of a period's edition is kept."""
    return workspace.approvals / f"{period}-{edition}.json"


def voided_by(approval: Approval, manifest: Mapping[str, Any]) -> list[str]:
    """What differs between what was approved and what a manifest says is there; empty when the approval holds for it."""
    seen = approval.approved if manifest["status"] == APPROVED else approval.draft
    return changes(seen, manifest, BINDING)


def state(workspace: Workspace, period: str, edition: str) -> str:
    """The state of a folder of outputs in words: draft, approved, or no longer approved and why."""
    try:
        approval = read_approval(workspace, period, edition)
    except Fault:
        return "Draft: the approval cannot be read, so it approves nothing"
    if approval is None:
        return "Draft: not approved yet"
    folder = workspace.outputs / period / edition
    faults = _voided(approval, folder)
    if not faults:
        return (
            f"Approved for publication by the {approval.role}" if read_manifest(folder)["status"] == APPROVED else "Draft: not approved yet"
        )
    more = " and more besides" if len(faults) > CHANGES_SHOWN else ""
    return f"Draft: the approval by the {approval.role} no longer holds, because {', '.join(faults[:CHANGES_SHOWN])}{more}"


def _voided(approval: Approval, folder: Path) -> list[str]:
    """What differs between what was approved and what is there; that nobody can tell is a difference too."""
    try:
        manifest = read_manifest(folder)
    except Fault:
        return ["its manifest is missing or cannot be read"]
    touched = changes(manifest, {"outputs": hashes_of_outputs(folder)}, ["outputs"])
    return list(dict.fromkeys([*voided_by(approval, manifest), *touched]))
