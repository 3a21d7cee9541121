"""Praise: sent to the officer, kept, or held for audit."""

import pytest

from bot.domain.calls.results import PraiseGiven
from bot.domain.notices import NoticeKind
from bot.domain.roles import Role
from bot.services.calls import claiming, recording
from bot.services.calls.praise import see_held_praise, see_praise_list
from bot.services.desk import Desk
from bot.services.unit import Unit
from bot.texts import load_texts
from bot.views.calls.praise import praise_list
from storage.people.queries import staff_named
from tests.steps.builders import HAN, KIM, LEE, MONDAY, OH, with_
from tests.steps.calls import SATISFIED
from tests.steps.desks import hire, operator, phone
from tests.steps.grievances import number_of
from tests.steps.rows import told


@pytest.mark.parametrize(
    ("words", "officer", "declined", "standing", "receivers"),
    [
        ("사위 삼고 싶어요", "정교통", False, "sent", ["U0JUNG"]),
        ("사위 삼고 싶어요", "정교통", True, "kept", []),
        ("사위 삼고 싶어요", None, False, "kept", []),
        ("사위 삼고 싶어 봉투를 드렸어요", "정교통", False, None, []),
    ],
)
def test_praise_reaches_the_officer_unless_declined_or_with_a_gift(
    morning: Desk,
    words: str,
    officer: str | None,
    declined: bool,
    standing: str | None,
    receivers: list[str],
) -> None:
    choices = morning.do_now(officer_ids, "정교통")
    officers = () if officer is None else (choices["U0JUNG"],)
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    result = with_(
        SATISFIED, praise=PraiseGiven(words=words, officers=officers, declined=declined, was_gift="봉투" in words)
    )
    recorded = morning.do_now(recording.record_result, by=KIM, number=1, result=result)

    assert recorded.praise == standing
    assert told(morning, NoticeKind.PRAISE) == receivers
    assert told(morning, NoticeKind.PRAISE_HELD) == (["U0HAN"] if standing is None else [])


def officer_ids(unit: Unit, name: str) -> dict[str, int]:
    """Slack id → directory id of everybody of a name."""
    return {person.slack_id or "": person.key for person in staff_named(unit.session, name)}


def test_praise_for_several_reaches_each_who_can_be_reached_and_counts_for_each(morning: Desk) -> None:
    hire(morning, operator("U0CHOI", name="최형사", roles=["officer"]))
    hire(morning, operator("U0GONE", name="김떠남", roles=["officer"], active=False))
    officers = tuple(number_of(morning, name) for name in ("최형사", "한감사", "김떠남"))
    praised = PraiseGiven(words="친절", officers=officers)

    phone(morning, 1, with_(SATISFIED, praise=praised))
    phone(morning, 2, with_(SATISFIED, praise=praised), by=LEE)

    assert sorted(told(morning, NoticeKind.PRAISE)) == ["U0CHOI", "U0CHOI", HAN, HAN]
    listed = morning.do_now(see_praise_list, month=MONDAY.replace(day=1))
    assert listed.officers == tuple(sorted(set(listed.officers)))  # nobody is ranked
    drawn = str(praise_list(listed, load_texts("ko"))["blocks"])
    assert drawn.count("한감사") == 1
    assert "2건" not in drawn


def test_praise_with_a_gift_is_kept_from_each_of_its_officers(morning: Desk) -> None:
    both = tuple(number_of(morning, name, department) for name, department in (("한감사", ""), ("정교통", "교통과")))

    phone(morning, 1, with_(SATISFIED, praise=PraiseGiven(words="봉투를 드렸어요", officers=both, was_gift=True)))

    assert told(morning, NoticeKind.PRAISE_HELD) == [OH]


def test_held_praise_is_kept_from_the_officer_and_everybody_of_their_departments(morning: Desk) -> None:
    hire(
        morning,
        operator("U0MIN", name="민감찰", roles=[Role.AUDIT.value], department="교통과"),
        operator("U0SEO", name="서감사", roles=[Role.AUDIT.value], department="경무과"),
    )
    praise = PraiseGiven(
        words="봉투를 드렸어요", officers=(morning.do_now(officer_ids, "정교통")["U0JUNG"],), was_gift=True
    )
    phone(morning, 1, with_(SATISFIED, praise=praise))

    assert sorted(told(morning, NoticeKind.PRAISE_HELD)) == [HAN, "U0SEO"]
    seen = [morning.do_now(see_held_praise, praise_id=1, reader=each) for each in (HAN, "U0MIN", "U0JUNG", OH)]
    assert [each is not None for each in seen] == [True, False, False, False]
