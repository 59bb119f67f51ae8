"""The gate: what the public edition may show, planned over everything that is printed together."""

from analysis.base.policies import EDITIONS, Edition
from analysis.disclose.account import hidden_counts
from analysis.disclose.advice import Advice, HiddenNumbers, advice_on
from analysis.disclose.gate import gate, protected
from analysis.disclose.pack import Cell, Relation, at_most, total
from analysis.disclose.publishable import Publishable, publishable_path, read_publishable, write_publishable
from analysis.disclose.reasons import why_hidden
from analysis.disclose.record_words import inert, write_results_csv

__all__ = [
    "EDITIONS",
    "Advice",
    "Cell",
    "Edition",
    "HiddenNumbers",
    "Publishable",
    "Relation",
    "advice_on",
    "at_most",
    "gate",
    "hidden_counts",
    "inert",
    "protected",
    "publishable_path",
    "read_publishable",
    "total",
    "why_hidden",
    "write_publishable",
    "write_results_csv",
]
