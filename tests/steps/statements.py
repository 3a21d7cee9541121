"""What a database is asked, statement by statement, and how often it commits."""

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

SCAN = re.compile(r"SCAN (\w+)")
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


@contextlib.contextmanager
def asked_with() -> Iterator[dict[str, Any]]:
    """Give the SQL of what is asked or changed meanwhile, as the driver has it, each with some of its values."""
    made: dict[str, Any] = {}

    def on_statement(_connection: Connection, _cursor: Any, statement: str, values: Any, *_rest: object) -> None:
        made.setdefault(statement, values)

    event.listen(Engine, "before_cursor_execute", on_statement)
    try:
        yield made
    finally:
        event.remove(Engine, "before_cursor_execute", on_statement)


def read_whole(file: Path, statement: str, values: Any) -> set[str]:
    """Name the tables of which SQLite reads every row for a statement, or every entry of an index."""
    if not statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
        return set()
    with contextlib.closing(sqlite3.connect(file)) as database:
        plan = database.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
    return {found[1] for *_, step in plan if (found := SCAN.match(step))}


def named(statement: str) -> str:
    """Name a statement by what it does and the table that it is about first."""
    outside = statement.replace('"', "")
    while (around := INNERMOST.sub(" ", outside)) != outside:  # what is asked within it
        outside = around
    words = outside.split()
    before = {"SELECT": "FROM", "INSERT": "INTO"}.get(words[0], words[0])
    return f"{words[0]} {words[words.index(before) + 1]}"
