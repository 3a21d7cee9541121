"""The mutants of a module: the operators are cosmic-ray's, without those that prove nothing."""

import ast
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parents[2]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TYPES = {"annassign", "tfpdef", "param"}
"""Where types stand: what is mutated there nobody runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and how a module can be made wrong."""

    module: str  # its path in the tree
    operator: str
    occurrence: int

    def mutant(self) -> "Mutant | None":
        """Return the mutant; None where it is no Python, or nothing else than before."""
        code = mutate_code(source_of(self.module), get_operator(self.operator)(), self.occurrence)
        try:
            tree = ast.parse(code or "")
        except SyntaxError:
            return None
        is_same = not code or ast.dump(tree) == ast.dump(ast.parse(source_of(self.module)))
        return None if is_same else Mutant(module=self.module, code=code)


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A module that is wrong in one place."""

    module: str
    code: str

    @cached_property
    def digest(self) -> str:
        """By what it is known again."""
        return sha256(f"{self.module}\n{self.code}".encode()).hexdigest()[:16]

    @cached_property
    def change(self) -> tuple[str, str]:
        """The lines as they stand, and as they are in the mutant, without the blanks around them."""
        found = list(difflib.ndiff(source_of(self.module).splitlines(), self.code.splitlines()))
        before, after = ([each[2:].strip() for each in found if each.startswith(mark)] for mark in ("- ", "+ "))
        return " ".join(filter(None, before)), " ".join(filter(None, after))

    @cached_property
    def function(self) -> int | None:
        """The first line of the function that is another, as Python counts it; None where it stands in none."""
        before, after = source_of(self.module).splitlines(), self.code.splitlines()
        first = next((nth for nth, pair in enumerate(zip(before, after, strict=False), 1) if pair[0] != pair[1]), 1)
        return next((begin for begin, body in functions_of(self.module) if first in body), None)


@cache
def functions_of(module: str) -> list[tuple[int, range]]:
    """List the functions of a module by their first line, each with the lines of its body, inner ones first."""
    found = [each for each in ast.walk(ast.parse(source_of(module))) if isinstance(each, FUNCTIONS)]
    lines = [
        (min(each.lineno, *(one.lineno for one in each.decorator_list), each.lineno), each.body[0].lineno, each)
        for each in found
    ]
    return sorted(
        ((begin, range(body, (each.end_lineno or 0) + 1)) for begin, body, each in lines), key=lambda one: len(one[1])
    )


@cache
def source_of(module: str) -> str:
    """Read a module."""
    return (ROOT / module).read_text(encoding="utf-8")


def places_in(module: str, left_out: Sequence[str]) -> list[Place]:
    """List the places of a module, but those of operators that are left out (patterns of their names)."""
    names = [name for name in operator_names() if not any(re.search(each, name) for each in left_out)]
    nodes = list(ast_nodes(get_ast(source_of(module))))
    return [
        Place(module=module, operator=name, occurrence=occurrence)
        for name in names
        for occurrence, node in enumerate(_places(nodes, get_operator(name)()))
        if not _is_of_types(node) and not _is_of_a_class(node)
    ]


def _places(nodes: Sequence[Any], operator: Any) -> Iterator[Any]:
    for node in nodes:
        for _ in operator.mutation_positions(node):
            yield node


def _is_of_types(node: Any) -> bool:
    """Check whether a node stands in an annotation; a default value is none."""
    child, parent = node, node.parent
    while parent is not None:
        if parent.type in TYPES and "=" in [_value(each) for each in parent.children]:
            if parent.children.index(child) < [_value(each) for each in parent.children].index("="):
                return True
        elif parent.type in TYPES or (parent.type == "funcdef" and child is parent.annotation):
            return True
        child, parent = parent, parent.parent
    return False


def _value(node: Any) -> str:
    return getattr(node, "value", "")


def _is_of_a_class(node: Any) -> bool:
    """Check whether a node stands in the decorator of a class: what it says is how a class is made, no rule."""
    while node is not None and node.type != "decorator":
        node = node.parent
    decorated = node and node.parent if node is None or node.parent.type == "decorated" else node.parent.parent
    return bool(decorated) and decorated.children[-1].type == "classdef"
