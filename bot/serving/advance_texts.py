"""What sends advance texts, as the settings describe it."""

from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp

from bot.delivery.text_ports import TextPort, port_of
from bot.delivery.texting import Texting
from bot.domain.station_tables import Sms
from bot.metrics import Vitals
from bot.services.desk import Desk
from bot.settings import Settings
from bot.texts import Languages
from bot.views.calls.advance_texts import words_of_text


def texting_of(
    settings: Settings, desk: Desk, session: aiohttp.ClientSession, languages: Languages, vitals: Vitals
) -> Texting | None:
    """Make what hands texts over and deletes their old files; None: the station sends none, and names no folder."""
    port = text_port_of(settings, desk.station.sms, session)
    if port is None and not desk.station.sms.folder:
        return None
    return Texting(desk, port, words_of_text(desk.station.name, languages.station), vitals)


def text_port_of(settings: Settings, sms: Sms, session: aiohttp.ClientSession) -> TextPort | None:
    """Make the port that a station has chosen; None: it sends no texts."""
    token = settings.sms_token.get_secret_value() if settings.sms_token else ""
    return port_of(sms, session, token=token, proxy=proxy_to(sms.url, settings))


def proxy_to(url: str, settings: Settings) -> str | None:
    """Return the proxy through which an address is reached; None: directly, as this machine is."""
    is_here = url.startswith("http://")
    if settings.https_proxy is None or is_here or proxy_bypass(urlsplit(url).hostname or "", {"no": settings.no_proxy}):
        return None
    return settings.https_proxy.get_secret_value()
