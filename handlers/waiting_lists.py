"""A list waits because it seems to be read wrongly; somebody says that it is meant so."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.background import in_background
from bot.domain.lists.rows import UnreadableList
from bot.domain.refusals import Reason, Refused
from bot.registry import ActionId
from bot.services.lists import importing, waiting
from bot.services.lists.preparing import prepare_list
from bot.views.lists.waiting import imported_anyway
from handlers.answering import on_clicks
from handlers.installation import Installation
from handlers.payloads import Click


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the button."""
    on_clicks(app, installation, {ActionId.IMPORT_ANYWAY: import_anyway})


async def import_anyway(installation: Installation, click: Click) -> dict[str, Any]:
    """Read a list that waits again, and import it."""
    desk = installation.desk
    waited = await desk.look(waiting.open_waiting, by=click.by, waiting_id=click.number)
    async with installation.readings:
        try:
            prepared = await in_background(
                prepare_list,
                waited.data,
                waited.file_name,
                today=desk.today,
                station=desk.station,
                secrets=desk.secrets,
            )
        except UnreadableList:  # it could be read when it came
            raise Refused(Reason.LIST_NOT_WAITING) from None
    report = await desk.do(importing.import_waiting, prepared=prepared, waited=waited, by=click.by)
    return imported_anyway(report, installation.texts)
