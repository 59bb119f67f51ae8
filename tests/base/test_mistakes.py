"""A mistake in a cell is told in two lines: where it was made, and what is wrong."""

from IPython.core.interactiveshell import InteractiveShell

from analysis.base.mistakes import in_two_lines
from analysis.base.settings import Fault

CELL = """def deep(times):
    if not times:
        raise Fault("There is no table 'episods'. Did you mean episodes?")
    deep(times - 1)


deep(30)
"""


def test_a_mistake_is_the_line_of_the_cell_and_what_is_wrong(capsys):
    """However deep in the program it was noticed; what the cell itself calls last is the line."""
    shell = InteractiveShell()
    shell.user_ns["Fault"] = Fault
    shell.run_cell(CELL)
    told = capsys.readouterr().out.strip().splitlines()
    words = "There is no table 'episods'. Did you mean episodes?"
    assert told == [f'Line 3: raise Fault("{words}")', words]


def test_outside_a_cell_it_is_what_it_says():
    assert in_two_lines(Fault("Run `overview run PERIOD` first.")) == ["Run `overview run PERIOD` first."]
