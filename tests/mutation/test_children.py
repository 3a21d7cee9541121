"""What a test starts by `sys.executable` is the mutant as well."""

import subprocess
import sys
from pathlib import Path

from tests.mutation.children import program_with

ROOT = Path(__file__).parents[2]
LIMITS = "bot/services/spreadsheets/limits.py"


def said_by(program: str, *arguments: str) -> str:
    """What a process writes."""
    done = subprocess.run(  # noqa: S603 — our own
        [program, *arguments], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_process_that_runs_a_module_of_ours_loads_the_mutant(tmp_path: Path) -> None:
    program = program_with(LIMITS, "print('mutant')\nMOST_SECONDS = 0\n", tmp_path)

    assert said_by(program, "-P", "-m", "bot.services.spreadsheets.limits") == "mutant"


def test_any_other_process_is_python_as_it_is(tmp_path: Path) -> None:
    program = program_with(LIMITS, "print('mutant')\n", tmp_path)

    assert said_by(program, "-c", "import sys; print(sys.executable)") == sys.executable
