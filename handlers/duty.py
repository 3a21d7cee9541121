"""Who is here: `/cleancall away`, and breaks after a call that was ended for abuse."""

from slack_bolt.async_app import AsyncApp

from bot.domain.people.cards import Absence
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.domain.roles import Action, may
from bot.registry import ActionId, Part
from bot.services.calls import duty
from bot.services.handing_over import say_duty_of
from bot.services.people.absences import DEPUTY, begin_absence
from bot.services.permitting import roles_held
from bot.texts.days_off import DutyAsked, duty_asked
from bot.views.calls.breaks import break_began, break_ended
from bot.views.people.absence import absence_noted
from bot.views.people.duty import duty_message
from handlers.answering import on_clicks
from handlers.installation import Installation
from handlers.outcomes import Message
from handlers.parts import PartsMissing
from handlers.payloads import Click, Typed
from handlers.people import open_absence_form


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to breaks."""
    on_clicks(app, installation, {ActionId.BREAK: begin_break, ActionId.END_BREAK: end_break})


async def away(installation: Installation, typed: Typed) -> Message | None:
    """`away`: who is on today; `away [NAME] WHAT [DAYS]`: what one is, or by a supervisor somebody else, then.

    Who stands in for an officer is asked in the form.
    """
    asked = _asked(typed.words, installation)
    if asked.duty is None:
        return await _who_is_on(installation, typed.by)
    absence = Absence(duty=asked.duty, first=asked.first, last=asked.last)
    try:
        noted = await installation.desk.do(say_duty_of, by=typed.by, name=asked.name, absence=absence)
    except FormRefused as error:
        if DEPUTY in error.errors:
            await open_absence_form(installation, typed, absence)
            return None
        raise Refused(next(iter(error.errors.values()))) from None
    return absence_noted(noted, installation.texts, whose=asked.name)


async def _who_is_on(installation: Installation, by: str) -> Message:
    """Show who is on today; to whoever has nothing to do with the queue what they noted of their own days."""
    if may(await installation.desk.look(roles_held, by=by), Action.SEE_QUEUE):
        return duty_message(await installation.desk.look(duty.see_duty, by=by), installation.texts)
    return absence_noted(await installation.desk.look(begin_absence, by=by), installation.texts)


async def begin_break(installation: Installation, click: Click) -> Message:
    """쉬기: no call is offered for some minutes."""
    return break_began(await installation.desk.do(duty.begin_break, by=click.by), installation.texts)


async def end_break(installation: Installation, click: Click) -> Message:
    """그만 쉬기: calls are offered again."""
    await installation.desk.do(duty.end_break, by=click.by)
    return break_ended(installation.texts)


def _asked(words: str, installation: Installation) -> DutyAsked:
    try:
        found = duty_asked(words, installation.desk.today)
    except ValueError:
        raise Refused(Reason.WRONG_DAY, word=words) from None
    if found is None:
        raise PartsMissing({Part.DUTY: "", Part.DAY: ""})
    return found
