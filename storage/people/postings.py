"""Careers as they are stored: the department somebody is in, and those they left, in one row."""

from collections.abc import Iterable
from datetime import date

from bot.domain.people.postings import Career, Posting
from storage.people.tables import PastPosting


def career_kept(department: str, since: date | None, postings: Iterable[PastPosting]) -> Career:
    """Read a career as it is stored."""
    former = (
        Posting(
            department=each["department"] or "",
            first=_day(each["first"]),
            last=_day(each["last"]),
            led=bool(each.get("led")),
        )
        for each in postings
    )
    return Career(department=department, since=since, former=tuple(former))


def postings_to_keep(career: Career) -> list[PastPosting]:
    """Write the departments that somebody left, to be stored."""
    return [
        {
            "department": each.department,
            "first": each.first.isoformat() if each.first else None,
            "last": each.last.isoformat() if each.last else None,
            **({"led": "yes"} if each.led else {}),
        }
        for each in career.former
    ]


def _day(words: str | None) -> date | None:
    return None if words is None else date.fromisoformat(words)
