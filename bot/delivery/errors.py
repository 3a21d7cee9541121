"""What an error of Slack's means for a message: later, gone, never, or nobody knows (sandbox/README.md, Messages)."""

from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.domain.notices import Fate
from bot.slack import TOKEN_REFUSED, error_name, status_of

UNKNOWN_FATE = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
GONE = {"message_not_found"}
HTTP_SERVER_ERROR = 500
HTTP_GATEWAY_TIMEOUT = 504


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed request: its fate, a word for the log, and what Slack asks to leave alone for how many seconds."""

    fate: Fate
    error: str
    method: str = ""
    retry_after: float | None = None


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
    if name in {"ratelimited", "rate_limited"}:
        method = str(response.api_url).rsplit("/", 1)[-1]
        return Failure(Fate.LATER, name, method=method, retry_after=float(response.headers.get("Retry-After", 1)))
    if name in UNKNOWN_FATE or status_of(error) >= HTTP_SERVER_ERROR:
        return Failure(Fate.UNSURE, name)
    if name in TOKEN_REFUSED:  # says nothing of the message: it waits until the bot has a token again
        return Failure(Fate.LATER, name)
    return Failure(Fate.GONE if name in GONE else Fate.NEVER, name)
