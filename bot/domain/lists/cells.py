"""What a cell really says, whatever wrote it (rule book §3, Cells). Nothing here raises on any value."""

import math
import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from bot.domain.plain_text import plain_text

DITTO_MARKS = re.compile(r"""["'`´〃″‶˝“”„‟〝〞〟ˮ‘’]{2,}|["〃″˝“”„‟〝〞〟ˮ]|//|[↑↓∥‖]""")
DITTO_WORDS = {
    "상동", "동상", "동일", "위와같음", "위와동일", "위동일", "위같음", "윗줄과같음", "윗줄과동일", "상기와같음",
    "상기와동일", "상기동일", "상기동", "좌동", "위동", "위상동", "위와상동", "전항과같음", "전항과동일", "전항동일",
    "仝", "앞과같음", "앞과동일", "전과동", "전과동일", "同上", "上同", "同", "DITTO",
}  # fmt: skip
NOTHING_WORDS = {
    "", "없음", "없슴", "없습니다", "해당없음", "해당사항없음", "특이사항없음", "해당무", "무", "미상", "미기재",
    "미입력", "불상", "성명불상", "성명미상", "이름미상", "인적사항불상", "신원미상", "신원불상",
    "이름모름", "성명모름", "공란", "빈칸", "N/A", "NA", "NULL", "NONE",
    "NAN", "NAT", "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!",
}  # fmt: skip
FRAMES = "()[]<>{}【】「」《》〈〉-~=.·ㆍ*_:;,/\\|–— "
NOTHING_BEGINNINGS = {word[0] for word in NOTHING_WORDS if word} | set(FRAMES)
DITTO_BEGINNINGS = {word[0] for word in DITTO_WORDS} | set(FRAMES) | set("d\"'`´〃″‶˝“”„‟〝〞〟ˮ‘’↑↓∥‖")
LONGEST_DITTO = 20
FORMULA = re.compile(r'=\s*"(.*?)"?', re.DOTALL)
QUOTED = re.compile(r'"((?:[^"]|"")*)"', re.DOTALL)
QUOTES_ONLY = re.compile(r"[\"']{2,}|\"")
LONGEST_WHOLE = 10**40
MOST_LAYERS = 4
"""Programs that quote what another has quoted."""
DAY = timedelta(days=1)


def text_of(cell: object) -> str:
    """Return what a cell says, line breaks kept: "" for nothing, "1012345678" for 1012345678.0, "TRUE" for a tick."""
    match cell:
        case str():
            return _text_of_words(cell)
        case bool():
            return "TRUE" if cell else "FALSE"
        case int() | float():
            return _number_text(cell)
        case datetime():
            return cell.isoformat(" ", "minutes") if cell.time() != time(0) else cell.date().isoformat()
        case date():
            return cell.isoformat()
        case time():
            return cell.isoformat("minutes")
        case timedelta():
            return _duration_text(cell)
        case _:
            return ""


@lru_cache(maxsize=4096)  # the rows of a list say the same few things, and are asked more than once
def _text_of_words(cell: str) -> str:
    return _unquoted(plain_text(cell))


def words_of(cell: object, longest: int = 200) -> str:
    """Return what a cell says on one line, words parted by single spaces, cut after `longest` letters."""
    return " ".join(text_of(cell).split())[:longest]


def beginning_of(text: str, longest: int) -> str:
    """Return a text up to so many letters, without a word that would be cut off: of 2026-11-24 no 2026-11-2."""
    return text if len(text) <= longest else text[:longest].rpartition(" ")[0]


def is_blank(cell: object) -> bool:
    """Check whether a cell shows nothing at all: empty, white space, invisible characters, empty quotes."""
    return not text_of(cell)


def may_be_ditto(text: str) -> bool:
    """Check cheaply whether a text can be a ditto mark: few begin like one."""
    return len(text) <= LONGEST_DITTO and text[:1] in DITTO_BEGINNINGS


def is_ditto(cell: object) -> bool:
    """Check whether a cell repeats the one above it: 〃, ", 상동, (위와 같음) and the like."""
    folded = "".join(text_of(cell).split())
    bare = folded.strip(FRAMES)
    return any(map(DITTO_MARKS.fullmatch, (folded, bare))) or bare.strip("\"'“”‘’").upper() in DITTO_WORDS


def says_nothing(cell: object) -> bool:
    """Check whether a cell is blank or says that there is nothing to say: "-", 없음, N/A, #REF!."""
    if isinstance(cell, str):
        return not cell[:1].isdigit() and _is_nothing(cell)
    return _is_nothing(text_of(cell))


@lru_cache(maxsize=4096)
def _is_nothing(words: str) -> bool:
    text = text_of(words)
    if text and text[0].upper() not in NOTHING_BEGINNINGS:
        return False
    folded = "".join(text.split()).upper()
    return folded in NOTHING_WORDS or (not is_ditto(folded) and folded.strip(FRAMES) in NOTHING_WORDS)


def _unquoted(text: str) -> str:
    """Take off what programs put around a text: ="…", "…", a leading ', one stray quotation mark."""
    bare = text.strip()
    if '"' not in bare and not bare.startswith("'"):
        return bare
    for _ in range(MOST_LAYERS):
        if QUOTES_ONLY.fullmatch(bare):
            break
        bare = _inside(bare).strip()
    return bare


def _inside(text: str) -> str:
    if found := FORMULA.fullmatch(text) or QUOTED.fullmatch(text):
        return found[1].replace('""', '"')
    if text.startswith("'"):
        return text[1:].removesuffix("'")
    if text.count('"') == 1:
        return text.removeprefix('"').removesuffix('"')
    return text


def _number_text(number: float) -> str:
    if isinstance(number, int):
        return str(number) if abs(number) < LONGEST_WHOLE else ""
    if not math.isfinite(number):
        return ""
    return format(number + 0.0, ".15g")  # beyond 15 digits Excel's numbers are not exact; + 0.0: there is no -0


def _duration_text(length: timedelta) -> str:
    """A time of day is a part of a day. Longer ones are numbers in the wrong format: Excel counts in days."""
    if timedelta(0) <= length < DAY:
        hours, minutes = divmod(length // timedelta(minutes=1), 60)
        return f"{hours:02}:{minutes:02}"
    return _number_text(length / DAY)
