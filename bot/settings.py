"""Settings from the environment and station.toml, checked at start: every mistake at once, in words."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from cryptography.fernet import Fernet
from pydantic import Field, SecretStr, TypeAdapter, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.domain.calendar import WorkingCalendar, calendar_from_table
from bot.domain.station import Station


class WrongSettings(Exception):
    """Settings that cannot work: one line for each mistake."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class DatabaseSettings(BaseSettings):
    """What every command that touches the database needs."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    database_url: str = "sqlite:///cleancall.db"
    data_keys: Annotated[list[str], NoDecode] = Field(min_length=1)
    station_file: Path = Path("station.toml")
    locale: Literal["ko", "en"] = "ko"

    @field_validator("data_keys", mode="before")
    @classmethod
    def _split(cls, value: str | list[str]) -> list[str]:
        return [key.strip() for key in value.split(",") if key.strip()] if isinstance(value, str) else value

    @field_validator("data_keys")
    @classmethod
    def _are_fernet_keys(cls, value: list[str]) -> list[str]:
        for place, key in enumerate(value, 1):
            try:
                Fernet(key)
            except ValueError:
                msg = f"key number {place} is no Fernet key (32 bytes in url-safe base64)"
                raise ValueError(msg) from None
        return value

    @field_validator("database_url")
    @classmethod
    def _is_known_database(cls, value: str) -> str:
        try:
            backend = make_url(value).get_backend_name()
        except ArgumentError:
            backend = ""
        if backend not in {"sqlite", "postgresql"}:
            msg = "must begin with sqlite:/// or postgresql://"
            raise ValueError(msg)
        return value


class Settings(DatabaseSettings):
    """What the running bot needs. Secrets are never printed."""

    slack_mode: Literal["socket", "http"] = "socket"  # before the secrets, whose need depends on it
    slack_bot_token: SecretStr
    slack_app_token: SecretStr | None = Field(default=None, validate_default=True)
    slack_signing_secret: SecretStr | None = Field(default=None, validate_default=True)
    slack_api_url: str = "https://slack.com/api/"
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=3000, ge=0, le=65535)
    call_channel: str = Field(pattern=r"^[CG][A-Z0-9]+$")
    command_prefix: str = Field(default="", pattern=r"^[a-z0-9]{0,10}$")

    @field_validator("slack_bot_token")
    @classmethod
    def _is_bot_token(cls, value: SecretStr) -> SecretStr:
        return _starting_with(value, "xoxb-")

    @field_validator("slack_app_token")
    @classmethod
    def _is_there_for_socket_mode(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None and info.data.get("slack_mode") == "socket":
            msg = "is missing: Socket Mode needs it (xapp-…)"
            raise ValueError(msg)
        return value if value is None else _starting_with(value, "xapp-")

    @field_validator("slack_signing_secret")
    @classmethod
    def _is_there_for_http_mode(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if info.data.get("slack_mode") == "http" and not (value and value.get_secret_value()):
            msg = "is missing: HTTP mode needs it"
            raise ValueError(msg)
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_api(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")) or not value.endswith("/api/"):
            msg = "must be an http(s) address that ends in /api/"
            raise ValueError(msg)
        return value


def _starting_with(value: SecretStr, prefix: str) -> SecretStr:
    if not value.get_secret_value().startswith(prefix):
        msg = f"must start with {prefix}"
        raise ValueError(msg)
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
    problems: list[str] = []
    settings = None
    try:
        settings = kind.model_validate({})
    except ValidationError as error:
        problems += [_in_words(detail) for detail in error.errors()]
    try:
        load_station(settings.station_file if settings else Path("station.toml"))
    except WrongSettings as error:
        problems += error.problems
    if settings is None or problems:
        raise WrongSettings(problems)
    return settings


def _in_words(detail: Mapping[str, Any]) -> str:
    name = "_".join(str(part) for part in detail["loc"]).upper()
    match detail["type"]:
        case "missing":
            return f"{name} is missing"
        case _:
            message = str(detail["msg"]).removeprefix("Value error, ")
            return f"{name} {message}" if message.startswith("is ") else f"{name}: {message}"


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
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WrongSettings([f"STATION_FILE: there is no {path.name}"]) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongSettings([f"{path.name}: {error}"]) from None
    return station_from_table(table, path.name)


def station_from_table(table: Mapping[str, Any], source: str) -> Station:
    """Make a Station of a TOML table. Lengths of time are written "HH:MM:SS" or ISO 8601 ("PT45M")."""
    unknown = sorted(table.keys() - {field.name for field in fields(Station)})
    problems = [f"{source}: {name} is not a setting of a station" for name in unknown]
    try:
        station = TypeAdapter(Station).validate_python(table)
    except ValidationError as error:
        problems += [f"{source}: {_of_station(detail)}" for detail in error.errors()]
        raise WrongSettings(problems) from None
    if problems:
        raise WrongSettings(problems)
    return station


def _of_station(detail: Mapping[str, Any]) -> str:
    name = ".".join(str(part) for part in detail["loc"])
    match detail["type"]:
        case "missing_keyword_only_argument" | "missing":
            return f"{name} is missing"
        case _:
            return f"{name}: {detail['msg']}"
