"""The gate: what the public edition may show, planned over everything that is printed together."""

from analysis.disclose.advice import Advice, advice_on
from analysis.disclose.gate import gate, protected
from analysis.disclose.publishable import EDITIONS, Edition, Publishable, publishable_path, read_publishable, write_publishable

__all__ = [
    "EDITIONS",
    "Advice",
    "Edition",
    "Publishable",
    "advice_on",
    "gate",
    "protected",
    "publishable_path",
    "read_publishable",
    "write_publishable",
]
