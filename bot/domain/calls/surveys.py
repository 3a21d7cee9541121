"""The versions of the survey, and what makes an item of two of them the same (rule book §4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.domain.station_tables import OVERALL, SURVEY, SurveyItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An item with one sentence. Scores and figures are known by its name, whatever its label is today.

    `versions`: those of the survey that ask it; empty as long as the survey was never changed.
    """

    name: str
    item: SurveyItem = field(compare=False)
    versions: tuple[int, ...] = field(default=(), compare=False)

    @property
    def is_own(self) -> bool:
        """Check whether the station said anything of it, or of its survey, by itself."""
        return bool(self.versions) or self.item != SurveyItem(key=self.item.key)

    @property
    def is_overall(self) -> bool:
        """Check whether it asks of the visit as a whole."""
        return self.item.key == OVERALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """One version of the survey: what it asks, in order, and since when."""

    number: int
    began_at: datetime
    questions: tuple[Question, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its questions."""
        return tuple(each.name for each in self.questions)


SHIPPED = tuple(Question(name=item.key, item=item) for item in SURVEY)
FIRST = Questionnaire(number=1, began_at=datetime(2000, 1, 1, tzinfo=UTC), questions=SHIPPED)
"""What is asked as long as no version was noted."""


@dataclass(frozen=True, slots=True)
class SurveyHistory:
    """All versions of a station's survey, oldest first."""

    noted: tuple[Questionnaire, ...] = ()

    @property
    def versions(self) -> tuple[Questionnaire, ...]:
        """Those that were noted, or what ships: there is one at least."""
        return self.noted or (FIRST,)

    @property
    def current(self) -> Questionnaire:
        """The version that is asked now."""
        return self.versions[-1]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question that was ever asked, those of the newest version first; each as it was labelled last."""
        found: dict[str, Question] = {}
        for version in reversed(self.versions):
            for each in version.questions:
                found.setdefault(each.name, each)
        if len(self.versions) == 1:
            return tuple(found.values())
        return tuple(
            Question(name=name, item=each.item, versions=self._versions_of(name)) for name, each in found.items()
        )

    def standing(self, items: Sequence[SurveyItem]) -> Questionnaire:
        """Return the version of a station's items; while another process begins it, the current one."""
        return next((each for each in reversed(self.versions) if _items_of(each) == tuple(items)), self.current)

    def asking(self, names: Iterable[str]) -> Questionnaire | None:
        """Return the version that asks just these, else the newest that asks them too. None: there is none."""
        wanted, newest_first = tuple(names), self.versions[::-1]
        same = (each for each in newest_first if each.names == wanted)
        more = (each for each in newest_first if set(wanted) <= set(each.names))
        return next(same, None) or next(more, None)

    def asked_in(self, start: datetime, end: datetime) -> tuple[Questionnaire, ...]:
        """List the versions of a stretch of time. Before the first one was noted, it was asked too."""
        ends = (*(each.began_at for each in self.versions[1:]), None)
        begins = (None, *ends[:-1])
        spans = zip(self.versions, begins, ends, strict=True)
        return tuple(
            each for each, began, ended in spans if (began is None or began < end) and (ended is None or ended > start)
        )

    def questions_of(self, start: datetime, end: datetime, answered: Iterable[str] = ()) -> tuple[Question, ...]:
        """List what was asked in a stretch of time, or was answered in it: a form may be older than the version."""
        asked = {name for version in self.asked_in(start, end) for name in version.names} | set(answered)
        return tuple(each for each in self.questions if each.name in asked)

    def changed_to(self, items: Sequence[SurveyItem], now: datetime) -> Questionnaire | None:
        """Make the next version of a station's items. None: they are those of the current one.

        An item with the key and the sentence of an earlier one is the same question. Any other has a name of its own.
        """
        if self.noted and tuple(items) == _items_of(self.current):
            return None
        number = len(self.noted) + 1
        known = {(each.item.key, each.item.sentence): each.name for each in self.questions}
        questions = (
            Question(name=known.get((item.key, item.sentence)) or _name_of(item, number), item=item) for item in items
        )
        return Questionnaire(number=number, began_at=now, questions=tuple(questions))

    def _versions_of(self, name: str) -> tuple[int, ...]:
        return tuple(each.number for each in self.versions if name in each.names)


def _items_of(version: Questionnaire) -> tuple[SurveyItem, ...]:
    return tuple(each.item for each in version.questions)


def _name_of(item: SurveyItem, number: int) -> str:
    """Name a question: a shipped sentence by its key, another by the version that it began with, too."""
    return f"{item.key}-{number}" if item.sentence else item.key
