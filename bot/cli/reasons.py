"""Why a command was refused: what a person can mend, in words of the reader's language."""

from collections.abc import Callable

from bot.cli.exits import MISUSED, refuse, setting_problem
from bot.cli.language import reader_texts
from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.lists.rows import UnreadableList
from bot.domain.refusals import Refused
from bot.services.desk import DatabaseCopied, DatabaseDamaged, DatabaseError, DatabaseFull, DatabaseInDoubt
from bot.serving.opening import CannotStart
from bot.settings import WrongSettings
from bot.texts import Texts


def explained(work: Callable[[Texts], int]) -> int:
    """Do a command's work. What goes wrong and a person can mend becomes a line and an exit code."""
    return put_in_words(work, reader_texts())


def put_in_words(work: Callable[[Texts], int], texts: Texts) -> int:
    """Do some work; what goes wrong is told in a language."""
    try:
        return work(texts)
    except WrongSettings as error:
        for problem in error.problems:
            refuse(f"✘ {setting_problem(problem, texts)}")
        return MISUSED
    except Refused as error:
        return refuse(texts.plain(f"refused.{error.reason}", **error.facts))
    except UnreadableList as error:
        return refuse(texts.plain(f"list_problem.{error.problem}"))
    except CannotStart as error:
        return refuse(texts.plain(f"installation_fault.{error.fault}", **error.facts))
    except DatabaseCopied:
        return refuse(texts.plain(f"installation_fault.{InstallationFault.DATABASE_COPIED}"))
    except DatabaseFull:
        return refuse(texts.plain("error.disk_full"))
    except DatabaseInDoubt:
        return refuse(texts.plain("console.in_doubt"))
    except DatabaseError as error:
        return refuse(texts.plain(f"installation_fault.{fault_of_database(error)}", error=str(error)))


def fault_of_database(error: DatabaseError) -> InstallationFault:
    """Return what is wrong with a database: its file is broken, or nobody comes to it."""
    is_damaged = isinstance(error, DatabaseDamaged)
    return InstallationFault.DATABASE_DAMAGED if is_damaged else InstallationFault.DATABASE_AWAY
