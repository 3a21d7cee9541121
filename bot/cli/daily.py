"""What is done every day: the visitor list, the morning queue, the queue on paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress
from rich.table import Table
from rich.text import Text

from bot.cli.desk import with_desk
from bot.cli.exits import DONE, WAITS, refuse
from bot.cli.list_preview import print_preview
from bot.domain.calls.cards import PaperLine
from bot.domain.calls.verification import code_as_said
from bot.domain.lists.import_reports import shown_header
from bot.domain.lists.rows import UnreadableList
from bot.domain.roles import ADMIN
from bot.services.calls import boards
from bot.services.calls.paper_queue import print_queue
from bot.services.desk import Desk
from bot.services.lists import importing
from bot.services.lists.preparing import PreparedList, Step, prepare_list
from bot.services.lists.preparing import Progress as Told
from bot.services.lists.previewing import preview_list
from bot.texts import Texts
from bot.views.lists.import_report import header_lines, report_lines

PAPER_WIDTH = 132
"""Letters across a page on its side."""
COLUMNS = ("number", "name", "phone", "code", "type", "department", "visited", "at", "disposition", "remarks")


def import_visitor_list(file: Path, *, dry_run: bool, force: bool = False) -> int:
    """Import a visitor list, with a progress bar and a report. One that waits changes little, and can be forced."""

    def work(desk: Desk, texts: Texts) -> int:
        try:
            with _shown(file, texts) as progress:
                prepared = _prepared(file, desk, progress)
                source = f"{prepared.content_hash}:{desk.now().timestamp():.6f}"
                report = desk.do_now(
                    importing.import_visits, prepared=prepared, by=ADMIN, source=source, dry_run=dry_run, force=force
                )
        except UnreadableList as error:
            return _unreadable(error, texts)
        for line in report_lines(report, texts):
            Console(soft_wrap=True).print(line, highlight=False, markup=False)
        if dry_run:
            print_preview(desk.do_now(preview_list, prepared=prepared), texts)
        if report.waiting:
            refuse(texts.plain("console.waits", file=file.name))
        return WAITS if report.waiting and not dry_run else DONE

    return with_desk(work)


@contextmanager
def _shown(file: Path, texts: Texts) -> Iterator[Told]:
    """Show how far an import has come: what is being done, with how many rows of how many."""
    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def show(step: Step, rows: int, of: int | None) -> None:
            bar.update(task, description=texts.plain(f"import_step.{step}", file=file.name), completed=rows, total=of)

        show(Step.READING, 0, None)
        yield show


def _prepared(file: Path, desk: Desk, progress: Told) -> PreparedList:
    data = file.read_bytes()
    return prepare_list(
        data, file.name, today=desk.today, station=desk.station, secrets=desk.secrets, progress=progress
    )


def _unreadable(error: UnreadableList, texts: Texts) -> int:
    """Say why no list can be made of a file, and what was understood of its header."""
    seen = header_lines(error.problem, shown_header(error.seen), texts)
    return refuse("\n".join([texts.plain(f"list_problem.{error.problem}"), *seen]))


def post_morning_queue(day: date | None) -> int:
    """Post a day's board by hand."""

    def work(desk: Desk, texts: Texts) -> int:
        board = desk.do_now(boards.post_morning, day=day, actor=ADMIN)
        Console().print(texts.plain("console.morning", day=board.day, calls=board.slots))
        return DONE

    return with_desk(work)


def print_paper_queue() -> int:
    """Print the day's list with contact data, for paper."""

    def work(desk: Desk, texts: Texts) -> int:
        lines = desk.do_now(print_queue, by=ADMIN)
        paper = Console(width=PAPER_WIDTH, highlight=False, color_system=None)
        paper.print(texts.plain("paper.title", station=desk.station.name, day=desk.now(), calls=len(lines)))
        paper.print(_table(lines, texts))
        paper.print(texts.plain("paper.how"))
        return DONE

    return with_desk(work)


def _table(lines: list[PaperLine], texts: Texts) -> Table:
    """Rows with room to write: when it was, how it ended, what was said."""
    table = Table(show_lines=True)
    for column in COLUMNS:
        key = f"paper.column_{column}"
        width = 7 if column == "code" else 10
        table.add_column(texts.plain(key), no_wrap=column in {"phone", "code"}, min_width=width, overflow="fold")
    for line in lines:
        contact = line.contact
        phones = "\n".join((contact.phone, *contact.alternates, *contact.chosen))
        visited = texts.plain("paper.visited", day=line.visited_on)
        promise = texts.plain("paper.promised", at=line.due_at) if line.promised and line.due_at else ""
        told = (str(line.number), contact.name, phones, code_as_said(line.code), line.petition_type, line.department)
        table.add_row(*map(Text, (*told, visited, promise, "", "")))  # words of a list are no markup
    return table
