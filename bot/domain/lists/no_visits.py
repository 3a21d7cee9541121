"""Rows below a header that are neither visits nor rejected (rule book §3, Rows).

Sums, closing words, who signed, titles of sections, specimens, days on which nobody came, the heads of another table.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from bot.domain.keeping.names import clean_name
from bot.domain.lists.cells import says_nothing
from bot.domain.lists.columns import Column, fold_head, meaning_of
from bot.domain.lists.places import Header

SIGNED = (
    r"(?:작성|확인|점검|보고|결재|출력|인쇄|검토|승인|근무|입력)(?:자|일|일시|일자|부서|시간)?|담당자?|기준일|문의|문의처|주의|유의사항"
    r"|붙임|첨부|참고|비고|대표전화|(?:담당자?|작성자|문의)(?:연락처|전화|전화번호)"
)
SUM = r"(?:합|소|총|누|일|월)?계|총합계|총원|총인원|총방문|총건수|총민원|금일|전일|당일|금월"
COUNT = r"\d+(?:명|건|인|회|분|%)?"
CLOSING = re.compile(
    rf"이하(?:여백|빈칸|공란|생략|없음)?|여백|끝|이상|{SUM}"
    r"|(?:합계|총계|소계|누계|일계|월계|총합계|총원|총인원|총방문|총건수|총민원)(?:인원|건수|방문)?(?:[^가-힣].{0,20})?"
    rf"|(?:{SUM})[:：]?{COUNT}|(?:이상)?총\d+(?:명|건|인).{{0,12}}|이상\d+(?:명|건|인).{{0,8}}"
    rf"|(?:(?:금일|전일|당일|금월|누계|오늘)[:：]?{COUNT}){{1,4}}"
    r"|\d+/\d+(?:쪽|페이지|PAGE)?|(?:PAGE|페이지)\d+.{0,10}|\d+(?:쪽|페이지)"
    rf"|(?:{SIGNED})[:：].*"
)
SUM_OF = re.compile(r"\S.{0,18}?\s?(?:소계|합계|총계|누계)|\S.{0,18}?\s계")
"""교통과 소계, 수사과 계: beside counts alone."""
COUNTED_BY = re.compile(
    r"구분|항목|분류|(?:담당|처리)?부서별?|과별|(?:민원)?(?:유형|종류)별?|시간대별?|요일별?|일자별?|월별?"
)
SUM_ALONE = re.compile(SUM)
ONLY_COUNT = re.compile(rf"\(?{COUNT}\)?|-")
SIGNATURE = re.compile(rf"(?:{SIGNED})\s*(?:[(（]인[)）])?\s*[:：]?")
SAYS_SUCH_THINGS = (Column.NOTE, Column.TYPE, Column.OFFICER, Column.DEPARTMENT, Column.CONSENT)
"""Columns in which 확인 or 담당자 is an ordinary word."""
MOST_SIGNED = 3
"""Cells of a row in which somebody signed: a visit has more."""
SECTION = re.compile(r"^\s*(?:[<〈《\[【■□◆◇▣▶●○◎※*☞]|[-=─━_~]{2,}).*")
ENDING = re.compile(r".*(?:계속|없음|같음|보고|참조|바람|요망|생략|대외비|니다|\(인\))[.)]*")
UNIT = re.compile(
    r"(?:[\d가-하]{1,2}\s*[.)]\s*)?[가-힣]{0,8}"
    r"(?:수사|형사|교통|여청|여성청소년|경무|경비|공공안녕|범죄예방|생활안전|생안|안보|외사|정보|감사|민원|사이버|강력|경제|지능|지구대|파출소|경찰서)"
    r"[가-힣\d]{0,8}(?:과|팀|실|계|대|소|관|서|장)"
)
PERSON = re.compile(
    r"[가-힣]{2,8}|[가-힣]{1,2}(?: [가-힣]{1,2}){1,2}|[가-힣] [가-힣]{2,8}|[가-힣]{2,4}(?:\s*[,/·&]\s*[가-힣]{2,4})+"
    r"|[A-Za-z][A-Za-z .,'-]{2,60}|[\u4e00-\u9fff]{2,6}"
)
"""What a lone cell must look like to be somebody's name, without brackets, 님 and 외 3명."""
NOBODY = re.compile(
    r"(?:휴무|(?:임시|대체)?공?휴일|[토일]요일|주말|설날|추석|성탄절|(?:방문|내방|민원|접수|신청|출입|상담|해당)[가-힣]{0,6}없음?)"
    r"(?:[(（].{0,12})?"
)
FRAME = re.compile(r"[\s\-–—=~*·.,()\[\]<>【】|]+")
LONGEST_SPECIMEN = 12
SPECIMEN = re.compile(r"(?:(?:작성|기재|입력|기입)?예(?:시)?|견본|샘플|EXAMPLE|SAMPLE|EX)\d{0,2}")
YES = "예"
"""A specimen where rows are numbered, and else an answer."""
SPECIMEN_NAME = re.compile(
    r"[(（\[<〈【]\s*(?:작성|기재|입력|기입)?예시?\s*[)）\]>〉】]|^\s*예시?\s*[):）.]|[(（]\s*(?:견본|샘플)\s*[)）]"
)
SPECIMEN_ALONE = re.compile(r"(?:작성|기재|입력|기입)예시?|예시|견본")
HOW_TO_FILL = re.compile(
    r"[(（\[].*[)）\]]|(?:필수|선택)(?:입력|사항|항목)?|(?:자동|직접)(?:입력)?|텍스트|숫자|날짜|0{2,3}-?0{3,4}-?0{4}"
)
FORM_OF_A_DAY = re.compile(r"Y{2,4}[-./년 ]{1,3}M{1,2}[-./월 ]{1,3}D{1,2}.*", re.IGNORECASE)
NUMBER = re.compile(r"(?:\d[-.)]?){9}")
"""A phone number; a day has eight digits."""
LONGEST_NAME = 60
"""A lone cell with more letters is a sentence."""
ABOUT_A_PERSON = (Column.PHONE, Column.NAME, Column.RECEIPT_NO, Column.TYPE, Column.NOTE)
FEWEST_HEADS, FEWEST_KINDS = 3, 2
"""Heads by which another table is known."""
FEWEST_NUMBERED = 3
"""Columns that are numbered below their heads."""

