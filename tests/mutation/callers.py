"""Which examples call a function: only they can notice that it is another."""

import functools
import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

from tests.mutation.mutants import ROOT, Mutant, functions_of

REMEMBERING = functools.lru_cache
Callers = Mapping[str, Mapping[int, Sequence[str]]]
"""Module → the first line of a function → the tests that call it; an empty one where it is called on loading."""


class Tracer:
    """A plugin of pytest that notes which functions of a room each test calls."""

    def __init__(self, code: str, kept: Path) -> None:
        self._coverage = Coverage(data_file=None, source=[str(ROOT / code)], config_file=False)
        self._kept = kept
        self._package = code.replace("/", ".")
        self._failed: set[str] = set()
        self._coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        """Note what one test runs under its name."""
        for each in _REMEMBERED:
            if each.__module__.startswith(self._package):
                each.cache_clear()
        self._coverage.switch_context(item.nodeid.partition("[")[0])
        try:
            return (yield)
        finally:
            self._coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what fails as it stands: it would seem to kill every mutant."""
        if report.failed:
            self._failed.add(report.nodeid.partition("[")[0])

    def pytest_sessionfinish(self) -> None:
        """Keep what was found."""
        self._coverage.stop()
        data, found = self._coverage.get_data(), {}
        for name in data.measured_files():
            module, lines = str(Path(name).relative_to(ROOT)), data.contexts_by_lineno(name)
            found[module] = {
                begin: sorted({test for line in body for test in lines.get(line, ()) if test not in self._failed})
                for begin, body in functions_of(module)
            }
        self._kept.write_text(json.dumps(found), encoding="utf-8")


_REMEMBERED: list[Any] = []


def remember(maxsize: Any = 128, *_: Any, **__: Any) -> Any:
    """Stand in for `lru_cache`, so that what one test has worked out the next works out again."""
    if not callable(maxsize):
        return lambda function: remember(REMEMBERING(maxsize)(function))
    remembered = maxsize if hasattr(maxsize, "cache_clear") else REMEMBERING(maxsize)
    _REMEMBERED.append(remembered)
    return remembered


def read_callers(kept: Path) -> Callers:
    """Read what a tracer kept."""
    found = json.loads(kept.read_text(encoding="utf-8"))
    return {name: {int(line): tests for line, tests in lines.items()} for name, lines in found.items()}


def called_while_loading(mutant: Mutant, callers: Callers) -> bool:
    """Check whether the function of a mutant is called before any test is run: its results are there already."""
    return "" in callers.get(mutant.module, {}).get(mutant.function or 0, ("",))


def updated(before: Callers, found: Callers, traced: Collection[str]) -> Callers:
    """Return what was known, but of test modules that were traced again what was found."""
    after: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for known, is_new in ((before, False), (found, True)):
        for module, functions in known.items():
            for line, tests in functions.items():
                after[module][line] += [each for each in tests if is_new or each.partition("::")[0] not in traced]
    return after
