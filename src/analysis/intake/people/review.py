"""Pairs of records that need a person's decision: a workbook to decide in, and the decisions read back.

The workbook quotes who the children are, so it is for internal use alone. A decision names the two records by their keyed hashes, so it
still holds when files arrive in another order, when extracts grow and in the next quarter.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import python_calamine
import xlsxwriter

from analysis.base.settings import Fault
from analysis.intake.people.merge import APART, LEFT, MERGED, OPEN, OTHER, SAME, UNSURE
from analysis.intake.people.register import DECISIONS, Register
from analysis.intake.people.weights import MODEL
from analysis.intake.sources import TEXT, stop_on

if TYPE_CHECKING:
    from analysis.intake.people import Linked

ANSWERS = (SAME, OTHER, UNSURE)
NOW = {
    OPEN: "counted as two until decided",
    LEFT: "looked at before, and nobody could say; counted as two",
    MERGED: "counted as one child",
    APART: "counted as two, as decided",
}
SHOWN = {
    "name": "Name",
    "date_of_birth": "Date of birth",
    "sex": "Sex",
    "postcode": "Postcode",
    "district": "District",
    "nhs_number": "NHS number",
    "also_known_as": "Also known as",
    "local_id": "Numbers",
    "source": "Systems",
    "reference": "Rows",
}
FIRST, SECOND = "first", "second"
HEADERS = (
    *("Decision", "Now", "Probability", "Speaks for one child", "Speaks against"),
    *(f"{title}, {side}" for title in SHOWN.values() for side in (FIRST, SECOND)),
    *(f"Record, {side}" for side in (FIRST, SECOND)),
)
SHEETS = {"To decide": (OPEN,), "Looked at or joined": (LEFT, MERGED, APART)}
MOST_VALUES = 5
LONGEST = 32_000

HELP = (
    "Choose in the column Decision: 'same' when both are one child, 'different' when they are two, 'unsure' when nobody can say.",
    "Leave it empty to be asked again. Change nothing else. Then run: overview review --decide FILE --by YOUR NAME",
    "The second sheet shows what was joined without asking, and what was decided before; a decision there changes it.",
    "This file holds personal data. Keep it where you keep the extracts, and delete it when the decisions are read back.",
)


@dataclass(frozen=True)
class Decision:
    """One decision as it stands in a workbook."""

    place: str
    decision: str
    records: tuple[str, str]


def evidence(pair: object) -> tuple[list[str], list[str]]:
    """What speaks for and what against one pair, in words, the strongest first."""
    found = [
        level
        for comparison in MODEL.comparisons
        for level in comparison.levels
        if level.name == getattr(pair, comparison.name) and abs(level.bits) > 0.01
    ]
    ordered = sorted(found, key=lambda level: -abs(level.bits))
    return [level.words for level in ordered if level.bits > 0], [level.words for level in ordered if level.bits < 0]


def review_book(linked: Linked) -> bytes:
    """The workbook of all pairs: those that wait for a decision first, then those that were joined or decided before.

    The bytes depend on the pairs alone.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1), "title": "Pairs of records", "comments": "Internal: contains personal data"})
        for title, states in SHEETS.items():
            lines = list(_lines(linked, linked.pairs[linked.pairs["state"].isin(states)]))
            _write_sheet(book, book.add_worksheet(title), lines)
        about = book.add_worksheet("How to decide")
        for line, text in enumerate(HELP):
            about.write_string(line, 0, text)
    return buffer.getvalue()


def read_answers(path: Path) -> list[Decision]:
    """The decisions that stand in a workbook. Raises `Fault` with everything that is wrong with it."""
    answers, faults = [], []
    for title, rows in _sheets(path).items():
        places = {name: rows[0].index(name) for name in ("Decision", f"Record, {FIRST}", f"Record, {SECOND}") if rows and name in rows[0]}
        if len(places) < 3:
            faults.append(f"The sheet {title!r} lacks the columns Decision, Record, first and Record, second.")
            continue
        for line, row in enumerate(rows[1:], start=2):
            decision, *records = (str(row[place]).strip() for place in places.values())
            if decision and decision.casefold() not in ANSWERS:
                faults.append(f"Sheet {title!r}, row {line}: the decision is none of {', '.join(ANSWERS)}.")
            elif decision:
                answers.append(Decision(f"sheet {title!r}, row {line}", decision.casefold(), tuple(sorted(records))))
    stop_on(faults, f"The decisions in {path.name} cannot be read")
    return answers


def decide(linked: Linked, register: Register, answers: Iterable[Decision], by: str, on: date) -> pd.DataFrame:
    """All decisions there are, with those of ``answers`` that say something new after the earlier ones.

    Raises `Fault` with all answers that name records nobody knows, or that contradict each other or an earlier decision.
    """
    if not by.strip():
        raise Fault("A decision needs a name. Add --by YOUR NAME.")
    cluster_of = linked.lines.drop_duplicates("record").set_index("record")["cluster"].to_dict()
    before = {tuple(sorted((row.record_one, row.record_other))): row.decision for row in register.decisions.itertuples()}
    fresh = [answer for answer in answers if before.get(answer.records) != answer.decision]
    stop_on([*_unknown(fresh, cluster_of), *_twice(fresh)], "The decisions cannot be taken over")
    stop_on(
        _contradictions(before | {answer.records: answer.decision for answer in fresh}, fresh, cluster_of),
        "Decisions contradict each other",
    )
    lines = [(*answer.records, answer.decision, by.strip(), on.isoformat()) for answer in fresh]
    return pd.concat([register.decisions, pd.DataFrame(lines, columns=DECISIONS).astype(TEXT)], ignore_index=True)


