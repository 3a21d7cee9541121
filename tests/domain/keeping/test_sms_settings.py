"""[sms] of station.toml."""

from typing import Any

import pytest

from bot.domain.keeping.setting_faults import SettingFault
from bot.domain.keeping.sms_settings import is_gateway
from bot.domain.keeping.station_parsing import read_tables
from bot.domain.station_tables import NO_SMS, Sms, SmsPort

HTTP = {"port": "http", "url": "https://sms.example.kr/v1/texts"}


def test_no_text_is_sent_unless_a_station_says_by_what() -> None:
    assert not NO_SMS.is_on
    assert read_tables({"sms": {}}, "station.toml", ()) == ({"sms": NO_SMS}, [])


def test_each_port_is_read_with_what_it_needs() -> None:
    found, problems = read_tables({"sms": {**HTTP, "trial": True, "timeout_seconds": 5}}, "station.toml", ())
    command, _ = read_tables({"sms": {"port": "command", "command": ["/opt/sms", "-q"]}}, "station.toml", ())
    file, _ = read_tables({"sms": {"port": "file", "folder": "/var/lib/cleancall/sms"}}, "station.toml", ())

    assert found["sms"] == Sms(port=SmsPort.HTTP, url=HTTP["url"], trial=True, timeout_seconds=5)
    assert not problems
    assert command["sms"].command == ("/opt/sms", "-q")
    assert (file["sms"].port, file["sms"].folder) == (SmsPort.FILE, "/var/lib/cleancall/sms")


@pytest.mark.parametrize(
    ("table", "fault", "name"),
    [
        ({"port": "pigeon"}, SettingFault.NOT_ONE_OF, "port"),
        ({"port": ["http"]}, SettingFault.NOT_ONE_OF, "port"),
        ({"port": "http"}, SettingFault.NEEDED_BY_PORT, "url"),
        ({"port": "file"}, SettingFault.NEEDED_BY_PORT, "folder"),
        ({"port": "command", "command": []}, SettingFault.NEEDED_BY_PORT, "command"),
        ({"trial": "yes"}, SettingFault.NOT_A_SWITCH, "trial"),
        ({"port": "file", "folder": "sms"}, SettingFault.NOT_A_PATH, "folder"),
        ({"port": "command", "command": "/opt/sms"}, SettingFault.NOT_A_COMMAND, "command"),
        ({"port": "command", "command": ["sms", "-q"]}, SettingFault.NOT_A_COMMAND, "command"),
        ({**HTTP, "timeout_seconds": 0}, SettingFault.NUMBER_OUT_OF_RANGE, "timeout_seconds"),
        ({**HTTP, "timeout_seconds": True}, SettingFault.NOT_A_NUMBER, "timeout_seconds"),
        ({**HTTP, "token": "x"}, SettingFault.UNKNOWN_IN_TABLE, "token"),
        ({**HTTP, "url": "http://sms.example.kr"}, SettingFault.NOT_A_GATEWAY, "url"),
    ],
)
def test_a_mistake_in_the_table_of_texts_is_named(table: dict[str, Any], fault: SettingFault, name: str) -> None:
    _, [problem] = read_tables({"sms": table}, "station.toml", ())

    assert (problem.fault, problem.name) == (fault, f"station.toml: [sms] {name}")


@pytest.mark.parametrize(("seconds", "is_allowed"), [(1, True), (2, True), (60, True), (61, False)])
def test_a_gateway_is_waited_for_from_a_second_to_a_minute(seconds: int, is_allowed: bool) -> None:
    _, problems = read_tables({"sms": {**HTTP, "timeout_seconds": seconds}}, "station.toml", ())

    assert [each.fault for each in problems] == ([] if is_allowed else [SettingFault.NUMBER_OUT_OF_RANGE])


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://sms.example.kr/send?dept=1", True),
        ("http://127.0.0.1:8090/texts", True),
        ("http://[::1]:8090/", True),
        ("http://localhost/texts", True),
        ("http://10.0.0.7/texts", False),
        ("https://user:word@sms.example.kr/", False),
        ("wss://sms.example.kr/", False),
        ("ftp://sms.example.kr/", False),
        ("https://sms.example.kr:x/", False),
        ("https://", False),
        ("ftp://127.0.0.1/", False),
        ("https://sms.example.kr/#a", False),
        (7, False),
    ],
)
def test_a_number_leaves_in_no_clear_words(url: Any, is_one: bool) -> None:
    assert is_gateway(url) is is_one
