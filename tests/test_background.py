"""Work in the background: one after another in one thread, at the same time in several, and nobody waits at the end."""

import asyncio
import subprocess
import sys
import threading
from contextvars import ContextVar

import pytest

from bot.background import in_background

WORD: ContextVar[str] = ContextVar("word")


async def test_what_is_done_one_after_another_is_done_in_one_thread() -> None:
    threads = {await in_background(threading.get_ident) for _ in range(5)}

    assert len(threads) == 1
    assert threading.get_ident() not in threads


async def test_what_begins_meanwhile_waits_for_nobody() -> None:
    both = threading.Barrier(2, timeout=30)

    assert sorted(await asyncio.gather(in_background(both.wait), in_background(both.wait))) == [0, 1]


async def test_what_a_work_raises_is_raised_where_it_is_waited_for_and_the_next_goes_on() -> None:
    with pytest.raises(ZeroDivisionError):
        await in_background(divmod, 1, 0)

    assert await in_background(divmod, 7, 2) == (3, 1)


async def test_a_work_has_the_context_of_whoever_began_it() -> None:
    WORD.set("한빛")

    assert await in_background(WORD.get) == "한빛"


def test_the_end_of_the_process_waits_for_no_work() -> None:
    program = (
        "import asyncio, threading\n"
        "from bot.background import in_background\n"
        "async def main():\n"
        "    asyncio.ensure_future(in_background(threading.Event().wait))\n"
        "    await in_background(print, 'done')\n"
        "asyncio.run(main())\n"
    )

    ended = subprocess.run(  # noqa: S603 — our own words
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True
    )

    assert ended.stdout == "done\n"
