"""Anchors as they are shown, and as they are typed again."""

import pytest

from bot.domain.keeping.anchors import Anchor, read_anchor, short_anchor

DIGITS = "3f2a91bc0d4e77aa"
WHOLE = f"t17-{DIGITS}{'0' * 48}"


def test_an_anchor_is_short_and_tells_its_place() -> None:
    assert short_anchor(WHOLE) == "T17-3f2a-91bc-0d4e-77aa"
    assert short_anchor(DIGITS + "0" * 48) == "3f2a-91bc-0d4e-77aa"
    assert short_anchor("") == ""


@pytest.mark.parametrize(
    "typed", ["T17-3f2a-91bc-0d4e-77aa", "t17-3F2A91BC0D4E77AA", " T17 -3f2a 91bc 0d4e 77aa\n", f"T17-{DIGITS}"]
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert read_anchor(typed) == Anchor(letter="t", number=17, digits=DIGITS)


def test_whole_and_bare_hashes_are_read_too() -> None:
    assert read_anchor(WHOLE) == Anchor(letter="t", number=17, digits=f"{DIGITS}{'0' * 48}")
    assert read_anchor("a" * 64) == Anchor(letter="", number=None, digits="a" * 64)
    assert read_anchor("A3F2-91bc-0d4e") == Anchor(letter="", number=None, digits="a3f291bc0d4e")


@pytest.mark.parametrize(
    "typed", ["", "T17", "T17-3f2a91b", "3f2a91b", "x" * 16, "T17-3f2g-91bc-0d4e", "%" * 16, "0" * 65]
)
def test_what_is_none_is_not_read(typed: str) -> None:
    assert read_anchor(typed) is None


def test_eight_digits_are_enough_to_be_no_accident() -> None:
    assert read_anchor("3f2a91bc") == Anchor(letter="", number=None, digits="3f2a91bc")
    assert read_anchor("T17-3f2a91bc") == Anchor(letter="t", number=17, digits="3f2a91bc")
