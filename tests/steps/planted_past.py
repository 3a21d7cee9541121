"""A past of invented calls, planted in bulk: who answered what, when, in which department."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from bot.domain.calls.surveys import FIRST
from bot.domain.grievances.kinds import Category, Kind, RootCause
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.tables import Attempt, Call, Praise, Survey, SurveyScore
from storage.columns import table_of
from storage.grievances.tables import Grievance, GrievanceReply
from storage.people.tables import Petitioner
from tests.steps.builders import KIM, seoul

DEPARTMENTS = ("교통과", "수사과", "형사과", "여성청소년과", "범죄예방대응과", "한빛지구대", "경무과", "정보과")
SHARES = (30, 25, 15, 10, 8, 6, 4, 2)
TYPES = ("교통사고", "고소·고발", "민원 상담", "실종 상담")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one answered call brought."""

    day: date
    department: str
    petition_type: str
    scores: dict[str, int] = field(default_factory=dict)
    category: Category | None = None
    kind: Kind = Kind.COMPLAINT_HANDLING
    is_praise: bool = False

    @property
    def at(self) -> datetime:
        """When it was said."""
        return seoul(self.day, 10)


def invented(first: date, last: date, *, a_day: int, seed: int) -> list[Said]:
    """Make up what people said: mostly content, some departments rarely asked, one in six with a grievance."""
    random = Random(seed)  # noqa: S311 — invents samples
    said = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        for _ in range(random.randint(0, 2 * a_day)):
            is_filed = random.random() < 0.17
            said.append(
                Said(
                    day=date.fromordinal(ordinal),
                    department=random.choices(DEPARTMENTS, SHARES)[0],
                    petition_type=random.choices(TYPES, (40, 30, 20, 5))[0],
                    scores={each: random.choice((1, 3, 4, 5, 5, 5)) for each in FIRST.names if random.random() < 0.9},
                    category=random.choice(tuple(Category)[:6]) if is_filed else None,
                    kind=random.choice((Kind.COMPLAINT_HANDLING, Kind.INQUIRY)),
                    is_praise=random.random() < 0.15,
                )
            )
    return said


def plant(desk: Desk, said: Sequence[Said], *, first_id: int = 1) -> None:
    """Put closed calls into the database."""

    def put(unit: Unit) -> None:
        sealed = unit.secrets.seal("지어낸 말")
        rows: dict[type[SQLModel], list[dict[str, Any]]] = {}
        for number, each in enumerate(said, first_id):
            for table, row in _rows(number, each, sealed):
                rows.setdefault(table, []).append(row)
        for table, planted in rows.items():
            unit.session.execute(insert(table_of(table)), planted)

    desk.do_now(put)


def _rows(number: int, said: Said, sealed: bytes) -> Iterator[tuple[type[SQLModel], dict[str, Any]]]:
    at = said.at
    facts = {"department": said.department, "petition_type": said.petition_type, "visited_on": said.day}
    named = {"masked_name": "홍*순", "sealed_name": sealed, "sealed_phone": sealed, "phone_hash": f"p{number}"}
    yield Petitioner, {"id": number, **named}
    outcome = "grievance_filed" if said.category else "inquiry_answered"
    standing = {"state": "closed", "lane": "new", "masked_name": "홍*순", "attempts": 1, "visits": 1, "priority": 0}
    closed = {"promised": False, "first_tried_at": at, "last_operator": KIM, "outcome": outcome, "closed_at": at}
    yield Call, {"id": number, "petitioner_id": number, **standing, **facts, **closed}
    yield Attempt, {"call_id": number, "at": at, "by": KIM, "disposition": "answered"}
    yield Survey, {"call_id": number, "money": "no"}
    for question, score in said.scores.items():
        yield SurveyScore, {"call_id": number, "question": question, "score": score}
    if said.is_praise:
        yield Praise, {"call_id": number, "standing": "sent", "sealed_words": sealed, "at": at}
    if said.category is not None:
        yield from _grievance(number, said, sealed)


def _grievance(number: int, said: Said, sealed: bytes) -> Iterator[tuple[type[SQLModel], dict[str, Any]]]:
    at = said.at
    later = {name: at + timedelta(hours=hours) for name, hours in (("acknowledged_at", 1), ("answered_at", 2))}
    what = {"kind": said.kind.value, "category": said.category, "severity": "s3", "track": "ordinary"}
    where = {"lane": "officer", "state": "closed", "due_on": said.day, "period_days": 7, "filed_by": KIM}
    told = at + timedelta(hours=3)
    moments = {"filed_at": at, "routed_at": at, "closed_at": told, **later}
    yield Grievance, {"id": number, "call_id": number, **what, **where, **moments, "sealed_words": sealed}
    reply = {"at": told, "by": KIM, "told_on": said.day, "method": "phone", "result": "explained"}
    causes = [tuple(RootCause)[number % 3].value]
    yield GrievanceReply, {"grievance_id": number, **reply, "root_causes": causes, "sealed_texts": sealed}
