"""People who come to us by themselves: how, and until when a closed call is opened again for it (rule book §4)."""

from datetime import datetime
from enum import StrEnum

from bot.domain.station import Station


class HowCame(StrEnum):
    """How somebody came to us whom nobody phoned."""

    PHONED = "phoned"
    WALKED_IN = "walked_in"


def opens_again(closed_at: datetime | None, now: datetime, station: Station) -> bool:
    """Check whether what somebody says now belongs to their closed call: its last second counts."""
    return closed_at is not None and now - closed_at <= station.inbound_within
