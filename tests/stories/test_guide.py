"""`/cleancall help`: everybody reads what their own roles do, and no more commands than they may use."""

from bot.demo.station import SampleStation
from bot.registry import Command
from bot.sandbox import Member
from tests.steps.builders import KIM
from tests.steps.slack import direct_answer_to

MAY_USE = {
    KIM: ("*상담원*", {"queue", "claim", "release", "done", "lookup", "cleancall"}),
    "U0OH": ("*감독자*", {"queue", "lookup", "stats", "cleancall"}),
    "U0HAN": ("*청문감사인권관*", {"stats", "cleancall"}),
    "U0JUNG": ("*담당 경찰관*", {"cleancall"}),
    "U0YOON": ("*부서장*", {"stats", "cleancall"}),
    "U0SEO": ("*교환·당직*", {"lookup", "cleancall"}),
}


async def test_help_is_that_of_ones_own_role(socket_station: SampleStation) -> None:
    for who, (title, commands) in MAY_USE.items():
        for words in ("/cleancall", "/cleancall help", "/cleancall 도움말"):
            told = await direct_answer_to(socket_station.person(who), socket_station, words)

            assert title in told
            listed = told.rpartition("`/cleancall help`")[0].splitlines()
            explained = {line.split("`")[1].split()[0].strip("/") for line in listed if line.startswith("`/")}
            assert explained | {"cleancall"} == commands | {Command.CLEANCALL.value}, who
            others = {other for other, _ in MAY_USE.values()} - {title}
            assert not [other for other in others if other in told]


async def test_help_says_nothing_of_a_wait_before_notices_where_there_is_none(socket_station: SampleStation) -> None:
    told = await direct_answer_to(socket_station.person(KIM), socket_station, "/cleancall help")

    assert not socket_station.desk.station.undo_hold
    assert "뒤에 나갑니다" not in told
    assert "입력한 내용이 양식에 그대로 열립니다.\n" in told


async def test_somebody_outside_the_directory_is_told_whom_to_ask(socket_station: SampleStation) -> None:
    socket_station.sandbox.workspace.add_member(Member(id="U0NEW", name="new", real_name="새사람"))

    told = await direct_answer_to(socket_station.person("U0NEW"), socket_station, "/cleancall help")

    assert "직원 명부에 아직 등록되어 있지 않습니다" in told
