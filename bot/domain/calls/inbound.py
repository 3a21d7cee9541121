"""People who come to us by themselves: how, and until when a closed call is opened again for it (rule book §4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.notices import CallHappening, NoticeKind
from bot.domain.station import Station


class HowCame(StrEnum):
    """How somebody came to us whom nobody phoned."""

    PHONED = "phoned"
    WALKED_IN = "walked_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledInNotice(CallHappening):
    """The petitioner called the main number, to the operators of the call."""

    kind = NoticeKind.CALLED_IN


@dataclass(frozen=True, slots=True, kw_only=True)
class CameInNotice(CallHappening):
    """The petitioner came to us by themselves and a colleague took it, to the operator who talked to them last."""

    kind = NoticeKind.CAME_IN


def opens_again(closed_at: datetime | None, now: datetime, station: Station) -> bool:
    """Check whether what somebody says now belongs to their closed call: its last second counts."""
    return closed_at is not None and now - closed_at <= station.inbound_within
