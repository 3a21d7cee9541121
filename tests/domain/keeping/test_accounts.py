"""Members of the directory beside what Slack says of them."""

from bot.domain.keeping.accounts import Account, Standing, standings_of
from bot.domain.roles import Role


def account(staff_no: str, *roles: Role) -> Account:
    """An account called after its staff number."""
    return Account(staff_no=staff_no, roles=frozenset(roles), slack_id=f"U{staff_no}")


def test_accounts_are_sorted_by_what_is_wrong_with_them_and_by_weight() -> None:
    accounts = [
        account("1", Role.OFFICER),
        account("2", Role.OFFICER, Role.AUDIT),
        account("3", Role.OPERATOR),
        account("4", Role.OPERATOR),
        account("5", Role.SWITCHBOARD),
        account("6", Role.SUPERVISOR),
    ]
    known = {"U3": Standing.MEMBER, "U4": Standing.MEMBER, "U5": Standing.MEMBER, "U6": Standing.GUEST}

    found = standings_of(accounts, {f"U{key[1:]}": value for key, value in known.items()}, {"U3"})

    assert {standing: [each.staff_no for each in people] for standing, people in found.items()} == {
        Standing.UNKNOWN: ["2", "1"],
        Standing.GUEST: ["6"],
        Standing.MEMBER: ["4"],
    }
    assert found[Standing.UNKNOWN][0].role is Role.AUDIT


def test_nobody_is_missed_in_a_channel_that_cannot_be_seen() -> None:
    assert standings_of([account("3", Role.OPERATOR)], {"U3": Standing.MEMBER}, None) == {}
