"""Finding Korean phone numbers among the digits of a text, however they are spaced (rule book §3, Phones)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PERSONAL = re.compile(
    r"010\d{8}|01[16789]\d{7,8}|02\d{7,8}|0(?:3[1-3]|4[1-4]|5[1-5]|6[1-4])\d{7,8}|070\d{8}|050\d{8,9}", re.ASCII
)
"""Numbers at which a person can be reached: mobile, land line, internet, forwarded. Not 080, 1588, 112."""
COUNTRY = re.compile(r"(?:00(?:7\d\d|3\d\d|[1-9])?)?82(?=0?[1-9])", re.ASCII)
"""82, as it is dialled from abroad or behind a carrier's number (0082, 00182, 00700-82)."""
A_DATE = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])", re.ASCII)
GROUP = re.compile(r"[0-9]+")
JOINER = re.compile(r"[-._~/,·ㆍ:;|=()\[\] \n'’\"]{1,5}")
"""What may stand between two groups of digits of one number."""
PARTING = re.compile(r"[/,;|\n]|\s{2,}")
"""What may part two numbers."""
MASK_BEFORE = re.compile(r"[*●○xX□■◯◎•∗?#][-. ]?$")
MASK_AFTER = re.compile(r"[-. ]?[*●○xX#□■◯◎•∗?](?![0-9])")
"""Signs for digits that are not shown; before a digit x and # say extension."""
LAST_GROUP = 4
MOST_GROUPS = 14
FOREIGN_DIGITS = range(7, 16)
"""E.164: at most 15 digits with the country code."""
CALLING_CODES = {
    "1", "7", "20", "33", "44", "49", "60", "61", "62", "63", "65", "66", "81", "84", "86", "91", "92", "94", "95",
    "852", "855", "856", "880", "886", "976", "977", "992", "996", "998",
}  # fmt: skip
"""Country codes that are written without a +, by people whose list has visitors from abroad."""
LONGER_CODES = CALLING_CODES - {"1", "7"}
"""A single digit may be the number of a line."""
BARE_FOREIGN_DIGITS = range(10, 15)
WITH_CODE = 9
"""A whole foreign number is seldom shorter; a Korean mobile behind it is another number."""


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number and where it stands: digits with the leading 0 (put back if `repaired`), "" for a foreign one."""

    digits: str
    repaired: bool
    start: int
    end: int

    @property
    def is_mobile(self) -> bool:
        """Whether it is a mobile number."""
        return self.digits.startswith("01")


@dataclass(frozen=True, slots=True)
class _Group:
    digits: str
    start: int
    end: int
    before: str
    """What stands between this group and the one before; the words before it for the first."""
    is_abroad: bool
    """It stands behind a + or begins with 00."""


def find_numbers(text: str) -> list[FoundNumber]:
    """Find the numbers of a text in their order. The text is in NFKC; masked and impossible numbers are not found."""
    return [number for run in _runs(text) for number in _numbers_of(text, run)]


def _runs(text: str) -> Iterator[list[_Group]]:
    """Groups of digits with nothing between them but what may stand in a number. A + begins a new run."""
    run: list[_Group] = []
    end = 0
    for found in GROUP.finditer(text):
        before = text[end : found.start()]
        plus = before.rstrip(" (").endswith("+")
        if run and (plus or not JOINER.fullmatch(before)):
            yield run
            run = []
        run.append(_Group(found[0], found.start(), found.end(), before, plus or found[0].startswith("00")))
        end = found.end()
    if run:
        yield run


def _numbers_of(text: str, run: Sequence[_Group]) -> Iterator[FoundNumber]:
    at = 0
    left: list[_Group] = []
    while at < len(run):
        number, after = _number_at(text, run, at, fresh=not left)
        if number is None:
            left.append(run[at])
            at += 1
            continue
        yield from _oddly_spaced(text, left)
        yield number
        left, at = [], after
    yield from _oddly_spaced(text, left)


def _number_at(text: str, run: Sequence[_Group], at: int, *, fresh: bool) -> tuple[FoundNumber | None, int]:
    """Read the number that begins with a group. Only the first may lack its 0: 86 10-1234-5678 is Beijing's."""
    begins = fresh or PARTING.search(run[at].before) is not None
    if begins or not _may_be_abroad(run[at - 1], run[at]):
        for to in range(at + 1, min(len(run), at + MOST_GROUPS) + 1):
            number = _joined(text, run[at:to], repairable=begins)
            if number is not None and _is_well_spaced(number.digits, run[at:to]) and _stands_alone(number, run, at, to):
                return number, to
    return _foreign_at(run, at) if run[at].is_abroad or (begins and _has_bare_code(run, at)) else (None, at)


def _may_be_abroad(code: _Group, group: _Group) -> bool:
    """Whether a group may belong to the country code before it: 86 010-1234-5678 is Beijing's.

    "12) 010-…" and "(12) 010-…" are of a list of numbers: no country code of several digits begins with 1 (E.164).
    """
    if code.digits in LONGER_CODES:
        return True
    between, opens = group.before.strip(), code.before.rstrip().endswith("(")
    is_in_brackets = between in {")", ")-"} and opens and code.digits[0] not in "01"
    return len(code.digits) in {2, 3} and (between == "-" or is_in_brackets)


