"""What an import decides of each row: who is one person, what is known, corrected, excluded or asked."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.lists.cards import ImportReport
from bot.services.desk import Desk
from bot.services.lists.including import include_petitioner
from tests.steps.builders import KIM, OH, visitor
from tests.steps.calls import SATISFIED
from tests.steps.desks import bring_list, hire, operator, phone
from tests.steps.rows import call_row, calls_of_list, petitioner_names

SAME = {"연락처": "010-0000-1001"}
PERSON = {"성명": "남궁민수", **SAME}
NO_RECEIPT = {"접수번호": ""}


def numbers(report: ImportReport) -> dict[str, int]:
    """The counts of a report that are not 0."""
    counts = {name: getattr(report, name) for name in ("added", "known", "merged", "corrected", "outdated")}
    counts |= {"back": report.back, "withdrawn": report.withdrawn, "asked": len(report.asked)}
    return {name: count for name, count in counts.items() if count} | dict(report.excluded)


def test_two_people_with_one_number_are_two_calls(desk: Desk) -> None:
    report = bring_list(desk, [visitor(1, **SAME), visitor(2, **SAME)])

    assert numbers(report) == {"added": 2}
    assert numbers(bring_list(desk, [visitor(3, **SAME)])) == {"added": 1}
    assert petitioner_names(desk) == ["남궁민수", "성춘향", "이몽룡"]


def test_one_person_however_the_name_is_written_is_one_call(desk: Desk) -> None:
    bring_list(desk, [visitor(1)])

    again = [visitor(2, 성명="남궁 민수님", **SAME), visitor(3, 성명="남궁민수 외 2명", **SAME)]

    assert numbers(bring_list(desk, again)) == {"merged": 2}


def test_receipt_numbers_that_begin_anew_are_other_visits(desk: Desk) -> None:
    bring_list(desk, [visitor(1), visitor(2)])

    report = bring_list(desk, [visitor(3, 접수번호="2026-00001"), visitor(4, 접수번호="2026-00002")])

    assert numbers(report) == {"added": 2}


def test_two_people_of_one_receipt_number_are_two_visits(desk: Desk) -> None:
    assert numbers(bring_list(desk, [visitor(1), visitor(2, 접수번호="2026-00001")])) == {"added": 2}


@pytest.mark.parametrize("receipt", [{}, NO_RECEIPT])
def test_a_list_that_comes_again_is_known_and_a_row_that_differs_corrects(desk: Desk, receipt: dict[str, str]) -> None:
    bring_list(desk, [visitor(1, **receipt), visitor(2, **receipt)])

    report = bring_list(desk, [visitor(1, 연락처="010-0000-2001", **receipt), visitor(2, **receipt)])

    assert numbers(report) == {"known": 1, "corrected": 1}
    again = bring_list(desk, [visitor(1, 연락처="010-0000-2001", **receipt), visitor(2, **receipt)])
    assert numbers(again) == {"known": 2}


def test_a_missing_column_and_an_empty_cell_correct_nothing(desk: Desk) -> None:
    bring_list(desk, [visitor(1, 비고="문자만")])

    empty = {"민원종류": "", "담당부서": "", "담당자": "", "비고": "", "연락처": ""}

    assert numbers(bring_list(desk, [visitor(1, **empty)])) == {"known": 1}
    assert (call_row(desk).state, call_row(desk).department) == ("queued", "교통과")


def test_without_receipt_numbers_the_report_asks_which_of_several_is_meant(desk: Desk) -> None:
    bring_list(desk, [visitor(1), visitor(1, 접수번호="2026-00002", 연락처="010-0000-1002")])

    report = bring_list(desk, [visitor(1, 연락처="010-0000-1003", **NO_RECEIPT)])

    assert numbers(report) == {"asked": 1}
    assert [(row.row_no, row.reason) for row in report.asked] == [(2, "several_fit")]


def test_whoever_must_be_protected_is_called_by_none_of_several(desk: Desk) -> None:
    bring_list(desk, [visitor(1), visitor(1, 접수번호="2026-00002", 연락처="010-0000-1002")])

    report = bring_list(desk, [visitor(1, 연락처="010-0000-1003", 비고="스토킹 피해자", **NO_RECEIPT)])

    assert report.withdrawn == 2
    assert [call.state for call in calls_of_list(desk)] == ["closed", "closed"]


def test_an_older_list_adds_and_excludes_and_overwrites_nothing(desk: Desk) -> None:
    bring_list(desk, [visitor(1), visitor(2), visitor(9, 방문일시="2026-11-23")])
    old = [visitor(1, 연락처="010-0000-2001"), visitor(2, 비고="연락 거부"), visitor(3)]

    report = bring_list(desk, old)

    assert numbers(report) == {"added": 1, "outdated": 1, "withdrawn": 1, "refused_contact": 1}


def test_a_file_that_was_corrected_since_overwrites_nothing_when_it_is_dropped_again(desk: Desk) -> None:
    wrong, right = [visitor(1)], [visitor(1, 연락처="010-0000-2001")]
    bring_list(desk, wrong)
    bring_list(desk, right)

    assert numbers(bring_list(desk, wrong)) == {"outdated": 1}
    assert numbers(bring_list(desk, right)) == {"known": 1}


EXCLUDED = [
    ({"연락처": ""}, {}, True),
    ({"연락처": "010-0000-1001 (배우자)"}, {"연락처": "010-0000-1001"}, True),
    ({"비고": "연락 거부"}, {"비고": "통화 가능"}, True),
    ({"비고": "연락 거부"}, {"비고": ""}, False),
    ({"비고": "스토킹 피해자"}, {"비고": "통화 가능"}, False),
    ({"비고": "제보자"}, {"비고": "통화 가능"}, False),
]


@pytest.mark.parametrize(("before", "after", "is_called"), EXCLUDED)
def test_who_was_excluded_is_called_when_the_list_says_otherwise_where_it_said_so(
    desk: Desk, before: dict[str, str], after: dict[str, str], is_called: bool
) -> None:
    bring_list(desk, [visitor(1, **before)])

    report = bring_list(desk, [visitor(1, **after)])

    assert numbers(report) == ({"added": 1} if is_called else {"known": 1})
    assert numbers(bring_list(desk, [visitor(1, **after)])) == {"known": 1}


def test_who_must_not_be_called_any_more_leaves_the_queue_and_may_come_back(desk: Desk) -> None:
    bring_list(desk, [visitor(1)])

    left = bring_list(desk, [visitor(1, 비고="연락 거부")])
    assert numbers(left) == {"withdrawn": 1, "refused_contact": 1}
    assert (call_row(desk).state, call_row(desk).outcome) == ("closed", "ineligible")
    assert numbers(bring_list(desk, [visitor(1, 비고="연락 거부")])) == {"known": 1}

    back = bring_list(desk, [visitor(1, 비고="통화 가능")])
    assert numbers(back) == {"back": 1}
    assert (call_row(desk).state, call_row(desk).outcome) == ("queued", None)


def test_a_closed_call_is_corrected_by_nothing(desk: Desk) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1)])
    phone(desk, 1, SATISFIED)

    assert numbers(bring_list(desk, [visitor(1, 연락처="010-0000-2001")])) == {"known": 1}
    assert numbers(bring_list(desk, [visitor(1, 비고="연락 거부")])) == {"known": 1}


def test_who_was_called_lately_is_called_for_another_matter_or_a_complaint(desk: Desk, clock: MovableClock) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1)])
    phone(desk, 1, SATISFIED)
    clock.advance(timedelta(days=7))
    later = {"성명": "남궁민수", "방문일시": "2026-11-27", **SAME}

    same = bring_list(desk, [visitor(2, **later)])
    other = bring_list(desk, [visitor(3, 민원종류="분실물 신고", **later)])
    complaint = bring_list(desk, [visitor(4, 민원종류="교통사고 조사 불만", **later)])

    assert [numbers(each) for each in (same, other, complaint)] == [
        {"recently_called": 1},
        {"added": 1},
        {"merged": 1},
    ]


def test_who_has_the_number_of_somebody_called_lately_is_called(desk: Desk, clock: MovableClock) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1)])
    phone(desk, 1, SATISFIED)
    clock.advance(timedelta(days=7))

    report = bring_list(desk, [visitor(2, 방문일시="2026-11-27", **SAME)])

    assert numbers(report) == {"added": 1}
    assert not call_row(desk, 2).is_repeat


def test_a_corrected_number_that_must_not_be_called_leaves_the_queue(desk: Desk) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1), visitor(2)])
    phone(desk, 2, Result(disposition=Disposition.REFUSED, do_not_call=True))

    report = bring_list(desk, [visitor(1, 연락처="010-0000-1002")])

    assert numbers(report) == {"withdrawn": 1, "do_not_call": 1}


def test_a_dry_run_counts_corrections_and_changes_nothing(desk: Desk) -> None:
    bring_list(desk, [visitor(1)])

    report = bring_list(desk, [visitor(1, 연락처="010-0000-2001")], dry_run=True)

    assert numbers(report) == {"corrected": 1}
    assert numbers(bring_list(desk, [visitor(1, 연락처="010-0000-2001")])) == {"corrected": 1}


def test_who_must_be_protected_by_one_row_is_not_called_for_another(desk: Desk) -> None:
    rows = [visitor(1), visitor(2, 비고="가정폭력 피해자", **PERSON), visitor(3, 비고="만 17세"), visitor(4, **SAME)]

    assert numbers(bring_list(desk, rows)) == {"added": 1, "victim_protection": 2, "minor": 1}
    assert petitioner_names(desk) == ["변학도"]
    assert numbers(bring_list(desk, rows)) == {"known": 4}


def test_who_must_be_protected_leaves_the_queue_whatever_list_they_came_with(desk: Desk) -> None:
    bring_list(desk, [visitor(1), visitor(2)])

    report = bring_list(desk, [visitor(3, 비고="가정폭력 피해자", **PERSON)])

    assert numbers(report) == {"withdrawn": 1, "victim_protection": 1}
    assert [call_row(desk, number).state for number in (1, 2)] == ["closed", "queued"]
    assert numbers(bring_list(desk, [visitor(1), visitor(2)])) == {"known": 2}


def test_who_refuses_for_one_visit_is_called_for_another(desk: Desk) -> None:
    assert numbers(bring_list(desk, [visitor(1), visitor(2, 비고="연락 거부", **PERSON)])) == {
        "added": 1,
        "refused_contact": 1,
    }


def test_a_supervisor_lets_one_whose_other_visit_is_protected_be_called(desk: Desk) -> None:
    hire(desk, operator(OH, roles=["supervisor"]))
    rows = [visitor(3, 비고="가정폭력 피해자", **PERSON)]
    bring_list(desk, [visitor(1)])
    bring_list(desk, rows)

    desk.do_now(include_petitioner, by=OH, number=1, reason="본인이 통화를 원하심")
    bring_list(desk, rows)
    again = bring_list(desk, [visitor(1, 비고="오후에 전화"), *rows])

    assert call_row(desk).state == "queued"
    assert numbers(again) == {"known": 1, "corrected": 1}
