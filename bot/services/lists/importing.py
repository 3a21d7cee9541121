"""Importing a visitor list (rule book §3): all or nothing per file, except the rows its report rejects by number."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from bot.domain.announcements import ImportFailedNotice, ImportReportNotice
from bot.domain.calls.retries import window_end
from bot.domain.keeping.names import mask_name
from bot.domain.lists.cards import ImportReport, RowNote
from bot.domain.lists.listed_words import listed_words, listed_words_to_text
from bot.domain.lists.reading import dedup_facts, read_visitor_list
from bot.domain.lists.rows import ExclusionReason, ListedVisit, VisitorList
from bot.domain.lists.station_rules import StationRules, rules_of
from bot.domain.roles import Action
from bot.domain.station import Station
from bot.domain.trail import Event
from bot.services.calls.boards import add_to_todays_board
from bot.services.finding import existing_call
from bot.services.lists.uploads import finish_upload
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_call
from bot.services.spreadsheets.reading import read_sheets
from bot.services.unit import Unit
from storage.lists.do_not_call import not_to_be_called
from storage.lists.known import known_already, known_numbers, open_calls_by_phone, recently_reached
from storage.lists.tables import NewExclusion
from storage.lists.visits import (
    NewCall,
    SealedVisit,
    add_calls,
    add_exclusions,
    add_import,
    add_visits,
    find_import,
    set_report,
)
from storage.secrets import Secrets
from storage.trail import Recorded, record_all

Progress = Callable[[int], None]
"""Told, now and then, how many rows are ready."""

PROGRESS_EVERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedList:
    """A list that was read and sealed, ready to be stored in one short transaction."""

    file_name: str
    fingerprint: str
    visits: tuple[SealedVisit, ...]
    excluded: tuple[tuple[str, str, date], ...]  # known_as, reason, visit day
    listed: VisitorList


@dataclass(slots=True)
class _ImportPlan:
    """What to do with each visit of a list."""

    known: int = 0
    merged: int = 0
    calls: dict[str, list[SealedVisit]] = field(default_factory=dict)  # phone hash → visits
    more_visits: dict[int, list[SealedVisit]] = field(default_factory=dict)  # open call → visits
    excluded: list[tuple[str, str, date]] = field(default_factory=list)


def prepare_list(
    data: bytes, file_name: str, *, today: date, station: Station, secrets: Secrets, progress: Progress | None = None
) -> PreparedList:
    """Read and seal a list; touches no database.

    Raises:
        UnreadableList: no visitor list can be made of the file.
    """
    rules = rules_of(station)
    listed = read_visitor_list(read_sheets(data, file_name), today=today, rules=rules)
    return PreparedList(
        file_name=file_name,
        fingerprint=hashlib.sha256(data).hexdigest(),
        visits=tuple(_sealed_all(listed, rules, secrets, progress or (lambda _rows: None))),
        excluded=tuple(
            (secrets.keyed_hash(row.dedup_facts), row.reason.value, row.visited_on) for row in listed.excluded
        ),
        listed=listed,
    )


def import_visits(unit: Unit, *, prepared: PreparedList, by: str, source: str, dry_run: bool = False) -> ImportReport:
    """Store a prepared list and put today's calls on the board. With `dry_run` only tell what would happen."""
    plan = _plan(unit, prepared)
    report = _report(prepared, plan, dry_run=dry_run)
    if dry_run:
        return report
    import_id = add_import(unit.session, source, by, unit.now, {})
    report = replace(report, queued_today=_store(unit, plan, import_id, by))
    set_report(unit.session, import_id, asdict(report))
    unit.record(
        Event.VISITS_IMPORTED,
        import_id,
        by=by,
        added=report.added,
        merged=report.merged,
        excluded=sum(report.excluded.values()),
        rejected=len(report.rejected),
    )
    return report


def import_upload(unit: Unit, *, prepared: PreparedList, by: str, source: str) -> None:
    """Import a list that a member dropped into the channel, and tell that member alone what came of it."""
    member_who_may(unit, by, Action.IMPORT)
    import_visits(unit, prepared=prepared, by=by, source=source)
    finish_upload(unit, source=source)
    unit.announce(ImportReportNotice(source=source), to=by)


def refuse_upload(unit: Unit, *, by: str, source: str, file_name: str, problem: str) -> None:
    """Tell the uploader why a file changed nothing."""
    add_import(unit.session, source, by, unit.now, {"file_name": file_name, "problem": problem})
    finish_upload(unit, source=source)
    unit.announce(ImportFailedNotice(source=source), to=by)


def was_imported(unit: Unit, *, by: str, source: str) -> bool:
    """Check that the uploader may import, and tell whether this very upload was handled before."""
    member_who_may(unit, by, Action.IMPORT)
    return find_import(unit.session, source) is not None


def see_import(unit: Unit, *, source: str) -> ImportReport | None:
    """Give the report of an import; None when there is none."""
    row = find_import(unit.session, source)
    if row is None or "rejected" not in row.report:
        return None
    notes = tuple(RowNote(**note) for note in row.report["rejected"])
    columns = tuple(row.report["dropped_columns"])
    return ImportReport(**{**row.report, "rejected": notes, "dropped_columns": columns})


def see_refusal(unit: Unit, *, source: str) -> tuple[str, str] | None:
    """Give the name of a refused file and the problem with it."""
    row = find_import(unit.session, source)
    return None if row is None or "problem" not in row.report else (row.report["file_name"], row.report["problem"])


