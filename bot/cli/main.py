"""The `cleancall` command. Exit 0: done; 1: refused, with a reason; 2: misused or wrong settings.

Each command loads what it needs when it runs, so that `--help` answers at once.
"""

import asyncio
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="cleancall",
    help="청렴콜: a Slack bot for the Integrity Call Centre of a police station.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

FileArgument = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV or XLSX")]


class Locale(StrEnum):
    """The languages that the bot speaks."""

    KO = "ko"
    EN = "en"


def main() -> None:
    """Run the command line."""
    app()


@app.command()
def demo(
    *,
    tour: Annotated[bool, typer.Option("--tour", help="Play a whole day, print it as a story, and end.")] = False,
    port: Annotated[int, typer.Option(help="Port of the local workspace; 0 takes a free one.")] = 8090,
    history: Annotated[
        int, typer.Option(min=0, max=200, metavar="N", help="Fill N working days before the sample Monday.")
    ] = 0,
) -> None:
    """Try it without Slack: a local workspace, a sample station and the bot in one process."""
    if tour and history:
        msg = "The tour begins without a past: leave out --history, or leave out --tour and look around by yourself."
        raise typer.BadParameter(msg, param_hint="--history")
    from bot.demo.main import run_demo, run_tour

    raise typer.Exit(asyncio.run(run_tour() if tour else run_demo(port, history)))


@app.command()
def run() -> None:
    """Run the bot until it is told to stop (SIGTERM or Ctrl-C)."""
    from bot.cli.console import running_bot

    raise typer.Exit(running_bot())


@app.command("import")
def import_list(
    file: FileArgument,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would happen and change nothing.")] = False,
) -> None:
    """Import a visitor list."""
    from bot.cli.console import import_visitor_list

    raise typer.Exit(import_visitor_list(file, dry_run=dry_run))


@app.command()
def staff(file: FileArgument) -> None:
    """Load the directory of the station's people."""
    from bot.cli.console import load_directory

    raise typer.Exit(load_directory(file))


@app.command()
def morning(
    date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day; today by default.")] = None,
) -> None:
    """Post the morning queue by hand."""
    from bot.cli.console import post_morning_queue

    raise typer.Exit(post_morning_queue(None if date is None else date.date()))


class Format(StrEnum):
    """How figures are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


@app.command()
def stats(
    period: Annotated[
        list[str] | None, typer.Argument(help="today, last week, 2026-11, Q4, 11/1~11/15 교통과 …")
    ] = None,
    *,
    form: Annotated[Format, typer.Option("--format", help="How they are written.")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option(help="The file to write; xlsx and pdf need one.")] = None,
) -> None:
    """Figures of a period; this month by default. Small cells are hidden, the audit track is left out."""
    from bot.cli.stats import write_stats

    raise typer.Exit(write_stats(" ".join(period or ()), form.value, out))


@app.command()
def queue(
    *,
    on_paper: Annotated[bool, typer.Option("--print", help="With names and numbers, for paper; every row is logged.")],
) -> None:
    """Print the day's list for paper, for when Slack is down."""
    from bot.cli.upkeep import print_paper_queue

    if not on_paper:
        raise typer.BadParameter("the list is for paper: say --print")
    raise typer.Exit(print_paper_queue())


@app.command()
def backup(file: Annotated[Path, typer.Argument(dir_okay=False, help="A new file.")]) -> None:
    """Copy the SQLite database into a new file while the bot is at work."""
    from bot.cli.upkeep import back_up

    raise typer.Exit(back_up(file))


@app.command()
def migrate() -> None:
    """Bring the database to the tables of this version."""
    from bot.cli.console import migrate_database

    raise typer.Exit(migrate_database())


@app.command()
def purge(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what is due.")] = False,
) -> None:
    """Destroy contact data and words whose time is over; figures stay."""
    from bot.cli.console import purge_expired

    raise typer.Exit(purge_expired(dry_run=dry_run))


keys = typer.Typer(help="The keys that seal names, numbers and words.", no_args_is_help=True)
app.add_typer(keys, name="keys")


@keys.command("rotate")
def rotate() -> None:
    """Seal everything anew with the newest key of DATA_KEYS; the bot may stay at work."""
    from bot.cli.console import rotate_keys

    raise typer.Exit(rotate_keys())


trail = typer.Typer(help="The event trail and the access log.", no_args_is_help=True)
app.add_typer(trail, name="trail")


@trail.command("verify")
def verify() -> None:
    """Check that no row of the trail or the access log was changed, moved or taken out."""
    from bot.cli.console import verify_trail

    raise typer.Exit(verify_trail())


@app.command()
def init(
    *,
    name: Annotated[str | None, typer.Option(help="The station's name.")] = None,
    locale: Annotated[Locale, typer.Option(help="The bot's language.")] = Locale.KO,
) -> None:
    """Write station.toml and .env for a new station, every setting explained; overwrites nothing."""
    from bot.cli.installation import init_installation

    raise typer.Exit(init_installation(Path.cwd(), locale=locale.value, name=name))


@app.command()
def deploy(
    name: Annotated[str | None, typer.Argument(help="The file; without it the names are listed.")] = None,
) -> None:
    """Print a file that puts the bot to work: container, compose, systemd, the hashed pins."""
    from bot.cli.installation import print_deployment

    raise typer.Exit(print_deployment(name))


@app.command()
def doctor() -> None:
    """Look at everything the installation rests on; say what is wrong and what to do. Changes nothing."""
    from bot.cli.doctor import examine_installation

    raise typer.Exit(examine_installation())


@app.command()
def manifest(
    *,
    prefix: Annotated[str, typer.Option(help="Prefix of the slash commands: gc gives /gc-claim.")] = "",
    url: Annotated[str | None, typer.Option(help="Request URL, for HTTP mode.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, which the Slack CLI wants.")] = False,
) -> None:
    """Print the manifest from which the Slack app is created."""
    from bot.registry import manifest_json, manifest_yaml

    typer.echo((manifest_json if as_json else manifest_yaml)(prefix, url), nl=False)
