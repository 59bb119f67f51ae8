"""On which line a key of a TOML file stands."""

from analysis.base.toml_lines import line_of, lines_of_keys

TEXT = '''heading = "A"
[tables.visits.columns]
visit_id = { holds = "x", type = "key" }
[indicators."odd key".example]  # why
rows = """
period = 1
[tables.none]
"""
period = "2016-17"
codes.held = 1
'''


def test_a_key_has_the_line_it_stands_on():
    lines = lines_of_keys(TEXT)
    assert lines["heading",] == 1
    assert lines["tables", "visits"] == 2
    assert lines["tables", "visits", "columns", "visit_id"] == 3
    assert lines["indicators", "odd key", "example", "rows"] == 5
    assert lines["indicators", "odd key", "example", "codes", "held"] == 10


def test_what_stands_in_a_text_over_several_lines_is_no_key():
    lines = lines_of_keys(TEXT)
    assert lines["indicators", "odd key", "example", "period"] == 9
    assert ("tables", "none") not in lines


def test_what_stands_within_another_value_has_the_line_of_that():
    lines = lines_of_keys(TEXT)
    assert line_of(("tables", "visits", "columns", "visit_id", "typ"), lines) == 3
    assert line_of(("tables", "visits", "title"), lines) == 2
    assert line_of(("breakdowns",), lines) == 1
