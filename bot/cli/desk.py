"""From the settings to an open desk: what the commands that touch the database begin with."""

import os
import pwd
import socket
from collections.abc import Callable
from functools import partial

from rich.console import Console

from bot.cli.reasons import explained, put_in_words
from bot.domain.trail import Door, Origin
from bot.services.desk import ORIGIN, Desk
from bot.serving.opening import open_desk
from bot.settings import load_database_settings, load_station
from bot.texts import Texts

Work = Callable[[Desk, Texts], int]


def with_desk(work: Work) -> int:
    """Open the desk, do the work, and turn what can go wrong into a line and an exit code."""

    def open_and_work(texts: Texts) -> int:
        settings = load_database_settings()
        desk = open_desk(settings, load_station(settings.station_file))
        if desk.is_copy:
            Console(stderr=True, soft_wrap=True).print(texts.plain("console.is_copy"), style="yellow", markup=False)
        before = ORIGIN.set(Origin(door=Door.COMMAND_LINE, place=f"{socket.gethostname()}/{_system_user()}"))
        try:
            return put_in_words(partial(work, desk), texts.of_station(desk.station))
        finally:
            ORIGIN.reset(before)
            desk.close()

    return explained(open_and_work)


def _system_user() -> str:
    """Name whose process this is, by the system's own list: the environment can say anything."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container knows the number alone
        return str(os.getuid())
