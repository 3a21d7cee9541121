"""Parts of a zipped workbook, read as a stream: no tree is built, no entity is opened, no DTD is taken."""

import zipfile
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from bot.domain.lists.rows import ListProblem, UnreadableList

CHUNK = 64 * 1024
DEEPEST = 200

Attributes = dict[str, str]


class Parts:
    """The files of a zip, found whatever the case and the slashes of their names."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {_folded(name): name for name in archive.namelist()}

    def has(self, name: str) -> bool:
        """Say whether there is such a part."""
        return _folded(name) in self._names

    def open(self, name: str) -> IO[bytes]:
        """Open a part.

        Raises:
            UnreadableList: there is none.
        """
        if not self.has(name):
            raise UnreadableList(ListProblem.BROKEN)
        return self._archive.open(self._names[_folded(name)])


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


class _Tags(dict[str, str]):
    """Names of tags without their prefix."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition(":")[2]
        return local


class PartReader:
    """Walks through one part; a subclass takes what it needs of it."""

    def __init__(self) -> None:
        self._tags = _Tags()
        self._depth = 0
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = _refuse
        self._parser = parser

    def walk(self, part: IO[bytes]) -> Iterator[None]:
        """Read a part, chunk by chunk."""
        with part:
            while chunk := part.read(CHUNK):
                self._parser.Parse(chunk)
                yield
            self._parser.Parse(b"", True)
            yield

    def read(self, part: IO[bytes]) -> None:
        """Read a part to its end."""
        for _ in self.walk(part):
            pass

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            _refuse()
        self.start(self._tags[name], attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.end(self._tags[name])

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take a start tag."""

    def end(self, tag: str) -> None:
        """Take an end tag."""

    def text(self, text: str) -> None:
        """Take text."""


def local_attribute(attributes: Attributes, name: str) -> str | None:
    """Return an attribute, whatever its prefix."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), None)


def is_true(value: str | None) -> bool:
    """Read a boolean attribute."""
    return value in {"1", "true", "on"}


def _refuse(*_: object) -> None:
    raise UnreadableList(ListProblem.BROKEN)
