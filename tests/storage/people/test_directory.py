"""The directory as a whole: who acts here, who looks at Home, whom lists may name."""

from bot.domain.roles import Role
from bot.services.desk import Desk
from storage.people.directory import Directory, read_directory
from storage.people.queries import mark_home_opened, mark_left
from tests.steps.builders import HAN, JUNG, KIM, LEE, MONDAY, OH
from tests.steps.desks import hire, in_session, operator


def test_who_left_acts_no_more_but_may_be_named_by_lists(morning: Desk) -> None:
    lee = read(morning).accounts[LEE]

    in_session(morning, mark_left, lee.key)

    after = read(morning)
    assert LEE not in after.accounts
    assert after.by_id[lee.key].name == lee.name
    assert after.by_id[lee.key] in after.people


def test_home_is_kept_fresh_for_who_opened_it(morning: Desk) -> None:
    before = read(morning).looking_at_home

    in_session(morning, mark_home_opened, OH)

    assert before == {}
    assert read(morning).looking_at_home == {OH: [Role.SUPERVISOR]}


def test_a_role_is_held_by_accounts(morning: Desk) -> None:
    found = read(morning)

    assert found.accounts_with(Role.AUDIT) == {HAN}
    assert KIM in found.accounts_with(Role.OPERATOR)
    assert not found.accounts_with(Role.AUDIT) & found.accounts_with(Role.OPERATOR)


def test_who_moved_is_listed_where_they_serve_now(morning: Desk) -> None:
    before = read(morning).accounts[JUNG]

    hire(morning, operator(JUNG, name=before.name, department="수사과", moved_on=MONDAY))

    assert read(morning).by_id[before.key].career.department == "수사과"


def read(desk: Desk) -> Directory:
    """Read it."""
    return in_session(desk, read_directory)
