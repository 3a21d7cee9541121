"""Trying a mutant: the tests run in a fork that has pytest loaded already, and in which the module is the mutant."""

import ast
import contextlib
import functools
import os
import random
import resource
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.mutation.callers import Callers, Tracer, called_while_loading, read_callers, remember
from tests.mutation.children import program_with
from tests.mutation.collected import FORK, GIGABYTE, Collected, ends_well
from tests.mutation.mutants import ROOT, Mutant

HOURS = 4 * 3600.0
EXAMPLES, PROPERTIES = "not slow and not hypothesis", "not slow and hypothesis"
QUIET = (
    "-q",
    "-p",
    "no:randomly",
    "-p",
    "no:cacheprovider",
    "-o",
    "addopts=",
    "-o",
    "timeout=0",
    "-o",
    "tmp_path_retention_policy=none",  # thousands of databases would fill the memory
    "--hypothesis-seed=0",
)
LOADED = ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # before the fork


class Fate(StrEnum):
    """What became of a mutant."""

    BESIDE = "beside"  # killed by an example of the module's own tests
    ELSEWHERE = "elsewhere"  # by an example of another module's tests
    LUCK = "luck"  # by what a property happened to draw
    SUITE = "suite"  # by a test of another room
    SURVIVED = "survived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room of the house and the folder of its tests."""

    code: str
    tests: Sequence[str]  # folders; in the first stand those of the modules' names
    seconds: float  # how long the tests of a mutant may take
    most: int = (
        1_000_000  # of the tests of its other folders so many are asked, drawn by the mutant: more might kill it
    )

    def tests_of(self, mutant: Mutant, callers: Callers) -> tuple[list[str], list[str]]:
        """List the tests that can notice a mutant: those beside its module, and all others.

        They are those that call its function. Where it stands in none, or none calls it in its own process, they are
        those beside its module and all in the modules nearest to it.
        """
        known = callers.get(mutant.module, {})
        nearest = dict.fromkeys((*self.mirror_of(mutant.module), *self._loading(mutant.module)))
        found = [each for each in known.get(mutant.function or 0, ()) if each] or [*nearest]
        beside = [each for each in found if each.partition("::")[0] in self.mirror_of(mutant.module)]
        others = [each for each in found if each not in beside]
        random.Random(mutant.digest).shuffle(others)  # noqa: S311 — what kills it is sooner found in any order
        near = [each for each in others if Path(each).is_relative_to(self.tests[0])]
        far = [each for each in others if each not in near]
        return beside, [*near, *far[: self.most]]

    def mirror_of(self, module: str) -> list[str]:
        """Return the test module of a module's name; none where there is none."""
        place = Path(module).relative_to(self.code)
        mirror = Path(self.tests[0]) / place.parent / f"test_{place.name}"
        return [str(mirror)] if (ROOT / mirror).exists() else []

    def modules(self) -> list[str]:
        """List its test modules."""
        return sorted(str(path.relative_to(ROOT)) for each in self.tests for path in (ROOT / each).rglob("test_*.py"))

    def _loading(self, module: str) -> list[str]:
        """List the test modules that name a module, else those that name what names it, and so on."""
        named = {module}
        while not (found := [each for each in self.modules() if named & named_in(each)]):
            further = named | {each for each in modules().values() if named & named_in(each)}
            if further == named:
                return []
            named = further
        return found


def trace(room: Room, tests: Sequence[str]) -> Callers:
    """Run some test modules of a room and return which functions each test calls; a test that fails calls none."""
    with tempfile.NamedTemporaryFile() as kept:
        ends_well(_trace, (room, tests, Path(kept.name)), seconds=HOURS)
        return read_callers(Path(kept.name))


def _trace(room: Room, tests: Sequence[str], kept: Path) -> None:
    functools.lru_cache = remember
    _be_quiet()
    tracer = Tracer(room.code, kept)
    with _folder_of_its_own():
        status = pytest.main([*QUIET, *LOADED, "-m", EXAMPLES, *tests], plugins=[tracer])
    os._exit(int(status))


