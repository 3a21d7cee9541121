"""What is kept and destroyed, drawn with strange words."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product

from bot.domain.keeping.cards import AccessLine, AccessReview, DeletionCard, LooksFrom
from bot.domain.trail import SYSTEM, Door
from bot.texts import Texts
from bot.views.keeping.answers import access_review
from bot.views.keeping.deletions import deletion_message
from tests.steps.builders import KIM, MONDAY
from tests.steps.views import Drawn


def deletions(_strange: str, texts: Texts) -> Iterable[Drawn]:
    for is_purged, is_kept, is_told in product((True, False), (None, True, False), (True, False)):
        card = DeletionCard(
            id=3,
            call=17,
            asked_on=MONDAY,
            tell_by=MONDAY,
            is_purged=is_purged,
            matters=(48213, 31007) if is_kept is None else (),
            may_destroy=is_purged and is_kept is None,
            is_kept=is_kept,
            is_told=is_told,
            may_phone=True,
        )
        yield deletion_message(card, texts)


def reviews(strange: str, texts: Texts) -> Iterable[Drawn]:
    counts = {"looks": 9, "off_hours": 1, "without_attempt": 2, "own_unit": 3}
    looks_from = tuple(LooksFrom(door=door, place=strange, count=3) for door in Door)
    person = AccessLine(person=KIM, is_unusual=True, looks_from=looks_from, **counts)
    by_itself = replace(person, person=SYSTEM, is_unusual=False)
    for lines in ((), (by_itself, *(person,) * 100)):
        yield access_review(AccessReview(month=MONDAY, lines=lines, ends=("T17-3f2a-91bc-0d4e-77aa",)), texts)
