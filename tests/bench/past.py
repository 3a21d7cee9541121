"""Years of past calls, planted in bulk: 400 on a working day, with what they brought."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.states import ANSWERED_OUTCOMES, CallState, Outcome, QueueLane
from bot.domain.grievances.kinds import Category, Kind, RootCause, Track
from bot.domain.grievances.replies import CloseResult
from bot.services.unit import Unit
from storage.calls.tables import Attempt, Call, Praise, Survey, SurveyScore
from storage.columns import table_of
from storage.grievances.tables import Grievance, GrievanceReply
from storage.lists.tables import Visit
from storage.people.tables import Petitioner
from tests.steps.builders import KIM, LEE, PARK, seoul

A_DAY = 400
DEPARTMENTS = ("교통과", "수사과", "형사과", "여성청소년과", "생활안전과", "한빛지구대")
TYPES = ("교통사고", "고소·고발", "민원 상담", "실종 상담")
Rows = dict[type[SQLModel], list[dict[str, Any]]]


def working_days_back(unit: Unit, count: int) -> list[date]:
    """So many working days before today, the oldest first."""
    days = [unit.calendar.previous_working_day(unit.today)]
    while len(days) < count:
        days.append(unit.calendar.previous_working_day(days[-1]))
    return days[::-1]


def plant_day(unit: Unit, *, day: date, first_id: int, visited_on: date) -> None:
    """Put one day's closed calls into the database: one in twenty with a grievance, one in twelve with praise."""
    random = Random(first_id)  # noqa: S311 — plants samples
    sealed = unit.secrets.seal("지어낸 말")
    tables = (Petitioner, Call, Visit, Attempt, Survey, SurveyScore, Praise, Grievance, GrievanceReply)
    rows: Rows = {each: [] for each in tables}
    for number in range(first_id, first_id + A_DAY):
        at = seoul(day, 9, 30) + timedelta(seconds=60 * (number - first_id))
        facts = {"department": random.choice(DEPARTMENTS), "petition_type": random.choice(TYPES)}
        facts["visited_on"] = visited_on  # type: ignore[assignment]
        for table, row in _call(number, at, facts, sealed, random):
            rows[table].append(row)
    for table, planted in rows.items():
        if planted:
            unit.session.execute(insert(table_of(table)), planted)


def _call(
    number: int, at: datetime, facts: dict[str, Any], sealed: bytes, random: Random
) -> Iterator[tuple[type[SQLModel], dict[str, Any]]]:
    is_answered = random.random() < 0.75
    outcome = random.choice(ANSWERED_OUTCOMES[:3]) if is_answered else Outcome.UNREACHED
    has_grievance = is_answered and random.random() < 0.05
    who = random.choice((KIM, LEE, PARK))
    named = {"masked_name": "홍*순", "sealed_name": sealed, "sealed_phone": sealed, "phone_hash": f"p{number}"}
    yield Petitioner, {"id": number, **named}
    yield (
        Call,
        {
            "id": number,
            "petitioner_id": number,
            "state": CallState.CLOSED.value,
            "lane": QueueLane.NEW.value,
            "priority": 0,
            "masked_name": "홍*순",
            **facts,
            "visits": 1,
            "attempts": 1,
            "promised": False,
            "first_tried_at": at,
            "last_operator": who,
            "outcome": Outcome.GRIEVANCE_FILED.value if has_grievance else outcome.value,
            "closed_at": at,
        },
    )
    visit = {"known_as": f"k{number}", "officer_name": "정교통", "officer_rank": "경위", "import_id": 1}
    yield Visit, {"call_id": number, **facts, **visit}
    suspected = random.random() < 0.05
    disposition = Disposition.ANSWERED if is_answered else Disposition.NO_ANSWER
    disposition = Disposition.PHISHING_SUSPECTED if suspected and not is_answered else disposition
    started = at - timedelta(minutes=random.uniform(2, 12))
    yield Attempt, {"call_id": number, "at": at, "started_at": started, "by": who, "disposition": disposition.value}
    if is_answered:
        yield Survey, {"call_id": number, "money": "no"}
        scores = {question: random.randint(1, 5) for question in ("overall", "kindness", "promptness", "fairness")}
        yield from ((SurveyScore, {"call_id": number, "question": each, "score": scores[each]}) for each in scores)
    if is_answered and random.random() < 0.08:
        yield Praise, {"call_id": number, "standing": "sent", "sealed_words": sealed, "at": at}
    if has_grievance:
        yield from _grievance(number, at, sealed, random)


def _grievance(
    number: int, at: datetime, sealed: bytes, random: Random
) -> Iterator[tuple[type[SQLModel], dict[str, Any]]]:
    is_audit = random.random() < 0.05
    yield (
        Grievance,
        {
            "id": number,
            "call_id": number,
            "kind": random.choice(tuple(Kind)).value,
            "category": random.choice(tuple(Category)).value,
            "severity": "s3",
            "track": (Track.AUDIT if is_audit else Track.ORDINARY).value,
            "lane": "audit" if is_audit else "officer",
            "state": "closed",
            "due_on": (at + timedelta(days=9)).date(),
            "period_days": 7,
            "filed_by": KIM,
            "filed_at": at,
            "routed_at": at,
            "recipient": None if is_audit else LEE,
            "acknowledged_at": at + timedelta(hours=2),
            "answered_at": at + timedelta(hours=26),
            "closed_at": at + timedelta(hours=50),
            "sealed_words": sealed,
        },
    )
    yield (
        GrievanceReply,
        {
            "grievance_id": number,
            "at": at + timedelta(hours=50),
            "by": KIM,
            "told_on": (at + timedelta(hours=50)).date(),
            "method": "phone",
            "result": CloseResult.EXPLAINED.value,
            "root_causes": [random.choice(tuple(RootCause)).value],
            "sealed_texts": sealed,
        },
    )