class Trial:
    """Mutants of a room that are tried one after the other: the tests are collected once."""

    def __init__(self, room: Room, callers: Callers | None) -> None:
        """Collect the tests. `callers`: None, where the tests of the module's name are to kill a mutant alone."""
        self._room, self._callers = room, callers
        self._questions, theirs = FORK.Pipe()
        FORK.Process(target=_collect, args=(room, theirs), daemon=False).start()

    def close(self) -> None:
        """End the session, if it has not been ended with us."""
        with contextlib.suppress(OSError):
            self._questions.send(None)

    def of(self, mutant: Mutant) -> Fate:
        """Run the tests on a mutant: the module's own examples, those of others, its own properties."""
        beside, others = self._room.tests_of(mutant, self._callers or {})
        others = [] if self._callers is None else others
        stages = (
            (Fate.BESIDE, beside, EXAMPLES),
            (Fate.ELSEWHERE, others, EXAMPLES),
            (Fate.LUCK, self._room.mirror_of(mutant.module), PROPERTIES),
        )
        for fate, tests, which in stages:
            if tests and not self._passes(mutant, tests, which):
                return fate
        return Fate.SURVIVED

    def _passes(self, mutant: Mutant, tests: Sequence[str], which: str) -> bool:
        """Ask the session; where it cannot tell, or the function was called while it was loaded, load all anew."""
        self._questions.send((mutant, tests, which == PROPERTIES, self._room.seconds))
        answer: bool | None = self._questions.recv()
        is_sure = self._callers is not None and not called_while_loading(mutant, self._callers)
        if answer is False or (answer and is_sure):
            return answer
        return ends_well(_run, (mutant, [*QUIET, *LOADED, "-x", "-m", which, *tests]), self._room.seconds)


def _collect(room: Room, questions: Connection) -> None:
    _be_quiet()
    with _folder_of_its_own():
        status = pytest.main([*QUIET, *LOADED, "-m", "not slow", *room.tests], plugins=[Collected(questions)])
    os._exit(int(status))


@contextlib.contextmanager
def _folder_of_its_own() -> Iterator[None]:
    """Let a session keep its files apart: pytest sweeps away those of the sessions before the last three.

    Where they are gone every test fails, with the mutant and without, and every mutant seems to live.
    """
    with tempfile.TemporaryDirectory(dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")) as folder:
        Path(folder).chmod(0o777)  # the database's own user writes there too
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
        yield


def _run(mutant: Mutant, arguments: Sequence[str]) -> None:
    _be_quiet()
    resource.setrlimit(resource.RLIMIT_AS, (8 * GIGABYTE, 8 * GIGABYTE))
    with tempfile.TemporaryDirectory() as folder:  # no example is kept for the next mutant
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = folder
        sys.executable = program_with(mutant.module, mutant.code, Path(folder))
        sys.meta_path.insert(0, _Finder(mutant))
        status = pytest.main(list(arguments))
    os._exit(int(status))


def _be_quiet() -> None:
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)


class _Finder:
    """Finds the mutant in the place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self._name = mutant.module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return the mutant's place, for its own name alone."""
        del path, target
        if name != self._name:
            return None
        file = str(ROOT / self._mutant.module)
        return spec_from_file_location(name, file, loader=_Loader(name, file, self._mutant.code))


class _Loader(SourceFileLoader):
    def __init__(self, name: str, file: str, code: str) -> None:
        super().__init__(name, file)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        """Compile the mutant; nothing of it is kept."""
        return compile(self._code, self.get_filename(fullname), "exec", dont_inherit=True)


@cache
def named_in(module: str) -> frozenset[str]:
    """List the modules of the house that a module names in its imports."""
    return frozenset(_imports(ast.parse((ROOT / module).read_text(encoding="utf-8"))))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        names: Sequence[str] = ()
        if isinstance(node, ast.ImportFrom) and node.module:
            names = (node.module, *(f"{node.module}.{each.name}" for each in node.names))
        elif isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        for name in names:
            place = modules().get(name)
            if place:
                yield place


@cache
def modules() -> Mapping[str, str]:
    """List the modules of the house by their names."""
    paths = [
        path.relative_to(ROOT) for top in ("bot", "handlers", "storage", "tests") for path in (ROOT / top).rglob("*.py")
    ]
    return {str(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): str(path) for path in paths}
