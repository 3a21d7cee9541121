"""Refreshing: a change draws anew what shows it, for whoever looks at it."""

from sqlalchemy import select

from bot.domain.notices import NoticeKind
from bot.services.calls import claiming
from bot.services.desk import Desk
from bot.services.home import open_home
from bot.services.refreshing import refresh_board
from bot.services.unit import Unit
from storage.outbox import NoticeState
from storage.tables import Notice
from tests.steps.builders import KIM, LEE, OH, visitor
from tests.steps.desks import bring_list
from tests.steps.rows import told


def waiting_pages(desk: Desk) -> list[str]:
    """Return the pages of boards that wait to be drawn."""

    def read(unit: Unit) -> list[str]:
        rows = unit.session.execute(select(Notice)).scalars()
        return sorted(row.ref for row in rows if row.kind == NoticeKind.BOARD_PAGE and row.state == NoticeState.PENDING)

    return desk.do_now(read)


def all_sent(unit: Unit) -> None:
    """Count every notice as sent."""
    for row in unit.session.execute(select(Notice)).scalars():
        row.state = NoticeState.SENT


def test_a_claim_draws_its_page_and_the_first_with_the_tally(morning: Desk) -> None:
    bring_list(morning, [visitor(number) for number in range(4, 24)])
    morning.do_now(all_sent)

    morning.do_now(claiming.claim_call, by=KIM, number=23)

    assert waiting_pages(morning) == ["1:1", "1:2"]


def test_a_board_is_drawn_with_all_its_pages(morning: Desk) -> None:
    bring_list(morning, [visitor(number) for number in range(4, 24)])
    morning.do_now(all_sent)

    morning.do_now(refresh_board, 1)

    assert waiting_pages(morning) == ["1:1", "1:2"]


def test_home_is_drawn_for_the_claimant_and_supervisors_who_look_at_it(morning: Desk) -> None:
    for who in (KIM, OH, LEE):
        morning.do_now(open_home, by=who)
    morning.do_now(all_sent)

    morning.do_now(claiming.claim_call, by=KIM, number=2)

    assert sorted(told(morning, NoticeKind.HOME)[3:]) == [KIM, OH]
