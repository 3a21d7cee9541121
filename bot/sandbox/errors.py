"""Slack's own error names."""

from typing import Any


class SlackError(Exception):
    """An answer `{"ok": false, "error": …}`. `extra` goes beside it."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra


class PersonError(Exception):
    """A person cannot do that; the sentence is what the sandbox answers them."""
