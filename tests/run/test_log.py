"""Who built what."""

import pwd

from analysis.run.log import current_user


def test_an_account_without_a_name_is_told_by_its_number(monkeypatch):
    """As in a container, where a number runs programs and no list says who that is."""

    def unknown(number):
        raise KeyError(f"getpwuid(): uid not found: {number}")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert current_user().startswith("user ")


def test_the_environment_does_not_say_who_is_at_work(monkeypatch):
    """Anybody can write into it the name of a colleague, and then approve their own report."""
    real = current_user()
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "colleague")
    assert current_user() == real != "colleague"
