"""A child keeps its identifier from run to run; merges and splits are recorded and can be taken back."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.base.settings import Fault, Workspace
from analysis.intake.people import Register, link_children, people_register_files, read_people_register
from analysis.intake.people.register import DECISIONS, name_children, write_decisions
from analysis.intake.sources import TEXT

KEY = b"a key for tests"
RECORDS = tuple("abcdefgh")


def run(groups: dict[str, str], register: Register | None = None) -> tuple[dict[str, str], Register]:
    named, kept = name_children(pd.Series(groups, dtype=TEXT).rename_axis("record"), register or Register())
    return named.to_dict(), kept


def changes(register: Register) -> list[list[str]]:
    return register.changes.to_numpy().tolist()


def partitions(records=RECORDS):
    """Records put into groups, each named after its smallest record."""
    numbers = st.lists(st.integers(0, 3), min_size=len(records), max_size=len(records))
    return numbers.map(
        lambda chosen: {
            record: min(other for other, same in zip(records, chosen, strict=True) if same == number)
            for record, number in zip(records, chosen, strict=True)
        }
    )


def test_a_new_child_is_named_after_its_group_and_keeps_the_name():
    """A smaller record that joins later does not change the identifier."""
    first, register = run({"b": "b", "c": "b"})
    assert first == {"b": "Cb", "c": "Cb"}
    assert run({"a": "a", "b": "a", "c": "a"}, register)[0] == {"a": "Cb", "b": "Cb", "c": "Cb"}


def test_merged_and_split_again():
    """Two children become one and two again: each has its first identifier back, and the register tells the story."""
    before, register = run({"a": "a", "b": "b"})
    merged, register = run({"a": "a", "b": "a"}, register)
    assert set(merged.values()) == {"Ca"}
    assert changes(register) == [["merged", "Ca", "Cb"]]
    after, register = run({"a": "a", "b": "b"}, register)
    assert after == before
    assert changes(register) == [["merged", "Ca", "Cb"], ["split", "Cb", "Ca"]]


def test_a_record_that_is_gone_for_a_while_comes_back_as_the_same_child():
    """A quarter's extract may lack a child; the next one finds the identifier again."""
    _, register = run({"b": "b", "c": "b"})
    _, register = run({"a": "a"}, register)
    assert run({"a": "a", "c": "c"}, register)[0] == {"a": "Ca", "c": "Cb"}


def test_no_identifier_is_given_to_another_child():
    """b was split off the child that is called after it: it takes an identifier that nobody has or had."""
    _, register = run({"b": "b", "c": "b", "d": "b"})
    named, _ = run({"b": "b", "c": "c", "d": "c"}, register)
    assert named == {"b": "Cb", "c": "Cc", "d": "Cc"}
    _, register = run({"a": "a", "c": "a"}, run({"c": "c"})[1])
    assert register.records["child_id"].tolist() == ["Cc", "Cc"]
    assert run({"a": "a", "c": "c"}, register)[0] == {"a": "Ca", "c": "Cc"}


@given(partitions(), st.randoms(use_true_random=False))
def test_running_again_in_any_order_changes_nothing(groups, random):
    named, register = run(groups)
    mixed = dict(random.sample(sorted(groups.items()), len(groups)))
    again, kept = run(mixed, register)
    assert {record: again[record] for record in named} == named
    assert kept.records.equals(register.records)
    assert changes(kept) == []


@given(partitions(), st.sets(st.sampled_from(RECORDS)))
def test_growth_changes_no_identifier(groups, early):
    """Records that arrive later and join nobody together leave everybody's identifier as it was."""
    first = {record: min(other for other in early if groups[other] == groups[record]) for record in early}
    before, register = run(first)
    after, register = run(groups, register)
    assert {record: after[record] for record in before} == before
    assert changes(register) == []


@given(partitions(), partitions())
def test_one_child_has_one_identifier_and_no_two_share_it(groups, others):
    """Whatever was merged and split before."""
    _, register = run(groups)
    named, _ = run(others, register)
    assert len(set(named.values())) == len(set(others.values()))
    assert len({(others[record], child_id) for record, child_id in named.items()}) == len(set(named.values()))


@given(partitions(), st.data())
def test_merging_then_splitting_gives_the_identifiers_back(groups, data):
    before, register = run(groups)
    children = sorted(set(groups.values()))
    into = {child: data.draw(st.sampled_from(children)) for child in children}
    merged = {record: into[child] for record, child in groups.items()}
    _, register = run(merged, register)
    after, _ = run(groups, register)
    assert after == before


@settings(max_examples=4)
@given(st.permutations(range(4)), st.integers(1, 4))
def test_linking_what_has_grown_keeps_every_identifier(draw, order, count):
    """Rows arrive in any order and number; those that were there keep their child, also across a slip of the pen."""
    persons = draw(
        """
        police_person_id:1 | Hannah Abelson | 2001-02-05 | female | AA1 1AA
        - | Hanah Abelson | 2001-02-05 | female | AA1 1AA
        social_care_id:9 | Hanah Abelson | 2001-02-05 | female | -
        police_person_id:2 | Bo Bright | 2002-03-03 | male | AA1 1AB
        """
    ).iloc[list(order)].reset_index(drop=True)  # fmt: skip
    first = link_children(persons.head(count), KEY)
    then = link_children(persons, KEY, register=first.register)
    merged = set(then.register.changes["other_id"])
    assert all(now == before or before in merged for now, before in zip(then.child_id, first.child_id, strict=False))
    assert (then.register.changes["change"] == "merged").all()
    again = link_children(persons, KEY, register=then.register)
    assert again.child_id.tolist() == then.child_id.tolist()
    assert again.register.records.equals(then.register.records)


def test_what_is_kept_comes_back(tmp_path):
    """Written and read, the register is the same; nothing but hashes, identifiers and decisions is in it."""
    workspace = Workspace(tmp_path)
    assert read_people_register(workspace).records.empty
    _, register = run({"a": "a", "b": "a"}, run({"a": "a", "b": "b"})[1])
    workspace.registers.mkdir(parents=True)
    for name, content in people_register_files(register).items():
        (workspace.registers / name).write_bytes(content)
    write_decisions(workspace, pd.DataFrame([["a", "b", "same", "P. Officer", "2026-11-23"]], columns=DECISIONS))
    back = read_people_register(workspace)
    assert back.records.equals(register.records)
    assert back.changes.equals(register.changes)
    assert back.decisions["decision"].tolist() == ["same"]
    assert sorted(path.name for path in workspace.registers.iterdir()) == ["changes.csv", "decisions.csv", "records.csv"]


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "", "record,first_id,child_id\na,Ca,Ca\nb,C"], ids=["others", "empty", "half a line"])
def test_a_damaged_register_stops_the_run(tmp_path, content):
    """Without it children would change their identifiers without a word."""
    workspace = Workspace(tmp_path)
    workspace.registers.mkdir(parents=True)
    (workspace.registers / "records.csv").write_text(content)
    with pytest.raises(Fault, match="Put back the copy from your last backup"):
        read_people_register(workspace)
