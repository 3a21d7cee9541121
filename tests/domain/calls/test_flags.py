"""How to talk with a petitioner: read of remarks, put together, kept as text."""

import pytest

from bot.domain.calls.flags import (
    Flag,
    FlagField,
    Flags,
    flag_problems,
    flags_from_text,
    flags_in,
    flags_to_text,
    together,
)
from bot.domain.refusals import Reason


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("베트남어 통역 필요", (Flag.INTERPRETER,)),
        ("문자만 가능", (Flag.TEXT_ONLY,)),
        ("청각장애, 문자로 연락 부탁", (Flag.TEXT_ONLY, Flag.HEARING, Flag.VULNERABLE)),
        ("고령으로 천천히 설명 요망", (Flag.VULNERABLE,)),
        ("도로 장애물 신고", ()),
        ("오후에 연락 바람", ()),
        ("", ()),
    ],
)
def test_flags_are_read_of_a_remark(remark: str, expected: tuple[Flag, ...]) -> None:
    assert flags_in(remark) == expected


def test_what_was_noted_is_read_as_it_was_written_and_put_together() -> None:
    one, other = Flags(which=(Flag.PROXY,), who="강대리"), Flags(which=(Flag.INTERPRETER,))

    assert [flags_from_text(flags_to_text(each)) for each in (one, other)] == [one, other]
    assert together([one, other]) == Flags(which=(Flag.INTERPRETER, Flag.PROXY), who="강대리")
    assert flags_from_text("") == Flags()


@pytest.mark.parametrize(
    ("flags", "problems"),
    [
        (Flags(which=(Flag.GROUP,)), {FlagField.WHO: Reason.WHO_MISSING}),
        (Flags(which=(Flag.GROUP,), who="강대표"), {}),
        (Flags(who="010-0000-1234"), {FlagField.WHO: Reason.PERSONAL_NUMBER}),
        (Flags(), {}),
    ],
)
def test_a_proxy_and_a_spokesperson_have_a_name(flags: Flags, problems: dict[str, Reason]) -> None:
    assert flag_problems(flags) == problems
