"""The command `overview`."""

from __future__ import annotations

import os
import shlex
import sys
from datetime import datetime
from pathlib import Path

import click

from analysis.settings import Fault, Workspace

WORKSPACE = click.option(
    "--workspace",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder with config/, data/, notebooks/ and outputs/. By default the one you are in.",
)
EDITION = click.option("--edition", type=click.Choice(["public", "internal"]), default="public", show_default=True, help="Who it is for.")

# More faults than this are counted and not listed.
FAULTS_SHOWN = 10

REASONS_SHOWN = 5


class Door(click.Group):
    """A group of commands in which a `Fault` becomes its message on stderr and exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Fault as fault:
            click.echo(f"overview: {fault}", err=True)
            ctx.exit(1)


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Turn raw extracts into quarterly performance data and the annual overview on children at risk of sexual exploitation and
    children who go missing."""


@main.command()
@click.option("--seed", default=2016, show_default=True, help="Another seed makes other people with the same totals.")
@click.option("--scale", default=1, show_default=True, type=click.IntRange(min=1), help="So many times the people, for load tests.")
@click.option("--dirty", "is_dirty", is_flag=True, help="Plant faults in the extracts and list them in data/raw/FAULTS.csv.")
@WORKSPACE
def sample(seed: int, scale: int, is_dirty: bool, root: Path) -> None:
    """Write made-up extracts for 2015-16 and 2016-17 into data/raw."""
    from analysis.sample import write_sample

    written = write_sample(Workspace(root.resolve()), seed, scale, is_dirty=is_dirty)
    click.echo(f"{len(written)} files of made-up extracts are in {root / 'data' / 'raw'}.", err=True)


@main.command()
@click.argument("periods", nargs=-1, required=True, metavar="PERIOD...")
@EDITION
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="How many reports to build at a time. By default one a core.")
@click.option("--pdf", "with_pdf", is_flag=True, help="Also print each report as a PDF, with Chromium or else WeasyPrint.")
@click.option("--force", is_flag=True, help="Build everything anew, also what has not changed.")
@click.option("--why", is_flag=True, help="Say of each report why it was built, or that nothing it is made from has changed.")
@WORKSPACE
def run(periods: tuple[str, ...], edition: str, jobs: int | None, with_pdf: bool, force: bool, why: bool, root: Path) -> None:
    """Build the reports of each PERIOD that are not as they would be built now.

    2016-17 stands for the four quarters of that year and the year itself; 2016-17-Q3 for one quarter.
    """
    from analysis.stamps import everything, whole_run

    index = root.resolve() / "outputs" / "index.html"
    if not force and index.exists() and not whole_run(root.resolve(), periods, edition, with_pdf).reasons(everything(root.resolve())):
        click.echo("Nothing has changed since these reports were built. Open this page to find them:", err=True)
        click.echo(index)
        return
    from tqdm import tqdm

    from analysis.run import Outcome, requested
    from analysis.run import run as build

    workspace = Workspace(root.resolve())
    count = len(requested(periods, workspace.authority.year_starts_in))
    with tqdm(total=count, unit="report", disable=None, desc="Building") as bar:

        def show(outcome: Outcome) -> None:
            bar.set_postfix_str(outcome.task.name)
            bar.update()

        outcomes = build(workspace, periods, edition, jobs or os.cpu_count() or 1, show, with_pdf=with_pdf, anew=force)
    failures = [outcome for outcome in outcomes if outcome.failure]
    for outcome in outcomes if why else ():
        click.echo(_why(outcome.task.name, outcome.why), err=True)
    for outcome in failures:
        click.echo(f"overview: {outcome.task.name} was not built. {outcome.failure}", err=True)
    for outcome in (one for one in outcomes if one.warning):
        click.echo(f"overview: the commentary on {outcome.task.period.name} would stop a public edition:\n{outcome.warning}", err=True)
    built = sum(bool(outcome.why) for outcome in outcomes) - len(failures)
    unchanged = len(outcomes) - len(failures) - built
    told = f"; {unchanged} had not changed" if unchanged else ""
    click.echo(f"{built} of {len(outcomes)} reports were built{told}. Open this page to find them:", err=True)
    click.echo(index)
    sys.exit(1 if failures else 0)


