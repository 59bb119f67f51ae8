"""Answers to requests for information: what was asked, and the figures that may be given, from the same gate as every report.

An answer holds rows that have passed the gate and nothing else. What it releases joins the register of releases, so that the gate and the
audit reckon with it from then on.
"""

from analysis.foi.answer import Answer, answered
from analysis.foi.letter import letter
from analysis.foi.questions import Question, Request, Wanted, find_request, read_request
from analysis.foi.suggestions import nearest

__all__ = ["Answer", "Question", "Request", "Wanted", "answered", "find_request", "letter", "nearest", "read_request"]
