"""What people ask of the bot, and how much of the processor each question takes."""

import itertools
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from random import Random
from typing import Any

from slack_bolt.request.async_request import AsyncBoltRequest

from bot.demo.guide import CHANNEL
from bot.services.calls import boards
from bot.services.home import see_home
from bot.serving.run import Running
from bot.texts import Languages
from bot.views.home import home_view
from storage.calls.boards import latest_board
from tests.steps.builders import CHOI, HAN, KIM, OH, SWITCH

TYPED = {
    "queue": (KIM, "/queue"),
    "help": (KIM, "/cleancall"),
    "undo": (KIM, "/cleancall undo"),
    "search": (OH, "/cleancall grievance {code}"),
    "grievance": (OH, "/cleancall grievance {grievance}"),
    "subject": (OH, "/cleancall subject {call}"),
    "lookup": (SWITCH, "/lookup {phone}"),
    "abuse": (OH, "/cleancall abuse"),
    "outbox": (OH, "/cleancall outbox"),
    "away": (OH, "/cleancall away"),
    "holidays": (OH, "/cleancall holiday"),
    "stats today": (OH, "/stats 오늘"),
    "stats week": (OH, "/stats 이번 주"),
    "stats month": (OH, "/stats"),
    "stats month of audit": (HAN, "/stats"),
    "stats department": (OH, "/stats 수사과"),
    "stats year": (OH, "/stats {year}"),
    "stats factors": (OH, "/stats 요인"),
    "stats overdue": (OH, "/stats 지연"),
}
HOMES = {"home of operator": KIM, "home of officer": CHOI, "home of supervisor": OH, "home of audit": HAN}
OK = 200
_numbers = itertools.count(1)
_order = Random(22)  # noqa: S311 — mixes questions, guards nothing


async def asked(
    bot: Running, facts: Mapping[str, str], times: int, rests: Callable[[], Awaitable[None]]
) -> dict[str, float]:
    """Ask every question so many times; returns the least (ms of this process) that each took.

    The least: whatever else the machine and the process do only adds to it. In an order drawn anew each time: what the
    process still does for the question before is not always added to the same one.
    """
    took: dict[str, list[float]] = {}
    languages = Languages("ko", bot.desk.station)
    questions: dict[str, Callable[[], Awaitable[None]]] = {
        name: partial(_type, bot, by, words.format(**facts)) for name, (by, words) in TYPED.items()
    }
    questions |= {name: partial(_home, bot, languages, by) for name, by in HOMES.items()}
    questions["board"] = partial(_board, bot)
    for _ in range(times):
        for name in _order.sample(sorted(questions), len(questions)):
            await _timed(took, name, questions[name])
    changes = {"claim": partial(_type, bot, KIM, "/claim"), "release": partial(_type, bot, KIM, "/release")}
    for _ in range(times):
        for name, change in changes.items():
            await rests()
            await _timed(took, name, change)
    return {name: min(each) * 1000 for name, each in took.items()}


async def _timed(took: dict[str, list[float]], name: str, question: Callable[[], Awaitable[None]]) -> None:
    began = time.process_time()
    await question()
    took.setdefault(name, []).append(time.process_time() - began)


async def _type(bot: Running, by: str, words: str) -> None:
    """Type a command as Slack brings it."""
    name, _, text = words.partition(" ")
    number = next(_numbers)
    body: dict[str, Any] = {
        "token": "x",
        "team_id": "T0HANBIT",
        "channel_id": CHANNEL,
        "user_id": by,
        "command": name,
        "text": text,
        "api_app_id": "A0CLEANCALL",
        "trigger_id": f"asked.{time.time_ns()}.{number}",
        "response_url": "http://127.0.0.1:9/response",
    }
    answer = await bot.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
    assert answer.status == OK, (words, answer.body)


async def _home(bot: Running, languages: Languages, by: str) -> None:
    home_view(await bot.desk.look(see_home, by=by), languages.station)


async def _board(bot: Running) -> None:
    board = await bot.desk.read(latest_board)
    assert board is not None
    await bot.desk.look(boards.see_board_page, board_id=board.key, page=1)
