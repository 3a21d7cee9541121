"""What a database is asked, statement by statement, and how often it commits."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, event

INNERMOST = re.compile(r"\([^()]*\)")


@contextlib.contextmanager
def statements() -> Iterator[list[str]]:
    """Give the statements that are made meanwhile: "SELECT staff", "UPDATE call"; "COMMIT" among them."""
    made: list[str] = []

    def on_statement(_connection: Connection, _cursor: Any, statement: str, *_rest: object) -> None:
        made.append(named(statement))

    def on_commit(_connection: Connection) -> None:
        made.append("COMMIT")

    event.listen(Engine, "before_cursor_execute", on_statement)
    event.listen(Engine, "commit", on_commit)
    try:
        yield made
    finally:
        event.remove(Engine, "before_cursor_execute", on_statement)
        event.remove(Engine, "commit", on_commit)


def named(statement: str) -> str:
    """Name a statement by what it does and the table that it is about first."""
    outside = statement.replace('"', "")
    while (around := INNERMOST.sub(" ", outside)) != outside:  # what is asked within it
        outside = around
    words = outside.split()
    before = {"SELECT": "FROM", "INSERT": "INTO"}.get(words[0], words[0])
    return f"{words[0]} {words[words.index(before) + 1]}"
