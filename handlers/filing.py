"""The second page of the result form: a grievance is filed."""

from slack_bolt.async_app import AsyncApp

from bot.domain.calls.results import Result
from bot.domain.grievances.filing import UNKNOWN_OFFICER, Filing, FilingField
from bot.domain.grievances.kinds import Category, Kind, Severity
from bot.domain.refusals import FormRefused, Reason
from bot.registry import ActionId, FormId
from bot.services.grievances import filing
from bot.views.grievances.filing_form import filing_form
from bot.views.grievances.messages import filed
from handlers.answering import on_changes, on_forms
from handlers.installation import Installation
from handlers.outcomes import CardClosed, NextPage, View
from handlers.payloads import YES, Body, Click, Inputs, Metadata, Submission, row_id


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the filing form."""
    on_changes(app, installation, {ActionId.FILING_CHANGED: redraw, ActionId.FILING_OFFICER: redraw})
    on_forms(app, installation, {FormId.FILING: (file, FilingField.KIND)})


async def begin(installation: Installation, submission: Submission, result: Result) -> NextPage:
    """Lay the filing form over the result form, whose content is kept as a draft.

    Raises:
        Refused, FormRefused: as the first page would be.
    """
    kept = Metadata.of(submission.view)
    card = await installation.desk.do(filing.begin_filing, by=submission.by, number=kept.call, result=result)
    return NextPage(filing_form(card, card.entered, installation.texts, str(kept)))


async def redraw(installation: Installation, click: Click) -> View:
    """Show where the grievance goes by the choices so far, and the fields that they ask for."""
    kept, chosen = Metadata.of(click.view), filing_of(click.view)
    card = await installation.desk.do(filing.keep_filing, by=click.by, number=kept.call, filing=chosen)
    return filing_form(card, chosen, installation.texts, str(kept))


async def file(installation: Installation, submission: Submission) -> CardClosed:
    """Close the call and send the grievance on its way."""
    kept, chosen = Metadata.of(submission.view), filing_of(submission.view)
    done = await installation.desk.do(filing.file_grievance, by=submission.by, number=kept.call, filing=chosen)
    return CardClosed(filed(*done, installation.texts), kept.card_url)


def filing_of(view: Body) -> Filing:
    """Read the filing form.

    Raises:
        FormRefused: a value that no form of ours offers.
    """
    inputs = Inputs(view)
    kind, category = inputs.option(FilingField.KIND), inputs.option(FilingField.CATEGORY)
    raised = inputs.changed_option(FilingField.SEVERITY)
    officers, recipient = inputs.options(FilingField.OFFICER), inputs.changed_option(FilingField.RECIPIENT)
    try:
        return Filing(
            kind=Kind(kind) if kind else None,
            category=Category(category) if category else None,
            severity=Severity(raised) if raised else None,
            about_law=inputs.ticked(FilingField.ABOUT_LAW),
            at_once=inputs.ticked(FilingField.AT_ONCE),
            may_tell_officer=inputs.option(FilingField.MAY_TELL) == YES,
            direct_consent=inputs.ticked(FilingField.DIRECT),
            wish=inputs.words(FilingField.WISH),
            officers=tuple(row_id(each) for each in officers if each != UNKNOWN_OFFICER),
            officer_unknown=UNKNOWN_OFFICER in officers,
            recipient_id=row_id(recipient) if recipient else None,
            is_same_again=inputs.ticked(FilingField.SAME_AGAIN),
        )
    except ValueError:
        raise FormRefused({FilingField.KIND: Reason.BROKEN_FORM}) from None
