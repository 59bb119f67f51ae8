"""One verdict a figure: whatever shows it, a sentence, tile, table, target or chart title, says what the verdict says and nothing else."""

import re
from dataclasses import replace
from decimal import Decimal

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup

from analysis.audit.pages import html_faults
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import indicator
from analysis.compare.judging import judged
from analysis.compare.main_points import Surroundings, point_of
from analysis.compare.targets import Target
from analysis.disclose import Publishable, write_results_csv
from analysis.show.charts.words import heading_of_change
from analysis.show.narrative.findings import findings
from analysis.show.narrative.story import course_of
from analysis.show.tables import key_figures, quarterly, targets_table
from tests.show.seen import seen
from tests.told import known_of

COUNTS = ("missing_episodes", "missing_notifications", "children_identified_at_risk")
SHARES = {"return_interviews_offered": "higher", "police_episodes_not_in_return": "lower", "white_british_girls_14_15": None}
RECORDS = [replace(indicator(key), breaks=(), breaks_with=()) for key in (*COUNTS, *SHARES)]
PERIODS = ("2015-16-Q3", "2016-17-Q3")

NUMBERS = st.tuples(st.integers(0, 400), st.integers(0, 400))
EFFECTS = st.sampled_from([1.0, 2.5, 8.0])

# Words that only a clear rise, a clear fall, a clear change for the better or worse, or no clear change may have.
UP, DOWN = re.compile(r"clear increase|clearly up|rose\b"), re.compile(r"clear decrease|clearly down|fell\b")
BETTER, WORSE = re.compile(r"improv"), re.compile(r"deteriorat|worsen")
# The verdicts that are one for the better and one for the worse, by the direction that is better.
TO = {"higher": ("clearly higher", "clearly lower"), "lower": ("clearly lower", "clearly higher"), None: (None, None)}
UNCLEAR = {"no clear change": re.compile("no clear change|little changed"), "too few to say": re.compile("too few to say")}