Texts = Sequence[str]


def is_no_visit(texts: Texts, distinct: Texts, header: Header) -> bool:
    """Check whether a row below a header is something else than a visit that can be taken or rejected.

    `distinct`: its different texts that say anything, in their order.
    """
    told = (at for kind in ABOUT_A_PERSON for at in header.places.get(kind, ()))
    if not any(_says_something(texts[at]) for at in told if at < len(texts)):
        return True
    if _is_specimen(texts, distinct, header) or _is_signature(texts, distinct, header):
        return True
    has_number = _has_number(texts, header) or NUMBER.search("|".join(distinct))
    if has_number and len(distinct) > 1:
        return False
    first = next((text for text in distinct if FRAME.sub("", text)), "")
    if has_number:
        return is_closing(first) or SECTION.match(first) is not None
    if tuple(map(fold_head, texts))[: len(header.heads)] == header.heads:
        return True
    if len(distinct) == 1:
        return not _may_be_person(first) or is_closing(first) or _names_nobody(first, is_poor=True)
    names = [text for at in header.places[Column.NAME] if (text := _text(texts, at))]
    is_dated = has_day(texts, header)
    if not is_dated and _is_sum(distinct):
        return True
    if names and not _names_nobody(names[0], is_poor=len(distinct) <= MOST_SIGNED and not is_dated):
        return _explains(texts, distinct)
    return not first or bool(names) or is_closing(first) or _explains(texts, distinct)


def is_over(texts: Texts, distinct: Texts, header: Header, *, was_over: bool) -> bool:
    """Check whether a table of visits has ended: by the heads of one of staff, of signatures.

    A row with a day and a number where the header has them is a visit again.
    """
    if has_day(texts, header) or len(distinct) < FEWEST_HEADS:
        return was_over and not _has_number(texts, header)
    if was_over or NUMBER.search("|".join(distinct)):
        return was_over
    kinds = [meaning_of(text).kind for text in distinct]
    return None not in kinds and len(set(kinds)) >= FEWEST_KINDS


def is_closing(text: str) -> bool:
    """Check for words that close a page: sums, who wrote it and when."""
    return any(map(CLOSING.fullmatch, (FRAME.sub("", text).upper(), "".join(text.split()))))


