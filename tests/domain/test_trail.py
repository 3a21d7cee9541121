"""Events and what they are about."""

from bot.domain.trail import Event, Subject, number_in
from tests.steps.vectors import every


@every("event", Event)
def test_an_event_of_the_database_is_read_back(event: Event) -> None:
    assert Event.read(event.value) is event
    assert event.subject in Subject


def test_a_subject_has_its_number_or_stands_alone() -> None:
    assert Event.CALL_CLAIMED.subject.of(17) == "call:17"
    assert number_in("call:17") == 17
    assert Event.QUEUE_PRINTED.subject.of(None) == "queue"


def test_a_happening_is_an_event_without_its_subject() -> None:
    assert Event.CALL_CLAIMED.happening == "claimed"
    assert all(f"{event.value.partition('.')[0]}.{event.happening}" == event.value for event in Event)
