"""What `cleancall doctor` tries on the port of advance texts. Nothing is sent: no text, no request."""

import asyncio
import contextlib
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from bot.domain.keeping.diagnosis import Check, Finding, InstallationFault
from bot.domain.station_tables import Sms, SmsPort
from bot.serving.advance_texts import proxy_to
from bot.settings import Settings, system_name

LONGEST_FIRST_LINE = 256
PORTS = {"https": 443, "http": 80}


async def look_at_texts(settings: Settings, sms: Sms) -> list[Finding]:
    """Look whether a text could be handed over: the folder, the program, the gateway; nothing where none is sent."""
    match sms.port:
        case SmsPort.NONE:
            return []
        case SmsPort.FILE:
            fault = _fault_of_folder(Path(sms.folder))
        case SmsPort.COMMAND:
            fault = _fault_of_program(sms.command[0])
        case SmsPort.HTTP:
            fault = await _fault_of_gateway(settings, sms)
    return [fault or Finding(check=Check.TEXTS)]


def _fault_of_folder(folder: Path) -> Finding | None:
    is_open = folder.is_dir() and os.access(folder, os.W_OK | os.X_OK | os.R_OK)
    return None if is_open else _faulty(InstallationFault.TEXT_FOLDER_CLOSED, folder=str(folder))


def _fault_of_program(program: str) -> Finding | None:
    is_there = shutil.which(program) and _can_start(Path(program))
    return None if is_there else _faulty(InstallationFault.TEXT_PROGRAM_MISSING, program=program)


def _can_start(program: Path) -> bool:
    """Check whether a file can be started: a script names an interpreter that is there, and no CR behind it."""
    try:
        with program.open("rb") as opened:
            begun = opened.read(LONGEST_FIRST_LINE)
    except OSError:  # it may be run, and not read
        return True
    if not begun.startswith(b"#!"):
        return b"\0" in begun
    interpreter = begun[2:].split(b"\n")[0].strip(b" \t").split(b" ")[0].decode(errors="replace")
    return bool(interpreter) and shutil.which(interpreter) is not None


async def _fault_of_gateway(settings: Settings, sms: Sms) -> Finding | None:
    """Open a connection to the gateway, or to the proxy before it, and close it."""
    proxy = proxy_to(sms.url, settings)
    parts = urlsplit(proxy or sms.url)
    host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 80)
    secure = parts.scheme == "https"
    try:
        opening = asyncio.open_connection(host, port, ssl=secure or None, server_hostname=host if secure else None)
        _, writer = await asyncio.wait_for(opening, sms.timeout_seconds)
    except (OSError, TimeoutError, ValueError) as error:
        address = f"{host}:{port}"
        return _faulty(InstallationFault.TEXT_GATEWAY_CLOSED, address=address, error=system_name(error))
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return None


def _faulty(fault: InstallationFault, **facts: str) -> Finding:
    return Finding(check=Check.TEXTS, fault=fault, facts=facts)
