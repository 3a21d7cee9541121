"""The survey: a new version where the station's items changed, and what an answered call brought, stored and back."""

from dataclasses import replace

from sqlalchemy import select
from sqlmodel import col

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.station_tables import SURVEY, SurveyItem
from bot.domain.trail import Event
from bot.services.calls.surveys import (
    begin_survey,
    knows_questions,
    questions_of_form,
    store_result,
    stored_result,
)
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.surveys import find_survey
from storage.tables import Trail

WAITING = SurveyItem(key="waiting", label="대기 시간", sentence="오래 기다리지 않으셨습니까?")


def test_what_a_conversation_brought_is_stored_as_it_was(morning: Desk) -> None:
    said = Result(
        disposition=Disposition.ANSWERED,
        scores={"overall": 4, "expertise": 1},
        money=MoneyAnswer.NO,
        no_follow_up=True,
        words="오래 기다렸다",
        petitioner_view="늦었다",
    )

    morning.do_now(store_result, 1, said)

    row = morning.do_now(lambda unit: find_survey(unit.session, 1))
    assert row is not None
    assert row.sealed_words is not None
    assert said.words.encode() not in row.sealed_words
    assert morning.do_now(stored_result, 1) == said


def test_a_version_begins_where_the_items_changed_and_not_at_every_start(desk: Desk) -> None:
    assert [desk.do_now(begin_survey) for _ in range(2)] == [1, None]

    desk.station = replace(desk.station, survey=(*SURVEY, WAITING))
    assert [desk.do_now(begin_survey) for _ in range(2)] == [2, None]

    assert [each.name for each in desk.do_now(questions_of_form, ())][-1] == "waiting-2"
    assert [each.name for each in desk.do_now(questions_of_form, ["overall", "kindness"])][-1] == "waiting-2"
    assert desk.do_now(knows_questions, ["waiting-2", "overall"])
    assert not desk.do_now(knows_questions, ["waiting"])
    assert desk.do_now(_begun) == ["survey:1", "survey:2"]


def _begun(unit: Unit) -> list[str]:
    began = select(Trail).where(col(Trail.event) == Event.SURVEY_BEGAN.value).order_by(col(Trail.id))
    return [each.subject for each in unit.session.execute(began).scalars()]
