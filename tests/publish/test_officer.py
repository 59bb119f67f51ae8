"""The page for the disclosure officer, on a verdict that can be read at a glance."""

import pytest
from markupsafe import escape

from analysis.audit import AuditVerdict
from analysis.audit.ranges import Range
from analysis.base.periods import Period
from analysis.disclose import Advice, HiddenNumbers
from analysis.publish.officer import HEADINGS, FigureWords, officer_page, write_already_out
from analysis.publish.page import Page

YEAR = Period.parse("2016-17")
PAGE = Page("Disclosure audit, 2016/17", edition="internal")
MALE = "missing_episodes@2016-17[sex=male] numerator"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (MALE, "Episodes of going missing or being absent, sex: Male, 2016/17"),
        (f"{MALE}: from 1 to 4", "Episodes of going missing or being absent, sex: Male, 2016/17: from 1 to 4"),
        (
            "missing_episodes@2016-04 to 2016-06 denominator",
            "Episodes of going missing or being absent, April 2016 to June 2016, out of how many",
        ),
        (
            "service_referrals by received_on: events [sex=male] 24207..24208: from 1 to 4",
            "Service referrals with sex male, April 2017 (printed nowhere, but to be worked out): from 1 to 4",
        ),
        ("no_such_thing@2016-17 numerator", "no_such_thing@2016-17 numerator"),
        ("9% of the numbers are hidden.", "9% of the numbers are hidden."),
    ],
)
def test_addresses_are_told_in_words(line, told):
    """Those of figures, and those of counts that no figure prints; other lines stay as they are."""
    assert FigureWords().told(line) == told


def test_a_release_that_passes_says_what_is_hidden_why_and_what_is_to_be_signed():
    verdict = AuditVerdict((), (f"{MALE}: a reader can work out that it is from 1 to 4",), (Range(MALE, 1, 4),))
    advice = Advice(hidden=(HiddenNumbers("missing_episodes.sex", 2, 3),), to_sign=(f"{MALE.removesuffix(' numerator')}: from 1 to 4",))
    html = officer_page(verdict, YEAR, PAGE, advice)
    assert "<strong>Passes.</strong> The release may go out once you have signed" in html
    assert "2 numbers are hidden because they are small, 3 others because a small one could be worked out from them" in html
    assert '<th scope="row">Episodes of going missing or being absent, sex</th><td class="num">2</td><td class="num">3</td>' in html
    assert html.count("2016/17: from 1 to 4") == 1
    assert "Nothing that was published before is printed otherwise now." in html


def test_a_release_that_fails_says_first_what_must_be_put_right():
    html = officer_page(AuditVerdict((f"{MALE}: a reader can work out that it is 3",)), YEAR, PAGE, Advice())
    assert "<strong>Fails.</strong> The release may not go out" in html
    assert "Episodes of going missing or being absent, sex: Male, 2016/17: a reader can work out that it is 3" in html
    assert "No number is hidden, so there is nothing to tell." in html


def test_the_page_is_internal_and_has_each_part_once_under_its_heading():
    html = officer_page(
        AuditVerdict(()), YEAR, PAGE, Advice(merges=("missing_episodes.sex: with one category, 2 numbers fewer are hidden.",))
    )
    assert "contains small counts; not for publication." in html
    assert all(html.count(f'<h2 id="{key}">{escape(text)}</h2>') == 1 for key, text in HEADINGS.items())
    assert "Episodes of going missing or being absent, sex: with one category, 2 numbers fewer are hidden." in html


def test_rests_of_shares_are_attacked_and_not_listed():
    """They are printed nowhere, so a row of their own would say nothing to the officer."""
    html = officer_page(AuditVerdict((), ranges=(Range(MALE, 1, 4), Range("rest", 1, 4, is_rest=True))), YEAR, PAGE, Advice())
    assert html.count('<th scope="row">') == 1


def test_what_is_out_already_has_a_page_of_its_own(tmp_path):
    verdict = AuditVerdict((f"{MALE}: a reader can work out that it is 3",))
    html = write_already_out(verdict, 4, PAGE, tmp_path / "audits" / "already-out.html").read_text(encoding="utf-8")
    assert "<li>Episodes of going missing or being absent, sex: Male, 2016/17: a reader can work out that it is 3</li>" in html
    assert '<h2 id="nearly">Small counts that are nearly known</h2>\n<p>None.</p>' in html
