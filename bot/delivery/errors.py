"""What an error of Slack's says, and about whom (sandbox/README.md, Messages).

About the message or its recipient: it will never be taken. About us, the channel or Slack: it says nothing of the
message, which waits until that is right again.
"""

from dataclasses import dataclass
from enum import Enum, auto

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.domain.notices import Fate
from bot.slack import TOKEN_REFUSED, WORKSPACE_CLOSED, error_name, status_of


class About(Enum):
    """Whom an error is about."""

    MESSAGE = auto()
    RECIPIENT = auto()
    CHANNEL = auto()  # where it was to go
    US = auto()  # our token, our scopes, our app
    SLACK = auto()  # the workspace, its network, the way there
    UNKNOWN = auto()  # a word that nobody has written down here


UNKNOWN_FATE = {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "http_408"}
GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}
RATE_LIMITED = {"ratelimited", "rate_limited"}
ABOUT = {
    **dict.fromkeys(GONE, About.MESSAGE),
    **dict.fromkeys(("invalid_blocks", "invalid_blocks_format", "invalid_attachments"), About.MESSAGE),
    **dict.fromkeys(("msg_too_long", "msg_blocks_too_long", "no_text", "view_too_large"), About.MESSAGE),
    **dict.fromkeys(("too_many_attachments", "attachment_payload_limit_exceeded", "http_413"), About.MESSAGE),
    **dict.fromkeys(("invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large"), About.MESSAGE),
    **dict.fromkeys(("invalid_arguments", "invalid_arg_name", "invalid_array_arg"), About.MESSAGE),
    **dict.fromkeys(("invalid_charset", "invalid_form_data", "invalid_json", "json_not_object"), About.MESSAGE),
    **dict.fromkeys(("user_disabled", "user_not_found", "users_not_found"), About.RECIPIENT),
    **dict.fromkeys(("cannot_dm_bot", "user_not_visible"), About.RECIPIENT),
    **dict.fromkeys(("channel_not_found", "not_in_channel", "is_archived", "method_not_supported_for_channel_type"),
                    About.CHANNEL),
    **dict.fromkeys(("restricted_action", "restricted_action_read_only_channel"), About.CHANNEL),
    **dict.fromkeys(("restricted_action_thread_only_channel", "restricted_action_non_threadable_channel"),
                    About.CHANNEL),
    **dict.fromkeys(TOKEN_REFUSED, About.US),
    **dict.fromkeys(("missing_scope", "no_permission", "messages_tab_disabled", "not_enabled"), About.US),
    **dict.fromkeys(("unknown_method", "method_deprecated", "deprecated_endpoint"), About.US),
    **dict.fromkeys(WORKSPACE_CLOSED, About.SLACK),
    **dict.fromkeys(("message_limit_exceeded", "external_channel_migrating", "access_denied"), About.SLACK),
    **dict.fromkeys(RATE_LIMITED | UNKNOWN_FATE, About.SLACK),
}  # fmt: skip
"""Slack's word → whom it is about."""
FINAL = {About.MESSAGE, About.RECIPIENT}
HTTP_ERROR, HTTP_SERVER_ERROR, HTTP_GATEWAY_TIMEOUT = 400, 500, 504


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed request: its fate, a word for the log, and what Slack asks to leave alone for how many seconds."""

    fate: Fate
    error: str
    about: About = About.SLACK
    method: str = ""
    retry_after: float | None = None


class NotYetError(Exception):
    """A method may not be called for some seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class OnItsWayError(Exception):
    """Slack may still take what we asked for: it is looked for when it can no longer arrive."""

    def __init__(self, failure: Failure, seconds: float) -> None:
        super().__init__(failure.error)
        self.failure = failure
        self.seconds = seconds


class ChannelRefusedError(Exception):
    """Nothing may be shown in the call channel."""


def failure_of(error: BaseException) -> Failure:
    """Read an exception. Only its kind is kept: its words may quote what was sent."""
    if isinstance(error, SlackApiError):
        return _of_slack(error)
    if isinstance(error, aiohttp.ClientConnectorError):
        return Failure(Fate.LATER, "unreachable")
    return Failure(Fate.UNSURE, type(error).__name__)


def may_still_arrive(error: BaseException) -> bool:
    """Check whether a request that failed may be on its way still: nobody at Slack has answered it."""
    if isinstance(error, SlackApiError):
        return status_of(error) == HTTP_GATEWAY_TIMEOUT
    return not isinstance(error, aiohttp.ClientConnectorError)


def _of_slack(error: SlackApiError) -> Failure:
    response = error.response
    name = error_name(error)
    if name in RATE_LIMITED:
        method = str(response.api_url).rsplit("/", 1)[-1]
        return Failure(Fate.LATER, name, method=method, retry_after=float(response.headers.get("Retry-After", 1)))
    if name in UNKNOWN_FATE or status_of(error) >= HTTP_SERVER_ERROR or _is_no_answer(name, status_of(error)):
        return Failure(Fate.UNSURE, name)
    about = ABOUT.get(name) or (About.SLACK if name.startswith("http_") else About.UNKNOWN)
    if name in GONE:
        return Failure(Fate.GONE, name, about)
    return Failure(Fate.NEVER if about in FINAL else Fate.LATER, name, about)


def _is_no_answer(name: str, status: int) -> bool:
    """Check whether something on the way said that all is well, in words that are not Slack's."""
    return name.startswith("http_") and status < HTTP_ERROR
