"""Published figures of other authorities, to show beside ours: read from files that anyone can download, never from records."""

from analysis.compare.benchmarks.benchmark import Benchmark, BenchmarkFigure, Rank, Spread, figures_of
from analysis.compare.benchmarks.records import BenchmarkMeasure, Benchmarks, RatePopulation
from analysis.compare.benchmarks.release import MARKS, BenchmarkColumn, read_release
from analysis.compare.benchmarks.shelf import Shelf, open_shelf

__all__ = [
    "MARKS",
    "Benchmark",
    "BenchmarkColumn",
    "BenchmarkFigure",
    "BenchmarkMeasure",
    "Benchmarks",
    "Rank",
    "RatePopulation",
    "Shelf",
    "Spread",
    "figures_of",
    "open_shelf",
    "read_release",
]
