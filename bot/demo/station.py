"""A sample station: the sandbox, the bot on it, a clock that can be moved. Everybody in it is invented."""

import contextlib
import csv
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.clock import MovableClock
from bot.delivery.leases import LEASE
from bot.delivery.pacing import SPACING
from bot.demo.clock_door import clock_door
from bot.demo.guide import CHANNEL, guide
from bot.demo.history import Counts, count_past, live_past
from bot.registry import manifest
from bot.sandbox import Member, Person, Sandbox, Workspace
from bot.services.desk import Desk
from bot.services.people.directory import ROLE_WORDS, load_staff, read_staff
from bot.serving.opening import open_desk, upgraded_desk
from bot.serving.run import Running, running
from bot.settings import DatabaseSettings, Settings, load_station
from bot.texts import DEFAULT_LOCALE, Texts, load_texts

IN_CHANNEL = ("상담원", "감독자")
SAMPLES = resources.files("bot.demo")
STAFF, PAST_STAFF = "staff.csv", "past_staff.csv"


def _new_keys() -> Mapping[str, list[str]]:
    return {name: [Fernet.generate_key().decode()] for name in ("data_keys", "hash_key", "trail_keys")}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDatabase:
    """A database of a sample station and the keys to it. `has_directory`: its people were loaded."""

    url: str
    keys: Mapping[str, list[str]] = field(default_factory=_new_keys)
    has_directory: bool = False


@dataclass(slots=True, kw_only=True)
class SampleStation:
    """A station at work. The bot can be stopped and started, the clock moved.

    Where Slack's limits are off, the bot's `spacing` may be less than they ask for; and where no request lasts, its
    `lease`.
    """

    sandbox: Sandbox
    settings: Settings
    clock: MovableClock
    folder: Path
    bot: Running | None = None
    first_call: int = 1
    spacing: Mapping[str, float] = field(default_factory=lambda: SPACING)
    lease: float = LEASE
    _bot_stack: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)
    _people: dict[str, Person] = field(default_factory=dict)

    def live_past(self, days: int, on_day: Callable[[date], None]) -> Counts:
        """Fill so many working days before today; the bot is not running yet. Returns what there is then."""
        for row in _people_in(PAST_STAFF):
            _add_member(self.sandbox.workspace, row, load_texts(self.settings.locale))
        load_directory(self.settings, self.clock, PAST_STAFF)
        desk = open_desk(self.settings, load_station(self.settings.station_file), self.clock)
        try:
            live_past(desk, days=days, until=desk.today, on_day=on_day)
            counts = desk.do_now(count_past)
        finally:
            desk.close()
        self.first_call = counts.calls + 1
        return counts

    async def start_bot(self) -> None:
        """Start the bot on the station's database."""
        desk = open_desk(self.settings, load_station(self.settings.station_file), self.clock)
        self._bot_stack.callback(desk.close)
        at_work = running(self.settings, desk, spacing=self.spacing, lease=self.lease)
        self.bot = await self._bot_stack.enter_async_context(at_work)
        if self.settings.slack_mode == "http":
            self.sandbox.slack.line.request_url = f"http://127.0.0.1:{self.bot.http_port}/slack/events"

    async def stop_bot(self) -> None:
        """Stop the bot."""
        await self._bot_stack.aclose()
        self._bot_stack = contextlib.AsyncExitStack()
        self.bot = None

    async def move_clock(self, *, by: timedelta | None = None, to: datetime | None = None) -> None:
        """Move the clock, and let everything happen that is due."""
        if to is not None:
            self.clock.set(to)
        if by is not None:
            self.clock.advance(by)
        if self.bot is not None:
            await self.bot.tick()
        self.sandbox.workspace.changed()

    @property
    def desk(self) -> Desk:
        """The running bot's desk."""
        if self.bot is None:
            msg = "the bot is stopped"
            raise RuntimeError(msg)
        return self.bot.desk

    def person(self, user: str) -> Person:
        """Give a person a keyboard in the call channel."""
        if user not in self._people:
            self._people[user] = Person(self.sandbox.url, user, channel=CHANNEL)
        return self._people[user]

    async def close(self) -> None:
        """End the day."""
        for person in self._people.values():
            await person.close()
        await self.stop_bot()


