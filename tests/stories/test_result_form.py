"""The result form asks for what matters, as it matters."""

from bot.demo.station import SampleStation
from bot.sandbox import Person
from bot.services.unit import Unit
from storage.calls.surveys import find_survey, scores_of
from tests.steps.builders import MONDAY, seoul
from tests.steps.slack import PRAISE_WORDS, open_monday


async def _open_form(station: SampleStation) -> Person:
    kim = await open_monday(station)
    await kim.types("/claim 1")
    await kim.types("/done 1")
    return kim


def _fields(person_sees: object) -> list[str]:
    return [block.get("block_id", "") for block in getattr(person_sees, "blocks", [])]


async def test_one_score_for_all_is_recorded_as_such_and_can_be_taken_back(station: SampleStation) -> None:
    kim = await _open_form(station)

    await kim.fills({"same_score": "2"})
    await kim.waits_until(lambda seen: "kindness" not in _fields(seen.modal), what="one score alone")
    await kim.fills({"same_score": "each"})
    await kim.waits_until(lambda seen: "kindness" in _fields(seen.modal), what="six questions again")
    await kim.fills({"same_score": "4", "money": "no", "outcome": "satisfied"})
    done = await kim.submits()

    def read(unit: Unit) -> tuple[set[int], bool]:
        survey = find_survey(unit.session, 1)
        assert survey is not None
        return set(scores_of(unit.session, 1).values()), survey.same_score

    assert not done.errors
    assert station.desk.do_now(read) == ({4}, True)


async def test_a_low_score_entered_last_is_asked_about_before_it_is_saved(station: SampleStation) -> None:
    kim = await _open_form(station)
    await kim.fills({"money": "no", "outcome": "satisfied"})
    await kim.waits_until(lambda seen: "no_follow_up" not in _fields(seen.modal), what="no question yet")

    asked = await kim.submits({"fairness": "2"})
    refused = await kim.submits()
    done = await kim.submits({"no_follow_up": "yes"})

    assert asked.view is not None
    assert "2점 이하의 점수가 있습니다" in asked.view.words
    assert "2점 이하" in refused.errors["outcome"]
    assert not done.errors
    assert done.view is not None
    assert "종결했습니다. 결과: 만족" in done.view.words


async def test_what_was_ticked_is_asked_for_although_its_fields_were_not_drawn(station: SampleStation) -> None:
    kim = await _open_form(station)
    await station.sandbox.fault({"method": "views.update", "fault": "refused", "error": "fatal_error", "times": 20})

    asked = await kim.submits({"money": "no", "outcome": "satisfied", "more": ["praise", "earlier"]})
    assert asked.view is not None
    assert {"praise_words", "happened_at"} <= set(_fields(asked.view))

    without = await kim.submits()
    assert set(without.errors) == {"praise_words", "happened_at"}
    assert "표시를 지워" in without.errors["praise_words"]

    happened_at = int(seoul(MONDAY, 9, 30).timestamp())
    done = await kim.submits({"praise_words": PRAISE_WORDS, "happened_at": happened_at})
    assert done.view is not None
    assert "종결했습니다. 결과: 만족" in done.view.words


async def test_praise_and_another_time_are_asked_for_when_they_are_ticked(station: SampleStation) -> None:
    kim = await _open_form(station)
    seen = await kim.sees()
    assert not {"praise_words", "praised_officer", "happened_at"} & set(_fields(seen.modal))

    await kim.fills({"more": ["praise", "earlier"]})
    await kim.waits_until(lambda seen: {"praise_words", "happened_at"} <= set(_fields(seen.modal)), what="both")
    await kim.fills({"praise_words": PRAISE_WORDS, "money": "no"})
    await kim.closes_modal()
    await kim.types("/done 1")
    opened_again = (await kim.sees()).modal

    assert opened_again is not None
    assert "praise_words" in _fields(opened_again)
    assert PRAISE_WORDS in str(opened_again.json)
