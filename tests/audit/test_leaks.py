"""Every leak of `tests.audit.leaks`, planted into the finished public folder of the sample, is found; without one nothing is."""

import shutil
from collections import Counter

import pytest

from analysis.audit.known import Known
from analysis.audit.search import file_faults, search
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.publish.pdf import write_pdf
from analysis.run.terms import terms_of
from tests.audit.leaks import LEAKS, check_found
from tests.audit.leaks_in_print import LEAKS_IN_PRINT, PRINT

pytestmark = pytest.mark.xdist_group("end to end")

# One is less than many numbers that are printed and stands in many places; the other stands nowhere.
NUMBERS = ("3", "8191")


@pytest.fixture(scope="module")
def terms(built):
    return terms_of(built, Period.parse("2016-17"))


@pytest.fixture(scope="module")
def folder(built, tmp_path_factory):
    return shutil.copytree(built.outputs / "2016-17" / "public", tmp_path_factory.mktemp("planted") / "public")


@pytest.mark.parametrize("name", ["2016-17-Q1", "2016-17-Q4", "2016-17"])
def test_nothing_is_found_in_the_sample(built, name):
    assert search(built.outputs / name / "public", terms_of(built, Period.parse(name))) == []


@pytest.mark.parametrize("leak", {leak.file: leak for leak in LEAKS}.values(), ids=lambda leak: leak.name)
def test_a_leak_in_each_kind_of_file_is_found(leak, folder, terms):
    """One of each file; `make test-long` plants all of them."""
    check_found(leak, NUMBERS[0], folder, terms)


@pytest.mark.long
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.name)
def test_a_planted_leak_is_found(leak, number, folder, terms):
    check_found(leak, number, folder, terms)


@pytest.fixture(scope="module")
def printed(folder):
    """The folder with the print of its report."""
    try:
        write_pdf(folder / "report.html", folder / PRINT)
    except Fault as fault:
        pytest.skip(str(fault))
    yield folder
    (folder / PRINT).unlink()


def test_a_print_passes(printed, terms):
    assert list(file_faults(printed / PRINT, Known.of(printed, terms))) == []


@pytest.mark.long
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("leak", LEAKS_IN_PRINT, ids=lambda leak: leak.name)
def test_a_leak_planted_in_a_print_is_found(leak, number, printed, terms):
    check_found(leak, number, printed, terms)


def test_there_are_many_different_leaks():
    assert len(LEAKS) >= 400
    assert [name for name, times in Counter(leak.name for leak in (*LEAKS, *LEAKS_IN_PRINT)).items() if times > 1] == []
