"""Published figures of other authorities, to show beside ours: read from files that anyone can download, never from records."""

from analysis.compare.benchmarks.benchmark import Benchmark, Place, Published, Spread, figures_of
from analysis.compare.benchmarks.records import Benchmarks, Measure, RatePopulation
from analysis.compare.benchmarks.release import MARKS, Release, read_release
from analysis.compare.benchmarks.shelf import Shelf, open_shelf

__all__ = [
    "MARKS",
    "Benchmark",
    "Benchmarks",
    "Measure",
    "Place",
    "Published",
    "RatePopulation",
    "Release",
    "Shelf",
    "Spread",
    "figures_of",
    "open_shelf",
    "read_release",
]
