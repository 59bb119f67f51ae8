"""Targeted and specialist support."""

from analysis.chapters.support import indicators, specialist_service, tables

__all__ = ["indicators", "specialist_service", "tables"]
