"""Reports of imports, kept to be drawn: the names of file and sheets are sealed, and destroyed after a week."""

from bot.domain.lists.cards import ImportReport, RefusedList
from bot.domain.lists.import_reports import (
    FileNames,
    names_from_text,
    names_to_text,
    refusal_from_facts,
    refusal_to_facts,
    report_from_facts,
    report_to_facts,
)
from bot.services.unit import Unit
from storage.lists.tables import ImportFile
from storage.lists.visits import add_import, find_import, set_report


def keep_report(unit: Unit, import_id: int, report: ImportReport) -> None:
    """Keep the report of an import, to be shown to whoever brought the list."""
    facts, names = report_to_facts(report)
    set_report(unit.session, import_id, facts, unit.secrets.seal(names_to_text(names)))


def keep_refusal(unit: Unit, *, by: str, source: str, refused: RefusedList) -> None:
    """Keep why a file changed nothing."""
    facts, names = refusal_to_facts(refused)
    import_id = add_import(unit.session, source, by, unit.now, facts)
    set_report(unit.session, import_id, facts, unit.secrets.seal(names_to_text(names)))


def see_import(unit: Unit, *, source: str) -> ImportReport | None:
    """Return the report of an import; None when there is none."""
    row = find_import(unit.session, source)
    if row is None or "rejected" not in row.report:
        return None
    return report_from_facts(row.report, _names(unit, row))


def see_refusal(unit: Unit, *, source: str) -> RefusedList | None:
    """Return why a file changed nothing; None when it is not known."""
    row = find_import(unit.session, source)
    return None if row is None or "problem" not in row.report else refusal_from_facts(row.report, _names(unit, row))


def _names(unit: Unit, row: ImportFile) -> FileNames:
    return names_from_text(unit.secrets.open_if(row.sealed_names))
