"""Training for professionals."""

from analysis.chapters.training import indicators, tables

__all__ = ["indicators", "tables"]
