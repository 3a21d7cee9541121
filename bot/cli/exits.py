"""How a command ends: its exit code, and the line that says why it was refused."""

from rich.console import Console

DONE, REFUSED, MISUSED, WAITS = 0, 1, 2, 3


def refuse(words: str) -> int:
    """Print why a command is refused. Gives its exit code."""
    Console(stderr=True, soft_wrap=True).print(words, style="red", markup=False)
    return REFUSED