def _unknown(answers: list[Decision], cluster_of: dict[str, str]) -> list[str]:
    return [
        f"{answer.place}: the extracts have no such record any more, or its key was changed. Decide in a new workbook."
        for answer in answers
        if not set(answer.records) <= set(cluster_of)
    ]


def _twice(answers: list[Decision]) -> list[str]:
    """Pairs that stand in a workbook with two decisions."""
    said: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for answer in answers:
        said[answer.records].append(answer)
    return [
        f"{' and '.join(answer.place for answer in pair)}: the same pair has two decisions. Keep one of them."
        for pair in said.values()
        if len({answer.decision for answer in pair}) > 1
    ]


def _contradictions(decided: dict[tuple[str, str], str], fresh: list[Decision], cluster_of: dict[str, str]) -> list[str]:
    """Pairs that are two children by one decision and one child by others taken together."""
    group = {cluster: cluster for cluster in cluster_of.values()}

    def find(record: str) -> str:
        cluster = cluster_of[record]
        while group[cluster] != cluster:
            cluster = group[cluster]
        return cluster

    known = {pair: decision for pair, decision in decided.items() if set(pair) <= set(cluster_of)}
    for one, other in sorted(pair for pair, decision in known.items() if decision == SAME):
        group[find(one)] = find(other)
    wrong = {pair for pair, decision in known.items() if decision == OTHER and find(pair[0]) == find(pair[1])}
    children = {find(one) for one, _ in wrong}
    concerned = [answer.place for answer in fresh if answer.decision != UNSURE and find(answer.records[0]) in children]
    if not wrong:
        return []
    return [
        f"{'; '.join(concerned)}: with what else was decided, two records are 'different' and 'same' at once. Decide these pairs again."
    ]


def _lines(linked: Linked, pairs: pd.DataFrame) -> Iterable[list[object]]:
    decided = {frozenset((row.record_one, row.record_other)): row.decision for row in linked.register.decisions.itertuples()}
    clusters = sorted({*pairs["one"], *pairs["other"]})
    known = _known_of(linked, clusters)
    for pair in pairs.itertuples():
        favour, against = evidence(pair)
        sides = [known[pair.one][column] if end == 0 else known[pair.other][column] for column in SHOWN for end in (0, 1)]
        decision = decided.get(frozenset((pair.record_one, pair.record_other)), "")
        yield [
            decision, NOW[pair.state], float(round(pair.probability, 4)), "; ".join(favour), "; ".join(against),
            *sides, pair.record_one, pair.record_other,
        ]  # fmt: skip


def _known_of(linked: Linked, clusters: list[str]) -> dict[str, dict[str, str]]:
    """Everything that rows say of each of these clusters, each value once."""
    wanted = linked.lines["cluster"].isin(clusters)
    rows = linked.persons[wanted].assign(cluster=linked.lines.loc[wanted, "cluster"])
    rows = rows.assign(
        date_of_birth=rows["date_of_birth"].dt.strftime("%d/%m/%Y"),
        local_id=rows["local_id"].str.replace("_", " ").str.replace(":", " "),
        reference=rows["table"].str.replace("_", " ") + " " + rows["reference"],
    )
    return {cluster: {column: _listed(part[column]) for column in SHOWN} for cluster, part in rows.groupby("cluster")}


def _listed(values: pd.Series) -> str:
    each = sorted({str(value).strip() for value in values.dropna()})
    more = f"; and {len(each) - MOST_VALUES} more" if len(each) > MOST_VALUES else ""
    return "; ".join(each[:MOST_VALUES]) + more


def _write_sheet(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, lines: list[list[object]]) -> None:
    # Excel takes such a cell as text also after someone has edited it.
    text = book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top", "num_format": "@"})
    number, bold = book.add_format({"valign": "top", "num_format": "0.0000"}), book.add_format({"bold": True, "text_wrap": True})
    for place, title in enumerate(HEADERS):
        sheet.set_column(place, place, {3: 40, 4: 40}.get(place, 18))
        sheet.write_string(0, place, title, bold)
    for line, row in enumerate(lines, start=1):
        for place, value in enumerate(row):
            if isinstance(value, float):
                sheet.write_number(line, place, value, number)
            else:
                sheet.write_string(line, place, str(value)[:LONGEST], text)
    if lines:
        sheet.data_validation(1, 0, len(lines), 0, {"validate": "list", "source": list(ANSWERS), "error_title": "Decision"})
        sheet.autofilter(0, 0, len(lines), len(HEADERS) - 1)
    sheet.freeze_panes(1, 1)


def _sheets(path: Path) -> dict[str, list[list[object]]]:
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        return {title: book.get_sheet_by_name(title).to_python() for title in book.sheet_names if title in SHEETS}
    except (OSError, ValueError, python_calamine.CalamineError) as error:
        raise Fault(
            f"{path} cannot be read as a workbook ({type(error).__name__}). Save it as .xlsx and close it in other programs."
        ) from None
