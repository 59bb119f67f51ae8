"""Paragraphs 6 to 20 of the report of 2016/17 come out of the sample: partnership, prevention, support and training."""

import pytest

from tests.test_end_to_end import page, results

pytestmark = pytest.mark.xdist_group("end to end")

SHOWN = {
    6: ("network_meetings@2016-17", "6"),
    7: ("children_at_panel@2016-17", "34"),
    8: ("taxi_drivers_trained@to 2017-03", "4000"),
    9: ("taxi_driver_coverage@2016-17", "82"),
    11: ("theatre_pupils@to 2017-03", "15600"),
    12: ("campaign_entries@2016-17", "338"),
    13: ("schools_supported@2016-17", "91"),
    14: ("universal_support_consultants@2016-17", "3"),
    16: ("development_worker_caseload@2016-17", "118"),
    18: ("specialist_service_referrals@2016-07 to 2017-04", "43"),
    20: ("multi_agency_training_delegates@2016-17", "194"),
}


@pytest.fixture(scope="module")
def public(built):
    return page(built, "2016-17", "public")


def test_each_paragraph_has_its_figure(public):
    """Their numbers are those that were published, where there are any; the story tells some, and the tables all."""
    shown = {(one["data-figure"], one["value"]) for one in public.select("data.figure")}
    assert [(number, *figure) for number, figure in SHOWN.items() if figure not in shown] == []


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
