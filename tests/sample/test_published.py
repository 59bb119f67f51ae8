"""The made-up published figures: the same bytes each time, readable like real ones, and never in the way of real ones."""

import shutil
from datetime import date
from pathlib import Path

from analysis.compare.benchmarks import open_shelf
from sample.published import write_published

CONFIG = Path(__file__).parents[2] / "config"


def test_a_report_can_show_them(make_workspace):
    """Everyone of a group of eleven, with a mark in the last year, so that a reader sees what becomes of one."""
    workspace = make_workspace()
    shutil.copy(CONFIG / "benchmarks.toml", workspace.config)
    write_published(workspace, 2016)
    shelf = open_shelf(workspace, date(2017, 3, 31))
    one = shelf.benchmarks["exploitation_factor"]
    assert shelf.is_made_up
    assert (one.years, len(one.places)) == (tuple(range(2013, 2018)), 13)
    assert one.spread(2017).unpublished == 1
    assert shelf.benchmarks["missing_factor"].spread(2017).unpublished == 0


def test_the_same_seed_gives_the_same_bytes_and_another_other_ones(make_workspace):
    seeds = (2016, 2016, 7)
    written = [{path.name: path.read_bytes() for path in write_published(make_workspace(), seed)} for seed in seeds]
    assert written[0] == written[1] != written[2]


def test_a_file_that_someone_put_there_is_left_alone(make_workspace):
    workspace = make_workspace()
    workspace.benchmarks.mkdir(parents=True)
    (workspace.benchmarks / "factors.csv").write_text("mine", encoding="utf-8")
    assert write_published(workspace, 2016) == []
    assert [path.name for path in workspace.benchmarks.iterdir()] == ["factors.csv"]
