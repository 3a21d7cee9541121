"""Which language each member of the station reads: noted when they act, for what is sent to them later."""

from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.keeping.reveals import ticket_holder
from storage.people import queries


def note_locale(unit: Unit, *, person: str, locale: str) -> None:
    """Note a person's language; when it is another than before, their App Home is drawn anew."""
    if queries.note_locale(unit.session, person, locale):
        refresh_home(unit, person)


def noted_locale(unit: Unit, *, person: str) -> str | None:
    """Return a person's language; None: nobody knows it."""
    return queries.noted_locale(unit.session, person)


def reader_locale(unit: Unit, *, token: str) -> str | None:
    """Return the language of whoever a page that opens once was made for; None: nobody knows it."""
    reader = ticket_holder(unit.session, token)
    return None if reader is None else queries.noted_locale(unit.session, reader)
