"""Notices of who is here."""

from bot.domain.announcements import announcement_of
from bot.domain.people.notices import HandedOverNotice, NobodyHereNotice
from tests.steps.builders import KIM, MONDAY


def test_notices_of_who_is_here_are_read_back_as_they_were_written() -> None:
    for notice in (HandedOverNotice(owner=KIM, day=MONDAY), NobodyHereNotice(day=MONDAY, call=17)):
        assert announcement_of(notice.kind, notice.ref) == notice
