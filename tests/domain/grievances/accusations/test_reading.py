"""What sounds like an accusation: whoever is accused, and however it is said."""

from collections import defaultdict
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grievances.accusations.kinds import Accusation
from bot.domain.grievances.accusations.reading import accusations_in, accuses
from tests.steps.vectors import every, rows_of, vectors_of


def _misread(name: str, *, accusing: bool) -> tuple[float, list[str]]:
    """List the accusations, or the ordinary sentences, of a file that are misread, and their share."""
    sentences = [words for words, audit in rows_of(name) if bool(audit) is accusing]
    misread = [words for words in sentences if accuses(words) is not accusing]
    return len(misread) / len(sentences), misread


def test_every_accusation_of_the_station_is_noticed_and_nothing_ordinary() -> None:
    assert _misread("accusations.csv", accusing=True) == (0, [])
    assert _misread("accusations.csv", accusing=False) == (0, [])


@pytest.mark.parametrize(("name", "missed", "alarms"), [
    ("accusations_tuned.csv", 0.02, 0.06),
    ("accusations_measured.csv", 0.02, 0.06),
    ("accusations_heard.csv", 0.04, 0.06),
    ("accusations_fresh.csv", 0.05, 0.08),  # the ordinary ones were written to be mistaken
    ("accusations_plain.csv", 0.02, 0.03),
])  # fmt: skip
def test_most_accusations_are_noticed_and_few_ordinary_sentences(name: str, missed: float, alarms: float) -> None:
    missed_share, missed_words = _misread(name, accusing=True)
    alarm_share, alarming_words = _misread(name, accusing=False)

    assert missed_share <= missed, missed_words
    assert alarm_share <= alarms, alarming_words


def test_accusations_of_every_kind_are_noticed_and_ordinary_sentences_of_every_kind_are_not() -> None:
    misread = defaultdict(list)
    for row in (rows := vectors_of("accusations_kinds.tsv")):
        if accuses(row["words"]) is not bool(row["audit"]):
            misread[row["audit"], row["kind"]].append(row["words"])

    missed = sum(len(words) for (audit, _), words in misread.items() if audit)
    alarms = sum(len(words) for (audit, _), words in misread.items() if not audit)
    assert missed <= 0.05 * sum(bool(row["audit"]) for row in rows), misread
    assert alarms <= 0.1 * sum(not row["audit"] for row in rows), misread


def test_reading_5000_letters_takes_no_time_that_anybody_would_notice() -> None:
    ordinary = ". ".join(words for words, audit in rows_of("accusations_heard.csv") if not audit)
    accuses("")

    for words in (ordinary[:5000], "제돈을상대방한테" * 625, "형사님분들" * 1000, "가" * 5000):
        begun = process_time()
        accusations_in(words)
        assert process_time() - begun < 0.25, words[:20]


@every(("words", "accusation"), [
    ("담당 형사가 돈을 요구했습니다", Accusation.BRIBERY),
    ("상대방하고 짜고 사건을 덮으려고 해요", Accusation.COLLUSION),
    ("고소를 취하하라고 압박했습니다", Accusation.WITHDRAWAL),
    ("책상을 치면서 겁을 줬어요", Accusation.INTIMIDATION),
    ("팔을 잡아끌고 밀쳤습니다", Accusation.VIOLENCE),
    ("제 전화번호를 상대방에게 알려 줬습니다", Accusation.PRIVACY),
    ("여자라고 무시하고 차별했습니다", Accusation.DISCRIMINATION),
    ("조사받을 때 성희롱하는 말을 했습니다", Accusation.HARASSMENT),
    ("변호사를 부르지 못하게 했어요", Accusation.RIGHTS),
    ("민원을 넣었다고 보복으로 딱지를 끊었습니다", Accusation.RETALIATION),
])  # fmt: skip
def test_an_accusation_is_of_its_kind(words: str, accusation: Accusation) -> None:
    assert accusation in accusations_in(words)


@every(("police", "somebody_else"), [
    ("형사가 돈을 요구했어요", "사기범이 돈을 요구했어요"),
    ("경찰한테 맞았어요", "이웃한테 맞았어요"),
    ("담당 수사관이 고소를 취하하라고 협박했어요", "상대방이 고소를 취하하라고 협박했어요"),
    ("때린 형사를 처벌해 주세요", "때린 사람을 처벌해 주세요"),
    ("제 번호를 가해자한테 가르쳐 줬습니다", "친구가 제 번호를 가해자한테 가르쳐 줬습니다"),
    ("출동을 안 하고 무시했습니다", "옆집 사람이 저를 때렸습니다"),
    ("교통사고 목격자가 있는데도 없다고 기록했어요", "상대방이 목격자가 없다고 했어요"),
    ("책상을 치며 만나자는 말을 했습니다", "친구가 만나자는 문자를 보냈습니다"),
    ("경찰관이 제 주소를 남편한테 알려 줬어요", "친구가 제 주소를 남편한테 알려 줬어요"),
    ("형사가 돈을 보내라고 했어요", "형사라고 속여서 돈을 보내라고 했어요"),
    ("상대방이 먼저 밀었어요. 조사받을 때 저한테 소리를 질렀어요", "상대방이 먼저 밀었어요. 저한테 소리를 질렀어요"),
    ("사기를 당했어요. 그런데 담당 형사도 돈을 달래요", "사기를 당했어요. 돈을 보내라고 해서 보냈어요"),
])  # fmt: skip
def test_what_counts_is_who_does_it(police: str, somebody_else: str) -> None:
    assert accuses(police)
    assert not accuses(somebody_else)


