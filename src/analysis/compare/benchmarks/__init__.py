"""Published figures of other authorities, to show beside ours: read from files that anyone can download, never from records."""

from analysis.compare.benchmarks.benchmark import Benchmark, BenchmarkFigure, figures_of
from analysis.compare.benchmarks.records import BenchmarkMeasure, Benchmarks, RatePopulation
from analysis.compare.benchmarks.release import MARKS, read_release
from analysis.compare.benchmarks.shelf import Shelf, open_shelf

__all__ = [
    "MARKS",
    "Benchmark",
    "BenchmarkFigure",
    "BenchmarkMeasure",
    "Benchmarks",
    "RatePopulation",
    "Shelf",
    "figures_of",
    "open_shelf",
    "read_release",
]
