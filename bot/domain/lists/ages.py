"""Who is under age on a day: 19 years, 세 read as 만 (민법 §4, §158)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.lists.visit_dates import MONTHS

OF_AGE = 19
EXCEL_EPOCH = date(1899, 12, 30)
SCHOOL_CLASSES = re.compile(r"(?<![가-힣])(?:초[1-6]|[중고][1-3])(?![\d동회차건번명호월일시년개층분차대팀반로가])")
AGED = re.compile(
    r"(?<![\d.~-])(?:만\s*)?(\d{1,2})\s*(?:세|살)"
    r"(?![대트금]|\s*(?:미만|이하|이상|이용|관람|부터|까지|아동|아이|유아|딸|아들|자녀|손자|손녀|조카|여아|남아|동생))"
)
AGED_BARE = re.compile(r"(?:(?<!\d)만|나이|연령)[:\s]{0,2}(\d{1,2})(?=$|[\s,)/|])")
YEAR_OF_BIRTH = re.compile(r"(?<!\d)(\d{4}|\d{2})\s*년\s*(?:\d{1,2}\s*월\s*)?생")
DAY_OF_BIRTH = re.compile(r"(?<!\d)((?:19|20)?\d{2})[년.\-/ ]{0,2}(\d{1,2})[월.\-/ ]{0,2}(\d{1,2})[일.\s]{0,2}생")
NUMBERS = re.compile(r"\d+")
RESIDENT = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})\s?-\s?([1-8])")
YOUNG = re.compile(
    r"미성년|[초중고]\s*[1-6]|초등|중학|고등|고교|유치원|10대|십대|청소년|아동|어린이|1\d\s*세?\s*(?:미만|이하)"
    r"|열\s*(?:한|하나|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟)"
)
YEARS = re.compile(
    r"(?<![\d.가-힣A-Z])(만|[남여男女](?:자|성)?|[MF])?\s*(\d{1,2})(?!\d|\.\d{2})(?:\.\d)?\s*(?:세|살)?"
    r"(?!\s*(?:개월|학년|세대|[세살]?\s*이상|[월일년명인분급번차회호대시층건%]))",
    re.IGNORECASE,
)
"""An age in its own column, beside other words: 남/16, 16(여), 만 16; not 3명, 2학년, 11개월, 대2."""
YEAR_ALONE = re.compile(
    r"(?:[남여男女MF]\S{0,1}\s*[/·,\s]\s*)?['’‘]?(\d{1,2})\s*(?:년도?|년생)?(?:(?<=년)\s*(\d{1,2})\s*월)?(?:\s*[(/·,]?\s*[남여男女]\S{0,2})?"
)
MONTH_NAME = re.compile(rf"(?<![A-Z])({'|'.join(MONTHS)})[A-Z]*")
AS_EXCEL_SHOWS = re.compile(r"(?<!\d)(\d)/(\d{1,2})/(\d{2})(?!\d)")
"""3/15/10: month, day and year, as Excel shows a day in English."""
PHONE = re.compile(r"(?<!\d)0\d{1,2}[-.) ]?\d{3,4}[-. ]?\d{4}(?!\d)")
BESIDE_A_NUMBER = re.compile(
    r"(?<![\d+.-])(?:\d{6}(?:\s?-\s?[\d*]+)?|\d{8}|(?:19|20)?\d{2}[.\-/년]\s?\d{1,2}[.\-/월]\s?\d{1,2}[.일]?|(?:만\s*)?\d{1,2}\s*[세살]|\d{2,4}\s*년?생)(?![\d-])"
    r"|(?<=[/(,·])\s*\d{1,2}\s*(?=[/),·]|$)"
)
BESIDE_A_NAME = re.compile(r"(?<!외)(?<!외 )(?:만\s*)?\d[\d\s.\-년월일*]*(?:생|세|살)?(?![\d\s]*[명인분])")
SEX = re.compile(r"(?:^|(?<=\s))[남여男女](?:자|성)?(?=\s|$)")
PARTED = re.compile(r"[/·,|;\n]")
OF_THIS_CENTURY = "3478"


def age_on(born: date, day: date) -> int:
    """Count full years. Whoever is born on 29 February comes of age on 1 March where there is no such day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_minor_by_birth(cell: str, today: date) -> bool:
    """Check a cell of a birth column: 080315, 2008-03-15, 08.3.15, 2008년생, what Excel left of them. None is no."""
    text = PHONE.sub(" ", _plain(cell)).strip()
    born = _day_of_birth(text, today)
    if born is not None:
        return age_on(born, today) < OF_AGE
    return says_minor_by_years(text, today)


