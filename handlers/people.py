"""What people see and set of their own: App Home and absences; and the directory, offered while somebody types."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.people.cards import Absence, OfficerChoice
from bot.domain.people.duty import Duty
from bot.domain.refusals import Refused
from bot.domain.roles import Action, may
from bot.registry import ActionId, FormId
from bot.services import home
from bot.services.handing_over import say_duty_of
from bot.services.people import absences, directory
from bot.services.people.absences import DEPUTY, FIELDS, FROM, KIND, UNTIL, WHOSE
from bot.services.permitting import roles_held
from bot.views.calls.result_form import officer_option
from bot.views.grievances.filing_form import unknown_officer
from bot.views.people.absence import absence_form, absence_noted
from handlers.answering import on_clicks, on_forms, open_form
from handlers.deadlines import left_of
from handlers.installation import Installation
from handlers.outcomes import Message, View, is_done
from handlers.payloads import Body, Click, Submission, Trigger, actor_of, chosen_id

OFFICERS = (
    ActionId.PRAISED_OFFICER,
    ActionId.DEPUTY,
    ActionId.AWAY_PERSON,
    ActionId.IMPROVEMENT_OWNER,
    ActionId.RIGHT_OFFICER,
)
"""The fields in which somebody is chosen who is still there."""


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to App Home being opened (Slack sends the event for both tabs), to absences and to names being typed."""
    on_clicks(app, installation, {ActionId.ABSENCE: open_absence})
    on_forms(app, installation, {FormId.ABSENCE: (note_absence, KIND)})

    @app.event("app_home_opened")
    async def on_home_opened(event: Body) -> None:
        if event.get("tab") == "home":
            await installation.desk.do(home.open_home, by=event["user"])

    async def on_name_typed(ack: AsyncAck, body: Body) -> None:
        await offer(ack, suggest_officers(installation, actor_of(body), str(body.get("value") or "")))

    async def on_subject_typed(ack: AsyncAck, body: Body) -> None:
        await offer(ack, suggest_subjects(installation, actor_of(body), str(body.get("value") or "")))

    async def offer(ack: AsyncAck, suggesting: Coroutine[Any, Any, list[dict[str, Any]]]) -> None:
        """Offer what was found, or nothing when that takes too long: with the next letter it is looked for again."""
        found = asyncio.create_task(suggesting)
        await ack(options=found.result() if await is_done(found, left_of(installation.patience.ack)) else [])

    for field in OFFICERS:
        app.options(field)(on_name_typed)
    app.options(ActionId.FILING_OFFICER)(on_subject_typed)


async def open_absence(installation: Installation, click: Click) -> None:
    """부재 설정: open the form."""
    await open_absence_form(installation, click)


async def open_absence_form(installation: Installation, trigger: Trigger, asked: Absence | None = None) -> None:
    """Open the form with what was noted before; a supervisor's asks whose days they are.

    `asked`: what was typed already, and lacks nothing but who stands in.
    """

    async def view() -> View:
        noted = await installation.desk.look(absences.begin_absence, by=trigger.by)
        may_for_others = may(await installation.desk.look(roles_held, by=trigger.by), Action.SET_DUTY)
        return absence_form(noted, installation.texts, FIELDS, for_others=may_for_others, asked=asked)

    await open_form(installation, trigger, view(), lambda _trigger, _form: (ActionId.ABSENCE, "absence"))


async def note_absence(installation: Installation, submission: Submission) -> Message:
    """Note the absence, one's own or, by a supervisor, somebody else's."""
    inputs = submission.inputs
    deputy, whose = chosen_id(inputs.option(DEPUTY)), chosen_id(inputs.option(WHOSE))
    chosen = None if deputy is None else OfficerChoice(id=deputy, name="", rank="", department="")
    duty = Duty(inputs.option(KIND) or Duty.HERE)
    wanted = Absence(first=inputs.day(FROM), last=inputs.day(UNTIL), duty=duty, deputy=chosen)
    noted = await installation.desk.do(say_duty_of, by=submission.by, number=whose, absence=wanted)
    others = await installation.desk.look(directory.members_with, numbers=() if whose is None else (whose,))
    return absence_noted(noted, installation.texts, whose=" ".join(each.name for each in others))


async def suggest_officers(installation: Installation, by: str, words: str) -> list[dict[str, Any]]:
    """Offer officers whose name or unit contains what was typed; nobody to those who may not ask.

    They are chosen by id: two of one name are never guessed between.
    """
    try:
        found = await installation.desk.look(directory.find_officers, by=by, words=words)
    except Refused:
        return []
    return [officer_option(officer, installation.texts) for officer in found]


async def suggest_subjects(installation: Installation, by: str, words: str) -> list[dict[str, Any]]:
    """Offer whom a grievance may be about: somebody unknown, then officers, with those who left."""
    unknown = unknown_officer(installation.texts)
    try:
        found = await installation.desk.look(directory.find_officers, by=by, words=words, with_left=True)
    except Refused:
        return []
    return [unknown, *(officer_option(officer, installation.texts) for officer in found[: directory.CHOICES - 1])]
