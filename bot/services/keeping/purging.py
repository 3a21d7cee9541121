"""Destroying what may no longer be kept: nightly, or by `cleancall purge` (rule book §7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from bot.domain.announcements import announcement_of
from bot.domain.calendar import SEOUL
from bot.domain.grievances.kinds import Track
from bot.domain.lists.waiting import KEPT
from bot.domain.notices import NoticeKind
from bot.domain.trail import SYSTEM, Event
from bot.services.audit_access import keep_subjects
from bot.services.keeping.alternates import JOB as ONCE_FOR_EVER
from bot.services.keeping.contact_data import known_numbers
from bot.services.keeping.old_trail import note_old_trail_again
from bot.services.refreshing import refresh_call
from bot.services.unit import Unit
from storage.chaining import drop_before
from storage.keeping.audit_holds import (
    end_hold,
    has_audit_matters,
    held_praise_of,
    hold_contact,
    holds_to_end,
    purge_held,
    waits_to_be_told,
)
from storage.keeping.done_work import drop_done_work, drop_job_runs
from storage.keeping.old_posts import forget_board_posts, forget_posts, note_cleaned
from storage.keeping.purging import (
    calls_of,
    forget_file_names,
    grievances_of,
    petitioners_to_purge,
    posts_about,
    praise_of,
    purge_petitioner,
    purge_words,
)
from storage.lists.waiting import forget_waiting
from storage.people.queries import find_petitioner
from storage.requests import forget_requests

BATCH = 100
BATCH_OF_ROWS = 5000
NIGHT = (time(2, 0), time(6, 0))
REQUESTS_KNOWN = timedelta(days=7)
"""Slack brings a request again within minutes; a week is ample."""
DONE_WORK_KEPT = timedelta(days=90)
"""Long after anybody asks whether a message went or a file was read."""
FILE_NAMES_KEPT = timedelta(days=7)
"""A report that was not delivered is sent again within days; after that it has no name to show."""
TELL_WITHIN = timedelta(days=10)
"""So long a petitioner who asked for deletion can be phoned and told what came of it (개인정보 보호법 시행령 §43)."""
ABOUT_CALLS = (
    NoticeKind.CALL_DUE.value,
    NoticeKind.CALLED_IN.value,
    NoticeKind.CAME_IN.value,
    NoticeKind.ACCUSATION.value,
)
ABOUT_GRIEVANCES = (
    NoticeKind.GRIEVANCE.value,
    NoticeKind.GRIEVANCE_TASK.value,
    NoticeKind.GRIEVANCE_PASSED.value,
    NoticeKind.GRIEVANCE_REMINDER.value,
    NoticeKind.GRIEVANCE_DELAYED.value,
    NoticeKind.GRIEVANCE_CALLED_IN.value,
    NoticeKind.LETTER.value,
)
ABOUT_PRAISE = (NoticeKind.PRAISE.value, NoticeKind.PRAISE_HELD.value)
DRAWN_ANEW = {
    NoticeKind.BOARD_PAGE.value,
    NoticeKind.SIGNAL.value,
    NoticeKind.IMPROVEMENT.value,
    NoticeKind.DELETION.value,
    *ABOUT_CALLS,
    *ABOUT_GRIEVANCES,
    *ABOUT_PRAISE,
}
"""Messages in which something changes long after they were posted."""
SHOWN_ONCE = [kind for kind in NoticeKind if kind.value not in DRAWN_ANEW]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """How much was (or would be) destroyed. `last` is the last petitioner looked at: go on after it."""

    petitioners: int
    calls: int
    grievances: int
    last: int


def purge_at_night(unit: Unit) -> int:
    """Destroy a batch of what is due, between two and six in the morning. Returns how many petitioners and rows."""
    if not is_night(unit):
        return 0
    forget_requests(unit.session, unit.now - REQUESTS_KNOWN)
    forget_file_names(unit.session, unit.now - FILE_NAMES_KEPT)
    drop_done_work(unit.session, unit.now - DONE_WORK_KEPT, most=BATCH_OF_ROWS)
    drop_job_runs(unit.session, unit.now - unit.station.keep_trail, most=BATCH_OF_ROWS, but=ONCE_FOR_EVER)
    forget_messages(unit)
    return purge(unit).petitioners + drop_old_rows(unit)


def forget_messages(unit: Unit) -> int:
    """Forget a batch of the messages that nobody draws anew any more. Returns how many.

    What shows a name or words is forgotten only when they have been taken out of it.
    """
    before = unit.now - DONE_WORK_KEPT
    return forget_posts(unit.session, before, kinds=SHOWN_ONCE, most=BATCH_OF_ROWS) + forget_board_posts(
        unit.session, before.astimezone(SEOUL).date(), most=BATCH_OF_ROWS
    )


def is_night(unit: Unit) -> bool:
    """Check whether it is between two and six in the morning: nobody waits for Slack or the database."""
    return NIGHT[0] <= unit.now.astimezone(SEOUL).time() < NIGHT[1]


def drop_old_rows(unit: Unit) -> int:
    """Drop lists that waited too long, and a batch of the oldest rows of the trail and the access log.

    That rows were dropped stands in the trail.
    """
    dropped = forget_waiting(unit.session, unit.now - KEPT)
    for chain, kept in (("trail", unit.station.keep_trail), ("access_log", unit.station.keep_access_log)):
        rows = drop_before(unit.session, chain, unit.now - kept, most=BATCH_OF_ROWS)
        if rows:
            unit.record(Event.CHAIN_DROPPED, chain, rows=rows)
            note_old_trail_again(unit)
        dropped += rows
    return dropped


def purge(unit: Unit, *, after: int = 0, dry_run: bool = False) -> Purged:
    """Destroy a batch of what is due, or with `dry_run` only count it. Interrupted, it goes on where it stopped."""
    station = unit.station
    found = petitioners_to_purge(
        unit.session, unit.now - station.keep_contact, unit.now - station.keep_filed, most=BATCH, after=after
    )
    counts = [_purge(unit, petitioner_id, dry_run=dry_run) for petitioner_id in found]
    if not dry_run:
        end_holds(unit)
    return Purged(
        petitioners=len(found),
        calls=sum(calls for calls, _ in counts),
        grievances=sum(grievances for _, grievances in counts),
        last=found[-1] if found else after,
    )


def purge_at_once(unit: Unit, petitioner_id: int) -> None:
    """Destroy a petitioner's data as far as audit does not hold them, without waiting for the night."""
    _purge(unit, petitioner_id, dry_run=False)


