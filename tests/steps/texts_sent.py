"""A station that sends advance texts, and what became of each."""

from dataclasses import replace

from sqlalchemy import select
from sqlmodel import col

from bot.domain.calls.advance_texts import OutgoingText, TextFate
from bot.domain.station_tables import Sms, SmsPort
from bot.services.calls.advance_texts import decide_texts, note_text, take_text
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.tables import AdvanceText
from storage.tables import AccessLog

HTTP = Sms(port=SmsPort.HTTP, url="http://127.0.0.1:8090/texts", timeout_seconds=1)


def with_texts(desk: Desk, sms: Sms = HTTP) -> Desk:
    """Let a station send texts."""
    desk.station = replace(desk.station, sms=sms)
    return desk


def states(desk: Desk) -> list[tuple[int, str, str]]:
    """Return of every text the call, where it stands, and why."""

    def read(unit: Unit) -> list[tuple[int, str, str]]:
        rows = unit.session.execute(select(AdvanceText).order_by(col(AdvanceText.call_id), col(AdvanceText.id)))
        return [(row.call_id, row.state, row.why or "") for row in rows.scalars()]

    return desk.do_now(read)


def take(desk: Desk) -> OutgoingText:
    """Take the next text, which there is."""
    text = desk.do_now(take_text)
    assert text is not None
    return text


def hand_over_all(desk: Desk, fate: TextFate = TextFate.SENT) -> list[str]:
    """Decide, and hand every due text over; returns the numbers."""
    desk.do_now(decide_texts)
    numbers = []
    while (text := desk.do_now(take_text)) is not None:
        desk.do_now(note_text, text=text, fate=fate)
        numbers.append(text.number)
    return numbers


def text_looks(desk: Desk) -> list[tuple[str, str, str]]:
    """Return the looks for the sake of texts: who, whose, by which door."""

    def read(unit: Unit) -> list[tuple[str, str, str]]:
        rows = unit.session.execute(select(AccessLog).where(col(AccessLog.event) == "call.advance_text"))
        return [(row.actor, row.subject, row.door) for row in rows.scalars()]

    return desk.do_now(read)
