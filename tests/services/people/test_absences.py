"""Absences: noted with a deputy, over by themselves."""

from datetime import date, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.people.cards import Absence, OfficerChoice
from bot.domain.people.duty import Duty
from bot.domain.refusals import FormRefused, Reason
from bot.services.desk import Desk
from bot.services.people.absences import DEPUTY, UNTIL, begin_absence, note_absence
from bot.services.people.directory import find_officers
from tests.steps.builders import JUNG, KIM, MONDAY, OH, TUESDAY, seoul

FAR = MONDAY + timedelta(days=3)


def choice(desk: Desk, name: str) -> OfficerChoice:
    """Return the only one of a name."""
    [found] = desk.do_now(find_officers, by=KIM, words=name)
    return found


def test_who_notes_an_absence_has_it_until_it_is_over(morning: Desk, clock: MovableClock) -> None:
    away = Absence(first=MONDAY, last=TUESDAY, duty=Duty.AWAY, deputy=choice(morning, "오감독"))

    noted = morning.do_now(note_absence, by=JUNG, absence=away)
    seen = morning.do_now(begin_absence, by=JUNG)
    clock.set(seoul(FAR, 9))

    assert noted == seen == (away,)
    assert morning.do_now(begin_absence, by=JUNG) == ()


def test_who_is_back_says_so_without_days(morning: Desk) -> None:
    morning.do_now(
        note_absence,
        by=JUNG,
        absence=Absence(first=MONDAY, last=TUESDAY, duty=Duty.AWAY, deputy=choice(morning, "오감독")),
    )

    morning.do_now(note_absence, by=JUNG, absence=Absence())

    assert morning.do_now(begin_absence, by=JUNG) == ()


@pytest.mark.parametrize(
    ("first", "last"),
    [(None, TUESDAY), (None, None), (TUESDAY, MONDAY), (MONDAY - timedelta(days=7), MONDAY - timedelta(days=1))],
)
def test_days_that_cannot_be_are_refused_at_the_field(morning: Desk, first: date | None, last: date | None) -> None:
    away = Absence(first=first, last=last, duty=Duty.AWAY, deputy=choice(morning, "오감독"))

    with pytest.raises(FormRefused) as refused:
        morning.do_now(note_absence, by=JUNG, absence=away)

    assert refused.value.errors == {UNTIL: Reason.ABSENCE_WRONG}


def test_nobody_stands_in_for_themselves(morning: Desk) -> None:
    away = Absence(first=MONDAY, last=TUESDAY, duty=Duty.AWAY, deputy=choice(morning, "오감독"))

    with pytest.raises(FormRefused) as themself:
        morning.do_now(note_absence, by=OH, absence=away)
    with pytest.raises(FormRefused) as nobody:
        morning.do_now(note_absence, by=OH, absence=Absence(first=MONDAY, last=TUESDAY, duty=Duty.AWAY))

    assert themself.value.errors == nobody.value.errors == {DEPUTY: Reason.DEPUTY_WRONG}
