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
from analysis.intake.people.questions import pattern_of, patterns, questions
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
    *("Decision", "Question", "Now", "If one child", "Pattern", "Probability", "Speaks for one child", "Speaks against"),
    *(f"{title}, {side}" for title in SHOWN.values() for side in (FIRST, SECOND)),
    *(f"Record, {side}" for side in (FIRST, SECOND)),
)
TO_DECIDE, SETTLED = SHEETS = ("To decide", "Looked at or joined")
PATTERNS = "Patterns"
PATTERN_HEADERS = ("Decision for all", "Pattern", "Pairs that wait", "Answered so far", "Speaks for one child", "Speaks against")
MOST_VALUES = 5
LONGEST = 32_000

HELP = (
    "Choose in the column Decision: 'same' when both are one child, 'different' when they are two, 'unsure' when nobody can say.",
    "Pairs with one number in the column Question are about one likely child: decide them together. The most useful questions come first.",
    "The sheet Patterns has what people have answered alike five times and more. A decision there is yours for all pairs of that pattern",
    "that have none of their own. Look at each of them first.",
    "Leave a decision empty to be asked again. Change nothing else. Then run: overview review --decide FILE --by YOUR NAME",
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
        decided = _decided(linked)
        for title, pairs in _of_sheets(linked, decided).items():
            _write_sheet(book, book.add_worksheet(title), HEADERS, list(_lines(linked, pairs, decided)))
        _write_sheet(book, book.add_worksheet(PATTERNS), PATTERN_HEADERS, list(_pattern_lines(linked, decided)))
        about = book.add_worksheet("How to decide")
        for line, text in enumerate(HELP):
            about.write_string(line, 0, text)
    return buffer.getvalue()


def read_answers(path: Path) -> list[Decision]:
    """The decisions that stand in a workbook. Raises `Fault` with everything that is wrong with it."""
    answers, faults = [], []
    sheets = _sheets(path)
    for_all = _answered_together(sheets.pop(PATTERNS, []))
    for title, rows in sheets.items():
        places = {name: rows[0].index(name) for name in ("Decision", f"Record, {FIRST}", f"Record, {SECOND}") if rows and name in rows[0]}
        if len(places) < 3:
            faults.append(f"The sheet {title!r} lacks the columns Decision, Record, first and Record, second.")
            continue
        pattern = rows[0].index("Pattern") if "Pattern" in rows[0] else None
        for line, row in enumerate(rows[1:], start=2):
            decision, *records = (str(row[place]).strip() for place in places.values())
            place = f"sheet {title!r}, row {line}"
            if not decision and pattern is not None and str(row[pattern]).strip() in for_all:
                place, decision = for_all[str(row[pattern]).strip()]
            if decision and decision.casefold() not in ANSWERS:
                faults.append(f"{place.capitalize()}: the decision is none of {', '.join(ANSWERS)}.")
            elif decision:
                answers.append(Decision(place, decision.casefold(), tuple(sorted(records))))
    stop_on(faults, f"The decisions in {path.name} cannot be read")
    return answers


def _answered_together(rows: list[list[object]]) -> dict[str, tuple[str, str]]:
    """The decision for all pairs of each pattern that has one, and where it stands."""
    lines = [[str(cell).strip() for cell in row] for row in rows[1:]]
    return {line[1]: (f"sheet {PATTERNS!r}, row {number}", line[0]) for number, line in enumerate(lines, start=2) if line[0]}


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


def _decided(linked: Linked) -> dict[frozenset[str], str]:
    return {frozenset((row.record_one, row.record_other)): row.decision for row in linked.register.decisions.itertuples()}


def _of_sheets(linked: Linked, decided: dict[frozenset[str], str]) -> dict[str, pd.DataFrame]:
    """The pairs of each sheet, in their order."""
    child_of = linked.child_id.groupby(linked.lines["cluster"]).first()
    tables_of = linked.persons["table"].groupby(linked.child_id).agg(frozenset).to_dict()
    answered = linked.pairs[linked.pairs["state"] != OPEN].assign(question="", moves="", pattern="")
    return {TO_DECIDE: questions(linked.pairs, child_of, tables_of, decided), SETTLED: answered}


def _pattern_lines(linked: Linked, decided: dict[frozenset[str], str]) -> Iterable[list[object]]:
    waiting = [pair for pair in linked.pairs.itertuples() if pair.state == OPEN]
    for name, pattern, said in patterns(linked.pairs, decided):
        like = [pair for pair in waiting if pattern_of(pair) == pattern]
        if like:
            favour, against = evidence(like[0])
            answered = ", ".join(f"{times} {decision}" for decision, times in said.items())
            yield ["", name, str(len(like)), answered, "; ".join(favour), "; ".join(against)]


def _lines(linked: Linked, pairs: pd.DataFrame, decided: dict[frozenset[str], str]) -> Iterable[list[object]]:
    clusters = sorted({*pairs["one"], *pairs["other"]})
    known = _known_of(linked, clusters)
    for pair in pairs.itertuples():
        favour, against = evidence(pair)
        sides = [known[pair.one][column] if end == 0 else known[pair.other][column] for column in SHOWN for end in (0, 1)]
        decision = decided.get(frozenset((pair.record_one, pair.record_other)), "")
        yield [
            decision, str(pair.question), NOW[pair.state], pair.moves, pair.pattern, float(round(pair.probability, 4)),
            "; ".join(favour), "; ".join(against), *sides, pair.record_one, pair.record_other,
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


def _write_sheet(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, headers: tuple[str, ...], lines: list[list[object]]
) -> None:
    # Excel takes such a cell as text also after someone has edited it.
    text = book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top", "num_format": "@"})
    number, bold = book.add_format({"valign": "top", "num_format": "0.0000"}), book.add_format({"bold": True, "text_wrap": True})
    for place, title in enumerate(headers):
        sheet.set_column(place, place, 40 if title.startswith("Speaks") else 18)
        sheet.write_string(0, place, title, bold)
    for line, row in enumerate(lines, start=1):
        for place, value in enumerate(row):
            if isinstance(value, float):
                sheet.write_number(line, place, value, number)
            else:
                sheet.write_string(line, place, str(value)[:LONGEST], text)
    if lines:
        sheet.data_validation(1, 0, len(lines), 0, {"validate": "list", "source": list(ANSWERS), "error_title": "Decision"})
        sheet.autofilter(0, 0, len(lines), len(headers) - 1)
    sheet.freeze_panes(1, 1)


def _sheets(path: Path) -> dict[str, list[list[object]]]:
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        return {title: book.get_sheet_by_name(title).to_python() for title in book.sheet_names if title in (*SHEETS, PATTERNS)}
    except (OSError, ValueError, python_calamine.CalamineError) as error:
        raise Fault(
            f"{path} cannot be read as a workbook ({type(error).__name__}). Save it as .xlsx and close it in other programs."
        ) from None
