"""What seldom changes is kept for as long as the database's stamp of it is the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlmodel import Session, col

from bot.domain.calendar import HolidayChanged
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.grievances.downtimes import add_downtime
from storage.holidays import change_holiday
from storage.people.duty import set_break
from storage.people.queries import mark_left, note_locale, staff_by_slack_id
from storage.seldom import KEPT, Seldom, what_seldom_changes
from storage.tables import ChangeStamp
from tests.steps.builders import KIM, LEE, MONDAY, OH, TUESDAY, seoul
from tests.steps.desks import hire, in_session, operator
from tests.steps.statements import statements

NOW = seoul(MONDAY, 10)


def test_it_is_read_once_as_long_as_nothing_changes(morning: Desk) -> None:
    first = read(morning)

    with statements() as made:
        again = read(morning)

    assert again is first
    assert [each for each in made if each not in {"BEGIN", "BEGIN IMMEDIATE", "COMMIT"}] == ["SELECT changestamp"]


def holiday(session: Session) -> None:
    """Make a day a holiday."""
    change_holiday(session, TUESDAY, HolidayChanged(is_holiday=True), by=OH, at=NOW)


def downtime(session: Session) -> None:
    """Let the clock stand still."""
    add_downtime(session, NOW - timedelta(hours=2), NOW, by=OH, at=NOW)


def rest(session: Session) -> None:
    """Let somebody rest."""
    set_break(session, KIM, NOW)


def language(session: Session) -> None:
    """Note somebody's language."""
    note_locale(session, KIM, "en")


def leave(session: Session) -> None:
    """Let somebody leave."""
    kim = staff_by_slack_id(session, KIM)
    assert kim is not None
    mark_left(session, kim.key)


@pytest.mark.parametrize("change", [holiday, downtime, rest, language, leave], ids=lambda each: each.__name__)
def test_after_each_change_it_is_read_anew(morning: Desk, change: Callable[[Session], None]) -> None:
    before = read(morning)

    in_session(morning, change)

    assert read(morning) is not before


def test_who_is_new_acts_at_once(morning: Desk) -> None:
    before = read(morning)

    hire(morning, operator("U0NEW"))

    assert "U0NEW" not in before.directory.accounts
    assert "U0NEW" in read(morning).directory.accounts


def test_what_a_transaction_changed_and_took_back_is_kept_for_nobody(morning: Desk) -> None:
    before = read(morning)

    def work(unit: Unit) -> None:
        leave(unit.session)
        assert KIM not in what_seldom_changes(unit.session).directory.accounts
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        morning.do_now(work)

    assert read(morning) is before
    assert KIM in before.directory.accounts


def test_without_a_stamp_nothing_is_kept(morning: Desk) -> None:
    in_session(morning, lambda session: session.execute(delete(ChangeStamp).where(col(ChangeStamp.id) > 0)))

    first = read(morning)

    assert read(morning) is not first
    in_session(morning, rest)
    assert read(morning) is read(morning)


def test_nothing_is_written_back_of_what_is_kept(morning: Desk) -> None:
    def work(unit: Unit) -> None:
        unit.directory.accounts[LEE].name = "다른이름"
        unit.session.flush()

    in_session(morning, rest)  # what other tests keep is another one's
    with statements() as made:
        morning.do_now(work)

    in_session(morning, rest)
    assert not [each for each in made if each.startswith("UPDATE")]
    assert read(morning).directory.accounts[LEE].name != "다른이름"


def read(desk: Desk) -> Seldom:
    """Read it in a transaction of its own."""

    def work(session: Session) -> Seldom:
        assert KEPT not in session.info
        return what_seldom_changes(session)

    return in_session(desk, work)
