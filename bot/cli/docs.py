"""`cleancall docs`: the pages for each reader, in the language of LOCALE."""

import sys
from importlib import resources

from bot.cli.exits import DONE, MISUSED, refuse
from bot.cli.language import reader_texts
from bot.cli.settings_page import settings_page
from bot.texts import Texts

OF_THE_CODE = "settings"
PAGES = ("install", "operate", OF_THE_CODE, "security", "figures", "operators", "supervisors", "headquarters")
"""In the order in which somebody comes to need them."""
SCHEMA = "stats.schema.json"
"""For who reads `cleancall stats --format json` with a program: one for every language."""


def print_page(name: str | None) -> int:
    """Print one of the pages, or without a name what there is, each with its title."""
    texts = reader_texts()
    if name is None:
        width = max(map(len, PAGES))
        titles = ((each, page(each, texts).partition("\n")[0].removeprefix("# ")) for each in PAGES)
        sys.stdout.write("".join(f"{each:{width}}  {title}\n" for each, title in titles))
        sys.stdout.write(f"{SCHEMA}\n")
        return DONE
    if name == SCHEMA:
        sys.stdout.write((resources.files("bot") / "documents" / SCHEMA).read_text(encoding="utf-8"))
        return DONE
    if name not in PAGES:
        refuse(texts.plain("misuse.no_page", name=name, names=", ".join((*PAGES, SCHEMA))))
        return MISUSED
    sys.stdout.write(page(name, texts))
    return DONE


def page(name: str, texts: Texts) -> str:
    """Return a page in a language. That of settings is made anew: the file is for those who read the source."""
    if name == OF_THE_CODE:
        return settings_page(texts)
    return (resources.files("bot") / "docs" / texts.locale / f"{name}.md").read_text(encoding="utf-8")
