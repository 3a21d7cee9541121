"""Whoever is accused, and whatever else they are: they are never a recipient, however the list names them."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.kinds import Category, Kind
from bot.domain.notices import NoticeKind
from bot.services.calls import claiming
from bot.services.calls.boards import post_morning_when_due
from bot.services.desk import Desk
from bot.services.grievances import filing, reminders
from bot.services.unit import Unit
from storage.tables import Notice
from tests.steps.builders import CHOI, HAN, JUNG, KIM, MONDAY, OH, StillClock, seoul, visitor, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import bring_list, hire, make_desk, operator
from tests.steps.vectors import rows_of

NAMED = {"정교통": {JUNG}, "최형사": {CHOI}, "한감사": {HAN}, "김수사": {"U0SU1", "U0SU2"}, "교통과": {JUNG}}
CELLS = [cell for cell, _ in rows_of("officers.csv")]
RUDE = Filing(kind=Kind.COMPLAINT_MANNER, category=Category.RUDENESS)
SAID = [
    (with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES), Filing(kind=Kind.INQUIRY, category=Category.OTHER)),
    (with_(GRIEVANCE_RESULT, words="책상을 치면서 겁을 줬어요"), Filing(kind=Kind.INQUIRY, category=Category.OTHER)),
    (GRIEVANCE_RESULT, RUDE),
]
KINDS = (NoticeKind.GRIEVANCE, NoticeKind.GRIEVANCE_REMINDER)


@pytest.fixture(params=[("officer",), ("head", "audit"), ("deputy", "supervisor", "operator"), ("audit", "supervisor")])
def crowded(request: pytest.FixtureRequest, database_url: str) -> Iterator[Desk]:
    """A morning on which each cell of the vectors names the officer of a call, who hold these roles too."""
    roles = list(request.param)
    clock = StillClock(seoul(MONDAY, 8, 0))
    desk = make_desk(database_url, clock)
    hire(
        desk,
        operator(KIM),
        operator("U0CLEAN", name="맑은감사", roles=["audit"], department="경무과"),
        operator(OH, name="오감독", roles=["supervisor"]),
        operator(JUNG, name="정교통", department="교통과", roles=roles),
        operator(CHOI, name="최형사", rank="경사", department="수사과", roles=roles),
        operator(HAN, name="한감사", rank="경감", roles=[*roles, "audit"]),
        operator("U0SU1", name="김수사", rank="경장", department="수사과", roles=roles),
        operator("U0SU2", name="김수사", department="형사과", roles=roles),
    )
    bring_list(
        desk,
        [visitor(1 + at, 담당부서="교통과", 담당자=cell.replace(",", "/")) for at, cell in enumerate(CELLS)],
    )
    clock.set(seoul(MONDAY, 8, 31))
    desk.do_now(post_morning_when_due)
    clock.set(seoul(MONDAY, 9, 40))
    yield desk
    desk.close()


def file(desk: Desk, number: int, result: Result, chosen: Filing) -> None:
    """File from a call: about whom the list names, else about nobody who is known."""
    desk.do_now(claiming.claim_call, by=KIM, number=number)
    card = desk.do_now(filing.begin_filing, by=KIM, number=number, result=result, filing=chosen)
    about = replace(chosen, officer_unknown=bool(card.unclear))
    desk.do_now(filing.file_grievance, by=KIM, number=number, filing=about)


def told_of(desk: Desk, kinds: tuple[NoticeKind, ...]) -> set[tuple[str, str]]:
    """Return who is told of which matter."""

    def read(unit: Unit) -> set[tuple[str, str]]:
        found = unit.session.execute(select(Notice)).scalars()
        return {(each.recipient, each.ref.partition(":")[0]) for each in found if each.kind in kinds}

    return desk.do_now(read)


@pytest.mark.parametrize("turn", [0, pytest.param(1, marks=pytest.mark.slow), pytest.param(2, marks=pytest.mark.slow)])
def test_the_accused_is_never_told(crowded: Desk, turn: int) -> None:
    for number in range(1, len(CELLS) + 1):
        file(crowded, number, *SAID[(number + turn) % len(SAID)])
    crowded.do_now(reminders.remind_of_grievances)

    got = told_of(crowded, KINDS)
    for matter, cell in enumerate(CELLS, start=1):
        accused = {who for name, people in NAMED.items() if re.search(name, cell) for who in people}
        if "형사과" in cell or "경장" in cell:
            accused = {"U0SU2"} if "형사과" in cell else {"U0SU1"}
        receivers = {who for who, ref in got if ref == str(matter)}
        assert receivers, cell
        assert not receivers & accused, cell
