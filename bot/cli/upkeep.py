"""What keeps a station going for years: a copy of the database, the day's list on paper."""

import sqlite3
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.cli.console import DONE, REFUSED, with_desk, wrong_settings
from bot.domain.calls.cards import PaperLine
from bot.domain.roles import ADMIN
from bot.services.calls.paper_queue import print_queue
from bot.services.desk import Desk
from bot.settings import WrongSettings, load_database_settings
from bot.texts import Texts, load_texts
from storage.backup import UnsoundCopy, back_up_sqlite
from storage.database import is_sqlite

PAPER_WIDTH = 132
"""Letters across a page on its side."""


def back_up(file: Path) -> int:
    """Copy the SQLite database into a new file; the bot may stay at work. PostgreSQL has tools of its own."""
    console = Console(stderr=True, soft_wrap=True)
    try:
        settings = load_database_settings()
    except WrongSettings as error:
        return wrong_settings(error, console)
    texts = load_texts(settings.locale)
    try:
        if not is_sqlite(settings.database_url):
            words = texts.plain("backup.postgresql")
        else:
            back_up_sqlite(settings.database_url, file)
            Console(soft_wrap=True).print(texts.plain("backup.done", file=file.name), markup=False, highlight=False)
            return DONE
    except FileExistsError:
        words = texts.plain("backup.there", file=file.name)
    except (OSError, sqlite3.Error) as error:
        words = texts.plain("backup.failed", error=str(error))
    except UnsoundCopy:
        words = texts.plain("backup.unsound")
    console.print(words, style="red", markup=False)
    return REFUSED


def print_paper_queue() -> int:
    """Print the day's list with contact data, for paper."""

    def work(desk: Desk, texts: Texts, _console: Console) -> int:
        lines = desk.do_now(print_queue, by=ADMIN)
        paper = Console(width=PAPER_WIDTH, highlight=False, color_system=None)
        paper.print(texts.plain("paper.title", station=desk.station.name, day=desk.now(), calls=len(lines)))
        paper.print(_table(lines, texts))
        paper.print(texts.plain("paper.how"))
        return DONE

    return with_desk(work)


COLUMNS = ("number", "name", "phone", "type", "department", "visited", "at", "disposition", "remarks")


def _table(lines: list[PaperLine], texts: Texts) -> Table:
    """Rows with room to write: when it was, how it ended, what was said."""
    table = Table(show_lines=True)
    for column in COLUMNS:
        key = f"paper.column_{column}"
        table.add_column(texts.plain(key), no_wrap=column == "phone", min_width=10)
    for line in lines:
        contact = line.contact
        phones = contact.phone if contact.alternate is None else f"{contact.phone}\n{contact.alternate}"
        visited = texts.plain("paper.visited", day=line.visited_on)
        promise = texts.plain("paper.promised", at=line.due_at) if line.promised and line.due_at else ""
        table.add_row(
            str(line.number), contact.name, phones, line.petition_type, line.department, visited, promise, "", ""
        )
    return table
