"""Whatever the command line refuses, it says so in the language of LOCALE, and in no other."""

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.cli.exits import REFUSED
from bot.cli.language import make_printable
from bot.cli.main import command_line, main
from bot.cli.reasons import explained
from bot.cli.usage import commands_of
from bot.domain.keeping.diagnosis import InstallationFault
from bot.services.desk import DatabaseError
from bot.serving.opening import CannotStart
from bot.settings import Settings
from bot.texts import DEFAULT_LOCALE, LOCALES, Texts, load_texts
from tests.steps.processes import ROOT

STATION, KEY = "Hanbit", Fernet.generate_key().decode()
GOOD = f'name = "{STATION}"\nmain_number = "02-0000-0112"'
HANGUL = re.compile("[가-힣]")
NO_SENTENCE = re.compile(r"`[^`]*`|사용법: .*|\S*[/=_]\S*")
"""What is typed stands in Korean as it is: commands, paths, addresses, how a command is used."""
ENGLISH_SENTENCE = re.compile(r"\b[A-Za-z][a-z']+(?: [A-Za-z]?[a-z']+){2,}")
HEADER = "staff_no,name,rank,unit,roles,slack_id\n"

NOTHING = {name.upper(): "" for name in Settings.model_fields}

Typed = Callable[..., tuple[int, str]]
Arrange = Callable[[Path], object]


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A command that cannot be done: what is typed, in what environment, after what was arranged."""

    typed: str
    code: int
    environment: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    before: str = ""  # done first, and well


def wrong(name: str, value: str) -> Refusal:
    """A variable that cannot be so."""
    return Refusal(typed="run", code=2, environment={name: value})


def wrong_station(words: str) -> Refusal:
    """A station's file that cannot be so."""
    return Refusal(typed="purge", code=2, files={"station.toml": words})


