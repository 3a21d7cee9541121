"""Whether somebody who was called lately is called again (rule book §3, `recently_called`)."""

from collections.abc import Set as AbstractSet

from bot.domain.station_tables import fold_word

COMPLAINTS = ("불친절", "불편", "불만", "진정", "탄원", "항의", "이의", "고충", "민원제기", "신문고")


def is_left_in_peace(petition_type: str, purposes: tuple[str, ...], reached_for: AbstractSet[str]) -> bool:
    """Check whether a new visit is just what the person was called for lately: no complaint and no other matter."""
    if petition_type not in reached_for:
        return False
    said = "".join(map(fold_word, purposes))
    return not any(word in said for word in COMPLAINTS)
