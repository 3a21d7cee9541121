"""A call channel that others than the station's people can read is refused at start."""

import pytest

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleDatabase, sample_station
from bot.domain.keeping.diagnosis import InstallationFault
from bot.serving.opening import CannotStart
from tests.steps.builders import MONDAY, seoul


@pytest.mark.parametrize(
    ("flag", "value", "fault"),
    [
        ("is_ext_shared", True, InstallationFault.CHANNEL_SHARED),
        ("is_pending_ext_shared", True, InstallationFault.CHANNEL_SHARED),
        ("is_org_shared", True, InstallationFault.CHANNEL_SHARED),
        ("is_private", False, InstallationFault.CHANNEL_PUBLIC),
        ("members", set(), InstallationFault.CHANNEL_REFUSED),
    ],
)
async def test_such_a_channel_is_refused_with_the_reason(
    sample_database: SampleDatabase, flag: str, value: object, fault: InstallationFault
) -> None:
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as station:
        setattr(station.sandbox.workspace.channels[CHANNEL], flag, value)

        with pytest.raises(CannotStart) as refused:
            await station.start_bot()

    assert refused.value.fault is fault
