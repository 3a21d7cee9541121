"""Settings from the environment and station.toml, checked at start: every mistake at once, each by its kind."""

import errno
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from cryptography.fernet import Fernet
from pydantic import Field, SecretStr, TypeAdapter, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.calendar import WorkingCalendar, calendar_from_table
from bot.domain.keeping.main_number import main_number_fault
from bot.domain.keeping.setting_faults import SettingFault, SettingProblem
from bot.domain.keeping.station_parsing import LIST_COLUMNS, TABLES, read_tables
from bot.domain.keeping.station_ranges import problems_of_station
from bot.domain.refusals import Fact
from bot.domain.station import Station
from bot.registry import MOST_PREFIX, is_prefix
from bot.texts import DEFAULT_LOCALE, LOCALES

KNOWN_DATABASES = re.compile(r"(sqlite|postgresql)(\+\w+)?://")
ENVIRONMENT_FILE = ".env"
HIGHEST_PORT = 65535
OURS = "fault"
"""Where an error that we raised ourselves holds its kind."""


class WrongSettings(Exception):
    """Settings that cannot work: every mistake in them."""

    def __init__(self, problems: list[SettingProblem]) -> None:
        super().__init__(", ".join(f"{problem.name}: {problem.fault}" for problem in problems))
        self.problems = problems


def _wrong(fault: SettingFault, **facts: Fact) -> PydanticCustomError:
    return PydanticCustomError("wrong_setting", "{fault}", {OURS: fault.value, **facts})


class DatabaseSettings(BaseSettings):
    """What every command that touches the database needs."""

    model_config = SettingsConfigDict(env_file=ENVIRONMENT_FILE, extra="ignore")

    database_url: str = "sqlite:///cleancall.db"
    data_keys: Annotated[list[str], NoDecode]
    hash_key: Annotated[list[str], NoDecode] = []
    trail_keys: Annotated[list[str], NoDecode] = []
    station_file: Path = Path("station.toml")
    locale: str = DEFAULT_LOCALE

    @field_validator("data_keys", "hash_key", "trail_keys", mode="before")
    @classmethod
    def _split(cls, value: str | list[str]) -> list[str]:
        return [key.strip() for key in value.split(",") if key.strip()] if isinstance(value, str) else value

    @field_validator("data_keys")
    @classmethod
    def _is_there(cls, value: list[str]) -> list[str]:
        if not value:
            raise _wrong(SettingFault.MISSING)
        return value

    @field_validator("data_keys", "hash_key", "trail_keys")
    @classmethod
    def _are_fernet_keys(cls, value: list[str]) -> list[str]:
        for place, key in enumerate(value, 1):
            try:
                Fernet(key)
            except ValueError:
                raise _wrong(SettingFault.NOT_A_KEY, place=place) from None
        return value

    @field_validator("database_url")
    @classmethod
    def _is_known_database(cls, value: str) -> str:
        if not KNOWN_DATABASES.match(value):
            raise _wrong(SettingFault.NOT_A_DATABASE)
        return value

    @field_validator("locale")
    @classmethod
    def _is_a_language(cls, value: str) -> str:
        if value not in LOCALES:
            raise _wrong(SettingFault.NOT_ONE_OF, choices=", ".join(LOCALES))
        return value


