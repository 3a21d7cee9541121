"""Importing a visitor list (rule book §3): all or nothing per file, except the rows its report rejects by number."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.announcements import ImportFailedNotice, ImportReportNotice
from bot.domain.keeping.names import key_of_tidy
from bot.domain.lists.cards import ImportReport, RefusedList, RowNote
from bot.domain.lists.corrections import PROTECTED
from bot.domain.lists.identity import name_and_day
from bot.domain.lists.import_reports import report_of_reading, shown_header
from bot.domain.lists.rows import ExclusionReason, HeaderSeen
from bot.domain.lists.shown_words import shown_name
from bot.domain.roles import ADMIN, Action
from bot.domain.trail import Event
from bot.services.calls.boards import add_to_todays_board
from bot.services.finding import existing_call
from bot.services.keeping.key_checks import hash_as_stored
from bot.services.lists.correcting import apply_correction, readmit_call, withdraw_call
from bot.services.lists.planning import NEWEST, ImportPlan, Leaving, make_plan
from bot.services.lists.preparing import PreparedList, Progress, Step
from bot.services.lists.reports import keep_refusal, keep_report
from bot.services.lists.uploads import finish_upload
from bot.services.lists.waiting import (
    WaitingFile,
    end_waiting,
    exclusions_alone,
    keep_waiting,
    tell_supervisors,
    why_it_waits,
)
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_call
from bot.services.unit import Unit
from storage.calls.inbound import keep_from_being_phoned, wait_for_people
from storage.errors import DatabaseBusy
from storage.lists.tables import NewExclusion
from storage.lists.visits import (
    NewCall,
    SealedVisit,
    add_calls,
    add_exclusions,
    add_import,
    add_visits,
    correct_visit,
    date_import,
    find_import,
    first_import_of,
    note_listed_again,
    numbers_of_exclusions,
    remove_exclusions,
    set_edition,
)
from storage.statements import batches, many_pages
from storage.trail import Recorded, record_all


def import_visits(
    unit: Unit, *, prepared: PreparedList, by: str, source: str, dry_run: bool = False, force: bool = False
) -> ImportReport:
    """Store a prepared list and put today's calls on the board. With `dry_run` only tell what would happen.

    A list that seems to be read wrongly waits, unless it is forced: of it exclusions alone hold.

    Raises:
        DatabaseBusy: it was prepared before hashes were made with a newer key; prepared again it can be stored.
    """
    hash_as_stored(unit)
    if prepared.hashed_with != tuple(unit.secrets.hashed_with):
        raise DatabaseBusy("HashKeyTurned")
    wait_for_people(unit.session)
    first = first_import_of(unit.session, prepared.content_hash)
    as_of = prepared.listed.as_of
    plan = make_plan(unit, prepared, (as_of or date.min, first or NEWEST))
    waits = None if force else why_it_waits(prepared, plan)
    plan = plan if waits is None else exclusions_alone(plan)
    report = replace(_report(prepared, plan, dry_run=dry_run), waiting="" if waits is None else waits.value)
    if dry_run:
        return report
    import_id = _import_id(unit, source, by)
    edition = first or import_id
    set_edition(unit.session, import_id, as_of=as_of, content_hash=prepared.content_hash, edition=edition)
    queued_today = _store(unit, plan, import_id, by, prepared.progress)
    report = replace(report, queued_today=queued_today, protected=_protected(unit, plan))
    keep_report(unit, import_id, report)
    unit.record(
        Event.VISITS_IMPORTED if waits is None else Event.VISITS_WAITING,
        import_id,
        by=by,
        added=report.added,
        merged=report.merged,
        corrected=report.corrected,
        excluded=sum(report.excluded.values()),
        rejected=len(report.rejected),
    )
    return report


def _import_id(unit: Unit, source: str, by: str) -> int:
    """Note an import; one that waited until now is the same as it was."""
    waited = find_import(unit.session, source)
    if waited is None or not waited.report.get("waiting"):
        return add_import(unit.session, source, by, unit.now, {})
    date_import(unit.session, waited.key, unit.now)
    return waited.key


def import_upload(unit: Unit, *, prepared: PreparedList, data: bytes, by: str, source: str) -> None:
    """Import a list that a member dropped, or keep it until they say so; they alone are told what came of it."""
    member_who_may(unit, by, Action.IMPORT)
    report = import_visits(unit, prepared=prepared, by=by, source=source)
    if report.waiting:
        keep_waiting(unit, source=source, by=by, file_name=prepared.file_name, data=data)
    finish_upload(unit, source=source)
    unit.announce(ImportReportNotice(source=source), to=by)


def import_watched(unit: Unit, *, prepared: PreparedList, data: bytes, source: str) -> ImportReport:
    """Import a list out of a watched folder, or keep it until a supervisor says so."""
    report = import_visits(unit, prepared=prepared, by=ADMIN, source=source)
    if report.waiting:
        keep_waiting(unit, source=source, by=ADMIN, file_name=prepared.file_name, data=data)
        tell_supervisors(unit, source=source)
    return report


def import_waiting(unit: Unit, *, prepared: PreparedList, waited: WaitingFile, by: str) -> ImportReport:
    """Import a list after all; whoever saw that it waits sees now what came of it.

    Raises:
        Refused: they may not, or somebody was faster.
    """
    member_who_may(unit, by, Action.IMPORT)
    end_waiting(unit, waiting_id=waited.id)
    report = import_visits(unit, prepared=prepared, by=by, source=waited.source, force=True)
    if waited.by == ADMIN:
        tell_supervisors(unit, source=waited.source)
    else:
        unit.announce(ImportReportNotice(source=waited.source), to=waited.by)
    return report


def refuse_upload(
    unit: Unit, *, by: str, source: str, file_name: str, problem: str, seen: HeaderSeen | None = None
) -> None:
    """Tell the uploader why a file changed nothing, and what was recognised of its header."""
    refused = RefusedList(file_name=shown_name(file_name), problem=problem, seen=shown_header(seen))
    keep_refusal(unit, by=by, source=source, refused=refused)
    finish_upload(unit, source=source)
    unit.announce(ImportFailedNotice(source=source), to=by)


def was_imported(unit: Unit, *, by: str, source: str) -> bool:
    """Check that the uploader may import, and tell whether this very upload was handled before."""
    member_who_may(unit, by, Action.IMPORT)
    return find_import(unit.session, source) is not None


def _report(prepared: PreparedList, plan: ImportPlan, *, dry_run: bool) -> ImportReport:
    return replace(
        report_of_reading(prepared.listed, prepared.file_name, dry_run=dry_run),
        added=len(plan.calls),
        back=len(plan.back),
        known=plan.known,
        merged=plan.merged,
        corrected=sum(bool(each.changed) for each in plan.corrections),
        outdated=plan.outdated,
        withdrawn=len(_withdrawn(plan)),
        excluded=dict(Counter(each.reason.value for each in plan.excluded).most_common()),
        asked=tuple(plan.asked),
    )


def _withdrawn(plan: ImportPlan) -> Mapping[int, ExclusionReason]:
    """The calls that leave the queue, and why."""
    return plan.protected | {each.visit.call_id: each.reason for each in plan.excluded if each.visit is not None}


def _store(unit: Unit, plan: ImportPlan, import_id: int, by: str, progress: Progress) -> int:
    """Do what was planned. Returns how many calls joined today's board."""
    note_listed_again(unit.session, plan.confirmed_visits, plan.confirmed_exclusions, import_id)
    remove_exclusions(unit.session, [each.id for each in plan.lifted])
    for correction in (*plan.corrections, *plan.back):
        apply_correction(unit, correction, import_id=import_id, by=by)
    _leave(unit, plan, import_id, by)
    for correction in plan.back:
        readmit_call(unit, correction.known.call_id, by=by)
    _add(unit, plan, import_id, by, progress)
    return add_to_todays_board(unit)


