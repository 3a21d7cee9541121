"""A station whose complaints are watched: ten usual weeks, then one with many."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from bot.domain.grievances.kinds import Category, GrievanceLane, Track
from bot.domain.grievances.states import GrievanceState
from bot.domain.notices import NoticeKind
from bot.services.desk import Desk
from bot.services.figures import improvements
from bot.services.people.directory import find_officers
from bot.services.unit import Unit
from storage.calls.tables import Board
from storage.grievances.tables import Grievance
from storage.tables import Notice
from tests.steps.builders import KIM, MONDAY, seoul

WEEK = timedelta(days=7)
WEEKS = 10
USUAL, MANY = 2, 9
PLAN_DAY = MONDAY + timedelta(days=10)  # a Thursday


def complained(unit: Unit, day: date, times: int, *, track: Track = Track.ORDINARY, call: int = 1) -> None:
    """Plant complaints of a call, by default of call 1, of 교통과, on a day."""
    lane = GrievanceLane.AUDIT if track is Track.AUDIT else GrievanceLane.OFFICER
    for _ in range(times):
        unit.session.add(
            Grievance(
                call_id=call, kind="complaint_handling", category=Category.DELAY.value, severity="s3",
                track=track.value, lane=lane.value, state=GrievanceState.CLOSED.value, due_on=day + WEEK,
                period_days=7, filed_by=KIM, filed_at=seoul(day, 10), routed_at=seoul(day, 10),
                closed_at=seoul(day, 11), sealed_words=b"",
            )
        )  # fmt: skip


def work_began(unit: Unit) -> None:
    """Plant the board of the first day: the centre has been at work since eleven weeks."""
    first = MONDAY - (WEEKS + 1) * WEEK
    unit.session.add(Board(day=first, visits_from=first, visits_to=first, posted_late=False))


def ten_weeks(unit: Unit, *, last: int = MANY, track: Track = Track.ORDINARY) -> None:
    """Plant ten weeks of a usual two complaints each, then a last week."""
    work_began(unit)
    first = MONDAY - (WEEKS + 1) * WEEK
    for n in range(WEEKS):
        complained(unit, first + n * WEEK, USUAL)
    complained(unit, MONDAY - WEEK, last, track=track)


def told_about(desk: Desk, kind: NoticeKind) -> list[tuple[str, str]]:
    """Return who was told of what, of a kind of notice."""

    def read(unit: Unit) -> list[tuple[str, str]]:
        rows = unit.session.execute(select(Notice)).scalars()
        return sorted((row.recipient, row.ref) for row in rows if row.kind == kind)

    return desk.do_now(read)


def plan(desk: Desk, owner: str = "윤과장", **facts: Any) -> improvements.ImprovementPlan:
    """Return an improvement that a head is to make."""
    owner_id = desk.do_now(find_officers, by=KIM, words=owner)[0].id
    values = {"owner_id": owner_id, "due_on": PLAN_DAY, "words": "처리 기한을 먼저 안내한다", **facts}
    return improvements.ImprovementPlan(**values)