@contextlib.asynccontextmanager
async def sample_station(
    at: datetime | MovableClock,
    *,
    mode: str = "socket",
    port: int = 0,
    rate_limits: bool = False,
    database: SampleDatabase | None = None,
    locale: str = DEFAULT_LOCALE,
) -> AsyncIterator[SampleStation]:
    """Run a sample station whose clock starts at a moment, or is given. The bot is not started, no visitor listed yet.

    Everything speaks the language of `locale`; what people wrote, and the directory, is Korean. Without a database of
    its own it has one on SQLite that goes with it.
    """
    clock = at if isinstance(at, MovableClock) else MovableClock(at)
    with TemporaryDirectory(prefix="cleancall-") as name:
        folder = Path(name)
        door: list[SampleStation] = []
        sandbox = Sandbox(
            sample_workspace(clock, locale),
            port=port,
            rate_limits=rate_limits,
            routes={"/clock": clock_door(door)},
            panel=guide(door, since=clock()),
        )
        async with sandbox:
            database = database or SampleDatabase(url=f"sqlite:///{folder / 'cleancall.db'}")
            settings = _settings(sandbox, folder, mode, database, load_texts(locale))
            station = SampleStation(sandbox=sandbox, settings=settings, clock=clock, folder=folder)
            door.append(station)
            if not database.has_directory:
                load_directory(settings, clock, STAFF)
            try:
                yield station
            finally:
                await station.close()


def sample_workspace(clock: MovableClock, locale: str = DEFAULT_LOCALE) -> Workspace:
    """Make the workspace: the station's people and the call channel."""
    texts, app = load_texts(locale), manifest()
    app["display_information"]["name"] = texts.plain("app.name")
    workspace = Workspace(app, clock, texts.plain("practice.station"))
    rows = _people_in(STAFF)
    for row in rows:
        _add_member(workspace, row, texts)
    members = {row["slack_id"] for row in rows if row["역할"] in IN_CHANNEL}
    workspace.add_channel(
        id=CHANNEL, name=texts.plain("practice.channel"), members=members | {workspace.bot_user_id}, is_private=True
    )
    return workspace


def _people_in(file_name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((SAMPLES / file_name).read_text(encoding="utf-8").splitlines()))


def _add_member(workspace: Workspace, row: dict[str, str], texts: Texts) -> None:
    name = row["slack_id"][2:].lower()
    workspace.add_member(
        Member(
            id=row["slack_id"],
            name=name,
            real_name=texts.sentences.get(f"practice.person_{name}", row["성명"]),
            title=texts.word("role", ROLE_WORDS[row["역할"]]),
            locale=texts.plain("practice.slack_locale"),
        )
    )


def _settings(sandbox: Sandbox, folder: Path, mode: str, database: SampleDatabase, texts: Texts) -> Settings:
    station_file = folder / "station.toml"
    written = (SAMPLES / "station.toml").read_text(encoding="utf-8")
    named = written.replace(load_texts(DEFAULT_LOCALE).plain("practice.station"), texts.plain("practice.station"))
    station_file.write_text(named, encoding="utf-8")
    return Settings.model_validate(
        {
            "slack_bot_token": SecretStr(sandbox.bot_token),
            "slack_app_token": SecretStr(sandbox.app_token),
            "slack_signing_secret": SecretStr(sandbox.signing_secret),
            "slack_api_url": sandbox.api_url,
            "slack_mode": mode,
            "http_host": "127.0.0.1",
            "http_port": 0,
            "health_port": 0,
            "call_channel": CHANNEL,
            "command_prefix": "",
            "database_url": database.url,
            **database.keys,
            "station_file": station_file,
            "locale": texts.locale,
        }
    )


def load_directory(settings: DatabaseSettings, clock: MovableClock, file_name: str) -> None:
    """Load the people of a sample file into a station's directory."""
    desk = upgraded_desk(settings, load_station(settings.station_file), clock)
    try:
        people = read_staff((SAMPLES / file_name).read_bytes(), file_name)
        desk.do_now(load_staff, people=people, by="admin")
    finally:
        desk.close()


def visitor_list(folder: Path, *, encoding: str = "cp949") -> Path:
    """Write the sample visitor list as a station's system would export it."""
    path = folder / "방문민원인_20261123.csv"
    path.write_bytes((SAMPLES / "visitors.csv").read_text(encoding="utf-8").encode(encoding))
    return path
