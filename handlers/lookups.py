"""Was that one of us? Asked by command, or on a form that Home opens (rule book §6)."""

import structlog
from slack_bolt.async_app import AsyncApp

from bot.domain.refusals import Reason, Refused
from bot.registry import ActionId, FormId
from bot.services.calls import verification
from bot.views.calls.answers import verified
from bot.views.calls.lookup_form import LOOKUP_FIELD, lookup_form
from handlers.answering import on_clicks, on_forms, open_form
from handlers.installation import Installation
from handlers.outcomes import Message, View
from handlers.payloads import Click, Submission

log = structlog.get_logger(__name__)


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the button on Home and its form."""
    on_clicks(app, installation, {ActionId.LOOK_UP: open_lookup})
    on_forms(app, installation, {FormId.LOOK_UP: (look_up_on_form, LOOKUP_FIELD)})


async def open_lookup(installation: Installation, click: Click) -> None:
    """전화 확인: open the form."""

    async def view() -> View:
        return lookup_form(installation.texts)

    await open_form(installation, click, view())


async def look_up_on_form(installation: Installation, submission: Submission) -> Message:
    """Answer what was typed on the form."""
    return await look_up_words(installation, submission.by, submission.inputs.words(LOOKUP_FIELD))


async def look_up_words(installation: Installation, by: str, words: str) -> Message:
    """Look a code, a number or a name up: no petitioner data. Who is refused for guessing is noted."""
    try:
        found = await installation.desk.do(verification.look_up, by=by, words=words)
    except Refused as error:
        if error.reason is Reason.LOOKUP_THROTTLED:
            await installation.desk.do(verification.note_refused, by=by)
            log.warning("lookup.refused", by=by)
        raise
    return verified(found, installation.texts)
