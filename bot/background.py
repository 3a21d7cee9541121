"""Work in threads that the end of the process does not wait for: drawing, reading lists. They store nothing."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def in_background(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run something in a thread and a context of its own, and return what it returns."""
    loop, context = asyncio.get_running_loop(), copy_context()
    done: asyncio.Future[T] = loop.create_future()

    def settle(tell: Callable[[Any], None], outcome: object) -> None:
        if not done.done():  # else nobody waits any more
            tell(outcome)

    def run() -> None:
        try:
            tell, outcome = done.set_result, context.run(work, *args, **kwargs)
        except BaseException as error:  # noqa: BLE001 — whoever waits is told, whatever it was
            tell, outcome = done.set_exception, error  # type: ignore[assignment]
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, tell, outcome)

    threading.Thread(target=run, name=f"background-{getattr(work, '__name__', '')}", daemon=True).start()
    return await done
