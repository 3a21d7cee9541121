"""The tables of a station: petition types, departments, whom it never calls, words of its lists, its survey (§3, §4).

What ships here fits a police station; `station.toml` adds to it and replaces in it.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

OTHER = "기타"
"""What is shown when no table knows the words."""


@dataclass(frozen=True, slots=True)
class PetitionType:
    """A type of petition, and the words (folded) by which it is known."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EarlierName:
    """What a department was called; `until` is the last day, if the name means another department since."""

    name: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Department:
    """A department as it is called today: its teams and other spellings, and its earlier names."""

    name: str
    spellings: tuple[str, ...] = ()
    earlier: tuple[EarlierName, ...] = ()


@dataclass(frozen=True, slots=True)
class NeverCall:
    """Whom a station never calls: types (of the table, or words of a purpose) and departments."""

    types: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()


NEVER_CALL = NeverCall()


class SmsPort(StrEnum):
    """By what the advance text leaves us."""

    NONE = "none"
    FILE = "file"
    COMMAND = "command"
    HTTP = "http"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sms:
    """How a station sends the advance text. `trial`: a coin decides who gets one before the first attempt."""

    port: SmsPort = SmsPort.NONE
    trial: bool = False
    folder: str = ""  # of the port file
    command: tuple[str, ...] = ()  # a program and what it is started with
    url: str = ""  # of the port http
    timeout_seconds: int = 10

    @property
    def is_on(self) -> bool:
        """Whether texts can be sent."""
        return self.port is not SmsPort.NONE


