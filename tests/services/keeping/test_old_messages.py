"""What stands in Slack as an older version drew it is drawn anew, at night, the newest first."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.domain.notices import NoticeKind
from bot.services.desk import Desk
from bot.services.keeping.old_messages import BATCH, redraw_at_night
from bot.services.keeping.resealing import reseal
from bot.services.unit import Unit
from storage.posts import Posted
from storage.tables import Post
from tests.steps.builders import JUNG, TUESDAY, seoul
from tests.steps.deliveries import note_sent, take_notice
from tests.steps.old_databases import make_old
from tests.steps.rows import told


def upgraded(desk: Desk) -> None:
    """The station as it stands was one of an older version, and its words are sealed now."""
    make_old(desk)
    reseal(desk, lambda _step, _row: None)


def deliver(desk: Desk) -> list[str]:
    """Deliver what waits. Returns what was brought where."""
    brought = []
    while (sending := take_notice(desk)) is not None:
        brought.append(f"{sending.kind} {sending.ref}")
        note_sent(desk, sending, Posted(channel="C", ts=f"{desk.now().timestamp():.6f}", digest=""))
    return brought


def test_messages_with_words_of_lists_are_drawn_anew_at_night_and_once(morning: Desk, clock: MovableClock) -> None:
    assert "board.page 1:1" in deliver(morning)
    upgraded(morning)

    by_day = morning.do_now(redraw_at_night)
    clock.set(seoul(TUESDAY, 2))
    at_night = [morning.do_now(redraw_at_night) for _ in range(3)]

    assert (by_day, at_night) == (0, [1, 0, 0])
    assert deliver(morning) == ["board.page 1:1"]


def test_many_are_drawn_in_batches_the_newest_first(morning: Desk, clock: MovableClock) -> None:
    def stand(unit: Unit) -> None:
        for number in range(BATCH + 10):
            kind = NoticeKind.PRAISE.value
            unit.session.add(Post(kind=kind, ref=str(number), recipient=JUNG, channel="D", ts="1.0", digest=""))

    deliver(morning)
    morning.do_now(stand)
    upgraded(morning)
    clock.set(seoul(TUESDAY, 2))

    first = morning.do_now(redraw_at_night)
    newest = len(told(morning, NoticeKind.PRAISE))
    clock.advance(timedelta(minutes=2))
    rest = [morning.do_now(redraw_at_night) for _ in range(2)]

    assert (first, newest, rest) == (BATCH, BATCH, [11, 0])


def test_of_a_new_database_nothing_is_drawn_anew(morning: Desk, clock: MovableClock) -> None:
    deliver(morning)
    clock.set(seoul(TUESDAY, 2))

    assert morning.do_now(redraw_at_night) == 0
