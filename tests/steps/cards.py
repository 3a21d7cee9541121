"""Cards with valid defaults, as the services would make them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.calls import cards
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.missing_lists import ListState
from bot.domain.calls.states import CallState, QueueLane
from bot.domain.calls.surveys import Question
from bot.domain.grievances.cards import (
    GrievanceCard,
    GrievanceFile,
    GrievanceLine,
    GrievanceViewer,
    Matter,
    PastStep,
)
from bot.domain.grievances.kinds import Category, Kind, Severity, Track
from bot.domain.grievances.replies import CloseResult
from bot.domain.grievances.states import GrievanceState
from bot.domain.keeping.cards import Contact
from bot.domain.people.cards import DutyLine, DutyTable, OfficerChoice, UnclearOfficer
from bot.domain.people.duty import Duty
from bot.domain.station_tables import SurveyItem
from bot.domain.trail import Purpose
from tests.steps.builders import FRIDAY, KIM, MONDAY, seoul

NOW = seoul(MONDAY, 9, 40)
CLAIMED = {"state": CallState.CLAIMED, "claimed_by": KIM, "claimed_at": NOW}
SCHEDULED = {"state": CallState.SCHEDULED, "due_at": NOW + timedelta(days=1), "promised": True, "attempts": 2}
TALLY = cards.BoardCounts(total=20, queued=10, claimed=4, scheduled=3, closed=3)


def queue_line(**facts: Any) -> cards.QueueLine:
    """Return a queued call."""
    usual = cards.QueueLine(
        number=17,
        masked_name="홍*순",
        petition_type="교통사고",
        department="교통과",
        visited_on=FRIDAY,
        visits=1,
        state=CallState.QUEUED,
        lane=QueueLane.NEW,
        attempts=0,
        claimed_by=None,
        claimed_at=None,
        due_at=None,
        promised=False,
    )
    return replace(usual, **facts)


def board_page(*lines: cards.QueueLine, **facts: Any) -> cards.BoardPage:
    """Return the board of a Monday."""
    usual = cards.BoardPage(
        board=1,
        day=MONDAY,
        visits_from=FRIDAY,
        visits_to=MONDAY - timedelta(days=1),
        posted_late=False,
        page=1,
        pages=1,
        tally=TALLY,
        carried_over=0,
        excluded={},
        is_current=True,
        lines=lines,
        list_state=ListState.COME,
    )
    return replace(usual, **facts)


def visit_line(strange: str = "교통과") -> cards.VisitLine:
    """Return a visit."""
    return cards.VisitLine(
        visited_on=FRIDAY,
        visited_at=NOW,
        petition_type=strange,
        department=strange,
        officers=(strange, strange),
        receipt_no=strange,
        unclear=UnclearOfficer(cell=strange, namesakes=(strange,)),
    )


def claim_card_of(strange: str = "교통과", **facts: Any) -> cards.ClaimCard:
    """Return the claimant's card, its words strange."""
    usual = cards.ClaimCard(
        line=queue_line(**CLAIMED),
        contact=Contact(name=strange or "홍길순", phone="010-0000-1001", alternates=("02-000-1001",)),
        caller=cards.Caller(station="한빛경찰서", department=strange, rank="경위", name="김상담"),
        code="042100",
        purpose=Purpose.CLAIMED_CALL,
        visits=(visit_line(strange),) * 3,
        attempts=(cards.PastAttempt(at=NOW, disposition=Disposition.NO_ANSWER, by=KIM),) * 3,
        most_attempts=3,
        window_ends_on=MONDAY,
        inside_calling_hours=False,
        phishing_before=True,
        survey=tuple(each.item for each in own_survey(strange)),
    )
    return replace(usual, **facts)


def own_survey(strange: str) -> tuple[Question, ...]:
    """Return as many questions of a station's own as there may be, their words as long as they may be."""
    items = [
        SurveyItem(key=f"own{n}", label=words[:24], sentence=words[:150], national=words[:40])
        for n in range(7)
        for words in [f"{n} {strange}"]
    ]
    return tuple(Question(name=f"{each.key}-2", item=each, versions=(2, 3, 5)) for each in items)


