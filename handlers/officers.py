"""Type-ahead over the directory: officers are chosen by id, two of one name are never guessed between."""

from typing import Any

from bot.domain.refusals import Refused
from bot.services.people import directory
from bot.views.calls.result_form import officer_option
from handlers.installation import Installation
from handlers.payloads import Body


async def suggest_officers(office: Installation, body: Body) -> list[dict[str, Any]]:
    """Offer officers whose name or unit contains what was typed; nobody to those who may not ask."""
    words = str(body.get("value") or "")
    try:
        found = await office.desk.look(directory.find_officers, by=body["user"]["id"], words=words)
    except Refused:
        return []
    return [officer_option(officer, office.texts) for officer in found]
