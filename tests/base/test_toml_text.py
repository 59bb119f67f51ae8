"""Records as TOML: what is written is what is read."""

import tomllib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analysis.base.toml_text import toml_text

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=30)
PLAIN = st.one_of(WORDS.filter(lambda text: "\n" not in text), st.integers(-(2**60), 2**60), st.booleans(), st.dates())
VALUES = st.one_of(PLAIN, st.lists(PLAIN, max_size=4))
NAMES = WORDS.filter(lambda text: text and "\n" not in text)
TABLES = st.recursive(
    st.dictionaries(NAMES, VALUES, max_size=4), lambda inner: st.dictionaries(NAMES, st.one_of(VALUES, inner), max_size=4)
)


@given(TABLES)
def test_what_is_written_is_what_is_read(told):
    """Whatever letters stand in keys and texts, and however tables lie in each other."""
    assert tomllib.loads(toml_text(told)) == told


def test_a_short_table_stands_in_one_line_and_a_long_text_over_several():
    told = {"of": {"words": "girls", "columns": {"sex": ["female"]}}, "rows": "a | b\n1 | 2", "on": date(2027, 4, 1)}
    assert toml_text({"figure": told}).splitlines() == [
        "[figure]",
        'of = { words = "girls", columns = { sex = ["female"] } }',
        'rows = """',
        "a | b",
        "1 | 2",
        '"""',
        "on = 2027-04-01",
    ]
    assert tomllib.loads(toml_text({"figure": told}))["figure"]["rows"] == "a | b\n1 | 2\n"
