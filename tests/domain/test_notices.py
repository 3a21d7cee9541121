"""Notices: people hear before a board is drawn again; files come once."""

from bot.domain.announcements import BoardPageNotice, BoardTallyNotice, CallDueNotice, HomeNotice, StatsSheetNotice
from bot.domain.notices import WITH_FILES, NoticeKind
from tests.steps.builders import MONDAY, seoul


def test_people_are_told_before_home_and_home_before_the_board_and_its_tally_comes_last() -> None:
    due, home = CallDueNotice(call=17, at=seoul(MONDAY, 18)), HomeNotice()
    page, tally = BoardPageNotice(board=3, page=1), BoardTallyNotice(board=3, page=1)

    assert sorted((tally, page, home, due), key=lambda each: each.urgency) == [due, home, page, tally]
    assert tally.ref == page.ref


def test_a_reference_says_which_one_it_is() -> None:
    assert BoardPageNotice(board=3, page=2).ref == "3:2"
    assert CallDueNotice(call=17, at=seoul(MONDAY, 18)).ref == "17:20261123090000"
    assert HomeNotice().ref == NoticeKind.HOME


def test_reports_bring_files_and_messages_do_not() -> None:
    assert NoticeKind.MONTHLY_REPORT in WITH_FILES
    assert NoticeKind.WEEKLY_DIGEST not in WITH_FILES


def test_a_reference_is_read_back_as_it_was_written() -> None:
    files = StatsSheetNotice(period="2026-11", word="교통과|수사과", at=seoul(MONDAY, 18))

    for notice in (BoardPageNotice(board=3, page=2), CallDueNotice(call=17, at=seoul(MONDAY, 18)), HomeNotice(), files):
        assert type(notice).read(notice.ref) == notice
