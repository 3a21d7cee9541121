"""A sample of every view of a grievance."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from bot.domain.calls.cards import Caller, PhoneCard, Recorded
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.states import Outcome
from bot.domain.grievances.accusations.kinds import Accusation
from bot.domain.grievances.cards import (
    CalledInCard,
    DelayCard,
    EarlierRound,
    Filed,
    FilingCard,
    GrievanceCard,
    GrievanceViewer,
    PastStep,
    ReminderCard,
    ReplyCard,
    TellingCard,
)
from bot.domain.grievances.delays import DelayKind, DelayReason
from bot.domain.grievances.filing import AuditReason, Filing, StandIn
from bot.domain.grievances.handing_on import HandOnCard
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind, Severity, Track
from bot.domain.grievances.letters import LetterKind
from bot.domain.grievances.reminders import Reminder
from bot.domain.grievances.replies import CloseResult
from bot.domain.grievances.states import GrievanceState
from bot.domain.grievances.tellings import TellingKind
from bot.domain.keeping.cards import Contact
from bot.domain.people.cards import OfficerChoice, UnclearOfficer
from bot.domain.refusals import Reason
from bot.domain.trail import Event, Purpose
from bot.texts import Texts
from bot.views.answers import refusal
from bot.views.blocks import actions, message
from bot.views.grievances import forms, telling_forms
from bot.views.grievances import messages as views
from bot.views.grievances.filing_form import filing_form
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.cards import grievance_card, grievance_file, grievance_line, matter, queue_line
from tests.steps.views import Drawn, Sample


def each_grievance(strange: str) -> Iterator[GrievanceCard]:
    """Return a grievance at every point of its way, the first time and again."""
    before = EarlierRound(words=strange, answer=strange, reply=strange)
    for state, track in product(GrievanceState, Track):
        card = grievance_card(
            strange,
            state=state,
            track=track,
            delayed=2,
            may_be_delayed=True,
            direct_consent=True,
            may_be_handed_on=True,
            is_mistaken=True,
        )
        yield card
        yield replace(card, before=before, round=2, wish="", matter=matter(strange, call=17))


def of_each(view: Callable[[GrievanceCard, Texts], Drawn]) -> Sample:
    """Draw a view of a grievance at every point of its way."""
    return lambda strange, texts: [view(card, texts) for card in each_grievance(strange)]


def step(strange: str) -> PastStep:
    """Return a step with its reason."""
    return PastStep(at=seoul(MONDAY, 9), event=Event.GRIEVANCE_DECLINED, by=KIM, words=strange)


def _files(strange: str, texts: Texts) -> Iterable[Drawn]:
    for card, standing in product(each_grievance(strange), GrievanceViewer):
        yield views.grievance_file(grievance_file(card, standing, step(strange)), texts)


def _closed(strange: str, texts: Texts) -> Iterable[Drawn]:
    for result, may_come_again in product(CloseResult, (True, False)):
        yield views.closed(grievance_card(strange, result=result, may_come_again=may_come_again), texts)


def _phone_cards(strange: str, texts: Texts) -> Iterable[Drawn]:
    contact = Contact(name=strange or "홍길순", phone="010-0000-1001", alternates=("02-000-1001",))
    link = replace(contact, phone="", link="https://cleancall.example/reveal/x", pin="0421")
    caller = Caller(station="한빛경찰서", department=strange, rank="경위", name=strange)
    for shown, purpose in product((contact, link), (Purpose.REPLY, Purpose.PROGRESS, Purpose.DIRECT_CALL)):
        yield views.phone_card(PhoneCard(contact=shown, caller=caller, code="042100", purpose=purpose), texts)


def _called_in(strange: str, texts: Texts) -> Iterable[Drawn]:
    for shown in (None, matter(strange), matter(strange, call=17)):
        yield views.called_in(CalledInCard(id=48211, matter=shown), texts)


def _reminders(strange: str, texts: Texts) -> Iterable[Drawn]:
    for reminder, viewer in product(Reminder, (None, *GrievanceViewer)):
        line = grievance_line(matter(strange, call=17) if viewer else None)
        yield views.reminder_message(ReminderCard(line=line, viewer=viewer), reminder, texts)


def _filings(strange: str, texts: Texts) -> Iterable[Drawn]:
    officers = [OfficerChoice(id=n, name=strange or "정교통", rank="경위", department=strange) for n in (3, 4)]
    cells = (UnclearOfficer(cell=strange, namesakes=(strange,)), UnclearOfficer(cell=strange), UnclearOfficer(cell=""))
    for kind, lane, stand_in, is_clear in product(Kind, GrievanceLane, (None, *StandIn), (True, False)):
        card = FilingCard(
            filed_as=48213,
            number=17,
            lane=lane,
            reason=AuditReason.WORDS if lane is GrievanceLane.AUDIT else None,
            noticed=tuple(Accusation) if lane is GrievanceLane.AUDIT and is_clear else (),
            is_chosen=is_clear,
            recipients=() if lane is GrievanceLane.AUDIT else tuple(officers),
            stand_in=stand_in,
            due_on=MONDAY,
            past_table=True,
            officers=tuple(officers),
            unclear=() if is_clear else cells,
            is_decided=is_clear,
            is_readable=is_clear,
            earlier=tuple(Category),
        )
        chosen = Filing(
            kind=kind, category=Category.OTHER, severity=Severity.S4, wish=strange[:3000], officer_unknown=not is_clear
        )
        yield filing_form(card, chosen, texts, "{}")


def _delays(_strange: str, texts: Texts) -> Iterable[Drawn]:
    latest = {DelayKind.EXTENSION: MONDAY, DelayKind.SITE_VISIT: MONDAY}
    for needs_consent in (True, False):
        yield forms.delay_form(DelayCard(id=5, due_on=MONDAY, latest=latest, needs_consent=needs_consent), texts)


def _replies(strange: str, texts: Texts) -> Iterable[Drawn]:
    for words in ("", strange[:100]):
        known = {"handler": words, "contact": words, "extension": words[:20], "answer": strange[:3000]}
        shown = matter(strange, call=17)
        card = ReplyCard(
            id=5, today=MONDAY, filed_on=MONDAY, matter=shown, result=CloseResult.EXPLAINED if words else None, **known
        )
        yield forms.reply_form(card, texts)


def _tellings(strange: str, texts: Texts) -> Iterable[Drawn]:
    for kind, reason in product(TellingKind, (None, *DelayReason)):
        about = {"kind": kind, "reason": reason, "words": strange[:3000], "matter": matter(strange, call=17)}
        yield telling_forms.telling_form(TellingCard(id=5, today=MONDAY, due_on=MONDAY, **about), texts)


def _told(strange: str, texts: Texts) -> Iterable[Drawn]:
    for card, kind in product(each_grievance(strange), TellingKind):
        yield telling_forms.told(card, kind, texts)


def _filed(strange: str, texts: Texts) -> Iterable[Drawn]:
    done = Recorded(
        line=queue_line(masked_name=strange or "*"),
        disposition=Disposition.ANSWERED,
        outcome=Outcome.GRIEVANCE_FILED,
        next_at=None,
        task=None,
        praise=None,
        recovered=True,
    )
    recipient = OfficerChoice(id=3, name=strange, rank="경위", department=strange)
    for card in (None, Filed(number=48213, due_on=MONDAY, recipient=recipient)):
        yield views.filed(done, card, texts)


REPLY_WORDS = "grievance.reply"
GRIEVANCE_SAMPLES: Mapping[Callable[..., Any], Sample] = {
    filing_form: _filings,
    forms.answer_form: lambda s, t: [forms.answer_form(5, t, "a", s[:3000])],
    forms.decline_form: lambda _, t: [forms.decline_form(5, t, ("a", "b"))],
    forms.hand_on_form: lambda _, t: [
        forms.hand_on_form(HandOnCard(id=5, kind=kind, category=None), t) for kind in (None, Kind.INQUIRY)
    ],
    forms.withdraw_form: lambda _, t: [forms.withdraw_form(5, t, "a")],
    forms.again_form: lambda _, t: [forms.again_form(5, t, "a")],
    forms.delay_form: _delays,
    forms.reply_form: _replies,
    telling_forms.telling_form: _tellings,
    telling_forms.told: _told,
    views.filed: _filed,
    views.recipient_message: of_each(views.recipient_message),
    views.passed_on: lambda _, t: [views.passed_on(5, t)],
    views.operator_task: of_each(views.operator_task),
    views.grievance_file: _files,
    views.grievances_found: lambda s, t: [
        views.grievances_found([replace(grievance_line(matter(s, call=17)), id=n) for n in range(10)], t)
    ],
    views.acknowledged: of_each(views.acknowledged),
    views.answered: of_each(views.answered),
    views.too_late: lambda s, t: [views.too_late(refusal(Reason.GRIEVANCE_MOVED_ON, {"number": 5}, t), s[:3000], t)],
    views.declined: lambda _, t: [views.declined(5, t)],
    views.urged: lambda _, t: [views.urged(5, t)],
    views.handed_on: lambda _, t: [views.handed_on(5, t)],
    views.grievance_button: lambda _, t: [message("-", [actions(views.grievance_button("a", REPLY_WORDS, 5, t))])],
    views.letter_button: lambda _, t: [
        message("-", [actions(*(views.letter_button(each, 5, t) for each in LetterKind))])
    ],
    views.letter_coming: lambda _, t: [views.letter_coming(t)],
    views.hand_on_button: lambda _, t: [message("-", [actions(views.hand_on_button(5, t))])],
    views.delayed: of_each(views.delayed),
    views.closed: _closed,
    views.taken_up_again: of_each(views.taken_up_again),
    views.passed_to: lambda s, t: [views.passed_to(grievance_card(s), each, t) for each in (step(s), None)],
    views.tell_later_date: of_each(views.tell_later_date),
    views.phone_card: _phone_cards,
    views.called_in: _called_in,
    views.reminder_message: _reminders,
}
