"""`cleancall tables`: words of lists that no table of the station knows, as lines for station.toml."""

import sys
from collections.abc import Iterator

from bot.cli.desk import with_desk
from bot.cli.exits import DONE
from bot.cli.installation import in_toml
from bot.domain.lists.unknown_words import UnknownWords
from bot.domain.roles import ADMIN
from bot.services.desk import Desk
from bot.services.lists.unknown_words import see_unknown_words
from bot.texts import Texts


def print_unknown_words() -> int:
    """Print what an administrator can put into station.toml: TOML, with everything else in comments."""

    def work(desk: Desk, texts: Texts) -> int:
        words = desk.do_now(see_unknown_words, by=ADMIN)
        sys.stdout.write("\n".join(table_lines(words, texts)) + "\n")
        return DONE

    return with_desk(work)


def table_lines(words: UnknownWords, texts: Texts) -> Iterator[str]:
    """Write the lines: of purposes new types, of departments new ones, each to be renamed or moved into another."""
    yield _comment("tables.title", texts, days=words.days, visits=words.visits)
    is_empty = not (words.types.shown or words.departments.shown or words.units.shown)
    yield _comment("tables.nothing", texts) if is_empty else _comment("tables.how", texts)
    if words.types.shown:
        yield from ("", "[petition_types]", _comment("tables.types_how", texts))
        for each in words.types.shown:
            count = _comment("tables.petitioners", texts, count=each.people)
            yield f"{in_toml(each.word)} = {in_toml((each.word,))} {count}"
    if words.departments.shown or words.units.shown:
        yield from ("", "[departments]", _comment("tables.departments_how", texts))
        yield from _department_lines(words, texts)
    hidden = words.types.hidden + words.departments.hidden + words.units.hidden
    if hidden:
        yield from ("", _comment("tables.hidden", texts, count=hidden))


def _department_lines(words: UnknownWords, texts: Texts) -> Iterator[str]:
    """Where lists and the directory have the same word it stands there once: TOML takes a name but once."""
    listed = {each.word: each for each in words.departments.shown}
    for each in words.units.shown:
        listed.pop(each.word, None)
        count = _comment("tables.staff", texts, count=each.people)
        yield f"{in_toml(each.word)} = [] {count}"
    for each in listed.values():
        count = _comment("tables.petitioners", texts, count=each.people)
        yield f"{in_toml(each.word)} = [] {count}"


def _comment(key: str, texts: Texts, **facts: int) -> str:
    return f"# {texts.plain(key, **facts)}"
