"""What an import is to do with each row of a list, decided before anything is changed (rule book §3)."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from bot.domain.calls.retries import window_end
from bot.domain.calls.states import CallState
from bot.domain.keeping.names import key_of_tidy
from bot.domain.lists.cards import RowNote
from bot.domain.lists.corrections import LIFTED_BY_HAND, PROTECTED, may_lift, must_leave
from bot.domain.lists.recent_calls import is_left_in_peace
from bot.domain.lists.rows import ExclusionReason, ListedVisit, SaidIn
from bot.domain.lists.shown_words import shown_name
from bot.domain.lists.station_rules import StationRules
from bot.services.finding import existing_call
from bot.services.keeping.contact_data import name_key_of
from bot.services.lists.correcting import Correction, correction_of
from bot.services.lists.preparing import PreparedList, seal_visit
from bot.services.lists.recognising import RecognisedRow, recognise
from bot.services.unit import Unit
from storage.lists.do_not_call import not_to_be_called
from storage.lists.known import Edition, KnownExclusion, KnownVisit, calls_with_numbers, visits_on
from storage.lists.visits import SealedVisit, visits_of

SEVERAL_FIT = "several_fit"
NEWEST = 2**62
"""Stands for the number of an import that is not stored yet."""
Person = tuple[str, str]
"""Who somebody is: the hash of their number, the key of their name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A row that is not called; `visit` is the one that stands in the queue and leaves it.

    `known_as`: by what the visitor is known from then on.
    """

    row: RecognisedRow
    known_as: str
    reason: ExclusionReason
    said_in: SaidIn | None = None
    visit: KnownVisit | None = None


@dataclass(slots=True)
class ImportPlan:
    """What to do with the rows of a list."""

    known: int
    merged: int = 0
    outdated: int = 0
    called_before: AbstractSet[Person] = frozenset()
    asked: list[RowNote] = field(default_factory=list)
    calls: dict[Person, list[SealedVisit]] = field(default_factory=dict)
    more_visits: dict[int, list[SealedVisit]] = field(default_factory=dict)  # open call → visits
    corrections: list[Correction] = field(default_factory=list)
    excluded: list[Leaving] = field(default_factory=list)
    lifted: list[KnownExclusion] = field(default_factory=list)
    back: list[Correction] = field(default_factory=list)  # of calls that had left the queue
    confirmed_visits: list[int] = field(default_factory=list)
    confirmed_exclusions: list[int] = field(default_factory=list)
    protected: dict[int, ExclusionReason] = field(default_factory=dict)  # open calls of people this list protects
    heard: list[int] = field(default_factory=list)  # such calls of people who came to us by themselves


@dataclass(slots=True)
class _People:
    """Who of a list was called before, who is in the register, and who is to be protected whatever other rows say."""

    not_to_be_called: AbstractSet[str]
    protected: Mapping[Person, ExclusionReason]
    open_calls: dict[Person, int] = field(default_factory=dict)
    known: set[Person] = field(default_factory=set)
    reached_for: dict[Person, set[str]] = field(default_factory=dict)


def make_plan(unit: Unit, prepared: PreparedList, edition: Edition) -> ImportPlan:
    """Decide what becomes of each row; `edition` says how new the list is."""
    rows, repeated = recognise(unit, prepared)
    people = _people(unit, prepared, _protected_in(unit, rows))
    planning = _Planning(unit, prepared.rules, edition, people, ImportPlan(known=repeated, called_before=people.known))
    for row in rows:
        if row.fits:
            planning.take_known(row)
    for row in rows:  # after the corrections: they may have told a number that a new row has too
        if not row.fits:
            planning.take_new(row)
    planning.protect()
    return planning.plan


def _protected_in(unit: Unit, rows: Iterable[RecognisedRow]) -> Mapping[Person, ExclusionReason]:
    """Find who must be protected by one of their rows, unless a supervisor said of it that they may be called."""
    said = [row for row in rows if row.excluded is not None and row.excluded.reason in PROTECTED and row.visit.phone]
    return {
        (unit.secrets.keyed_hash(row.visit.phone), key_of_tidy(row.visit.petitioner_name)): row.excluded.reason
        for row in said
        if row.excluded is not None and not any(_is_by_hand(each) for each in row.fits)
    }


def _is_by_hand(known: KnownVisit | KnownExclusion) -> bool:
    return known.is_included if isinstance(known, KnownVisit) else known.is_lifted


def _people(unit: Unit, prepared: PreparedList, protected: Mapping[Person, ExclusionReason]) -> _People:
    phones = {visit.phone_hash for visit in prepared.visits} | {phone_hash for phone_hash, _ in protected}
    people = _People(not_to_be_called(unit.session, phones, unit.today), protected)
    since = unit.now - unit.station.recently_called
    for call in calls_with_numbers(unit.session, phones):
        person = (call.phone_hash, name_key_of(unit, call.sealed_name))
        people.known.add(person)
        if call.is_open:
            people.open_calls[person] = call.call_id
        elif call.reached_at is not None and call.reached_at >= since:
            people.reached_for.setdefault(person, set()).add(call.petition_type)
    return people


@dataclass(slots=True)
class _Planning:
    """Goes through the rows."""

    unit: Unit
    rules: StationRules
    edition: Edition
    people: _People
    plan: ImportPlan

    def take_known(self, row: RecognisedRow) -> None:
        """Decide on a row that came before: corrected, excluded, taken back into the queue, or just known."""
        match row.fits:
            case (KnownVisit() as known,):
                self._take_known_visit(row, known)
            case (KnownExclusion() as known,):
                self._take_known_exclusion(row, known)
            case several:
                self._take_several(row, several)

    def take_new(self, row: RecognisedRow) -> None:
        """Decide on a row that never came before."""
        if row.excluded is not None:
            self._exclude(row, row.excluded.reason, row.excluded.said_in)
        elif row.sealed is not None:
            reason = self._protects(row) or self._reason_against(row.visit, row.sealed)
            if reason is None:
                self._call(row.sealed, row.visit)
            else:
                self._exclude(row, reason)

    def protect(self) -> None:
        """Let the open calls of people who must be protected leave the queue, but for those a supervisor let in.

        Who came to us by themselves is heard, and phoned at no time but one that they asked for.
        """
        for person, reason in self.people.protected.items():
            call_id = self.people.open_calls.get(person)
            if call_id is None or any(each.is_included for each in visits_of(self.unit.session, call_id)):
                continue
            call = existing_call(self.unit, call_id)
            if call.came_in is not None and (call.state == CallState.CLAIMED or call.promised):
                self.plan.heard.append(call_id)
            else:
                self.plan.protected[call_id] = reason

    def _call(self, sealed: SealedVisit, visit: ListedVisit) -> None:
        person = _person(sealed, visit)
        if person in self.people.open_calls:
            self.plan.merged += 1
            self.plan.more_visits.setdefault(self.people.open_calls[person], []).append(sealed)
        else:
            self.plan.merged += person in self.plan.calls
            self.plan.calls.setdefault(person, []).append(sealed)

    def _exclude(self, row: RecognisedRow, reason: ExclusionReason, said_in: SaidIn | None = None) -> None:
        self.plan.excluded.append(Leaving(row=row, known_as=row.known_as, reason=reason, said_in=said_in))

    def _take_known_visit(self, row: RecognisedRow, known: KnownVisit) -> None:
        if not known.is_open:
            self.plan.known += 1
        elif row.excluded is not None:
            self._let_leave(row, known, row.excluded.reason, row.excluded.said_in)
        elif (reason := self._protects(row)) and not known.is_included:
            self._let_leave(row, known, reason, None)
        elif row.sealed is not None and row.sealed.row_hash == known.row_hash:
            self._confirm(known)
        elif self._is_older_than(known):
            self.plan.outdated += 1
        elif row.sealed is not None:
            self._correct(row, row.sealed, known)

    def _correct(self, row: RecognisedRow, sealed: SealedVisit, known: KnownVisit) -> None:
        if sealed.phone_hash != known.phone_hash and sealed.phone_hash in self.people.not_to_be_called:
            self._let_leave(row, known, ExclusionReason.DO_NOT_CALL, None)
            return
        correction = correction_of(self.unit, known, row.visit, sealed)
        self.plan.corrections.append(correction)
        self.plan.known += not correction.changed
        self.people.open_calls[_person(sealed, row.visit)] = known.call_id

    def _let_leave(
        self, row: RecognisedRow, known: KnownVisit, reason: ExclusionReason, said_in: SaidIn | None
    ) -> None:
        if must_leave(reason) and not known.is_included:
            known_as = row.known_as if len(row.fits) == 1 else known.known_as
            self.plan.excluded.append(Leaving(row=row, known_as=known_as, reason=reason, said_in=said_in, visit=known))
        else:
            self._confirm(known)

    def _take_known_exclusion(self, row: RecognisedRow, known: KnownExclusion) -> None:
        if known.is_lifted and row.visit.phone:
            self._include(row, known)
            return
        reason = ExclusionReason(known.reason)
        said_in = SaidIn(known.said_in) if known.said_in else None
        is_lifted = row.sealed is not None and may_lift(reason, said_in, row.visit)
        if not is_lifted or self._is_older_than(known):
            self.plan.known += 1
            self.plan.outdated += is_lifted
            self.plan.confirmed_exclusions += [] if self._is_older_than(known) else [known.id]
            return
        if row.sealed is None or known.call_id is None:
            self.plan.lifted.append(known)
            self.take_new(row)
        else:
            self._bring_back(row, row.sealed, known)

    def _bring_back(self, row: RecognisedRow, sealed: SealedVisit, known: KnownExclusion) -> None:
        """Put a call back that had left the queue, with what the list says now: the number may be another."""
        visit = next(
            each for each in visits_on(self.unit.session, [known.visited_on]) if each.known_as == known.known_as
        )
        if sealed.phone_hash in self.people.not_to_be_called:
            self.plan.known += 1
            return
        self.plan.lifted.append(known)
        self.plan.back.append(correction_of(self.unit, visit, row.visit, sealed))
        self.people.open_calls[_person(sealed, row.visit)] = visit.call_id

    def _include(self, row: RecognisedRow, known: KnownExclusion) -> None:
        """Take a row whose exclusion a supervisor has lifted, whatever it says."""
        self.plan.lifted.append(known)
        sealed = row.sealed or seal_visit(row.visit, self.rules, self.unit.secrets)
        self._call(replace(sealed, is_included=True), row.visit)

    def _take_several(self, row: RecognisedRow, several: tuple[KnownVisit | KnownExclusion, ...]) -> None:
        """Ask which visit is meant; of somebody who must be protected none is called."""
        self.plan.asked.append(RowNote(row_no=row.visit.row_no, reason=SEVERAL_FIT, sheet=shown_name(row.visit.sheet)))
        if row.excluded is None or row.excluded.reason not in LIFTED_BY_HAND:
            return
        for known in several:
            if isinstance(known, KnownVisit) and known.is_open:
                self._let_leave(row, known, row.excluded.reason, row.excluded.said_in)

    def _confirm(self, known: KnownVisit) -> None:
        self.plan.known += 1
        if not self._is_older_than(known):
            self.plan.confirmed_visits.append(known.id)

    def _is_older_than(self, known: KnownVisit | KnownExclusion) -> bool:
        return self.edition < known.edition

    def _protects(self, row: RecognisedRow) -> ExclusionReason | None:
        """Return why another row of the same person protects them."""
        return None if row.sealed is None else self.people.protected.get(_person(row.sealed, row.visit))

    def _reason_against(self, visit: ListedVisit, sealed: SealedVisit) -> ExclusionReason | None:
        if sealed.phone_hash in self.people.not_to_be_called:
            return ExclusionReason.DO_NOT_CALL
        reached_for = self.people.reached_for.get(_person(sealed, visit), set())
        if is_left_in_peace(sealed.petition_type, visit.types, reached_for, visit.note):
            return ExclusionReason.RECENTLY_CALLED
        if window_end(sealed.visited_on, self.unit.station, self.unit.calendar) < self.unit.today:
            return ExclusionReason.WINDOW_OVER
        return None


def _person(sealed: SealedVisit, visit: ListedVisit) -> Person:
    return sealed.phone_hash, key_of_tidy(visit.petitioner_name)
