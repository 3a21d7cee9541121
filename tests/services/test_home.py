"""App Home: everybody their own, and of an audit matter those alone who may know of it."""

from bot.domain.calls.results import MoneyAnswer
from bot.domain.notices import NoticeKind
from bot.services.calls import claiming
from bot.services.calls.queue import NOTHING
from bot.services.desk import Desk
from bot.services.home import open_home, see_home
from tests.steps.builders import HAN, JUNG, KIM, LEE, OH, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.grievances import bring_grievance
from tests.steps.rows import told


def test_an_operator_sees_their_calls_and_an_officer_what_waits_for_them(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(claiming.claim_call, by=KIM, number=2)

    of_kim, of_lee, of_jung = (morning.do_now(see_home, by=who) for who in (KIM, LEE, JUNG))

    assert ([line.number for line in of_kim.mine], of_lee.mine) == ([2], ())
    assert ([line.id for line in of_jung.waiting], of_kim.waiting) == ([1], ())
    assert (of_jung.tally, of_jung.dashboard) == (NOTHING, None)


def test_a_supervisor_has_a_dashboard_of_who_is_on_the_phone(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=2)

    dashboard = morning.do_now(see_home, by=OH).dashboard

    assert dashboard is not None
    assert [(who, count) for who, count, _ in dashboard.on_the_phone] == [(KIM, 1)]


def test_what_came_to_audit_waits_for_audit_alone(morning: Desk) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    waiting = {who: [line.id for line in morning.do_now(see_home, by=who).waiting] for who in (HAN, OH, JUNG, KIM)}

    assert waiting == {HAN: [1], OH: [], JUNG: [], KIM: []}


def test_somebody_outside_the_directory_sees_nothing_of_a_call(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=2)

    home = morning.do_now(see_home, by="U0NOBODY")

    assert (home.roles, home.mine, home.tally, home.absences) == (frozenset(), (), NOTHING, None)


def test_who_opened_home_once_has_it_kept_fresh(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=2)
    before = told(morning, NoticeKind.HOME)
    morning.do_now(open_home, by=KIM)

    assert before == []
    assert told(morning, NoticeKind.HOME) == [KIM]