def distinct_texts(texts: Texts) -> list[str]:
    """Return the different texts of a row, in their order: a merged cell counts once."""
    return list(dict.fromkeys(filter(None, texts)))


def has_day(texts: Texts, header: Header) -> bool:
    """Check whether a row has a day where the header has days."""
    return any(_text(texts, at)[:1].isdigit() for at in header.places.get(Column.VISITED_ON, ()))


def _has_number(texts: Texts, header: Header) -> bool:
    return any(NUMBER.search(_text(texts, at)) for at in header.places.get(Column.PHONE, ()))


def _text(texts: Texts, at: int) -> str:
    return texts[at] if at < len(texts) else ""


def _is_specimen(texts: Texts, distinct: Texts, header: Header) -> bool:
    """Check for 예시 in front, beside the name or alone in a cell, or yyyy-mm-dd in the place of a day."""
    first = distinct[0]
    if len(first) <= LONGEST_SPECIMEN and not first[0].isdigit() and SPECIMEN.fullmatch(FRAME.sub("", first).upper()):
        return first != YES or _numbers_rows(texts.index(first), header)
    if any(SPECIMEN_NAME.search(_text(texts, at)) for at in header.places[Column.NAME]):
        return True
    return any(
        SPECIMEN_ALONE.fullmatch(FRAME.sub("", text)) or (text[0] in "Yy" and FORM_OF_A_DAY.fullmatch(text))
        for text in distinct
    )


def _numbers_rows(at: int, header: Header) -> bool:
    """Check whether a column counts the rows, or has no head."""
    return at in header.running or not _text(header.heads, at)


def _is_signature(texts: Texts, distinct: Texts, header: Header) -> bool:
    """Check for 작성자 | 순경 차은호: few cells, neither a number nor a day where the list has them."""
    if len(distinct) > MOST_SIGNED or not SIGNATURE.fullmatch(distinct[0]) or has_day(texts, header):
        return False
    place = texts.index(distinct[0])
    if any(place in header.places.get(kind, ()) for kind in SAYS_SUCH_THINGS):
        return False
    return not _has_number(texts, header)


def _is_sum(distinct: Texts) -> bool:
    """Check for counts alone, counts beside words for a sum, or the heads of counts: 구분 | 교통 | 수사 | 계."""
    if COUNTED_BY.fullmatch(fold_head(distinct[0])) and SUM_ALONE.fullmatch(distinct[-1]):
        return True
    counts = [ONLY_COUNT.fullmatch(text) is not None for text in distinct]
    if len(distinct) > FEWEST_HEADS and all(counts[1:]):
        return True
    sums = [is_closing(text) or SUM_OF.fullmatch(text) is not None for text in distinct]
    return any(sums) and all(map(max, counts, sums))


def _explains(texts: Texts, distinct: Texts) -> bool:
    """Check for how columns are to be filled in: (한글), 필수; or their numbers: ①, ②, ③."""
    if all(map(HOW_TO_FILL.fullmatch, distinct)):
        return True
    numbers = [FRAME.sub("", unicodedata.normalize("NFKC", text)) for text in texts if text]
    return len(numbers) >= FEWEST_NUMBERED and numbers == [str(each) for each in range(1, len(numbers) + 1)]


def _may_be_person(text: str) -> bool:
    """Check whether a lone cell may be the name of somebody: not a sentence, a unit or the title of a section."""
    if len(text) > LONGEST_NAME or any(each.fullmatch(text) for each in (SECTION, ENDING, UNIT)):
        return False
    return PERSON.fullmatch(clean_name(text)) is not None


def _names_nobody(name: str, *, is_poor: bool) -> bool:
    """Check whether a count, a word for a sum or for a day without visitors stands in the column of names.

    In a poor row (few cells, no day) 이상 and 끝 close the list; in another they are somebody's name.
    """
    folded = "".join(name.split())
    return (
        not any(map(str.isalpha, name))
        or ONLY_COUNT.fullmatch(folded) is not None
        or NOBODY.fullmatch(folded) is not None
        or SUM_OF.fullmatch(name) is not None
        or SUM_ALONE.fullmatch(folded) is not None
        or (is_poor and is_closing(name))
    )


@lru_cache(maxsize=4096)
def _says_something(text: str) -> bool:
    return not says_nothing(text)
