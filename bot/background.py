"""Work in threads that the end of the process does not wait for: drawing, reading lists. They store nothing."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextvars import copy_context
from functools import cache, partial
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class _Daemons(Executor):
    """Runs each work in a thread of its own, which ends with the process."""

    def submit(self, work: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Begin a work."""
        done, run = _work(partial(work, *args, **kwargs))
        threading.Thread(target=run, name=f"background-{work}", daemon=True).start()
        return done


class _Daemon(Executor):
    """Runs works in their order, all in one thread, which ends with the process."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()
        threading.Thread(target=self._works, name="background-in-turn", daemon=True).start()

    def submit(self, work: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Let a work wait for its turn."""
        done, run = _work(partial(work, *args, **kwargs))
        self._waiting.put(run)
        return done

    def _works(self) -> None:
        while True:
            self._waiting.get()()


def _work(work: Callable[[], T]) -> tuple[Future[T], Callable[[], None]]:
    """Return the future of a work, and what a thread has to run."""
    done: Future[T] = Future()
    done.set_running_or_notify_cancel()  # whoever gives up waiting does not stop it

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 — whoever waits is told, whatever it was
            done.set_exception(error)

    return done, run


async def in_background(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run something in a thread and a context of its own, and return what it returns."""
    return await _ran(_Daemons(), work, *args, **kwargs)


async def in_turn(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run something in a context of its own after all that was begun so before, in the same thread.

    For what draws: matplotlib keeps the fonts of each thread that ever drew, 16 to 30 MB.
    """
    return await _ran(_the_one(), work, *args, **kwargs)


_the_one = cache(_Daemon)


async def _ran(threads: Executor, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    in_context = partial(copy_context().run, work, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(threads, in_context)
