"""Work in the background: at once or in turn, raised where it is waited for, and nobody waits for it at the end."""

import asyncio
import subprocess
import sys
import threading
from contextvars import ContextVar
from typing import Any

import pytest

from bot.background import in_background, in_turn

WORD: ContextVar[str] = ContextVar("word")


async def test_what_is_done_in_turn_is_done_in_one_thread_and_in_its_order() -> None:
    done: list[int] = []

    def work(number: int) -> int:
        done.append(number)
        return threading.get_ident()

    threads = await asyncio.gather(*(in_turn(work, number) for number in range(5)))

    assert done == list(range(5))
    assert len({*threads, threading.get_ident()}) == 2


async def test_what_begins_meanwhile_waits_for_nobody() -> None:
    both = threading.Barrier(2, timeout=30)

    assert sorted(await asyncio.gather(in_background(both.wait), in_background(both.wait))) == [0, 1]


@pytest.mark.parametrize("ran", [in_background, in_turn])
async def test_what_a_work_raises_is_raised_where_it_is_waited_for_and_the_next_goes_on(ran: Any) -> None:
    with pytest.raises(ZeroDivisionError):
        await ran(divmod, 1, 0)

    assert await ran(divmod, 7, 2) == (3, 1)


@pytest.mark.parametrize("ran", [in_background, in_turn])
async def test_a_work_has_the_context_of_whoever_began_it(ran: Any) -> None:
    WORD.set("한빛")

    assert await ran(WORD.get) == "한빛"


def test_the_end_of_the_process_waits_for_no_work() -> None:
    program = (
        "import asyncio, threading\n"
        "from bot.background import in_background, in_turn\n"
        "async def main():\n"
        "    for ran in (in_background, in_turn):\n"
        "        asyncio.ensure_future(ran(threading.Event().wait))\n"
        "    await in_background(print, 'done')\n"
        "asyncio.run(main())\n"
    )

    ended = subprocess.run(  # noqa: S603 — our own words
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True
    )

    assert ended.stdout == "done\n"
