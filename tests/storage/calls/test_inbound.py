"""Who came to us: by what a closed call was opened again, and one at a time for one number."""

import threading

from bot.domain.calls.inbound import HowCame
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.inbound import let_be_phoned, note_inbound, opened_again_at, wait_for_number
from storage.calls.tables import Call, Inbound
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.desks import in_session
from tests.steps.rows import call_row

AT = seoul(MONDAY, 10)


def test_a_call_was_opened_again_at_its_moment_alone(morning: Desk) -> None:
    for call, again in ((1, True), (2, False)):
        in_session(morning, note_inbound, Inbound(call_id=call, at=AT, by=KIM, how=HowCame.PHONED.value, again=again))

    assert in_session(morning, opened_again_at, 1, AT) is not None
    assert in_session(morning, opened_again_at, 1, seoul(MONDAY, 11)) is None
    assert in_session(morning, opened_again_at, 2, AT) is None


def test_whoever_may_be_phoned_after_all_is_noted(morning: Desk) -> None:
    in_session(morning, lambda session: setattr(session.get_one(Call, 2), "inbound_only", True))

    in_session(morning, let_be_phoned, 2)

    assert not call_row(morning, 2).inbound_only


def test_whoever_takes_in_the_same_number_waits_until_the_first_is_done(morning: Desk) -> None:
    order: list[str] = []
    first_is_in, may_end = threading.Event(), threading.Event()

    def first() -> None:
        def work(unit: Unit) -> None:
            wait_for_number(unit.session, "hash")
            note_inbound(unit.session, Inbound(call_id=1, at=AT, by=KIM, how=HowCame.PHONED.value, again=False))
            first_is_in.set()
            may_end.wait(10)
            order.append("first")

        morning.do_now(work)

    def second() -> None:
        def work(unit: Unit) -> None:
            wait_for_number(unit.session, "hash")
            note_inbound(unit.session, Inbound(call_id=1, at=AT, by=KIM, how=HowCame.PHONED.value, again=False))
            order.append("second")

        morning.do_now(work)

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    first_is_in.wait(10)
    threads[1].start()
    may_end.set()
    for thread in threads:
        thread.join(10)

    assert order == ["first", "second"]
