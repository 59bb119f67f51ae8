"""The page on threats claims nothing that no test holds."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PAGE = (PROJECT / "docs" / "explanation" / "threats.md").read_text(encoding="utf-8")
HOLDS = PAGE.partition("## What holds\n")[2].partition("\n## ")[0]
CLAIMS = re.split(r"^- ", HOLDS, flags=re.MULTILINE)[1:]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@cache
def names_in(path):
    module = ast.parse((PROJECT / path).read_text(encoding="utf-8"))
    return {one.name for one in module.body if isinstance(one, ast.FunctionDef)}


def test_there_are_claims():
    assert len(CLAIMS) > 25


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.partition("\n")[0][:60])
def test_each_claim_names_tests_that_are_there(claim):
    named = NAMED.findall(claim)
    assert named
    assert [f"{path}::{name}" for path, name in named if not (PROJECT / path).is_file() or name not in names_in(path)] == []


def test_the_programs_that_it_names_are_there():
    assert [path for path in re.findall(r"`(tests/fuzz/\w+\.py)`", PAGE) if not (PROJECT / path).is_file()] == []
