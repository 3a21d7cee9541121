"""Handing texts over: each once, whatever the port and the process do."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.delivery.texting import Texting
from bot.domain.calls.advance_texts import OutgoingText, TextFate
from bot.domain.station_tables import Sms, SmsPort
from bot.metrics import Vitals
from bot.services.calls.advance_texts import decide_texts, take_text
from bot.services.desk import Desk
from tests.steps.texts_sent import HTTP, states, with_texts


class Port:
    """A port that answers as it is told."""

    def __init__(self, fates: Sequence[TextFate | Exception], *, may_ask_again: bool = True) -> None:
        self.may_ask_again = may_ask_again
        self.asked: list[str] = []
        self._fates = [*fates]

    async def send(self, text: OutgoingText, words: str, day: date) -> TextFate:
        """Note what is asked for."""
        del words, day
        self.asked.append(text.number)
        fate = self._fates.pop(0) if self._fates else TextFate.SENT
        if isinstance(fate, Exception):
            raise fate
        return fate


async def test_texts_go_one_after_another_and_then_no_more(morning: Desk) -> None:
    with_texts(morning).do_now(decide_texts)
    port = Port([])
    texting = Texting(morning, port, "안녕하십니까", Vitals())

    steps = [await texting.step() for _ in range(4)]

    assert steps == [True, True, True, False]
    assert port.asked == ["01000001001", "01000001002", "01000001003"]


async def test_a_port_that_takes_nothing_is_given_a_pause(morning: Desk) -> None:
    with_texts(morning).do_now(decide_texts)
    port = Port([TextFate.LATER])
    texting = Texting(morning, port, "안녕하십니까", Vitals())

    steps = [await texting.step() for _ in range(3)]

    assert (steps, len(port.asked)) == ([True, False, False], 1)


async def test_a_port_that_breaks_stops_nothing(morning: Desk) -> None:
    with_texts(morning).do_now(decide_texts)
    texting = Texting(morning, Port([RuntimeError()], may_ask_again=False), "안녕하십니까", Vitals())

    for _ in range(3):
        await texting.step()

    assert [state for _, state, _ in states(morning)] == ["unsure", "sent", "sent"]


async def test_an_old_file_that_cannot_be_deleted_stops_neither_the_texts_nor_the_bot(
    morning: Desk, tmp_path: Path
) -> None:
    stays, goes = (tmp_path / f"advance-texts-2026-11-{day}.csv" for day in (18, 19))
    stays.mkdir()
    goes.touch()
    with_texts(morning, Sms(port=SmsPort.FILE, folder=str(tmp_path))).do_now(decide_texts)
    port = Port([])

    await Texting(morning, port, "안녕하십니까", Vitals()).step()

    assert (len(port.asked), stays.exists(), goes.exists()) == (1, True, False)


@pytest.mark.parametrize("port", [SmsPort.HTTP, SmsPort.NONE])
async def test_files_with_numbers_go_when_texts_leave_by_another_port_too(
    morning: Desk, tmp_path: Path, port: SmsPort
) -> None:
    old = tmp_path / "advance-texts-2026-11-20.csv"
    old.touch()
    with_texts(morning, replace(HTTP, port=port, folder=str(tmp_path)))

    await Texting(morning, None if port is SmsPort.NONE else Port([]), "안녕하십니까", Vitals()).step()

    assert not old.exists()


async def test_what_another_process_left_under_way_is_taken_up(morning: Desk) -> None:
    with_texts(morning).do_now(decide_texts)
    morning.do_now(take_text)
    port = Port([])
    texting = Texting(morning, port, "안녕하십니까", Vitals(), lease=0)

    await texting.step()
    await texting.step()

    assert states(morning)[0][1] == "waiting"


async def test_what_a_replica_is_sending_is_left_to_it(morning: Desk) -> None:
    with_texts(morning).do_now(decide_texts)
    morning.do_now(take_text)
    morning_is_shared = not morning.is_alone

    await Texting(morning, Port([]), "안녕하십니까", Vitals()).step()

    assert (states(morning)[0][1] == "sending") is morning_is_shared


async def test_nothing_goes_by_a_clock_that_is_days_off(morning: Desk) -> None:
    with_texts(morning).do_now(decide_texts)
    port = Port([])

    assert not await Texting(morning, port, "안녕하십니까", Vitals(is_days_off=True)).step()
    assert not port.asked


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_two_replicas_hand_each_text_over_once(morning: Desk) -> None:
    with_texts(morning).do_now(decide_texts)
    port = Port([])
    replicas = [Texting(morning, port, "안녕하십니까", Vitals(), lease=60) for _ in range(2)]

    for _ in range(3):
        await asyncio.gather(*(each.step() for each in replicas))

    assert sorted(port.asked) == ["01000001001", "01000001002", "01000001003"]
