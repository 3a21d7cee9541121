"""Notices of who is here: what is kept for somebody who is away, and that nobody is here."""

from dataclasses import dataclass
from datetime import date

from bot.domain.notices import Announcement, NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOverNotice(Announcement):
    """What somebody keeps for another who is away on a day, to whoever keeps it."""

    kind = NoticeKind.HANDED_OVER
    owner: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyHereNotice(Announcement):
    """Nobody is here on a day (`call` 0), or nobody who may keep the promise of a call, to the supervisors."""

    kind = NoticeKind.NOBODY_HERE
    day: date
    call: int
