"""What every use case is given: its open transaction, the moment, and what the station has decided."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlmodel import Session

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.lists.station_rules import department_meant
from bot.domain.notices import CALL_CHANNEL, Announcement, NoticeKind
from bot.domain.roles import Role
from bot.domain.station import Station
from bot.domain.trail import SYSTEM, Event, Origin
from storage.calls.phonings import write_phonings
from storage.chaining import settle
from storage.holidays import CalendarChanges
from storage.outbox import announce, write_notices
from storage.people.directory import Directory
from storage.secrets import Secrets
from storage.seldom import what_seldom_changes
from storage.trail import add_remark, record

FOLLOWS_WORK = {
    NoticeKind.HOME,
    NoticeKind.UNDELIVERED,
    NoticeKind.STATS_CHARTS,
    NoticeKind.STATS_TREND,
    NoticeKind.STATS_SHEET,
    NoticeKind.FILES_DELAYED,
}
"""Notices that somebody gets because of what they did or have to do."""


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One unit of work. It is committed when the use case returns and rolled back when it raises."""

    session: Session
    now: datetime
    station: Station
    shipped_calendar: WorkingCalendar
    secrets: Secrets
    draw_number: Callable[[], int]
    origin: Origin
    _opened: dict[bytes, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def today(self) -> date:
        """The Seoul date of `now`."""
        return self.day_of(self.now)

    def day_of(self, moment: datetime) -> date:
        """Return the Seoul date of a moment."""
        return moment.astimezone(SEOUL).date()

    def record(self, event: Event, key: object | None = None, *, by: str = SYSTEM, **facts: str | int | None) -> None:
        """Add an event to the trail. Facts are ids, states and counts: never names, numbers or words of people."""
        record(self.session, event, key, actor=by, at=self.now, facts=facts)

    def record_with_words(self, event: Event, key: object, words: str, *, by: str, **facts: str) -> None:
        """Add an event to the trail, and beside it, sealed, the words in which somebody gave their reason."""
        sealed = self.secrets.seal(words.strip())
        add_remark(self.session, event, key, by=by, at=self.now, sealed_words=sealed)
        self.record(event, key, by=by, **facts)

    def announce(
        self,
        what: Announcement,
        *,
        to: str = CALL_CHANNEL,
        for_audit: bool = False,
        held: timedelta = timedelta(0),
    ) -> None:
        """Leave a notice for somebody, unless the same one already waits. `held`: how long it may be taken back.

        Of what is `for_audit` nobody else is told how it fares, nor of what follows audit's own work. That audit cannot
        be reached at all others see by what it is sent whatever came to it.
        """
        for_audit = for_audit or (what.kind in FOLLOWS_WORK and to in self.audit)
        announce(self.session, what, to=to, now=self.now, due_at=self.now + held, for_audit=for_audit)

    def settle(self) -> None:
        """Write who phoned, what notices were left and which events recorded, as the end of the unit does."""
        self.session.flush()
        write_phonings(self.session)
        write_notices(self.session)
        settle(self.session)

    def opened(self, sealed: bytes | None) -> str:
        """Decrypt what may be missing; what is read several times in a unit is decrypted once."""
        if not sealed:
            return ""
        if sealed not in self._opened:
            self._opened[sealed] = self.secrets.open(sealed)
        return self._opened[sealed]

    def department_of(self, words: str, *, on: date | None = None) -> str:
        """Return the station's department that words mean, or meant on a day; the words themselves if none knows them.

        It is called by its name of today.
        """
        return department_meant(words, self.station.departments, on or self.today)

    def knows(self, words: str, *, on: date | None = None) -> bool:
        """Check whether the station's table has a department that words mean, or meant on a day."""
        return self.department_of(words, on=on) in {each.name for each in self.station.departments}

    @property
    def audit(self) -> frozenset[str]:
        """The Slack ids of everybody of audit."""
        return self.directory.accounts_with(Role.AUDIT)

    @property
    def directory(self) -> Directory:
        """The directory as it stands, with those who left."""
        return what_seldom_changes(self.session).directory

    @property
    def calendar(self) -> WorkingCalendar:
        """The holiday table with the station's own changes, and when systems were down."""
        return _changed_calendar(self.shipped_calendar, what_seldom_changes(self.session).calendar)


@lru_cache(maxsize=8)
def _changed_calendar(shipped: WorkingCalendar, own: CalendarChanges) -> WorkingCalendar:
    return shipped.changed_by(own.holidays).stopped_during(own.stops)
