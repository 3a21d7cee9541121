"""What kind of petition a purpose is, as the station's table names it (rule book §3, what a channel may show)."""

from bot.domain.lists.exclusions import names_victims
from bot.domain.station_tables import OTHER, PetitionType, fold_word


def petition_type_of(raw: str, table: tuple[PetitionType, ...]) -> str:
    """Find the first type of the table one of whose words stands in what was written, else 기타.

    What victims suffer is 기타 too: a channel and a figure never tell of them. The raw words never come out.
    """
    folded = fold_word(raw)
    if not folded or names_victims(raw):
        return OTHER
    return next((each.name for each in table if any(word in folded for word in each.words)), OTHER)
