"""Whatever payload Slack may carry, the real app acknowledges it and nothing raises (Hypothesis against a live bot)."""

import asyncio
import shutil
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from typing import Any, Self, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.registry import ActionId, Command, slash
from bot.sandbox.workspace import TEAM
from tests.steps.builders import KIM, LEE, MONDAY, seoul
from tests.steps.payload_values import ELEMENTS, JSON, VIEWS
from tests.steps.slack import open_monday

T = TypeVar("T")
PEOPLE = st.sampled_from([KIM, LEE, "U0OH", "U0JUNG", "U9NOBODY"])
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


class Backstage:
    """A station that lives in a thread of its own, so that Hypothesis can call it from an ordinary test."""

    def __init__(self, database: SampleDatabase) -> None:
        self._database = database
        self.loop = asyncio.new_event_loop()
        self.station: SampleStation | None = None
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._stop = asyncio.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        opened = threading.Event()
        self._life = asyncio.run_coroutine_threadsafe(self._live(opened), self.loop)
        assert opened.wait(20)
        return self

    def __exit__(self, *_error: object) -> None:
        self.loop.call_soon_threadsafe(self._stop.set)
        self._life.result(20)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    async def _live(self, opened: threading.Event) -> None:
        async with sample_station(seoul(MONDAY, 8, 0), database=self._database) as station:
            await station.start_bot()
            await open_monday(station)
            self.station = station
            opened.set()
            await self._stop.wait()

    def ask(self, kind: str, payload: dict[str, Any]) -> Any:
        """Carry a payload to the bot; NoAnswer if it is not acknowledged in 3 s."""
        assert self.station is not None
        return self.run(self.station.sandbox.slack.line.ask(kind, payload))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something in the station's thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    def common(self, user: str, **more: Any) -> dict[str, Any]:
        """What every interactive payload of Slack's has."""
        assert self.station is not None
        slack = self.station.sandbox.slack
        return {
            "user": {"id": user, "team_id": TEAM},
            "team": {"id": TEAM},
            "api_app_id": "A0CLEANCALL",
            "trigger_id": slack.tickets.trigger(user if user in slack.workspace.members else KIM),
            **more,
        }


@pytest.fixture(scope="module")
def backstage(sample_file: SampleDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backstage]:
    """A station at work behind the scenes."""
    file = tmp_path_factory.mktemp("backstage") / "cleancall.db"
    shutil.copy(sample_file.url.removeprefix("sqlite:///"), file)
    with Backstage(replace(sample_file, url=f"sqlite:///{file}")) as running:
        yield running


@pytest.fixture(autouse=True)
def _nothing_raised(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    captured = capfd.readouterr()
    assert "Traceback" not in captured.out + captured.err
    assert "fault " not in captured.out


@pytest.mark.long
@given(user=PEOPLE, command=st.sampled_from(Command), text=st.text(max_size=60))
@QUICK
def test_any_command_is_answered(backstage: Backstage, user: str, command: Command, text: str) -> None:
    payload = {
        **backstage.common(user),
        "command": slash(command, ""),
        "text": text,
        "user_id": user,
        "team_id": TEAM,
        "channel_id": CHANNEL,
        "response_url": "http://127.0.0.1:9/gone",
    }
    del payload["user"], payload["team"]

    backstage.ask("slash_commands", payload)


@given(user=PEOPLE, action_id=st.sampled_from([*ActionId, "call.vanish"]), facts=ELEMENTS, view=VIEWS | st.none())
@QUICK
def test_any_click_is_acknowledged(
    backstage: Backstage, user: str, action_id: str, facts: dict[str, Any], view: dict[str, Any] | None
) -> None:
    action = {"type": "button", "block_id": "b", **facts, "action_id": action_id}
    where = {"view": {"id": "V1", "type": "modal", "hash": "x", **view}} if view else {"channel": {"id": CHANNEL}}

    backstage.ask("interactive", {**backstage.common(user), "type": "block_actions", "actions": [action], **where})


@pytest.mark.long
@given(user=PEOPLE, callback_id=st.sampled_from(["result", "gone"]), view=VIEWS, memory=JSON)
@QUICK
def test_any_form_is_acknowledged(
    backstage: Backstage, user: str, callback_id: str, view: dict[str, Any], memory: Any
) -> None:
    shown = {"id": "V1", "type": "modal", "callback_id": callback_id, "private_metadata": memory, "blocks": [], **view}

    backstage.ask("interactive", {**backstage.common(user), "type": "view_submission", "view": shown})


@given(user=PEOPLE, typed=JSON)
@QUICK
def test_any_type_ahead_is_answered(backstage: Backstage, user: str, typed: Any) -> None:
    asked = {"type": "block_suggestion", "action_id": ActionId.PRAISED_OFFICER, "block_id": "b", "value": typed}

    backstage.ask("interactive", {**backstage.common(user), **asked})
