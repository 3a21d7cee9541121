"""`cleancall demo`: a workspace to try the bot in, and the tour."""

import asyncio
import logging
import signal
import time
from datetime import datetime

from rich.console import Console
from rich.progress import Progress, TimeElapsedColumn

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleStation, sample_station, visitor_list
from bot.demo.tour import Tour, TourError
from bot.domain.calendar import SEOUL
from bot.logs import set_up_logs
from bot.sandbox import AppDidNotRespond

MONDAY = datetime(2026, 11, 23, 8, 25, tzinfo=SEOUL)
MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=SEOUL)
SETTLES = 60.0
"""Seconds: after a long past every operator is first told of what is still open, one message a second."""
CALLING = datetime(2026, 11, 23, 9, 35, tzinfo=SEOUL)


async def run_demo(port: int, history: int = 0) -> int:
    """Run the sample station until Ctrl-C: its list is dropped, its Monday board posted, after days of history."""
    set_up_logs()
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with sample_station(MONDAY, port=port) as station:
        if history:
            await asyncio.to_thread(_live_past, station, history)
        await station.start_bot()
        await station.person("U0KIM").uploads(visitor_list(station.folder))
        await station.person("U0KIM").waits_to_see("가져오기 결과", where="direct", timeout=SETTLES)
        await station.move_clock(to=MORNING)
        await station.person("U0KIM").waits_to_see("청렴콜 대기열", where="channel")
        await station.move_clock(to=CALLING)
        _explain(station)
        await told.wait()
    return 0


def _live_past(station: SampleStation, days: int) -> None:
    console, began = Console(highlight=False), time.monotonic()
    with Progress(*Progress.get_default_columns(), TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("지난날을 살고 있습니다", total=days)
        counts = station.live_past(days, lambda _day: bar.advance(task))
    console.print(
        f"\n지난 {days}근무일을 {time.monotonic() - began:.0f}초 만에 채웠습니다: 청렴콜 {counts.calls}건, "
        f"통화 시도 {counts.attempts}회, 고충 {counts.grievances}건, 칭찬 {counts.praise}건.",
        soft_wrap=True,
    )


def _explain(station: SampleStation) -> None:
    url = station.sandbox.url
    Console(highlight=False).print(
        f"""
[bold]청렴콜 연습장이 열렸습니다.[/bold]  {url}/?as=U0KIM

2026-11-23(월) 09:35, 한빛경찰서의 아침 대기열이 올라와 있습니다. 사람은 모두 지어냈습니다.
위 주소를 브라우저로 여십시오. 오른쪽 안내를 따라 하루를 함께 해 볼 수 있고, 위에서 다른 사람이 될 수 있습니다.
창을 둘 열면 두 사람이 됩니다. 시계는 안내 위의 단추로 옮깁니다.

브라우저 없이도 됩니다:
  curl -s {url}/people/U0KIM/command --json '{{"channel":"{CHANNEL}","text":"/claim"}}'
  curl -s {url}/people/U0KIM/see

통계는 오감독(U0OH)이 되어 /stats 로 봅니다: /stats 지난주, /stats 지난달 factors.
지난 90근무일까지 채우려면: cleancall demo --history 90

하루를 이야기로 보려면: cleancall demo --tour      끝내려면: Ctrl-C
""",
        soft_wrap=True,
    )


async def run_tour() -> int:
    """Play a whole day and print it as a story. 0: all went as it should; 1: something differed."""
    set_up_logs(logging.ERROR)
    console = Console(highlight=False)
    async with sample_station(MONDAY) as station:
        try:
            await Tour(station, console).play()
        except (TourError, AppDidNotRespond, AssertionError) as error:
            console.print(f"✘ {error}", style="red", markup=False)
            return 1
    return 0