@st.composite
def pages(draw):
    """A quarter's figures, each beside that of a year before, with the sums over clusters that some design effect gives."""
    rows, sums = [], []
    for record in RECORDS:
        for period, part, more in zip(PERIODS, draw(NUMBERS), draw(NUMBERS), strict=True):
            whole = part + more if record.key in SHARES else None
            rows.append(row(record, period, part, whole))
            effect = draw(EFFECTS)
            sums.append((record.key, period, part * effect, *((0, 0) if whole is None else (part * effect, whole * effect))))
    shown = Publishable(pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str"), "public")
    clustering = pd.DataFrame(sums, columns=["indicator", "period", "parts", "products", "wholes"])
    view = seen(shown, PERIODS[1])
    return seen(replace(shown, verdicts=judged([view], RECORDS, clustering)), PERIODS[1])


def row(record, period, part, whole):
    value = str(part) if whole is None else f"{Decimal(100 * part) / whole:.0f}" if whole else "z"
    unit = record.unit if whole is None else f"percent of {record.unit}"
    cells = {"numerator": str(part), "denominator": "" if whole is None else str(whole), "value": value, "unit": unit}
    return dict.fromkeys(RESULT_COLUMNS, "") | {"indicator": record.key, "period": period, "definition_version": "1"} | cells


def shown_of(view, record):
    """Everything that shows the course of a figure, as HTML, by what it is."""
    target = Target(indicator=record.key, value=Decimal(100 if record.better == "higher" else 0))
    comparison = view.compared(record)
    table = targets_table([(target, record, comparison)], view) if record.better and comparison.now else None
    return {
        "sentence": Markup().join(findings(view, [record]).blocks),
        "short": course_of(view, point_of(view, record, Surroundings((record,), {}, {}))) if comparison.now else "",
        "key figures": cells(key_figures(view, [record])),
        "quarterly": cells(quarterly(view, [record])),
        "target": cells(table) if table else "",
        "title": heading_of_change(view, record).title,
    }


def cells(table):
    return Markup().join(cell.html for one in table.rows for cell in one[1:])


@settings(max_examples=30)
@given(pages())
def test_nothing_contradicts_the_verdict(view):
    """Marked words name the verdict; no others judge; each says no more than the verdict and the declared direction bear."""
    for record in RECORDS:
        comparison, verdict = view.compared(record), view.rows.verdict(record.key, view.period.name)
        moved = verdict if comparison.change else ""
        for what, page in shown_of(view, record).items():
            text = html.fromstring(f"<div>{page}</div>").text_content()
            assert {one.get("value") for one in html.fromstring(f"<div>{page}</div>").iter("data") if one.get("class") == "verdict"} <= {
                moved
            }
            assert bool(UP.search(text)) <= (moved == "clearly higher"), (what, text)
            assert bool(DOWN.search(text)) <= (moved == "clearly lower"), (what, text)
            assert bool(BETTER.search(text)) <= (moved == TO[record.better][0]), (what, text)
            assert bool(WORSE.search(text)) <= (moved == TO[record.better][1]), (what, text)
            for words, said in UNCLEAR.items():
                assert bool(said.search(text)) <= (moved == words), (what, text)
            if moved and what != "target":
                assert any(one.search(text) for one in (UP, DOWN, *UNCLEAR.values())), (what, text)


@settings(max_examples=30)
@given(pages())
def test_a_target_that_is_missed_is_improving_where_the_sentence_says_so(view):
    """And a sentence calls a change good or bad where it is clear and its direction declared, and nowhere else.

    A target is met where what is printed meets it, such as the 0% of 0.3%.
    """
    for record in RECORDS:
        comparison, shown = view.compared(record), shown_of(view, record)
        is_better = "This is an improvement" in Markup(shown["sentence"]).striptags()
        assert is_better == (bool(comparison.change) and view.rows.verdict(record.key, view.period.name) == TO[record.better][0])
        if record.better and comparison.now.is_number and comparison.now.exact not in {0, 100}:
            is_met = comparison.now.value == ("100" if record.better == "higher" else "0")
            assert ("improving" in shown["target"]) == (is_better and not is_met)


def test_the_audit_refuses_a_verdict_on_what_is_hidden(tmp_path):
    """Of two printed numbers a verdict may stand; not of a hidden one, nor on events of children whose number is hidden."""
    record = indicator("missing_episodes")
    element = '<data class="verdict" data-figure="{0}@2016-17 - {0}@2015-16" value="clearly higher">a clear increase</data>'
    verdict = f'<p class="computed">{element}</p>'
    children = {"indicator": "children_with_episodes", "numerator": "c", "value": "c"}
    figures = [row(record, period, 100, None) for period in ("2015-16", "2016-17")]
    for extra, faults in (
        ([], []),
        ([{**figures[0], "indicator": "missing_notifications", "value": "c"}], []),
        ([{**figures[0], **children}], ["children_with_episodes@2015-16, which is hidden"]),
        ([{**figures[0], **children, "breakdown": "episodes", "category": "21_or_more"}], ["episodes=21_or_more], which is hidden"]),
    ):
        write_results_csv(pd.DataFrame([*figures, *extra], dtype="str"), tmp_path / "results.csv")
        found = list(html_faults(verdict.format(record.key), known_of(tmp_path / "results.csv")))
        assert len(found) == len(faults)
        assert all(one in fault for one, fault in zip(faults, found, strict=True))
    hidden = [figures[0], {**figures[1], "numerator": "c", "value": "c"}]
    write_results_csv(pd.DataFrame(hidden, dtype="str"), tmp_path / "results.csv")
    (fault,) = html_faults(verdict.format(record.key), known_of(tmp_path / "results.csv"))
    assert fault == "a verdict is given of missing_episodes@2016-17, which is hidden"
