"""`cleancall doctor` tries the port of advance texts, and sends nothing."""

from pathlib import Path
from typing import Any

import pytest

from bot.cli.doctor import line_of
from bot.cli.text_checks import look_at_texts
from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.station_tables import NO_SMS, Sms, SmsPort
from bot.settings import Settings
from bot.texts import load_texts
from tests.steps.gateway import gateway_at_work
from tests.steps.processes import free_port

TEXTS = load_texts("ko")


async def looked(port: SmsPort, **facts: Any) -> InstallationFault | None:
    """What is wrong with a port; its line can be written."""
    [finding] = await look_at_texts(Settings.model_construct(https_proxy=None, no_proxy=""), Sms(port=port, **facts))
    assert line_of(finding, TEXTS)
    return finding.fault


async def test_a_port_that_works_is_told_well_and_nothing_is_sent(tmp_path: Path) -> None:
    async with gateway_at_work() as gateway:
        found = [
            await looked(SmsPort.FILE, folder=str(tmp_path)),
            await looked(SmsPort.COMMAND, command=("/bin/sh", "-c")),
            await looked(SmsPort.HTTP, url=gateway.address),
        ]

    assert (found, gateway.asked) == ([None] * 3, [])
    assert await look_at_texts(Settings.model_construct(), NO_SMS) == []


@pytest.mark.parametrize("begun", ["echo sent", "#!/nowhere/sh", "#!/bin/sh\r", "#!", ""])
async def test_a_program_that_the_system_cannot_start_is_named(tmp_path: Path, begun: str) -> None:
    program = tmp_path / "sms"
    program.write_bytes(f"{begun}\nexit 0\n".encode())
    program.chmod(0o700)

    assert await looked(SmsPort.COMMAND, command=(str(program),)) is InstallationFault.TEXT_PROGRAM_MISSING


@pytest.mark.parametrize(
    ("port", "facts", "fault"),
    [
        (SmsPort.FILE, {"folder": "/nowhere/at/all"}, InstallationFault.TEXT_FOLDER_CLOSED),
        (SmsPort.COMMAND, {"command": ("/nowhere/sms",)}, InstallationFault.TEXT_PROGRAM_MISSING),
        (SmsPort.COMMAND, {"command": ("/etc",)}, InstallationFault.TEXT_PROGRAM_MISSING),
        (
            SmsPort.HTTP,
            {"url": f"http://127.0.0.1:{free_port()}/", "timeout_seconds": 1},
            InstallationFault.TEXT_GATEWAY_CLOSED,
        ),
    ],
)
async def test_a_port_that_takes_nothing_is_named(
    port: SmsPort, facts: dict[str, Any], fault: InstallationFault
) -> None:
    assert await looked(port, **facts) is fault
