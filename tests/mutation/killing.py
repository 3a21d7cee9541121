"""Trying a mutant: the tests run in a fork that has pytest loaded already, and in which the module is the mutant."""

import ast
import functools
import os
import resource
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, ModuleType

import hypothesis.strategies  # noqa: F401 — loaded once, before the forks
import pytest

from tests.mutation.callers import Callers, Tracer, read_callers, remember
from tests.mutation.mutants import ROOT, Mutant

GIGABYTE = 1024**3
NO_TESTS = 5
EXAMPLES, PROPERTIES = "not slow and not hypothesis", "not slow and hypothesis"
QUIET = (
    "-x",
    "-q",
    "-p",
    "no:randomly",
    "-p",
    "no:cacheprovider",
    "-o",
    "addopts=",
    "-o",
    "timeout=0",
    "--hypothesis-seed=0",
)
LOADED = ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # before the fork


class Fate(StrEnum):
    """What became of a mutant."""

    BESIDE = "beside"  # killed by an example of the module's own tests
    ELSEWHERE = "elsewhere"  # by an example of another module's tests
    LUCK = "luck"  # by what a property happened to draw
    SURVIVED = "survived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room of the house and the folder of its tests."""

    code: str
    tests: str
    seconds: float  # how long the tests of a mutant may take

    def tests_of(self, mutant: Mutant, callers: Callers) -> tuple[list[str], list[str]]:
        """List the tests that can notice a mutant: those beside its module, and all others.

        They are those that call its function; where it stands in none, all whose module loads it.
        """
        known = callers.get(mutant.module, {})
        found = known.get(mutant.function or 0) or self._loading(mutant.module)
        beside = [each for each in found if each.partition("::")[0] in self.mirror_of(mutant.module)]
        return beside, [each for each in found if each not in beside]

    def mirror_of(self, module: str) -> list[str]:
        """Return the test module of a module's name; none where there is none."""
        place = Path(module).relative_to(self.code)
        mirror = Path(self.tests) / place.parent / f"test_{place.name}"
        return [str(mirror)] if (ROOT / mirror).exists() else []

    def _loading(self, module: str) -> list[str]:
        tests = sorted(str(path.relative_to(ROOT)) for path in (ROOT / self.tests).rglob("test_*.py"))
        found = [each for each in tests if module in loaded_by(each)]
        return sorted(found, key=lambda each: module not in named_in(each))


def trace(room: Room, tests: Sequence[str]) -> Callers:
    """Run some test modules of a room and return which functions each test calls.

    Raises:
        SystemExit: they fail as they stand, so that every mutant would seem killed.
    """
    with tempfile.NamedTemporaryFile() as kept:
        process = get_context("fork").Process(target=_trace, args=(room, tests, Path(kept.name)))
        process.start()
        process.join()
        if process.exitcode not in {0, NO_TESTS}:
            raise SystemExit(f"the tests in {room.tests} fail as they stand")
        return read_callers(Path(kept.name))


def _trace(room: Room, tests: Sequence[str], kept: Path) -> None:
    functools.lru_cache = remember
    _be_quiet()
    os._exit(int(pytest.main([*QUIET, *LOADED, "-m", EXAMPLES, *tests], plugins=[Tracer(room.code, kept)])))


def try_mutant(mutant: Mutant, room: Room, callers: Callers | None) -> Fate:
    """Run the tests of a room on a mutant: the module's own examples, those of others, its own properties.

    `callers`: None, where the tests of the module's name are to kill it alone.
    """
    beside, others = room.tests_of(mutant, callers or {})
    others = [] if callers is None else others
    stages = (
        (Fate.BESIDE, beside, EXAMPLES),
        (Fate.ELSEWHERE, others, EXAMPLES),
        (Fate.LUCK, room.mirror_of(mutant.module), PROPERTIES),
    )
    for fate, tests, which in stages:
        if not _passes(mutant, which, tests, room.seconds):
            return fate
    return Fate.SURVIVED


def _passes(mutant: Mutant, which: str, tests: Sequence[str], seconds: float) -> bool:
    if not tests:
        return True
    arguments = [*QUIET, *LOADED, "-m", which, *tests]
    process = get_context("fork").Process(target=_run, args=(mutant, arguments))
    process.start()
    process.join(seconds)
    if process.is_alive():  # it never ends, which anybody would notice
        process.kill()
        process.join()
        return False
    return process.exitcode in {0, NO_TESTS}


def _run(mutant: Mutant, arguments: Sequence[str]) -> None:
    _be_quiet()
    resource.setrlimit(resource.RLIMIT_AS, (8 * GIGABYTE, 8 * GIGABYTE))
    with tempfile.TemporaryDirectory() as folder:  # no example is kept for the next mutant
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = folder
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


def loaded_by(module: str) -> frozenset[str]:
    """List the modules of the house that a module loads, and those that these load."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += named_in(each)
    return frozenset(found)


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
            place = _modules().get(name)
            if place:
                yield place


@cache
def _modules() -> Mapping[str, str]:
    paths = [
        path.relative_to(ROOT) for top in ("bot", "handlers", "storage", "tests") for path in (ROOT / top).rglob("*.py")
    ]
    return {str(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): str(path) for path in paths}