def is_minor_by_age(cell: str, today: date) -> bool:
    """Check a cell of an age column: 17, 남/17, 만 17세, 고2, 중학교 2학년, 10대; a birth is understood too."""
    text = PHONE.sub(" ", _plain(cell)).strip()
    if YOUNG.search(text):
        return True
    parts = NUMBERS.findall(text)
    if len(parts) < len(("year", "month", "day")) or _day_of_birth(text, today) is None:
        ages = YEARS.findall(text)
        if ages:
            return int(next((years for before, years in ages if before == "만"), ages[0][1])) < OF_AGE
    return is_minor_by_birth(text, today)


def without_birth(name: str) -> str:
    """Return a name without the birth, age and sex that stand in the same cell: 강하늘/남/900101."""
    pieces = PARTED.split(BESIDE_A_NAME.sub(" ", name))
    bare = (SEX.sub(" ", piece).strip() for piece in pieces)
    return next((piece for piece in bare if any(map(str.isalpha, piece))), "")


def after_name(cell: str) -> str:
    """Return what stands behind a name, for a name may be read for a word: 이중학(45)."""
    found = re.search(r"[\d(（/·,]", cell)
    return "" if found is None else cell[found.start() :]


def number_without_birth(cell: str) -> str:
    """Return a cell with a phone number without the birth or age beside it."""
    return BESIDE_A_NUMBER.sub(" ", cell)


def says_minor_by_years(text: str, today: date) -> bool:
    """Check whether words give an age, a school class or a birth that makes somebody under age on the day."""
    if any(int(years) < OF_AGE for years in [*AGED.findall(text), *AGED_BARE.findall(text)]):
        return True
    if SCHOOL_CLASSES.search(text):
        return True
    if any(_is_minor(year, month, day, today) for year, month, day in DAY_OF_BIRTH.findall(text)):
        return True
    return any(_is_minor(year, "12", "31", today) for year in YEAR_OF_BIRTH.findall(text))


def _is_minor(year: str, month: str, day: str, today: date) -> bool:
    born = _date(_full_year(year, today), month, day)
    return born is not None and born <= today and age_on(born, today) < OF_AGE


def _day_of_birth(text: str, today: date) -> date | None:
    resident = RESIDENT.search(text)
    if resident:
        century = "20" if resident[4] in OF_THIS_CENTURY else "19"
        return _date(century + resident[1], resident[2], resident[3])
    parts = NUMBERS.findall(text)
    named = MONTH_NAME.search(text.upper())
    if named and (born := _with_month(str(MONTHS.index(named[1]) + 1), parts, today)):
        return born
    if len(parts) >= len(("year", "month", "day")) and len(parts[1]) <= len("12"):
        return _of_three(text, parts, today)
    if found := YEAR_ALONE.fullmatch(text):
        return _date(_full_year(found[1], today), found[2] or "12", "28" if found[2] else "31")
    return _of_digits(parts[0], today) if parts else None


def _with_month(month: str, parts: Sequence[str], today: date) -> date | None:
    """Read a birth with the name of a month: 15-Mar-10, Mar 15 2010, 2010-Mar-15."""
    if len(parts) < len(("day", "year")):
        return None
    day, year = parts[:2] if len(parts[0]) <= len("31") else (parts[1], parts[0])
    return _date(_full_year(year, today), month, day)


def _of_three(text: str, parts: Sequence[str], today: date) -> date | None:
    """Read three numbers: the year first, as Koreans write it; else last, as Excel does in English."""
    first, second, third = parts[:3]
    if found := AS_EXCEL_SHOWS.search(text):
        first, second, third = found[3], found[1], found[2]
    born = _date(_full_year(first, today), second, third) if len(third) <= len("31") else None
    if born is not None or len(first) > len("31"):
        return born or _of_digits(first, today)
    year = _full_year(third, today)
    return _date(year, first, second) or _date(year, second, first)


def _of_digits(digits: str, today: date) -> date | None:
    match len(digits):
        case 13 | 7:
            return _day_of_birth(f"{digits[:6]}-{digits[6:]}", today)
        case 12:  # Excel dropped the 0 of a resident number
            return _of_digits("0" + digits, today)
        case 8:
            return _date(digits[:4], digits[4:6], digits[6:])
        case 6:
            return _date(_full_year(digits[:2], today), digits[2:4], digits[4:])
        case 5:  # Excel dropped the 0 of 080315, or shows its own number of a day
            whole = "0" + digits
            return _date("20" + whole[:2], whole[2:4], whole[4:]) or EXCEL_EPOCH + timedelta(days=int(digits))
        case 4 if digits.startswith(("19", "20")):
            return _date(digits, "12", "31")
        case _:
            return None


def _full_year(year: str, today: date) -> str:
    if len(year) > len("08"):
        return year
    return f"{20 if int(year) <= today.year % 100 else 19}{int(year):02}"


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _plain(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", cell).split())
