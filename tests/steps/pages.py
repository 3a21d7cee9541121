"""Pages in Markdown, read as their readers see them: headings, blocks of commands, tables, links."""

import re
from pathlib import Path

from bot.cli.docs import page
from bot.texts import load_texts

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`]+)`")


def page_in(name: str, locale: str) -> str:
    """Return a page as `cleancall docs` shows it."""
    return page(name, load_texts(locale))


def blocks(words: str, language: str) -> list[str]:
    """Return the code blocks of one language."""
    return [block for _, of_block, block in BLOCK.findall(words) if of_block == language]


def without_blocks(words: str) -> str:
    """Return what is no code block."""
    return BLOCK.sub("", words)


def headings(words: str) -> list[str]:
    """Return the headings with their marks: "## Keys"."""
    return re.findall(r"^#+ .+$", without_blocks(words), re.MULTILINE)


def table_rows(words: str) -> list[list[str]]:
    """Return the cells of each row of every table, heads too."""
    rows = re.findall(r"^\|(.*)\|$", without_blocks(words), re.MULTILINE)
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)] for row in rows]


def section(words: str, heading: str) -> str:
    """Return what stands below a heading of the second level."""
    return words.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def anchors(words: str) -> set[str]:
    """Return what a link may name after #: GitHub's words for the headings."""
    plain = (re.sub(r"[^\w\- ]", "", each.lstrip("# ").lower()) for each in headings(words))
    return {each.replace(" ", "-") for each in plain}


def broken_links(file: Path) -> list[str]:
    """Return the links of a file to what is not there; those to other sites are not followed."""
    broken = []
    for link in LINK.findall(without_blocks(file.read_text(encoding="utf-8"))):
        if link.startswith(("https://", "http://")):
            continue
        path, _, anchor = link.partition("#")
        target = (file.parent / path).resolve() if path else file
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            broken.append(link)
    return broken