def _sealed_all(
    listed: VisitorList, rules: StationRules, secrets: Secrets, progress: Progress
) -> Iterator[SealedVisit]:
    for count, visit in enumerate(listed.visits, 1):
        yield _sealed(visit, rules, secrets)
        if count % PROGRESS_EVERY == 0:
            progress(count)
    progress(len(listed.visits))


def _sealed(visit: ListedVisit, rules: StationRules, secrets: Secrets) -> SealedVisit:
    return SealedVisit(
        row_no=visit.row_no,
        known_as=secrets.keyed_hash(dedup_facts(visit)),
        phone_hash=secrets.keyed_hash(visit.phone),
        masked_name=mask_name(visit.petitioner_name),
        sealed_name=secrets.seal(visit.petitioner_name),
        sealed_phone=secrets.seal(visit.phone),
        sealed_alternate=secrets.seal_if(visit.alternate),
        sealed_note=secrets.seal_if(visit.note),
        receipt_no=visit.receipt_no,
        visited_on=visit.visited_on,
        visited_at=visit.visited_at,
        petition_type=rules.shown_type(visit),
        department=rules.shown_department(visit),
        sealed_listed=secrets.seal(listed_words_to_text(listed_words(visit))),
        officer_name=visit.officer_name,
        officer_rank=visit.officer_rank,
    )


def _plan(unit: Unit, prepared: PreparedList) -> _ImportPlan:
    phones = {visit.phone_hash for visit in prepared.visits}
    keys = [visit.known_as for visit in prepared.visits] + [known_as for known_as, _, _ in prepared.excluded]
    known = known_already(unit.session, keys)
    open_calls = open_calls_by_phone(unit.session, phones)
    reached = recently_reached(unit.session, phones, unit.now - unit.station.recently_called)
    listed = not_to_be_called(unit.session, phones, unit.today)
    plan = _ImportPlan()
    for row in prepared.excluded:
        if row[0] in known:
            plan.known += 1
        else:
            known.add(row[0])
            plan.excluded.append(row)
    for visit in sorted(prepared.visits, key=lambda each: (each.visited_on, each.row_no)):
        reason = _reason_against(unit, visit, listed, reached)
        if visit.known_as in known:
            plan.known += 1
        elif reason is not None:
            plan.excluded.append((visit.known_as, reason.value, visit.visited_on))
        elif visit.phone_hash in open_calls:
            plan.merged += 1
            plan.more_visits.setdefault(open_calls[visit.phone_hash], []).append(visit)
        else:
            plan.merged += visit.phone_hash in plan.calls
            plan.calls.setdefault(visit.phone_hash, []).append(visit)
        known.add(visit.known_as)
    return plan


def _reason_against(unit: Unit, visit: SealedVisit, listed: set[str], reached: set[str]) -> ExclusionReason | None:
    if visit.phone_hash in listed:
        return ExclusionReason.DO_NOT_CALL
    if visit.phone_hash in reached:
        return ExclusionReason.RECENTLY_CALLED
    if window_end(visit.visited_on, unit.station, unit.calendar) < unit.today:
        return ExclusionReason.WINDOW_OVER
    return None


def _report(prepared: PreparedList, plan: _ImportPlan, *, dry_run: bool) -> ImportReport:
    listed = prepared.listed
    return ImportReport(
        file_name=prepared.file_name,
        dry_run=dry_run,
        rows=len(listed.visits) + len(listed.excluded) + len(listed.rejected),
        added=len(plan.calls),
        known=plan.known,
        merged=plan.merged,
        excluded=dict(Counter(reason for _, reason, _ in plan.excluded).most_common()),
        rejected=tuple(RowNote(row_no=row.row_no, reason=row.reason.value) for row in listed.rejected),
        repaired=sum(visit.phone_repaired for visit in listed.visits),
        dropped_values=listed.dropped_values,
        dropped_columns=tuple(listed.dropped_columns),
        queued_today=0,
    )


def _events(added: Mapping[int, NewCall], more_visits: Mapping[int, Sequence[SealedVisit]]) -> Iterator[Recorded]:
    """List for the trail every visit, so that figures can be made of it again."""
    for number, call in added.items():
        for visit in call.visits:
            yield Event.CALL_MADE, number, {**_facts(visit), "repeat": call.is_repeat}
    for number, visits in more_visits.items():
        for visit in visits:
            yield Event.CALL_VISITED_AGAIN, number, _facts(visit)


def _facts(visit: SealedVisit) -> dict[str, str | bool]:
    return {
        "visited_on": visit.visited_on.isoformat(),
        "department": visit.department,
        "petition_type": visit.petition_type,
    }


def _store(unit: Unit, plan: _ImportPlan, import_id: int, by: str) -> int:
    known = known_numbers(unit.session, plan.calls)
    calls = [NewCall(visits=tuple(visits), is_repeat=phone in known) for phone, visits in plan.calls.items()]
    added = dict(zip(add_calls(unit.session, calls, import_id), calls, strict=True))
    add_visits(unit.session, plan.more_visits, import_id)
    record_all(unit.session, _events(added, plan.more_visits), actor=by, at=unit.now)
    excluded = [NewExclusion(known_as=key, reason=reason, visited_on=day) for key, reason, day in plan.excluded]
    add_exclusions(unit.session, excluded, import_id)
    for call_id in plan.more_visits:
        call = existing_call(unit, call_id)
        refresh_call(unit, call, call.claimed_by)
    return add_to_todays_board(unit)
