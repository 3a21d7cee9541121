"""Reading a petitioner's words for an accusation: by points for and against (rule book §5).

Rules, no model: the tables know words that speak for an accusation, kind by kind, how such a thing is told, and what a
station hears every day. The points are summed over sentences that stand together. What somebody else (a swindler, a
neighbour) did is the petitioner's own case: such acts do not count.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from itertools import product

from bot.domain.grievances.accusations import (
    bribery,
    collusion,
    discrimination,
    harassment,
    intimidation,
    misconduct,
    ordinary,
    privacy,
    retaliation,
    rights,
    telling,
    violence,
    withdrawal,
)
from bot.domain.grievances.accusations.kinds import Accusation
from bot.domain.grievances.accusations.words import Found, Table, Words, respelt

ENOUGH = 5
"""So many points make words an accusation. One fewer: more noticed, and more to audit for nothing."""
PLAIN = 6
"""So many points of one table say of which kind it is."""
TOGETHER = 3
"""So many sentences in a row are read as one, at most."""
TWICE = 2
"""More words of a group than this add nothing."""
KINDS: Mapping[Accusation, Table] = {
    Accusation.BRIBERY: bribery.TABLE,
    Accusation.COLLUSION: collusion.TABLE,
    Accusation.WITHDRAWAL: withdrawal.TABLE,
    Accusation.INTIMIDATION: intimidation.TABLE,
    Accusation.VIOLENCE: violence.TABLE,
    Accusation.PRIVACY: privacy.TABLE,
    Accusation.DISCRIMINATION: discrimination.TABLE,
    Accusation.HARASSMENT: harassment.TABLE,
    Accusation.RIGHTS: rights.TABLE,
    Accusation.RETALIATION: retaliation.TABLE,
    Accusation.MISCONDUCT: misconduct.TABLE,
}
TABLES = (*KINDS.values(), telling.TABLE, ordinary.TABLE)
DOES = re.compile(r"(?:님|들|분|놈|측|쪽)?(?:이|가|은|는|도|께서|에서|네가|씨가|라는)")
"""Behind a name: it is the subject."""
SUFFERED = re.compile(r"[가-힣]{1,8}?(?:한테|에게)서?.{0,8}(?:맞[았고은아]|당[했해]|뜯)")
"""From a name on: the petitioner was hit by them."""
ENDS_AS_SUBJECT = ("이", "가", "은", "는")
ENDING_ALIKE = {"아이"}
"""Names that end as a subject does, and need not be one."""
WHO = "누가"
OBJECTS = ("한테", "에게")
"""A name with one of these is told something, whatever stands behind."""
NOBODY = """조사 수사 검사 감사 인사 봉사 행사 의사 형사 피해자 제보자 신고자 의자 글자 숫자 영장 도장 현장 통장
    고장 주장 민원 직원 지원 병원 확인 사인 본인 원인 여자 남자 담당자 책임자 횟수 실수 점수 접수 노인 장애인 외국인
    민원인 고소인 변호인 서장 경찰서장 파출소장 지구대장 팀장 과장 반장 계장 소장 청장 경로 도로 대로 별로 서로
    스스로 지장 목격자 이로 그로 주로 바로 새로 피로 의원 회원 상자 시장 공장 교장 동생 학생 고생 발생 평생 인생
    탄원인 국민 이주 제주 매주 지난주 다음주 이번주 우주 전주 원주 과자 이자 투자 혼자 각자"""
"""Words that end as the names of trades do, and are none, or are known to the tables, or may be the petitioner."""
TRADE = re.compile(
    rf"""(?:^|\ )(?!(?:{"|".join(NOBODY.split())})(?:들|님|분)?(?:[이가은는]|께서))
        (?![가-힣]{{0,4}}(?:[^업건차점광]주는|[나하먹가보귀내시놀덮]자는))
        [가-힣]{{1,5}}(?:사|인|장|원|생|수|자|주|꾼|범|네)(?:님|들|놈|분)?(?:이|가|은|는|께서)(?=\ |$)""",
    re.VERBOSE,
)
"""Somebody by their trade as the subject: 미용사가, 상인이."""
QUESTION = re.compile(
    r"(?<!되)(?<![라다]니)(?<!아닌)(?<!아니)(?:나요|까요?|는지요?|[는한인]가요|는가|궁금.{0,6}|능교|죠|니꺼|되나|됩니까)$"
)
DENIED = re.compile(
    r"""(?:강압|강요|압박|차별|문제|불편|무리|부담|협박|폭언)(?:도|같은것)?없이
        |(?:요구|강요|협박|차별|폭행|폭언|압박|강압|욕|향응|위협|보복|편파)(?:을|를)?(?:하|한|받|당하|당한|받은)?(?:거나)?
         (?:그런|같은)?(?:적|일|것|거|건|느낌)?[은는이도을를]?(?:전혀|하나도|한번도|절대)?
         (?:없(?!던|었던|어져|앴|애|이)|안(?:으|했|하셨|았|고))
        |(?:대우|처우|취급|차별|강요|협박|압박|요구|폭언)(?:를|을)?(?:받|당하)지(?:는|도)?안
        |(?<!말한)(?<!서명한)(?<!인정한)(?<!동의한)(?<!신고한)(?:적|일|느낌)(?:은|도|이)?(?:전혀|한번도|절대)?없
         (?:습니다|었습니다|었어요|어요|음|었음|다고함|었다)
        |(?:달라|때린다|무섭게하|그런)(?:거나)?(?:그런)?(?:것|거|건|일|말)?(?:은|는|도)?(?:전혀|하나도)?(?:없|안았)
        |(?:거나|나)그런(?:건|거|일|것).{0,4}(?:없|안)
        |하지(?:도|는)?안(?:았고|고|으셨|으시)(?=.{0,12}(?:주|줬|친절|편|좋))|(?:건|것은|거는|것이)아니(?![냐야])""",
    re.VERBOSE,
)
"""It did not happen. Letters are those after respelling."""

POLICE = {"police", "polite"}
OTHERS = {"party", "person"}
NAMES = POLICE | OTHERS | {"elsewhere", "pretended", "each", "hurt"}
IN_OTHERS_MATTERS = {
    "tie", "sided", "compared", "known", "scoffed", "group", "being", "to", "investigation",
    "other_does", "only_police",
}  # fmt: skip
"""What still speaks for an accusation where somebody else is the subject: "the other side knew it all"."""
NO_ACT = POLICE | OTHERS | {
    "police_does", "other_does", "question", "complained", "investigation", "paper", "news", "routine", "redo", "again",
    "said", "told", "told_to", "told_that", "to", "will",
}  # fmt: skip
"""Who says what of what: as long as nothing else is found nobody did anything ("담당자가 조사했다고 함")."""
Facts = dict[str, int]
"""What is found: groups of words with how many of them there are, and groups that stand together."""


class Doer(StrEnum):
    """Who is the subject of a sentence."""

    POLICE = "police"
    SOMEBODY_ELSE = "somebody_else"
    NOT_NAMED = "not_named"


def accusations_in(*texts: str) -> frozenset[Accusation]:
    """Return what the police are accused of in these words; empty when of nothing."""
    return frozenset(found for text in texts for passage in _accusing(text) for found in _kinds_of(passage))


def accuses(*texts: str) -> bool:
    """Check whether words accuse the police of something that audit alone may read."""
    return any(True for text in texts for _ in _accusing(text))


def _accusing(text: str) -> Iterator[Facts]:
    """List the passages of a text with enough points: a sentence, or several in a row.

    What else was said takes nothing away: thanks before and behind it speak against the three together alone.
    """
    facts = list(_facts_of(text))
    for first, length in product(range(len(facts)), range(1, TOGETHER + 1)):
        passage = _united(facts[first : first + length])
        points = sum(_all_points()[fact] * times for fact, times in passage.items())
        if points >= ENOUGH and not passage.keys() <= NO_ACT:
            yield passage


def _kinds_of(passage: Facts) -> frozenset[Accusation]:
    points = {kind: _points_of(passage, table) for kind, table in KINDS.items()}
    most = max(points.values())
    if most <= 0:
        return frozenset({Accusation.MISCONDUCT})
    return frozenset(kind for kind, each in points.items() if each >= min(PLAIN, most))


def _points_of(passage: Facts, table: Table) -> int:
    return sum(points * passage[fact] for fact, points in table.points.items() if fact in passage)


def _united(facts: list[Facts]) -> Facts:
    passage: dict[str, int] = {}
    for each in facts:
        for fact, times in each.items():
            passage[fact] = max(times, passage.get(fact, 0))
    return passage


def _facts_of(text: str) -> Iterator[Facts]:
    """Read sentence by sentence. Who is the subject of one is that of the next, where nobody is named."""
    doer = Doer.NOT_NAMED
    for sentence in _sentences(text):
        facts, doer = _facts_of_sentence(sentence, doer)
        for table in TABLES:
            facts |= {
                each: 1 for each, there, missing in table.pairs if there <= facts.keys() and not missing & facts.keys()
            }
        yield facts


def _facts_of_sentence(sentence: str, before: Doer) -> tuple[Facts, Doer]:
    letters = sentence.replace(" ", "")
    found = list(_words().found_in(sentence))
    times = Counter(group for word in found for group in word.groups)
    facts = {group: min(each, TWICE) for group, each in times.items()}
    doer = _doer(found, sentence, facts)
    if doer is Doer.NOT_NAMED and "in_custody" not in facts:
        doer = before
    if _is_of_others(doer, facts):
        _take_acts(facts, IN_OTHERS_MATTERS)
    if DENIED.search(letters):
        _take_acts(facts, {"other_does", "police_does"})
    if QUESTION.search(letters):
        facts["question"] = 1
    return facts, doer


def _is_of_others(doer: Doer, facts: Facts) -> bool:
    return "pretended" in facts or (doer is Doer.SOMEBODY_ELSE and not facts.keys() & {"in_custody", "investigation"})


def _take_acts(facts: Facts, kept: set[str]) -> None:
    """Take from the facts what speaks for an accusation."""
    for fact in [each for each in facts if each not in ordinary.TABLE.words and each not in NAMES | kept]:
        del facts[fact]


def _doer(found: list[Found], sentence: str, facts: Facts) -> Doer:
    """Find the subject, and note it. Where the police are named, whoever else is named is their counterpart."""
    letters = sentence.replace(" ", "")
    subjects = [word for word in found if _is_subject(word, letters)]
    is_named = "elsewhere" in facts or TRADE.search(sentence) is not None
    is_other = is_named or any(word.groups & OTHERS and not word.groups & POLICE for word in subjects)
    if any(word.groups & POLICE for word in subjects):
        facts["police_does"] = 1
    if is_other:
        facts["other_does"] = 1
    if facts.keys() & POLICE:
        return Doer.POLICE
    return Doer.SOMEBODY_ELSE if is_other else Doer.NOT_NAMED


def _is_subject(word: Found, letters: str) -> bool:
    name = letters[word.begins : word.ends]
    is_marked = name not in ENDING_ALIKE and (name.endswith(ENDS_AS_SUBJECT) or name.startswith(WHO))
    is_subject = word.ends == len(letters) or is_marked or DOES.match(letters, word.ends) is not None
    return (is_subject and not name.endswith(OBJECTS)) or SUFFERED.match(letters, word.begins) is not None


def _sentences(text: str) -> Iterator[str]:
    """List the sentences, respelt, as words with a space between."""
    for sentence in re.split(r"[.!?~…;\n]+", unicodedata.normalize("NFKC", text).casefold()):
        if words := re.findall(r"[0-9a-z가-힣]+", sentence):
            yield respelt(" ".join(words))


@cache
def _words() -> Words:
    return Words(TABLES)


@cache
def _all_points() -> Counter[str]:
    points: Counter[str] = Counter()
    for table in TABLES:
        points.update(table.points)
    return points
