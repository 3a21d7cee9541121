"""A line to PostgreSQL that can fall silent: it takes everything, passes nothing on, and hangs up on nobody."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

PIECE = 65_536


class Relay:
    """Passes on what comes in on a port of 127.0.0.1, as long as it is not silent."""

    def __init__(self, server: Path) -> None:
        self._server = server
        self._passes = threading.Event()
        self._passes.set()
        self._loses = b""
        self._lines: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._answer, daemon=True).start()

    def falls_silent(self) -> None:
        """Pass nothing on, in either direction."""
        self._passes.clear()

    def speaks_again(self) -> None:
        """Pass on what was kept back, and what comes."""
        self._passes.set()

    def loses_answer_to(self, words: bytes) -> None:
        """Pass on the next question with these words, and cut its line before the answer."""
        self._loses = words

    def hangs_up(self) -> None:
        """Cut every line."""
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Answer nobody any more."""
        self._door.close()
        self._passes.set()
        self.hangs_up()

    def _answer(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self._server))
                self._lines += [caller, server]
                for source, target in ((caller, server), (server, caller)):
                    threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                self._passes.wait()
                if self._loses and self._loses in piece:
                    self._loses = b""
                    source.shutdown(socket.SHUT_RDWR)  # first: the answer may come at once
                target.sendall(piece)
        for each in (source, target):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def relay_to(url: str) -> Iterator[tuple[Relay, str]]:
    """Relay to a server behind a Unix socket. Gives the relay, and the address through it."""
    parts = urlsplit(url)
    folder = parse_qs(parts.query)["host"][0]
    relay = Relay(Path(folder) / ".s.PGSQL.5432")
    try:
        yield relay, f"postgresql://{parts.username}:{parts.password or ''}@127.0.0.1:{relay.port}{parts.path}"
    finally:
        relay.close()
