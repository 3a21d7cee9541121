"""Reading [sms] of station.toml: the port of the advance text, and what it needs (rule book §6)."""

import ipaddress
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Protocol
from urllib.parse import urlsplit

from bot.domain.keeping.setting_faults import SettingFault
from bot.domain.refusals import Fact
from bot.domain.station_tables import NO_SMS, Sms, SmsPort

SMS_SETTINGS = tuple(field.name for field in fields(Sms))
SHORTEST_WAIT, LONGEST_WAIT = 1, 60
"""Seconds that a gateway or a program may take for one text."""
NEEDS = {SmsPort.FILE: "folder", SmsPort.COMMAND: "command", SmsPort.HTTP: "url"}


class Wrong(Protocol):
    """Notes what is wrong with a line."""

    def __call__(self, fault: SettingFault, place: str, **facts: Fact) -> None:
        """Note it."""


def read_sms(table: Mapping[str, Any], wrong: Wrong) -> Sms:
    """Read [sms]. What is wrong stands there as by default."""
    found: dict[str, Any] = {name: value for name, value in table.items() if name in SMS_SETTINGS}
    for name in [*found]:
        problem = _fault_of(name, found[name])
        if problem is not None:
            fault, facts = problem
            wrong(fault, f"[sms] {name}", **facts)
            found[name] = getattr(NO_SMS, name)
    port = SmsPort(found.get("port", SmsPort.NONE))
    need = NEEDS.get(port)
    if need is not None and not table.get(need):
        wrong(SettingFault.NEEDED_BY_PORT, f"[sms] {need}", port=port.value)
    return Sms(**{**found, "port": port, "command": tuple(found.get("command", ()))})


def _fault_of(name: str, value: Any) -> tuple[SettingFault, Mapping[str, Fact]] | None:
    match name:
        case "port":
            is_known = value in list(SmsPort)
            return None if is_known else (SettingFault.NOT_ONE_OF, {"choices": ", ".join(SmsPort)})
        case "trial":
            return None if isinstance(value, bool) else (SettingFault.NOT_A_SWITCH, {})
        case "folder":
            return None if is_path(value) or value == "" else (SettingFault.NOT_A_PATH, {})
        case "command":
            return None if _is_command(value) else (SettingFault.NOT_A_COMMAND, {})
        case "url":
            return None if is_gateway(value) or value == "" else (SettingFault.NOT_A_GATEWAY, {})
        case _:
            return _fault_of_wait(value)


def _fault_of_wait(value: Any) -> tuple[SettingFault, Mapping[str, Fact]] | None:
    if type(value) is not int:
        return SettingFault.NOT_A_NUMBER, {}
    if SHORTEST_WAIT <= value <= LONGEST_WAIT:
        return None
    return SettingFault.NUMBER_OUT_OF_RANGE, {"least": SHORTEST_WAIT, "most": LONGEST_WAIT}


def is_path(value: Any) -> bool:
    """Check whether a value is a whole path: where the bot stands is nobody's to remember."""
    return isinstance(value, str) and value.startswith("/") and value.isprintable()


def _is_command(value: Any) -> bool:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.isprintable() for each in value):
        return False
    return not value or is_path(value[0])


def is_gateway(value: Any) -> bool:
    """Check whether a value is an address that a number may be sent to: https, or this very machine; no password."""
    if not isinstance(value, str) or not value.isascii() or not value.isprintable() or " " in value:
        return False
    try:
        parts = urlsplit(value)
        host, is_port = parts.hostname or "", parts.port != 0
    except ValueError:  # no port, or half an address of IPv6
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))
    return bool(host) and is_port and is_safe and "@" not in parts.netloc and not parts.fragment


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
