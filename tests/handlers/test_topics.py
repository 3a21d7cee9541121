"""`/cleancall <topic>`: every topic has its work, its help and its words; who may not use it is refused."""

from collections.abc import Mapping

import pytest

from bot.demo.station import SampleStation
from bot.domain.roles import Role, may
from bot.registry import Topic
from bot.texts import LOCALES
from bot.texts.words import meaning_of, words_for
from handlers.topics import WORKS
from tests.steps.builders import KIM

OH = "U0OH"
ROLES = {
    KIM: Role.OPERATOR,
    OH: Role.SUPERVISOR,
    "U0HAN": Role.AUDIT,
    "U0JUNG": Role.OFFICER,
    "U0YOON": Role.HEAD,
    "U0SEO": Role.SWITCHBOARD,
}
USES: Mapping[Topic, str] = {
    Topic.HELP: "",
    Topic.IMPORT: "",
    Topic.GRIEVANCE: "1",
    Topic.REOPEN: "1 사유",
    Topic.OVERRIDE: "1 김상담 사유",
    Topic.EXCLUDE: "1 사유",
    Topic.INCLUDE: "1 사유",
    Topic.SUBJECT: "1",
    Topic.HOLIDAY: "",
    Topic.OUTBOX: "",
}
FOR_ALL = {Topic.HELP, Topic.IMPORT}
"""They explain, and do nothing."""


async def asks(station: SampleStation, user: str, words: str) -> str:
    """Ask in the direct messages with the app, where everybody of the station can."""
    channel = station.sandbox.workspace.direct(user).id
    answer = await station.person(user).types(f"/cleancall {words}", channel=channel)
    return "" if answer is None else answer.words


def test_every_topic_has_its_work() -> None:
    assert WORKS.keys() == set(Topic)


@pytest.mark.parametrize("user", ROLES)
async def test_somebody_may_use_the_topics_that_their_help_lists(socket_station: SampleStation, user: str) -> None:
    guide = await asks(socket_station, user, "help")

    for topic in Topic:
        allowed = may(frozenset({ROLES[user]}), topic.needs)
        answer = await asks(socket_station, user, f"{topic} {USES[topic]}")

        assert (f"\n`/cleancall {topic}" in guide) is allowed, topic
        assert ("역할이 아닙니다" in answer) is (not allowed and topic not in FOR_ALL), topic


@pytest.mark.parametrize("topic", Topic)
async def test_a_topic_is_asked_for_in_the_words_of_every_language(socket_station: SampleStation, topic: Topic) -> None:
    asked = await asks(socket_station, OH, f"{topic} {USES[topic]}")

    for word in (word for locale in LOCALES for word in words_for(topic, locale)):
        assert await asks(socket_station, OH, f"{word} {USES[topic]}") == asked


async def test_without_a_topic_the_guide_is_shown(socket_station: SampleStation) -> None:
    assert await asks(socket_station, KIM, "") == await asks(socket_station, KIM, "도움말")


async def test_a_topic_that_does_not_exist_is_refused(socket_station: SampleStation) -> None:
    assert "알 수 없는 명령" in await asks(socket_station, OH, "춤")


@pytest.mark.parametrize(
    "words",
    ["holiday 춤 2026-12-24", "reopen 사유", "reopen help", "override 1", "subject", "grievance", "고충 도움말"],
)
async def test_half_a_topic_is_answered_by_how_it_is_used(socket_station: SampleStation, words: str) -> None:
    topic = meaning_of(Topic, words.split(maxsplit=1)[0])

    assert f"`/cleancall {topic}" in await asks(socket_station, OH, words)


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("holiday add 2026-12-24", ["공휴일 추가 2026-12-24", "HOLIDAY ADD 2026-12-24"]),
        ("holiday remove 2026-12-25", ["holiday 삭제 2026-12-25", "공휴일 해제 2026-12-25"]),
        ("subject delete 1 사유", ["subject 삭제 1 사유", "정보주체 파기 1 사유"]),
        ("outbox retry", ["outbox 다시", "보낼알림 재시도"]),
    ],
)
async def test_verbs_are_understood_in_every_language(
    socket_station: SampleStation, words: str, others: list[str]
) -> None:
    answer = await asks(socket_station, OH, words)
    again = {await asks(socket_station, OH, other) for other in [words, *others]}

    assert len(again) == 1  # done already, or nothing to be done: the same for all
    assert "`/cleancall" not in answer
    assert again != {await asks(socket_station, OH, f"{words.split(maxsplit=1)[0]} 춤 1")}