def result_card(strange: str = "교통과") -> cards.ResultCard:
    """Return what the result form shows."""
    officer = OfficerChoice(id=3, name=strange or "정교통", rank="경위", department=strange)
    return cards.ResultCard(
        line=queue_line(masked_name=strange, petition_type=strange, department=strange, **CLAIMED),
        visits=(visit_line(strange),),
        attempts=1,
        most_attempts=3,
        earliest_callback=NOW,
        officers=(officer, replace(officer, id=4, has_left=True)),
        half_entered=None,
        questions=own_survey(strange),
    )


def grievance_line(shown: Matter | None = None) -> GrievanceLine:
    """Return a grievance in a list."""
    return GrievanceLine(
        id=5,
        kind=Kind.COMPLAINT_MANNER,
        category=Category.RUDENESS,
        state=GrievanceState.ANSWERED,
        due_on=MONDAY,
        filed_on=MONDAY,
        is_late=True,
        matter=shown,
    )


def grievance_card(words: str = "설명이 없었다", **facts: Any) -> GrievanceCard:
    """Return a grievance that has just arrived."""
    usual = GrievanceCard(
        id=5,
        call=17,
        kind=Kind.INQUIRY,
        category=Category.OTHER,
        severity=Severity.S4,
        track=Track.ORDINARY,
        state=GrievanceState.ROUTED,
        due_on=MONDAY,
        visited_on=FRIDAY,
        petition_type=words,
        receipt_no=words,
        words=words,
        wish=words,
        answer=words,
        result=CloseResult.EXPLAINED,
        recipient=KIM,
        direct_consent=False,
        delayed=0,
        may_be_handed_on=False,
        is_mistaken=False,
        may_be_delayed=False,
        may_come_again=False,
        round=1,
        before=None,
        matter=matter(words),
    )
    return replace(usual, **facts)


def matter(words: str = "설명이 없었다", call: int | None = None) -> Matter:
    """Return what tells a grievance from others, to a recipient or of a call."""
    return Matter(
        call=call,
        masked_name="" if call is None else words or "*",
        petition_type=words,
        visited_on=FRIDAY,
        words=words,
    )


def grievance_file(card: GrievanceCard, standing: GrievanceViewer, step: PastStep) -> GrievanceFile:
    """Return the same grievance as somebody looks it up."""
    listed = GrievanceLine(
        id=card.id,
        kind=card.kind,
        category=card.category,
        state=card.state,
        due_on=card.due_on,
        filed_on=MONDAY,
        is_late=True,
    )
    return GrievanceFile(
        standing=standing, line=listed, card=card, history=(step,) * 30, may_delay=True, draft=card.words[:3000]
    )


def undoable_result(line: cards.QueueLine) -> cards.Undoable:
    """A result that may be taken back, with all that may go with it."""
    return cards.Undoable(
        line=line,
        disposition=Disposition.ANSWERED,
        at=NOW,
        until=NOW + timedelta(minutes=10),
        minutes=9,
        has_praise=True,
        is_filed=True,
    )


def duty_table(name: str = "김상담") -> DutyTable:
    """Return a table of who is on: everything that somebody can be."""
    facts: dict[str, Any] = {"rank": "경위", "name": name, "claimed": 2, "promised": 1}
    lines = [
        DutyLine(slack_id=KIM, duty=duty, until=MONDAY, break_until=rest, is_here=duty is None, **facts)
        for duty in (None, *Duty)
        for rest in (None, NOW)
    ]
    lines.append(DutyLine(slack_id=None, duty=None, until=None, break_until=None, is_here=False, **facts))
    return DutyTable(day=MONDAY, is_working_day=False, lines=tuple(lines))


def abuse_lines(strange: str) -> tuple[cards.AbuseLine, ...]:
    """Return as many lines of repeated abuse as are shown."""
    return (cards.AbuseLine(masked_name=strange, calls=tuple(range(99)), times=99, warned=9, last_at=NOW),) * 20