REFUSALS = {
    "unknown command": Refusal(typed="dance", code=2),
    "unknown option": Refusal(typed="import --foo", code=2),
    "unknown sub-command": Refusal(typed="keys lose", code=2),
    "an argument is missing": Refusal(typed="import", code=2),
    "an argument too many": Refusal(typed="backup a.db b.db", code=2),
    "an option without its value": Refusal(typed="stats --out", code=2),
    "an option is missing": Refusal(typed="queue", code=2),
    "a list that is not there": Refusal(typed="import nowhere.csv", code=2),
    "a directory that is a folder": Refusal(typed="staff .", code=2),
    "unknown format": Refusal(typed="stats --format hwp", code=2),
    "a format that needs a file": Refusal(typed="stats --format xlsx", code=2),
    "no day": Refusal(typed="morning --date soon", code=2),
    "a day before all others": Refusal(typed="morning --date 0001-01-01", code=2),
    "the last of all days": Refusal(typed="morning --date 9999-12-31", code=2),
    "a backup into a folder": Refusal(typed="backup .", code=1, before="migrate"),
    "no port": Refusal(typed="demo --port x", code=2),
    "too long a past": Refusal(typed="demo --history 900", code=2),
    "a tour with a past": Refusal(typed="demo --tour --history 9", code=2),
    "capitals before the commands": Refusal(typed="manifest --prefix GC", code=2),
    "no letter before the commands": Refusal(typed="manifest --prefix -", code=2),
    "too much before the commands": Refusal(typed=f"manifest --prefix {'a' * 22}", code=2),
    "no address": Refusal(typed="manifest --url nonsense", code=2),
    "an address in the open": Refusal(typed="manifest --url http://bot.example/slack/events", code=2),
    "an address without a host": Refusal(typed="manifest --url https:///slack/events", code=2),
    "an address that is cut off": Refusal(typed="manifest --url https://[", code=2),
    "unknown language": Refusal(typed="init --locale xx", code=2),
    "files that are there": Refusal(typed="init", code=1),
    "unknown file": Refusal(typed="deploy nosuch", code=1),
    "unknown page": Refusal(typed="docs nosuch", code=2),
    "nothing is set": Refusal(typed="run", code=2, environment=NOTHING),
    "doctor finds nothing set": Refusal(
        typed="doctor", code=1, environment={"DATA_KEYS": "secret-1", "SLACK_API_URL": "http://127.0.0.1:1/api/"}
    ),
    "an empty key": wrong("DATA_KEYS", ""),
    "no key": wrong("DATA_KEYS", f"{KEY},secret-1"),
    "no database": wrong("DATABASE_URL", "mysql://secret-1@db/x"),
    "no bot token": wrong("SLACK_BOT_TOKEN", "xoxp-secret-1"),
    "no app token": wrong("SLACK_APP_TOKEN", "secret-1"),
    "no signing secret": wrong("SLACK_MODE", "http"),
    "no mode": wrong("SLACK_MODE", "pigeon"),
    "no address of Slack": wrong("SLACK_API_URL", "https://slack.com/api"),
    "no number of a port": wrong("HTTP_PORT", "x"),
    "too high a port": wrong("HTTP_PORT", "99999"),
    "no channel": wrong("CALL_CHANNEL", "#general"),
    "no prefix": wrong("COMMAND_PREFIX", "GC"),
    "no station file": wrong("STATION_FILE", "nowhere.toml"),
    "a station file that is a folder": wrong("STATION_FILE", "."),
    "a station file that is no text": Refusal(typed="run", code=2, files={"station.toml": b"\xff\xfe\x00"}),
    "an environment that is no text": Refusal(typed="run", code=2, files={".env": b"STATION_FILE=\xc7\xd1\n"}),
    "a station file with a slip": wrong_station("name = Hanbit"),
    "a station without a name": wrong_station(""),
    "an unknown setting": wrong_station(f'name = "{STATION}"\nnames = 1'),
    "a wrong name": wrong_station("name = 1"),
    "an emergency number": wrong_station(f'name = "{STATION}"\nmain_number = "112"'),
    "a main number that is none": wrong_station(f'name = "{STATION}"\nmain_number = "010-0000-1001"'),
    "a wrong time": wrong_station(f'name = "{STATION}"\nmorning_at = "soon"'),
    "wrong hours": wrong_station(f'name = "{STATION}"\ncalling_hours = [["09:00"], "x"]'),
    "a wrong length of time": wrong_station(f'name = "{STATION}"\nidle_nudge = "long"'),
    "a wrong number": wrong_station(f'name = "{STATION}"\nmost_attempts = "many"'),
    "a wrong share": wrong_station(f'name = "{STATION}"\nrecheck_share = "some"'),
    "hours that end before they begin": wrong_station(f'{GOOD}\ncalling_hours = [["17:30", "09:30"]]'),
    "a log that is kept for a day": wrong_station(f'{GOOD}\nkeep_access_log = "P1D"'),
    "a share in per cent": wrong_station(f"{GOOD}\nrecheck_share = 10"),
    "no attempts": wrong_station(f"{GOOD}\nmost_attempts = 0"),
    "a night's promise": wrong_station(f'{GOOD}\npromised_until = "23:00"'),
    "pages without an address": wrong_station(f'{GOOD}\nreveal = "link"'),
    "a wrong choice": wrong_station(f'name = "{STATION}"\nreveal = "loudly"'),
    "a database that cannot be opened": Refusal(
        typed="migrate", code=1, environment={"DATABASE_URL": "sqlite:////nowhere/at/all.db"}
    ),
    "a database that is none": Refusal(typed="purge", code=1, files={"cleancall.db": b"not a database" * 100}),
    "a server that does not answer": Refusal(
        typed="purge", code=1, environment={"DATABASE_URL": "postgresql://secret-1@127.0.0.1:1/x"}
    ),
    "an old list": Refusal(typed="import a.xls", code=1, files={"a.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}),
    "an empty list": Refusal(typed="import a.csv", code=1, files={"a.csv": ""}),
    "an empty directory": Refusal(typed="staff a.csv", code=1, files={"a.csv": ""}),
    "a directory with faults": Refusal(
        typed="staff a.csv", code=1, files={"a.csv": f"{HEADER}1,Kim,,,operator,\n2,Lee,x,y,wizard,\n"}
    ),
    "a day off": Refusal(typed="morning --date 2026-11-22", code=1),
    "a morning that is done": Refusal(
        typed="morning --date 2026-11-23", code=1, before="morning --date 2026-11-23"
    ),
    "no period": Refusal(typed="stats 2026-13", code=1),
    "a period ahead": Refusal(typed="stats 2199", code=1),
    "too long a period": Refusal(typed="stats 2020-01-01~2025-01-01", code=1),
    "unknown department": Refusal(typed="stats nowhere", code=1),
    "a file that cannot be written": Refusal(typed="stats --format csv --out no/such/folder/a.csv", code=1),
    "a backup that is there": Refusal(typed="backup a.db", code=1, files={"a.db": ""}, before="migrate"),
    "a backup of nothing": Refusal(typed="backup a.db", code=1, environment={"DATABASE_URL": "sqlite:///none.db"}),
    "a backup that cannot be written": Refusal(typed="backup no/such/a.db", code=1, before="migrate"),
    "a backup of PostgreSQL": Refusal(
        typed="backup a.db", code=1, environment={"DATABASE_URL": "postgresql://127.0.0.1:1/x"}
    ),
}  # fmt: skip
HELP = ["", *(f"{path.replace('_', ' ')} --help".removeprefix("cleancall ") for path, _ in commands_of(command_line()))]


@pytest.fixture
def typed(
    tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Typed:
    """Type a command in an installation's folder. Returns its exit code and what it printed."""
    shutil.copy(migrated_file, tmp_path / "cleancall.db")
    (tmp_path / "station.toml").write_text(f'name = "{STATION}"\nmain_number = "02-0000-0112"\n', encoding="utf-8")
    (tmp_path / ".env").write_text("# empty\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    good = {
        "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "CALL_CHANNEL": "C0CALLS", "DATA_KEYS": KEY,
        "COLUMNS": "100",
    }  # fmt: skip

    def run(words: str, environment: Mapping[str, str]) -> tuple[int, str]:
        for name, value in {**good, **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["cleancall", *words.split()])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), "".join(capfd.readouterr())

    return run


def refuse(typed: Typed, folder: Path, refusal: Refusal, locale: str) -> str:
    """Do what is refused. Returns what was said."""
    for name, content in refusal.files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    if refusal.before:
        assert typed(refusal.before, {**refusal.environment, "LOCALE": locale})[0] == 0
    code, said = typed(refusal.typed, {**refusal.environment, "LOCALE": locale})
    assert code == refusal.code, said
    assert "secret-1" not in said
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("name", REFUSALS)
def test_no_korean_stands_in_an_english_refusal(typed: Typed, tmp_path: Path, name: str) -> None:
    said = refuse(typed, tmp_path, REFUSALS[name], "en")

    assert re.search("[a-z]{2,} [a-z]{2,}", said)
    assert not HANGUL.search(said), said


@pytest.mark.parametrize("name", REFUSALS)
def test_no_english_sentence_stands_in_a_korean_refusal(typed: Typed, tmp_path: Path, name: str) -> None:
    said = refuse(typed, tmp_path, REFUSALS[name], "ko")

    assert all(HANGUL.search(line) for line in said.splitlines() if line.strip()), said
    assert not ENGLISH_SENTENCE.search(NO_SENTENCE.sub("", said)), said


STOPS = {
    "another bot runs": CannotStart(InstallationFault.ANOTHER_RUNS),
    "the port is taken": CannotStart(InstallationFault.PORT_TAKEN, address="127.0.0.1:3000", error="EADDRINUSE"),
    "a copied database": CannotStart(InstallationFault.DATABASE_COPIED),
    "an old database": CannotStart(InstallationFault.NOT_MIGRATED),
    "an old database on PostgreSQL": CannotStart(InstallationFault.BACKUP_NEEDED),
    "no room for a backup": CannotStart(InstallationFault.BACKUP_NO_ROOM, folder="/var/lib/cleancall"),
    "a backup that fails": CannotStart(InstallationFault.BACKUP_FAILED, folder="/var/lib/cleancall", error="EROFS"),
    "a moved database": CannotStart(InstallationFault.DATABASE_MOVED, to="postgresql://cleancall@db/cleancall"),
    "a newer database": CannotStart(InstallationFault.DATABASE_NEWER, needed="9.0.0", version="0.12.0"),
    "no driver": CannotStart(InstallationFault.DRIVER_MISSING),
    "the bot token is refused": CannotStart(InstallationFault.BOT_REFUSED, error="invalid_auth"),
    "a public channel": CannotStart(InstallationFault.CHANNEL_PUBLIC),
    "a channel that cannot be seen": CannotStart(InstallationFault.CHANNEL_REFUSED, error="channel_not_found"),
    "a dead line": CannotStart(InstallationFault.CONNECTION_DEAD),
    "the database goes away": DatabaseError("SQLITE_IOERR"),
}


@pytest.mark.parametrize("name", STOPS)
def test_what_stops_the_bot_is_told_in_the_language_of_locale(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    def stop(_texts: Texts) -> int:
        raise STOPS[name]

    said = {}
    for locale in LOCALES:
        monkeypatch.setenv("LOCALE", locale)
        assert explained(stop) == REFUSED
        said[locale] = capfd.readouterr().err

    assert not HANGUL.search(said["en"])
    assert HANGUL.search(said["ko"])
    assert not ENGLISH_SENTENCE.search(NO_SENTENCE.sub("", said["ko"])), said["ko"]


def test_every_command_and_each_of_its_parameters_has_its_help() -> None:
    commands = dict(commands_of(command_line()))
    parameters = {f"parameter.{path}_{each.name}" for path, command in commands.items() for each in command.params}
    written = load_texts(DEFAULT_LOCALE).sentences

    assert {key for key in written if key.startswith("command.")} == {f"command.{path}" for path in commands}
    assert {key for key in written if key.startswith("parameter.")} == parameters


@pytest.mark.parametrize("words", HELP)
def test_help_is_in_the_language_of_locale(typed: Typed, words: str) -> None:
    _, korean = typed(words, {"LOCALE": "ko"})
    _, english = typed(words, {"LOCALE": "en"})

    assert HANGUL.search(korean)
    assert not ENGLISH_SENTENCE.search(NO_SENTENCE.sub("", korean)), korean
    assert not re.search("Usage|OPTIONS|COMMAND|ARGS|default|required|<bool>", korean), korean
    assert ENGLISH_SENTENCE.search(english)
    assert not HANGUL.search(english), english


def test_no_word_of_the_help_is_cut_however_wide_the_window_is(typed: Typed) -> None:
    for words in ("--help", "demo --help", "region --help"):
        wide, *narrow = (typed(words, {"LOCALE": "ko", "COLUMNS": str(width)})[1] for width in (300, *range(76, 100)))

        assert [each.count("…") for each in narrow] == [wide.count("…")] * len(narrow)


@pytest.mark.parametrize(
    ("environment", "file", "language"),
    [
        ({}, "", "ko"),
        ({}, "LOCALE=en", "en"),
        ({}, "# LOCALE=en", "ko"),
        ({}, "locale = 'en' # ours", "en"),
        ({"LOCALE": "ko"}, "LOCALE=en", "ko"),
        ({"LOCALE": "xx"}, "", "ko"),
    ],
)
def test_the_language_is_read_as_settings_are(
    typed: Typed, tmp_path: Path, environment: dict[str, str], file: str, language: str
) -> None:
    (tmp_path / ".env").write_text(f"{file}\n", encoding="utf-8")

    _, said = typed("deploy nosuch", environment)

    assert bool(HANGUL.search(said)) == (language == "ko")


@pytest.mark.parametrize(("encoding", "mark"), [("euc-kr", "X"), ("ascii", "✘"), ("latin-1", "✘"), ("utf-8", "✘")])
def test_a_terminal_of_any_letters_is_printed_on(encoding: str, mark: str) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    make_printable([terminal, None])

    terminal.write("✘ 설정 ‘가’ – \N{SNOWMAN}")
    terminal.flush()

    said = terminal.buffer.getvalue().decode(terminal.encoding)
    assert said.startswith(f"{mark} 설정 ")
    assert "가" in said


@pytest.mark.long
def test_doctor_and_the_pages_are_printed_where_there_are_no_marks(environment: dict[str, str], tmp_path: Path) -> None:
    """As a process of its own: Python itself chooses the letters of a terminal when it starts."""
    closed = {"SLACK_API_URL": "http://127.0.0.1:1/api/", "HEALTH_PORT": "0", "PYTHONIOENCODING": "euc-kr"}

    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor"],
        cwd=tmp_path,
        env=environment | closed | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode("euc-kr").startswith("X 설정: ")
