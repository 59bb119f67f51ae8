"""Paragraphs 6 to 20 of the report of 2016/17 come out of the sample: partnership, prevention, support and training."""

import re

import pytest

from tests.test_end_to_end import page, results

pytestmark = pytest.mark.xdist_group("end to end")

SAID = {
    6: "the Concerns Network met 6 times",
    7: "the MASE panel considered 34 children",
    8: "By the end of March 2017, 4,000 taxi drivers had been trained",
    9: "of the 4,310 licensed taxi drivers",
    11: "By the end of March 2017, 15,600 pupils had seen the theatre production",
    12: "schools sent in 338 entries to campaigns and competitions",
    13: "schools had support with emerging threats to children",
    14: "schools could call on 3 universal support consultant posts",
    16: "development workers had 118 cases at the last count",
    18: "From July 2016 to April 2017, the specialist support service received 43 referrals",
    19: "were closed with the child's needs met",
    20: "194 delegates attended multi-agency training events",
}


@pytest.fixture(scope="module")
def public(built):
    return page(built, "2016-17", "public")


def test_each_paragraph_has_its_sentence(public):
    """Their numbers are those that were published, where there are any; each sentence is written from the figures."""
    told = " ".join(re.sub(r"\s+", " ", one.get_text()) for one in public.select("p.computed"))
    assert [(number, words) for number, words in SAID.items() if words not in told] == []


def test_tables_stand_in_their_sections(public):
    captions = " ".join(caption.get_text(" ", strip=True) for caption in public.select("caption"))
    for words in (
        "Hot-spot locations raised by district and month",
        "Licensed taxi drivers who have been trained by district",
        "Caseload by locality",
        "Schools supported by tier of support",
        "Reached by the end of each quarter",
        "Delegates on the lists of agencies by agency",
    ):
        assert words in captions


def test_quarters_and_months_of_hot_spots_add_up(built):
    """Months, districts and quarters are readings of the same rows."""
    rows = results(built, "2016-17", "public")
    whole = int(rows["hot_spot_locations@2016-17"].numerator)
    for breakdown in ("district", "month", "district_and_month", "place_type"):
        assert sum(int(row.numerator) for name, row in rows.items() if f"hot_spot_locations@2016-17[{breakdown}=" in name) == whole
    assert sum(int(rows[f"hot_spot_locations@2016-17-Q{number}"].numerator) for number in (1, 2, 3, 4)) == whole


def test_two_sources_of_the_same_number_agree(built):
    """The lists of agencies come to the delegates of the events, and their e-learning to the number handed over."""
    rows = results(built, "2016-17", "public")
    assert rows["delegates_by_agency@2016-17"].value == rows["multi_agency_training_delegates@2016-17"].value == "194"
    assert rows["e_learning_by_agency@2016-17"].value == rows["e_learning_courses@2016-17"].value == "1184"


def test_a_whole_contract_year_is_told_inside_alone(built):
    """With 43 and 7 of the months so far a reader of the public edition could subtract it."""
    key = "specialist_service_referrals_contract_year@2015-07 to 2016-06"
    assert results(built, "2016-17", "internal")[key].value == "43"
    assert key not in results(built, "2016-17", "public")
