"""The `cleancall` command. Exit 0: done; 1: refused, with a reason; 2: misused or wrong settings; 3: a list waits.

Each command loads what it needs when it runs, so that `--help` answers at once.
"""

import contextlib
import errno
import gc
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup
from typer.main import get_group

from bot.cli.exits import REFUSED, refuse
from bot.cli.formats import Format, region_audit_writer, region_writer, report_writer, require_out
from bot.cli.language import count_columns, make_printable, reader_texts
from bot.cli.usage import (
    NAME,
    Misuse,
    describe,
    existing_file,
    existing_folder,
    existing_paths,
    known_anchors,
    known_language,
    tell_misuse,
)
from bot.domain.grievances.letters import LetterKind
from bot.texts import Texts

app = typer.Typer(name=NAME, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

YOUNG_OBJECTS = 20_000
"""Objects after which the collector looks for cycles: rows of a list are none, and looking is a tenth of an import."""

FileArgument = Annotated[Path, typer.Argument(callback=existing_file, readable=False)]  # said by `existing_file`


FIRST_YEAR, LAST_YEAR = 2000, 2999
"""Of days whose neighbours can be counted, too."""
OWNER_ALONE = 0o077
"""What is taken off the mode of every file that is made: others may neither read nor write it."""


def main() -> None:
    """Run the command line."""
    os.umask(OWNER_ALONE)
    make_printable((sys.stdout, sys.stderr))
    count_columns()
    gc.set_threshold(YOUNG_OBJECTS)
    texts, command = reader_texts(), command_line()
    describe(command, texts)
    try:
        code = command.main(prog_name=NAME, standalone_mode=False)
    except typer.TyperException as error:
        code = tell_misuse(error, texts)
    except OSError as error:
        code = _tell_unwritten(error, texts)
    sys.exit(code)


def _tell_unwritten(error: OSError, texts: Texts) -> int:
    """Print what the system refuses: what is printed may go to a full disk. Gives the exit code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left of it goes nowhere
    with contextlib.suppress(OSError):
        refuse(texts.plain("console.not_written", error=errno.errorcode.get(error.errno or 0, type(error).__name__)))
    return REFUSED


def command_line() -> TyperGroup:
    """Build the command with all that is below it."""
    return get_group(app)


@app.command()
def demo(
    *,
    tour: Annotated[bool, typer.Option("--tour")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8090,
    history: Annotated[int, typer.Option(min=0, max=200, metavar="N")] = 0,
    region: Annotated[bool, typer.Option("--region")] = False,
) -> None:
    """Run the sample station, play the tour, or write the sample region."""
    if region:
        from bot.cli.region_sample import show_sample

        raise typer.Exit(show_sample(Path("sample-region"), reader_texts()))
    if tour and history:
        raise Misuse("misuse.tour_with_past")
    import asyncio

    from bot.demo.main import run_demo, run_tour

    texts = reader_texts()
    raise typer.Exit(asyncio.run(run_tour(texts) if tour else run_demo(texts, port, history)))


@app.command()
def run() -> None:
    """Run the bot."""
    gc.disable()  # what is loaded stays: to look for cycles in it stopped everybody for 0.1 s now and then
    from bot.cli.run import run_bot

    gc.freeze()
    gc.enable()
    raise typer.Exit(run_bot())


@app.command("import")
def import_list(
    file: Annotated[Path | None, typer.Argument(callback=existing_file, readable=False)] = None,
    *,
    watch: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    force: Annotated[bool, typer.Option("--force")] = False,
) -> None:
    """Import a visitor list, or what comes into a folder."""
    if watch is not None and (dry_run or force):
        raise Misuse("misuse.watch_alone")
    if watch is not None and file is None:
        from bot.cli.watching import watch_folder

        raise typer.Exit(watch_folder(watch))
    if watch is not None or file is None:
        raise Misuse("misuse.file_or_folder")
    gc.disable()  # the rows of a list are no cycles, and to look for some takes a tenth of an import
    from bot.cli.daily import import_visitor_list

    raise typer.Exit(import_visitor_list(file, dry_run=dry_run, force=force))


@app.command()
def staff(
    file: FileArgument,
    *,
    complete: Annotated[bool, typer.Option("--complete")] = False,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
) -> None:
    """Load the directory."""
    from bot.cli.staff import load_directory

    raise typer.Exit(load_directory(file, complete=complete, yes=yes, on=on.date() if on else None))


@app.command()
def morning(date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None) -> None:
    """Post the morning queue."""
    if date is not None and not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise Misuse("misuse.far_day", day=date.date())
    from bot.cli.daily import post_morning_queue

    raise typer.Exit(post_morning_queue(None if date is None else date.date()))


@app.command()
def letter(
    number: Annotated[int, typer.Argument(min=1)],
    *,
    kind: Annotated[LetterKind | None, typer.Option()] = None,
    out: Path | None = None,
) -> None:
    """Write a letter to a petitioner."""
    from bot.cli.letters import write_letter

    raise typer.Exit(write_letter(number, kind, out))


@app.command()
def stats(
    period: Annotated[list[str] | None, typer.Argument()] = None,
    *,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    out: Path | None = None,
) -> None:
    """Write the figures of a period."""
    require_out(form, out)
    from bot.cli.stats import write_stats

    raise typer.Exit(write_stats(" ".join(period or ()), report_writer(form), out))


@app.command("region")
def put_together(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", callback=existing_paths)],
    *,
    table: Annotated[Path | None, typer.Option(callback=existing_file, readable=False)] = None,
    period: str | None = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    out: Path | None = None,
    audit: Annotated[bool, typer.Option("--audit")] = False,
) -> None:
    """Put the figures of many stations together, or what came to audit there."""
    require_out(form, out)
    from bot.cli.region import write_region, write_region_audit

    if audit:
        raise typer.Exit(write_region_audit(files, table, period or "", region_audit_writer(form), out))
    raise typer.Exit(write_region(files, table, period or "", region_writer(form), out))


@app.command()
def queue(*, on_paper: Annotated[bool, typer.Option("--print")] = False) -> None:
    """Print the day's list for paper."""
    if not on_paper:
        raise Misuse("misuse.paper")
    from bot.cli.daily import print_paper_queue

    raise typer.Exit(print_paper_queue())


@app.command()
def backup(file: Path) -> None:
    """Back up the SQLite database."""
    from bot.cli.database import back_up

    raise typer.Exit(back_up(file))


@app.command("take-over")
def take_over() -> None:
    """Work on a copy of the database."""
    from bot.cli.database import take_over as take_over_copy

    raise typer.Exit(take_over_copy())


@app.command()
def move(to: Annotated[str, typer.Option("--to", metavar="URL")]) -> None:
    """Move everything into another database."""
    from bot.cli.moving import move_to

    raise typer.Exit(move_to(to))


@app.command()
def migrate(*, backed_up: Annotated[bool, typer.Option("--backed-up")] = False) -> None:
    """Migrate the database."""
    from bot.cli.database import migrate_database

    raise typer.Exit(migrate_database(is_backed_up=backed_up))


@app.command()
def purge(*, dry_run: Annotated[bool, typer.Option("--dry-run")] = False) -> None:
    """Destroy what is due."""
    from bot.cli.database import purge_expired

    raise typer.Exit(purge_expired(dry_run=dry_run))


keys = typer.Typer(no_args_is_help=True)
app.add_typer(keys, name="keys")


@keys.command("rotate")
def rotate(*, hashes: Annotated[bool, typer.Option("--hashes")] = False) -> None:
    """Seal everything with the newest key, or hash everything with it."""
    from bot.cli.database import rotate_hashes, rotate_keys

    raise typer.Exit(rotate_hashes() if hashes else rotate_keys())


@keys.command("derived")
def derived() -> None:
    """Print keys that are to be written down."""
    from bot.cli.database import print_derived_keys

    raise typer.Exit(print_derived_keys())


@keys.command("public")
def public() -> None:
    """Print the line by which a region knows our files."""
    from bot.cli.signing import print_public_key

    raise typer.Exit(print_public_key())


trail = typer.Typer(no_args_is_help=True)
app.add_typer(trail, name="trail")


@trail.command("verify")
def verify(
    *, since: Annotated[list[str] | None, typer.Option("--since", metavar="HASH", callback=known_anchors)] = None
) -> None:
    """Verify both chains."""
    from bot.cli.database import verify_trail

    raise typer.Exit(verify_trail(since or ()))


@app.command()
def init(
    *,
    name: str | None = None,
    main_number: Annotated[str | None, typer.Option("--main-number")] = None,
    locale: Annotated[str | None, typer.Option(callback=known_language)] = None,
) -> None:
    """Write station.toml and .env."""
    from bot.cli.installation import init_installation

    raise typer.Exit(init_installation(Path.cwd(), locale=locale, name=name, main_number=main_number))


@app.command()
def deploy(name: Annotated[str | None, typer.Argument()] = None) -> None:
    """Print a file of the deployment."""
    from bot.cli.installation import print_deployment

    raise typer.Exit(print_deployment(name))


@app.command()
def docs(name: Annotated[str | None, typer.Argument()] = None) -> None:
    """Print a page for one of the readers."""
    from bot.cli.docs import print_page

    raise typer.Exit(print_page(name))


@app.command()
def doctor(
    *, every: Annotated[Path | None, typer.Option("--all", metavar="FOLDER", callback=existing_folder)] = None
) -> None:
    """Examine the installation, or all that stand in a folder."""
    if every is not None:
        from bot.cli.all_stations import examine_stations

        raise typer.Exit(examine_stations(every))
    from bot.cli.doctor import examine_installation

    raise typer.Exit(examine_installation())


@app.command()
def tables() -> None:
    """Print words that no table knows."""
    from bot.cli.tables import print_unknown_words

    raise typer.Exit(print_unknown_words())


@app.command()
def manifest(
    *,
    prefix: str = "",
    url: str | None = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Print the manifest of the Slack app."""
    from bot.registry import MOST_PREFIX, is_prefix, is_request_url, manifest_json, manifest_yaml

    if not is_prefix(prefix):
        raise Misuse("misuse.prefix", prefix=prefix, most=MOST_PREFIX)
    if url is not None and not is_request_url(url):
        raise Misuse("misuse.url", url=url)
    typer.echo((manifest_json if as_json else manifest_yaml)(prefix, url), nl=False)
