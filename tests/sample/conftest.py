"""The sample written once, and its raw files read back with plain pandas."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.base.settings import Workspace
from sample import write_sample

CONFIG = Path(__file__).parents[2] / "config"
YEARS = ("2015-16", "2016-17")
SHORT_NAMES = {
    "Notification ref": "ref",
    "Nominal ID": "id",
    "Surname": "surname",
    "Forenames": "forename",
    "DOB": "born",
    "Sex": "sex",
    "Home postcode": "postcode",
    "Type": "type",
    "Missing since / found at": "at",
    "Reported to police": "reported",
    "Sent to social care": "sent",
    "Missing from": "written",
}
CARE = {"Trentshire": "own_care", "Other authority": "other_authority_care"}


class Raw:
    """The raw files of a workspace, both years together, told apart by a column ``folder``."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace, self.folder = workspace, workspace.raw

    def table(self, file: str, days: tuple[str, ...] = (), moments: tuple[str, ...] = ()) -> pd.DataFrame:
        rows = pd.concat([_read(self.folder / year / file).assign(folder=year) for year in YEARS], ignore_index=True)
        if file.endswith(".csv"):
            for columns, form in ((days, "%d/%m/%Y"), (moments, "%d/%m/%Y %H:%M")):
                for column in columns:
                    rows[column] = pd.to_datetime(rows[column].replace("", None), format=form)
        return rows


def _read(path: Path) -> pd.DataFrame:
    if path.suffix == ".csv":
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    return pd.read_excel(path, engine="calamine", keep_default_na=False, na_values=[""])


@pytest.fixture(scope="session")
def make_workspace(tmp_path_factory):
    def make() -> Workspace:
        root = tmp_path_factory.mktemp("workspace")
        (root / "config").mkdir()
        shutil.copy(CONFIG / "authority.toml", root / "config")
        return Workspace(root)

    return make


@pytest.fixture(scope="session")
def raw(make_workspace) -> Raw:
    workspace = make_workspace()
    write_sample(workspace)
    return Raw(workspace)


@pytest.fixture(scope="session")
def notifications(raw) -> pd.DataFrame:
    """Notifications with short names, the number of the child's episode, the place by our rule, and the age."""
    days, moments = ("DOB",), ("Missing since / found at", "Reported to police", "Sent to social care")
    rows = raw.table("police_notifications.csv", days, moments).rename(columns=SHORT_NAMES)
    rows = rows.sort_values(["id", "at"], ignore_index=True)
    found = rows["type"] == "Found"
    rows["episode"] = rows["id"] + "/" + (found.groupby(rows["id"]).cumsum() - found).astype(str)
    rows["year"] = year_of(rows["sent"])
    rows["age"] = age(rows["born"], rows["at"])
    return rows.merge(_places(raw, rows), on="ref", validate="one_to_one")


@pytest.fixture(scope="session")
def episodes(notifications) -> pd.DataFrame:
    """Episodes put together from the notifications."""
    opening = notifications[notifications["type"] != "Found"].groupby("episode", sort=False)
    rows = opening.agg(
        id=("id", "first"), sex=("sex", "first"), sexes=("sex", "nunique"), place=("place", "first"), started=("at", "first"),
        category=("type", "max"), first=("type", "first"), openings=("type", "size"),
    )  # fmt: skip
    found = notifications[notifications["type"] == "Found"].set_index("episode")["at"]
    rows["returned"] = found
    return rows.assign(year=year_of(rows["started"]), year_returned=year_of(rows["returned"]))


@pytest.fixture(scope="session")
def placements(raw) -> pd.DataFrame:
    return raw.table("looked_after_placements.csv", ("Date of birth", "Start date", "End date"))


@pytest.fixture(scope="session")
def tracker(raw) -> pd.DataFrame:
    return raw.table("return_interview_tracker.xlsx")


@pytest.fixture(scope="session")
def first_notifications(notifications) -> pd.DataFrame:
    opening = notifications[notifications["type"] != "Found"].sort_values("sent", kind="stable")
    return opening.drop_duplicates(["year", "id"])


@pytest.fixture(scope="session")
def considered(tracker, episodes, notifications) -> pd.DataFrame:
    """Every row of the tracker with the one returned episode that it is about, found by name, date of birth and time."""
    found = notifications[notifications["type"] == "Found"]
    known = found[["episode"]].assign(key=keys(found["forename"] + " " + found["surname"], found["born"]), Returned=found["at"])
    rows = tracker.assign(key=keys(tracker["Child's name"], tracker["DOB"]))
    joined = rows.merge(known, on=["key", "Returned"], validate="one_to_one").merge(episodes, left_on="episode", right_index=True)
    assert len(joined) == len(tracker)
    return joined


@pytest.fixture(scope="session")
def keys_of():
    return keys


def year_of(moments: pd.Series) -> pd.Series:
    first = moments.dt.year - (moments.dt.month < 4)
    return first.map({2015: "2015-16", 2016: "2016-17", 2017: "2017-18"})


def age(born: pd.Series, on: pd.Series) -> pd.Series:
    return on.dt.year - born.dt.year - (on.dt.month * 100 + on.dt.day < born.dt.month * 100 + born.dt.day)


def _places(raw: Raw, rows: pd.DataFrame) -> pd.DataFrame:
    """Where each child went missing from: the placement on the day, else what the police wrote."""
    cared_for = (
        raw.table("looked_after_placements.csv", ("Date of birth", "Start date", "End date")).drop(columns="folder").drop_duplicates()
    )
    keyed = rows.assign(key=keys(rows["forename"] + " " + rows["surname"], rows["born"]), day=rows["at"].dt.normalize())
    cared_for["key"] = keys(cared_for["First name"] + " " + cared_for["Last name"], cared_for["Date of birth"])
    both = keyed.merge(cared_for, on="key")
    inside = both[(both["Start date"] <= both["day"]) & ~(both["End date"] < both["day"])]
    care = inside.drop_duplicates(["ref", "Responsible authority"]).set_index("ref")["Responsible authority"].map(CARE)
    written = rows["written"].map({"Home address": "home"}).fillna("not_recorded")
    return pd.DataFrame({"ref": rows["ref"], "place": rows["ref"].map(care).fillna(written)})


SHORT = {
    "alexander": "alex", "benjamin": "ben", "daniel": "dan", "elizabeth": "liz", "jacob": "jake", "james": "jamie", "jessica": "jess",
    "joshua": "josh", "katherine": "katie", "matthew": "matt", "michael": "mike", "nicholas": "nick", "rebecca": "becky",
    "samantha": "sam", "samuel": "sam", "thomas": "tom", "william": "will", "zachary": "zac",
}  # fmt: skip


def keys(names: pd.Series, born: pd.Series) -> pd.Series:
    """The words of each name without case, accents, apostrophes, hyphens and long forms, in order, with the date of birth."""
    plain = names.str.normalize("NFKD").str.replace("[\u0300-\u036f'’]", "", regex=True).str.casefold()
    words = plain.str.findall(r"\w+").map(lambda found: " ".join(sorted(SHORT.get(word, word) for word in found)))
    return words + " " + born.dt.strftime("%Y-%m-%d")
