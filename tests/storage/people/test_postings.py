"""Careers, stored and read."""

from datetime import date

from bot.domain.people.postings import Career, Posting
from storage.people.postings import career_kept, postings_to_keep


def test_a_career_is_read_as_it_was_stored() -> None:
    former = (
        Posting(department="교통과", first=date(2024, 1, 2), last=date(2026, 7, 12)),
        Posting(department="수사과"),
    )
    career = Career(department="형사과", since=date(2026, 7, 13), former=former)

    assert career_kept("형사과", career.since, postings_to_keep(career)) == career
