"""Keys that are set against keys that were used: newest first against oldest first."""

from bot.domain.keeping.key_checks import KeyFault, KeyKind, KnownKey, key_fault
from tests.steps.vectors import every


def used(*ids: str, not_needed: str = "") -> list[KnownKey]:
    """Keys in the order of their first use."""
    return [KnownKey(id=each, is_needed=each not in not_needed) for each in ids]


@every(
    ("listed", "known", "fault"),
    [
        ("a", used(), None),
        ("a", used("a"), None),
        ("ba", used("a"), None),
        ("cba", used("a"), None),
        ("ba", used("a", "b"), None),
        ("b", used("a", "b", not_needed="a"), None),
        ("cb", used("a", "b", not_needed="a"), None),
        ("x", used("a"), KeyFault.FOREIGN),
        ("b", used("a", "b"), KeyFault.LEFT_OUT),
        ("a", used("a", "b"), KeyFault.LEFT_OUT),
        ("ca", used("a", "b"), KeyFault.LEFT_OUT),
        ("ab", used("a"), KeyFault.OUT_OF_PLACE),
        ("ab", used("a", "b"), KeyFault.OUT_OF_PLACE),
        ("bxa", used("a", "b"), KeyFault.OUT_OF_PLACE),
        ("ab", used("a", "b", not_needed="a"), KeyFault.OUT_OF_PLACE),
    ],
)
def test_keys_are_those_of_the_database_newest_first(
    listed: str, known: list[KnownKey], fault: KeyFault | None
) -> None:
    assert key_fault(list(listed), known) == fault


def test_each_kind_is_set_in_a_variable_of_its_own() -> None:
    assert [kind.variable for kind in KeyKind] == ["DATA_KEYS", "HASH_KEY", "TRAIL_KEYS"]
