"""What is done, and what has to stand, in stories of two days."""

from collections import Counter

from sqlalchemy import select

from bot.demo.station import SampleStation
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.outbox import outbox_health
from storage.tables import Post
from tests.steps.builders import KIM
from tests.steps.desks import in_session


async def works(station: SampleStation) -> int:
    """Let 김상담 claim a call and record that nobody answered; return its number."""
    kim = station.person(KIM)
    claimed = await kim.types("/claim")
    assert claimed is not None
    number = claimed.words.split("번 청렴콜", maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    await kim.types(f"/done {number} 부재")
    return int(number)


def assert_everything_stands_once(station: SampleStation, desk: Desk | None = None) -> None:
    """Nothing waits and nothing failed; what the bot knows to stand in Slack stands there, once, and nothing else."""
    desk = desk or station.desk
    health = in_session(desk, outbox_health, with_audits=True)
    channels = station.sandbox.workspace.channels.values()
    marks = [message.metadata["event_payload"]["id"] for each in channels for message in each.messages.values()
             if message.metadata]  # fmt: skip
    standing = {(each.id, ts) for each in channels for ts, message in each.messages.items() if message.metadata}

    assert (health.waiting, health.failed) == (0, 0)
    assert [mark for mark, count in Counter(marks).items() if count > 1] == []
    assert standing == desk.do_now(known_posts)


def known_posts(unit: Unit) -> set[tuple[str, str]]:
    """Where the bot knows its messages to stand."""
    return {(each.channel, each.ts) for each in unit.session.execute(select(Post)).scalars()}
