"""What a reader can tell anyway of a hidden figure is said, and no more."""

import pandas as pd
import pytest

from analysis.audit import AuditVerdict
from analysis.audit.ranges import NO_LIMIT, Range
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import BY_KEY
from analysis.disclose import Publishable
from analysis.run.gating import audit_together, weighed_policy, with_ranges

SHARE, COUNT, SILENT = "multi_agency_meetings_recorded_complete", "missing_episodes", "return_interviews_completed_of_offered"


def hidden(indicator, marker="c", breakdown="", category=""):
    cells = {"indicator": indicator, "period": "2016-17", "numerator": "c", "value": "c", "marker": marker}
    return dict.fromkeys(RESULT_COLUMNS, "") | cells | {"breakdown": breakdown, "category": category}


def marker(row, *ranges):
    rows = Publishable(pd.DataFrame([row], columns=list(RESULT_COLUMNS), dtype="str"), "public")
    return with_ranges(rows, AuditVerdict((), ranges=ranges)).rows["marker"].tolist()[0]


def of(indicator, least, most, **keys):
    return Range(f"{indicator}@2016-17 numerator", least, most, limit=5, **keys)


@pytest.mark.parametrize(
    ("least", "most", "keys", "said"),
    [
        (6, 9, {}, "c from 6 to 9"),
        (5, 9, {}, "c"),
        (7, 7, {}, "c"),
        (6, NO_LIMIT, {}, "c"),
        (6, 9, {"is_solved": False}, "c"),
        (6, 9, {"is_rest": True}, "c"),
    ],
)
def test_a_range_is_said_where_it_is_known_has_ends_and_lies_above_small_counts(least, most, keys, said):
    assert marker(hidden(COUNT), of(COUNT, least, most, **keys)) == said


def test_a_range_is_said_in_place_of_most_and_of_no_other_word():
    assert [marker(hidden(SHARE, one), of(SHARE, 60, 71)) for one in ("c most", "c under 6", "c0")] == [
        "c from 60 to 71",
        "c under 6",
        "c0",
    ]


def test_a_range_is_said_only_where_a_sentence_can_say_it():
    """Of an indicator without a sentence, and of a category, there is none."""
    assert BY_KEY[SILENT].statement == ""
    assert marker(hidden(SILENT), of(SILENT, 60, 71)) == "c"
    assert marker(hidden(COUNT, breakdown="sex", category="male"), of(COUNT, 60, 71)) == "c"


def test_to_say_a_range_adds_nothing(new_workspace, tmp_path):
    """Of 40 children 20 are girls and 9 boys or more: the audit tells the same of all with its own ranges in print."""
    workspace = new_workspace(tmp_path)
    quarters = [hidden(COUNT) | {"period": f"2016-17-Q{n}"} for n in (1, 2)]
    shown = [
        hidden(COUNT, "") | {"period": p, "numerator": n, "value": n}
        for p, n in (("2016-17", "90"), ("2016-17-Q3", "40"), ("2016-17-Q4", "10"))
    ]
    parts = [
        row | {"breakdown": "sex", "category": c, "denominator": "c", "numerator": n}
        for row in quarters
        for c, n in (("female", "12"), ("male", "c"), ("not_recorded", "c"))
    ]
    before = Publishable(pd.DataFrame([*quarters, *shown, *parts], columns=list(RESULT_COLUMNS), dtype="str"), "public")
    verdict = audit_together(before, workspace)
    after = with_ranges(before, verdict)
    assert after.rows["marker"].tolist()[:2] == ["c from 14 to 26"] * 2
    assert audit_together(after, workspace).ranges == verdict.ranges


def test_what_has_a_target_or_is_followed_weighs_more(new_workspace, tmp_path):
    """Of the shipped workspace: a target, the committee's figures, and no weight for what is neither."""
    policy = weighed_policy(new_workspace(tmp_path))
    weights = [policy.weight(key) for key in ("return_interviews_completed_home", "missing_notifications", "missing_episodes")]
    assert weights == [policy.weights.target, policy.weights.committee, 1]
