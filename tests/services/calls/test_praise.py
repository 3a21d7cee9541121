"""Praise: sent to the officer, kept, or held for audit."""

import pytest

from bot.domain.calls.results import PraiseGiven
from bot.domain.notices import NoticeKind
from bot.services.calls import claiming, recording
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.people.queries import staff_named
from tests.steps.builders import KIM, with_
from tests.steps.calls import SATISFIED
from tests.steps.rows import told


@pytest.mark.parametrize(
    ("words", "officer", "declined", "standing", "receivers"),
    [
        ("사위 삼고 싶어요", "정교통", False, "sent", ["U0JUNG"]),
        ("사위 삼고 싶어요", "정교통", True, "kept", []),
        ("사위 삼고 싶어요", None, False, "kept", []),
        ("사위 삼고 싶어 봉투를 드렸어요", "정교통", False, "held", []),
    ],
)
def test_praise_reaches_the_officer_unless_declined_or_with_a_gift(
    morning: Desk,
    words: str,
    officer: str | None,
    declined: bool,
    standing: str,
    receivers: list[str],
) -> None:
    choices = morning.do_now(officer_ids, "정교통")
    officer_id = None if officer is None else choices["U0JUNG"]
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    result = with_(SATISFIED, praise=PraiseGiven(words=words, officer_id=officer_id, declined=declined))
    recorded = morning.do_now(recording.record_result, by=KIM, number=1, result=result)

    assert recorded.praise == standing
    assert told(morning, NoticeKind.PRAISE) == receivers
    assert told(morning, NoticeKind.PRAISE_HELD) == (["U0HAN"] if standing == "held" else [])


def officer_ids(unit: Unit, name: str) -> dict[str, int]:
    """Slack id → directory id of everybody of a name."""
    return {person.slack_id or "": person.key for person in staff_named(unit.session, name)}
