"""What use cases that share a commit leave to its end: notices, who phoned, rows of the chains, written once."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from storage.calls.phonings import NOTED
from storage.chaining import PENDING
from storage.outbox import ANNOUNCED, UNWRITTEN

Left = Mapping[str, Any]
"""Rows to be, by the names under which a session keeps them."""


def left_by(session: Session) -> Left:
    """Return what a session has left to be written."""
    return {name: session.info[name] for name in (ANNOUNCED, UNWRITTEN, PENDING, NOTED) if name in session.info}


def go_on_with(session: Session, left: Left) -> None:
    """Let a session go on with what those before it left; it stays theirs until this one is done, too."""
    session.info.update(left)
    session.info[UNWRITTEN] = [*left.get(UNWRITTEN, ())]
    session.info[NOTED] = {**left.get(NOTED, {})}
    session.info[PENDING] = {chain: [*entries] for chain, entries in left.get(PENDING, {}).items()}
