"""A call channel that others than the station's people can read is refused at start."""

import pytest

from bot.demo.guide import CHANNEL
from bot.demo.station import sample_station
from bot.serving.opening import CannotStart
from tests.steps.builders import MONDAY, seoul


@pytest.mark.parametrize(
    ("flag", "value", "reason"),
    [
        ("is_ext_shared", True, "shared with another organisation"),
        ("is_pending_ext_shared", True, "shared with another organisation"),
        ("is_private", False, "public"),
        ("members", set(), "not in it"),
    ],
)
async def test_such_a_channel_is_refused_with_the_reason(flag: str, value: object, reason: str) -> None:
    async with sample_station(seoul(MONDAY, 8, 0)) as station:
        setattr(station.sandbox.workspace.channels[CHANNEL], flag, value)

        with pytest.raises(CannotStart, match=reason):
            await station.start_bot()
