"""Keys of the chains: known by their ids; who does not have one can sign nothing with it."""

import pytest

from storage.chain_keys import ChainKeyMissing, ChainKeys


def test_a_signature_fits_under_its_own_key_alone() -> None:
    keys, others = ChainKeys({"new": b"2", "old": b"1"}), ChainKeys({"new": b"3"})

    signature = keys.sign("old", ["words", 1])

    assert keys.newest == "new"
    assert keys.fits("old", ["words", 1], signature)
    assert not keys.fits("old", ["words", 2], signature)
    assert not keys.fits("new", ["words", 1], signature)
    assert not others.fits("new", ["words", 1], keys.sign("new", ["words", 1]))
    assert not others.fits("old", ["words", 1], signature)


def test_nothing_is_signed_with_a_key_that_is_not_there() -> None:
    with pytest.raises(ChainKeyMissing):
        ChainKeys({"new": b"2"}).sign("old", [])
