"""The environment and `.env`: what editors of every kind write is read, and every odd line is named."""

from pathlib import Path

import pytest

from bot.domain.keeping.setting_faults import SettingFault
from bot.settings.environment import UnreadableFile, misspelt_outside, problems_of_lines, read_environment

OURS = ("DATA_KEYS", "LOCALE", "SLACK_MODE", "SLACK_APP_TOKEN", "HTTP_PORT", "HTTPS_PROXY")
STATIONS = ("name", "main_number")


def values(tmp_path: Path, written: str | bytes, **outside: str) -> dict[str, str]:
    """What is given by a file and the environment around it."""
    file = tmp_path / ".env"
    file.write_bytes(written if isinstance(written, bytes) else written.encode())
    return dict(read_environment(outside, file).values)


@pytest.mark.parametrize(
    "written",
    [
        "LOCALE=en\nSLACK_MODE=http\n",
        "LOCALE=en\r\nSLACK_MODE=http\r\n",
        b"\xef\xbb\xbfLOCALE=en\nSLACK_MODE=http\n",
        "locale = en \n\n# a remark\nexport SLACK_MODE='http'\n",
        "LOCALE=“en”\nSLACK_MODE=http # or socket\nSLACK_APP_TOKEN=\nDATA_KEYS=''\nHTTP_PORT= \n",
        "LOCALE=ko\nLOCALE=en\nSLACK_MODE=http",
    ],
)
def test_a_file_of_any_editor_says_the_same(tmp_path: Path, written: str | bytes) -> None:
    assert values(tmp_path, written) == {"LOCALE": "en", "SLACK_MODE": "http"}


def test_the_environment_goes_before_the_file_and_an_empty_variable_is_none(tmp_path: Path) -> None:
    given = values(tmp_path, "LOCALE=en\nHTTP_PORT=3\n", LOCALE='"ko"', HTTP_PORT="", data_keys=" k ", DATA_KEYS="K")

    assert given == {"LOCALE": "ko", "HTTP_PORT": "3", "DATA_KEYS": "K"}


def test_there_need_be_no_file(tmp_path: Path) -> None:
    assert read_environment({"LOCALE": "ko"}, tmp_path / ".env").values == {"LOCALE": "ko"}


@pytest.mark.parametrize(
    ("written", "fault"),
    [(None, SettingFault.A_FOLDER), ("LOCALE=ko # 한글".encode("cp949"), SettingFault.NOT_UTF8)],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, written: bytes | None, fault: SettingFault) -> None:
    file = tmp_path / ".env"
    file.mkdir() if written is None else file.write_bytes(written)

    with pytest.raises(UnreadableFile) as unreadable:
        read_environment({}, file)

    assert unreadable.value.problem.fault == fault


def test_every_line_that_says_nothing_to_the_bot_is_named(tmp_path: Path) -> None:
    lines = (
        "LOCALE=ko", "LOCALE=en", "HTTP_PORT: 3", "SLACK_MDOE=http", "main_number=02", "FOO=1", "POSTGRES_PASSWORD=x",
        "HTTP_PROXY=http://p", "SLACK_MODE=http", "SLACK_MODE=http", "TZ=Asia/Seoul",
    )  # fmt: skip
    (file := tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")

    found = problems_of_lines(read_environment({}, file), OURS, STATIONS)

    assert [(each.fault, each.name, dict(each.facts)) for each in found] == [
        (SettingFault.BROKEN_LINE, ".env", {"line": 3}),
        (SettingFault.GIVEN_TWICE, ".env: LOCALE", {"lines": "1, 2"}),
        (SettingFault.MISSPELT, ".env: SLACK_MDOE", {"meant": "SLACK_MODE"}),
        (SettingFault.OF_OTHER_FILE, ".env: MAIN_NUMBER", {"file": "station.toml"}),
        (SettingFault.UNKNOWN, ".env: FOO", {}),
    ]


def test_of_the_environment_itself_only_what_is_nearly_ours_is_named(tmp_path: Path) -> None:
    outside = {"SLACK_APP_TOKN": "x", "HTTP_PROXY": "http://p", "SHELL": "/bin/sh", "LOCALE": "ko", "LANG": "C"}

    found = misspelt_outside(read_environment(outside, tmp_path / ".env"), OURS)

    assert [(each.name, each.facts["meant"]) for each in found] == [("SLACK_APP_TOKN", "SLACK_APP_TOKEN")]
