"""Who is under age on a day: 19 years, 세 read as 만 (민법 §4, §158)."""

import re
import unicodedata
from datetime import date, timedelta

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
YOUNG = re.compile(r"미성년|[초중고]\s*[1-6]|초등|중학|고등|고교|유치원|10대|십대|청소년|아동|어린이")
OF_THIS_CENTURY = "3478"


def age_on(born: date, day: date) -> int:
    """Count full years. Whoever is born on 29 February comes of age on 1 March where there is no such day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_minor_by_birth(cell: str, today: date) -> bool:
    """Check a cell of a birth column: 080315, 2008-03-15, 08.3.15, 2008년생, what Excel left of them. None is no."""
    text = _plain(cell)
    born = _day_of_birth(text, today)
    if born is not None:
        return age_on(born, today) < OF_AGE
    return says_minor_by_years(text, today)


def is_minor_by_age(cell: str, today: date) -> bool:
    """Check a cell of an age column: 17, 만 17세, 고2, 중학교 2학년, 10대; a birth is understood too."""
    text = _plain(cell)
    number = re.fullmatch(r"만?\s*(\d{1,2})(?:\.0)?\s*(?:세|살)?", text)
    if number:
        return int(number[1]) < OF_AGE
    return bool(YOUNG.search(text)) or is_minor_by_birth(text, today)


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
    if len(parts) >= len(("year", "month", "day")) and len(parts[1]) <= len("12") and len(parts[2]) <= len("31"):
        return _date(_full_year(parts[0], today), parts[1], parts[2])
    return _of_digits(parts[0], today) if parts else None


def _of_digits(digits: str, today: date) -> date | None:
    match len(digits):
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
