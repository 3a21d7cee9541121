"""Days, months and years in titles, sheet and file names: 2026년 11월 방문자 명단, 11.24(화) (rule book §3, Cells)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.domain.lists.cells import beginning_of, text_of
from bot.domain.lists.visit_dates import COMPACT, QUOTES, SHORT_YEAR, YEAR_FIRST, DateHints, read_visit_moment

WEEKDAY = r"[(\[]?\s*[월화수목금토일](?:요일)?\s*[)\]]?"
YEAR = re.compile(
    r"(?<!\d)(20\d{2})(?=\D|$|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?(?!\d))|(?<!\d)(\d{2})\s*년(?!\s*[차간생제])", re.ASCII
)
YEAR_MONTH = re.compile(
    r"(?<!\d)(20\d{2}|\d{2}(?=\s*년))\s*(?:년도?|[-./_ ])\s*(0?[1-9]|1[0-2])(?!\d)(?!\s*[호회차])"
    r"|(?<!\d)(20\d{2})(0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)",
    re.ASCII,
)
MONTH = re.compile(r"(?<![\d.])(0?[1-9]|1[0-2])\s*월(?!\d)", re.ASCII)
CERTAIN = (
    YEAR_FIRST,
    COMPACT,
    SHORT_YEAR,
    re.compile(r"(?<!\d)\d{1,2}\s*월\s*\d{1,2}\s*일", re.ASCII),
    re.compile(r"(?<![\d.])\d{1,2}\s*[-./]\s*\d{1,2}\.?\s*(?=[(\[]\s*[월화수목금토일](?:요일)?\s*[)\]])", re.ASCII),
)
LIKELY = (
    re.compile(r"(?<=[(\[])\s*\d{1,2}[./]\s?\d{1,2}\.?\s*(?=(?:기준|현재|자)?\s*[)\]])", re.ASCII),
    re.compile(rf"^\s*(?:\d{{1,2}}\s*[-./월]\s*\d{{1,2}}|\d{{4}})\s*[일.]?(?=\s*(?:{WEEKDAY})?\s*$)", re.ASCII),
    re.compile(r"^\s*\d{1,2}[./]\d{1,2}\.?(?=\s+[가-힣])", re.ASCII),
    re.compile(rf"^\s*\d{{1,2}}\s*일(?=\s*(?:{WEEKDAY})?\s*$)", re.ASCII),
)
"""Section numbers look like these: they are days only if they lie close before the import."""
LONGEST_TITLE = 300
CLOSE = timedelta(days=62)
RANGE_AFTER = re.compile(rf"\s*\.?\s*(?:{WEEKDAY})?\s*(?:~|부터|-\s*\d{{1,4}}\s*[.월일/(])", re.ASCII)

_CLOCK = r"(?: ?(?:오전|오후)? ?\d{1,2}(?:(?::\d{2}){1,2}| ?시(?: ?\d{1,2} ?분)?))"
_DAY = (
    r"(?<!\d)(?:(?:20)?\d{2} ?[년./-] ?\d{1,2} ?[월./-] ?\d{1,2}(?: ?[일.])?|20\d{6}"
    r"|20\d{2} ?[년./-]도? ?\d{1,2}(?: ?[월.])?(?!\d)|20\d{2}(?: ?년도?)?"
    r"|\d{1,2} ?[월./] ?\d{1,2}(?: ?[일.])?)(?: ?\( ?[월화수목금토일](?:요일)? ?\))?"
)
_DAYS = rf"{_DAY}{_CLOCK}?(?: ?[,~] ?{_DAY}{_CLOCK}?){{0,4}}"
_ENDS = r"(?= ?(?:[)\]}>›»〉】,;.]|$))"
_WHEN = r"(?:일시|일자|일|시간|시각|날짜|시점)"
_ENACTED = r"(?:개정|제정|시행|발령|공포|신설)"
_FORM = r"(?:서식|양식|별지|훈령|예규|고시|규칙|규정|지침|법률|시행령)(?: ?제? ?[\d-]+ ?호)?"
_KEPT = r"(?:보존|보유|보관|파기|폐기|삭제|만료)"
_PRINTED = r"(?:출력|인쇄|다운로드|내려받은|생성|추출|저장|PRINTED|CREATED|DOWNLOADED|EXPORTED)"
_WRITTEN = r"(?:작성|보고|확인|점검|결재|검토|승인|입력|수정|발행|배포|갱신|업데이트|편집|집계|정리)"
OF_THE_FORM = re.compile(
    rf"{_FORM} ?[(<‹«〈\[,:] ?{_DAYS}|{_ENACTED}{_WHEN}? ?:? ?{_DAYS}"
    rf"|{_DAYS} ?,? ?(?:일부|전부|타법|최종)? ?(?:개정|제정|신설|{_ENACTED}{_ENDS})|제 ?\d[\d-]* ?호"
)
"""<개정 2022. 1. 5.>, (2023. 9. 15. 시행), 훈령 제1045호(2022. 1. 5.): the form was made then."""
OF_KEEPING = re.compile(
    rf"{_KEPT} ?(?:예정|처리)? ?(?:{_WHEN}|기한|기간|연한|시한|시기)? ?[:(]? ?(?:\d+ ?년간? ?[(,]? ?)?"
    rf"{_DAYS}(?: ?까지)?"
    rf"|{_DAYS} ?(?:까지|에|부로|이후)? ?{_KEPT}(?: ?예정)?(?![가-힣])"
    rf"|[가-힣]{{0,6}}(?:기한|마감일?)(?:일시?)? ?:? ?{_DAYS}(?: ?까지)?"
)
"""보존기한 2027. 11. 25.까지, 2026. 12. 25. 파기 예정: how long a list is kept; until when something is due."""
OF_PRINTING = re.compile(
    rf"{_PRINTED} ?{_WHEN}? ?:? ?{_DAYS}|(?<!방문)(?<!방문 ){_WRITTEN} ?(?:{_WHEN} ?:?|:) ?{_DAYS}"
    rf"|조회 ?{_WHEN}? ?:? ?{_DAY}{_CLOCK}"
    rf"|{_DAYS} ?(?:현재 ?)?(?:{_PRINTED}|작성|조회|수정|발행|갱신|업데이트)(?:함|됨|본|분|일|완료)?{_ENDS}",
    re.IGNORECASE,
)
"""출력일시 2026-11-26 08:30, (2026.11.26. 작성): when the list was made."""
AS_OF = re.compile(rf"(?:조회|등록|기준) ?{_WHEN}? ?:? ?{_DAYS}|[(※*]? ?{_DAYS} ?(?:기준|현재)[)]?")
"""조회일자: 2026-11-24, 2026. 11. 24. 09:00 기준: the day that a list is of, or that on which it was made."""


def without_form(title: str, label: str = "") -> str:
    """Return a title without the days of its form and of how long it is kept, be their label in the cell before it."""
    return _without((OF_THE_FORM, OF_KEEPING), title, label)


def without_printing(title: str, label: str = "") -> str:
    """Return a title without the day on which the list was written or printed."""
    return _without((OF_PRINTING,), title, label)


def is_as_of(title: str, label: str = "") -> bool:
    """Check whether a title names no day but one as of which a list was made: it is the list's where no other is."""
    return AS_OF.fullmatch(f"{label} {_text(title)}".strip()) is not None


