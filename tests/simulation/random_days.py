"""Days that a seed chooses, lived by one station or by its twin.

Every deed has dice of its own, named by the seed, the day and its place in it: what audit does at the one station costs
the other no throw. Ordinary deeds are chosen among what both stations have: calls by number, ordinary matters in the
order of filing. Where a call brings an accusation the twin's call closes as a question answered, with the same scores.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import openpyxl

from bot.documents.report_csv import report_csv
from bot.documents.report_json import report_json
from bot.documents.report_xlsx import report_workbook
from bot.domain.calendar import SEOUL
from bot.domain.calls.cards import ClaimCard
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.flags import Flag, Flags
from bot.domain.calls.inbound import HowCame
from bot.domain.calls.numbers import NewNumber, NumberChange
from bot.domain.calls.results import MoneyAnswer, PraiseGiven, Result
from bot.domain.calls.states import Outcome
from bot.domain.calls.surveys import FIRST
from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.grievances.delays import Delay, DelayKind, DelayReason
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.handing_on import HandOn
from bot.domain.grievances.kinds import Category, Kind, RootCause, Severity, Track
from bot.domain.grievances.letters import LetterKind
from bot.domain.grievances.replies import CloseResult, Reply
from bot.domain.grievances.states import GrievanceState
from bot.domain.grievances.tellings import Method, Telling, TellingKind
from bot.domain.keeping.cards import Whose
from bot.domain.lists.callers import Caller
from bot.services.calls import claiming, rechecks
from bot.services.calls.duty import begin_break
from bot.services.calls.noting import note_flags
from bot.services.calls.numbers import change_number
from bot.services.figures.reports import report_asked_for
from bot.services.grievances import delays, handing_on, handling, letters, replying, rerouting, tellings, undoing
from bot.services.grievances.cards import may_be_handed_on
from bot.services.keeping.diagnosis import see_installation
from bot.services.keeping.purging import purge
from bot.services.lists.callers import add_caller
from bot.views.calls.claim_card import claim_card
from storage.grievances.tables import Grievance
from tests.simulation.handed_on import HandedOn, file_twin, subjects_of_matter
from tests.simulation.station import AUDIT, GUN, PLAIN, WatchedStation
from tests.steps.builders import JUNG, KIM, LEE, OH, SWITCH, visitor
from tests.steps.desks import bring_list

ACCUSED, GIFTS, SLIPS = 0.4, 0.1, 0.15
"""Shares of the answered calls."""
LEARNS = 0.4
"""How often somebody writes down what they learned of a petitioner."""
OPERATORS = (KIM, LEE, GUN)
PLACES = (("교통과", "교통사고", "경위 정교통"), ("수사과", "고소", "경사 최형사"), ("민원실", "민원상담", "아무개"))
ENDS = (
    *(Disposition.ANSWERED,) * 7, *(Disposition.CALLBACK_REQUESTED,) * 2, Disposition.ABUSIVE, Disposition.NO_ANSWER,
    Disposition.PHISHING_SUSPECTED, Disposition.WRONG_NUMBER,
)  # fmt: skip
ACCUSING = (
    (Filing(kind=Kind.ALLEGATION, category=Category.BRIBERY_FAVOUR, severity=Severity.S1), MoneyAnswer.YES),
    (Filing(kind=Kind.ALLEGATION, category=Category.INTIMIDATION, severity=Severity.S1), MoneyAnswer.NO),
    (Filing(kind=Kind.COMPLAINT_HANDLING, category=Category.DELAY, severity=Severity.S3), MoneyAnswer.YES),
)
ORDINARY = (
    Filing(kind=Kind.INQUIRY, category=Category.OTHER, severity=Severity.S4),
    Filing(kind=Kind.COMPLAINT_HANDLING, category=Category.DELAY, severity=Severity.S3, direct_consent=True),
    Filing(kind=Kind.COMPLAINT_MANNER, category=Category.RUDENESS, severity=Severity.S3, may_tell_officer=True),
    Filing(kind=Kind.COMPLAINT_MANNER, category=Category.RUDENESS, severity=Severity.S3),
)
DAYS_OFF = ("휴가", "오후 반일", "오전 반일 내일", "휴가 내일~12/31", "근무", "근무", "근무 내일")
HARMLESS = HandOn(reason="감사 사안 아님", kind=Kind.INQUIRY, category=Category.OTHER)
ASKED = (
    ("queue", ""), ("stats", ""), ("stats", "어제"), ("stats", "이번주 factors"), ("stats", "부서"), ("stats", "work"),
    ("stats", "지난달"), ("stats", "overdue"), ("stats", "quality"), ("stats", "교통과"), ("", "outbox"), ("", "help"),
    ("", "away"),
)  # fmt: skip


class RandomDays:
    """What happens at a station; its twin is given the same seed."""

    def __init__(self, station: WatchedStation, seed: int, *, twin: "RandomDays | None" = None) -> None:
        self.station = station
        self.twin = twin  # the station with the accusations, of which this one is the twin
        self.handed_on: list[HandedOn] = []
        self.seed = seed
        self.rows = 0
        self.people = 0
        self.calls = 0
        self.dice = Random()  # noqa: S311 — draws deeds, guards nothing

    def throws(self, *named: object) -> Random:
        """Return dice of their own."""
        return Random("|".join(map(str, (self.seed, *named))))  # noqa: S311 — draws deeds, guards nothing

    def live(self, day: date) -> None:
        """Live one day and the night after it."""
        station = self.station
        if station.desk.calendar.is_working_day(day):
            self.dice = self.throws(day)
            station.clock.set(_at(day, time(8, 20)))
            self.a_list_comes(day)
            station.unreachable = set(self.dice.sample((*PLAIN, *AUDIT), 2)) if self.dice.random() < 0.2 else set()
            station.ticks(_at(day, time(8, 31)))
            begin, end = _at(day, time(9, 35)), _at(day, time(17, 20))
            count = self.dice.randint(6, 12)
            moments = sorted(begin + self.dice.random() * (end - begin) for _ in range(count))
            for nth, moment in enumerate(moments):
                station.clock.set(moment)
                self.dice = self.throws(day, nth)
                self.dice.choice(self.deeds)()
                self.dice = self.throws(day, nth, "audit")
                if self.twin is None:
                    self.audit_acts()
                else:
                    self.files_what_was_handed_on()
                station.delivers()
                if nth % 4 == 3:
                    station.ticks()
            station.ticks(_at(day, time(18, 1)))
        station.ticks(_at(day + timedelta(days=1), time(3)))
        self.dice = self.throws(day, "asks")
        self.people_ask()

    @property
    def deeds(self) -> Sequence[Callable[[], None]]:
        """Return what people do, the usual more often."""
        matters = (self.somebody_acts_on_a_matter,) * 4
        rare = (self.a_supervisor_acts, self.a_petitioner_calls_in, self.a_petitioner_comes_in, self.somebody_rechecks)
        return (*(self.somebody_calls,) * 8, *matters, *rare, *(self.somebody_goes_or_comes_back,) * 2)

    def a_list_comes(self, day: date) -> None:
        """Import visitors of the last working day: some came before."""
        came = self.station.desk.calendar.previous_working_day(day)
        bring_list(self.station.desk, [self._row(came) for _ in range(self.dice.randint(3, 6))])

    def _row(self, came: date) -> dict[str, str]:
        self.rows += 1
        self.people += self.dice.random() < 0.85
        person = max(1, self.people if self.dice.random() < 0.8 else self.dice.randint(1, max(1, self.people)))
        department, kind, officer = self.dice.choice(PLACES)
        facts = {"민원종류": kind, "담당부서": department, "담당자": officer}
        return visitor(person, 접수번호=f"2026-{self.rows:04}", 방문일시=came.isoformat(), **facts)

    def somebody_calls(self) -> None:
        """Claim what comes next and record how it went: nothing, praise, something ordinary, or an accusation."""
        station, by = self.station, self.dice.choice(OPERATORS)
        self.somebody_talks(by, station.does(claiming.claim_next, by=by))

    def a_petitioner_comes_in(self) -> None:
        """Take in somebody who is known or not, and record what they say."""
        by, person = self.dice.choice(OPERATORS), self.dice.randint(1, self.people + 2)
        row = visitor(person)
        caller = Caller(name=row["성명"], phone=row["연락처"], how=HowCame.PHONED, about="한 가지 더")
        self.somebody_talks(by, self.station.does(add_caller, by=by, caller=caller))

    def somebody_talks(self, by: str, card: ClaimCard | None) -> None:
        """Record how a call went that somebody has."""
        station = self.station
        if card is None:
            return
        station.sees(by, claim_card(replace(card, code="000000"), station.languages.station))
        self.calls = max(self.calls, card.line.number)
        if self.dice.random() < LEARNS:
            self.somebody_writes_down(by, card.line.number)
        result = self.a_result(self.dice.choice(ENDS))
        chosen = self.dice.choice(ORDINARY) if result.outcome is Outcome.GRIEVANCE_FILED else None
        about, money = self.dice.choice(ACCUSING)
        is_answered, luck = result.disposition is Disposition.ANSWERED, self.dice.random()
        if is_answered and luck < ACCUSED:
            result, chosen = self.accusing(result, money), about if station.accuses else None
        elif is_answered and luck > 1 - GIFTS:
            gift = PraiseGiven(words="고마워서 봉투를 드렸어요", was_gift=True)
            result = replace(result, praise=gift if station.accuses else None)
        if not is_answered:
            chosen = None
        if chosen is not None:
            is_unclear = not all(visit.officers and visit.unclear is None for visit in card.visits)
            chosen = replace(chosen, officer_unknown=is_unclear)
        station.records(by, card.line.number, result, chosen)
        if self.dice.random() < SLIPS:
            undone = station.does(undoing.undo_result, by=by, number=card.line.number)
            station.sees(by, undone and claim_card(replace(undone, code="000000"), station.languages.station))
            station.records(by, card.line.number, Result(disposition=Disposition.BUSY))

    def somebody_writes_down(self, by: str, number: int) -> None:
        """Note how to talk with them, and another number: beside the one that is phoned, or in place of it."""
        station, pick = self.station, self.dice.choice
        flags = Flags(which=tuple(self.dice.sample([*Flag], 2)), who=pick(("", "남대리")))
        phone = f"010-0000-{self.dice.randint(1001, 1000 + self.people + 20)}"
        new = NewNumber(phone=phone, whose=pick([*Whose]), change=pick([*NumberChange]), why="본인이 알려 줌")
        for card in (
            station.does(note_flags, by=by, number=number, flags=flags),
            station.does(change_number, by=by, number=number, new=new),
        ):
            station.sees(by, card and claim_card(replace(card, code="000000"), station.languages.station))

    def accusing(self, result: Result, money: MoneyAnswer) -> Result:
        """Let a call bring an accusation; at the twin it ends the same, and nothing is filed."""
        if not self.station.accuses:
            return replace(result, outcome=Outcome.INQUIRY_ANSWERED, money=MoneyAnswer.NO)
        words = "담당 형사가 돈을 요구했습니다."
        return replace(result, outcome=Outcome.GRIEVANCE_FILED, money=money, words=words)

    def a_result(self, how: Disposition) -> Result:
        """Return a result."""
        pick = self.dice.choice
        outcome = pick([Outcome.SATISFIED, Outcome.INQUIRY_ANSWERED, Outcome.GRIEVANCE_FILED])
        praise = PraiseGiven(words="정말 친절했어요", officers=()) if pick(range(5)) == 0 else None
        tomorrow = self.station.desk.calendar.next_working_day(self.station.desk.today)
        return Result(
            disposition=how,
            callback_at=_at(tomorrow, time(pick((10, 15)))) if how is Disposition.CALLBACK_REQUESTED else None,
            warned=True if how is Disposition.ABUSIVE else None,
            scores={item: pick((3, 4, 5)) for item in FIRST.names},
            money=MoneyAnswer.NO,
            outcome=outcome,
            words="설명이 없었다",
            praise=praise,
        )

    def somebody_acts_on_a_matter(self) -> None:
        """Act on an ordinary matter; the words with which somebody is not satisfied are an accusation."""
        station = self.station
        found = [each for each in station.matters() if each.track == Track.ORDINARY]
        if not found:
            return
        one = self.dice.choice([each for each in found if each.state != GrievanceState.CLOSED] or found)
        asked: dict[str, Any] = {"grievance_id": one.key}
        has_it, teller = one.recipient or OH, one.filed_by
        what, is_dissatisfied = self.dice.randint(1, 8), self.dice.random() < 0.3
        match one.state:
            case GrievanceState.CLOSED:
                if station.accuses:
                    station.does(replying.take_up_again, by=teller, words="여전히 설명이 없다", **asked)
            case GrievanceState.ANSWERED:
                complaint = "여전히 설명이 없다" if is_dissatisfied and station.accuses else ""
                station.does(replying.record_reply, by=teller, reply=self.a_reply(complaint), **asked)
            case _ if what == 1:
                station.does(replying.withdraw, by=teller, words="괜찮아졌다", **asked)
            case _ if what == 2:
                station.does(rerouting.decline, by=has_it, reason="다른 부서 소관", **asked)
            case _ if what <= 4:
                station.does(handling.acknowledge, by=has_it, **asked)
            case _ if what == 5:
                self.somebody_asks_for_time(has_it, one)
            case _ if what == 6:
                self.somebody_is_told(teller, one)
            case _:
                station.does(handling.answer, by=has_it, words="답변드립니다", **asked)

    def somebody_is_told(self, by: str, one: Grievance) -> None:
        """Tell the petitioner how it stands, or of the later date, and have a letter made."""
        for kind in TellingKind:
            telling = Telling(kind=kind, method=Method.PHONE, told_on=self.station.desk.today, words="조사하고 있음")
            self.station.does(tellings.record_telling, by=by, grievance_id=one.key, telling=telling)
        for letter in LetterKind:
            self.station.does(letters.ask_for_letter, by=by, grievance_id=one.key, letter=letter)

    def somebody_asks_for_time(self, by: str, one: Grievance) -> None:
        """Ask for a later due date."""
        until = self.station.desk.calendar.add_working_days(one.due_on, 2)
        delay = Delay(kind=DelayKind.EXTENSION, reason=DelayReason.FACT_CHECK, until=until, consent=True)
        self.station.does(delays.delay_grievance, by=by, grievance_id=one.key, delay=delay)

    def a_reply(self, complaint: str = "") -> Reply:
        """Return a reply."""
        return Reply(
            result=self.dice.choice([CloseResult.EXPLAINED, CloseResult.RESOLVED]),
            method=Method.PHONE,
            consented=True,
            words="설명함",
            told_on=self.station.desk.today,
            handler="교통과 정교통",
            contact="02-0000-0112",
            root_causes=(self.dice.choice(list(RootCause)),),
            complaint=complaint,
            satisfaction=self.dice.choice([None, 2, 4, 5]),
            no_follow_up=True,
        )

    def audit_acts(self) -> None:
        """Let audit do something with one of its matters: this station's alone."""
        found = [each for each in self.station.matters() if each.track == Track.AUDIT]
        if not found or self.dice.random() < 0.3:
            return
        one, by = self.dice.choice(found), self.dice.choice(AUDIT)
        asked: dict[str, Any] = {"by": by, "grievance_id": one.key}
        match self.dice.randint(1, 8):
            case 1:
                self.station.does(handling.acknowledge, **asked)
            case 7 | 8 if may_be_handed_on(one):
                self.audit_hands_on(by, one)
            case 2:
                self.station.does(handling.answer, words="조사했습니다", **asked)
            case 3:
                self.somebody_asks_for_time(by, one)
            case 4:
                self.station.does(replying.reveal_for_reply, **asked)
            case 6:
                self.somebody_is_told(by, one)
            case 5 if one.state == GrievanceState.ANSWERED:
                complaint = self.dice.choice(["", "여전히 그렇다"])
                self.station.does(replying.record_reply, reply=self.a_reply(complaint), **asked)
            case _:
                self.station.does(replying.withdraw, words="없던 일로 하겠다", **asked)

    def audit_hands_on(self, by: str, one: Grievance) -> None:
        """Let audit find that a matter is none of theirs."""
        self.station.does(handing_on.hand_on, by=by, grievance_id=one.key, choice=HARMLESS)
        after = next(each for each in self.station.matters() if each.key == one.key)
        if after.track == Track.ORDINARY:
            words = self.station.desk.secrets.open(after.sealed_words)
            self.handed_on.append(
                HandedOn(matter=after, words=words, subjects=self.station.desk.do_now(subjects_of_matter, after))
            )

    def files_what_was_handed_on(self) -> None:
        """File as ordinary what the other station's audit hands on at this moment."""
        for each in self.twin.handed_on if self.twin else ():
            if each.matter.filed_at == self.station.clock():
                self.station.desk.do_now(file_twin, each)

    def a_supervisor_acts(self) -> None:
        """Open a call again, ask what is kept of somebody or have it destroyed, lift a conflict, stop the clock."""
        number, by = self.dice.randint(1, max(1, self.calls)), self.dice.choice((OH, GUN))
        words = self.dice.choice(
            [
                f"reopen {number} 다시 확인",
                f"reopen {number} 다시 확인",
                f"subject {number}",
                f"subject delete {number} 본인 요청",
                f"exclude {number} 2027-12-31 본인 요청",
                f"override {number} {GUN} 인력 부족",
                "outbox retry",
                "downtime 09:00 ~ 09:30 점검",
                "downtime undo 09:00 잘못 적음",
            ]
        )
        self.station.types(by, "", words)

    def a_petitioner_calls_in(self) -> None:
        """Look up somebody who phones the main number."""
        person = self.dice.randint(1, max(1, self.people))
        self.station.types(SWITCH, "lookup", f"010-0000-{1000 + person}")

    def somebody_goes_or_comes_back(self) -> None:
        """Note of some days who is here: one's own, or by a supervisor an operator's; a break after abuse is begun."""
        by, words = self.dice.choice((*PLAIN, OH)), self.dice.choice(DAYS_OFF)
        name = f"{self.dice.choice(('상담KIM', '상담LEE', '건팀장'))} " if self.dice.random() < 0.4 else ""
        self.station.types(by, "", f"away {name}{words}")
        self.station.does(begin_break, by=self.dice.choice(OPERATORS))

    def somebody_rechecks(self) -> None:
        """Phone a closed call again."""
        by, number = self.dice.choice(OPERATORS), self.dice.randint(1, 20)
        self.station.does(rechecks.claim_recheck, by=by, recheck_id=number)
        self.station.does(rechecks.open_recheck_form, by=by, recheck_id=number)

    def people_ask(self) -> None:
        """Let people ask for everything there is to ask; the command line and its files too."""
        station, number = self.station, self.dice.randint(1, max(1, self.calls))
        for command, words in self.dice.sample(ASKED, 4):
            station.types(self.dice.choice(PLAIN), command, words)
        station.types(OH, "", f"subject {number}")
        ordinary = [each for each in station.matters() if each.track == Track.ORDINARY]
        if ordinary:
            one = self.dice.choice(ordinary)
            station.types(self.dice.choice((OH, one.filed_by, JUNG)), "", f"grievance {one.key}")
        if self.dice.random() < 0.2:
            month = period_with(PeriodKind.MONTH, station.desk.today)
            report = station.desk.do_now(report_asked_for, period=month, word=self.dice.choice(("", "교통과")))
            station.sees("admin", report_json(report))
            station.sees("admin", report_csv(report, station.languages.station).decode())
            book = openpyxl.load_workbook(io.BytesIO(report_workbook(report, station.languages.station)))
            station.sees("admin", repr([[*sheet.iter_rows(values_only=True)] for sheet in book]))
            station.sees("admin", repr(station.desk.do_now(purge, dry_run=True)))
            installation = station.desk.do_now(see_installation)
            station.sees("admin", repr((installation.failed, installation.oldest_due, installation.unreadable)))


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, SEOUL)
