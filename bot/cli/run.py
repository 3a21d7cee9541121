"""`cleancall run`: the bot, until it is told to stop."""

import asyncio
from pathlib import Path

import structlog
from rich.console import Console

from bot.cli.exits import DONE, setting_problem
from bot.cli.reasons import explained
from bot.domain.keeping.diagnosis import InstallationFault
from bot.logs import set_up_logs
from bot.serving.opening import CannotStart, upgraded_desk
from bot.serving.run import run_until_told
from bot.serving.socket_mode import DeadLine
from bot.serving.upgrading import prepare_to_run
from bot.settings import load_settings, load_station, odd_lines
from bot.texts import Texts

log = structlog.get_logger(__name__)


def run_bot() -> int:
    """Run the bot until SIGTERM or SIGINT."""
    return explained(_run)


def _run(texts: Texts) -> int:
    settings = load_settings()
    for problem in odd_lines():
        Console(stderr=True, soft_wrap=True).print(f"△ {setting_problem(problem, texts)}", style="yellow", markup=False)
    set_up_logs()
    desk = upgraded_desk(
        settings,
        load_station(settings.station_file),
        progress=_log_progress,
        is_asked_for=False,
        prepare=prepare_to_run(settings.database_url, _log_backup),
    )
    try:
        asyncio.run(run_until_told(settings, desk))
    except DeadLine:
        raise CannotStart(InstallationFault.CONNECTION_DEAD) from None
    finally:
        desk.close()
    return DONE


def _log_backup(file: Path) -> None:
    log.info("database.backed_up", file=file.name)


def _log_progress(step: str, row: int) -> None:
    log.info("database.sealing", step=step, row=row)
