"""Notices as they stand in the outbox: what is written is read back, and nothing is left out."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcements import NOTICES, StatsSheetNotice, announcement_of
from bot.domain.grievances.letters import LetterKind
from bot.domain.grievances.reminders import Reminder
from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.notices import NoticeKind

MOMENTS = st.datetimes(timezones=st.just(UTC)).map(lambda at: at.replace(microsecond=0))
VALUES: Mapping[object, st.SearchStrategy[object]] = {
    int: st.integers(min_value=0),
    date: st.dates(),
    datetime: MOMENTS.filter(lambda at: at.year > 1000),
    str: st.text(min_size=1).filter(lambda text: "|" not in text),
    LetterKind: st.sampled_from(LetterKind),
    InstallationFault: st.sampled_from(InstallationFault),
    Reminder: st.sampled_from(Reminder),
}
MOST_ALIKE = 3
"""No notice has more fields of one type."""


def test_every_kind_of_notice_has_its_class() -> None:
    assert NOTICES.keys() == set(NoticeKind)


@given(st.fixed_dictionaries({type_: st.tuples(*[values] * MOST_ALIKE) for type_, values in VALUES.items()}))
def test_a_reference_is_read_back_as_it_was_written(drawn: Mapping[object, tuple[object, ...]]) -> None:
    for kind, shape in NOTICES.items():
        left = {type_: iter(values) for type_, values in drawn.items()}
        what = shape(**{field.name: next(left[field.type]) for field in fields(shape)})

        assert announcement_of(kind, what.ref) == what, kind


def test_references_of_existing_outboxes_are_understood() -> None:
    written = {
        NoticeKind.BOARD_PAGE: "3:2",
        NoticeKind.DAY_SUMMARY: "2026-11-23",
        NoticeKind.CALL_DUE: "17:20261123090000",
        NoticeKind.GRIEVANCE: "5:1",
        NoticeKind.GRIEVANCE_REMINDER: "5:overdue:2026-11-24",
        NoticeKind.IMPORT_REPORT: "slack:F0LIST",
        NoticeKind.STATS_CHARTS: "month:2026-11-01:2026-11-30|교통과|20261123090000",
        NoticeKind.HOME: "home",
    }

    for kind, ref in written.items():
        assert announcement_of(kind, ref).ref == ref


def test_a_bar_in_a_word_stays_in_the_word() -> None:
    what = StatsSheetNotice(period="week:2026-11-23:2026-11-29", word="교통|과", at=datetime(2026, 11, 23, tzinfo=UTC))

    assert announcement_of(NoticeKind.STATS_SHEET, what.ref) == what
