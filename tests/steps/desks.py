"""A desk on a database of its own, its people and its lists."""

import os
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from hashlib import sha256
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import text

from bot.clock import MovableClock
from bot.domain.calls.cards import Recorded
from bot.domain.calls.results import Result
from bot.domain.lists.cards import ImportReport
from bot.domain.roles import Role
from bot.domain.station import Station
from bot.services.calls.boards import post_morning_when_due
from bot.services.calls.claiming import claim_call
from bot.services.calls.recording import record_result
from bot.services.desk import Desk
from bot.services.lists.importing import import_visits
from bot.services.lists.preparing import prepare_list
from bot.services.people.directory import load_staff
from bot.services.unit import Unit
from bot.settings import load_calendar
from storage.database import open_database
from storage.people.tables import PastPosting, Staff
from storage.secrets import Secrets
from storage.silence import SILENCE
from tests.steps.builders import HAN, JUNG, KIM, LEE, MONDAY, OH, PARK, csv_list, seoul, visitor
from tests.steps.calls import SATISFIED

T = TypeVar("T")


KEY = urlsafe_b64encode(sha256(b"desk").digest()).decode()
"""The same in every worker: they share databases that one of them made."""


def make_desk(url: str, clock: MovableClock, key: str = KEY, *, silence: float = SILENCE) -> Desk:
    """Open a desk on a migrated database."""
    secrets = Secrets([key])
    station = Station(name="한빛경찰서", main_number="02-0000-0112", undo_hold=timedelta(0))
    return counting(Desk(open_database(url, silence=silence), secrets, station, load_calendar(), clock))


def counting(desk: Desk) -> Desk:
    """Let a desk draw 1, 2, 3 as the numbers of matters: so a test can name them."""
    desk.draw_number = count(1).__next__
    return desk


_sources = (f"test:{os.getpid()}:{number}" for number in count(1))
"""Never those of another worker, in whose database one goes on."""


def bring_list(desk: Desk, rows: Sequence[dict[str, str]], *, dry_run: bool = False) -> ImportReport:
    """Import a visitor list."""
    prepared = prepare_list(
        csv_list(rows), "visitors.csv", today=desk.today, station=desk.station, secrets=desk.secrets
    )
    return desk.do_now(import_visits, prepared=prepared, by="admin", source=next(_sources), dry_run=dry_run)


def fill_disk(unit: Unit, *, full: bool) -> None:
    """Let a SQLite database grow no more, or as it likes."""
    pages = unit.session.execute(text("PRAGMA page_count")).scalar_one()
    unit.session.execute(text(f"PRAGMA max_page_count = {pages if full else 10**9}"))


def operator(slack_id: str = KIM, **facts: Any) -> Staff:
    """Return a member of the station; an operator of the audit office by default, in no other department before."""
    member: dict[str, Any] = {
        "staff_no": slack_id,
        "slack_id": slack_id,
        "name": f"상담{slack_id[2:]}",
        "rank": "경위",
        "department": "청문감사인권관실",
        "roles": [Role.OPERATOR.value],
    }
    former, moved_on = facts.pop("former_department", None), facts.get("moved_on")
    if former is not None:
        facts["postings"] = [posting(former, last=moved_on - timedelta(days=1) if moved_on else None)]
    return Staff(**(member | facts))


def posting(department: str, *, first: date | None = None, last: date | None = None) -> PastPosting:
    """Return a department that somebody left."""
    days = [each.isoformat() if each else None for each in (first, last)]
    return {"department": department, "first": days[0], "last": days[1]}


def hire(desk: Desk, *people: Staff) -> None:
    """Load the directory."""
    desk.do_now(load_staff, people=people, by="admin")


def open_morning(desk: Desk, clock: MovableClock) -> None:
    """Post Monday's board with three calls, and make it 09:40 with everybody at work.

    Call 1 is 정교통's of 교통과: 이 came from that department, and 박 bears that name.
    """
    hire(
        desk,
        operator(KIM),
        operator(LEE, former_department="교통과", moved_on=MONDAY - timedelta(days=100)),
        operator(PARK, name="정교통"),
        operator(HAN, roles=[Role.AUDIT.value], name="한감사"),
        operator(OH, roles=[Role.SUPERVISOR.value], name="오감독"),
        operator(JUNG, roles=[Role.OFFICER.value], name="정교통", department="교통과"),
    )
    clock.set(seoul(MONDAY, 8, 30))
    others = {"담당부서": "수사과", "담당자": "최형사"}
    bring_list(desk, [visitor(1), visitor(2, **others), visitor(3, **others)])
    desk.do_now(post_morning_when_due)
    clock.set(seoul(MONDAY, 9, 40))


def phone(desk: Desk, number: int, result: Result = SATISFIED, by: str = KIM) -> Recorded:
    """Claim a call and record how it went."""
    desk.do_now(claim_call, by=by, number=number)
    return desk.do_now(record_result, by=by, number=number, result=result)


def in_session(desk: Desk, query: Callable[..., T], *args: Any, **facts: Any) -> T:
    """Run a query of storage in a transaction of its own."""
    return desk.do_now(lambda unit: query(unit.session, *args, **facts))
