"""Dropped files: which may be a list, how often one is tried, and when its uploader is reminded (rule book §3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath

MOST_TRIES = 3
"""How often a file is taken for reading; a try ends by an answer or by the death of the process."""
FIRST_REMINDER = timedelta(minutes=30)
REMIND_EVERY = timedelta(hours=1)
"""While a file stands in the call channel, within working hours."""
NO_LISTS = frozenset(
    {
        *(".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".heif", ".svg", ".psd", ".ai"),
        *(".mp3", ".m4a", ".wav", ".amr", ".aac", ".ogg", ".flac", ".wma"),
        *(".mp4", ".m4v", ".mov", ".avi", ".mkv", ".wmv", ".webm", ".3gp"),
    }
)
"""Pictures, sound and films: nobody means them as a list. Of everything else the first bytes decide."""


def may_be_list(file_name: str) -> bool:
    """Check by its name whether somebody may mean a file as a visitor list."""
    return PurePath(file_name).suffix.casefold() not in NO_LISTS


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFile:
    """A file that stands in the call channel. Its name may name somebody: it is told by who dropped it, and when."""

    file_id: str
    by: str
    dropped_at: datetime
