"""An outage: Slack is down for an hour of a busy day, while calls fall due and grievances are reminded of."""

import itertools
import time
from datetime import timedelta

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleStation, sample_station
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, PraiseGiven, Result
from bot.domain.calls.states import Outcome
from bot.services.calls import claiming, recording
from bot.services.unit import Unit
from storage.outbox import outbox_health
from storage.people.queries import staff_named
from tests.bench.stations import quiet, somebody
from tests.steps.builders import KIM, LEE, MONDAY, PARK, seoul
from tests.steps.desks import bring_list

CALLS = 60


async def measure() -> dict[str, float]:
    """Seconds until everything that happened meanwhile stands in Slack; messages lost and doubled (both 0)."""
    quiet()
    async with sample_station(seoul(MONDAY, 9, 40)) as station:
        await station.start_bot()
        bring_list(station.desk, [somebody(n) for n in range(1, CALLS + 1)])
        kim = station.person(KIM)
        await kim.waits_to_see(f"전체 *{CALLS}*", where="channel", timeout=60)

        await station.sandbox.fault({"down": True})
        for minute in range(60):
            _one_minute(station, minute)
            await station.move_clock(by=timedelta(minutes=1))
        await station.sandbox.fault({"down": False})
        started = time.monotonic()
        await kim.waits_until(lambda _: not _waiting(station), timeout=300, what="an empty outbox")
        seconds = time.monotonic() - started
        return {"seconds_to_caught_up": seconds, **_lost_and_doubled(station)}


def _one_minute(station: SampleStation, minute: int) -> None:
    """Somebody claims a call, somebody records one, an officer is praised."""
    number, by = minute + 1, (KIM, LEE, PARK)[minute % 3]
    station.desk.do_now(claiming.claim_call, by=by, number=number)
    result = Result(
        disposition=Disposition.ANSWERED,
        outcome=Outcome.SATISFIED,
        money=MoneyAnswer.NO,
        praise=PraiseGiven(words="친절했습니다", officers=(_officer(station),)),
    )
    station.desk.do_now(recording.record_result, by=by, number=number, result=result)


def _officer(station: SampleStation) -> int:
    def read(unit: Unit) -> int:
        from_directory = staff_named(unit.session, "정교통")
        return from_directory[0].key

    return station.desk.do_now(read)


def _waiting(station: SampleStation) -> int:
    return station.desk.do_now(lambda unit: outbox_health(unit.session)).waiting


def _lost_and_doubled(station: SampleStation) -> dict[str, float]:
    workspace = station.sandbox.workspace
    officer = workspace.direct("U0JUNG").messages.values()
    praise = [message for message in officer if "칭찬" in message.text]
    order = [message.metadata["event_payload"]["id"] for message in praise]
    boards = [m for m in workspace.channels[CHANNEL].messages.values() if "청렴콜 대기열" in m.text]
    stale = sum("'action_id': 'call.claim'" in str(message.blocks) for message in boards)
    return {
        "lost": CALLS - len(praise) + stale,
        "doubled": len(order) - len(set(order)) + len(boards) - len({m.text + str(m.blocks)[:200] for m in boards}),
        "out_of_order": sum(a.ts > b.ts for a, b in itertools.pairwise(praise)),
    }
