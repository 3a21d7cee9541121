"""`cleancall import --watch FOLDER`: files that are put into a folder are imported, until it is told to stop."""

import signal
import threading
import traceback
from pathlib import Path

import structlog
from rich.console import Console

from bot.cli.desk import with_desk
from bot.cli.exits import DONE
from bot.cli.usage import Misuse
from bot.cli.watched_folder import IMPORTED, REFUSED, WAITING, TakenFile, WatchedFolder, shown_name
from bot.domain.lists.cards import ImportReport
from bot.domain.lists.dropped_files import MOST_TRIES, may_be_list
from bot.domain.lists.import_reports import shown_header
from bot.domain.lists.rows import HeaderSeen, ListProblem, UnreadableList
from bot.logs import set_up_logs
from bot.services.desk import DatabaseError, Desk
from bot.services.lists import importing
from bot.services.lists.preparing import prepare_list
from bot.services.lists.reports import see_import
from bot.settings import system_name
from bot.texts import Texts
from bot.views.lists.import_report import header_lines, report_lines

log = structlog.get_logger(__name__)

LOOK_EVERY = 1.0
AFTER_TROUBLE = 10.0


def watch_folder(folder: Path) -> int:
    """Import what is put into a folder until SIGTERM or SIGINT; what is under way is brought to its end.

    Raises:
        Misuse: there is no such folder, or nothing can be written there.
    """
    watched, told = WatchedFolder(folder), threading.Event()
    try:
        watched.prepare()
    except FileNotFoundError:
        raise Misuse("misuse.no_folder", folder=folder) from None
    except OSError as error:
        raise Misuse("misuse.unwritable_folder", folder=folder, error=system_name(error)) from None
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    set_up_logs()

    def work(desk: Desk, texts: Texts) -> int:
        Watcher(watched, desk, texts, told).watch()
        return DONE

    return with_desk(work)


class Watcher:
    """Imports what comes into a folder."""

    def __init__(self, folder: WatchedFolder, desk: Desk, texts: Texts, told: threading.Event) -> None:
        self._folder = folder
        self._desk = desk
        self._texts = texts
        self._told = told

    def watch(self) -> None:
        """Look into the folder again and again."""
        self._say("watching", folder=shown_name(self._folder.folder))
        while not self._told.is_set():
            pause = LOOK_EVERY
            try:
                self._look()
            except (DatabaseError, OSError) as error:  # either may be away for a while
                self._say("watch_later", error=type(error).__name__)
                pause = AFTER_TROUBLE
            self._told.wait(pause)

    def _look(self) -> None:
        """Import what is complete.

        Raises:
            DatabaseError, OSError: the database or the folder is away; what was taken waits for the next look.
        """
        for taken in self._folder.take_next():
            try:
                self._handle(taken)
            finally:
                taken.lock.release()
            if self._told.is_set():
                return

    def _handle(self, taken: TakenFile) -> None:
        source = f"folder:{taken.token}"
        try:
            report = self._desk.do_now(see_import, source=source)
        except DatabaseError:
            self._folder.leave(taken)
            raise
        try:
            report = report or self._import(taken, source)
        except UnreadableList as error:
            self._refuse(taken, error.problem, error.seen)
        except DatabaseError:  # it answered a moment ago: this may be the file's fault, and counts
            raise
        except Exception as error:  # noqa: BLE001 — the file is at fault, whatever it was; its words may quote a cell
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("list.broken", error=type(error).__name__, at=f"{place.name}:{place.lineno}")  # noqa: TRY400 — as above
            self._refuse(taken, ListProblem.NOT_READ)
        else:
            if report is None:
                self._folder.give_back(taken)
                return
            into = WAITING if report.waiting else IMPORTED
            self._folder.settle(taken, into, "\n".join([*report_lines(report, self._texts), ""]))
            self._say("watch_waits" if report.waiting else "watch_done", added=report.added)

    def _import(self, taken: TakenFile, source: str) -> ImportReport | None:
        """Import a file. None: somebody was still writing it.

        Raises:
            UnreadableList: no visitor list can be made of it, or its readers died again and again.
        """
        name, desk = shown_name(taken.path), self._desk
        if taken.tries > MOST_TRIES:
            raise UnreadableList(ListProblem.GIVEN_UP)
        if not may_be_list(name):
            raise UnreadableList(ListProblem.NO_LIST)
        data = taken.path.read_bytes()
        prepared = prepare_list(data, name, today=desk.today, station=desk.station, secrets=desk.secrets)
        if taken.has_changed:
            return None
        return desk.do_now(importing.import_watched, prepared=prepared, data=data, source=source)

    def _refuse(self, taken: TakenFile, problem: ListProblem, seen: HeaderSeen | None = None) -> None:
        words = self._texts.plain(f"list_problem.{problem}")
        refused = self._texts.plain("report.failed", file=shown_name(taken.path), problem=words)
        lines = [refused, *header_lines(problem, shown_header(seen), self._texts), ""]
        self._folder.settle(taken, REFUSED, "\n".join(lines))
        self._say("watch_refused", problem=words)

    def _say(self, what: str, **facts: object) -> None:
        Console(soft_wrap=True, highlight=False).print(self._texts.plain(f"console.{what}", **facts), markup=False)