def _add(unit: Unit, plan: ImportPlan, import_id: int, by: str, progress: Progress) -> None:
    """Make the new calls, and add visits to calls that are open already."""
    stored = 0
    with many_pages(unit.session):
        for part in batches(plan.calls.items()):
            calls = [NewCall(visits=tuple(visits), is_repeat=person in plan.called_before) for person, visits in part]
            numbers = add_calls(unit.session, calls, import_id)
            record_all(unit.session, _calls_made(numbers, calls), actor=by, at=unit.now)
            stored += len(calls)
            progress(Step.STORING, stored, len(plan.calls))
    add_visits(unit.session, plan.more_visits, import_id)
    record_all(unit.session, _visited_again(plan.more_visits), actor=by, at=unit.now)
    for call_id in plan.more_visits:
        call = existing_call(unit, call_id)
        refresh_call(unit, call, call.claimed_by)


def _leave(unit: Unit, plan: ImportPlan, import_id: int, by: str) -> None:
    """Count who is not called, and take their calls out of the queue."""
    add_exclusions(unit.session, [_exclusion(unit, each) for each in plan.excluded], import_id)
    for each in plan.excluded:
        if each.visit is not None:
            correct_visit(unit.session, each.visit.id, known_as=each.known_as)
    for call_id, reason in _withdrawn(plan).items():
        withdraw_call(unit, call_id, reason, by=by)
    keep_from_being_phoned(unit.session, plan.heard)


def _protected(unit: Unit, plan: ImportPlan) -> tuple[RowNote, ...]:
    """Note whom the list protects, with the numbers by which a supervisor may let them be called after all."""
    found = [each for each in plan.excluded if each.reason in PROTECTED and each.visit is None]
    numbers = numbers_of_exclusions(unit.session, [each.known_as for each in found])
    return tuple(
        RowNote(
            row_no=each.row.visit.row_no,
            reason=each.reason.value,
            sheet=shown_name(each.row.visit.sheet),
            exclusion=numbers[each.known_as],
        )
        for each in found
    )


def _exclusion(unit: Unit, leaving: Leaving) -> NewExclusion:
    visit = leaving.row.visit
    return NewExclusion(
        known_as=leaving.known_as,
        name_and_day=unit.secrets.keyed_hash(name_and_day(key_of_tidy(visit.petitioner_name), visit.visited_on)),
        has_receipt=bool(visit.receipt_no),
        reason=leaving.reason.value,
        said_in=leaving.said_in,
        visited_on=visit.visited_on,
        call_id=None if leaving.visit is None else leaving.visit.call_id,
    )


def _calls_made(numbers: Sequence[int], calls: Sequence[NewCall]) -> Iterator[Recorded]:
    """List for the trail every visit, so that figures can be made of it again."""
    for number, call in zip(numbers, calls, strict=True):
        for visit in call.visits:
            yield Event.CALL_MADE, number, {**_facts(visit), "repeat": call.is_repeat}


def _visited_again(more_visits: Mapping[int, Sequence[SealedVisit]]) -> Iterator[Recorded]:
    for number, visits in more_visits.items():
        for visit in visits:
            yield Event.CALL_VISITED_AGAIN, number, _facts(visit)


def _facts(visit: SealedVisit) -> dict[str, str | bool]:
    return {
        "visited_on": visit.visited_on.isoformat(),
        "department": visit.department,
        "petition_type": visit.petition_type,
    }
