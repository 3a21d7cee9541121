"""Where a database lies: what is a copy, and what only looks like one."""

from dataclasses import replace

import pytest

from bot.domain.keeping.places import Place, address_moved_to, is_same, moved_to

HERE = Place(volume="a1", file="17", path="/var/lib/cleancall/cleancall.db", machine="m1")


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"path": "/srv/cleancall.db"},  # renamed
        {"machine": "m2"},  # a container of another name
        {"machine": "m2", "path": "/data/cleancall.db"},  # its volume is mounted elsewhere
        {"file": "18"},  # restored in place
        {"volume": "b2", "file": "18"},  # a disk was replaced
    ],
)
def test_a_database_that_stayed_where_it_was_is_no_copy(change: dict[str, str]) -> None:
    assert is_same(HERE, replace(HERE, **change))


@pytest.mark.parametrize(
    "change",
    [
        {"file": "18", "path": "/srv/copy.db"},
        {"volume": "b2", "path": "/srv/copy.db"},  # the same number on another disk
        {"volume": "b2", "file": "18", "machine": "m2"},
    ],
)
def test_another_file_elsewhere_is_a_copy(change: dict[str, str]) -> None:
    assert not is_same(HERE, replace(HERE, **change))


def test_a_database_that_was_moved_is_at_home_nowhere_and_says_where_its_rows_are() -> None:
    moved = moved_to("postgresql://cleancall@db/cleancall")

    assert not is_same(moved, HERE)
    assert (address_moved_to(moved), address_moved_to(HERE)) == ("postgresql://cleancall@db/cleancall", None)
