"""What is done to the database as a whole: migrate, purge, rotate keys, verify the trail, back up."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.cli.desk import with_desk
from bot.cli.exits import DONE, REFUSED, refuse
from bot.cli.reasons import explained
from bot.domain.keeping.anchors import AnchorVerdict, short_anchor
from bot.domain.keeping.diagnosis import old_trail_finding
from bot.services.desk import DatabaseError, Desk
from bot.services.keeping import diagnosis, keys, old_trail, purging
from bot.serving.opening import check_keys, take_over_copy, upgraded_desk
from bot.serving.upgrading import prepare_to_migrate
from bot.settings import load_database_settings, load_station, system_name
from bot.texts import Texts
from storage.backup import KEPT, UnsoundCopy, anchors_beside, back_up_sqlite
from storage.chain_checks import ChainReport
from storage.database import is_sqlite, sqlite_file


def progress_bar() -> Progress:
    """Return a bar for somebody at a terminal; nobody else is told of progress."""
    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)


def migrate_database(*, is_backed_up: bool) -> int:
    """Run the migrations that the database has not had, and seal what older versions kept in the open.

    SQLite is backed up before. `is_backed_up`: so somebody says of PostgreSQL.
    """

    def work(texts: Texts) -> int:
        settings = load_database_settings()
        with progress_bar() as bar:
            task = bar.add_task("", total=None)
            upgraded_desk(
                settings,
                load_station(settings.station_file),
                progress=lambda step, row: bar.update(task, description=step, completed=row),
                prepare=prepare_to_migrate(
                    settings.database_url, lambda file: _tell_backup(file, texts), is_backed_up=is_backed_up
                ),
            ).close()
        Console().print(texts.plain("console.migrated"))
        return DONE

    return explained(work)


def _tell_backup(file: Path, texts: Texts) -> None:
    words = texts.plain("backup.before", file=str(file), kept=KEPT)
    Console(soft_wrap=True, highlight=False).print(words, markup=False)


def is_there(url: str) -> bool:
    """Check whether there is a file with something in it behind the URL of a SQLite database; a server is."""
    return not is_sqlite(url) or (sqlite_file(url).is_file() and sqlite_file(url).stat().st_size > 0)


def take_over() -> int:
    """Let a copy of the database be the one to work on."""

    def work(texts: Texts) -> int:
        settings = load_database_settings()
        if not is_there(settings.database_url):
            return refuse(texts.plain("installation_fault.database_missing"))
        was_copy = take_over_copy(settings, load_station(settings.station_file))
        key = "taken_over" if was_copy else "no_copy"
        Console(soft_wrap=True).print(texts.plain(f"console.{key}"), markup=False)
        return DONE

    return explained(work)


def purge_expired(*, dry_run: bool) -> int:
    """Destroy what may no longer be kept, batch by batch, with progress; or only count it."""

    def work(desk: Desk, texts: Texts) -> int:
        done: list[purging.Purged] = []
        with progress_bar() as bar:
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
    """Seal everything anew with the newest key of DATA_KEYS, with progress; go on with the chains under the newest."""

    def work(desk: Desk, texts: Texts) -> int:
        with progress_bar() as bar:
            task = bar.add_task("", total=None)
            rows = keys.rotate_keys(desk, lambda table, done: bar.update(task, description=table, completed=done))
        Console().print(texts.plain("console.rotated", rows=rows))
        if desk.do_now(keys.turn_chains):
            Console().print(texts.plain("console.chains_turned"))
        return DONE

    return with_desk(work)


def rotate_hashes() -> int:
    """Hash numbers, visits and lists with the newest of HASH_KEY too."""

    def work(desk: Desk, texts: Texts) -> int:
        rows = desk.do_now(keys.rotate_hashes)
        key = "hashes_current" if rows is None else "hashes_rotated"
        Console(soft_wrap=True).print(texts.plain(f"console.{key}", rows=rows), markup=False)
        return DONE

    return with_desk(work)


def print_derived_keys() -> int:
    """Print the keys that no setting holds, as lines for .env."""

    def work(desk: Desk, _texts: Texts) -> int:
        sys.stdout.write("".join(f"{name}={key}\n" for name, key in desk.do_now(keys.derived_keys).items()))
        return DONE

    return with_desk(work)


def verify_trail(since: Sequence[str] = ()) -> int:
    """Check both chains, what older versions left of them, the sealed originals, and anchors from outside."""

    def work(desk: Desk, texts: Texts) -> int:
        if desk.is_copy:
            Console(stderr=True, soft_wrap=True).print(
                texts.plain("console.copy_may_lack"), style="yellow", markup=False
            )
        lines = [
            *(line for each in desk.do_now(diagnosis.verify_chains) for line in lines_of_chain(each, texts)),
            *_lines_of_old_trail(desk, texts),
            *(_line_of_anchor(desk, words, texts) for words in since),
        ]
        for is_sound, words in lines:
            if is_sound:
                Console().print(words, markup=False, soft_wrap=True)
            else:
                refuse(words)
        return DONE if all(is_sound for is_sound, _ in lines) else REFUSED

    return with_desk(work)


def lines_of_chain(report: ChainReport, texts: Texts) -> Iterator[tuple[bool, str]]:
    """Put in words what was found of a chain, and of its rows from before chains had keys."""
    key = "sound" if report.is_sound else "cut_off" if report.cut_off else "broken" if report.broken_at else "false_end"
    chain = texts.word("chain", report.chain)
    facts = {"chain": chain, "rows": report.rows, "row": report.broken_at, "missing": report.cut_off}
    yield report.is_sound, texts.plain(f"console.trail_{key}", **facts)
    if report.end:
        yield True, texts.plain("console.trail_end", chain=chain, anchor=short_anchor(report.end))
    before = report.before_keys
    if before is not None:
        facts = {"chain": chain, "at": before.at, "rows": before.rows, "head": before.head}
        told = {**facts, "row": before.broken_at, "missing": before.cut_off}
        yield before.result == "sound", texts.plain(f"console.before_keys_{before.result}", **told)


def _line_of_anchor(desk: Desk, words: str, texts: Texts) -> tuple[bool, str]:
    """Say whether the row of an anchor is there. That it was dropped after its time is no damage."""
    verdict = desk.do_now(diagnosis.see_anchor, words=words)
    return verdict is not AnchorVerdict.MISSING, texts.plain(f"console.anchor_{verdict}", anchor=words)


def _lines_of_old_trail(desk: Desk, texts: Texts) -> Iterator[tuple[bool, str]]:
    """Put in words what was found of the chain before it was chained anew; nothing of one that never was."""
    old = desk.do_now(old_trail.see_old_trail)
    if old is None:
        return
    finding = old_trail_finding(old)
    if finding.fault is None:
        yield True, texts.plain("console.old_trail_sound", at=old.at, rows=old.rows, head=old.head)
    else:
        yield False, texts.plain(f"installation_fault.{finding.fault}", **finding.facts)
    report = desk.do_now(old_trail.verify_sealed_facts)
    key = "sealed_facts_sound" if report.unfit_at is None else "sealed_facts_unfit"
    yield report.unfit_at is None, texts.plain(f"console.{key}", rows=report.rows, row=report.unfit_at)


def back_up(file: Path) -> int:
    """Copy the SQLite database into a new file; the bot may stay at work. PostgreSQL has tools of its own."""

    def work(texts: Texts) -> int:
        settings = load_database_settings()
        if not is_sqlite(settings.database_url):
            return refuse(texts.plain("backup.postgresql"))
        if not is_there(settings.database_url):
            return refuse(texts.plain("installation_fault.database_missing"))
        check_keys(settings, load_station(settings.station_file))
        try:
            anchors = back_up_sqlite(settings.database_url, file)
        except FileExistsError:
            return refuse(texts.plain("backup.there", file=str(file)))
        except OSError as error:
            return refuse(texts.plain("backup.failed", error=system_name(error)))
        except DatabaseError as error:
            return refuse(texts.plain("backup.failed", error=str(error)))
        except UnsoundCopy:
            return refuse(texts.plain("backup.unsound"))
        words = [texts.plain("backup.done", file=file.name)]
        if anchors:
            words += [texts.plain("backup.anchors", anchors=", ".join(anchors), file=anchors_beside(file).name)]
        Console(soft_wrap=True).print("\n".join(words), markup=False, highlight=False)
        return DONE

    return explained(work)
