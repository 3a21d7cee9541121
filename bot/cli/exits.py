"""How a command ends: its exit code, and the line that says why it was refused."""

from rich.console import Console

from bot.domain.keeping.setting_faults import SettingProblem
from bot.texts import Texts

DONE, REFUSED, MISUSED, WAITS = 0, 1, 2, 3


def refuse(words: str) -> int:
    """Print why a command is refused. Gives its exit code."""
    Console(stderr=True, soft_wrap=True).print(words, style="red", markup=False)
    return REFUSED


def setting_problem(problem: SettingProblem, texts: Texts) -> str:
    """Put a mistake in the settings in words."""
    said = texts.plain(f"setting_fault.{problem.fault}", name=problem.name, **problem.facts)
    if problem.why is None:
        return said
    return f"{said} " + texts.plain(f"setting_reason.{problem.why}")
