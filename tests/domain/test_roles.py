"""Who may do what (rule book §1)."""

import pytest

from bot.domain.roles import Action, Role, may
from tests.steps.vectors import every


@every("action", Action)
def test_without_a_role_nothing_is_allowed(action: Action) -> None:
    assert not may(frozenset(), action)


def test_one_role_that_allows_it_is_enough() -> None:
    assert may(frozenset({Role.SWITCHBOARD, Role.SUPERVISOR}), Action.REOPEN)


@pytest.mark.parametrize("action", [Action.CLAIM, Action.RECORD, Action.RECHECK])
def test_only_operators_phone_petitioners(action: Action) -> None:
    assert [role for role in Role if may(frozenset({role}), action)] == [Role.OPERATOR]


def test_the_switchboard_confirms_calls_and_looks_at_nothing_else() -> None:
    allowed = {action for action in Action if may(frozenset({Role.SWITCHBOARD}), action)}

    assert allowed == {Action.LOOK_UP, Action.SEE_HOME}
