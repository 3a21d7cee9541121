"""The monthly review of who looked at contact data."""

from datetime import date, timedelta

from bot.clock import MovableClock
from bot.domain.notices import NoticeKind
from bot.domain.roles import ADMIN
from bot.domain.trail import SYSTEM, Door, Origin, Purpose
from bot.services.calls import claiming
from bot.services.desk import ORIGIN, Desk
from bot.services.keeping.access_review import review_access_when_due, see_access_review
from bot.services.keeping.contact_data import open_words
from bot.services.keeping.subjects import see_subject
from bot.services.unit import Unit
from bot.views.keeping import answers
from storage.trail import record_access
from tests.steps.builders import FRIDAY, HAN, KIM, LEE, MONDAY, NOVEMBER, OH, PARK, seoul
from tests.steps.desks import hire, operator, phone, posting
from tests.steps.rows import told
from tests.steps.views import KOREAN


def test_it_tells_from_where_people_looked_and_how_the_chains_end(morning: Desk) -> None:
    origins = [Origin(door=Door.COMMAND), Origin(door=Door.CLICK), Origin(door=Door.COMMAND_LINE, place="desk/root")]
    for number, origin in enumerate(origins, 1):
        in_context(origin, morning, number)

    review = morning.do_now(see_access_review, month=NOVEMBER.first)
    subject = morning.do_now(see_subject, by=OH, number=3)

    words = str(answers.access_review(review, KOREAN))
    assert "열람 경로: 명령줄 1회(desk/root) · 명령 1회 · 버튼 1회" in words
    assert [(each.door, each.place, each.count) for each in subject.looks_from] == [("command_line", "desk/root", 1)]
    assert "열람 경로: 명령줄 1회(desk/root)" in str(answers.subject_shown(subject, KOREAN))
    assert len(review.ends) == 2
    assert all(end in words for end in review.ends)


def in_context(origin: Origin, desk: Desk, number: int) -> None:
    """Claim a call from somewhere, and let it go again."""
    token = ORIGIN.set(origin)
    desk.do_now(claiming.claim_call, by=KIM, number=number)
    desk.do_now(claiming.release_call, by=KIM, number=number)
    ORIGIN.reset(token)


def test_looks_are_counted_with_those_that_led_to_nothing(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2)
    morning.do_now(claiming.claim_call, by=LEE, number=3)
    clock.set(seoul(MONDAY, 21))
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    review = morning.do_now(see_access_review, month=NOVEMBER.first)

    assert [(line.person, line.looks, line.off_hours, line.without_attempt) for line in review.lines] == [
        (KIM, 2, 1, 1),
        (LEE, 1, 0, 1),
    ]
    assert not any(line.is_unusual for line in review.lines)


def test_twenty_looks_of_one_are_unusual_where_the_others_have_few(morning: Desk) -> None:
    unusual = []
    for looks in (19, 1):
        for _ in range(looks):
            morning.do_now(look, by=KIM)
        for who in (LEE, PARK):
            morning.do_now(look, by=who)
        review = morning.do_now(see_access_review, month=NOVEMBER.first)
        unusual.append({line.person: line.is_unusual for line in review.lines})

    others = {LEE: False, PARK: False}
    assert unusual == [{KIM: False, **others}, {KIM: True, **others}]


def look(unit: Unit, *, by: str) -> None:
    """Somebody looks at the contact data of call 1."""
    record_access(unit.session, 1, Purpose.CLAIMED_CALL, actor=by, at=unit.now, origin=Origin(door=Door.COMMAND))


def test_looks_at_ones_own_department_are_told_by_where_one_was_then(morning: Desk, clock: MovableClock) -> None:
    """김 was of 수사과 on the day of the visits, and is of 경무과 when the review is made."""
    there = posting("수사과", last=MONDAY)
    phone(morning, 2)
    clock.set(seoul(MONDAY + timedelta(days=20), 9, 40))
    hire(morning, operator(KIM, department="경무과", postings=[there], moved_on=MONDAY + timedelta(days=1)))

    review = morning.do_now(see_access_review, month=NOVEMBER.first)

    assert [(line.person, line.own_unit) for line in review.lines] == [(KIM, 1)]


def test_another_month_has_no_looks(morning: Desk) -> None:
    phone(morning, 2)

    assert morning.do_now(see_access_review, month=date(2026, 10, 1)).lines == ()


def test_audit_gets_it_once_on_the_first_working_morning_of_the_next_month(morning: Desk, clock: MovableClock) -> None:
    early = morning.do_now(review_access_when_due)
    clock.set(seoul(NOVEMBER.last + timedelta(days=1), 8, 31))

    sent = [morning.do_now(review_access_when_due) for _ in range(2)]

    assert (early, sent) == (False, [True, False])
    assert told(morning, NoticeKind.ACCESS_REVIEW) == [HAN]


def test_whoever_read_words_of_lists_is_named_apart_from_looks_at_contact_data(morning: Desk) -> None:
    phone(morning, 2)
    for _ in range(2):
        morning.do_now(open_words, since=FRIDAY, by=ADMIN)

    review = morning.do_now(see_access_review, month=NOVEMBER.first)

    assert [(line.person, line.looks, line.words_read) for line in review.lines] == [(KIM, 1, 0), (ADMIN, 0, 2)]
    assert "암호화된 명단의 원문을 2회 읽음" in str(answers.access_review(review, KOREAN))


def test_of_texts_that_went_by_themselves_nobody_is_asked(morning: Desk) -> None:
    origin = Origin(door=Door.BOT)
    for _ in range(25):
        morning.do_now(
            lambda unit: record_access(
                unit.session, 1, Purpose.ADVANCE_TEXT, actor=SYSTEM, at=seoul(MONDAY, 21), origin=origin
            )
        )

    [line] = morning.do_now(see_access_review, month=NOVEMBER.first).lines

    assert (line.person, line.looks, line.is_unusual) == (SYSTEM, 25, False)
    assert (line.off_hours, line.without_attempt, line.own_unit) == (0, 0, 0)
