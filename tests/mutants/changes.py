"""Mutants: a module's text with one small change in one of its functions, such as ``<`` for ``<=``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And}
OTHER_NAMES = {"min": "max", "any": "all", "idxmin": "idxmax"}
OTHER_NAMES |= {other: name for name, other in OTHER_NAMES.items()}

# Methods that hand on what they are called on, but for a part of it.
STEPS = {"where", "mask", "fillna", "dropna", "drop_duplicates", "sort_values", "clip", "abs"}
# Arguments that guard, or matter to large tables alone.
GUARDS = {"strict", "dtype", "kind", "ignore_index", "observed", "maxsize"}

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Mutant:
    """A change to one place of a module: ``new`` stands for ``old``, from ``start`` on in its text."""

    path: Path
    start: int
    old: str
    new: str

    def applied(self, text: str) -> str:
        """The text of the module with the change."""
        return text[: self.start] + self.new + text[self.start + len(self.old) :]

    def lines(self, text: str) -> tuple[int, str, str]:
        """The number of the first line that changes, what it says, and what it says then."""
        number = text.count("\n", 0, self.start)
        return number + 1, text.splitlines()[number].strip(), self.applied(text).splitlines()[number].strip()


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of the functions of a module, in their order."""
    text = path.read_text(encoding="utf-8")
    tree, place, found = ast.parse(text), _places(text), []
    conditions = {id(node.test) for node in ast.walk(tree) if isinstance(node, ast.If | ast.IfExp | ast.While)}
    for node in _expressions(tree):
        others = [*changed(node), *(negated(node) if id(node) in conditions else ())]
        start, end = place(node.lineno, node.col_offset), place(node.end_lineno, node.end_col_offset)
        found += [Mutant(path, start, text[start:end], f"({new})") for new in dict.fromkeys(map(ast.unparse, others))]
    return sorted(found, key=lambda one: (one.start, one.new))


def _places(text: str) -> Callable[[int, int], int]:
    """Where in the text a line and a byte in it stand, as the syntax tree tells them."""
    lines = text.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    return lambda line, byte: starts[line - 1] + len(lines[line - 1].encode()[:byte].decode())


def _expressions(tree: ast.AST, inside: bool = False) -> Iterator[ast.expr]:
    """What functions work out: no annotations, no decorators, and no defaults, which are settings."""
    for name, value in ast.iter_fields(tree):
        if (isinstance(tree, FUNCTIONS) and name != "body") or name in {"annotation", "decorator_list"}:
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.JoinedStr) or not isinstance(node, ast.AST):
                continue  # Before Python 3.12 nothing tells where in a text an expression stands.
            if inside and isinstance(node, ast.expr) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
                yield node
            yield from _expressions(node, inside or isinstance(node, FUNCTIONS))


def changed(node: ast.expr) -> Iterator[ast.expr]:
    """The expressions that may stand in place of one."""
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                others = [*node.ops[:place], COMPARISONS[type(operator)](), *node.ops[place + 1 :]]
                yield _with(node, ops=others)
        case ast.BinOp() | ast.BoolOp() if type(node.op) in OPERATORS:
            yield _with(node, op=OPERATORS[type(node.op)]())
        case ast.UnaryOp(op=ast.Not() | ast.Invert()):
            yield node.operand
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int()):
            yield ast.Constant(1 - node.value if node.value in (0, 1) else node.value + 1)
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            yield from _unfiltered(node)
        case ast.Subscript(slice=ast.Compare() | ast.BinOp(op=ast.BitAnd() | ast.BitOr()) | ast.UnaryOp(op=ast.Invert())):
            yield node.value
        case ast.Call():
            yield from _called_otherwise(node)


def _unfiltered(node: Any) -> Iterator[ast.expr]:
    """A comprehension without one of its conditions."""
    for place, part in enumerate(node.generators):
        for number in range(len(part.ifs)):
            fewer = _with(part, ifs=part.ifs[:number] + part.ifs[number + 1 :])
            yield _with(node, generators=[*node.generators[:place], fewer, *node.generators[place + 1 :]])


def _called_otherwise(node: ast.Call) -> Iterator[ast.expr]:
    """A call of the opposite, a call without one of its named arguments, or no call of a step at all."""
    match node.func:
        case ast.Name(id=name) if name in OTHER_NAMES:
            yield _with(node, func=_with(node.func, id=OTHER_NAMES[name]))
        case ast.Attribute(attr=name) if name in OTHER_NAMES:
            yield _with(node, func=_with(node.func, attr=OTHER_NAMES[name]))
        case ast.Attribute(attr=name) if name in STEPS:
            yield node.func.value
    for place, argument in enumerate(node.keywords):
        if argument.arg and argument.arg not in GUARDS:
            yield _with(node, keywords=node.keywords[:place] + node.keywords[place + 1 :])


def negated(condition: ast.expr) -> Iterator[ast.expr]:
    """A condition turned round, unless `changed` does that."""
    if not isinstance(condition, ast.Compare) and not (isinstance(condition, ast.UnaryOp) and isinstance(condition.op, ast.Not)):
        yield ast.UnaryOp(ast.Not(), condition)


def _with(node: Any, **fields: Any) -> Any:
    other = copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other
