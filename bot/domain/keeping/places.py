"""Where a database lies: a file that was copied must not be worked on twice (rule book §7)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a file lies, and which one it is there.

    `volume` and `file` name it on its file system, whatever it is called and whichever machine has it mounted.
    """

    volume: str
    file: str
    path: str
    machine: str


def is_same(known: Place, here: Place) -> bool:
    """Check whether a database is where a bot last worked on it: one of two signs is enough, so that alarms are rare.

    The file is the same: it was renamed, or its volume is mounted elsewhere, in a container of another name. Or it has
    the same name on the same machine: it was restored in place, or its file system numbers files anew.
    """
    is_file = (known.volume, known.file) == (here.volume, here.file)
    return is_file or (known.path, known.machine) == (here.path, here.machine)


MOVED = "moved"
"""Stands for the volume of a database that was moved away."""


def moved_to(address: str) -> Place:
    """Return the place of work of a database whose rows were moved away, to an address without password."""
    return Place(volume=MOVED, file="", path=address, machine="")


def address_moved_to(known: Place) -> str | None:
    """Return where a database was moved; None: it was not."""
    return known.path if known.volume == MOVED else None
