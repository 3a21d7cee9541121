"""Scores as rows, and the versions of the survey, each stored once."""

from bot.domain.calls.surveys import SurveyHistory
from bot.domain.station_tables import SURVEY, SurveyItem
from bot.services.calls.supervising import reopen_call
from bot.services.desk import Desk
from storage.calls.surveys import add_version, find_survey, scores_of, survey_history
from tests.steps.builders import MONDAY, OH, seoul, with_
from tests.steps.calls import MISS, SATISFIED
from tests.steps.desks import in_session, phone

OWN = (SURVEY[0], SurveyItem(key="waiting", label="대기", sentence="오래 기다리셨습니까?", national=""))


def test_a_version_is_stored_once_and_read_as_it_was(desk: Desk) -> None:
    version = SurveyHistory().changed_to(OWN, seoul(MONDAY, 9))
    assert version is not None

    stored = [in_session(desk, add_version, version) for _ in range(2)]

    assert stored == [True, False]
    assert in_session(desk, survey_history) == SurveyHistory((version,))
    assert [each.item for each in in_session(desk, survey_history).current.questions] == list(OWN)


def test_what_a_reopened_call_brings_takes_the_place_of_what_it_brought_before(morning: Desk) -> None:
    phone(morning, 2, with_(SATISFIED, scores={"overall": 3, "kindness": 4}, no_follow_up=True))
    before = in_session(morning, scores_of, 2)
    morning.do_now(reopen_call, by=OH, number=2, reason="다시 전화하심")

    phone(morning, 2, with_(SATISFIED, scores={"overall": 5}))

    assert (before, in_session(morning, scores_of, 2)) == ({"overall": 3, "kindness": 4}, {"overall": 5})


def test_a_call_that_nobody_answered_has_no_survey(morning: Desk) -> None:
    phone(morning, 2, MISS)

    assert in_session(morning, find_survey, 2) is None
