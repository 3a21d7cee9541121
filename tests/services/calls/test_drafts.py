"""Half-entered results: kept sealed, shown to who entered them, gone with the result."""

from sqlalchemy import select

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result
from bot.services.calls import claiming, drafts, recording
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.tables import Draft
from tests.steps.builders import KIM, LEE
from tests.steps.calls import SATISFIED

ENTERED = Result(disposition=Disposition.ANSWERED, words="오래 기다렸다고 하심", money=MoneyAnswer.NO)


def test_a_form_closed_by_mistake_opens_again_as_it_was(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=2)

    morning.do_now(recording.keep_result, by=KIM, number=2, result=ENTERED)

    assert morning.do_now(recording.open_result_form, by=KIM, number=2).half_entered == ENTERED
    assert morning.do_now(drafts.half_entered, LEE, 2) is None


def test_what_was_half_entered_is_sealed_and_goes_with_the_result(morning: Desk) -> None:
    def kept(unit: Unit) -> list[bytes]:
        return [draft.sealed_words for draft in unit.session.execute(select(Draft)).scalars()]

    morning.do_now(claiming.claim_call, by=KIM, number=2)
    morning.do_now(drafts.keep_half_entered, KIM, 2, ENTERED)
    [sealed] = morning.do_now(kept)

    morning.do_now(recording.record_result, by=KIM, number=2, result=SATISFIED)

    assert ENTERED.words.encode() not in sealed
    assert not morning.do_now(kept)
