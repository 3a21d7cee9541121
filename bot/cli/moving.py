"""`cleancall move`: everything into another database, from SQLite to PostgreSQL or back."""

import contextlib
import re
from collections.abc import Iterator
from datetime import timedelta

from rich.console import Console

from bot.cli.database import lines_of_chain, progress_bar
from bot.cli.exits import DONE, refuse
from bot.cli.reasons import explained
from bot.cli.usage import Misuse
from bot.domain.refusals import Reason, Refused
from bot.services.desk import Desk
from bot.services.keeping.moving import Moved, is_at_work, move_database
from bot.serving.opening import open_desk
from bot.settings import KNOWN_DATABASES, load_database_settings, load_station
from bot.texts import Texts
from storage.database import AnotherProcess, is_open_elsewhere, is_sqlite, one_process, sqlite_file
from storage.moving import empty_target

SAID_LATELY = timedelta(minutes=2)
"""How old the word of a bot may be that is at work."""
IN_MEMORY = re.compile(r"sqlite(\+\w+)?:/*(:memory:)?")


def move_to(url: str) -> int:
    """Move the database to another address. Nobody may be at work on either.

    Raises:
        Misuse: it is the address of no database, or of one in memory.
    """
    if not KNOWN_DATABASES.match(url) or IN_MEMORY.fullmatch(url):
        raise Misuse("misuse.database")

    def work(texts: Texts) -> int:
        settings = load_database_settings()
        source = settings.database_url
        with _nobody_at_work(source):
            desk = open_desk(settings, load_station(settings.station_file))
            try:
                moved, name = _moved(desk, source, url)
            finally:
                desk.close()
        facts = {"tables": moved.tables, "rows": moved.rows}
        console = Console(soft_wrap=True, highlight=False)
        console.print(texts.plain("console.moved", target=name, **facts), markup=False)
        for is_sound, words in (line for each in moved.chains for line in lines_of_chain(each, texts)):
            if is_sound:
                console.print(words, markup=False)
            else:
                refuse(words)
        console.print(texts.plain("console.moved_next"), markup=False)
        return DONE

    return explained(work)


def _moved(desk: Desk, source: str, url: str) -> tuple[Moved, str]:
    since = desk.now() - SAID_LATELY
    if not desk.is_alone and desk.do_now(is_at_work, since=since):
        raise Refused(Reason.SOURCE_AT_WORK)
    with empty_target(url, source=source, bots_since=since) as target, progress_bar() as bar:
        task = bar.add_task("", total=None)
        moved = desk.do_now(
            move_database,
            target=target,
            progress=lambda table, rows: bar.update(task, description=table, completed=rows),
        )
        return moved, target.name


@contextlib.contextmanager
def _nobody_at_work(source: str) -> Iterator[None]:
    """Keep bots out of a SQLite database, and refuse to begin while any process has it open.

    Raises:
        Refused: somebody is at work.
    """
    if not is_sqlite(source) or not sqlite_file(source).is_file():
        yield
        return
    try:
        with one_process(source):
            if is_open_elsewhere(source):
                raise Refused(Reason.SOURCE_AT_WORK)
            yield
    except AnotherProcess:
        raise Refused(Reason.SOURCE_AT_WORK) from None
