"""Reports on figures that a test has at hand, opened as a notebook opens them."""

import pandas as pd

from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import indicator, told_by
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, drawn_table
from analysis.disclose import Publishable, gate, write_publishable
from analysis.report import Opened, Report


def opened(workspace: Workspace, period: Period, published: Publishable) -> Report:
    """The report on a period from figures that passed the gate, kept where a run keeps them."""
    workspace.figures.mkdir(parents=True, exist_ok=True)
    write_publishable(published, workspace.figures)
    return Report(Opened(workspace, period, published.edition))


def report_on(workspace: Workspace, period: Period, edition: str, **drawn: str) -> Report:
    """The report on a period from tables drawn as text, delivered for its year and the year before; other tables were not delivered."""
    years = (period.year.year_before, period.year)
    tables = {name: drawn_table(text) for name, text in drawn.items()}
    material = Material(tables, dict.fromkeys(tables, years), NOTHING_SUPPLIED)
    periods = [*years, *(quarter for year in years for quarter in year.quarters)]
    counted = compute(material, told_by(workspace.authority), periods, workspace.authority)
    return opened(workspace, period, gate(counted, edition, workspace.policy.disclosure))


def published(*rows: dict[str, str]) -> Publishable:
    """Rows as they stand after the gate of the public edition."""
    return Publishable(pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str"), "public")


def row(key, period, numerator, denominator="", value="", by="", code="", marker=""):
    """One row of the results table, with all that the record says of it."""
    one = indicator(key)
    unit = f"percent of {one.unit}" if denominator else one.unit
    cells = (key, one.definition_version, period, by, code, numerator, denominator, value or numerator, unit, one.population, marker)
    return dict(zip(RESULT_COLUMNS, cells, strict=True))


def said(shown: object) -> str:
    """What something shown says, as plain text."""
    return shown._repr_mimebundle_()["text/plain"]
