"""Asking the whole ordinary suite of a mutant that its room's tests let live: in a copy of the tree."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from tests.mutation.mutants import ROOT, Mutant

SUITE = ("-n", "5", "--dist", "loadgroup", "-p", "no:cacheprovider", "-rfE", "--tb", "no")
READ_THE_SOURCE = ("--ignore=tests/mutation", "--ignore=tests/test_house.py")
"""What fails because a line is another, whatever it does, kills nothing."""
FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)
SECONDS = 3600.0
MOST_SAID = 2000


class NotRunError(Exception):
    """The suite could not be run: what it said last."""


class WholeSuite:
    """The tests of the whole tree, in a copy of it."""

    def __init__(self) -> None:
        self._unsound: list[str] = []

    def killer_of(self, mutant: Mutant) -> str | None:
        """Name a test that fails with a mutant, by itself as well, and passes without it; None: none does."""
        file = self._copy / mutant.module
        sound = file.read_text(encoding="utf-8")
        while True:
            file.write_text(mutant.code, encoding="utf-8")
            failed = self._failed([*SUITE, "-x", *READ_THE_SOURCE, *(f"--deselect={each}" for each in self._unsound)])
            by_itself = self._failed([*SUITE, *failed]) if failed else []
            file.write_text(sound, encoding="utf-8")
            without = self._failed([*SUITE, *by_itself]) if by_itself else []
            killers = set(by_itself) - set(without)
            if killers or not failed:
                return min(killers, default=None)
            self._unsound += failed

    def close(self) -> None:
        """Take the copy away."""
        if "_copy" in vars(self):
            shutil.rmtree(self._copy, ignore_errors=True)

    @cached_property
    def _copy(self) -> Path:
        files = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 — git of the path
            cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
        copy = Path(tempfile.mkdtemp(prefix="mutants-"))
        for each in filter(None, files.stdout.split("\0")):
            (copy / each).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / each, copy / each)
        return copy

    def _failed(self, arguments: Sequence[str]) -> list[str]:
        """Run tests in the copy: those that failed.

        Raises:
            NotRunError: they did not run to their end, and none failed.
        """
        command = [sys.executable, "-m", "pytest", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(self._copy), "PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.run(  # noqa: S603 — our own tests
            command, cwd=self._copy, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        failed = [each for each in FAILED.findall(run.stdout) if each.startswith("tests/")]
        if run.returncode and not failed:
            raise NotRunError(run.stdout[-MOST_SAID:])
        return failed
