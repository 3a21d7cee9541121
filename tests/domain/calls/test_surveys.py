"""The versions of the survey: what makes a question the same, which version a form is of, what a month asked."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

from bot.domain.calls.surveys import FIRST, SurveyHistory
from bot.domain.station_tables import SURVEY, SurveyItem
from bot.texts import load_texts
from tests.steps.builders import seoul

NOON = seoul(date(2026, 11, 16), 12)
WAITING = SurveyItem(key="waiting", label="대기 시간", sentence="오래 기다리지 않으셨습니까?")
KIND = SurveyItem(key="kindness", sentence="저희 직원이 친절했습니까?")
SENTENCES = "329a4d"


def changed(history: SurveyHistory, *items: SurveyItem, days: int = 0) -> SurveyHistory:
    version = history.changed_to(items, NOON + timedelta(days=days))
    assert version is not None
    return SurveyHistory((*history.noted, version))


SHIPPED = changed(SurveyHistory(), *SURVEY, days=-30)
REWORDED = changed(SHIPPED, SURVEY[0], KIND, WAITING)


def test_a_station_without_a_survey_of_its_own_asks_what_ships() -> None:
    assert SurveyHistory().current == FIRST
    assert SHIPPED.current.names == FIRST.names
    assert SHIPPED.changed_to(SURVEY, NOON) is None


def test_another_sentence_is_another_question_and_another_label_is_not() -> None:
    relabelled = changed(REWORDED, replace(SURVEY[0], label="만족도"), KIND, replace(WAITING, label="기다림"), days=1)

    assert REWORDED.current.names == relabelled.current.names == ("overall", "kindness-2", "waiting-2")
    assert [each.item.label for each in relabelled.questions if each.name == "waiting-2"] == ["기다림"]


def test_a_sentence_that_comes_back_is_the_question_that_it_was() -> None:
    back = changed(changed(REWORDED, *SURVEY, days=1), SURVEY[0], KIND, days=2)

    assert back.current.names == ("overall", "kindness-2")
    assert {each.name: each.versions for each in back.questions}["kindness-2"] == (2, 4)


def test_an_order_of_its_own_is_a_version_with_the_same_questions() -> None:
    turned = changed(SHIPPED, *SURVEY[::-1])

    assert turned.current.number == 2
    assert set(turned.current.names) == set(FIRST.names)


def test_a_form_is_of_the_version_whose_questions_it_has() -> None:
    more = changed(SHIPPED, *SURVEY, WAITING)

    assert more.asking(FIRST.names) == more.versions[0]
    assert more.asking(["kindness"]) == more.versions[1]  # a draft with one answer: asked by both
    assert REWORDED.asking(["kindness"]) == REWORDED.versions[0]
    assert REWORDED.asking(["gone-9"]) is None
    assert REWORDED.standing(SURVEY) == REWORDED.versions[0]  # a process that runs with the file of before
    assert REWORDED.standing((WAITING,)) == REWORDED.versions[1]


def test_a_month_asked_what_its_versions_asked_and_what_was_answered_on_older_forms() -> None:
    day = timedelta(days=1)

    both = REWORDED.questions_of(NOON - day, NOON + day)
    after = REWORDED.questions_of(NOON, NOON + day)
    late = REWORDED.questions_of(NOON, NOON + day, ["fairness"])

    assert [each.name for each in both] == ["overall", "kindness-2", "waiting-2", *FIRST.names[1:]]
    assert [each.name for each in after] == list(REWORDED.current.names)
    assert [each.name for each in late] == [*REWORDED.current.names, "fairness"]
    assert [each.number for each in REWORDED.asked_in(NOON - 90 * day, NOON)] == [1]
    assert [each.number for each in REWORDED.asked_in(NOON + day, NOON + 2 * day)] == [2]
    assert [each.number for each in REWORDED.asked_in(NOON - day, NOON + day)] == [1, 2]


def test_the_sentence_of_a_key_that_ships_never_changes() -> None:
    """Whoever writes a better one gives it a key of its own: else answers to two sentences would be put together."""
    said = "".join(load_texts(each).plain(f"survey_sentence.{key}") for each in ("ko", "en") for key in FIRST.names)

    assert sha256(said.encode()).hexdigest()[:6] == SENTENCES


def test_a_question_is_the_stations_own_if_it_said_anything_of_it_or_changed_its_survey() -> None:
    shipped, labelled = FIRST.questions[0], replace(FIRST.questions[0], item=replace(SURVEY[0], label="만족도"))

    assert (shipped.is_own, labelled.is_own, replace(shipped, versions=(1,)).is_own) == (False, True, True)
    assert [each.is_overall for each in FIRST.questions] == [True, *[False] * (len(SURVEY) - 1)]
