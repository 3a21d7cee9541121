"""Work in threads that the end of the process does not wait for: drawing, reading lists. They store nothing."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextvars import copy_context
from functools import partial
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class _Daemons(Executor):
    """Runs each work at once, in a thread that is idle or a new one; threads end with the process.

    Whatever is drawn one after another is drawn in one thread: matplotlib keeps the fonts for each thread (20 MB).
    """

    def __init__(self) -> None:
        self._idle: list[SimpleQueue[Callable[[], None]]] = []  # what threads without work wait at, the last one last

    def submit(self, work: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Begin a work."""
        done: Future[T] = Future()
        done.set_running_or_notify_cancel()  # whoever gives up waiting does not stop it

        def run() -> None:
            try:
                result = work(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 — whoever waits is told, whatever it was
                finish = partial(done.set_exception, error)
            else:
                finish = partial(done.set_result, result)
            self._idle.append(inbox)  # before anybody is told: whoever begins the next work finds this thread
            finish()

        try:
            inbox = self._idle.pop()
        except IndexError:
            inbox = SimpleQueue()
            threading.Thread(target=_work, args=(inbox,), name="background", daemon=True).start()
        inbox.put(run)
        return done


def _work(inbox: "SimpleQueue[Callable[[], None]]") -> None:
    while True:
        inbox.get()()


_DAEMONS = _Daemons()


async def in_background(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run something in a thread and a context of its own, and return what it returns."""
    in_context = partial(copy_context().run, work, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_DAEMONS, in_context)
