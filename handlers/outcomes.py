"""What a person is answered, whatever happens: a refusal in words, a fault as a short id, a form that did not open."""

import asyncio
import secrets
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from slack_sdk.errors import SlackApiError

from bot.domain.refusals import FormRefused, Refused
from bot.services.desk import DatabaseBusy, DatabaseFull, DatabaseInDoubt
from bot.slack import error_name
from bot.texts import Texts
from bot.views.answers import busy, disk_full, form_not_opened, in_doubt, refusal, unexpected

log = structlog.get_logger(__name__)

Message = dict[str, Any]
View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NextPage:
    """A form leads to another one, which is laid over it."""

    view: View


@dataclass(frozen=True, slots=True)
class SamePage:
    """A form asks one thing more: it is shown again."""

    view: View


@dataclass(frozen=True, slots=True)
class Card:
    """The claimant's card is shown in a window, where it lies before them, whatever the message that was clicked."""

    message: Message


@dataclass(frozen=True, slots=True)
class CardClosed:
    """What became of a call takes the place of the claimant's card, which has contact data; undone, the card its."""

    message: Message
    card_url: str


class FormNotOpened(Exception):
    """Slack did not open a form, or not in time; this button opens it."""

    def __init__(self, action: str, value: str) -> None:
        super().__init__(action)
        self.action = action
        self.value = value


FormAnswer = Message | CardClosed | NextPage | SamePage
ClickAnswer = Message | Card | CardClosed | None
AnswerT = TypeVar("AnswerT", Message, Message | None, ClickAnswer, FormAnswer)


async def answered(
    work: Awaitable[AnswerT], texts: Texts, *, let_through: tuple[type[Exception], ...] = ()
) -> AnswerT | Message:
    """Return the answer for a person, whatever happens.

    What is `let_through`, and FormRefused, belongs at the fields of a form and is raised.
    """
    try:
        return await work
    except FormRefused:
        raise
    except Refused as error:
        if isinstance(error, let_through):
            raise
        return refusal(error.reason, error.facts, texts)
    except FormNotOpened as error:
        return form_not_opened(error.action, error.value, texts)
    except DatabaseInDoubt as error:
        log.warning("desk.in_doubt", error=str(error))
        return in_doubt(texts)
    except DatabaseBusy as error:
        log.warning("desk.busy", error=str(error))
        return disk_full(texts) if isinstance(error, DatabaseFull) else busy(texts)
    except Exception as error:  # noqa: BLE001 — the last door before a person: never a traceback, never silence
        return unexpected(log_fault(error), texts)


def log_fault(error: BaseException) -> str:
    """Log a fault and return the short id by which an administrator finds it."""
    short = secrets.token_hex(3)
    log.error("fault", id=short, error=type(error).__name__, exc_info=error)
    return short


def word_of(error: BaseException) -> str:
    """Return a word for the log: what else an error says may quote what was sent."""
    return error_name(error) if isinstance(error, SlackApiError) else type(error).__name__


async def is_done(work: "asyncio.Future[Any]", seconds: float) -> bool:
    """Wait for some work, but not longer than some seconds."""
    done, _ = await asyncio.wait({work}, timeout=seconds)
    return bool(done)
