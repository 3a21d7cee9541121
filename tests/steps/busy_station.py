"""A station at work: people, lists and calls by the real use cases, chosen by a seed."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.calendar import SEOUL
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.inbound import HowCame
from bot.domain.calls.rechecks import RecheckOutcome
from bot.domain.calls.results import MoneyAnswer, PraiseGiven, Result
from bot.domain.calls.states import ANSWERED_OUTCOMES, Outcome
from bot.domain.calls.surveys import FIRST
from bot.domain.grievances.delays import Delay, DelayKind, DelayReason
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.kinds import Category, Kind, RootCause, Severity, Track
from bot.domain.grievances.replies import TOLD_RESULTS, Reply
from bot.domain.grievances.states import GrievanceState
from bot.domain.grievances.tellings import Method
from bot.domain.lists.callers import Caller
from bot.domain.refusals import FormRefused, Refused
from bot.domain.roles import Role
from bot.domain.station_tables import NO_SMS
from bot.services.calls import claiming, rechecks, recording, supervising
from bot.services.calls.advance_texts import decide_texts
from bot.services.calls.boards import post_morning_when_due
from bot.services.calls.verification import look_up
from bot.services.day import bring_due_calls, end_day_when_due, watch_idle_claims
from bot.services.desk import Desk
from bot.services.grievances import delays, filing, handling, replying, rerouting, undoing
from bot.services.lists.callers import add_caller
from bot.services.people.directory import find_officers
from bot.services.unit import Unit
from storage.calls.tables import Call, Recheck
from storage.grievances.tables import Grievance
from tests.steps.builders import BAEK, CHOI, HAN, JUNG, KIM, LEE, OH, PARK, SWITCH, YOON, visitor
from tests.steps.desks import bring_list, hire, operator
from tests.steps.tallies import keep_tallies
from tests.steps.texts_sent import HTTP, hand_over_all

OPERATORS = (KIM, LEE, PARK)
SLIPS = 0.1
BY_COIN = replace(HTTP, trial=True)
PLACES = (
    ("교통과", "교통사고", "경위 정교통"),
    ("수사과", "고소", "경사 최형사"),
    ("교통과", "운전면허", "경위 정교통"),
)
USUAL = (Disposition.ANSWERED,) * 9 + (Disposition.PHISHING_SUSPECTED,)
SCORES = (None, 1, 3, 4, 4, 5)
KINDS = (*Kind, Kind.COMPLAINT_HANDLING, Kind.COMPLAINT_MANNER)
KEY = urlsafe_b64encode(bytes(32)).decode()
"""For a desk that is to draw by keyed hash what it drew before."""
TEN, FIVE = time(9, 35), time(17, 20)


def people_of_the_station() -> tuple[Any, ...]:
    """Return operators, two departments with their heads, audit, a supervisor and the switchboard."""
    return (
        *(operator(who) for who in OPERATORS),
        operator(JUNG, name="정교통", department="교통과", roles=[Role.OFFICER.value]),
        operator(CHOI, name="최형사", department="수사과", roles=[Role.OFFICER.value]),
        operator(YOON, name="윤과장", department="교통과", roles=[Role.HEAD.value]),
        operator(BAEK, name="백과장", department="수사과", roles=[Role.HEAD.value]),
        operator(HAN, name="한감사", roles=[Role.AUDIT.value]),
        operator(OH, name="오감독", roles=[Role.SUPERVISOR.value]),
        operator(SWITCH, name="서교환", department="경무과", roles=[Role.SWITCHBOARD.value]),
    )


class BusyStation:
    """A station whose people do everything that can be done, in an order that a seed chooses.

    `knows_lists_alone`: nobody comes in who is on no list, and no texts are sent, as it was before 0.13.
    """

    def __init__(self, desk: Desk, clock: MovableClock, seed: int, *, knows_lists_alone: bool = False) -> None:
        self.knows_lists_alone = knows_lists_alone
        self.desk = desk
        self.clock = clock
        self.random = Random(seed)  # noqa: S311 — draws deeds, guards nothing
        self.guests = Random(seed)  # noqa: S311 — the same of who comes in
        self.slips = Random(seed)  # noqa: S311 — of their own, so that the same days are lived without them
        self.persons = 0
        self.rows = 0
        desk.station = replace(desk.station, recheck_share=0.5, sms=NO_SMS if knows_lists_alone else BY_COIN)
        hire(desk, *people_of_the_station())
        self.officers = {
            each.name: each.id
            for word in ("정교통", "최형사")
            for each in desk.do_now(find_officers, by=KIM, words=word)
        }

    def works(self, first: date, last: date, *, steps: int) -> None:
        """Let the days pass; on working days people work, so many steps a day."""
        day = first
        while day <= last:
            if self.desk.calendar.is_working_day(day):
                self.works_a_day(day, steps)
            day += timedelta(days=1)

    def works_a_day(self, day: date, steps: int) -> None:
        """Work through one day: the list, the morning, some steps, the evening."""
        self.clock.set(datetime.combine(day, time(8, 20), SEOUL))
        self.a_list_comes(day)
        self.clock.set(datetime.combine(day, time(8, 31), SEOUL))
        self.jobs_tick()
        begin, end = (datetime.combine(day, each, SEOUL) for each in (TEN, FIVE))
        moments = sorted(begin + self.random.random() * (end - begin) for _ in range(steps))
        for nth, moment in enumerate(moments):
            self.clock.set(moment)
            if nth % 6 == 5:
                self.jobs_tick()
            self.random.choice(self.deeds)()
        self.clock.set(datetime.combine(day, time(17, 30), SEOUL))
        if not self.knows_lists_alone:
            self.somebody_comes_in(day)
        self.clock.set(datetime.combine(day, time(18, 1), SEOUL))
        self.jobs_tick()
        keep_tallies(self.desk)

    @property
    def deeds(self) -> Sequence[Callable[[], None]]:
        """Return what people do, the usual more often."""
        on_grievances = (self.somebody_acts_on_a_grievance,) * 6
        rare = (self.a_supervisor_acts, self.a_petitioner_calls_in, self.somebody_rechecks, self.somebody_rechecks)
        return (*(self.somebody_calls,) * 10, *on_grievances, *rare)

    def jobs_tick(self) -> None:
        """Run the jobs of the day."""
        for job in (post_morning_when_due, decide_texts, bring_due_calls, watch_idle_claims, end_day_when_due):
            self.desk.do_now(job)
        hand_over_all(self.desk)

    def tries(self, work: Callable[..., Any], **asked: Any) -> Any:
        """Do something that may be refused; anything else fails."""
        try:
            return self.desk.do_now(work, **asked)
        except (Refused, FormRefused):
            return None

    def name_of(self, department: str) -> str:
        """Return how a list calls a department."""
        return department

    def a_list_comes(self, day: date) -> None:
        """Import visitors since the last working day: some came before, some twice, some are not to be called."""
        since = self.desk.calendar.previous_working_day(day)
        days = [since + timedelta(days=n) for n in range((day - since).days)]
        bring_list(self.desk, [self._row(self.random.choice(days)) for _ in range(self.random.randint(3, 8))])

    def _row(self, day: date) -> dict[str, str]:
        self.rows += 1
        self.persons += self.random.random() < 0.85
        person = max(1, self.persons if self.random.random() < 0.8 else self.random.randint(1, max(1, self.persons)))
        department, petition_type, officer = self.random.choice(PLACES)
        return visitor(
            person,
            접수번호=f"2026-{self.rows:05}",
            방문일시=day.isoformat(),
            민원종류=petition_type,
            담당부서=self.name_of(department),
            담당자=officer,
            비고="연락 거부" if self.random.random() < 0.05 else "",
        )

    def somebody_calls(self) -> None:
        """Claim what comes next and record how it went."""
        by = self.random.choice(OPERATORS)
        card = self.tries(claiming.claim_next, by=by)
        if card is None:
            return
        self.clock.advance(timedelta(minutes=self.random.randint(1, 12)))
        if self.random.random() < 0.05:
            self.tries(claiming.release_call, by=by, number=card.line.number)
            return
        result = self.a_result(self.random.choice([*USUAL, *Disposition]))
        self.records(by, card.line.number, result)
        if self.slips.random() < SLIPS and self.tries(undoing.undo_result, by=by, number=card.line.number):
            self.records(by, card.line.number, result)

    def records(self, by: str, number: int, result: Result) -> None:
        """Record a result, with a grievance where one belongs to it."""
        if result.outcome is not Outcome.GRIEVANCE_FILED:
            self.tries(recording.record_result, by=by, number=number, result=result)
            return
        chosen = self.a_filing()
        self.tries(filing.begin_filing, by=by, number=number, result=result, filing=chosen)
        self.tries(filing.file_grievance, by=by, number=number, filing=chosen)

    def asks(self) -> tuple[str, ...]:
        """Return the names of the questions that are asked."""
        return FIRST.names

    def a_result(self, how: Disposition) -> Result:
        """Return any result of a disposition; a few break a rule and are refused."""
        pick = self.random.choice
        same_score = pick(range(5)) == 0
        scores = {item: score for item in self.asks() if (score := pick(SCORES)) is not None}
        if same_score:
            scores = dict.fromkeys(self.asks(), pick(range(1, 6)))
        outcome = pick([*ANSWERED_OUTCOMES, Outcome.GRIEVANCE_FILED, Outcome.GRIEVANCE_FILED])
        rare_yes = MoneyAnswer.YES if outcome is Outcome.GRIEVANCE_FILED and pick(range(4)) == 0 else MoneyAnswer.NO
        words = pick(["사위 삼고 싶어요", "정말 친절했어요", "봉투를 드렸어요"])
        praise = PraiseGiven(
            words=words,
            officers=pick([self.some_officers(), ()]),
            declined=pick([True, False]),
            was_gift="봉투" in words,
        )
        return Result(
            disposition=how,
            callback_at=self.clock() + timedelta(hours=pick([1, 2, 24])),
            scores=scores,
            same_score=same_score,
            money=pick([rare_yes, rare_yes, MoneyAnswer.NO_ANSWER, MoneyAnswer.NOT_ASKED])
            if rare_yes is MoneyAnswer.NO
            else rare_yes,
            outcome=outcome,
            no_follow_up=pick([True, True, False]),
            words="설명이 없었다",
            petitioner_view="안내가 없었다",
            officer_view="문자로 안내했다",
            praise=praise if pick(range(3)) == 0 else None,
            do_not_call=pick(range(5)) == 0,
            warned=True,
            suspects_phishing=True,
        )

    def a_filing(self) -> Filing:
        """Return any choices of the filing form."""
        pick = self.random.choice
        return Filing(
            kind=pick(KINDS),
            category=pick([Category.DELAY, Category.RUDENESS, Category.OTHER, Category.BRIBERY_FAVOUR]),
            severity=pick([Severity.S2, Severity.S3, Severity.S4, Severity.S4]),
            may_tell_officer=pick([True, False]),
            direct_consent=pick([True, False]),
            is_same_again=pick(range(8)) == 0,
            officers=pick([(), (), self.some_officers()]),
            officer_unknown=pick(range(4)) == 0,
        )

    def some_officers(self) -> tuple[int, ...]:
        """Return one officer or two."""
        return tuple(self.random.sample(sorted(self.officers.values()), self.random.randint(1, 2)))

    def somebody_acts_on_a_grievance(self) -> None:
        """Act on a grievance that is open, as its recipient or its operator, or bring a closed one again."""
        found = self.desk.do_now(grievances)
        if not found:
            return
        one = self.random.choice([each for each in found if each.state != GrievanceState.CLOSED] or found)
        if self.random.random() < 0.1:
            one = self.random.choice(found)
        number, has_it = one.id, one.recipient or HAN
        teller = HAN if one.track == Track.AUDIT else one.filed_by
        match self.random.randint(1, 10 if one.state in {GrievanceState.ROUTED, GrievanceState.ACKNOWLEDGED} else 3):
            case 1 | 2 | 3 if one.state == GrievanceState.CLOSED:
                self.tries(replying.take_up_again, by=teller, grievance_id=number, words="여전히 설명이 없다")
            case 1 | 2 | 3 if one.state == GrievanceState.ANSWERED:
                self.tries(replying.record_reply, by=teller, grievance_id=number, reply=self.a_reply())
            case 1:
                self.tries(replying.withdraw, by=teller, grievance_id=number, words="괜찮아졌다")
            case 2 | 3 | 4:
                self.tries(handling.acknowledge, by=has_it, grievance_id=number)
            case 5:
                self.tries(rerouting.decline, by=has_it, grievance_id=number, reason="다른 부서 소관")
            case 6 | 7:
                self.asks_for_time(has_it, number or 0, one.due_on)
            case _:
                self.tries(handling.answer, by=has_it, grievance_id=number, words="답변드립니다")

    def asks_for_time(self, by: str, number: int, due_on: date) -> None:
        """Ask for a later due date, in either way."""
        kind = self.random.choice(list(DelayKind))
        later = self.desk.calendar.add_working_days(due_on, 2) if kind is DelayKind.EXTENSION else self.desk.today
        asked = Delay(kind=kind, reason=DelayReason.FACT_CHECK, until=later, consent=True)
        self.tries(delays.delay_grievance, by=by, grievance_id=number, delay=asked)

    def a_reply(self) -> Reply:
        """Return any reply."""
        pick = self.random.choice
        return Reply(
            result=pick(list(TOLD_RESULTS)),
            method=Method.PHONE,
            consented=True,
            words="설명함",
            told_on=self.desk.today,
            handler="교통과 정교통",
            contact="02-0000-0112",
            remedy="이의신청 안내",
            root_causes=tuple(self.random.sample(list(RootCause)[:4], self.random.randint(1, 2))),
            petitioner_view="안내가 없었다",
            officer_view="문자로 안내했다",
            complaint=pick(["", "", "", "여전히 설명이 없다"]),
            satisfaction=pick([None, 2, 4, 4, 5, 5, 5]),
            no_follow_up=True,
        )

    def a_supervisor_acts(self) -> None:
        """Open a closed call again, or now and then exclude a petitioner."""
        number = self.random.choice(self.desk.do_now(numbers) or [1])
        if self.random.random() < 0.75:
            self.tries(supervising.reopen_call, by=OH, number=number, reason="다시 확인")
        else:
            self.tries(supervising.exclude_petitioner, by=OH, number=number, until=None, reason="본인 요청")

    def a_petitioner_calls_in(self) -> None:
        """Look up somebody who phones the main number."""
        person = self.random.randint(1, max(1, self.persons))
        self.tries(look_up, by=SWITCH, words=f"010-0000-{1000 + person}")

    def somebody_comes_in(self, day: date) -> None:
        """Take in somebody who is known or not, and record what they said."""
        usual, self.random = self.random, self.guests
        person = self.random.randint(1, self.persons + 3)
        department, about, _ = self.random.choice(PLACES)
        caller = Caller(
            name=visitor(person)["성명"],
            phone=visitor(person)["연락처"],
            how=self.random.choice(list(HowCame)),
            visited_on=self.random.choice([None, day]),
            department=department,
            about=about,
        )
        card = self.tries(add_caller, by=KIM, caller=caller)
        if card is not None and self.random.random() < 0.9:
            self.records(KIM, card.line.number, self.a_result(self.random.choice(USUAL)))
            if self.random.random() < SLIPS:
                self.tries(undoing.undo_result, by=KIM, number=card.line.number)
        elif card is not None:
            self.tries(claiming.release_call, by=KIM, number=card.line.number)
        self.random = usual

    def somebody_rechecks(self) -> None:
        """Phone a closed call again."""
        by = self.random.choice(OPERATORS)
        waiting = self.desk.do_now(waiting_rechecks)
        number = self.random.choice(waiting or [0])
        if self.tries(rechecks.claim_recheck, by=by, recheck_id=number) is None:
            return
        scores = {item: self.random.randint(3, 4) for item in self.asks()}
        outcome = self.random.choice([*(RecheckOutcome.ANSWERED,) * 5, *RecheckOutcome])
        self.tries(rechecks.record_recheck, by=by, recheck_id=number, outcome=outcome, scores=scores)


def grievances(unit: Unit) -> list[Grievance]:
    """Return every grievance as it stands."""
    return list(unit.session.execute(select(Grievance).order_by(Grievance.id)).scalars())  # type: ignore[arg-type]


def numbers(unit: Unit) -> list[int]:
    """Return every call's number."""
    return sorted(number for number in unit.session.execute(select(Call.id)).scalars() if number)  # type: ignore[call-overload]


def waiting_rechecks(unit: Unit) -> list[int]:
    """Return the re-checks that nobody has."""
    rows = unit.session.execute(select(Recheck)).scalars()
    return sorted(each.key for each in rows if each.state == "waiting")