@every("words", [
    "형사 셋이 둘러싸고 겁을 줬습니다", "휴대폰 돌려받으려면 합의부터 하라고 했어요",
    "피의자와 같이 골프를 친다고 들었어요", "사건 관계인에게 투자하라고 했습니다",
    "여기저기 민원 넣는 사람은 가만 안 둔다고", "수사관이 저한테 신발을 닦으라고 하면서 웃었어요",
    "담당이 봉투 얘기 꺼냄", "돈 안 주면 벌점 준다 캤어요", "He asked me for cash to drop the ticket",
])  # fmt: skip
def test_it_is_noticed_hinted_at_in_notes_in_dialect_and_in_english(words: str) -> None:
    assert accuses(words)


@every("words", [
    "돈을 요구한 적은 없습니다", "협박은 전혀 없었어요", "차별 없이 대해 주셨습니다", "욕을 하거나 그런 건 없었습니다",
    "협박범을 잡아 주셔서 감사합니다", "체류 기간을 물었다", "고소를 취하하려면 어떻게 하나요",
    "부당한 대우를 받지 않았습니다", "넘어져서 무릎을 다쳤습니다", "컵을 바꿔 주세요", "책상이 낡았더라고요",
    "수갑 찬 사람을 처음 봤어요", "", "없음", "!!", "네",
])  # fmt: skip
def test_what_did_not_happen_is_no_accusation(words: str) -> None:
    assert not accuses(words)


@pytest.mark.parametrize("words", [
    "담당형사가돈을요구했습니다", "담당 형사가  돈 을 요 구 했습니다", "담당 형사가 돈을 요규햇어요",
    "담당 형사가 돈을 요구했습니다. 감사합니다.", "설명은 잘 들었어요.\n그런데 담당 형사가 돈을 달라고 하네요?",
])  # fmt: skip
def test_spelling_and_what_stands_around_change_nothing(words: str) -> None:
    assert accuses(words)


@pytest.mark.parametrize(
    "words", ["사고 문의", "접수 사흘째", "폭행 상담", "개인정보 취급 주의", "피의자 조사", "근무 시간 문의"]
)
def test_words_that_only_meet_where_the_space_was_are_no_accusation(words: str) -> None:
    assert not accuses(words)


def test_it_is_noticed_in_whichever_of_several_texts() -> None:
    assert accuses("", "친절했어요", "형사가 밥을 사라고 했어요")


@given(st.text(max_size=200))
def test_any_text_can_be_read(words: str) -> None:
    accuses(words)


@every("words", [
    "담당 경찰관이 친절했다고 함", "확인했다고 함", "조사가 끝났다고 합니다", "서류를 접수했다고 하심",
    "담당자에게 말했습니다",
    "말씀하신 내용을 확인했으며 팀에 전달하겠습니다", "수사관이 전화했다고 함", "담당자가 결과를 물어봤다고 함",
    "경사 최형사", "한 시간 기다렸다고 하심", "같은 설명을 다시 했다고 함",
])  # fmt: skip
def test_what_was_said_and_done_every_day_is_nothing_in_notes_either(words: str) -> None:
    assert not accuses(words)


AROUND = (
    "{0}. 한 시간 기다렸어요. 감사합니다",
    "한 시간 기다렸어요. {0}. 감사합니다",
    "한 시간 기다렸어요. 감사합니다. {0}",
)


@pytest.mark.parametrize("told", AROUND)
def test_an_accusation_is_noticed_among_whatever_else_is_said(told: str) -> None:
    rows = rows_of("accusations.csv")

    misread = [words for words, audit in rows if accuses(told.format(words)) is not bool(audit)]

    assert misread == []


def test_what_was_begun_in_one_sentence_and_told_in_the_next_is_read_together() -> None:
    begun, told = "가해자가 제 번호로 전화를 했어요", "경찰서에서 알려 줬다는 거예요"

    assert not accuses(begun, told)
    assert accuses(f"{begun}. {told}")
    assert accuses(f"{begun}. 네. {told}")
    assert not accuses(f"{begun}. 네. 네. {told}")
    assert accuses(f"한 시간 기다렸어요. {begun}. {told}. 감사합니다. 수고하세요")
