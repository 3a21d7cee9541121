"""`/cleancall help`: what each role does, on one page, and the commands that somebody may use."""

from collections.abc import Set as AbstractSet

from bot.domain.calls.dispositions import Disposition
from bot.domain.roles import Action, Role, may
from bot.registry import Command, slash
from bot.texts import Texts
from bot.views.blocks import Block, Message, context, divider, header, message, section

NEEDED = {
    Command.QUEUE: Action.SEE_QUEUE,
    Command.CLAIM: Action.CLAIM,
    Command.RELEASE: Action.RELEASE,
    Command.DONE: Action.RECORD,
    Command.LOOKUP: Action.LOOK_UP,
    Command.STATS: Action.SEE_STATS,
    Command.CLEANCALL: Action.SEE_HOME,
}
"""What somebody must be allowed to for a command to be of use to them."""


def guide_message(roles: AbstractSet[Role], prefix: str, texts: Texts) -> Message:
    """Draw the guide of somebody's roles, and the commands that go with them."""
    title = texts.plain("help.text")
    if not roles:
        return message(title, [header(title), section(texts.mrkdwn("guide.stranger"))])
    guides: list[Block] = [section(guide_of(role, prefix, texts)) for role in Role if role in roles]
    commands = [command for command, action in NEEDED.items() if may(frozenset(roles), action)]
    lines = [command_line(command, prefix, texts) for command in commands]
    listed = [context(texts.mrkdwn("help.list"))] if may(frozenset(roles), Action.IMPORT) else []
    return message(title, [header(title), *guides, divider(), section("\n".join(lines)), *listed])


def guide_of(role: Role, prefix: str, texts: Texts) -> str:
    """Write what one role does (mrkdwn)."""
    return texts.mrkdwn(f"guide.{role}", **{each.value: slash(each, prefix) for each in Command})


def command_help(command: Command, prefix: str, texts: Texts) -> Message:
    """Explain one command."""
    return message(texts.plain("help.text"), [section(command_line(command, prefix, texts))])


def command_line(command: Command, prefix: str, texts: Texts) -> str:
    """Write how a command is used (mrkdwn)."""
    words = ", ".join(texts.word("disposition", each) for each in Disposition)
    return texts.mrkdwn(f"help.{command}", command=slash(command, prefix), words=words)
