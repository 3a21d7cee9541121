"""What a newer list changes of an open call, and who is told."""

from bot.clock import MovableClock
from bot.domain.calls.cards import ClaimCard
from bot.domain.notices import NoticeKind
from bot.services.calls import boards, claiming
from bot.services.desk import Desk
from bot.services.lists.correcting import readmit_call
from tests.steps.builders import KIM, visitor
from tests.steps.desks import bring_list, hire, open_morning, operator
from tests.steps.rows import call_row, told


def claim(desk: Desk, number: int = 1) -> ClaimCard:
    return desk.do_now(claiming.claim_call, by=KIM, number=number)


def test_the_claimants_card_shows_what_the_newer_list_says(desk: Desk) -> None:
    hire(desk, operator(KIM))
    hire(desk, operator("U0CHOI", name="최형사", rank="경사"))
    bring_list(desk, [visitor(1, 비고="문자만")])
    corrected = {
        "성명": "남궁 민수 외 2명",
        "연락처": "010-0000-2001 / 02-000-2001 / 010-0000-2002",
        "민원종류": "분실물 신고",
        "담당부서": "민원실",
        "담당자": "경사 최형사",
        "비고": "청각장애인",
    }

    bring_list(desk, [visitor(1, **corrected)])

    card = claim(desk)
    [visit] = card.visits
    assert (card.contact.name, card.contact.phone) == ("남궁 민수", "010-0000-2001")
    assert card.contact.alternates == ("010-0000-2002", "02-000-2001")
    assert (visit.petition_type, visit.department, visit.officers) == ("분실물", "민원실", ("경사 최형사",))
    assert (visit.remarks, visit.marks) == ("청각장애인", ("group",))
    assert (card.line.petition_type, card.line.department) == ("분실물", "민원실")


def test_a_claimant_is_told_of_a_correction_and_nobody_of_a_row_that_is_known(desk: Desk) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1), visitor(2)])
    claim(desk)

    bring_list(desk, [visitor(1), visitor(2, 연락처="010-0000-2002")])
    assert not told(desk, NoticeKind.CALL_CORRECTED)
    bring_list(desk, [visitor(1, 연락처="010-0000-2001"), visitor(2)])

    assert told(desk, NoticeKind.CALL_CORRECTED) == [KIM]


def test_a_claimed_call_that_must_not_be_made_is_taken_away_and_its_claimant_told(desk: Desk) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1)])
    claim(desk)

    bring_list(desk, [visitor(1, 비고="연락 거부")])

    assert told(desk, NoticeKind.CALL_WITHDRAWN) == [KIM]
    assert (call_row(desk).state, call_row(desk).claimed_by) == ("closed", None)


def test_a_call_that_comes_back_stands_on_the_newest_board(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    bring_list(desk, [visitor(1, 비고="연락 거부")])

    bring_list(desk, [visitor(1, 비고="통화 가능")])

    page = desk.do_now(boards.see_board_page, board_id=1, page=1)
    assert page is not None
    assert (page.tally.queued, page.tally.closed) == (3, 0)


def test_a_call_that_comes_back_is_made_to_the_number_of_the_list_that_brings_it_back(desk: Desk) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1)])
    bring_list(desk, [visitor(1, 연락처="010-0000-1001 (배우자)")])

    report = bring_list(desk, [visitor(1, 연락처="010-0000-2001")])

    assert (report.back, report.corrected) == (1, 0)
    assert claim(desk).contact.phone == "010-0000-2001"
    assert bring_list(desk, [visitor(1, 연락처="010-0000-2001")]).known == 1


def test_only_a_call_that_had_left_the_queue_is_put_back(desk: Desk) -> None:
    bring_list(desk, [visitor(1)])

    assert not desk.do_now(readmit_call, number=1, by=KIM)


def test_a_visit_that_changes_its_type_changes_that_of_a_call_that_stood_for_it(desk: Desk) -> None:
    first = visitor(1, 방문일시="2026-11-19", 민원종류="분실물")
    latest = visitor(2, 성명="남궁민수", 연락처="010-0000-1001")
    bring_list(desk, [first, latest])

    bring_list(desk, [first | {"담당부서": "민원실"}, latest])
    assert (call_row(desk).petition_type, call_row(desk).department) == ("교통사고", "교통과")
    bring_list(desk, [first, latest | {"담당부서": "경비과"}])

    assert (call_row(desk).petition_type, call_row(desk).department) == ("교통사고", "경비과")


def test_whose_number_is_somebody_elses_too_is_said_on_both_cards(desk: Desk) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1), visitor(2, 연락처="010-0000-1001", 담당부서="민원실"), visitor(3)])

    first, second, third = claim(desk, 1), claim(desk, 2), claim(desk, 3)

    assert [card.shares_number for card in (first, second, third)] == [True, True, False]
    assert ([v.department for v in first.visits], [v.department for v in second.visits]) == (["교통과"], ["민원실"])
