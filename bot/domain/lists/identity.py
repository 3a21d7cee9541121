"""By what a visit is known when its list comes again (rule book §3, Import again). Only ever hashed with a key."""

from datetime import date

from bot.domain.keeping.names import key_of_tidy
from bot.domain.lists.rows import ListedVisit


def visit_facts(visit: ListedVisit) -> str:
    """Return what makes a visit the same visit: receipt number, name and day, else name, phone, day and purpose."""
    if visit.receipt_no:
        return receipt_facts(visit.receipt_no, key_of_tidy(visit.petitioner_name), visit.visited_on)
    purpose = _plain(visit.types[0]) if visit.types else ""
    return f"visit|{_plain(visit.petitioner_name)}|{visit.phone}|{visit.visited_on.isoformat()}|{purpose}"


def receipt_facts(receipt_no: str, name_key: str, day: date) -> str:
    """Return what makes a visit with a receipt number the same visit: the numbers begin anew in many offices."""
    return f"{old_receipt_facts(receipt_no)}|{name_and_day(name_key, day)}"


def old_receipt_facts(receipt_no: str) -> str:
    """Return what a visit with a receipt number was known by until 0.8."""
    return f"receipt|{plain_receipt(receipt_no)}"


def plain_receipt(receipt_no: str) -> str:
    """Return a receipt number as it is compared."""
    return _plain(receipt_no)


def name_and_day(name_key: str, day: date) -> str:
    """Return the key of a name with a day."""
    return f"{name_key}|{day.isoformat()}"


def row_facts(visit: ListedVisit) -> str:
    """Return everything that a row says of a visit: while this stays the same, nothing is to be corrected."""
    said = (visit.petitioner_name, visit.phone, *visit.alternates, visit.department, visit.note, visit.visited_at)
    return "|".join(map(str, (*said, visit.rank, *visit.types, *visit.officers)))


def _plain(text: str) -> str:
    return text.replace(" ", "").upper()
