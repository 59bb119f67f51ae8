"""The gate: what the public edition may show, planned over everything that is printed together."""

from analysis.disclose.gate import gate, hide_small_counts
from analysis.disclose.publishable import EDITIONS, Edition, Publishable, publishable_path, read_publishable, write_publishable

__all__ = [
    "EDITIONS",
    "Edition",
    "Publishable",
    "gate",
    "hide_small_counts",
    "publishable_path",
    "read_publishable",
    "write_publishable",
]
