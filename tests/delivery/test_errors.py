"""What an error says, and about whom: only what speaks of the message or its recipient is for good."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery.errors import ABOUT, About, failure_of
from bot.domain.notices import Fate

FOR_GOOD = ("invalid_blocks", "msg_too_long", "msg_blocks_too_long", "no_text", "user_disabled", "cannot_dm_bot")
OURS = ("account_inactive", "token_revoked", "token_expired", "invalid_auth", "not_authed", "missing_scope")
LATER = (
    "accesslimited", "org_login_required", "team_added_to_org", "ekm_access_denied", "two_factor_setup_required",
    "team_access_not_granted", "enterprise_is_restricted", "message_limit_exceeded", "ratelimited", "rate_limited",
)  # fmt: skip


def refused(error: str | None, status: int = 200) -> SlackApiError:
    """An answer of Slack's; without a word for the error something else answered on the way."""
    response = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data={} if error is None else {"ok": False, "error": error},
        headers={},
        status_code=status,
    )
    return SlackApiError("refused", response)  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped


@pytest.mark.parametrize(
    ("errors", "fate"),
    [
        (FOR_GOOD, Fate.NEVER),
        (OURS, Fate.LATER),
        (LATER, Fate.LATER),
        (("channel_not_found", "not_in_channel", "is_archived", "restricted_action"), Fate.LATER),
        (("message_not_found", "cant_update_message", "edit_window_closed"), Fate.GONE),
        (("internal_error", "fatal_error", "service_unavailable", "request_timeout"), Fate.UNSURE),
        (("a_word_of_next_year",), Fate.LATER),
    ],
)
def test_an_error_has_the_fate_of_what_it_speaks_about(errors: tuple[str, ...], fate: Fate) -> None:
    assert {failure_of(refused(error)).fate for error in errors} == {fate}


def test_what_stands_on_the_way_says_nothing_of_the_message() -> None:
    answers = {status: failure_of(refused(None, status)).fate for status in (200, 302, 403, 407, 500, 503)}

    assert answers == {
        200: Fate.UNSURE,
        302: Fate.UNSURE,
        403: Fate.LATER,
        407: Fate.LATER,
        500: Fate.UNSURE,
        503: Fate.UNSURE,
    }
    assert failure_of(TimeoutError()).fate is failure_of(aiohttp.ServerDisconnectedError()).fate is Fate.UNSURE
    assert failure_of(TimeoutError()).about is About.SLACK


def test_of_us_and_of_slack_nothing_is_for_good() -> None:
    about_us = [error for error, about in ABOUT.items() if about in {About.US, About.SLACK, About.CHANNEL}]

    assert not [error for error in about_us if failure_of(refused(error)).fate is Fate.NEVER]
