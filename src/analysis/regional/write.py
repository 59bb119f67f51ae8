"""The regional summary as files: a page, and two tables for programs."""

from __future__ import annotations

import shutil
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.base.formats import listed
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.vocabulary import NO_OWN
from analysis.base.wording import in_words_for
from analysis.chapters import ALL
from analysis.chapters.headings import shipped_headings
from analysis.publish import Page, inert, publish_page, spelt_out, write_charts
from analysis.regional.folders import Member, in_their_year, read_members, with_children
from analysis.regional.show import funnel_plot, glance, table
from analysis.regional.summary import ComparedAuthorities, compare_members, figures_frame, summary_frame

PAGE, FIGURES, SUMMARY, CHARTS = "regional.html", "figures.csv", "summary.csv", "charts"
TITLE = "Children at risk of sexual exploitation and children who go missing: regional summary"
OPENING = (
    "This summary is made from the figures that each authority has published about itself for {period}. Hidden figures stay hidden and are "
    "in no sum, range or limit. Authorities differ in what they record and in how large they are."
)

NOT_COVERED_ALIKE = (
    "The authorities do not cover the same types of exploitation, so their figures about exploitation count different things. They cover:"
)


def write_region(folders: Sequence[Path], period: Period, out: Path, people: Path | None = None) -> Path:
    """Write the summary of several authorities into a folder and return its page; with a file of ``people`` also rates per 10,000 children.

    Raises `Fault`, and writes nothing, when fewer than two authorities are given, when the figures of one cannot be used, when their
    years start in different months, or when the folder holds anything that is not such a summary.
    """
    if len(folders) < 2:
        raise Fault("A summary needs two authorities or more. Name a folder for each.")
    _refuse_unless_ours(out)
    members = read_members(folders, period)
    period = in_their_year(members, period)
    members = with_children(members, people, period) if people else members
    found = compare_members(members, in_words_for(covered_alike(members), ALL), period)
    if not found:
        raise Fault(f"None of the folders has a figure of {period.label} that can be compared.")
    notebook = spelt_out(_notebook(members, found, period), NO_OWN.abbreviations)
    out.mkdir(parents=True, exist_ok=True)
    publish_page(notebook, _page(members, period), out / PAGE)
    for name, frame in ((FIGURES, figures_frame(found)), (SUMMARY, summary_frame(found))):
        _write_csv(frame, out / name)
    shutil.rmtree(out / CHARTS, ignore_errors=True)
    write_charts(notebook, out / CHARTS)
    return out / PAGE


def _notebook(members: Sequence[Member], found: Sequence[ComparedAuthorities], period: Period) -> NotebookNode:
    """A notebook that nobody ran: its outputs are the tables and charts, so that it becomes a page as every other one does."""
    names = listed([f"{member.name} (draft)" if member.is_draft else member.name for member in members])
    opening = f"{OPENING.format(period=f'{period.label} ({period.dates})')}\n\nAuthorities: {names}.{_covered(members)}"
    glanced = new_code_cell(outputs=[_output(glance(found, period))])
    cells = [new_markdown_cell(f"# {_title(members)}"), new_markdown_cell(f"## At a glance\n\n{opening}"), glanced, *_cells(members, found)]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return new_notebook(cells=cells)


def covered_alike(members: Iterable[Member]) -> tuple[str, ...]:
    """The types of exploitation that every one of the authorities covers; nothing when they differ, or where one does not say."""
    covered = {member.covers for member in members}
    return covered.pop() if len(covered) == 1 else ()


def _title(members: Sequence[Member]) -> str:
    return in_words_for(covered_alike(members), TITLE)


def _covered(members: Sequence[Member]) -> str:
    """What exploitation is where the title does not say it, and where one authority counts what another does not."""
    alike = covered_alike(members)
    if alike:
        return "" if alike[0] in _title(members) else f" Exploitation here is {listed(alike)}."
    told = "; ".join(f"{member.name}: {listed(member.covers) or 'not known'}" for member in members)
    return f"\n\n{NOT_COVERED_ALIKE} {told}."


def _cells(members: Sequence[Member], found: Sequence[ComparedAuthorities]) -> Iterator[NotebookNode]:
    headings = shipped_headings().sections.items()
    for section, heading in in_words_for(covered_alike(members), tuple(headings)):
        of_section = [one for one in found if one.indicator.section == section]
        if of_section:
            yield new_markdown_cell(f"## {heading}")
        for one in of_section:
            shown = [thing for thing in (funnel_plot(one), table(one)) if thing]
            yield new_markdown_cell(f"### {one.indicator.name}")
            yield new_code_cell(outputs=[_output(thing) for thing in shown])


def _output(shown: object) -> NotebookNode:
    bundle = shown._repr_mimebundle_()
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    # In a notebook a picture of dots stands as text.
    texts = {kind: b64encode(content).decode() if isinstance(content, bytes) else content for kind, content in data.items()}
    return new_output("display_data", data=texts, metadata=metadata)


def _page(members: Sequence[Member], period: Period) -> Page:
    return Page(
        title=_title(members),
        subtitle=f"{len(members)} authorities, {period.label}",
        authority=listed([member.name for member in members]),
        period_label=f"{period.label} ({period.dates})",
        is_synthetic=any(member.is_synthetic for member in members),
        is_draft=any(member.is_draft for member in members),
        provenance=(("Made from", "the public results.csv of each authority"), ("Figures", f"{FIGURES} and {SUMMARY} beside this page")),
    )


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    frame.map(inert).to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _refuse_unless_ours(out: Path) -> None:
    found = sorted(path.name for path in out.iterdir()) if out.is_dir() else []
    foreign = [name for name in found if name not in {PAGE, FIGURES, SUMMARY, CHARTS}]
    if foreign:
        raise Fault(f"{out} holds {foreign[0]}, which is no part of a summary. Choose a folder that is empty or not there yet.")
