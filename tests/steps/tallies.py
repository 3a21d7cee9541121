"""Keeping what was counted, as the job does."""

from bot.services.desk import Desk
from bot.services.figures.tallying import count_days, keep_days


def keep_tallies(desk: Desk) -> int:
    """Keep every day that is over. Returns how many were counted."""
    kept = 0
    while counted := desk.look_now(count_days):
        kept += desk.do_now(keep_days, counted)
    return kept
