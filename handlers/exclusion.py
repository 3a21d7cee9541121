"""Excluding a petitioner for good: a form asks before it is done."""

from slack_bolt.async_app import AsyncApp

from bot.registry import ActionId, FormId
from bot.services.calls import supervising
from bot.services.calls.supervising import REASON_FIELD
from bot.views.calls.answers import excluded
from bot.views.calls.exclusion import OPENS_AGAIN, exclude_form
from handlers.answering import on_clicks, on_forms, open_form
from handlers.installation import Installation
from handlers.outcomes import Message, View
from handlers.payloads import Click, Submission, Trigger


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the form, and to the button that opens it where Slack did not."""
    on_clicks(app, installation, {ActionId.EXCLUDE: open_again})
    on_forms(app, installation, {FormId.EXCLUDE: (exclude, REASON_FIELD)})


async def ask_for_good(installation: Installation, trigger: Trigger, *, number: int, reason: str = "") -> None:
    """Open the form that asks whether a petitioner is to be excluded for good.

    Raises:
        Refused: not a supervisor, or no such call.
    """

    async def view() -> View:
        line = await installation.desk.look(supervising.begin_exclusion, by=trigger.by, number=number)
        return exclude_form(line, reason, installation.texts, REASON_FIELD)

    await open_form(installation, trigger, view(), lambda _trigger, form: (OPENS_AGAIN, form["private_metadata"]))


async def open_again(installation: Installation, click: Click) -> None:
    """Open the form; the reason is typed there."""
    await ask_for_good(installation, click, number=click.number)


async def exclude(installation: Installation, submission: Submission) -> Message:
    """Exclude the petitioner for good."""
    number, reason = submission.number, submission.inputs.words(REASON_FIELD)
    done = await installation.desk.do(
        supervising.exclude_petitioner, by=submission.by, number=number, until=None, reason=reason
    )
    return excluded(done, None, installation.texts)
