"""Whether a claim is true: by the figures it is true, false, or cannot be known, and why.

A claim that holds is printed with both its figures, so that no direction word stands without what it is measured against.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import listed
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Figure
from analysis.chapters import indicator
from analysis.compare.comparisons import Comparison, Course, Side, compare
from analysis.compare.verdicts import Verdict
from analysis.textcheck.grammar import VERBS, BesideClaim, Claim, CourseClaim, ExtremeClaim, Subject
from analysis.textcheck.reference import Reference, period_of

_COURSES = {"up": {Course.UP, Course.FROM_NOUGHT}, "down": {Course.DOWN}, "same": {Course.SAME}}
_VERB_OF = {Course.UP: "rose", Course.FROM_NOUGHT: "rose", Course.DOWN: "fell", Course.SAME: "unchanged"}
_NO_COURSE = {
    Course.NO_CURRENT: "there is no figure for the period",
    Course.NOTHING_BEFORE: "there was nothing to count before",
    Course.NO_EARLIER: "there is no earlier figure to compare with",
    Course.HIDDEN: "a figure is not shown in this edition, and a claim about it would tell of it",
}


@dataclass(frozen=True)
class ClaimVerdict:
    """Whether a claim holds (``None``: cannot be known), what the figures say, what to do, and how a claim that holds is printed."""

    holds: bool | None
    says: str
    suggestion: str = ""
    html: Markup = field(default_factory=Markup)


def evaluate(claim: Claim, given: Reference) -> ClaimVerdict:
    """What the figures say of a claim. Raises `Fault` for a claim that makes no sense whatever they say."""
    match claim:
        case CourseClaim():
            return _course(claim, given)
        case BesideClaim():
            return _beside(claim, given)
        case ExtremeClaim():
            return _extreme(claim, given)


def figure_of(subject: Subject, given: Reference) -> Figure | None:
    """The figure that a subject means: of a category its count, or its percentage when its share is meant."""
    figure = given.figure_at(subject.address)
    return given.counts.figure(figure.address) if figure and _is_count(subject) else figure


def printed(subject: Subject, figure: Figure) -> Markup:
    """The figure as it stands in a page: a row of the open data, or the numerator of one."""
    if _is_count(subject):
        return markup.part(figure, "numerator")
    return markup.figure(figure)


def _course(claim: CourseClaim, given: Reference) -> ClaimVerdict:
    comparison, earlier = compared(claim.subject, claim.since, given)
    says = said(comparison, claim.subject, given, earlier)
    if comparison.course in _NO_COURSE:
        return ClaimVerdict(None, f"{says}: {_NO_COURSE[comparison.course]}", "Take the claim out.")
    if comparison.course is Course.BROKEN:
        return ClaimVerdict(None, f"{says}: {markup.without_terms(comparison.broken_by.why)}", "Say both figures, and what changed.")
    if comparison.course is Course.OTHER:
        return ClaimVerdict(None, f"{says}: this is not a number that rises or falls", "Say both figures.")
    if len(_period(comparison.now, given).months) != len(_period(comparison.before, given).months):
        return ClaimVerdict(None, f"{says}: the two periods are not equally long", "Compare periods of the same length.")
    if comparison.now.is_percentage and claim.verb in {"fewer", "more"}:
        raise Fault(f"A percentage is higher or lower, not more or fewer. Write {_verb(claim)}; for the count leave out “share of”.")
    if comparison.course not in _COURSES[claim_direction(claim)]:
        return ClaimVerdict(False, says, f"Write {_VERB_OF[comparison.course]}.")
    return ClaimVerdict(True, says, html=_moved(claim, comparison, given))


def claim_direction(claim: CourseClaim) -> str:
    """The direction that a verb claims: up, down or same."""
    return VERBS[claim.verb]


def compared(subject: Subject, since: str, given: Reference) -> tuple[Comparison, Period]:
    """A subject beside itself in an earlier period, and that period: by default the same one a year earlier."""
    one = given.record(subject.address.indicator)
    now = given.counted(one, subject.address.period)
    start = Period.parse(since, given.period.first_month) if since else _named(subject, given).year_before
    earlier = given.counted(one, start.name)
    rows = given.counts if _is_count(subject) else given.rows
    sides = (Side(rows.figure(replace(subject.address, period=period.name)), period) for period in (now, earlier))
    return compare(one, *sides, given.policy.comparison), earlier


def said(comparison: Comparison, subject: Subject, given: Reference, earlier: Period) -> str:
    """Both figures of a comparison in words."""
    share = "Share of " if subject.is_share else ""
    now = "none" if comparison.now is None else _shown(comparison.now)
    before = "none" if comparison.before is None else _shown(comparison.before)
    one = given.record(subject.address.indicator)
    here = given.counted(one, subject.address.period).label
    return f"{share}{given.name_of(subject.address)}: {now} in {here}, {before} in {earlier.label}"


def _beside(claim: BesideClaim, given: Reference) -> ClaimVerdict:
    first, second = (figure_of(one, given) for one in (claim.subject, claim.other))
    says = "; ".join(_stated(figure, one, given) for figure, one in ((first, claim.subject), (second, claim.other)))
    for figure in (first, second):
        if figure is None or not figure.is_number:
            return ClaimVerdict(None, says, "Take the claim out: there is no number to compare in this edition.")
    if first.is_percentage != second.is_percentage or (claim.relation != "similar" and first.unit != second.unit):
        return ClaimVerdict(None, f"{says}: these do not count the same thing", "Compare figures with the same unit.")
    if claim.within is not None and claim.in_points != first.is_percentage:
        wanted = "points, such as within 1 point" if first.is_percentage else "per cent, such as within 3%"
        raise Fault(f"Write how near in {wanted}.")
    if first.address.indicator == second.address.indicator and (why := _unlike(claim, given)):
        return ClaimVerdict(None, f"{says}: {why}", "Say both figures, and what differs.")
    holds = _similar(claim, given) if claim.relation == "similar" and claim.within is None else _relates(claim, first, second)
    if holds is None:
        return ClaimVerdict(None, f"{says}: there is no verdict on the two", "Say how near they are, such as within 3% or within 1 point.")
    return ClaimVerdict(holds, says, "" if holds else "Say what the figures say.", _beside_html(claim, first, second, given))


def _unlike(claim: BesideClaim, given: Reference) -> str:
    """Why two figures of one indicator are not like for like; empty when they are."""
    one = given.record(claim.subject.address.indicator)
    first, second = (given.counted(one, subject.address.period) for subject in (claim.subject, claim.other))
    if len(first.months) != len(second.months):
        return "the two periods are not equally long"
    earlier, later = sorted((first, second), key=lambda period: period.end)
    broken = [one for one in one.breaks if earlier.end < one.on <= later.end]
    return markup.without_terms(broken[0].why) if broken else ""


def _relates(claim: BesideClaim, first: Figure, second: Figure) -> bool:
    if claim.relation == "higher":
        return first.exact > second.exact
    if claim.relation == "lower":
        return first.exact < second.exact
    apart = abs(first.exact - second.exact)
    return apart <= claim.within if first.is_percentage else apart * 100 <= claim.within * second.exact


def _similar(claim: BesideClaim, given: Reference) -> bool | None:
    """Whether a figure is called similar to the one of a year before by the verdict on the two; nothing where there is none."""
    one, other = claim.subject.address, claim.other.address
    now, earlier = _named(claim.subject, given), _named(claim.other, given)
    if one.indicator != other.indicator or one.breakdown or other.breakdown or earlier != now.year_before:
        return None
    comparison = given.at(now).compared(given.record(one.indicator))
    return None if comparison.verdict is None else comparison.verdict is Verdict.NO_CLEAR_CHANGE or not comparison.change


def _extreme(claim: ExtremeClaim, given: Reference) -> ClaimVerdict:
    now, start = _named(claim.subject, given), Period.parse(claim.since, given.period.first_month)
    if len(now.months) != len(start.months) or start.start is None or start.end >= now.end:
        raise Fault(f"{start.label} is not an earlier period as long as {now.label}. Name one that is.")
    since = _since(start, now)
    figures = [_at(claim.subject, period, given) for period in since]
    lacking = [period.label for period, figure in zip(since, figures, strict=True) if figure is None or not figure.is_number]
    if lacking:
        return ClaimVerdict(
            None, f"there is no figure to compare with for {listed(lacking)}", "Name a period from which on there are figures."
        )
    if (comparison := compared(claim.subject, claim.since, given)[0]).course is Course.BROKEN:
        return ClaimVerdict(None, markup.without_terms(comparison.broken_by.why), "Name a period after the break.")
    holds = _is_extreme([figure.exact for figure in figures], claim.extreme)
    shown = listed([f"{_shown(figure)} in {period.label}" for figure, period in zip(figures, since, strict=True)])
    html = Markup("{}, the {} since {}").format(printed(claim.subject, _row(figures[-1], given)), claim.extreme, markup.period(start))
    return ClaimVerdict(holds, f"{given.name_of(claim.subject.address)}: {shown}", "" if holds else "Say what the figures say.", html)


def _is_extreme(values: list[Fraction], extreme: str) -> bool:
    """The last is beyond all after the first; with nothing in between, beyond the first."""
    *_, last = values
    between = values[1:-1] or values[:1]
    return all(last > one for one in between) if extreme == "highest" else all(last < one for one in between)


def _since(start: Period, now: Period) -> list[Period]:
    """Every period of the same length from the one to the other."""
    found = [start]
    while found[-1].end < now.end:
        found.append(found[-1].shifted(len(now.months)))
    return found


def _at(subject: Subject, period: Period, given: Reference) -> Figure | None:
    return figure_of(replace(subject, address=replace(subject.address, period=period.name)), given)


def _moved(claim: CourseClaim, comparison: Comparison, given: Reference) -> Markup:
    now, before = (printed(claim.subject, _row(figure, given)) for figure in (comparison.now, comparison.before))
    periods = [markup.period(_period(figure, given)) for figure in (comparison.now, comparison.before)]
    if claim.verb == "unchanged":
        return Markup("unchanged, at {} in {} and {} in {}").format(now, periods[0], before, periods[1])
    words = _verb(claim)
    return Markup("{} from {} in {} to {} in {}").format(words, before, periods[1], now, periods[0])


def _beside_html(claim: BesideClaim, first: Figure, second: Figure, given: Reference) -> Markup:
    words = {"similar": "similar to", "higher": "higher than", "lower": "lower than"}[claim.relation]
    now, other = (printed(subject, _row(one, given)) for subject, one in ((claim.subject, first), (claim.other, second)))
    when = Markup(" in {}").format(markup.period(_period(second, given))) if first.address.period != second.address.period else Markup()
    return Markup("{}, {} {}{}").format(now, words, other, when)


def _row(figure: Figure, given: Reference) -> Figure:
    """The row of the open data that a count was taken from."""
    return given.rows.figure(figure.address)


def _verb(claim: CourseClaim) -> str:
    return "fell" if claim_direction(claim) == "down" else "rose"


def _is_count(subject: Subject) -> bool:
    """A category is meant as its count, unless its share is named or the indicator is a percentage itself."""
    is_divided = bool(subject.address.breakdown) and not subject.is_share
    return is_divided and not indicator(subject.address.indicator).measure.kind.startswith("share")


def _named(subject: Subject, given: Reference) -> Period:
    return Period.parse(subject.address.period, given.period.first_month) if subject.address.period else given.period


def _period(figure: Figure, given: Reference) -> Period:
    return Period.parse(figure.address.period, given.period.first_month)


def _shown(figure: Figure) -> str:
    return {"c": "not shown", "x": "not available", "z": "not applicable"}.get(figure.value, figure.shown)


def _stated(figure: Figure | None, subject: Subject, given: Reference) -> str:
    share = "share of " if subject.is_share else ""
    if figure is None:
        return f"{share}{given.name_of(subject.address)}: no figure"
    return f"{share}{given.name_of(figure)}: {_shown(figure)} in {period_of(figure, given.period.first_month)}"