class Settings(DatabaseSettings):
    """What the running bot needs. Secrets are never printed."""

    slack_mode: Literal["socket", "http"] = "socket"  # before the secrets, whose need depends on it
    slack_bot_token: SecretStr
    slack_app_token: SecretStr | None = Field(default=None, validate_default=True)
    slack_signing_secret: SecretStr | None = Field(default=None, validate_default=True)
    slack_api_url: str = "https://slack.com/api/"
    http_host: str = "127.0.0.1"
    http_port: int = 3000
    health_host: str = "127.0.0.1"
    health_port: int = 3001
    call_channel: str
    command_prefix: str = ""
    https_proxy: SecretStr | None = None
    no_proxy: str = ""

    @field_validator("slack_bot_token")
    @classmethod
    def _is_bot_token(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value():
            raise _wrong(SettingFault.MISSING)
        return _beginning_with(value, "xoxb-")

    @field_validator("slack_app_token")
    @classmethod
    def _is_there_for_socket_mode(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            if info.data.get("slack_mode") == "socket":
                raise _wrong(SettingFault.NEEDED, mode="socket")
            return None
        return _beginning_with(value, "xapp-")

    @field_validator("slack_signing_secret")
    @classmethod
    def _is_there_for_http_mode(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if info.data.get("slack_mode") == "http" and not (value and value.get_secret_value()):
            raise _wrong(SettingFault.NEEDED, mode="http")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_api(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")) or not value.endswith("/api/"):
            raise _wrong(SettingFault.NOT_AN_ADDRESS)
        return value

    @field_validator("http_port", "health_port")
    @classmethod
    def _is_a_port(cls, value: int) -> int:
        if not 0 <= value <= HIGHEST_PORT:
            raise _wrong(SettingFault.NOT_A_PORT)
        return value

    @field_validator("https_proxy")
    @classmethod
    def _is_a_proxy(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        if not re.match(r"https?://[^/\s]", value.get_secret_value()):
            raise _wrong(SettingFault.NOT_A_PROXY)
        return value

    @field_validator("call_channel")
    @classmethod
    def _is_a_channel(cls, value: str) -> str:
        if not value:
            raise _wrong(SettingFault.MISSING)
        if not re.fullmatch(r"[CG][A-Z0-9]+", value):
            raise _wrong(SettingFault.NOT_A_CHANNEL)
        return value

    @field_validator("command_prefix")
    @classmethod
    def _is_a_prefix(cls, value: str) -> str:
        if not is_prefix(value):
            raise _wrong(SettingFault.NOT_A_PREFIX, most=MOST_PREFIX)
        return value


def _beginning_with(value: SecretStr, beginning: str) -> SecretStr:
    if not value.get_secret_value().startswith(beginning):
        raise _wrong(SettingFault.WRONG_BEGINNING, beginning=beginning)
    return value


AnySettings = TypeVar("AnySettings", bound=DatabaseSettings)


def load_settings() -> Settings:
    """Read the running bot's settings.

    Raises:
        WrongSettings: with every mistake in the environment and in the station's file.
    """
    return _load(Settings)


def load_database_settings() -> DatabaseSettings:
    """Read what a command that only touches the database needs.

    Raises:
        WrongSettings: with every mistake.
    """
    return _load(DatabaseSettings)


def _load(kind: type[AnySettings]) -> AnySettings:
    problems: list[SettingProblem] = []
    settings = None
    try:
        settings = kind.model_validate({})
    except ValidationError as error:
        problems += [_of_variable(detail) for detail in error.errors()]
    try:
        load_station(settings.station_file if settings else Path("station.toml"))
    except WrongSettings as error:
        problems += error.problems
    if settings is None or problems:
        raise WrongSettings(problems)
    return settings


def _of_variable(detail: Mapping[str, Any]) -> SettingProblem:
    if not detail["loc"]:  # reading the file failed
        return _unreadable(ENVIRONMENT_FILE, detail["ctx"]["error"])
    return _problem(detail, str(detail["loc"][0]).upper())


FAULTS_OF_KINDS: Mapping[str, SettingFault] = {
    "missing": SettingFault.MISSING,
    "literal": SettingFault.NOT_ONE_OF,
    "enum": SettingFault.NOT_ONE_OF,
    "string": SettingFault.NOT_A_TEXT,
    "int": SettingFault.NOT_A_NUMBER,
    "float": SettingFault.NOT_A_NUMBER,
    "time_delta": SettingFault.NOT_A_LENGTH,
    "time": SettingFault.NOT_A_TIME,
    "tuple": SettingFault.NOT_HOURS,
}
"""By how pydantic's name for an error begins ("time_delta_parsing"), the longer before the shorter."""


def _problem(detail: Mapping[str, Any], name: str) -> SettingProblem:
    """Name a mistake that pydantic found: it never repeats the value, which may be secret."""
    kind, facts = str(detail["type"]), dict(detail.get("ctx", {}))
    if OURS in facts:
        return SettingProblem(SettingFault(facts.pop(OURS)), name, facts)
    if len(detail["loc"]) > 1:  # inside of a list: the calling hours are the only one
        return SettingProblem(SettingFault.NOT_HOURS, name)
    faults = (fault for beginning, fault in FAULTS_OF_KINDS.items() if kind.startswith(beginning))
    fault = next(faults, SettingFault.WRONG)
    if fault is SettingFault.NOT_ONE_OF:
        return SettingProblem(fault, name, {"choices": ", ".join(re.findall(r"'([^']*)'", facts["expected"]))})
    return SettingProblem(fault, name)


def load_calendar() -> WorkingCalendar:
    """Read the table of public holidays that is shipped with the bot."""
    table = (resources.files("bot.domain") / "holidays.toml").read_text(encoding="utf-8")
    return calendar_from_table(tomllib.loads(table))


def load_station(path: Path) -> Station:
    """Read station.toml.

    Raises:
        WrongSettings: missing, unreadable, with unknown names or values of the wrong kind.
    """
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except FileNotFoundError:
        raise WrongSettings([SettingProblem(SettingFault.NO_FILE, "STATION_FILE", {"file": path.name})]) from None
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        raise WrongSettings([_unreadable(str(path), error)]) from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise WrongSettings([SettingProblem(SettingFault.BROKEN_FILE, path.name, {"line": line})]) from None
    return station_from_table(table, path.name)


def _unreadable(name: str, error: Exception) -> SettingProblem:
    return SettingProblem(SettingFault.UNREADABLE_FILE, name, {"error": system_name(error)})


def system_name(error: Exception) -> str:
    """Give the system's name for an error ("EACCES"): its sentences are in a language of their own."""
    number = error.errno if isinstance(error, OSError) else None
    return errno.errorcode.get(number or 0, type(error).__name__)


def _of_main_number(written: Any, source: str) -> list[SettingProblem]:
    """Check the main number where it is a text; what is no text, or missing, is named with the other settings."""
    fault = main_number_fault(written) if isinstance(written, str) else None
    return [] if fault is None else [SettingProblem(fault, f"{source}: main_number")]


@cache
def _station_adapter() -> TypeAdapter[Station]:
    return TypeAdapter(Station)


def station_from_table(table: Mapping[str, Any], source: str) -> Station:
    """Make a Station of a TOML table. Lengths of time are written "HH:MM:SS" or ISO 8601 ("PT45M")."""
    tables, mistakes = read_tables(table, source, (field.name for field in fields(Station)))
    plain = {name: value for name, value in table.items() if name not in TABLES}
    unknown = sorted(plain.keys() - ({field.name for field in fields(Station)} - {LIST_COLUMNS}))
    problems = [SettingProblem(SettingFault.UNKNOWN, f"{source}: {name}") for name in unknown] + mistakes
    problems += _of_main_number(table.get("main_number"), source)
    try:
        station = _station_adapter().validate_python({**plain, **tables})
    except ValidationError as error:
        for detail in error.errors():
            problem = _problem(detail, f"{source}: {detail['loc'][0]}")
            problems += [problem] if problem not in problems else []
        raise WrongSettings(problems) from None
    problems += problems_of_station(station, source)
    if problems:
        raise WrongSettings(problems)
    return station