def _without(forms: Sequence[re.Pattern[str]], title: str, label: str) -> str:
    title = _text(title)
    rest = title if any(map(str.isdigit, label)) else f"{label} {title}"
    for form in forms:
        rest = form.sub(" ", rest)
    return title if rest.endswith(title) else rest


def day_in_title(title: object, hints: DateHints) -> date | None:
    """Return the one day that a title names; None for none, for several and for a period of several (11.23.~27.)."""
    text = _text(title)
    found = list(_days(text, hints))
    days = {day for day, _ in found}
    is_period = len(found) == 1 and RANGE_AFTER.match(text, found[0][1]) is not None
    return days.pop() if len(days) == 1 and not is_period else None


def days_in_title(title: object, hints: DateHints) -> tuple[date, ...]:
    """Return the days that a title names, in its order: of a period at least the first."""
    text = _text(title)
    found = list(_days(text, hints))
    if found and RANGE_AFTER.match(text, found[0][1]):
        found = [each for each in found if each[0] >= found[0][0]]
    return tuple(dict.fromkeys(day for day, _ in found))


def month_in_title(title: object, hints: DateHints) -> tuple[int, int] | None:
    """Return the year and month that a title names; without its year the nearest that has begun."""
    text = _text(title)
    if found := YEAR_MONTH.search(text):
        year, month = int(found[1] or found[3]), int(found[2] or found[4])
        return year + 2000 if year < 2000 else year, month  # noqa: PLR2004 — two digits
    if found := MONTH.search(text):
        month = int(found[1])
        return hints.today.year - (month > hints.today.month), month
    return None


def year_in_title(title: object) -> int | None:
    """Return the year that a title names: 2026년, '26년, 2026.11, 20261124."""
    found = YEAR.search(_text(title))
    return None if found is None else int(found[1] or f"20{found[2]}")


def _text(title: object) -> str:
    return beginning_of(" ".join(text_of(title).translate(QUOTES).replace("_", " ").split()), LONGEST_TITLE)


def _days(text: str, hints: DateHints) -> Iterator[tuple[date, int]]:
    """The days of a title and where each ends, by the surest form that is found."""
    for forms, reach in ((CERTAIN, None), (LIKELY, CLOSE)):
        found = sorted(
            (match.start(), -match.end(), moment[0])
            for form in forms
            for match in form.finditer(text)
            if (moment := read_visit_moment(match[0].strip(), hints)) is not None
            and (reach is None or hints.today - reach <= moment[0] <= hints.today)
        )
        end = 0
        for start, minus_end, day in found:
            if start >= end:
                yield day, -minus_end
                end = -minus_end
        if found:
            return
