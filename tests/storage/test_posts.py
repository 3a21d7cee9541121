"""Where messages of ours stand in Slack: one for each notice and recipient, until it is forgotten."""

from dataclasses import replace

from bot.domain.announcements import BoardPageNotice
from bot.domain.notices import CALL_CHANNEL
from bot.services.desk import Desk
from storage.posts import (
    Posted,
    direct_channel,
    find_post,
    forget_post,
    has_post,
    is_used,
    keep_direct_channel,
    keep_post,
)
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.desks import in_session

PAGE, NEXT_PAGE = BoardPageNotice(board=1, page=1), BoardPageNotice(board=1, page=2)
POSTED = Posted(channel="C0CALLS", ts=f"{seoul(MONDAY, 7).timestamp():.6f}", digest="x")


def test_a_message_stands_where_it_was_posted_last(desk: Desk) -> None:
    later = replace(POSTED, ts=f"{seoul(MONDAY, 8).timestamp():.6f}", digest="y")

    for posted in (POSTED, later):
        in_session(desk, keep_post, PAGE, CALL_CHANNEL, posted, for_audit=False)

    assert in_session(desk, find_post, PAGE, CALL_CHANNEL) == later
    assert later.at == seoul(MONDAY, 8)


def test_each_notice_and_recipient_has_a_message_of_its_own(desk: Desk) -> None:
    for what, recipient in ((PAGE, CALL_CHANNEL), (NEXT_PAGE, CALL_CHANNEL), (PAGE, KIM)):
        in_session(desk, keep_post, what, recipient, POSTED, for_audit=False)

    in_session(desk, forget_post, PAGE, CALL_CHANNEL)

    assert not in_session(desk, has_post, PAGE, CALL_CHANNEL)
    assert in_session(desk, has_post, NEXT_PAGE, CALL_CHANNEL)
    assert in_session(desk, has_post, PAGE, KIM)


def test_a_channel_is_used_once_a_message_of_ours_stands_there(desk: Desk) -> None:
    before = in_session(desk, is_used, POSTED.channel)
    in_session(desk, keep_post, PAGE, CALL_CHANNEL, POSTED, for_audit=False)

    assert (before, in_session(desk, is_used, POSTED.channel)) == (False, True)


def test_where_somebodys_direct_messages_are_is_known_once_they_were_opened(desk: Desk) -> None:
    before = in_session(desk, direct_channel, KIM)
    for channel in ("D0OLD", "D0NEW"):
        in_session(desk, keep_direct_channel, KIM, channel)

    assert (before, in_session(desk, direct_channel, KIM)) == (None, "D0NEW")
