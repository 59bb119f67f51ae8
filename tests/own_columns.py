"""The columns of the guide to a column of one's own, as it shows them, and a small delivery of the police that has one of them."""

import csv
import re
from datetime import datetime, timedelta
from pathlib import Path

PROJECT = Path(__file__).parents[1]
GUIDE = PROJECT / "docs" / "how-to" / "own-column.md"
WARD, WARD_HEADER, TEAM, TEAM_VALUES = re.findall(r"```toml\n(.+?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
FILES = {"columns/notifications.toml": WARD, "columns/return_interviews.toml": TEAM}

EPISODES = {"Church": 12, "Market": 8, "Abbey": 2, "Moor": 3, "": 4}
"""How many episodes of 2016-17 the police write under each ward; each is of another child."""
COUNTED = {"Church": 12, "Market": 8, "Abbey": 2, "elsewhere": 7}
"""What they come to: Moor is no ward of the guide, and an empty cell is none."""

HEADERS = (
    *("Notification ref", "Nominal ID", "Surname", "Forenames", "DOB", "Sex", "Home postcode", "District", "Type"),
    *("Missing since / found at", "Reported to police", "Sent to social care", "Missing from", "Initial risk", "Final risk"),
)


def with_columns(root: Path) -> Path:
    """Put the columns of the guide into the configuration of a workspace, and what it says into the mappings."""
    for name, text in FILES.items():
        path = root / "config" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    extracts = root / "config" / "extracts"
    _add(extracts / "notifications.toml", WARD_HEADER)
    _add(extracts / "return_interviews.toml", 'team = "Team"\n', TEAM_VALUES)
    return root


def _add(path: Path, header: str, end: str = "") -> None:
    text = path.read_text(encoding="utf-8")
    head, rest = re.split(r"^\[columns\].*\n", text, maxsplit=1, flags=re.MULTILINE)
    path.write_text(f"{head}[columns]\n{header}{rest}\n{end}", encoding="utf-8")


def deliver(root: Path) -> None:
    """The police's messages: 20 episodes of 2015-16, when they wrote no ward, and those of `EPISODES`."""
    wards = [ward for ward, number in EPISODES.items() for _ in range(number)]
    _write(root / "data" / "raw" / "2015-16", 2015, HEADERS, [()] * 20)
    _write(root / "data" / "raw" / "2016-17", 2016, (*HEADERS, "Ward"), [(ward,) for ward in wards])


def _write(folder: Path, year: int, headers: tuple[str, ...], last: list[tuple[str, ...]]) -> None:
    folder.mkdir(parents=True)
    with (folder / f"police_notifications_{year}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [message for number, more in enumerate(last) for message in _messages(year, number, more)]
        csv.writer(file).writerows([headers, *rows])


def _messages(year: int, number: int, more: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The two messages about one episode: a child goes missing in the evening and is found in the morning."""
    gone = datetime(year, 4, 10, 20) + timedelta(days=11 * number)
    letters = chr(97 + number // 6) + chr(97 + number % 6)
    child = (
        f"N{year}{number:02}",
        f"Sur{letters}{year % 7}ez",
        f"Fore{letters}a",
        f"{1 + number % 28:02}/03/200{number % 4}",
        "FM"[number % 2],
    )
    return [
        (
            *(f"P{year}{number:02}{kind[0]}", *child, "", "Ashdale", kind),
            *(f"{at + timedelta(minutes=minutes):%d/%m/%Y %H:%M}" for minutes in (0, 10, 60)),
            *("Home address", "Medium", "Medium", *more),
        )
        for kind, at in (("Missing", gone), ("Found", gone + timedelta(hours=9)))
    ]
