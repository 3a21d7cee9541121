"""From the settings to an open desk: what the commands that touch the database begin with."""

from collections.abc import Callable
from functools import partial

from bot.cli.reasons import explained, put_in_words
from bot.services.desk import Desk
from bot.serving.opening import open_desk
from bot.settings import load_database_settings, load_station
from bot.texts import Texts

Work = Callable[[Desk, Texts], int]


def with_desk(work: Work) -> int:
    """Open the desk, do the work, and turn what can go wrong into a line and an exit code."""

    def open_and_work(texts: Texts) -> int:
        settings = load_database_settings()
        desk = open_desk(settings, load_station(settings.station_file))
        try:
            return put_in_words(partial(work, desk), texts.of_station(desk.station))
        finally:
            desk.close()

    return explained(open_and_work)