def _has_bare_code(run: Sequence[_Group], at: int) -> bool:
    """Whether a run begins with a country code without its +. "1. 010-…" is a list of numbers."""
    code = run[at].digits
    return code in LONGER_CODES or (code in CALLING_CODES and not _is_mobile_at(run, at + 1))


def _stands_alone(number: FoundNumber, run: Sequence[_Group], at: int, to: int) -> bool:
    """Whether no mobile number begins within one ("2. 010-…", "11) 010-…"), and a repaired land line is not cut off."""
    if number.is_mobile and not number.repaired:
        return True
    if number.repaired and not number.is_mobile and to < len(run) and not PARTING.search(run[to].before):
        return False
    return not any(_is_mobile_at(run, inner) for inner in range(at + 1, to))


def _is_mobile_at(run: Sequence[_Group], at: int) -> bool:
    heads = ("".join(group.digits for group in run[at:to]) for to in range(at + 1, min(len(run), at + 3) + 1))
    return any(digits.startswith("01") and is_personal(digits) for digits in heads)


def _joined(text: str, groups: Sequence[_Group], *, repairable: bool) -> FoundNumber | None:
    digits = "".join(group.digits for group in groups)
    national, repaired = _national(digits, repairable=repairable and not groups[0].is_abroad)
    start, end = groups[0].start, groups[-1].end
    if not national or _is_masked(text, national, groups, repaired=repaired):
        return None
    return FoundNumber(national, repaired, start, end)


def _national(digits: str, *, repairable: bool) -> tuple[str, bool]:
    """The number with its leading 0, and whether that was put back; "" when it is nobody's."""
    if is_personal(digits):
        return digits, False
    if found := COUNTRY.match(digits):
        national = "0" + digits[found.end() :].removeprefix("0")
        return (national, False) if is_personal(national) else ("", False)
    if repairable and not digits.startswith("0") and is_personal("0" + digits) and not A_DATE.fullmatch(digits):
        return "0" + digits, True
    return "", False


def _is_masked(text: str, national: str, groups: Sequence[_Group], *, repaired: bool) -> bool:
    """Whether digits are hidden beside the number: before one that lacks its 0, after one that could go on."""
    start, end = groups[0].start, groups[-1].end
    if repaired and MASK_BEFORE.search(text[max(0, start - 2) : start]):
        return True
    could_go_on = is_personal(national + "0") and len(groups[-1].digits) != LAST_GROUP
    return could_go_on and MASK_AFTER.match(text, end) is not None


def _is_well_spaced(national: str, groups: Sequence[_Group]) -> bool:
    """Whether gaps stand where people put them: before the last four digits, after the prefix, in the country code."""
    edges = {LAST_GROUP, len(national) - prefix_length(national)}
    behind = 0
    for group in reversed(groups[1:]):
        behind += len(group.digits)
        if behind not in edges and behind < len(national) - 1:
            return False
    return True


def _oddly_spaced(text: str, groups: Sequence[_Group]) -> Iterator[FoundNumber]:
    """Numbers whose dashes are misplaced (010-12-345678): only where nothing else is left over."""
    if not groups:
        return
    whole = _joined(text, groups, repairable=False)
    if whole is not None:
        yield whole
        return
    cuts = [at for at in range(1, len(groups)) if PARTING.search(groups[at].before)]
    for start, end in zip([0, *cuts], [*cuts, len(groups)], strict=True):
        part = _joined(text, groups[start:end], repairable=False) if cuts else None
        if part is not None:
            yield part


def _foreign_at(run: Sequence[_Group], at: int) -> tuple[FoundNumber | None, int]:
    """A foreign number takes all that may belong to it: +86 10-1234-5678 holds no Korean one."""
    digits, to = "", at
    while to < len(run) and (to == at or not PARTING.search(run[to].before)):
        known = len(digits.lstrip("0"))
        is_full = known + len(run[to].digits) >= FOREIGN_DIGITS.stop or (known >= WITH_CODE and _is_mobile_at(run, to))
        if to > at and is_full:
            break
        digits, to = digits + run[to].digits, to + 1
    count = len(digits.lstrip("0"))
    has_code = not digits.startswith("0") or (digits.startswith("00") and not digits.startswith("000"))
    if not has_code or count not in (FOREIGN_DIGITS if run[at].is_abroad else BARE_FOREIGN_DIGITS):
        return None, at
    return FoundNumber("", False, run[at].start, run[to - 1].end), to


def prefix_length(digits: str) -> int:
    """How many digits the area or network code of a number has, its 0 included."""
    if digits.startswith("02"):
        return 2
    return 4 if digits.startswith("050") else 3


def is_personal(digits: str) -> bool:
    """Check whether digits are a number at which a person can be reached; 010-0000-0000 is a filler."""
    return PERSONAL.fullmatch(digits) is not None and digits[prefix_length(digits) :].strip("0") != ""
