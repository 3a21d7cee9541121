"""Lists that wait: kept sealed for a week, until who brought them, or a supervisor, says that they are meant so."""

import base64
from dataclasses import dataclass

from bot.domain.announcements import ListWaitsNotice
from bot.domain.lists.rows import ExclusionReason
from bot.domain.lists.waiting import NO_USABLE_PHONE, RowTally, WaitReason, why_waiting
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action, Role
from bot.services.lists.planning import ImportPlan
from bot.services.lists.preparing import PreparedList
from bot.services.permitting import member_who_may
from bot.services.unit import Unit
from storage.lists import waiting
from storage.lists.tables import WaitingList
from storage.people.queries import slack_ids_with

MEANT = {
    ExclusionReason.VICTIM_PROTECTION,
    ExclusionReason.MINOR,
    ExclusionReason.INFORMANT,
    ExclusionReason.REFUSED_CONTACT,
    ExclusionReason.NEVER_CALL,
    ExclusionReason.STAFF,
}
"""Exclusions by meaning: they hold at once, and say nothing of how the list was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFile:
    """A list that waits, opened to be read again."""

    id: int
    source: str
    by: str
    file_name: str
    data: bytes


def why_it_waits(prepared: PreparedList, plan: ImportPlan) -> WaitReason | None:
    """Return why a list is not to be imported as it is; None where it is."""
    reasons = [each.reason for each in plan.excluded if each.visit is None]
    without_phone = sum(reason in NO_USABLE_PHONE for reason in reasons)
    tally = RowTally(
        good=len(plan.calls) + sum(reason not in MEANT | NO_USABLE_PHONE for reason in reasons),
        without_phone=without_phone,
        rejected=len(prepared.listed.rejected),
    )
    return why_waiting(prepared.listed, tally)


def exclusions_alone(plan: ImportPlan) -> ImportPlan:
    """Leave of a plan what holds at once although the list waits: nobody else counts as known because of it."""
    return ImportPlan(
        known=plan.known,
        asked=plan.asked,
        excluded=[each for each in plan.excluded if each.reason in MEANT],
        protected=plan.protected,
        heard=plan.heard,
    )


def keep_waiting(unit: Unit, *, source: str, by: str, file_name: str, data: bytes) -> None:
    """Keep the file of a list that waits."""
    kept = WaitingList(
        source=source,
        brought_by=by,
        at=unit.now,
        sealed_name=unit.secrets.seal(file_name),
        sealed_file=unit.secrets.seal(base64.b64encode(data).decode()),
    )
    waiting.keep_waiting(unit.session, kept)


def waiting_id_of(unit: Unit, *, source: str) -> int | None:
    """Return the id of the list that waits from a source; None: it does not (any more)."""
    found = waiting.waiting_of(unit.session, source)
    return None if found is None else found.key


def open_waiting(unit: Unit, *, by: str, waiting_id: int) -> WaitingFile:
    """Open a list that waits, for somebody who may import.

    Raises:
        Refused: they may not, it was imported, or it waited too long.
    """
    member_who_may(unit, by, Action.IMPORT)
    found = waiting.find_waiting(unit.session, waiting_id)
    if found is None or found.sealed_file is None:
        raise Refused(Reason.LIST_NOT_WAITING)
    return WaitingFile(
        id=found.key,
        source=found.source,
        by=found.brought_by,
        file_name=unit.secrets.open_if(found.sealed_name),
        data=base64.b64decode(unit.secrets.open(found.sealed_file)),
    )


def end_waiting(unit: Unit, *, waiting_id: int) -> None:
    """Destroy the file of a list that is imported now.

    Raises:
        Refused: somebody was faster.
    """
    if not waiting.end_waiting(unit.session, waiting_id):
        raise Refused(Reason.LIST_NOT_WAITING)


def tell_supervisors(unit: Unit, *, source: str) -> None:
    """Show supervisors a list that nobody of Slack's brought, with the button; or what became of it."""
    for supervisor in slack_ids_with(unit.session, Role.SUPERVISOR):
        unit.announce(ListWaitsNotice(source=source), to=supervisor)