@main.command()
@click.argument("period")
@WORKSPACE
def audit(period: str, root: Path) -> None:
    """Attack the public edition of PERIOD as a reader would, and write a report for the disclosure officer."""
    from analysis.run import audit as attack

    verdict, report = attack(Workspace(root.resolve()), period)
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
    from analysis.explain import explain as explained
    from analysis.explain import write_rows

    workspace = Workspace(root.resolve())
    click.echo(explained(workspace, figure))
    if rows:
        click.echo(f"\nThe rows are in {write_rows(workspace, figure)}. They are for internal use and never leave data/processed.")


@main.command()
@click.argument("periods", nargs=-1, required=True, metavar="PERIOD...")
@click.option("--edition", type=click.Choice(["public", "internal"]), default=None, help="By default each edition that there is.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="How many reports to build at a time. By default one a core.")
@WORKSPACE
def verify(periods: tuple[str, ...], edition: str | None, jobs: int | None, root: Path) -> None:
    """Rebuild the reports of each PERIOD from the recorded inputs, and compare every file byte for byte with what is there.

    Nothing of what is there is touched. Says which input, code or package has changed when a report cannot be rebuilt for that reason.
    """
    from tqdm import tqdm

    from analysis.run import verify as rebuild

    with tqdm(unit="report", disable=None, desc="Rebuilding") as bar:
        editions = [edition] if edition else ["public", "internal"]
        verified = rebuild(Workspace(root.resolve()), periods, editions, jobs or os.cpu_count() or 1, lambda _: bar.update())
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
    from analysis.run import publish as keep

    release = keep(Workspace(root.resolve()), period, (on or datetime.now()).date())
    click.echo(f"{period} is recorded as published. Later runs compare with it. The release:", err=True)
    click.echo(release)


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
    from analysis.run import Signature, current_user, write_index
    from analysis.run import sign_off as approve

    workspace = Workspace(root.resolve())
    approval = approve(workspace, period, edition, Signature(by, role, current_user(), datetime.now().date(), dict(accept)))
    write_index(workspace)
    click.echo(f"The {edition} edition of {period} is approved by {by}, {role}. The approval:", err=True)
    click.echo(approval)


@main.command()
@click.argument("what", nargs=-1, metavar="[PERIOD]... | FILE...")
@WORKSPACE
def check(what: tuple[str, ...], root: Path) -> None:
    """Read, map and validate the extracts and write the data-quality report; build nothing else.

    Of a FILE that no table claims yet, propose a mapping: what is known of its headers, dates and values, and what is not.
    """
    workspace, files = Workspace(root.resolve()), [Path(name) for name in what if Path(name).is_file()]
    if files:
        from analysis.propose import propose

        for file in files:
            click.echo(propose(workspace, file))
        return
    from analysis.run import check as check_extracts

    for page in check_extracts(workspace, what):
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

    Everything that is found is listed with its line (in Word: its paragraph), what the figures say and what to write. It exits with 1 when
    something must be put right; advice alone stops nothing.
    """
    from analysis.claims import faults_in
    from analysis.run import lint_text as check_text

    findings = check_text(Workspace(root.resolve()), file, period, edition)
    for finding in findings:
        click.echo(finding.told(file.name))
    faults = faults_in(findings)
    click.echo(f"{file.name}: {len(faults)} fault(s) and {len(findings) - len(faults)} piece(s) of advice.", err=True)
    sys.exit(1 if faults else 0)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, metavar="[-- OPTIONS FOR JUPYTERLAB]")
@WORKSPACE
def lab(options: tuple[str, ...], root: Path) -> None:
    """Open the notebooks in JupyterLab: it asks nothing of any network, and its kernels talk in private."""
    from analysis.lab import open_lab

    sys.exit(open_lab(Workspace(root.resolve()), options))


@main.command("new-workspace")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def new_workspace(folder: Path) -> None:
    """Set up DIR for an authority: configuration to fill in, notebooks, and a place for extracts."""
    from analysis.workspaces import make_workspace

    make_workspace(folder.resolve())
    click.echo(f"{folder} is set up. Put your authority into {folder / 'config' / 'authority.toml'}, then run:", err=True)
    click.echo(f"overview sample --workspace {shlex.quote(str(folder))}")
    click.echo(f"overview run 2016-17 --workspace {shlex.quote(str(folder))}")


def _why(name: str, why: tuple[str, ...]) -> str:
    """Why a report was built, with as many reasons as can be read."""
    if not why:
        return f"{name}: nothing that it is made from has changed."
    more = [f"and {len(why) - REASONS_SHOWN} more"] if len(why) > REASONS_SHOWN else []
    return f"{name}: {'; '.join([*why[:REASONS_SHOWN], *more])}."
