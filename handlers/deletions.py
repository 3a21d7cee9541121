"""Audit decides about deletions, and tells the petitioner."""

from slack_bolt.async_app import AsyncApp

from bot.registry import ActionId, FormId
from bot.services.keeping import deletions
from bot.services.keeping.deletions import REASON_FIELD
from bot.views.keeping import deletions as views
from handlers.answering import on_clicks, on_forms, open_form
from handlers.installation import Installation
from handlers.outcomes import Message, View
from handlers.payloads import Click, Submission


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the buttons and the form around deletions."""
    on_clicks(
        app,
        installation,
        {
            ActionId.DELETION_DESTROY: destroy,
            ActionId.DELETION_CONTACT: contact,
            ActionId.DELETION_TOLD: note_told,
            ActionId.DELETION_KEEP: open_keep,
        },
    )
    on_forms(app, installation, {FormId.KEEP: (keep, REASON_FIELD)})


async def destroy(installation: Installation, click: Click) -> Message:
    """파기: destroy what audit holds."""
    card = await installation.desk.do(deletions.destroy, by=click.by, deletion_id=click.number)
    return views.deletion_message(card, installation.texts)


async def contact(installation: Installation, click: Click) -> Message:
    """연락처 보기: whom to tell, logged."""
    shown = await installation.desk.do(deletions.reveal_to_tell, by=click.by, deletion_id=click.number)
    return views.whom_to_tell(shown, installation.texts)


async def note_told(installation: Installation, click: Click) -> Message:
    """알려 드렸음: the petitioner knows."""
    card = await installation.desk.do(deletions.note_told, by=click.by, deletion_id=click.number)
    return views.deletion_message(card, installation.texts)


async def open_keep(installation: Installation, click: Click) -> None:
    """보관: open the form for the reason."""

    async def view() -> View:
        return views.keep_form(click.number, installation.texts, REASON_FIELD)

    await open_form(installation, click, view())


async def keep(installation: Installation, submission: Submission) -> Message:
    """Keep what audit holds, with a reason."""
    reason = submission.inputs.words(REASON_FIELD)
    card = await installation.desk.do(deletions.keep, by=submission.by, deletion_id=submission.number, reason=reason)
    return views.deletion_message(card, installation.texts)
