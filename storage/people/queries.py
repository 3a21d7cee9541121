"""The directory of the station's people."""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, or_, select, update
from sqlmodel import Session, col

from bot.domain.roles import Role
from storage.columns import table_of
from storage.people.tables import Petitioner, Staff
from storage.statements import batches, changed_rows

BY_SLACK_ID = select(Staff).where(col(Staff.slack_id) == bindparam("of"), col(Staff.active).is_(True))
NUMBER_OF = (
    select(table_of(Petitioner).c.phone_hash)
    .where(table_of(Petitioner).c.id == bindparam("of"))
    .correlate(None)
    .scalar_subquery()
)
PEOPLE = table_of(Staff).c
REACHABLE = select(Staff).where(col(Staff.active).is_(True), col(Staff.slack_id).is_not(None)).order_by(col(Staff.id))
LOCALE = select(PEOPLE.locale).where(PEOPLE.slack_id == bindparam("of"))
"""Built once: every use case asks."""


def staff_by_slack_id(session: Session, slack_id: str) -> Staff | None:
    """Find an active member of the station by Slack id."""
    return session.execute(BY_SLACK_ID, {"of": slack_id}).scalar()


def staff_by_id(session: Session, staff_id: int) -> Staff | None:
    """Find a member of the station by directory id, whether they are still there or not."""
    return session.get(Staff, staff_id)


def staff_named(session: Session, name: str) -> Sequence[Staff]:
    """Find everybody of one name."""
    return session.execute(select(Staff).where(col(Staff.name) == name, col(Staff.active).is_(True))).scalars().all()


def staff_matching(session: Session, words: str, *, most: int, with_left: bool = False) -> Sequence[Staff]:
    """Find people whose name, rank, unit or extension contains each of some words, for type-ahead."""
    columns = (Staff.name, Staff.rank, Staff.department, Staff.extension)
    contains = [or_(*(col(column).contains(word, autoescape=True) for column in columns)) for word in words.split()]
    query = (
        select(Staff)
        .where(*contains, *(() if with_left else (col(Staff.active).is_(True),)))
        .order_by(col(Staff.active).desc(), col(Staff.department), col(Staff.name), col(Staff.id))
        .limit(most)
    )
    return session.execute(query).scalars().all()


def slack_ids_with(session: Session, role: Role) -> list[str]:
    """List the Slack ids of everybody who holds a role."""
    people = session.execute(select(Staff).where(col(Staff.active).is_(True), col(Staff.slack_id).is_not(None)))
    return [person.slack_id for person in people.scalars() if role in person.roles and person.slack_id]


def active_with(session: Session, role: Role) -> list[Staff]:
    """List everybody who is there and holds a role, in the directory's order."""
    return [person for person in active_staff(session) if role in person.roles]


def reachable_with(session: Session, role: Role) -> list[Staff]:
    """List the active people with a Slack account who hold a role, in the directory's order."""
    return [person for person in session.execute(REACHABLE).scalars() if role in person.roles]


def mark_home_opened(session: Session, slack_id: str) -> None:
    """Note that a person looks at App Home, so that it is kept fresh for them."""
    is_first = (col(Staff.slack_id) == slack_id, col(Staff.home_opened).is_(False))
    session.execute(update(Staff).where(*is_first).values(home_opened=True))


def note_locale(session: Session, slack_id: str, locale: str) -> bool:
    """Note which language a person reads. False: it is noted already, or they are not in the directory."""
    differs = or_(col(Staff.locale).is_(None), col(Staff.locale) != locale)
    noting = update(Staff).where(col(Staff.slack_id) == slack_id, differs).values(locale=locale)
    return changed_rows(session, noting) > 0


def noted_locale(session: Session, slack_id: str) -> str | None:
    """Return the language that a person is known to read."""
    return session.execute(LOCALE, {"of": slack_id}).scalar()


def forget_slack_account(session: Session, slack_id: str) -> Staff | None:
    """Take a Slack account that no longer works from its owner, until a new list brings one. Returns the owner."""
    person = session.execute(select(Staff).where(col(Staff.slack_id) == slack_id)).scalar()
    if person is not None:
        person.slack_id = None
        session.flush()
    return person


def staff_numbered(session: Session, numbers: Iterable[str]) -> dict[str, Staff]:
    """Find members of the station by staff number, whether they are still there or not."""
    found = (session.execute(select(Staff).where(col(Staff.staff_no).in_(part))) for part in batches(numbers))
    return {person.staff_no: person for rows in found for person in rows.scalars()}


def active_staff(session: Session) -> Sequence[Staff]:
    """List everybody who is there, in the directory's order."""
    query = select(Staff).where(col(Staff.active).is_(True)).order_by(col(Staff.id))
    return session.execute(query).scalars().all()


def mark_left(session: Session, staff_id: int) -> None:
    """Note that somebody has left; they stay in the directory."""
    session.execute(update(Staff).where(col(Staff.id) == staff_id).values(active=False))


KEPT = {"id", "home_opened", "locale", "break_until"}
"""What a new list does not change."""


def save_staff(session: Session, person: Staff, known: Staff | None) -> str:
    """Add or change one member, at the next flush. Returns "added", "changed" or "unchanged"."""
    if known is None:
        session.add(person)
        return "added"
    new = person.model_dump(exclude=KEPT)
    if new == known.model_dump(exclude=KEPT):
        return "unchanged"
    for name, value in new.items():
        setattr(known, name, value)
    return "changed"


def free_accounts(session: Session, people: Iterable[Staff]) -> None:
    """Take Slack accounts from whoever had them before: the newest list is right."""
    owners = {person.slack_id: person.staff_no for person in people if person.slack_id is not None}
    for part in batches(owners):
        for holder in session.execute(select(Staff).where(col(Staff.slack_id).in_(part))).scalars():
            if holder.staff_no != owners[holder.slack_id]:
                holder.slack_id = None
    session.flush()


def find_petitioner(session: Session, petitioner_id: int) -> Petitioner:
    """Read one petitioner, sealed as stored."""
    return session.get_one(Petitioner, petitioner_id)


def correct_petitioner(session: Session, petitioner_id: int, **values: str | bytes | None) -> None:
    """Take over what a newer list says of a petitioner."""
    session.execute(update(Petitioner).where(col(Petitioner.id) == petitioner_id).values(**values))


def sealed_names(session: Session) -> Sequence[bytes]:
    """Read the names of all whose contact data were not destroyed, sealed as stored."""
    return (
        session.execute(select(col(Petitioner.sealed_name)).where(col(Petitioner.purged_at).is_(None))).scalars().all()
    )


def oldest_kept(session: Session) -> Petitioner | None:
    """Read the oldest petitioner whose contact data were not destroyed."""
    query = select(Petitioner).where(col(Petitioner.purged_at).is_(None)).order_by(col(Petitioner.id)).limit(1)
    return session.execute(query).scalar()
