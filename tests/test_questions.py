"""Forty questions that members ask (docs/questions.md): where the annual overview answers them, and that it does."""

import re
from itertools import pairwise

import pytest

from analysis.chapters import indicator
from tests.conftest import PROJECT
from tests.test_end_to_end import page

pytestmark = pytest.mark.xdist_group("end to end")

ROW = re.compile(
    r"^\| (?P<number>\d+) \| (?P<question>[^|]+\?) \| (?P<source>[^|]+) \| (?P<section>[^|]*) ?\| (?P<figures>[^|]*) ?\|$", re.MULTILINE
)
TEXT = (PROJECT / "docs" / "questions.md").read_text(encoding="utf-8")
QUESTIONS = [one.groupdict() for one in ROW.finditer(TEXT)]
ANSWERED = [one for one in QUESTIONS if one["section"].strip()]
LEAST_ANSWERED, MOST_WORDS = 34, 2800


def named(row):
    return re.findall(r"`(\w+)(?:\[(\w+)\])?`", row["figures"])


def sections_of(soup):
    """What stands below each heading of the second and third level, up to the next one of the same level or a higher one."""
    found = {}
    for heading in soup.main.find_all(["h2", "h3"]):
        stop = ("h2",) if heading.name == "h2" else ("h2", "h3")
        below = []
        for one in heading.find_all_next():
            if one.name in stop:
                break
            below.append(one)
        found[heading.get_text(strip=True)] = below
    return found


def test_there_are_forty_each_with_a_source():
    assert [int(one["number"]) for one in QUESTIONS] == list(range(1, 41))
    known = set(re.findall(r"^\[(\d+)\]:", TEXT, re.MULTILINE))
    assert all(set(re.findall(r"\[(\d+)\]", one["source"])) <= known and "[" in one["source"] for one in QUESTIONS)


def test_enough_are_answered_in_a_section_that_the_list_of_contents_leads_to(built):
    """With the number of each figure and, of a percentage, with what it is a percentage of; the people stand in the methodology."""
    report, methodology = page(built, "2016-17", "public"), page(built, "2016-17", "public", "methodology")
    sections, linked = sections_of(report), {link.get_text(strip=True) for link in report.select("nav a")}
    assert {one["section"].strip() for one in ANSWERED} <= set(sections) & linked
    lacking = [(row["number"], key) for row in ANSWERED for key, way in named(row) if not tells(sections[row["section"].strip()], key, way)]
    assert lacking == []
    people = {key: methodology.find(id=key).find_parent("section").get_text() for row in ANSWERED for key, _ in named(row)}
    assert [key for key, words in people.items() if ", among " not in words] == []
    assert len(ANSWERED) >= LEAST_ANSWERED


def tells(section, key, way):
    """Whether a section has a figure of an indicator, divided as asked, and the whole that a percentage is of."""
    addresses = [address for one in section if one.name == "data" for address in one.get("data-figure", "").split(" - ")]
    start = re.compile(rf"{key}@[^\[]+" + (rf"\[{way}=" if way else ""))
    is_share = indicator(key).measure.kind.startswith("share")
    wholes = {one["data-figure"] for one in section if one.name == "data" and one.get("data-part") == "denominator"}
    return any(start.match(one) and (not is_share or one in wholes) for one in addresses)


def test_the_story_is_short(built):
    """Everything before the annexes but what opens: the data of charts, and code."""
    report = page(built, "2016-17", "public")
    for one in report.main.find_all("details"):
        one.decompose()
    words = re.split(r"Annex A: tables", report.main.get_text(" "), maxsplit=1)[0].split()
    assert len(words) <= MOST_WORDS


def test_no_two_neighbouring_paragraphs_of_the_story_begin_alike(built):
    story = page(built, "2016-17", "public").main
    annex = story.find("h2", id="annex-a-tables").find_all_next("p")
    paragraphs = [one for one in story.select("p.computed") if not one.find_parent("li") and one not in annex]
    for one in paragraphs:
        for number in one.select("a.pn"):
            number.decompose()
    pairs = [(one, other) for one, other in pairwise(paragraphs) if other in one.find_next_siblings("p")]
    assert [one.get_text()[:40] for one, other in pairs if one.get_text().split()[0] == other.get_text().split()[0]] == []
