"""A Bolt app of ours on a local workspace, with whatever listeners a test gives it."""

from collections.abc import AsyncIterator

import pytest

from bot.clock import MovableClock
from tests.steps.bolt_app import Bot, bolt_app


@pytest.fixture
async def bot(sqlite_url: str, clock: MovableClock) -> AsyncIterator[Bot]:
    """An app without listeners, connected."""
    async with bolt_app(sqlite_url, clock) as bot:
        yield bot
