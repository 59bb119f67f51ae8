"""The command `overview`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from analysis.base.access import keep_new_files_private
from analysis.base.at_work import work_for
from analysis.base.settings import Fault, Workspace
from analysis.base.whole import says_full
from analysis.run.workspaces.answers import PRACTICE, QUESTIONS, SetUpAnswer, answered


def _at_work(_: click.Context, __: click.Parameter, given: Path | tuple[Path, ...]) -> Path | tuple[Path, ...]:
    """What is given as workspaces; before anything is imported, this process works for the one of them that has chapters of its own.

    From here on nothing that it writes can be read by others.
    """
    roots = [given] if isinstance(given, Path) else [*map(Path, given)]
    work_for(roots)
    keep_new_files_private(roots)
    return given


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
WORKSPACE = click.option(
    "--workspace",
    "root",
    type=FOLDER,
    default=".",
    callback=_at_work,
    help="The folder with config/, data/, notebooks/ and outputs/. By default the one you are in.",
)
EDITION = click.option("--edition", type=click.Choice(["public", "internal"]), default="public", show_default=True, help="Who it is for.")
TRUST = click.option("--trust", is_flag=True, help="Run its notebooks and Jupyter's settings though they are not the project's.")
JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    help="How many pieces of work at a time. By default one a core, while free memory lasts.",
)

# More faults than this are counted and not listed.
FAULTS_SHOWN = 10


class Door(click.Group):
    """A group of commands in which a `Fault`, or a disk that is full, becomes its message on stderr and exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Fault as fault:
            click.echo(f"overview: {fault}", err=True)
            ctx.exit(1)
        except OSError as error:
            if not (full := says_full(error)):
                raise
            click.echo(f"overview: {full}", err=True)
            ctx.exit(1)


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Turn raw extracts into quarterly performance data and the annual overview on children at risk of sexual exploitation and
    children who go missing."""


@main.command()
@click.option("--seed", default=2016, show_default=True, help="Another seed makes other people with the same totals.")
@click.option("--scale", default=1, show_default=True, type=click.IntRange(min=1), help="So many times the people, for load tests.")
@click.option("--dirty", "is_dirty", is_flag=True, help="Plant faults in the extracts and list them in data/raw/FAULTS.csv.")
@click.option(
    "--today",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Set up DIR for a made-up city and write its extracts of 2024-25 and 2025-26, as systems of today send them.",
)
@WORKSPACE
def sample(seed: int, scale: int, is_dirty: bool, today: Path | None, root: Path) -> None:
    """Write made-up extracts for 2015-16 and 2016-17 into data/raw."""
    if today and (is_dirty or scale > 1):
        raise click.UsageError("--today takes neither --dirty nor --scale: the city of today has one size and no planted faults.")
    if today:
        _sample_of_today(today, seed)
        return
    from sample import write_sample

    written = write_sample(Workspace(root.resolve()), seed, scale, is_dirty=is_dirty)
    click.echo(f"{len(written)} files of made-up extracts are in {root / 'data' / 'raw'}.", err=True)


def _sample_of_today(folder: Path, seed: int) -> None:
    from analysis.run.workspaces import make_workspace
    from sample.today import set_up, write_today

    workspace = make_workspace(folder.resolve(), PRACTICE)
    set_up(workspace)
    written = write_today(workspace, seed)
    click.echo(f"{len(written)} files of made-up extracts are in {folder / 'data' / 'raw'}. To build their reports, run:", err=True)
    click.echo(f"overview run 2025-26 --workspace {shlex.quote(str(folder))}")


@main.command()
@click.argument("periods", nargs=-1, required=True, metavar="PERIOD...")
@EDITION
@JOBS
@click.option("--pdf", "with_pdf", is_flag=True, help="Also print each report as a PDF, with Chromium or else WeasyPrint.")
@click.option("--force", is_flag=True, help="Build everything anew, also what has not changed.")
@click.option("--why", is_flag=True, help="Say of each report why it was built, or that nothing it is made from has changed.")
@click.option(
    "--workspace",
    "roots",
    multiple=True,
    type=FOLDER,
    default=["."],
    callback=_at_work,
    help="As elsewhere; name several to build them all.",
)
@click.option("--cluster", metavar="ADDRESS", default=None, help="Build on the Dask cluster whose scheduler is there, not on this machine.")
@click.option("--send", is_flag=True, help="With --cluster: send the files along to workers that do not see the workspace's folder.")
@click.option("--insecure", is_flag=True, help="With --cluster: also where the way there is not encrypted.")
@TRUST
def run(**asked: Any) -> None:
    """Build the reports of each PERIOD that are not as they would be built now.

    2016-17 stands for the four quarters of that year and the year itself; 2016-17-Q3 for one quarter.
    """
    from analysis.run.building import BuildOptions, build_and_tell

    for flag in ("send", "insecure"):
        if asked[flag] and not asked["cluster"]:
            raise click.UsageError(f"--{flag} is for a cluster. Name its address with --cluster, or leave --{flag} out.")
    if asked["send"] and asked["insecure"]:
        raise click.UsageError("--send takes files about children along, which are never sent without encryption. Leave --insecure out.")
    sys.exit(build_and_tell(BuildOptions(**asked)))


@main.command()
@click.argument("period")
@WORKSPACE
def audit(period: str, root: Path) -> None:
    """Attack the public edition of PERIOD as a reader would, and write a report for the disclosure officer."""
    from analysis.run import officer

    verdict, report = officer.audit(Workspace(root.resolve()), period)
    for fault in verdict.faults:
        click.echo(f"overview: {fault}", err=True)
    click.echo(report)
    sys.exit(0 if verdict.passes else 1)


@main.command()
@click.argument("figure")
@click.option("--rows", is_flag=True, help="Also write the keys of the rows, with file, sheet and row. For internal use.")
@WORKSPACE
def explain(figure: str, rows: bool, root: Path) -> None:
    """Say where a FIGURE comes from, such as "missing_notifications@2016-17" or "missing_episodes@2016-17[sex=female]".

    The rows behind it are found anew and counted; when they do not come to the figure, the command fails. It gives true counts, so what
    it prints is for those who may see the records.
    """
    from analysis.explain import explanation, write_rows

    workspace = Workspace(root.resolve())
    click.echo(explanation(workspace, figure))
    if rows:
        click.echo(f"\nThe rows are in {write_rows(workspace, figure)}. They are for internal use and never leave data/processed.")


@main.command()
@click.argument("periods", nargs=-1, required=True, metavar="PERIOD...")
@click.option("--edition", type=click.Choice(["public", "internal"]), default=None, help="By default each edition that there is.")
@JOBS
@TRUST
@WORKSPACE
def verify(periods: tuple[str, ...], edition: str | None, jobs: int | None, trust: bool, root: Path) -> None:
    """Rebuild the reports of each PERIOD from the recorded inputs, and compare every file byte for byte with what is there.

    Nothing of what is there is touched. Says which input, code or package has changed when a report cannot be rebuilt for that reason.
    """
    from tqdm import tqdm

    from analysis.run import verify
    from analysis.run.trust import refuse_strange
    from analysis.run.workers import done_apart, usual_jobs

    refuse_strange([root.resolve()], trusts=trust)
    with tqdm(unit="report", disable=None, desc="Rebuilding") as bar:
        workspace, editions = Workspace(root.resolve()), [edition] if edition else ["public", "internal"]
        spread = partial(done_apart, jobs=jobs or usual_jobs())
        verified = verify.verify(workspace, verify.find_tasks(workspace, periods, editions), spread, lambda _: bar.update())
    for one in verified:
        for fault in one.faults[:FAULTS_SHOWN]:
            click.echo(f"overview: {one.name}: {fault}", err=True)
        more = len(one.faults) - FAULTS_SHOWN
        told = f"not verified{f', {more} more faults' * (more > 0)}" if one.faults else f"all {one.files} files are identical"
        click.echo(f"{one.name}: {told}", err=True)
        click.echo(root / "outputs" / one.name.replace(" ", "/") / "manifest.json")
    sys.exit(1 if any(one.faults for one in verified) else 0)


@main.command()
@click.argument("period")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day of publication, as yyyy-mm-dd. By default today.")
@WORKSPACE
def publish(period: str, on: datetime | None, root: Path) -> None:
    """Record the approved public edition of PERIOD in the register of releases, so that later runs compare with it."""
    from analysis.run import register

    release = register.publish(Workspace(root.resolve()), period, (on or datetime.now()).date())
    click.echo(f"{period} is recorded as published. Later runs compare with it. The release:", err=True)
    click.echo(release)


@main.command()
@click.argument("release")
@click.option("--by", required=True, metavar="NAME", help="Who withdraws it.")
@click.option("--reason", required=True, help="Why it no longer stands.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day, as yyyy-mm-dd. By default today.")
@WORKSPACE
def withdraw(release: str, by: str, reason: str, on: datetime | None, root: Path) -> None:
    """Record that RELEASE, a folder of the register such as "2017-05-04 2016-17-Q4", no longer stands.

    Nothing is taken away: later figures are no longer compared with it, and gate and audit go on taking it for known.
    """
    from analysis.run import register
    from analysis.run.log import current_user

    told = register.Withdrawal(by, current_user(), (on or datetime.now()).date(), reason)
    record = register.withdraw(Workspace(root.resolve()), release, told)
    click.echo(f"{release} is recorded as withdrawn. Later figures are no longer compared with it. The record:", err=True)
    click.echo(record)


@main.command()
@click.argument("questions", type=click.Path(path_type=Path))
@click.option("--period", required=True, help="The last reporting year of the answer, such as 2016-17.")
@click.option("--release", "is_release", is_flag=True, help="Record the draft in the register of releases, as it is.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day of release, as yyyy-mm-dd. By default today.")
@WORKSPACE
def foi(questions: Path, period: str, is_release: bool, on: datetime | None, root: Path) -> None:
    """Answer a request for information from the figures of the public edition.

    QUESTIONS is a TOML file, or the name of a set in config/foi, such as missing. Without --release this writes a draft into
    outputs/foi/<reference>/ and records nothing. With --release the draft becomes the answer and joins the register of releases, so that
    no later report or answer gives away, together with it, what it hides. It is refused when a figure has changed since the draft.
    """
    from analysis.run.foi import DATA, LETTER, PAGE, draft_answer, open_case, release_answer

    case = open_case(Workspace(root.resolve()), questions, period)
    if is_release:
        folder, release = release_answer(case, (on or datetime.now()).date())
        click.echo(f"{case.request.reference} is released. Later reports and answers reckon with it. The answer and the release:", err=True)
        click.echo(release)
    else:
        folder = draft_answer(case)
        click.echo(f"The draft answer to {case.request.reference} is written; nothing is recorded. Read it, then add --release:", err=True)
    for name in (PAGE, LETTER, DATA):
        click.echo(folder / name)


@main.command("sign-off")
@click.argument("period")
@click.option("--by", required=True, metavar="NAME", help="Who signs.")
@click.option("--role", required=True, help="In which role, such as 'Head of Performance'.")
@click.option("--accept", type=(str, str), multiple=True, metavar="WARNING REASON", help="A warning that is accepted, and why.")
@EDITION
@WORKSPACE
def sign_off(period: str, by: str, role: str, accept: tuple[tuple[str, str], ...], edition: str, root: Path) -> None:
    """Approve the report on PERIOD, byte for byte, as someone other than the one who built it.

    The report loses its mark of a draft. Any byte that changes later voids the approval; outputs/index.html says which.
    """
    from analysis.run import signoff
    from analysis.run.log import current_user
    from analysis.run.signoff import Signature
    from analysis.run.story import write_index

    workspace = Workspace(root.resolve())
    approval = signoff.sign_off(workspace, period, edition, Signature(by, role, current_user(), datetime.now().date(), dict(accept)))
    write_index(workspace)
    click.echo(f"The {edition} edition of {period} is approved by {by}, {role}. The approval:", err=True)
    click.echo(approval)


@main.command()
@click.argument("what", nargs=-1, metavar="[PERIOD]... | FILE... | FOLDER...")
@click.option(
    "--write", is_flag=True, help="Write the mapping that is proposed for each FILE into config/extracts; never over one that is there."
)
@click.option("--table", default="", help="Take each FILE as one of this table, whichever it is most like.")
@TRUST
@WORKSPACE
def check(what: tuple[str, ...], write: bool, table: str, trust: bool, root: Path) -> None:
    """Read, map and validate the extracts and write the data-quality report; build nothing else.

    Of a FILE that no table claims yet, propose a mapping: what is known of its headers, dates and values, and what is not. Of a FOLDER, say
    for each file which table it most likely is, and what remains to decide, in an order of work.
    """
    from analysis.base.periods import is_period

    workspace, files = Workspace(root.resolve()), [Path(name) for name in what if Path(name).is_file()]
    folders = [Path(name) for name in what if Path(name).is_dir() and not is_period(name)]
    if (write or table) and (not files or folders):
        raise click.UsageError("--write and --table are for the mapping of a file: name the FILE. overview check FOLDER says which first.")
    if files or folders:
        from analysis.intake.propose import propose
        from analysis.intake.survey import survey, write_mapping

        for folder in folders:
            click.echo(survey(workspace, folder))
        for file in files:
            click.echo(write_mapping(workspace, file, table) if write else propose(workspace, file, table))
        return
    from analysis.run.trust import refuse_strange
    from analysis.run.workers import get_ready

    refuse_strange([workspace.root], trusts=trust)
    get_ready()
    from analysis.run import story

    pages = story.check(workspace, what)
    for warning in story.warnings_of_check(workspace):
        click.echo(f"overview: {warning}", err=True)
    for page in pages:
        click.echo(page)


@main.command()
@click.option("--decide", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The workbook with decisions.")
@click.option("--by", default="", metavar="NAME", help="Who decided.")
@WORKSPACE
def review(file: Path | None, by: str, root: Path) -> None:
    """Write the pairs of records that may be one child to a workbook, or read the decisions in one back."""
    from analysis.run.review import take_decisions, write_pairs

    workspace = Workspace(root.resolve())
    if file:
        taken, waiting = take_decisions(workspace, file, by)
        click.echo(f"{taken} decisions are in the register; {waiting} pairs still wait. Run the reports again to use them.", err=True)
        return
    path, waiting = write_pairs(workspace)
    click.echo(f"{waiting} pairs wait for a decision. The workbook holds personal data:", err=True)
    click.echo(path)


@main.command("lint-text")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--period", required=True, help="The period that the text is about: 2016-17 or 2016-17-Q3.")
@click.option("--edition", type=click.Choice(["public", "internal"]), default="public", show_default=True, help="Whose figures hold.")
@WORKSPACE
def lint_text(file: Path, period: str, edition: str, root: Path) -> None:
    """Check the figures, claims and words of FILE, a text, Markdown or Word file, against the figures of a period.

    Everything that is found is listed with its line (in Word: its paragraph), what the figures say and what to write. After that each
    number stands with the figure that it was taken for. It exits with 1 when something must be put right; advice alone stops nothing.
    """
    from analysis.run import story
    from analysis.textcheck import faults_in

    findings, taken = story.lint_text(Workspace(root.resolve()), file, period, edition)
    for told in (*findings, *taken):
        click.echo(told.told(file.name))
    faults = faults_in(findings)
    click.echo(f"{file.name}: {len(faults)} fault(s) and {len(findings) - len(faults)} piece(s) of advice.", err=True)
    sys.exit(1 if faults else 0)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, metavar="[-- OPTIONS FOR JUPYTERLAB]")
@TRUST
@WORKSPACE
def lab(options: tuple[str, ...], trust: bool, root: Path) -> None:
    """Open the notebooks in JupyterLab: it asks nothing of any network, and its kernels talk in private."""
    from analysis.run.lab import open_lab
    from analysis.run.trust import SETTINGS, refuse_strange

    refuse_strange([root.resolve()], trusts=trust, folders=[SETTINGS])
    sys.exit(open_lab(Workspace(root.resolve()), options))


@main.command()
@click.argument("folders", nargs=-1, required=True, metavar="DIR...", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--period", required=True, help="The period to compare: 2016-17 or 2016-17-Q3.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder for the summary.")
@click.option(
    "--people", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A data file with children by area, for rates."
)
def regional(folders: tuple[Path, ...], period: str, out: Path, people: Path | None) -> None:
    """Set several authorities side by side, from their public figures: tables, ranges and funnel plots with control limits.

    Each DIR is a workspace, or a public folder that one made. Only results.csv and what stands beside it is read, and no row about
    a child.
    """
    from analysis.base.periods import Period
    from analysis.regional import write_region

    click.echo(write_region([folder.resolve() for folder in folders], Period.parse(period), out.resolve(), people))


def _answers(command: Callable[..., None]) -> Callable[..., None]:
    """A flag for each question about an authority."""
    for question in reversed(QUESTIONS):
        command = click.option(question.flag, question.key, type=SetUpAnswer(question), default=None, help=question.explained)(command)
    return command


@main.command("new-workspace")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--practice", is_flag=True, help="Ask nothing: a county with a name to practise with, for the made-up extracts.")
@_answers
def new_workspace(folder: Path, practice: bool, **given: Any) -> None:
    """Set up DIR for an authority: configuration, notebooks, and a place for extracts.

    On a terminal it asks for what is not given as a flag. Elsewhere all flags must be given, or --practice.
    """
    from analysis.run.workspaces import make_period_folder, make_workspace, refuse_unless_empty

    refuse_unless_empty(folder.resolve())
    workspace, place = make_workspace(folder.resolve(), PRACTICE if practice else answered(given)), shlex.quote(str(folder))
    if practice:
        click.echo(f"{folder} is set up. To fill it with made-up extracts and build their reports, run:", err=True)
        click.echo(f"overview sample --workspace {place}")
        click.echo(f"overview run 2016-17 --workspace {place}")
        return
    period = folder / make_period_folder(workspace, datetime.now().date()).relative_to(workspace.root)
    click.echo(f"{folder} is set up. Put the files of the year into {period}, then see what they are:", err=True)
    click.echo(f"overview check {shlex.quote(str(period))} --workspace {place}")
