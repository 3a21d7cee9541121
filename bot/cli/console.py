"""What the commands do: settings in, one use case, words out. Nothing personal is ever printed."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.domain.lists.rows import UnreadableList
from bot.domain.refusals import Refused
from bot.domain.roles import ADMIN
from bot.logs import set_up_logs
from bot.services.calls import boards
from bot.services.desk import DatabaseError, Desk
from bot.services.keeping import diagnosis, keys, purging
from bot.services.lists import importing
from bot.services.people import directory
from bot.serving.opening import CannotStart, open_desk
from bot.settings import WrongSettings, load_database_settings, load_settings, load_station
from bot.texts import Texts, load_texts
from bot.views.lists.import_report import report_lines
from storage.database import open_database
from storage.migrating import migrate

DONE, REFUSED, MISUSED = 0, 1, 2

Work = Callable[[Desk, Texts, Console], int]


def running_bot() -> int:
    """Run the bot until SIGTERM or SIGINT."""
    from bot.serving.run import run_until_told
    from bot.serving.socket_mode import DeadLine
    from bot.slack import TokenRefused

    set_up_logs()
    console = Console(stderr=True)
    try:
        settings = load_settings()
        desk = open_desk(settings, load_station(settings.station_file))
    except WrongSettings as error:
        return wrong_settings(error, console)
    except (CannotStart, DatabaseError) as error:
        return _refused(_reason(error), console)

    try:
        asyncio.run(run_until_told(settings, desk))
    except CannotStart as error:
        return _refused(str(error), console)
    except TokenRefused as error:
        return _refused(f"Slack no longer takes our token ({error}): install the app again and set it anew", console)
    except DeadLine:
        return _refused("the connection to Slack is dead: start cleancall again", console)
    finally:
        desk.close()
    return DONE


def import_visitor_list(file: Path, *, dry_run: bool) -> int:
    """Import a visitor list, with a progress bar and a report."""

    def work(desk: Desk, texts: Texts, console: Console) -> int:
        data = file.read_bytes()
        with Progress(console=console, transient=True) as bar:
            task = bar.add_task(texts.plain("console.reading", file=file.name), total=None)
            prepared = importing.prepare_list(
                data,
                file.name,
                today=desk.today,
                secrets=desk.secrets,
                progress=lambda rows: bar.update(task, completed=rows),
            )
        source = f"{prepared.fingerprint}:{desk.now().timestamp():.6f}"
        report = desk.do_now(importing.import_visits, prepared=prepared, by=ADMIN, source=source, dry_run=dry_run)
        for line in report_lines(report, texts):
            Console().print(line, highlight=False, markup=False)
        return DONE

    return with_desk(work)


def load_directory(file: Path) -> int:
    """Load the directory of the station's people."""

    def work(desk: Desk, texts: Texts, console: Console) -> int:
        try:
            people = directory.read_staff(file.read_bytes(), file.name)
        except directory.UnreadableStaff as error:
            for row, problem in sorted(error.problems.items()):
                console.print(texts.plain(f"staff_problem.{problem}", row=row), markup=False)
            return REFUSED
        report = desk.do_now(directory.load_staff, people=people, by=ADMIN)
        Console().print(
            texts.plain("console.staff", added=report.added, changed=report.changed, unchanged=report.unchanged)
        )
        return DONE

    return with_desk(work)


def post_morning_queue(day: date | None) -> int:
    """Post a day's board by hand."""

    def work(desk: Desk, texts: Texts, _console: Console) -> int:
        board = desk.do_now(boards.post_morning, day=day, actor=ADMIN)
        Console().print(texts.plain("console.morning", day=board.day, calls=board.slots))
        return DONE

    return with_desk(work)


def migrate_database() -> int:
    """Run the migrations that the database has not had."""
    console = Console(stderr=True)
    try:
        settings = load_database_settings()
        database = open_database(settings.database_url)
        migrate(database.writes)
    except WrongSettings as error:
        return wrong_settings(error, console)
    except DatabaseError as error:
        return _refused(_reason(error), console)
    database.close()
    Console().print(load_texts(settings.locale).plain("console.migrated"))
    return DONE


def purge_expired(*, dry_run: bool) -> int:
    """Destroy what may no longer be kept, batch by batch, with progress; or only count it."""

    def work(desk: Desk, texts: Texts, console: Console) -> int:
        done: list[purging.Purged] = []
        with Progress(console=console, transient=True) as bar:
            task = bar.add_task("", total=None)
            while not done or done[-1].petitioners:
                after = done[-1].last if done else 0
                done.append(desk.do_now(purging.purge, after=after, dry_run=dry_run))
                bar.update(task, completed=len(done))
            while not dry_run and desk.do_now(purging.drop_old_rows):
                bar.advance(task)
        words = texts.plain(
            "console.would_purge" if dry_run else "console.purged",
            petitioners=sum(each.petitioners for each in done),
            calls=sum(each.calls for each in done),
            grievances=sum(each.grievances for each in done),
        )
        Console().print(words)
        return DONE

    return with_desk(work)


def rotate_keys() -> int:
    """Seal everything anew with the newest key of DATA_KEYS, with progress."""

    def work(desk: Desk, texts: Texts, console: Console) -> int:
        with Progress(console=console, transient=True) as bar:
            task = bar.add_task("", total=None)
            rows = keys.rotate_keys(desk, lambda table, done: bar.update(task, description=table, completed=done))
        Console().print(texts.plain("console.rotated", rows=rows))
        return DONE

    return with_desk(work)


def verify_trail() -> int:
    """Check both chains; what is wrong is named by chain and row."""

    def work(desk: Desk, texts: Texts, console: Console) -> int:
        reports = desk.do_now(diagnosis.verify_chains)
        for report in reports:
            sound = report.broken_at is None and not report.cut_off
            key = "trail_sound" if sound else "trail_cut_off" if report.cut_off else "trail_broken"
            words = texts.plain(
                f"console.{key}", chain=report.chain, rows=report.rows, row=report.broken_at, missing=report.cut_off
            )
            (Console() if sound else console).print(words, style=None if sound else "red", markup=False)
        return DONE if all(each.broken_at is None and not each.cut_off for each in reports) else REFUSED

    return with_desk(work)


def with_desk(work: Work) -> int:
    """Open the desk, do the work, and turn what can go wrong into one line and an exit code."""
    console = Console(stderr=True)
    try:
        settings = load_database_settings()
        desk = open_desk(settings, load_station(settings.station_file))
    except WrongSettings as error:
        return wrong_settings(error, console)
    except (CannotStart, DatabaseError) as error:
        return _refused(_reason(error), console)
    texts = load_texts(settings.locale)
    try:
        return work(desk, texts, console)
    except Refused as error:
        return _refused(texts.plain(f"refused.{error.reason}", **error.facts), console)
    except UnreadableList as error:
        return _refused(texts.plain(f"list_problem.{error.problem}"), console)
    except DatabaseError as error:
        return _refused(_reason(error), console)
    finally:
        desk.close()


def _reason(error: CannotStart | DatabaseError) -> str:
    """Say what happened without quoting a statement: its parameters may be personal."""
    return f"database: {error.told}" if isinstance(error, DatabaseError) else str(error)


def _refused(reason: str, console: Console) -> int:
    console.print(reason, style="red", markup=False)
    return REFUSED


def wrong_settings(error: WrongSettings, console: Console) -> int:
    """Name every mistake in the settings."""
    for problem in error.problems:
        console.print(f"✘ {problem}", style="red", markup=False)
    return MISUSED
