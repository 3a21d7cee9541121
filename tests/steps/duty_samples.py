"""Samples of the views of who is here."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.domain.people.cards import Absence, HandedOver, KeptPromise, NobodyHere, OfficerChoice
from bot.domain.people.duty import Duty
from bot.services.people.absences import FIELDS
from bot.texts import Texts
from bot.views.calls import breaks
from bot.views.people import absence, duty
from tests.steps.builders import KIM, MONDAY
from tests.steps.cards import NOW, duty_table
from tests.steps.views import Drawn, in_message


def officer(strange: str) -> OfficerChoice:
    """Return an officer."""
    return OfficerChoice(id=3, name=strange or "정교통", rank="경위", department=strange)


def away(strange: str) -> Absence:
    """Return an absence."""
    return Absence(first=MONDAY, last=MONDAY, duty=Duty.AWAY, deputy=officer(strange))


PROMISE = KeptPromise(number=17, at=NOW)


def _kept(texts: Texts) -> Iterable[Drawn]:
    nothing = HandedOver(owner=KIM, calls=(), tasks=0, matters=())
    much = HandedOver(owner=KIM, calls=(PROMISE, KeptPromise(number=18, at=None)) * 20, tasks=9, matters=(12345,) * 40)
    return [duty.handed_over(each, texts) for each in (nothing, much)]


DUTY_SAMPLES: Mapping[Callable[..., Any], Callable[[str, Texts], Iterable[Drawn]]] = {
    absence.absence_form: lambda s, t: [
        absence.absence_form((away(s),) * 12, t, FIELDS, for_others=each, asked=asked)
        for each in (True, False)
        for asked in (None, away(s))
    ],
    absence.absence_noted: lambda s, t: [
        absence.absence_noted([away(s)], t, whose=s[:40]),
        absence.absence_noted([], t),
    ],
    absence.absence_on_home: lambda s, t: [in_message(absence.absence_on_home([away(s)], t))],
    duty.duty_message: lambda s, t: [duty.duty_message(duty_table(s), t)],
    duty.handed_over: lambda _, t: _kept(t),
    duty.nobody_here: lambda _, t: [
        duty.nobody_here(each, t)
        for each in (
            None,
            NobodyHere(day=MONDAY, is_anybody_here=False, calls=()),
            NobodyHere(day=MONDAY, is_anybody_here=True, calls=(PROMISE,) * 40),
        )
    ],
    breaks.break_button: lambda _, t: [in_message({"type": "actions", "elements": [breaks.break_button(20, t)]})],
    breaks.break_began: lambda _, t: [breaks.break_began(NOW, t)],
    breaks.break_ended: lambda _, t: [breaks.break_ended(t)],
    breaks.break_on_home: lambda _, t: [in_message(breaks.break_on_home(NOW, t))],
}
