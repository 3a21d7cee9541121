"""`cleancall staff`: the directory of the station's people, and the half-yearly list that is complete (인사발령)."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from rich.console import Console

from bot.cli.desk import with_desk
from bot.cli.exits import DONE, REFUSED, refuse
from bot.domain.roles import ADMIN
from bot.services.desk import Desk
from bot.services.people import directory
from bot.services.people.directory import StaffChange, StaffMove
from bot.services.people.orders import order_staff
from bot.texts import LOCALES, Texts, load_texts

MOST_NAMED = 40
"""Members that a preview names; all of them are counted."""
YES = {"y", "yes", *(load_texts(locale).sentences["staff_change.yes"].casefold() for locale in LOCALES)}


FARTHEST = timedelta(days=366)


def load_directory(file: Path, *, complete: bool, yes: bool, on: date | None) -> int:
    """Load a list of staff. Whoever is not in a complete one has left: that is previewed and asked before.

    `on`: the day from which it holds; of a day to come it is kept, and the bot applies it then.
    """

    def work(desk: Desk, texts: Texts) -> int:
        try:
            people = directory.read_staff(file.read_bytes(), file.name)
        except directory.UnreadableStaff as error:
            for row, problem in sorted(error.problems.items()):
                refuse(texts.plain(f"staff_problem.{problem}", row=row))
            return REFUSED
        if complete:
            _preview(desk.do_now(directory.staff_changes, people=people, complete=True), texts)
            if not yes and not _is_confirmed(texts):
                return refuse(texts.plain("staff_change.not_done"))
        if on is not None and on > desk.today:
            if on > desk.today + FARTHEST:
                return refuse(texts.plain("staff_change.too_far", day=on))
            desk.do_now(order_staff, people=people, by=ADMIN, complete=complete, on=on)
            Console(soft_wrap=True).print(texts.plain("staff_change.ordered", day=on, count=len(people)))
            return DONE
        report = desk.do_now(directory.load_staff, people=people, by=ADMIN, complete=complete, on=on)
        Console(soft_wrap=True).print(
            texts.plain(
                "console.staff",
                added=report.added,
                changed=report.changed,
                unchanged=report.unchanged,
                moved=report.moved,
                left=report.left,
            )
        )
        return DONE

    return with_desk(work)


def _preview(changes: Sequence[StaffChange], texts: Texts) -> None:
    """Show who would come, move and go, their names masked; nothing is changed yet."""
    console, counts = Console(highlight=False, soft_wrap=True), Counter(each.move for each in changes)
    counted = {move.value: counts[move] for move in StaffMove}
    console.print(texts.plain("staff_change.preview", **counted), markup=False)
    for each in changes[:MOST_NAMED]:
        line = texts.plain(
            f"staff_change.{each.move}", name=each.name, rank=each.rank, department=each.department, to=each.to
        )
        console.print(f"  {line}", markup=False)
    if len(changes) > MOST_NAMED:
        console.print(f"  {texts.plain('staff_change.more', count=len(changes) - MOST_NAMED)}", markup=False)


def _is_confirmed(texts: Texts) -> bool:
    """Ask, where somebody sits at the keyboard."""
    if not sys.stdin.isatty():
        return False
    try:
        return input(f"{texts.plain('staff_change.ask')} ").strip().casefold() in YES
    except EOFError:
        return False
