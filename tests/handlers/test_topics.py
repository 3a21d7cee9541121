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
from tests.steps.slack import open_monday

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
    Topic.ADD: "",
    Topic.GRIEVANCE: "1",
    Topic.UNDO: "1",
    Topic.MISTAKE: "1",
    Topic.REOPEN: "1 사유",
    Topic.OVERRIDE: "1 김상담 사유",
    Topic.ABUSE: "",
    Topic.EXCLUDE: "1 사유",
    Topic.INCLUDE: "1 사유",
    Topic.SUBJECT: "1",
    Topic.AWAY: "",
    Topic.HOLIDAY: "",
    Topic.DOWNTIME: "2030-11-20 14:00 ~ 18:00 전산망 점검",
    Topic.OUTBOX: "",
}


async def asks(station: SampleStation, user: str, words: str) -> str:
    """Ask in the direct messages with the app, where everybody of the station can."""
    channel = station.sandbox.workspace.direct(user).id
    answer = await station.person(user).types(f"/cleancall {words}", channel=channel)
    return "" if answer is None else answer.words


def test_every_topic_has_its_work() -> None:
    assert WORKS.keys() == set(Topic)


async def test_everybody_may_use_the_topics_that_their_help_lists(socket_station: SampleStation) -> None:
    for user, role in ROLES.items():
        guide = await asks(socket_station, user, "help")

        for topic in Topic:
            allowed = may(frozenset({role}), topic.needs)
            answer = await asks(socket_station, user, f"{topic} {USES[topic]}")

            assert (f"\n`/cleancall {topic}" in guide) is allowed, (user, topic)
            assert ("역할이 아닙니다" in answer) is not allowed, (user, topic)


async def test_a_topic_is_asked_for_in_the_words_of_every_language(socket_station: SampleStation) -> None:
    for topic in Topic:
        asked = await asks(socket_station, OH, f"{topic} {USES[topic]}")

        for word in (word for locale in LOCALES for word in words_for(topic, locale)):
            assert await asks(socket_station, OH, f"{word} {USES[topic]}") == asked, word


async def test_topics_explain_themselves_without_one_the_guide_is_shown_and_others_are_refused(
    socket_station: SampleStation,
) -> None:
    assert await asks(socket_station, KIM, "") == await asks(socket_station, KIM, "도움말")
    assert "알 수 없는 명령" in await asks(socket_station, OH, "춤")
    for words in ("reopen help", "고충 도움말"):
        topic = meaning_of(Topic, words.split(maxsplit=1)[0])
        assert f"`/cleancall {topic}" in await asks(socket_station, OH, words)


LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "grievance": ("고충 번호", "grievance 48213"),
    "mistake": ("청렴콜 번호를", "mistake 17"),
    "reopen": ("청렴콜 번호, 사유", "reopen 17 민원인이 다시 통화를 원함"),
    "reopen 사유": ("청렴콜 번호를", "reopen 17 사유"),
    "reopen 1": ("사유를", "reopen 1 민원인이 다시 통화를 원함"),
    "재접수 1": ("사유를", "재접수 1 민원인이"),
    "override": ("청렴콜 번호, 상담원 성명, 사유", "override 17 @이상담 다른"),
    "override @이상담 사유": ("청렴콜 번호를", "override 17 @이상담 사유"),
    "override 1": ("상담원 성명, 사유", "override 1 @이상담 다른 상담원이 모두 휴가 중"),
    "override 1 @이상담": ("사유를", "override 1 @이상담 다른"),
    "override @이상담 1": ("사유를", "override 1 @이상담 다른"),
    "exclude": ("청렴콜 번호, 사유", "exclude 17 본인이 연락을"),
    "exclude 사유": ("청렴콜 번호를", "exclude 17 사유"),
    "exclude 1 12/31": ("사유를", "exclude 1 12/31 본인이 연락을"),
    "include": ("번호, 사유", "include 17 본인이 다시"),
    "include 사유": ("번호를", "include 17 사유"),
    "include 1": ("사유를", "include 1 본인이 다시"),
    "include E1": ("사유를", "include E1 본인이 다시"),
    "subject": ("청렴콜 번호를", "subject 17"),
    "subject delete": ("청렴콜 번호, 사유", "subject delete 17 본인이 파기를"),
    "subject delete 사유": ("청렴콜 번호를", "subject delete 17 사유"),
    "subject delete 1": ("사유를", "subject delete 1 본인이 파기를"),
    "away 언젠가": ("휴가, 오전, 오후, 근무", "away 휴가 12/31"),
    "downtime": ("시작과 끝, 사유", "downtime 11/20 14:10 ~ 16:40 전산망"),
    "downtime 11/20 9:00 ~ 10:00": ("사유를", "downtime 11/20 9:00 ~ 10:00 전산망"),
    "holiday 2026-12-24": ("add(추가)", "holiday add 2026-12-24"),
    "holiday 춤 2026-12-24": ("add(추가)", "holiday add 2026-12-24"),
    "holiday 2026-12-24 임시공휴일": ("add(추가)", "holiday add 2026-12-24"),
    "holiday add": ("날짜를", "holiday add 12/31"),
    "subject 1 삭제": ("사유를", "subject 삭제 1 본인이 파기를"),
    "subject 1 지워 주세요": ("delete", "subject delete 1 지워 주세요"),
}


async def test_of_half_a_topic_one_sentence_says_what_is_missing(socket_station: SampleStation) -> None:
    await open_monday(socket_station, 1)

    for words, (missing, example) in LEFT_OUT.items():
        answer = await asks(socket_station, OH, words)
        assert missing in answer, (words, answer)
        assert f"`/cleancall {example}" in answer, words
        assert len(set(filter(None, answer.splitlines()))) == 1, words


def test_every_topic_that_takes_something_is_tried_without() -> None:
    takes_nothing = {Topic.HELP, Topic.IMPORT, Topic.ABUSE, Topic.ADD, Topic.OUTBOX, Topic.UNDO}
    tried = {meaning_of(Topic, words.split(maxsplit=1)[0]) for words in LEFT_OUT}

    assert tried == set(Topic) - takes_nothing


async def test_an_override_is_read_in_any_order(socket_station: SampleStation) -> None:
    await open_monday(socket_station, 1)

    for words in ("1 @이상담 사유", "@이상담 1 사유", "이상담 1번 사유"):
        assert "제척" in await asks(socket_station, OH, f"override {words}"), words


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("holiday add 2026-12-24", ["공휴일 추가 2026-12-24", "HOLIDAY ADD 2026-12-24", "holiday 12월 24일 추가"]),
        ("holiday remove 2026-12-25", ["holiday 삭제 2026-12-25", "공휴일 해제 2026-12-25"]),
        (
            "subject delete 1 사유",
            ["subject 삭제 1 사유", "정보주체 파기 1 사유", "subject 1 파기 사유", "subject 1번 사유 파기"],
        ),
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
