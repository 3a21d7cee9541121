"""Settings that cannot be: each is told in one sentence of one language that says what to do, and all else is well.

Asked of `doctor`, beside a sandbox, on a station that is healthy but for the one thing.
"""

import os
import re
import shutil
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.cli.doctor import examine_all, line_of, next_step
from bot.cli.settings_page import LIMITS_OF_STATION
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.domain.keeping.diagnosis import InstallationFault
from bot.settings import Settings, read_all_settings
from bot.texts import load_texts
from tests.steps.builders import MONDAY, seoul
from tests.steps.processes import cleancall, environment_of, free_port
from tests.steps.workers import RUNS_COMMANDS

PORT = str(free_port())
"""Somebody else's."""
GOOD_STATION = {"name": '"Hanbit"', "main_number": '"02-0000-0112"'}
TYPED = re.compile(r"`[^`]*`|\"[^\"]*\"|‘[^’]*’|\([^()]*\)|\[\[.*\]\]|\S*[/=_:%]\S*|[A-Z]\w+(?: [A-Z]\w+)*")
"""What stands in every language as it is: commands, paths, examples, names of settings and of Slack's pages."""
HANGUL = re.compile('[가-힣]+(?!\\w*")')
ENGLISH_SENTENCE = re.compile(r"\b[a-z][a-z']+(?: [a-z']+){2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong: variables in `.env`, lines added to it, settings of station.toml, its tables, or a whole file."""

    variables: Mapping[str, str] = field(default_factory=dict)
    lines: str = ""
    station: Mapping[str, str | None] = field(default_factory=dict)  # None: the line is not there
    tables: str = ""
    files: Mapping[str, bytes | None] = field(default_factory=dict)  # None: a folder stands in its place
    says: str = ""  # a word of the English sentence


def env(says: str, **variables: str) -> Wrong:
    """Variables that are wrong."""
    return Wrong(variables=variables, says=says)


def toml(says: str, tables: str = "", **station: str | None) -> Wrong:
    """Settings of the station that are wrong."""
    return Wrong(station=station, tables=tables, says=says)


HTTP = {"SLACK_MODE": "http", "SLACK_SIGNING_SECRET": "0" * 32}
KEY = "0" * 43 + "="
STATION = {
    "the emergency number": toml("112, 119", main_number='"112"'),
    "the emergency number of an area": toml("112, 119", main_number='"02-112"'),
    "a main number of letters": toml("not a main number", main_number='"abc"'),
    "a mobile": toml("not a main number", main_number='"010-0000-1001"'),
    "an extension of letters": toml("the switchboard connects to", centre_line='"abc"'),
    "an emergency number for an extension": toml("the switchboard connects to", centre_line='"112"'),
    "a name that is left open": toml("the station's real name", name='"○○경찰서"'),
    "not a main number": toml("main_number is missing", main_number=None),
    "an empty main number": toml("main_number is missing", main_number='""'),
    "a main number that is a number": toml("quotation marks", main_number="20000112"),
    "positions that are no list": toml("must be a list of titles", approvals='"과장"'),
    "too many positions": toml(
        "must be a list of titles", approvals='["담당", "팀장", "계장", "과장", "부서장", "차장", "서장"]'
    ),
    "a morning after its end": toml("later than morning_at", morning_at="11:30:00"),
    "an end before the morning": toml("later than morning_at", morning_until='"07:00"'),
    "a missing list before the morning": toml("later than morning_at", list_missing_at="08:00:00"),
    "a day that ends in the morning": toml("later than morning_until", day_ends_at="10:30:00"),
    "a day that ends while people are called": toml("earlier than the end of calling_hours", day_ends_at="17:00:00"),
    "a promise while people are called": toml("earlier than the end of calling_hours", promised_until="17:00:00"),
    "calling before the morning": toml("later than morning_at", calling_hours="[[08:00:00, 17:30:00]]"),
    "a grievance kept shorter than a call": toml("cannot be shorter", keep_filed='"P20D"'),
    "a morning at night": toml("from 05:00 to 12:00", morning_at="02:00:00"),
    "a morning at 25 o'clock": toml("must be a time", morning_at='"25:00"'),
    "a morning of another zone": toml("must be a time", morning_at='"08:30+05:00"'),
    "calling hours in reverse": toml("the earliest first", calling_hours="[[17:30:00, 09:30:00]]"),
    "calling hours in each other": toml(
        "without overlaps", calling_hours="[[09:30:00, 13:00:00], [12:00:00, 17:30:00]]"
    ),
    "no calling hours": toml("at least one stretch", calling_hours="[]"),
    "calling hours that are one time": toml("pairs of", calling_hours="09:30:00"),
    "calling hours of three": toml("pairs of", calling_hours="[[09:30:00, 10:00:00, 11:00:00]]"),
    "calling until midnight": toml("earlier than the end of calling_hours", calling_hours="[[09:30:00, 23:00:00]]"),
    "a promise at night": toml("to 21:00", promised_until="23:30:00"),
    "no attempts": toml("from 2 to 10", most_attempts="0"),
    "attempts below nothing": toml("from 2 to 10", most_attempts="-1"),
    "half an attempt": toml("must be a number", most_attempts="2.5"),
    "attempts in words": toml("must be a number", most_attempts='"three"'),
    "a share in per cent": toml("from 0 to 1", recheck_share="10"),
    "a share below nothing": toml("from 0 to 1", recheck_share="-0.1"),
    "a share of nan": toml("from 0 to 1", recheck_share="nan"),
    "an access log of a day": toml("from 1 year", keep_access_log='"P1D"'),
    "a gap of a century": toml("must be from", attempt_gap='"P36500D"'),
    "a length in words": toml("a length of time", idle_nudge='"long"'),
    "a release before its reminder": toml("later than idle_nudge", idle_release='"PT30M"'),
    "a trail shorter than the log": toml("cannot be shorter", keep_access_log='"P2000D"'),
    "no name": toml("name is missing", name=None),
    "an empty name": toml("name is missing", name='"  "'),
    "a name in a list": toml("quotation marks", name='["Hanbit"]'),
    "an empty office": toml("office is missing", office='""'),
    "a link without an address": toml("operators' browsers", reveal='"link"'),
    "a link with a question": toml("without ? or #", reveal='"link"', reveal_url='"https://call.example.org/?a=1"'),
    "a link to half an address": toml("operators' browsers", reveal='"link"', reveal_url='"https://"'),
    "a link to no port": toml("operators' browsers", reveal='"link"', reveal_url='"https://call.example:x"'),
    "a name as long as a page": toml("1 to 40 letters", name=f'"{"x" * 2000}"'),
    "a name of two lines": toml("1 to 40 letters", office='"a\\nb"'),
    "a choice that is none": toml("can be one of these: inline, link", reveal='"loudly"'),
    "a misspelt setting": toml("If you meant most_attempts", most_atempts="4"),
    "a misspelt setting that must be": toml("If you meant main_number", main_number=None, main_nubmer='"02-0000-0112"'),
    "a setting that nobody knows": toml("is not a setting", colour='"blue"'),
    "a variable in the station's file": toml("belongs in .env", call_channel='"C0CALLS"'),
    "a misspelt table": toml("If you meant departments", '[departmens]\n"Traffic" = []'),
    "a table that is a text": toml("must be a table", departments='"Traffic"'),
    "a department given twice": toml("delete it from one", '[departments]\n"Aa" = ["same"]\n"Bb" = ["same"]'),
    "texts by an unknown way": toml("can be one of these: none, file, command, http", '[sms]\nport = "pigeon"'),
    "texts to no gateway": toml('must be set if port is "http"', '[sms]\nport = "http"'),
    "texts in clear words": toml("https:// address", '[sms]\nport = "http"\nurl = "http://10.0.0.7/texts"'),
    "a trial in words": toml("must be true or false", '[sms]\ntrial = "yes"'),
    "a program without its path": toml("the whole path of a program", '[sms]\nport = "command"\ncommand = ["sms"]'),
    "a folder without its path": toml("must be a whole path", '[sms]\nport = "file"\nfolder = "sms"'),
    "a text that waits for an hour": toml("from 1 to 60", "[sms]\ntimeout_seconds = 3600"),
    "an unknown department": toml("not a department in", '[never_call]\ndepartments = ["Nowhere"]'),
    "a word of one letter": toml("at least 2 letters", '[petition_types]\n"Cars" = ["x"]'),
    "a text without quotation marks": toml("line 1 cannot be read", name="Hanbit"),
    "a line given twice": toml("already set above it", tables='office = "a"\noffice = "b"'),
    "a number without an end": toml("cannot be read", most_attempts="9" * 5000),
    "brackets without an end": toml("cannot be read", calling_hours="[" * 3000),
    "a station's file of an old editor": Wrong(
        files={"station.toml": 'name = "한빛경찰서"'.encode("cp949")}, says="not saved in UTF-8"
    ),
    "a station's file of UTF-16": Wrong(files={"station.toml": 'name = "x"'.encode("utf-16")}, says="UTF-8"),
    "a station's file that is a folder": Wrong(files={"station.toml": None}, says="is a folder"),
}
VARIABLES = {
    "no bot token": env("SLACK_BOT_TOKEN is missing", SLACK_BOT_TOKEN=""),
    "another kind of token": env("begins with xoxb-", SLACK_BOT_TOKEN="xoxp-1-2"),
    "a token with a space": env("begins with xoxb-", SLACK_BOT_TOKEN="xoxb-1 2"),
    "a token with a letter of Korea": env("begins with xoxb-", SLACK_BOT_TOKEN="xoxb-1ㅌ"),
    "tokens in are swapped": env("are swapped", SLACK_BOT_TOKEN="xapp-1-2", SLACK_APP_TOKEN="xoxb-1-2"),
    "no app token": env("with SLACK_MODE=socket", SLACK_APP_TOKEN=""),
    "an app token that is none": env("begins with xapp-", SLACK_APP_TOKEN="token"),
    "http without a secret": env("with SLACK_MODE=http", SLACK_MODE="http"),
    "a gateway's token with spaces": env("without spaces, of 8 letters", SMS_TOKEN="gate way token"),
    "a token for a secret": env("it is not a token", SLACK_MODE="http", SLACK_SIGNING_SECRET="xoxb-1-2-3-4-5"),
    "no mode": env("can be one of these: socket, http", SLACK_MODE="pigeon"),
    "no language": env("can be one of these: en, ko", LOCALE="kr"),
    "no keys": env("DATA_KEYS is missing", DATA_KEYS=""),
    "a short key": env("key number 1 is not a Fernet key", DATA_KEYS="secret"),
    "a key that is no base64": env("key number 1", HASH_KEY="!" * 43 + "="),
    "keys with a semicolon between them": env("commas between several", DATA_KEYS=f"{KEY};{KEY}"),
    "a key and its copy": env("key number 1", HASH_KEY=f"{KEY} {KEY}"),
    "the second key cut off": env("key number 2", TRAIL_KEYS=f"{KEY},{KEY[:-3]}"),
    "a channel's name": env("the channel's id", CALL_CHANNEL="#integrity"),
    "a channel in small letters": env("the channel's id", CALL_CHANNEL="c0calls"),
    "a direct message": env("the channel's id", CALL_CHANNEL="D0123"),
    "no channel": env("CALL_CHANNEL is missing", CALL_CHANNEL=" "),
    "a channel that is not there": env("cannot be seen", CALL_CHANNEL="C0NOWHERE"),
    "another database": env("sqlite:///file or postgresql://", DATABASE_URL="mysql://db/x"),
    "an old name of a database": env("sqlite:///file or postgresql://", DATABASE_URL="postgres://db/x"),
    "a database without a file": env("sqlite:///file or postgresql://", DATABASE_URL="sqlite://"),
    "a database that no file can be called": env("sqlite:///file", DATABASE_URL="sqlite:///a%00b"),
    "a database in memory": env("sqlite:///file or postgresql://", DATABASE_URL="sqlite:///:memory:"),
    "a database at no port": env("sqlite:///file or postgresql://", DATABASE_URL="postgresql://u:p@db:port/x"),
    "a database in no folder": env("is missing. Make it", DATABASE_URL="sqlite:///nowhere/cleancall.db"),
    "a database that is a folder": env("cannot be written", DATABASE_URL="sqlite:////tmp"),
    "a database that nobody made": env("no database file yet", DATABASE_URL="sqlite:///other.db"),
    "a server that is not there": env("cannot be reached", DATABASE_URL="postgresql://127.0.0.1:1/x"),
    "a port of letters": env("must be a number", HTTP_PORT="http"),
    "a port too high": env("from 0 to 65535", HTTP_PORT="99999"),
    "a port below nothing": env("from 0 to 65535", HEALTH_PORT="-1"),
    "a port that is taken": env("cannot be taken on", **HTTP, HTTP_PORT=PORT),
    "a health port that is taken": env("cannot be taken on", HEALTH_PORT=PORT),
    "one port for both": env("another port than HTTP_PORT", **HTTP, HTTP_PORT="39017", HEALTH_PORT="39017"),
    "a host with its scheme": env("only an address", HTTP_HOST="http://0.0.0.0"),
    "a host with its port": env("only an address", HEALTH_HOST="127.0.0.1:3001"),
    "a host with too high a number": env("only an address", HEALTH_HOST="127.0.0.999"),
    "a host of another machine": env("not an address of this machine", HEALTH_HOST="192.0.2.1"),
    "Slack without its path": env("ends in /api/", SLACK_API_URL="https://slack.com"),
    "Slack by FTP": env("ends in /api/", SLACK_API_URL="ftp://slack.com/api/"),
    "a proxy without its scheme": env("the address of a proxy", HTTPS_PROXY="proxy:3128"),
    "a proxy at no port": env("the address of a proxy", HTTPS_PROXY="http://proxy:x"),
    "a proxy that is not there": env("through the proxy", HTTPS_PROXY=f"http://127.0.0.1:{free_port()}"),
    "capitals before the commands": env("letters: a to z", COMMAND_PREFIX="GC"),
    "a station's file that is not there": env("there is no file /", STATION_FILE="nowhere/station.toml"),
    "a misspelt variable": env("If you meant HTTP_PORT", HTP_PORT="3000"),
    "a misspelt variable that must be": env("If you meant CALL_CHANNEL", CALL_CHANNEL="", CALL_CHANEL="C1"),
    "a station's setting in the environment": env("belongs in station.toml", MAIN_NUMBER="02-0000-0112"),
    "a variable that nobody knows": env("is not a setting", FAVOURITE_COLOUR="blue"),
    "a line that says nothing": Wrong(lines="SLACK_MODE: http", says="NAME=value"),
    "a key on a line of its own": Wrong(lines=KEY, says="cannot be read"),
    "a token on a line of its own": Wrong(lines="xoxb-0000-0000", says="cannot be read"),
    "a variable given twice": Wrong(lines="LOCALE=en\nLOCALE=ko", says="with different values"),
    "an environment of an old editor": Wrong(files={".env": "LOCALE=ko # 한국어".encode("cp949")}, says="UTF-8"),
    "an environment that is a folder": Wrong(files={".env": None}, says="is a folder"),
}
HEALTHY = {
    "as it was installed": Wrong(),
    "http, the app token empty as `init` writes it": env("", **HTTP, SLACK_APP_TOKEN=""),
    "quotes, spaces, remarks": Wrong(lines=" LOCALE = 'ko'  # Korean\nexport HTTP_HOST=\"127.0.0.1\"\n"),
    "what others read": Wrong(lines="POSTGRES_PASSWORD=x\nTZ=Asia/Seoul\nHTTP_PROXY=\n"),
    "every setting empty that may be": env("", HTTP_PORT="", LOCALE="", NO_PROXY="", COMMAND_PREFIX="", SLACK_MODE=""),
    "ports as they come": env("", **HTTP, HTTP_PORT="0", HEALTH_PORT="0"),
}


@pytest.fixture
async def station(sample_database: SampleDatabase) -> AsyncIterator[SampleStation]:
    """An installation at 08:00 of a Monday, its directory loaded, the bot stopped."""
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as installed:
        yield installed


@pytest.fixture
def given(station: SampleStation, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """What stands in `.env` of the installation; the environment around it is empty."""
    ours = {name.upper() for name in Settings.model_fields}
    written = {name: value for name, value in environment_of(station).items() if name in ours}
    for name in os.environ:
        if name.upper() in ours:
            monkeypatch.delenv(name)
    (station.folder / "case").mkdir()
    monkeypatch.chdir(station.folder / "case")
    return written | {"STATION_FILE": "station.toml", "LOCALE": "ko"}


def write(case: Wrong, given: Mapping[str, str]) -> None:
    """Write the two files of an installation with what is wrong in them."""
    for path in (Path(".env"), Path("station.toml")):
        path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
    named = {line.partition("=")[0].replace("export", "").strip() for line in case.lines.splitlines()}
    variables = {name: value for name, value in {**given, **case.variables}.items() if name not in named}
    lines = [*(f"{name}={value}" for name, value in variables.items()), case.lines]
    Path(".env").write_text("\n".join(lines), encoding="utf-8")
    settings = {name: value for name, value in {**GOOD_STATION, **case.station}.items() if value is not None}
    lines = [*(f"{name} = {value}" for name, value in settings.items()), case.tables]
    Path("station.toml").write_text("\n".join(lines), encoding="utf-8")
    for name, content in case.files.items():
        Path(name).unlink()
        Path(name).mkdir() if content is None else Path(name).write_bytes(content)


async def said_of(case: Wrong, given: Mapping[str, str], station: SampleStation) -> dict[str, list[str]]:
    """What doctor says of it: the lines that are no ticks and the next step, by language."""
    write(case, given)
    findings = await examine_all(read_all_settings(), station.clock)
    assert InstallationFault.LOOK_FAILED not in {each.fault for each in findings}
    return {
        locale: [
            *(line_of(each, load_texts(locale)) for each in findings if each.fault),
            next_step(findings, load_texts(locale)),
        ]
        for locale in ("ko", "en")
    }


def faults_of_words(said: Mapping[str, list[str]], case: Wrong) -> Iterator[str]:
    """What is wrong with how something was told."""
    if len(said["ko"]) != 2:
        yield f"not one sentence: {said['ko']}"
        return
    if case.says not in said["en"][0]:
        yield f"not what it is: {said['en'][0]}"
    if case.files and not all(name in said["en"][1] for name in case.files):
        yield f"not which file: {said['en'][1]}"
    for line in said["en"]:
        if HANGUL.search(TYPED.sub("", line)):
            yield f"Korean in English: {line}"
    for line in said["ko"]:
        plain = TYPED.sub("", line)
        if ENGLISH_SENTENCE.search(plain) or not HANGUL.search(plain):
            yield f"English in Korean: {line}"
    if any(
        "\n" in line or "Error" in TYPED.sub("", line) or len(line) > 400 for lines in said.values() for line in lines
    ):
        yield f"no sentence for a person: {said}"


@pytest.mark.long
@pytest.mark.parametrize("cases", [STATION, VARIABLES], ids=["station.toml", ".env"])
async def test_a_wrong_setting_is_told_in_one_sentence_of_one_language(
    station: SampleStation, given: Mapping[str, str], cases: Mapping[str, Wrong]
) -> None:
    wrong = {}
    with socket.create_server(("127.0.0.1", int(PORT))):
        for name, case in cases.items():
            said = await said_of(case, given, station)
            if faults := [*faults_of_words(said, case)]:
                wrong[name] = faults

    assert wrong == {}
    assert len(STATION) + len(VARIABLES) >= 57 + 20


def test_the_page_of_settings_knows_what_has_to_fit(given: Mapping[str, str]) -> None:
    def as_found(name: str, fault: str, facts: Mapping[str, object]) -> tuple[str, str, object]:
        return name, fault, facts.get("other")

    on_page = {as_found(name, *limit) for name, limit in LIMITS_OF_STATION}
    found = set()
    for case in STATION.values():
        write(case, given)
        found |= {
            as_found(each.name.removeprefix("station.toml: "), each.fault, each.facts)
            for each in read_all_settings().problems
        }

    assert {each for each in found if each[1] in {fault for _, fault, _ in on_page}} == on_page


async def test_a_station_that_is_well_is_told_well_however_it_was_written(
    station: SampleStation, given: Mapping[str, str]
) -> None:
    for name, case in HEALTHY.items():
        said = await said_of(case, given, station)

        assert said["en"] == ["Next step: all is well. Start the bot with `cleancall run` or as a service."], name


@RUNS_COMMANDS
def test_nothing_is_said_twice_before_there_is_anything(environment: dict[str, str], tmp_path: Path) -> None:
    """In an empty folder, with no network: one thing to do."""
    for file in tmp_path.iterdir():
        file.unlink()
    closed = {"SLACK_API_URL": f"http://127.0.0.1:{free_port()}/api/", "HEALTH_PORT": "0"}
    bare = {name: value for name, value in environment.items() if name not in {"DATA_KEYS", "DATABASE_URL"}}

    done = cleancall(bare | closed, tmp_path, "doctor")

    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert not done.stderr
    assert [line[:1] for line in lines] == ["✘", "✔", "✘", "✔", "✘", "다"]
    assert "cleancall init --name" in lines[0]
    assert lines[-1] == "다음 단계: `cleancall init` 명령을 실행하고 `cleancall doctor`로 다시 점검해 주십시오."


@RUNS_COMMANDS
def test_a_bot_says_what_it_does_not_read_and_runs_all_the_same(environment: dict[str, str], tmp_path: Path) -> None:
    right = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "CALL_CHANNEL": "C0CALLS"}
    away = {"DATABASE_URL": "postgresql://127.0.0.1:1/x", "HTP_PORT": "3000", "LOCALE": "en"}

    done = cleancall(environment | right | away, tmp_path, "run")

    assert "△ HTP_PORT is not a setting. If you meant HTTP_PORT" in done.stderr
    assert "The database cannot be reached" in done.stderr


@RUNS_COMMANDS
def test_wrong_settings_are_named_and_all_else_is_looked_at(
    environment: dict[str, str], tmp_path: Path, migrated_file: Path
) -> None:
    """As a process of its own, as an administrator types it."""
    shutil.copy(migrated_file, tmp_path / "cleancall.db")
    closed = {"SLACK_API_URL": f"http://127.0.0.1:{free_port()}/api/", "HEALTH_PORT": "0"}
    done = cleancall(environment | closed | {"SLACK_BOT_TOKEN": "wrong"}, tmp_path, "doctor")

    assert done.returncode == 1
    assert "✘ 설정: SLACK_BOT_TOKEN: xoxb-로 시작하는 토큰을" in done.stdout
    assert "✘ 설정: CALL_CHANNEL: 값이 없습니다." in done.stdout
    assert "✔ 데이터베이스가 최신입니다." in done.stdout
    assert "✘ 직원 명부가 비어 있습니다." in done.stdout
    assert done.stdout.splitlines()[-1].startswith("다음 단계: .env의 SLACK_BOT_TOKEN 항목을 고치고")
