"""What a database is asked, statement by statement, and how often it commits."""

import contextlib
import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

SCAN = re.compile(r"SCAN (\w+)")
SEARCH = re.compile(r"SEARCH (\w+) .*\((.+)\)")
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
    return {found[1] for step in _plan(file, statement, values) if (found := SCAN.match(step))}


def found_by(file: Path, statement: str, values: Any) -> set[tuple[str, str]]:
    """Name by which columns SQLite finds the rows for a statement: ("call", "state=? AND due_at<?")."""
    steps = _plan(file, statement, values)
    return {(found[1], found[2]) for step in steps if (found := SEARCH.match(step))}


def _plan(file: Path, statement: str, values: Any) -> Sequence[str]:
    if not statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
        return []
    with contextlib.closing(sqlite3.connect(file)) as database:
        return [step for *_, step in database.execute(f"EXPLAIN QUERY PLAN {statement}", values)]


def named(statement: str) -> str:
    """Name a statement by what it does and the table that it is about first."""
    outside = statement.replace('"', "")
    while (around := INNERMOST.sub(" ", outside)) != outside:  # what is asked within it
        outside = around
    words = outside.split()
    before = {"SELECT": "FROM", "INSERT": "INTO"}.get(words[0], words[0])
    return f"{words[0]} {words[words.index(before) + 1]}"
