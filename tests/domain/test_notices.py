"""Notices: people hear before a board is drawn again; files come once."""

from bot.domain.announcements import BoardPageNotice, CallDueNotice, HomeNotice
from bot.domain.notices import WITH_FILES, NoticeKind, urgency
from tests.steps.builders import MONDAY, seoul


def test_people_are_told_before_home_and_home_before_the_board() -> None:
    line = sorted((NoticeKind.BOARD_PAGE, NoticeKind.HOME, NoticeKind.CALL_DUE), key=urgency)

    assert line == [NoticeKind.CALL_DUE, NoticeKind.HOME, NoticeKind.BOARD_PAGE]


def test_a_reference_says_which_one_it_is() -> None:
    assert BoardPageNotice(board=3, page=2).ref == "3:2"
    assert CallDueNotice(call=17, at=seoul(MONDAY, 18)).ref == "17:20261123090000"
    assert HomeNotice().ref == NoticeKind.HOME


def test_reports_bring_files_and_messages_do_not() -> None:
    assert NoticeKind.MONTHLY_REPORT in WITH_FILES
    assert NoticeKind.WEEKLY_DIGEST not in WITH_FILES
