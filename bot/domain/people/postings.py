"""Where a member of staff served, and when: a matter is judged by the department of its day (rule book §4).

Departments stand in the words of the directory; what they mean is asked of the station's table, for a day.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAY = timedelta(days=1)
_DAY = (
    r"(?<!\d)(?:(?:(\d{4})|['’]?(\d{2}))\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[일.]?"
    r"|(20\d{2})(\d{2})(\d{2}))(?!\d)(?:\s+00:00(?::00)?)?"
)
DAYS = re.compile(_DAY)
STRETCH = re.compile(rf"[\s(\[:]*(?P<first>{_DAY})?\s*[~∼〜～–—]\s*(?P<last>{_DAY})?[\s)\]]*$")
ENTRIES = re.compile(r"[;,\n、]|\s/\s")
CENTURY = 2000
LONGEST_UNIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A department that somebody left: their first and last day there, as far as these are known.

    `led`: they were its head, or the deputy of its head, when they left.
    """

    department: str
    first: date | None = None
    last: date | None = None
    led: bool = False

    def covers(self, day: date) -> bool:
        """Check whether they served there on a day; of an unknown last day nothing can be said."""
        return self.last is not None and (self.first is None or self.first <= day) and day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Career:
    """The department somebody is in, since when, and those they left, the latest last.

    `since` may lie ahead: orders are published before they take effect.
    """

    department: str
    since: date | None = None
    former: tuple[Posting, ...] = ()

    def on(self, day: date) -> str:
        """Return the department of a day; the present one where it is not known."""
        covering = [each for each in self.former if each.covers(day)]
        return min(covering, key=_end).department if covering else self.department

    def since_day(self, since: date, today: date) -> Iterator[tuple[str, date]]:
        """List the departments of a day, of today and of between, each with a day on which it had that name."""
        yield self.department, today
        yield self.on(since), since
        yield self.on(today), today
        for each in self.former:
            if each.last is not None and each.last >= since:
                yield each.department, each.last

    def led_since(self, since: date) -> Iterator[tuple[str, date]]:
        """List the departments that somebody led after a day and left, each with a day on which it had that name."""
        for each in self.former:
            if each.led and each.last is not None and each.last >= since:
                yield each.department, each.last

    def concerns(self, visited_on: date, today: date, memory: timedelta) -> Iterator[tuple[str, date]]:
        """List the departments whose matters of a day are their own, each with a day on which it had that name.

        The present ones, that of the day, and those they left within the memory.
        """
        yield self.department, today
        yield self.on(visited_on), visited_on
        for each in self.former:
            if each.covers(visited_on):
                yield each.department, visited_on
            if each.last is not None and each.last + DAY >= today - memory:
                yield each.department, each.last


def _end(posting: Posting) -> date:
    return posting.last or date.min


def transferred(
    before: Career, listed: Career, today: date, is_same: Callable[[str, str], bool], *, led: bool = False
) -> Career:
    """Return what is known of somebody after a newer list: its department is theirs, what it does not say is kept.

    Another department is a transfer on the listed day, without one today. If that is not after the day on which they
    came to the one before, the list corrects what was known, and nothing was left. `led`: they led the department that
    they leave.
    """
    former = _merged(before.former, listed.former, is_same)
    if is_same(before.department, listed.department):
        since = listed.since or before.since
        return Career(department=listed.department, since=since, former=_moved_up(former, before.since, since))
    moved_on = listed.since or today
    if before.since is not None and moved_on <= before.since:
        return Career(department=listed.department, since=moved_on, former=former)
    left = Posting(department=before.department, first=before.since, last=moved_on - DAY, led=led)
    return Career(department=listed.department, since=moved_on, former=_merged(former, (left,), is_same))


def _moved_up(former: tuple[Posting, ...], was: date | None, since: date | None) -> tuple[Posting, ...]:
    """Let the last department end where the present one is now known to begin."""
    if not former or was is None or since is None or was == since or former[-1].last != was - DAY:
        return former
    return (*former[:-1], replace(former[-1], last=since - DAY))


def _merged(
    known: Iterable[Posting], told: Iterable[Posting], is_same: Callable[[str, str], bool]
) -> tuple[Posting, ...]:
    """Add what is told to what is known; the same stay, told again, is told better."""
    found = list(known)
    for each in told:
        place = next((at for at, old in enumerate(found) if _is_one_stay(old, each, is_same)), None)
        if place is None:
            found.append(each)
        else:
            known_stay = found[place]
            found[place] = replace(
                each,
                first=each.first or known_stay.first,
                last=each.last or known_stay.last,
                led=each.led or known_stay.led,
            )
    return tuple(sorted(found, key=lambda each: (_end(each), each.first or date.min, each.department)))


def _is_one_stay(one: Posting, other: Posting, is_same: Callable[[str, str], bool]) -> bool:
    if not is_same(one.department, other.department):
        return False
    if one.last is None or other.last is None:
        return True
    starts, ends = max(one.first or date.min, other.first or date.min), min(one.last, other.last)
    return starts <= ends


def read_day(words: str) -> date | None:
    """Read a day as a list of staff has it: 2026-07-13, 2026. 7. 13., 26.7.13, 20260713. None: nothing is written.

    Raises:
        ValueError: it is no day.
    """
    if not words.strip():
        return None
    found = DAYS.fullmatch(words.strip())
    if found is None:
        raise ValueError(words)
    return _day_of(found.groups())


def read_postings(cell: str) -> tuple[Posting, ...]:
    """Read former departments, several with commas between, each with its days where they are known.

    교통과(2024-01-02~2026-07-12), 수사과(~2023-12-31)

    Raises:
        ValueError: a day that does not exist, or an end before the beginning.
    """
    return tuple(_posting(each.strip()) for each in ENTRIES.split(cell) if each.strip())


def _posting(entry: str) -> Posting:
    stretch = STRETCH.search(entry)
    if stretch is None:
        if DAYS.search(entry):  # a single day: the first or the last?
            raise ValueError(entry)
        return Posting(department=entry[:LONGEST_UNIT])
    department = entry[: stretch.start()].strip()
    first, last = (read_day(stretch[name] or "") for name in ("first", "last"))
    if not department or (first and last and last < first):
        raise ValueError(entry)
    return Posting(department=department[:LONGEST_UNIT], first=first, last=last)


def _day_of(found: tuple[str | None, ...]) -> date:
    year, month, day = (each for each in found if each)
    return date(int(year) if len(year) == len("2026") else CENTURY + int(year), int(month), int(day))


def with_days(career: Career) -> Career:
    """Fill in the day that follows from the other: the last of the stay before, or the first of this one."""
    if career.since is None:
        last = next((each.last for each in reversed(career.former) if each.last is not None), None)
        return career if last is None else replace(career, since=last + DAY)
    former = tuple(each if each.last else replace(each, last=career.since - DAY) for each in career.former)
    return replace(career, former=former)
