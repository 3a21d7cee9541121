"""Reading the forms around a grievance."""

from datetime import date

from bot.domain.grievances.delays import Delay, DelayField, DelayKind, DelayReason
from bot.domain.grievances.filing import Filing, FilingField
from bot.domain.grievances.kinds import Category, Kind, RootCause, Severity
from bot.domain.grievances.replies import CloseResult, Reply, ReplyField
from bot.domain.refusals import FormRefused, Reason, Refused
from handlers.payloads import YES, Body, Inputs


def filing_of(view: Body) -> Filing:
    """Read the filing form.

    Raises:
        FormRefused: a value that no form of ours offers.
    """
    inputs = Inputs(view)
    officer, recipient = inputs.option(FilingField.OFFICER), inputs.changed_option(FilingField.RECIPIENT)
    try:
        return Filing(
            kind=Kind(inputs.option(FilingField.KIND) or ""),
            category=Category(inputs.option(FilingField.CATEGORY) or ""),
            severity=Severity(inputs.option(FilingField.SEVERITY) or ""),
            about_law=inputs.ticked(FilingField.ABOUT_LAW),
            may_tell_officer=inputs.option(FilingField.MAY_TELL) == YES,
            direct_consent=inputs.ticked(FilingField.DIRECT),
            wish=inputs.words(FilingField.WISH),
            officer_id=int(officer) if officer else None,
            recipient_id=int(recipient) if recipient else None,
            is_same_again=inputs.ticked(FilingField.SAME_AGAIN),
        )
    except ValueError:
        raise FormRefused({FilingField.KIND: Reason.BROKEN_FORM}) from None


def reply_of(view: Body) -> Reply:
    """Read the reply form.

    Raises:
        FormRefused: a value that no form of ours offers.
    """
    inputs = Inputs(view)
    try:
        return Reply(
            result=CloseResult(inputs.option(ReplyField.RESULT) or ""),
            method=inputs.option(ReplyField.METHOD) or "",
            words=inputs.words(ReplyField.WORDS),
            told_on=inputs.day(ReplyField.TOLD_ON) or date.min,
            handler=inputs.words(ReplyField.HANDLER),
            contact=inputs.words(ReplyField.CONTACT),
            remedy=inputs.words(ReplyField.REMEDY),
            root_causes=tuple(RootCause(each) for each in inputs.options(ReplyField.ROOT_CAUSES)),
            improvement=inputs.words(ReplyField.IMPROVEMENT),
            petitioner_view=inputs.words(ReplyField.PETITIONER_VIEW),
            officer_view=inputs.words(ReplyField.OFFICER_VIEW),
            complaint=inputs.words(ReplyField.COMPLAINT),
        )
    except ValueError:
        raise FormRefused({ReplyField.RESULT: Reason.BROKEN_FORM}) from None


def delay_of(view: Body) -> Delay:
    """Read the form for a later due date.

    Raises:
        FormRefused: a value that no form of ours offers.
    """
    inputs = Inputs(view)
    reason = inputs.option(DelayField.REASON)
    try:
        return Delay(
            kind=DelayKind(inputs.option(DelayField.KIND) or ""),
            reason=DelayReason(reason) if reason else None,
            until=inputs.day(DelayField.UNTIL),
            consent=inputs.ticked(DelayField.CONSENT),
        )
    except ValueError:
        raise FormRefused({DelayField.KIND: Reason.BROKEN_FORM}) from None


def grievance_of(view: Body) -> int:
    """Read which grievance a form is about.

    Raises:
        Refused: a form of another version.
    """
    try:
        return int(view["private_metadata"])
    except (KeyError, TypeError, ValueError):
        raise Refused(Reason.OLD_FORM) from None
