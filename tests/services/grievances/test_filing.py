"""Filing from the draft of a result."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.domain.calls.results import MoneyAnswer
from bot.domain.calls.states import CallState
from bot.domain.grievances.accusations.kinds import Accusation
from bot.domain.grievances.filing import AuditReason, Filing, FilingField
from bot.domain.grievances.kinds import Kind
from bot.domain.refusals import FormRefused, Reason
from bot.services.calls import claiming, recording
from bot.services.desk import Desk
from bot.services.grievances import filing
from bot.services.unit import Unit
from storage.grievances.tables import Grievance
from tests.steps.builders import KIM, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.grievances import QUESTION, number_of
from tests.steps.rows import call_row


def test_a_lost_second_page_is_taken_up_from_the_draft(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    morning.do_now(filing.begin_filing, by=KIM, number=1, result=GRIEVANCE_RESULT, filing=QUESTION)

    seen = morning.do_now(filing.see_filing, by=KIM, number=1, filing=QUESTION)

    assert seen.due_on == date(2026, 12, 1)
    with pytest.raises(FormRefused):
        morning.do_now(filing.begin_filing, by=KIM, number=1, result=with_(GRIEVANCE_RESULT, words=""), filing=QUESTION)


def test_a_first_page_that_is_drawn_late_takes_nothing_from_what_was_sent_off(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    morning.do_now(filing.begin_filing, by=KIM, number=1, result=GRIEVANCE_RESULT, filing=QUESTION)
    morning.do_now(recording.keep_result, by=KIM, number=1, result=with_(GRIEVANCE_RESULT, words=""))

    morning.do_now(filing.file_grievance, by=KIM, number=1, filing=QUESTION)

    assert morning.do_now(words_of_matters) == [GRIEVANCE_RESULT.words]


def words_of_matters(unit: Unit) -> list[str]:
    sealed = unit.session.execute(select(col(Grievance.sealed_words))).scalars()
    return [unit.secrets.open_if(words) for words in sealed]


def test_nothing_is_filed_before_it_is_said_whom_it_is_about_where_the_list_leaves_it_unclear(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=2)
    card = morning.do_now(filing.begin_filing, by=KIM, number=2, result=GRIEVANCE_RESULT, filing=QUESTION)

    for chosen in (QUESTION, replace(QUESTION, officers=(999,))):
        with pytest.raises(FormRefused) as refused:
            morning.do_now(filing.file_grievance, by=KIM, number=2, filing=chosen)
        assert refused.value.errors == {FilingField.OFFICER: Reason.OFFICER_MISSING}

    assert [each.cell for each in card.unclear] == ["최형사"]
    assert not card.recipients
    assert call_row(morning, 2).state == CallState.CLAIMED


def test_the_form_says_where_nobody_may_read_an_accusation(morning: Desk) -> None:
    everybody = replace(QUESTION, officers=(number_of(morning, "한감사"), number_of(morning, "오감독")))
    accused = with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES)
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    cards = [
        morning.do_now(filing.begin_filing, by=KIM, number=1, result=accused, filing=chosen)
        for chosen in (everybody, replace(QUESTION, officer_unknown=True))
    ]

    assert [card.is_readable for card in cards] == [False, True]


def test_what_the_words_sound_like_is_shown_only_where_the_operator_is_not_concerned(morning: Desk) -> None:
    accusing = with_(GRIEVANCE_RESULT, words="담당 형사가 돈을 요구했습니다")
    of_audit = replace(QUESTION, officers=(number_of(morning, "한감사"),))
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    known, unknown, colleague = (
        morning.do_now(filing.begin_filing, by=KIM, number=1, result=accusing, filing=chosen)
        for chosen in (QUESTION, replace(QUESTION, officer_unknown=True), of_audit)
    )

    assert [card.reason for card in (known, unknown, colleague)] == [AuditReason.WORDS] * 3
    assert Accusation.BRIBERY in known.noticed
    assert (unknown.noticed, colleague.noticed) == ((), ())


def test_nothing_is_filed_before_kind_and_category_are_chosen(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    card = morning.do_now(filing.begin_filing, by=KIM, number=1, result=GRIEVANCE_RESULT, filing=Filing())

    for chosen, field in ((Filing(), FilingField.KIND), (Filing(kind=Kind.INQUIRY), FilingField.CATEGORY)):
        with pytest.raises(FormRefused) as refused:
            morning.do_now(filing.file_grievance, by=KIM, number=1, filing=chosen)
        assert set(refused.value.errors) == {field}
    assert not card.is_chosen
