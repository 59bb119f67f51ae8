"""The indicators: one frozen record each, in the order in which reports tell them.

Table, chart, sentence, methodology page and open data are all derived from these records. Those that a council adds to its workspace,
and the columns that it adds to tables of the project (`analysis.chapters.own`), are among them from the first import on.
"""

from __future__ import annotations

from pathlib import Path

from analysis.base.at_work import COLUMNS, FOLDER, VARIABLE, at_work
from analysis.base.chapter import Chapter
from analysis.base.settings import Authority, Fault, Workspace
from analysis.base.spec import Indicator
from analysis.base.wording import in_words_of
from analysis.chapters import exploitation, interviews, missing, partnership, prevention, problem_profile, support, training
from analysis.chapters.caveats import SHARED
from analysis.chapters.own import extended, joined, joined_additions, read_additions, read_own

BUILT_IN = tuple(part.CHAPTER for part in (partnership, prevention, support, training, exploitation, problem_profile, missing, interviews))
"""The chapters that come with the project, in the order of the report."""

ADDITIONS = joined_additions(BUILT_IN)
"""The columns that the workspace of this process adds to their tables."""

EXTENDED = extended(BUILT_IN, ADDITIONS)
"""The chapters that come with the project, with these columns."""

OWN = joined(EXTENDED, SHARED)
"""Those that the workspace of this process adds, in the order of their files."""

CHAPTERS = (*EXTENDED, *OWN)
"""All chapters, in the order of the report."""

SECTIONS = tuple(key for chapter in CHAPTERS for key in chapter.sections)
HEADLINES = tuple(key for chapter in CHAPTERS for key in chapter.headlines)
CAVEATS = SHARED | {code: words for chapter in CHAPTERS for code, words in chapter.caveats.items()}

# A chapter's figures stand where the report tells them, not all together.
PARTS = (
    *(partnership.indicators, partnership.panel, prevention.indicators, support.indicators, support.specialist_service),
    *(training.indicators, exploitation.indicators, problem_profile.indicators),
    *(missing.indicators, missing.meetings, interviews.indicators),
    *(missing.episodes, interviews.groups, interviews.themes, missing.looked_after),
)

_RECORDS = {indicator.key: indicator for chapter in CHAPTERS for indicator in chapter.indicators}
ALL: tuple[Indicator, ...] = (
    *(_RECORDS[indicator.key] for part in PARTS for indicator in part.INDICATORS),
    *(indicator for chapter in OWN for indicator in chapter.indicators),
)
BY_KEY = {indicator.key: indicator for indicator in ALL}
CHAPTER_OF = {indicator.key: chapter.key for chapter in CHAPTERS for indicator in chapter.indicators}


def indicator(key: str) -> Indicator:
    """The indicator with this key. Raises `Fault` for an unknown one."""
    if key not in BY_KEY:
        raise Fault(f"There is no indicator {key!r}. The methodology page lists all {len(ALL)}.")
    return BY_KEY[key]


def refuse_other_chapters(workspace: Workspace) -> None:
    """Raise `Fault` unless a workspace has the chapters and columns of its own that this process knows; say what is wrong in them."""
    additions = read_additions(workspace.root, BUILT_IN)
    _refuse_others(workspace.root / COLUMNS, "columns", additions, ADDITIONS)
    _refuse_others(workspace.root / FOLDER, "chapters", read_own(workspace.root, extended(BUILT_IN, additions), SHARED), OWN)


def _refuse_others(folder: Path, what: str, there: tuple[object, ...], known: tuple[object, ...]) -> None:
    if there != known:
        whose = f"those of {at_work()}" if known else "none"
        raise Fault(
            f"{folder} does not hold the {what} that this process knows, which are {whose}: they have changed since "
            f"it began, or it works for another workspace. Start anew (in JupyterLab: restart the kernel), build each workspace that has "
            f"{what} of its own with a command of its own, and on a cluster start the workers with {VARIABLE} set to its folder."
        )


def chapters_of(authority: Authority) -> tuple[Chapter, ...]:
    """The chapters of an authority's report, in order.

    Raises one `Fault` for all names in ``without`` that are no chapter's, and all chapters that build on one that is left out.
    """
    kept = tuple(chapter for chapter in CHAPTERS if chapter.key not in authority.without)
    keys = [chapter.key for chapter in CHAPTERS]
    faults = [f"there is no chapter {key!r}; there are {', '.join(keys)}" for key in authority.without if key not in keys]
    faults += [
        f"{chapter.key} counts tables of {needed}: leave it out as well, or keep {needed}"
        for chapter in kept
        for needed in chapter.builds_on
        if needed in authority.without
    ]
    if faults:
        raise Fault("\n".join(["config/authority.toml cannot leave out these chapters (without):", *(f"- {fault}." for fault in faults)]))
    return kept


def told_by(authority: Authority) -> tuple[Indicator, ...]:
    """The indicators of an authority's report, in the words for the types of exploitation that it covers."""
    has_several, chapters = len(authority.exploitation) > 1, {chapter.key for chapter in chapters_of(authority)}
    told = tuple(one for one in ALL if CHAPTER_OF[one.key] in chapters and (has_several or not one.for_several_types))
    return in_words_of(authority, told)


def is_left_out(key: str, authority: Authority) -> bool:
    """Whether an indicator belongs to a chapter that the authority's report does without."""
    return CHAPTER_OF.get(key) in authority.without


def in_section(section: str) -> tuple[Indicator, ...]:
    """The indicators of one section of the report, in order."""
    return tuple(one for one in ALL if one.section == section)
