"""What `cleancall doctor` tries on the machine itself: ports, folders, room on the disk."""

import asyncio
import contextlib
import errno
import os
import shutil
import socket

import aiohttp

from bot.domain.keeping.diagnosis import Check, Finding, InstallationFault
from bot.settings import Settings, SettingsAsRead, listens, system_name
from storage.database import is_sqlite, sqlite_file

OURS = b"cleancall_"
"""What stands in the metrics of a running bot."""
QUICKLY = aiohttp.ClientTimeout(total=1.5)
"""How soon a bot at work says so; another program may take the question and never answer."""
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 — where they are asked, not opened


async def look_at_ports(session: aiohttp.ClientSession, read: SettingsAsRead) -> list[Finding]:
    """Try to open the ports that the bot will, and let go of them; a bot that runs already has them."""
    tried = {"HEALTH_PORT": (read.settings.health_host, read.settings.health_port)}
    if read.station is not None and "slack_mode" not in read.wrong and listens(read.settings, read.station):
        tried["HTTP_PORT"] = (read.settings.http_host, read.settings.http_port)
    right = {name: at for name, at in tried.items() if not {name.lower(), name.lower()[:-4] + "host"} & read.wrong}
    found = []
    for name, (host, port) in right.items():
        error = await asyncio.to_thread(_error_of_opening, host, port)
        if error is None or (error.errno == errno.EADDRINUSE and await _is_bot_at_work(session, read.settings)):
            continue
        fault = _fault_of(error)
        mended = name.replace("PORT", "HOST") if fault is InstallationFault.HOST_UNKNOWN else name
        facts = {"address": f"{host}:{port}", "error": system_name(error), "name": mended}
        found.append(Finding(check=Check.PORTS, fault=fault, facts=facts))
    return found or [Finding(check=Check.PORTS)]


def _fault_of(error: OSError) -> InstallationFault:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return InstallationFault.HOST_UNKNOWN
    return InstallationFault.PORT_CLOSED if error.errno == errno.EACCES else InstallationFault.PORT_TAKEN


def _error_of_opening(host: str, port: int) -> OSError | None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        return error
    return None


async def _is_bot_at_work(session: aiohttp.ClientSession, settings: Settings) -> bool:
    """Ask on the port of signs of life whether a bot of ours has it."""
    host = EVERYWHERE.get(settings.health_host, settings.health_host)
    shown = f"[{host}]" if ":" in host else host
    with contextlib.suppress(aiohttp.ClientError, TimeoutError, OSError, ValueError):
        async with session.get(f"http://{shown}:{settings.health_port}/metrics", timeout=QUICKLY) as answer:
            return OURS in await answer.read()
    return False


def look_at_disk(database_url: str, least_free: int) -> list[Finding]:
    """Look whether the folder of a SQLite file is there, may be written, and has room."""
    if not is_sqlite(database_url):
        return []
    file = sqlite_file(database_url)
    folder = file.parent
    if not folder.is_dir():
        return [_faulty(InstallationFault.FOLDER_MISSING, folder=str(folder))]
    for each in (folder, *(path for path in (file,) if path.exists())):
        if not os.access(each, os.W_OK | (os.X_OK if each.is_dir() else 0)) or (each is file and not file.is_file()):
            return [_faulty(InstallationFault.FOLDER_CLOSED, folder=str(each))]
    if shutil.disk_usage(folder).free < least_free:
        return [_faulty(InstallationFault.DISK_FULL, folder=str(folder))]
    return [Finding(check=Check.DISK)]


def _faulty(fault: InstallationFault, **facts: str) -> Finding:
    return Finding(check=Check.DISK, fault=fault, facts=facts)
