"""Settings from the environment and station.toml, checked at start: every mistake at once, each by its kind."""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource

from bot.domain.keeping.setting_faults import SettingFault, SettingProblem
from bot.domain.keeping.station_ranges import is_address
from bot.domain.station import Reveal, Station
from bot.registry import MOST_PREFIX, is_prefix
from bot.settings.environment import (
    ENVIRONMENT_FILE,
    Environment,
    UnreadableFile,
    misspelt_outside,
    problems_of_lines,
    read_environment,
)
from bot.settings.station_file import (
    WrongSettings,
    load_calendar,
    problem_of,
    read_station,
    settings_of_station,
    station_from_table,
    system_name,
    wrong_setting,
)
from bot.texts import DEFAULT_LOCALE, LOCALES

__all__ = ["ENVIRONMENT_FILE", "WrongSettings", "load_calendar", "station_from_table", "system_name"]

KNOWN_DATABASES = re.compile(r"sqlite(\+pysqlite)?:///[^\x00-\x1f]+|postgresql(\+psycopg2?)?://[^\s\x00-\x1f]+")
FERNET_KEY = re.compile(r"[A-Za-z0-9_+/-]{43}=")
"""32 bytes: what decodes base64 drops whatever stands behind, a second key too."""
HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
HIGHEST_PORT = 65535
Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]


class _Given(PydanticBaseSettingsSource):
    """What the environment and the file beside us say."""

    def get_field_value(self, *_args: Any) -> tuple[Any, str, bool]:
        """Read no field by itself."""
        raise NotImplementedError

    def __call__(self) -> dict[str, Any]:
        """Return the fields that are given."""
        values = environment_here().values
        return {name: values[name.upper()] for name in self.settings_cls.model_fields if name.upper() in values}


