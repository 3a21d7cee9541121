"""Sealing what older versions kept in the open of lists, table by table, a batch at a time (rule book §7).

Each function takes the rows after an id and returns the last one's, or None when none are left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.domain.lists.listed_words import ListedWords, listed_words_to_text
from bot.domain.lists.old_words import TableNames, shown_officer
from bot.domain.notices import FilesAsked, NoticeKind
from bot.services.unit import Unit
from storage.keeping.resealing import (
    NamedCall,
    NamedVisit,
    OldCall,
    OldVisit,
    calls_after,
    calls_with_words,
    name_calls,
    name_signal,
    name_visits,
    names_of_staff,
    notices_after,
    signals_after,
    visits_of_calls,
)
from storage.outbox import refer_notice

BATCH = 500


def table_names(unit: Unit) -> TableNames:
    """Return the names of the station's tables."""
    return _table_names(unit.station.petition_types, unit.station.departments)


_table_names = lru_cache(maxsize=1)(TableNames)


def seal_signals(unit: Unit, after: int) -> int | None:
    """Name the departments of signals by the station's table."""
    names = table_names(unit)
    signals = signals_after(unit.session, after, BATCH)
    for signal in signals:
        department = names.department(signal.department, signal.week)
        if department != signal.department:
            name_signal(unit.session, signal, department)
    return signals[-1].id if signals else None


def seal_requests(unit: Unit, after: int) -> int | None:
    """Name what files of figures were asked for by the station's tables."""
    names = table_names(unit)
    kinds = [NoticeKind.STATS_CHARTS, NoticeKind.STATS_SHEET]
    notices = notices_after(unit.session, after, BATCH, kinds=kinds)
    for notice_id, what, recipient, at in notices:
        if isinstance(what, FilesAsked) and what.word:
            word = names.scope(what.word, unit.day_of(at))
            if word != what.word:
                refer_notice(unit.session, notice_id, replace(what, word=word), to=recipient)
    return notices[-1][0] if notices else None


def seal_calls(unit: Unit, after: int) -> int | None:
    """Name departments and types of calls and their visits by the station's tables, officers by the directory.

    What the list said goes under seal, for the claimant's card; of whoever was purged it goes altogether.
    """
    calls = calls_after(unit.session, after, BATCH)
    numbers = [call.id for call in calls]
    kept, visits = calls_with_words(unit.session, numbers), visits_of_calls(unit.session, numbers)
    names, staff = table_names(unit), names_of_staff(unit.session)
    name_visits(unit.session, [_named_visit(unit, visit, names, staff, kept) for visit in visits])
    days = _days_of(visits)
    name_calls(unit.session, [_named_call(call, names, days.get(call.id, call.visited_on)) for call in calls])
    return numbers[-1] if calls else None


def _days_of(visits: Sequence[OldVisit]) -> Mapping[int, date]:
    """Return the day of the visit by which each call is called: the last one of the list that it was made of."""
    first_lists: dict[int, int] = {}
    for visit in visits:
        first_lists[visit.call_id] = min(visit.list, first_lists.get(visit.call_id, visit.list))
    days: dict[int, date] = {}
    for visit in visits:
        if visit.list == first_lists[visit.call_id]:
            days[visit.call_id] = max(visit.visited_on, days.get(visit.call_id, visit.visited_on))
    return days


def _named_call(call: OldCall, names: TableNames, day: date) -> NamedCall:
    return NamedCall(
        of=call.id,
        new_department=names.department(call.department, day),
        new_type=names.petition_type(call.petition_type),
    )


def _named_visit(unit: Unit, visit: OldVisit, names: TableNames, staff: set[str], kept: set[int]) -> NamedVisit:
    sealed = visit.sealed_listed
    if sealed is None and visit.call_id in kept:
        officer = f"{visit.officer_rank} {visit.officer_name}".strip()
        listed = ListedWords(purpose=visit.petition_type, department=visit.department, officer=officer)
        sealed = unit.secrets.seal(listed_words_to_text(listed))
    name, rank = shown_officer(visit.officer_name, visit.officer_rank, staff)
    return NamedVisit(
        of=visit.id,
        new_department=names.department(visit.department, visit.visited_on),
        new_type=names.petition_type(visit.petition_type),
        new_name=name,
        new_rank=rank,
        new_listed=sealed,
    )
