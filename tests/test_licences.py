"""What the project runs on may be passed on with it."""

import pytest

from tools.licences import Licensed, licences, stated


def test_every_package_that_is_needed_to_run_has_a_licence_that_can_go_with_mit():
    """Of all extras that are installed here too."""
    found = licences(stated())
    assert len(found) > 80
    assert [one for one in found if not one.is_compatible] == []
    assert {"pandas", "docxtpl", "jupyterlab", "faker"} <= {one.name for one in found}


@pytest.mark.parametrize(
    ("licence", "is_compatible"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND 0BSD AND CC0-1.0", True),
        ("GPL-3.0-only OR Apache-2.0", True),
        ("LGPL-2.1-only", True),
        ("GNU Affero General Public License v3", False),
        ("GPL-3.0-or-later", False),
        ("MIT AND GPL-2.0-only", False),
        ("Other/Proprietary License", False),
        ("not stated", False),
    ],
)
def test_what_would_put_others_under_its_terms_or_says_nothing_is_told(licence, is_compatible):
    assert Licensed("package", "1.0", licence).is_compatible == is_compatible
