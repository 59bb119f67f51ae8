"""The rules of the Department for Education for the SSDA903 file on missing children, by their official codes.

The codes and what they mean are those that csc-validator-be-903 gives for 2022-23; no later year changes them. What the file on
missing children is checked against (episodes, header) is taken from the placements: a period of care is a run of own placements
without a day between them. The collection year is the period that a file was sent for.
"""

from __future__ import annotations

import pandas as pd

from analysis.intake.ages import is_adult
from analysis.intake.validate.rule import Check, Rule, RuleInput

DAY = pd.Timedelta(days=1)
OPEN_END = pd.Timestamp("2200-01-01").as_unit("us")
GUIDANCE = "SSDA903 rule {}"

Fields = tuple[str, ...]


def _blank(rows: pd.DataFrame, fields: Fields, _: RuleInput) -> pd.Series:
    """The first field is empty although the second is filled in."""
    return rows[fields[0]].isna() & rows[fields[1]].notna()


def _ends_before(rows: pd.DataFrame, _fields: Fields, _: RuleInput) -> pd.Series:
    return rows["ended_at"].dt.normalize() < rows["started_at"].dt.normalize()


def _starts_after_year(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    return rows["started_at"].dt.normalize() > given.last_day(rows)


def _ends_outside_year(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    day = rows["ended_at"].dt.normalize()
    return (day < given.first_day(rows)) | (day > given.last_day(rows))


def _overlaps(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    """Starts while an earlier one in the same year's file is open; a start on the very end of the one before is allowed."""
    dated = rows.dropna(subset=["social_care_id", "started_at"]).sort_values(["social_care_id", "started_at", "ended_at"])
    child = [dated["social_care_id"], given.folder(dated)]
    latest = dated["ended_at"].fillna(OPEN_END).groupby(child).cummax().groupby(child).shift()
    return (dated["started_at"] < latest).reindex(rows.index, fill_value=False)


def _not_born(rows: pd.DataFrame, _fields: Fields, _: RuleInput) -> pd.Series:
    return rows["started_at"].dt.normalize() <= rows["date_of_birth"]


def _lost_at_year_end(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    """Open in one year's file, and not in the next year's."""
    received = given.received["missing"]
    there = pd.MultiIndex.from_arrays([given.folder(received), received["social_care_id"], received["started_at"].dt.normalize()])
    folder = given.folder(rows)
    later = folder.map({name: given.following(name, "missing") for name in folder.unique()})
    wanted = pd.MultiIndex.from_arrays([later, rows["social_care_id"], rows["started_at"].dt.normalize()])
    return rows["started_at"].notna() & rows["ended_at"].isna() & (later != "") & ~wanted.isin(there)


def _own(given: RuleInput) -> pd.DataFrame:
    """The council's own placements of which child and first day are known."""
    placements = given.tables["placements"]
    return placements[placements["responsible"] == "own"].dropna(subset=["social_care_id", "started_on"])


def periods_of_care(own: pd.DataFrame) -> pd.DataFrame:
    """Runs of placements without a day between them: ``social_care_id, care_start, care_end, reason_ended``; open ends far away."""
    own = own.assign(end=own["ended_on"].fillna(OPEN_END), reason_ended=own.get("reason_ended"))
    own = own.sort_values(["social_care_id", "started_on", "end"])
    latest = own.groupby("social_care_id")["end"].cummax().groupby(own["social_care_id"]).shift()
    run = (~(own["started_on"] <= latest + DAY)).cumsum()
    return own.groupby(run).agg(
        social_care_id=("social_care_id", "first"),
        care_start=("started_on", "min"),
        care_end=("end", "max"),
        reason_ended=("reason_ended", "last"),
    )


def _of_child(rows: pd.DataFrame, known: pd.Series) -> pd.Series:
    """What is known by the child's number, for each row; the type stays, also where nothing is known of anybody."""
    return known.reindex(rows["social_care_id"]).set_axis(rows.index)


def _in_care(rows: pd.DataFrame, given: RuleInput) -> pd.DataFrame:
    """For each row its first ``day`` and the last period of care that the child began on or before it; the row's own index."""
    left = pd.DataFrame({"row": rows.index, "social_care_id": rows["social_care_id"], "day": rows["started_at"].dt.normalize()})
    left = left.dropna(subset=["social_care_id", "day"]).sort_values("day")
    care = periods_of_care(_own(given)).astype({"care_start": left["day"].dtype, "social_care_id": left["social_care_id"].dtype})
    beside = pd.merge_asof(left, care.sort_values("care_start"), left_on="day", right_on="care_start", by="social_care_id")
    return beside.set_index("row").reindex(rows.index)


def _placed(rows: pd.DataFrame, given: RuleInput) -> pd.DataFrame:
    """Each row beside each of the child's own placements: ``row, social_care_id, started_on, ended_on``."""
    days = pd.DataFrame({"row": rows.index, "social_care_id": rows["social_care_id"]}).dropna(subset=["social_care_id"])
    return days.merge(_own(given)[["social_care_id", "started_on", "ended_on"]], on="social_care_id")


def _is_open(rows: pd.DataFrame) -> pd.Series:
    return rows["started_at"].notna() & rows["ended_at"].isna()


def _placement_ended(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    """A placement in which the child was on the first day has ended: any of them, where one ended that day and another began."""
    placed = _placed(rows[_is_open(rows)], given)
    day = placed["row"].map(rows["started_at"].dt.normalize())
    ended = placed[(placed["started_on"] <= day) & (placed["ended_on"] >= day)]
    return pd.Series(rows.index.isin(ended["row"]), index=rows.index)


def _care_ended(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    """The care in which the period began, or the one before it, has ended; if it began before any care, all care has."""
    last = _of_child(rows, periods_of_care(_own(given)).groupby("social_care_id")["care_end"].max())
    return _is_open(rows) & (_in_care(rows, given)["care_end"].fillna(last) < OPEN_END)


def _after_care(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    care = _in_care(rows, given)
    return care["care_end"] < care["day"]


def _before_care(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    first = _own(given).groupby("social_care_id")["started_on"].min()
    return rows["started_at"].dt.normalize() < _of_child(rows, first)


def _missing_at_18(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    care = _in_care(rows, given)
    born, end = rows["date_of_birth"], care["care_end"]
    birthday = is_adult(born, end) & ~is_adult(born, end - DAY)
    still = rows["ended_at"].isna() | (rows["ended_at"].dt.normalize() >= end)
    return birthday & still & (care["day"] <= end) & (care["reason_ended"].fillna("") != "E8")


def _no_episode_in_year(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    placed = _placed(rows, given)
    first, last = (placed["row"].map(day) for day in (given.first_day(rows), given.last_day(rows)))
    inside = placed[(placed["started_on"] <= last) & ~(placed["ended_on"] < first)]
    return rows["social_care_id"].notna() & ~rows.index.isin(inside["row"])


def _not_in_header(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    known = given.tables["placements"]["social_care_id"].dropna()
    return rows["social_care_id"].isna() | ~rows["social_care_id"].isin(known)


def _born_otherwise(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    known = given.tables["placements"].dropna(subset=["social_care_id", "date_of_birth"])
    known = known.drop_duplicates("social_care_id", keep="last").set_index("social_care_id")["date_of_birth"]
    other = _of_child(rows, known)
    return rows["date_of_birth"].notna() & other.notna() & (rows["date_of_birth"] != other)


def _rule(
    code: str, severity: str, fields: str, sentence: str, action: str, check: Check | None, *needs: str, moves: str = "either"
) -> Rule:
    scope = "previous period" if code == "576" else "across tables" if needs else "table" if code == "574" else "row"
    guidance = GUIDANCE.format(code) if code[0] != "I" else f"csc-validator-be-903 check {code}"
    return Rule(
        code, severity, scope, {"missing": tuple(fields.split())}, sentence, action,
        check, needs=needs, moves=moves, guidance=guidance,
    )  # fmt: skip


_CARE = "Compare with the placements and put the date right in one of the two."
_TYPE = "Fill in whether the child was missing (M) or away (A)."

SSDA903 = (
    _rule(
        "564", "quarantine", "started_at missing_type", "the type is given but the start is blank", "Fill in the start.", _blank, moves="up"
    ),
    _rule("565", "quarantine", "missing_type started_at", "the start is given but the type is blank", _TYPE, _blank, moves="up"),
    _rule("566", "quarantine", "missing_type ended_at", "the end is given but the type is blank", _TYPE, _blank, moves="up"),
    _rule(
        "567",
        "quarantine",
        "ended_at started_at",
        "the end is before the start",
        "Put one of the two dates right.",
        _ends_before,
        moves="up",
    ),
    _rule(
        "570",
        "warn",
        "started_at",
        "the start is after the end of the collection year",
        "Put the start right, or leave the row to the next year's file.",
        _starts_after_year,
    ),
    _rule(
        "571",
        "warn",
        "ended_at",
        "the end is outside the collection year",
        "Put the end right, or leave it blank when the child is missing at the year's end.",
        _ends_outside_year,
    ),
    _rule(
        "574",
        "warn",
        "started_at ended_at",
        "starts while an earlier period of the same child is open",
        "Close the earlier period or put the dates right.",
        _overlaps,
        moves="down",
    ),
    _rule(
        "575",
        "warn",
        "ended_at",
        "the placement has ended but the missing period is open",
        "Fill in the end.",
        _placement_ended,
        "placements",
        moves="nothing",
    ),
    _rule(
        "576",
        "warn",
        "ended_at started_at",
        "open at the end of the year, but not in the next year's file",
        "Fill in the end here, or add the period to the next year's file.",
        _lost_at_year_end,
        moves="nothing",
    ),
    _rule(
        "577",
        "warn",
        "ended_at",
        "the child has ceased to be looked after but the missing period is open",
        "Fill in the end.",
        _care_ended,
        "placements",
        moves="nothing",
    ),
    _rule("578", "warn", "started_at", "starts after the child ceased to be looked after", _CARE, _after_care, "placements", moves="down"),
    _rule(
        "580",
        "warn",
        "ended_at",
        "missing when ceasing to be looked after on the 18th birthday, but the reason is not E8",
        "Put the reason right in the episodes file.",
        _missing_at_18,
        "placements",
        "placements.reason_ended",
        moves="nothing",
    ),
    _rule("581", "warn", "started_at", "starts before the child was looked after", _CARE, _before_care, "placements", moves="down"),
    _rule(
        "586",
        "warn",
        "started_at date_of_birth",
        "starts on or before the date of birth",
        "Put one of the two dates right.",
        _not_born,
        moves="nothing",
    ),
    _rule("1004", "quarantine", "started_at", "the start is not a valid date", "Write it as dd/mm/yyyy.", None, moves="up"),
    _rule(
        "1005",
        "quarantine",
        "ended_at",
        "the end is not a valid date",
        "Write it as dd/mm/yyyy, or leave it blank while the child is missing.",
        None,
        moves="up",
    ),
    _rule(
        "1006",
        "quarantine",
        "missing_type",
        "the type is not M or A",
        "Write M for missing or A for away.",
        None,
        moves="up",
    ),
    _rule(
        "1012",
        "warn",
        "social_care_id",
        "the child has no episode of care in the year",
        _CARE,
        _no_episode_in_year,
        "placements",
        moves="down",
    ),
    _rule(
        "INT04",
        "warn",
        "social_care_id",
        "the child is not in the header (here: has no placement)",
        "Put the child's number right, or add the child.",
        _not_in_header,
        "placements",
        moves="nothing",
    ),
    _rule(
        "INT13",
        "warn",
        "date_of_birth",
        "the date of birth differs from the header's (here: from the placements')",
        "Put the date of birth right in one of the two.",
        _born_otherwise,
        "placements",
        "placements.date_of_birth",
        moves="nothing",
    ),
)
"""All official rules that touch the file, and the two checks that the validator adds."""

CELL_CODES = {
    ("started_at", "unreadable_date"): "1004",
    ("ended_at", "unreadable_date"): "1005",
    ("missing_type", "unknown_code"): "1006",
    ("missing_type", "spelling_unknown"): "1006",
}
"""What the official rules call faults of single cells."""
