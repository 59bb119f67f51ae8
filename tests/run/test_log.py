"""Who built what."""

import pwd

from analysis.run.log import current_user


def test_an_account_without_a_name_is_told_by_its_number(monkeypatch):
    """As in a container, where a number runs programs and no list says who that is."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)

    def unknown(number):
        raise KeyError(f"getpwuid(): uid not found: {number}")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert current_user().startswith("user ")
