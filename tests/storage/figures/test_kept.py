"""What is kept of days and months: it holds until something of it is changed, by whichever program."""

from collections import Counter
from datetime import date

from sqlalchemy import delete, text
from sqlmodel import Session, col

from bot.domain.figures.figures import Again, Count, Score, Tally, Wait
from bot.domain.figures.periods import PeriodKind, period_with
from bot.services.desk import Desk
from storage.figures.kept import (
    Counted,
    Kept,
    changed_days,
    days_kept,
    keep_counted,
    keep_month,
    kept_in,
    notes_of_changes,
    sum_of,
)
from storage.figures.naming import Group
from storage.figures.tables import ChangedDay
from tests.steps.builders import FRIDAY, MONDAY
from tests.steps.calls import MISS
from tests.steps.desks import in_session, phone

TRAFFIC = Group("교통과", "교통사고")
TALLY = Tally(
    Counter({Count.TRIED: 5}),
    {"overall": Score(5, 20, 4)},
    {Wait.REPLY: (1.5, 2.25)},
    Counter({Again(Count.TRIED, FRIDAY): 2}),
)
TODAY = period_with(PeriodKind.DAY, MONDAY)


def counted(*noted: int, by: str = "calendar", tally: Tally = TALLY, day: date = MONDAY) -> Counted:
    return Counted(Kept.of(period_with(PeriodKind.DAY, day), by, {TRAFFIC: tally}), noted)


def forget_notes(session: Session) -> None:
    session.execute(delete(ChangedDay).where(col(ChangedDay.id) > 0))


def kept(session: Session, kind: PeriodKind = PeriodKind.DAY) -> list[Kept]:
    return list(kept_in(session, kind, date(2026, 1, 1), date(2026, 12, 31)))


def test_a_day_is_read_as_it_was_kept_until_it_is_changed(morning: Desk) -> None:
    in_session(morning, forget_notes)
    assert in_session(morning, keep_counted, counted())

    [found] = in_session(morning, kept)
    phone(morning, 1, MISS)

    assert (found.period, found.tallies) == (TODAY, {TRAFFIC: TALLY})
    assert not in_session(morning, kept)
    assert {*in_session(morning, changed_days)} == {MONDAY, FRIDAY}


def test_what_an_older_program_changes_is_noted_too(morning: Desk) -> None:
    in_session(morning, forget_notes)

    in_session(morning, lambda session: session.execute(text("UPDATE call SET state = 'queued' WHERE id = 1")))
    assert not in_session(morning, changed_days)  # nothing that is counted
    in_session(morning, lambda session: session.execute(text("UPDATE call SET department = '형사과' WHERE id = 1")))

    assert in_session(morning, changed_days) == [FRIDAY]
    assert len(in_session(morning, notes_of_changes, FRIDAY)) == 1  # of one transaction


def test_a_change_while_a_day_is_counted_is_not_lost(morning: Desk) -> None:
    seen = in_session(morning, notes_of_changes, FRIDAY)
    phone(morning, 1, MISS)  # somebody has counted, and keeps it only now

    in_session(morning, keep_counted, counted(*seen, day=FRIDAY))

    assert not in_session(morning, kept)
    assert FRIDAY in in_session(morning, changed_days)


def test_of_two_who_counted_a_day_the_one_who_saw_less_keeps_nothing(morning: Desk) -> None:
    in_session(morning, forget_notes)
    earlier, later = counted(tally=Tally()), counted()

    assert in_session(morning, keep_counted, later)
    assert not in_session(morning, keep_counted, earlier)
    phone(morning, 1, MISS)
    noted = in_session(morning, notes_of_changes, MONDAY)
    assert in_session(morning, keep_counted, counted(*noted, tally=Tally()))
    assert not in_session(morning, keep_counted, counted(noted[0]))

    assert not in_session(morning, kept)  # to be safe it is counted once more
    assert MONDAY in in_session(morning, changed_days)


def test_a_day_counted_by_other_names_is_kept_anew(morning: Desk) -> None:
    in_session(morning, forget_notes)
    in_session(morning, keep_counted, counted())

    assert in_session(morning, keep_counted, counted(by="other names"))

    assert in_session(morning, days_kept) == {MONDAY: "other names"}


def test_a_month_is_kept_as_the_sum_of_its_days_and_goes_with_each(morning: Desk) -> None:
    in_session(morning, forget_notes)
    october = period_with(PeriodKind.MONTH, date(2026, 10, 1))
    days = [date(2026, 10, n) for n in range(1, 32)]
    by = dict.fromkeys(days, "calendar")
    shared = Counter({Again(Count.TRIED, days[0]): 1, Again(Count.TRIED, date(2026, 9, 30)): 1})
    again = Tally(Counter({Count.TRIED: 3}), again=shared)
    for day in days[1:]:
        in_session(morning, keep_counted, counted(tally=Tally() if day.day > 2 else again, day=day))
    assert not in_session(morning, keep_month, october, by)
    in_session(morning, keep_counted, counted(tally=Tally(Counter({Count.TRIED: 7})), day=days[0]))
    assert not in_session(morning, keep_month, october, {**by, days[3]: "other names"})
    assert in_session(morning, keep_month, october, by)

    [found] = in_session(morning, kept, PeriodKind.MONTH)
    assert found.tallies[TRAFFIC].counts[Count.TRIED] == 7 + 3 - 1

    in_session(morning, keep_counted, counted(by="other names", day=days[5]))
    assert not in_session(morning, kept, PeriodKind.MONTH)


def test_a_call_that_was_tried_before_the_period_counts_in_it() -> None:
    parts = [(TODAY, {TRAFFIC: TALLY})]

    [whole] = sum_of(parts).values()

    assert whole.counts[Count.TRIED] == 5
    assert whole.again == TALLY.again
