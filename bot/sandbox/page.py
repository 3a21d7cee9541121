"""A plain page: who I am, what I see. It reloads itself; one that can be clicked comes later."""

from importlib import resources
from typing import Any

import jinja2

from bot.sandbox.validation import texts_in
from bot.sandbox.workspace import Workspace


def page(workspace: Workspace, user: str, seen: dict[str, Any] | None) -> str:
    """Draw the page for one person; nobody chosen: a choice of people."""
    source = (resources.files("bot.sandbox") / "page.html").read_text(encoding="utf-8")
    people = [each for each in workspace.members.values() if not each.is_bot]
    names = {each.id: each.real_name for each in workspace.members.values()}
    template = jinja2.Environment(autoescape=True).from_string(source)
    return template.render(people=people, user=user, seen=seen, texts=texts_of, names=names)


def texts_of(shown: dict[str, Any]) -> list[str]:
    """List the texts of a message or view, block by block."""
    lines = [" ".join(texts_in(block)) for block in shown.get("blocks") or []]
    return [line for line in lines if line.strip()] or [str(shown.get("text") or "")]
