"""The story of a year in words: what matters most, what to ask, and the parts of the story."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from analysis.base.settings import Fault
from analysis.chapters import HEADLINES
from analysis.chapters.story import STORY, part_of_story
from analysis.compare.main_points import MainPoint, Surroundings, main_points, points_of
from analysis.compare.process_limits import usual_in
from analysis.report.catalogue import ReportPart
from analysis.report.opened import Opened
from analysis.report.targets import targets_of
from analysis.show import charts, narrative
from analysis.show.narrative import Text


@dataclass(frozen=True, repr=False)
class Story(ReportPart):
    """The story of a year: ``report.story.main_points()``."""

    _opened: Opened

    def main_points(self) -> Text:
        """At most six figures that matter most, each in a sentence below its tile, and the other targets that were missed."""
        chosen = main_points(self._points, part_of_story)
        view = self._opened.view
        return narrative.main_points_said(view, chosen, self._points, charts.sparklines(view, [one.indicator for one in chosen]))

    def to_ask(self) -> Text:
        """Three to five questions that follow from the figures."""
        by_weight = sorted(self._points, key=lambda one: -one.weight)
        return narrative.questions(self._opened.view, by_weight, self._around)

    def part(self, name: str) -> Text:
        """One part of the story in words: exploitation, missing, afterwards or work."""
        if name not in STORY:
            raise Fault(f"There is no part {name!r} of the story. Write one of {', '.join(STORY)}.")
        return narrative.story_of(self._opened.view, name, self._around)

    @cached_property
    def _points(self) -> list[MainPoint]:
        return points_of(self._opened.view, self._opened.records, self._around)

    @cached_property
    def _around(self) -> Surroundings:
        """What is known beside the figures of the report."""
        opened = self._opened
        usual = {one.indicator.key: one for one in usual_in(opened.view.rows, opened.records, opened.last_quarter)}
        return Surroundings(opened.records.told, targets_of(opened, opened.period), usual, HEADLINES)
