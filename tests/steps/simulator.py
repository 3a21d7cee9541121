"""A Python that has the simulator: later than the project's own, in an environment of its own."""

import functools
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / ".venv-sim" / "bin" / "python"
"""Made by `.ci/run` where a Python >= 3.12 is found (CONTRIBUTING, Simulation)."""


@functools.cache
def python_with_simulator() -> str:
    """Return the interpreter; where there is none the test is skipped, and says so."""
    for python in (sys.executable, str(ENVIRONMENT)):
        if Path(python).exists() and _does(python, "-c", "import simloom, slack_bolt, pytest").returncode == 0:
            return python
    pytest.skip("simulation needs Python >= 3.12 with simloom: CONTRIBUTING, Simulation")


def simulated(*arguments: str, seconds: float) -> subprocess.CompletedProcess[str]:
    """Run `python -m tests.simulation`, and wait for its end."""
    return _does(python_with_simulator(), "-m", "tests.simulation", *arguments, seconds=seconds)


def _does(*command: str, seconds: float = 60) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV"))}
    return subprocess.run(  # noqa: S603 — our own module
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=seconds
    )
