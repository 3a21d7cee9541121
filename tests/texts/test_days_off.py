"""What people type of being away, as they write it."""

from datetime import date

import pytest

from bot.domain.people.duty import Duty
from bot.texts.days_off import DutyAsked, duty_asked
from tests.steps.vectors import every

TODAY = date(2026, 11, 26)
D = date
CASES: list[tuple[str, DutyAsked | None]] = [
    ("", DutyAsked()),
    ("근무", DutyAsked(duty=Duty.HERE)),
    ("휴가", DutyAsked(duty=Duty.AWAY, first=TODAY, last=TODAY)),
    ("휴가 12/24~12/26", DutyAsked(duty=Duty.AWAY, first=D(2026, 12, 24), last=D(2026, 12, 26))),
    ("12/24 ~ 26 휴가", DutyAsked(duty=Duty.AWAY, first=D(2026, 12, 24), last=D(2026, 12, 26))),
    ("12월 24일부터 12월 26일까지 연가", DutyAsked(duty=Duty.AWAY, first=D(2026, 12, 24), last=D(2026, 12, 26))),
    ("2027-01-04", DutyAsked(duty=Duty.AWAY, first=D(2027, 1, 4), last=D(2027, 1, 4))),
    ("1/4", DutyAsked(duty=Duty.AWAY, first=D(2027, 1, 4), last=D(2027, 1, 4))),
    ("11/20 휴가", DutyAsked(duty=Duty.AWAY, first=D(2026, 11, 20), last=D(2026, 11, 20))),
    ("내일 오후 반일", DutyAsked(duty=Duty.AFTERNOON_OFF, first=D(2026, 11, 27), last=D(2026, 11, 27))),
    ("오전 반차 내일", DutyAsked(duty=Duty.MORNING_OFF, first=D(2026, 11, 27), last=D(2026, 11, 27))),
    ("오후", DutyAsked(duty=Duty.AFTERNOON_OFF, first=TODAY, last=TODAY)),
    ("김상담 휴가 오늘", DutyAsked(name="김상담", duty=Duty.AWAY, first=TODAY, last=TODAY)),
    ("이상담 12/24~12/26", DutyAsked(name="이상담", duty=Duty.AWAY, first=D(2026, 12, 24), last=D(2026, 12, 26))),
    ("이상담 근무", DutyAsked(name="이상담", duty=Duty.HERE)),
    ("morning off 11/27", DutyAsked(duty=Duty.MORNING_OFF, first=D(2026, 11, 27), last=D(2026, 11, 27))),
    ("금요일 휴가", DutyAsked(duty=Duty.AWAY, first=D(2026, 11, 27), last=D(2026, 11, 27))),
    ("다음 주 월요일 오전반차", DutyAsked(duty=Duty.MORNING_OFF, first=D(2026, 11, 30), last=D(2026, 11, 30))),
    ("휴가 다음주 월요일부터 수요일까지", DutyAsked(duty=Duty.AWAY, first=D(2026, 11, 30), last=D(2026, 12, 2))),
    ("휴가 금~월", DutyAsked(duty=Duty.AWAY, first=D(2026, 11, 27), last=D(2026, 11, 30))),
    ("leave Mon next week", None),
    ("Friday morning off", DutyAsked(duty=Duty.MORNING_OFF, first=D(2026, 11, 27), last=D(2026, 11, 27))),
    ("김상담 다음 주 화요일", DutyAsked(name="김상담", duty=Duty.AWAY, first=D(2026, 12, 1), last=D(2026, 12, 1))),
    ("12 월 24 일 휴가", DutyAsked(duty=Duty.AWAY, first=D(2026, 12, 24), last=D(2026, 12, 24))),
    ("김상담", None),
    ("휴가 언젠가", None),
    ("김상담 춤", None),
]


@every(("words", "meant"), CASES)
def test_being_away_is_understood_as_people_write_it(words: str, meant: DutyAsked | None) -> None:
    assert duty_asked(words, TODAY) == meant


@pytest.mark.parametrize("words", ["휴가 2/30", "휴가 12/24~40"])
def test_a_day_that_does_not_exist_is_none(words: str) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        duty_asked(words, TODAY)


def test_of_the_day_of_the_week_that_it_is_nobody_knows_which_is_meant() -> None:
    with pytest.raises(ValueError, match="thursday"):
        duty_asked("목요일 휴가", TODAY)
