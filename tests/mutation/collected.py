"""Trying a mutant of a function in a session whose tests are collected: a fork runs those that call it."""

import gc
import os
import resource
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import hypothesis.strategies  # noqa: F401 — loaded once, before the forks
import pytest

from tests.mutation.children import program_with
from tests.mutation.mutants import ROOT, Mutant

FORK = get_context("fork")
GIGABYTE = 1024**3
SHARED = ("sqlite", "postgres", "sqlite_url", "postgres_url", "morning", "sample_database")
"""Fixtures, and what their parameters are called, that stand on something which is made once in a session."""
Key = tuple[str, int]
"""The name of a function in its module, and its first line."""
Changed = Sequence[tuple[Any, CodeType]]
"""Functions that are loaded, each with its other code."""


class Collected:
    """A plugin of pytest that runs no test by itself, but those that it is asked for, each time in a fork."""

    def __init__(self, questions: Connection) -> None:
        self._questions = questions
        self._items: dict[tuple[str, bool], list[pytest.Item]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Answer questions (a mutant, tests, whether their properties, seconds) until there are no more."""
        _prepare(session)
        for item in session.items:
            is_property = item.get_closest_marker("hypothesis") is not None
            for name in (item.nodeid.partition("[")[0], item.nodeid.partition("::")[0]):
                self._items[name, is_property].append(item)
        functions = _functions_of_the_house()
        while (question := self._questions.recv()) is not None:
            mutant, tests, is_property, seconds = question
            items = [item for name in tests for item in self._items[name, is_property]]
            changed = _changed(mutant, functions)
            self._questions.send(_passes(session, items, mutant, changed, seconds) if changed else None)
        return True


def _prepare(session: pytest.Session) -> None:
    """Run one test of each kind, so that what the tests of a session share is made before the forks."""
    kinds: dict[frozenset[str], pytest.Item] = {}
    for item in session.items:
        names = [*getattr(item, "fixturenames", ()), *getattr(getattr(item, "callspec", None), "params", {}).values()]
        kinds.setdefault(frozenset(each for each in SHARED if each in names), item)
    kinds.pop(frozenset(), None)
    for item in kinds.values():
        _run_one(session, item)
    session.testsfailed = 0


def _run_one(session: pytest.Session, item: pytest.Item) -> None:
    """Run a test; only what its session shares stays."""
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=session)


def _passes(
    session: pytest.Session, items: Sequence[pytest.Item], mutant: Mutant, changed: Changed, seconds: float
) -> bool | None:
    """Check whether tests pass on a mutant; None where one of them does not even pass without it in this session."""
    place, nowhere = FORK.Value("i", 0), FORK.Value("i", 0)
    is_sure = True
    while items and not ends_well(_run, (session, items, (mutant, changed), place), seconds):
        failed, items = items[place.value], items[place.value + 1 :]
        if ends_well(_run, (session, [failed], None, nowhere), seconds):
            return False
        is_sure = False  # what the tests of the session share, the database's server first of all, may be gone
    return True if is_sure else None


def _run(
    session: pytest.Session, items: Sequence[pytest.Item], mutated: tuple[Mutant, Changed] | None, place: Any
) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (8 * GIGABYTE, 8 * GIGABYTE))
    with tempfile.TemporaryDirectory() as folder:  # no example is kept for the next mutant
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = folder
        if mutated is not None:
            mutant, changed = mutated
            sys.executable = program_with(mutant.module, mutant.code, Path(folder))
            for function, code in changed:
                function.__code__ = code
        for place.value, item in enumerate(items):  # where it fails, or never ends
            _run_one(session, item)
            if session.testsfailed:
                break
    os._exit(bool(session.testsfailed))


def ends_well(task: Any, about: tuple[Any, ...], seconds: float) -> bool:
    """Do something in a fork and check whether that ends without a failure; what never ends anybody would notice."""
    process: BaseProcess = FORK.Process(target=task, args=about)
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode in {0, pytest.ExitCode.NO_TESTS_COLLECTED}


def _functions_of_the_house() -> Mapping[tuple[str, Key], Sequence[Any]]:
    """List the functions that are loaded, by their module; decorators are seen through."""
    gc.unfreeze()
    found: dict[tuple[str, Key], list[Any]] = defaultdict(list)
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(str(ROOT)):
            code = each.__code__
            module = os.path.relpath(code.co_filename, ROOT)
            found[module, (code.co_qualname, code.co_firstlineno)].append(each)
    gc.freeze()
    return found


def _changed(mutant: Mutant, functions: Mapping[tuple[str, Key], Sequence[Any]]) -> Changed:
    """List the functions around the place of a mutant that are loaded, each with its other code."""
    whole = compile(mutant.code, str(ROOT / mutant.module), "exec", dont_inherit=True)
    codes = [] if mutant.function is None else _around(mutant.function, whole)
    return [
        (function, code)
        for code in codes
        for function in functions.get((mutant.module, (code.co_qualname, code.co_firstlineno)), ())
        if len(function.__code__.co_freevars) == len(code.co_freevars)
    ]


def _around(line: int, code: CodeType) -> Iterator[CodeType]:
    """Yield the functions that begin at a line, and those around them."""
    inner = [found for each in code.co_consts if isinstance(each, CodeType) for found in _around(line, each)]
    yield from inner
    if inner or (code.co_firstlineno == line and not code.co_name.startswith("<")):
        yield code
