"""Work in threads that the end of the process does not wait for: drawing, reading lists. They store nothing."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextvars import copy_context
from functools import partial
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class _Daemons(Executor):
    """Runs each work in a thread of its own, which ends with the process."""

    def submit(self, work: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Begin a work."""
        done: Future[T] = Future()
        done.set_running_or_notify_cancel()  # whoever gives up waiting does not stop it

        def run() -> None:
            try:
                done.set_result(work(*args, **kwargs))
            except BaseException as error:  # noqa: BLE001 — whoever waits is told, whatever it was
                done.set_exception(error)

        threading.Thread(target=run, name=f"background-{work}", daemon=True).start()
        return done


async def in_background(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run something in a thread and a context of its own, and return what it returns."""
    in_context = partial(copy_context().run, work, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_Daemons(), in_context)