class DatabaseSettings(BaseSettings):
    """What every command that touches the database needs."""

    database_url: str = "sqlite:///cleancall.db"
    data_keys: Annotated[list[str], NoDecode]
    hash_key: Annotated[list[str], NoDecode] = []
    trail_keys: Annotated[list[str], NoDecode] = []
    report_key: str = ""
    station_file: Path = Path("station.toml")
    locale: str = DEFAULT_LOCALE

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *_others: PydanticBaseSettingsSource,
        **_named: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the environment in our own way: what is empty is not given."""
        return init_settings, _Given(settings_cls)

    @field_validator("data_keys", "hash_key", "trail_keys", mode="before")
    @classmethod
    def _split(cls, value: str | list[str]) -> list[str]:
        return [key.strip() for key in value.split(",") if key.strip()] if isinstance(value, str) else value

    @field_validator("data_keys")
    @classmethod
    def _is_there(cls, value: list[str]) -> list[str]:
        if not value:
            raise wrong_setting(SettingFault.MISSING)
        return value

    @field_validator("data_keys", "hash_key", "trail_keys")
    @classmethod
    def _are_fernet_keys(cls, value: list[str]) -> list[str]:
        for place, key in enumerate(value, 1):
            if not FERNET_KEY.fullmatch(key):
                raise wrong_setting(SettingFault.NOT_A_KEY, place=place)
        return value

    @field_validator("report_key")
    @classmethod
    def _is_a_fernet_key(cls, value: str) -> str:
        if value and not FERNET_KEY.fullmatch(value):
            raise wrong_setting(SettingFault.NOT_A_KEY, place=1)
        return value

    @field_validator("database_url")
    @classmethod
    def _is_known_database(cls, value: str) -> str:
        if not KNOWN_DATABASES.fullmatch(value) or value.endswith(":memory:") or "%00" in value:
            raise wrong_setting(SettingFault.NOT_A_DATABASE)
        try:
            _ = urlsplit(value).port
        except ValueError:
            raise wrong_setting(SettingFault.NOT_A_DATABASE) from None
        return value

    @field_validator("locale")
    @classmethod
    def _is_a_language(cls, value: str) -> str:
        if value not in LOCALES:
            raise wrong_setting(SettingFault.NOT_ONE_OF, choices=", ".join(LOCALES))
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
    trusted_proxies: str = ""
    health_host: str = "127.0.0.1"
    health_port: int = 3001
    call_channel: str
    command_prefix: str = ""
    https_proxy: SecretStr | None = None
    no_proxy: str = ""
    sms_token: SecretStr | None = None

    @field_validator("slack_bot_token")
    @classmethod
    def _is_bot_token(cls, value: SecretStr) -> SecretStr:
        return _beginning_with(value, "xoxb-")

    @field_validator("slack_app_token")
    @classmethod
    def _is_there_for_socket_mode(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            if info.data.get("slack_mode") == "socket":
                raise wrong_setting(SettingFault.NEEDED, mode="socket")
            return None
        return _beginning_with(value, "xapp-")

    @field_validator("slack_signing_secret")
    @classmethod
    def _is_there_for_http_mode(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if info.data.get("slack_mode") == "http" and not (value and value.get_secret_value()):
            raise wrong_setting(SettingFault.NEEDED, mode="http")
        if value and not re.fullmatch(r"(?!xox|xapp)[!-~]{8,}", value.get_secret_value()):
            raise wrong_setting(SettingFault.NOT_A_SECRET)
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_api(cls, value: str) -> str:
        if not is_address(value) or not value.endswith("/api/"):
            raise wrong_setting(SettingFault.NOT_AN_ADDRESS)
        return value

    @field_validator("http_host", "health_host")
    @classmethod
    def _is_a_host(cls, value: str) -> str:
        try:
            ipaddress.ip_address(value)
        except ValueError:
            if not HOST_NAME.fullmatch(value) or value.replace(".", "").isdigit():
                raise wrong_setting(SettingFault.NOT_A_HOST) from None
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_addresses(cls, value: str) -> str:
        try:
            networks_in(value)
        except ValueError:
            raise wrong_setting(SettingFault.NOT_ADDRESSES) from None
        return value

    @field_validator("http_port", "health_port")
    @classmethod
    def _is_a_port(cls, value: int) -> int:
        if not 0 <= value <= HIGHEST_PORT:
            raise wrong_setting(SettingFault.NOT_A_PORT)
        return value

    @field_validator("https_proxy")
    @classmethod
    def _is_a_proxy(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        if not is_address(value.get_secret_value()):
            raise wrong_setting(SettingFault.NOT_A_PROXY)
        return value

    @field_validator("sms_token")
    @classmethod
    def _fits_a_header(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        if not re.fullmatch(r"[!-~]{8,}", value.get_secret_value()):
            raise wrong_setting(SettingFault.NOT_A_TOKEN)
        return value

    @field_validator("call_channel")
    @classmethod
    def _is_a_channel(cls, value: str) -> str:
        if not re.fullmatch(r"[CG][A-Z0-9]+", value):
            raise wrong_setting(SettingFault.NOT_A_CHANNEL)
        return value

    @field_validator("command_prefix")
    @classmethod
    def _is_a_prefix(cls, value: str) -> str:
        if not is_prefix(value):
            raise wrong_setting(SettingFault.NOT_A_PREFIX, most=MOST_PREFIX)
        return value


def _beginning_with(value: SecretStr, beginning: str) -> SecretStr:
    if not re.fullmatch(rf"{beginning}[!-~]+", value.get_secret_value()):
        raise wrong_setting(SettingFault.WRONG_BEGINNING, beginning=beginning)
    return value


def networks_in(value: str) -> Networks:
    """Read addresses and networks, with commas between them.

    Raises:
        ValueError: one of them is none.
    """
    return tuple(ipaddress.ip_network(each.strip()) for each in value.split(",") if each.strip())


AnySettings = TypeVar("AnySettings", bound=DatabaseSettings)


def environment_here() -> Environment:
    """Read the environment and the file `.env` of the folder we stand in.

    Raises:
        WrongSettings: that file is there and cannot be read.
    """
    try:
        return read_environment(os.environ, Path(ENVIRONMENT_FILE))
    except UnreadableFile as error:
        raise WrongSettings([error.problem]) from None


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


def load_station(path: Path) -> Station:
    """Read station.toml.

    Raises:
        WrongSettings: missing, unreadable, with unknown names or values of the wrong kind.
    """
    return read_station(path, _variables())


def _variables() -> list[str]:
    return [name.upper() for name in Settings.model_fields]


def _load(kind: type[AnySettings]) -> AnySettings:
    settings, _, problems = _read(kind, environment_here())
    try:
        load_station(settings.station_file)
    except WrongSettings as error:
        problems += error.problems
    if problems:
        raise WrongSettings(problems)
    return settings


STAND_INS: Mapping[str, Any] = {
    "data_keys": [Fernet.generate_key().decode()],
    "slack_bot_token": "xoxb-0",
    "slack_app_token": "xapp-0",
    "slack_signing_secret": "00000000",
    "call_channel": "C0",
}
"""What stands for a variable that is wrong and has no default, so that the others can be used."""


def _read(kind: type[AnySettings], here: Environment) -> tuple[AnySettings, frozenset[str], list[SettingProblem]]:
    """Read what can be read: the settings, those of them that are stand-ins for wrong ones, and what is wrong."""
    wrong: dict[str, Any] = {}
    problems: list[SettingProblem] = []
    while True:
        try:
            return kind.model_validate(wrong), frozenset(wrong), _each_once(problems, here)
        except ValidationError as error:
            found = {str(detail["loc"][0]): detail for detail in error.errors()}
            problems += [] if wrong else [problem_of(detail, name.upper()) for name, detail in found.items()]
            wrong |= {name: STAND_INS.get(name, kind.model_fields[name].default) for name in found}


def _each_once(problems: list[SettingProblem], here: Environment) -> list[SettingProblem]:
    """Say once that the two tokens stand in each other's place, or that a variable is missing as it is misspelt."""
    bot, app = here.values.get("SLACK_BOT_TOKEN", ""), here.values.get("SLACK_APP_TOKEN", "")
    if bot.startswith("xapp-") and app.startswith("xoxb-"):
        swapped = SettingProblem(SettingFault.SWAPPED, "SLACK_BOT_TOKEN", {"other": "SLACK_APP_TOKEN"})
        problems = [swapped, *(each for each in problems if each.name not in {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"})]
    misspelt = {each.facts.get("meant"): each for each in _of_names(here)}
    is_missing = {SettingFault.MISSING, SettingFault.NEEDED}
    return [misspelt.get(each.name, each) if each.fault in is_missing else each for each in problems]


def odd_lines() -> list[SettingProblem]:
    """Name what stands in the environment and says nothing to the bot: it runs all the same, and not as was meant."""
    return _of_names(environment_here())


def _of_names(here: Environment) -> list[SettingProblem]:
    return [*problems_of_lines(here, _variables(), settings_of_station()), *misspelt_outside(here, _variables())]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsAsRead:
    """Settings as far as they can be read, for whoever tells all that is wrong.

    `wrong`: fields of `settings` that hold a stand-in; `station`: None when its file cannot be used.
    """

    settings: Settings
    wrong: frozenset[str]
    station: Station | None
    problems: list[SettingProblem]


def read_all_settings() -> SettingsAsRead:
    """Read the settings and all that is wrong with them, lines of `.env` that say nothing to the bot included."""
    problems: list[SettingProblem] = []
    try:
        here = environment_here()
        settings, wrong, problems = _read(Settings, here)
        problems = [*(each for each in _of_names(here) if each not in problems), *problems]
    except WrongSettings as error:  # .env itself cannot be read: nothing of it is known
        return SettingsAsRead(
            settings=Settings.model_construct(), wrong=frozenset(Settings.model_fields), station=None,
            problems=error.problems,
        )  # fmt: skip
    station = None
    try:
        station = None if "station_file" in wrong else load_station(settings.station_file)
    except WrongSettings as error:
        problems += error.problems
    if station is not None and not wrong:
        problems += _ports_of(settings, station)
    return SettingsAsRead(settings=settings, wrong=wrong, station=station, problems=problems)


def listens(settings: Settings, station: Station) -> bool:
    """Check whether anybody has anything to ask on HTTP_PORT."""
    return settings.slack_mode == "http" or station.reveal is Reveal.LINK


def _ports_of(settings: Settings, station: Station) -> list[SettingProblem]:
    one = settings.http_port == settings.health_port != 0
    if not (listens(settings, station) and one):
        return []
    return [SettingProblem(SettingFault.SAME_AS, "HEALTH_PORT", {"other": "HTTP_PORT"})]