def _purge(unit: Unit, petitioner_id: int, *, dry_run: bool) -> tuple[int, int]:
    """Destroy what is not with audit; of its matters nothing is counted, and nothing waits for them."""
    calls = calls_of(unit.session, petitioner_id)
    call_ids = [call.key for call in calls]
    grievances = grievances_of(unit.session, call_ids, Track.ORDINARY)
    grievance_ids = [grievance.key for grievance in grievances]
    if not dry_run:
        for grievance in (*grievances, *grievances_of(unit.session, call_ids, Track.AUDIT)):
            keep_subjects(unit, grievance)
        asked_before = unit.now - TELL_WITHIN
        is_held = has_audit_matters(unit.session, petitioner_id)
        if is_held or waits_to_be_told(unit.session, petitioner_id, asked_before):
            petitioner = find_petitioner(unit.session, petitioner_id)
            others = " ".join(known_numbers(unit, petitioner)[1:])
            hold_contact(unit.session, petitioner, unit.now, unit.secrets.seal_if(others))
        purge_petitioner(unit.session, petitioner_id, unit.now)
        purge_words(unit.session, call_ids, grievance_ids)
        unit.record(Event.PETITIONER_PURGED, petitioner_id)
        for call in calls:
            refresh_call(unit, call)
        _clean_messages(unit, call_ids, grievance_ids, praise_of(unit.session, call_ids))
    return len(calls), len(grievances)


def end_holds(unit: Unit) -> None:
    """Destroy a batch of what audit has held long enough. Nobody else is told: it is neither counted nor returned."""
    closed_before, asked_before = unit.now - unit.station.keep_filed, unit.now - TELL_WITHIN
    for petitioner_id in holds_to_end(unit.session, closed_before, asked_before, most=BATCH):
        call_ids = [call.key for call in calls_of(unit.session, petitioner_id)]
        matters = [each.key for each in grievances_of(unit.session, call_ids, Track.AUDIT)]
        destroy_matters(unit, petitioner_id, matters, held_praise_of(unit.session, call_ids))
        end_hold(unit.session, petitioner_id)


def destroy_matters(
    unit: Unit, petitioner_id: int, grievances: Sequence[int], praise: Sequence[int] = (), *, by: str = SYSTEM
) -> None:
    """Destroy the words of some matters of audit, and of praise that it holds back."""
    purge_held(unit.session, grievances, praise)
    unit.record(Event.PETITIONER_HOLD_ENDED, petitioner_id, by=by)
    _clean_messages(unit, [], grievances, praise)


def _clean_messages(
    unit: Unit, call_ids: Sequence[int], grievance_ids: Sequence[int], praise_ids: Sequence[int]
) -> None:
    """Have the messages that stand in Slack drawn again: nothing is left to be shown in them."""
    stale = [
        *posts_about(unit.session, ABOUT_CALLS, call_ids),
        *posts_about(unit.session, ABOUT_GRIEVANCES, grievance_ids),
        *posts_about(unit.session, ABOUT_PRAISE, praise_ids),
    ]
    for post in stale:
        unit.announce(announcement_of(NoticeKind(post.kind), post.ref), to=post.recipient, for_audit=post.for_audit)
    note_cleaned(unit.session, stale, unit.now)
