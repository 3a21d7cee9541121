"""Notices of who is here: what is kept for somebody who is away, and that nobody is here."""

from dataclasses import dataclass
from datetime import date

from bot.domain.notices import Announcement, NoticeKind, OfDay


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOverNotice(Announcement):
    """What somebody keeps for another who is away on a day, to whoever keeps it."""

    kind = NoticeKind.HANDED_OVER
    owner: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyHereNotice(OfDay):
    """Nobody is here on a day, or nobody who may keep some promises, to the supervisors."""

    kind = NoticeKind.NOBODY_HERE
