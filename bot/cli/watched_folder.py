"""A watched folder: which files in it are complete, who has which, and where each goes with its report.

A file is taken by moving it below `.reading`: of several watchers one succeeds. Its lock is the system's and goes with
the process, however that ends; what is left there unlocked is taken up again. The name of its folder counts the tries.
"""

import contextlib
import itertools
import os
import shutil
import stat
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

READING, IMPORTED, REFUSED, WAITING = ".reading", "done", "refused", "waiting"
SETTLED_SECONDS = 3.0
EMPTY_SECONDS = 15.0
"""How long a file must not have changed to count as complete; one that is empty may be about to be written."""
UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart")
SYSTEM_FILES = {"thumbs.db", "desktop.ini"}
LONGEST_STEM, LONGEST_ENDING = 200, 32
"""Bytes of a name: there is room for a number and for `.txt` (most file systems take 255)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenFile:
    """A file that this watcher alone has, for the so-manieth time. `token` stays the same however often it is taken."""

    path: Path
    token: str
    tries: int
    state: tuple[int, int]
    lock: FileLock

    @property
    def has_changed(self) -> bool:
        """Whether somebody still wrote into it after it was taken."""
        return _state_of(self.path) != self.state


class WatchedFolder:
    """The folder, and what was seen in it at the look before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[str, tuple[tuple[int, int], float]] = {}

    def prepare(self) -> None:
        """Make the folders below it.

        Raises:
            OSError: there is no such folder, or nothing can be written there.
        """
        if not self.folder.is_dir():
            raise FileNotFoundError
        for name in (READING, IMPORTED, REFUSED, WAITING):
            (self.folder / name).mkdir(exist_ok=True)
        probe = self.folder / READING / f"{uuid.uuid4().hex}.probe"
        probe.touch()
        probe.unlink()

    def take_next(self) -> Iterator[TakenFile]:
        """Take what is complete, one file after the other, and first what a watcher left that died."""
        for left in sorted((self.folder / READING).glob("*-*/*")):
            taken = self._retake(left)
            if taken is not None:
                yield taken
        for path in self._complete():
            taken = self._take(path)
            if taken is not None:
                yield taken

    def _complete(self) -> list[Path]:
        """List the files that have not changed for some seconds, oldest first."""
        now, seen, complete = time.monotonic(), {}, []
        for path in self.folder.iterdir():
            state = None if _is_none_of_ours(path) else _state_of(path)
            if state is None:
                continue
            before, since = self._seen.get(path.name, (state, now))
            seen[path.name] = (state, since if before == state else now)
            if now - seen[path.name][1] >= (SETTLED_SECONDS if state[0] else EMPTY_SECONDS):
                complete.append((state[1], path))
        self._seen = seen
        return [path for _, path in sorted(complete)]

    def _take(self, path: Path) -> TakenFile | None:
        token = uuid.uuid4().hex[:16]
        lock = self._locked(token)
        place = self.folder / READING / f"{token}-1"
        place.mkdir()
        try:
            moved = path.rename(place / path.name)
        except FileNotFoundError:  # another watcher was faster
            place.rmdir()
            self._unlock(lock)
            return None
        return self._taken(moved, token, 1, lock)

    def _retake(self, left: Path) -> TakenFile | None:
        token, _, tries = left.parent.name.partition("-")
        try:
            lock = self._locked(token)
        except Timeout:  # somebody is reading it
            return None
        try:
            place = left.parent.rename(left.parent.with_name(f"{token}-{int(tries) + 1}"))
        except FileNotFoundError:  # it was done between two looks
            self._unlock(lock)
            return None
        return self._taken(place / left.name, token, int(tries) + 1, lock)

    def _taken(self, path: Path, token: str, tries: int, lock: FileLock) -> TakenFile:
        return TakenFile(path=path, token=token, tries=tries, state=_state_of(path) or (0, 0), lock=lock)

    def _locked(self, token: str) -> FileLock:
        lock = FileLock(self.folder / READING / f"{token}.lock", timeout=0)
        lock.acquire()
        return lock

    def _unlock(self, lock: FileLock) -> None:
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()

    def settle(self, taken: TakenFile, into: str, report: str) -> None:
        """Move a file where it belongs, with its report beside it; a name that is there already gets a number."""
        place = self.folder / into
        for name in _names(taken.path.name):
            try:
                beside = (place / f"{name}.txt").open("x", encoding="utf-8-sig", newline="\r\n")
            except FileExistsError:
                continue
            with beside:
                if (place / name).exists():
                    Path(beside.name).unlink()
                    continue
                beside.write(report)
            Path(beside.name).chmod(stat.S_IMODE(taken.path.stat().st_mode) & 0o666)  # for whoever may read the list
            taken.path.rename(place / name)
            break
        self._let_go(taken)

    def give_back(self, taken: TakenFile) -> None:
        """Put a file back as if it had not been taken; it is complete when it has not changed for some seconds."""
        target = next(name for name in _names(taken.path.name) if not (self.folder / name).exists())
        taken.path.rename(self.folder / target)
        self._let_go(taken)

    def leave(self, taken: TakenFile) -> None:
        """Leave a file for the next look; this was no try."""
        taken.path.parent.rename(taken.path.parent.with_name(f"{taken.token}-{taken.tries - 1}"))
        taken.lock.release()

    def _let_go(self, taken: TakenFile) -> None:
        shutil.rmtree(taken.path.parent, ignore_errors=True)
        self._unlock(taken.lock)


def _is_none_of_ours(path: Path) -> bool:
    """Check whether a file is no list by its name: hidden, open in Excel, being downloaded, or the system's."""
    name = path.name.casefold()
    return name.startswith((".", "~$")) or name.endswith(UNFINISHED) or name in SYSTEM_FILES


def _state_of(path: Path) -> tuple[int, int] | None:
    """Return the size of a file and when it was last written; None of what is no file (any more)."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def shown_name(path: Path) -> str:
    """Return a file's name as text: on shares of older systems it may be in the Korean of Windows."""
    name = os.fsencode(path.name)
    for encoding in ("utf-8", "cp949"):
        with contextlib.suppress(UnicodeDecodeError):
            return name.decode(encoding)
    return name.decode(errors="replace")


def _names(name: str) -> Iterator[str]:
    """Yield a name, and variants of it with a number: "a.xlsx", "a (2).xlsx"."""
    path = Path(name)
    ending = os.fsdecode(os.fsencode(path.suffix)[:LONGEST_ENDING])
    stem = os.fsdecode(os.fsencode(path.stem)[:LONGEST_STEM])
    yield f"{stem}{ending}"
    for number in itertools.count(2):
        yield f"{stem} ({number}){ending}"