NO_SMS = Sms()


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """The station's own words for a kind of column."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyItem:
    """An item of the survey. Words that are empty are those that ship for its key, in the reader's language.

    `national`: the item of the national survey that it is; empty: it is called alike; None: it is none of it.
    """

    key: str
    label: str = ""
    sentence: str = ""
    national: str | None = None


OVERALL = "overall"
"""The item that every survey has."""
SURVEY = tuple(
    SurveyItem(key=key) for key in (OVERALL, "kindness", "promptness", "fairness", "explanation", "expertise")
)
COLUMN_KINDS = (
    "receipt_no", "petitioner_name", "phone", "visited_on", "visited_time", "petition_type", "department", "officer",
    "rank", "note", "consent", "birth", "age",
)  # fmt: skip
PETITION_TYPES = (
    PetitionType(
        "교통사고",
        (
            "교통사고", "접촉사고", "추돌", "뺑소니", "사고조사", "사고접수", "인피", "물피", "대인사고",
            "대물사고", "보행자사고",
            "자동차사고", "차량사고", "차사고", "오토바이사고", "자전거사고", "킥보드사고", "교통조사",
        ),
    ),
    PetitionType("고소·고발", ("고소", "고발")),
    PetitionType("총포·화약", ("총포", "화약", "엽총", "공기총", "도검", "전자충격기", "수렵", "석궁", "분사기")),
    PetitionType("집회 신고", ("집회", "시위", "행진신고")),
    PetitionType(
        "과태료·범칙금",
        (
            "과태료", "범칙금", "통고처분", "즉결심판", "벌점", "과속", "신호위반", "속도위반", "교통위반",
            "법규위반", "주정차",
            "단속카메라", "무인단속", "교통단속", "이파인", "위반사실",
        ),
    ),
    PetitionType("운전면허", ("면허", "적성검사", "음주운전", "특별교통안전교육")),
    PetitionType("분실물", ("분실", "유실", "습득", "잃어버", "LOST")),
    PetitionType("실종·가출", ("실종", "가출", "미귀가", "지문등록", "사전등록")),
    PetitionType("진정·탄원", ("진정", "탄원", "이의신청", "이의제기", "국민신문고")),
    PetitionType(
        "민원 서류 발급",
        (
            "발급", "증명서", "확인원", "회보서", "정보공개", "열람", "등사", "범죄경력", "수사경력", "운전경력",
            "사실확인",
        ),
    ),
    PetitionType(
        "피해 신고",
        (
            "사기", "피싱", "절도", "도난", "손괴", "피해신고", "명예훼손", "모욕", "횡령", "불법사금융",
        ),
    ),
    PetitionType("수사 상담", ("수사", "형사", "출석", "진술", "피의자", "참고인", "법률상담", "사건", "폭행", "상해")),
    PetitionType(
        "생활질서·풍속",
        (
            "소음", "풍속", "유흥", "게임장", "경비업", "무단투기", "소란", "불법영업", "성인용품",
        ),
    ),
    PetitionType("범죄예방·순찰", ("순찰", "방범", "범죄예방", "지킴이", "안심귀가", "CCTV", "자율방범")),
    PetitionType("교통 일반", ("교통", "신호등", "횡단보도", "도로", "주차", "운전")),
    PetitionType("외국인 상담", ("외국인", "체류", "통역", "다문화")),
    PetitionType("학교폭력 상담", ("학교폭력", "학폭")),
    PetitionType("칭찬·불편 민원", ("불친절", "불편", "칭찬", "감사인사", "민원제기")),
)  # fmt: skip
DEPARTMENTS = (
    Department(
        "청문감사인권관실",
        (
            "청문감사인권관", "청문감사인권담당관실", "청문감사관실", "청문감사담당관실", "청문감사관",
            "청문감사실", "청문감사계", "청문감사",
            "청문관실", "감사계", "감사실", "인권보호계", "청렴콜센터", "청렴콜", "부조리신고센터",
        ),
    ),
    Department(
        "경무과",
        (
            "경무계", "경무팀", "경무인사계", "인사계", "경리계", "경리팀", "장비계", "정보화장비계", "교육계",
            "복지계",
        ),
    ),
    Department(
        "민원실",
        (
            "종합민원실", "민원봉사실", "민원봉사센터", "통합민원실", "민원인실", "민원센터", "민원팀", "민원창구",
            "민원안내",
        ),
    ),
    Department(
        "범죄예방대응과",
        (
            "범죄예방과", "범죄예방대응계", "범죄예방계", "범죄예방팀", "범죄예방진단팀", "범예과", "생안과",
            "생활안전계", "생활안전팀",
            "생활질서계", "생활질서팀", "질서계", "지역경찰계", "지역경찰관리팀", "지역경찰팀", "풍속팀", "풍속계",
            "총포계", "총포담당",
        ),
        (EarlierName("생활안전과"), EarlierName("방범과")),
    ),
    Department(
        "112치안종합상황실",
        (
            "치안종합상황실", "112종합상황실", "112상황실", "112치안상황실", "상황실", "상황팀", "112관리팀",
        ),
    ),
    Department(
        "여성청소년과",
        (
            "여청과", "여성청소년계", "여청계", "여성청소년팀", "여청팀", "여성청소년수사팀", "여성청소년수사계",
            "여청수사팀", "여청수사계",
            "여성청소년강력팀", "여청강력팀", "여성보호계", "아동청소년계", "학대예방경찰관", "학교전담경찰관",
            "APO", "SPO", "실종수사팀",
            "실종팀", "여청수사과", "여성아동과",
        ),
    ),
    Department(
        "수사과",
        (
            "수사지원팀", "수사지원계", "수사계", "수사팀", "경제팀", "경제범죄수사팀", "경제범죄팀", "지능팀",
            "지능범죄수사팀", "지능범죄팀",
            "통합수사과", "통합수사팀", "통합수사", "사이버팀", "사이버수사팀", "사이버범죄수사팀", "사이버수사과",
            "수사심사관", "수사심사팀",
            "영장심사팀", "유치관리팀", "유치장", "수사민원상담센터", "수사민원상담실", "수사민원상담관",
            "수사민원팀", "집중수사팀",
            "보이스피싱전담팀", "피싱수사팀",
        ),
    ),
    Department(
        "형사과",
        (
            "형사계", "형사팀", "형사지원팀", "강력팀", "강력계", "강력반", "강력범죄수사팀", "마약팀",
            "마약수사팀", "과학수사팀",
            "과학수사계", "과학수사과", "과수팀", "생활범죄팀", "생활범죄수사팀", "형사당직", "형사당직팀",
        ),
    ),
    Department(
        "교통과",
        (
            "경비교통과", "교통관리계", "교통관리팀", "교통안전계", "교통안전팀", "교통조사계", "교통조사팀",
            "교통조사반", "교통범죄수사팀",
            "교통사고조사계", "교통사고조사팀", "교통사고조사반", "교통민원실", "교통민원팀", "교통민원",
            "교통외근팀", "교통외근", "교통순찰대",
            "교통계", "교통팀", "뺑소니전담반", "뺑소니팀", "사고조사계", "사고조사팀", "사고조사반",
        ),
    ),
    Department(
        "경비과",
        (
            "경비계", "경비팀", "경비작전계", "작전계", "경비작전과", "방범순찰대", "경비안보과", "대테러계",
            "위기관리팀",
        ),
    ),
    Department(
        "치안정보안보과",
        (
            "치안정보과", "정보안보과", "정보보안과", "정보안보외사과", "정보과", "정보계", "정보팀", "안보과",
            "안보계", "안보팀", "안보수사팀",
            "안보수사과", "외사과", "외사계", "외사팀", "보안계",
        ),
        (EarlierName("공공안녕정보과"), EarlierName("공공안녕정보외사과"), EarlierName("보안과")),
    ),
    Department("지구대·파출소", ("지구대", "파출소", "치안센터")),
)  # fmt: skip


def fold_word(words: str) -> str:
    """Fold a spelling for comparing: NFKC, capitals, letters and digits alone."""
    plain = unicodedata.normalize("NFKC", words).upper()
    return "".join(letter for letter in plain if letter.isalnum())


def with_own_types(own: Iterable[PetitionType], shipped: tuple[PetitionType, ...]) -> tuple[PetitionType, ...]:
    """Put a station's types into the shipped table: one of the same name takes its place, others go first.

    A type without words is taken out.
    """
    mine = {each.name: each for each in own}
    known = {each.name for each in shipped}
    new = [each for name, each in mine.items() if name not in known]
    return tuple(each for each in [*new, *(mine.get(each.name, each) for each in shipped)] if each.words)


def with_own_departments(own: Iterable[Department], shipped: tuple[Department, ...]) -> tuple[Department, ...]:
    """Put a station's departments into the shipped table: one of the same name takes its place.

    What the station claims is taken from the others, and a shipped department that it claims brings its own teams.
    """
    mine = {fold_word(each.name): each for each in own}
    claims = {fold_word(word): key for key, each in mine.items() for word in each.spellings}
    claims |= {fold_word(was.name): key for key, each in mine.items() for was in each.earlier if was.until is None}
    found: dict[str, Department] = {}
    for each in shipped:
        key = fold_word(each.name)
        heir = claims.get(key)
        if heir is not None:
            mine[heir] = replace(mine[heir], spellings=(*mine[heir].spellings, *_unclaimed(each, mine, claims)))
        elif key not in mine:
            earlier = tuple(was for was in each.earlier if fold_word(was.name) not in mine.keys() | claims.keys())
            found[key] = replace(each, spellings=_unclaimed(each, mine, claims), earlier=earlier)
        else:
            found[key] = mine[key]
    return tuple((found | mine).values())


def _unclaimed(each: Department, mine: dict[str, Department], claims: dict[str, str]) -> tuple[str, ...]:
    taken = mine.keys() | claims.keys()
    return tuple(word for word in each.spellings if fold_word(word) not in taken)
