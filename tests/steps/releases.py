"""The program of this tree, and the release before it: its wheel, built from git, in an environment of its own."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.steps.processes import ROOT

NAMED = re.compile(r'^version = "([\d.]+)"$', re.MULTILINE)
LONGEST = 600.0
"""Seconds for what may have to be fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A release of `cleancall`: how it is called, and what its environment has beside the settings."""

    version: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)

    def at_home(self, settings: Mapping[str, str]) -> dict[str, str]:
        """Return an environment in which this release finds itself and no other."""
        return {**{name: value for name, value in settings.items() if name != "PYTHONPATH"}, **self.environment}

    def does(self, settings: Mapping[str, str], folder: Path, *arguments: str) -> str:
        """Run a command to its end; return what it said."""
        return _run([*self.command, *arguments], folder, self.at_home(settings))


def present_program() -> Program:
    """Return the program of this tree."""
    version = _version_in((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return Program(version=version, command=(sys.executable, "-m", "bot"), environment={"PYTHONPATH": str(ROOT)})


def previous_program(folder: Path) -> Program:
    """Build the release before this tree's from git, and install it with the dependencies that it pins."""
    uv, git = (shutil.which(name) for name in ("uv", "git"))
    if uv is None or git is None:
        pytest.skip("building the release before needs git and uv")
    commit, version = _named_before(git, present_program().version)
    source, wheels, environment = (folder / name for name in ("source", "wheels", "environment"))
    source.mkdir()
    _run(["bash", "-euo", "pipefail", "-c", f"git archive {commit} | tar -x -C {source}"], ROOT)
    _run([uv, "build", "--quiet", "--wheel", "--out-dir", str(wheels), str(source)], folder)
    _run([uv, "venv", "--quiet", "--python", sys.executable, str(environment)], folder)
    install = [uv, "pip", "install", "--quiet", "--python", str(environment)]
    _run([*install, "--require-hashes", "--requirement", str(source / "bot/deploy/requirements.lock")], folder)
    _run([*install, "--no-deps", *map(str, wheels.glob("*.whl"))], folder)
    return Program(version=version, command=(str(environment / "bin" / "cleancall"),))


def _named_before(git: str, present: str) -> tuple[str, str]:
    """Return the commit that gave the version before this tree's its name, and that version."""
    for commit, version in _namings(git):
        if version != present:
            return commit, version
    pytest.skip("the release before this one is not in git: a shallow clone, or none")


def _namings(git: str) -> Iterator[tuple[str, str]]:
    """Return the commits that changed the version, newest first, and what each changed it to."""
    if not (ROOT / ".git").exists() or _run([git, "rev-parse", "--is-shallow-repository"], ROOT).strip() == "true":
        return
    for commit in _run([git, "log", "--format=%H", "-G^version = ", "--", "pyproject.toml"], ROOT).split():
        yield commit, _version_in(_run([git, "show", f"{commit}:pyproject.toml"], ROOT))


def _version_in(words: str) -> str:
    found = NAMED.search(words)
    assert found is not None
    return found[1]


def _run(command: Sequence[str], folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    done = subprocess.run(  # noqa: S603 — commands of ours
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=LONGEST
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
