"""`/cleancall help`: what each role does, on one page, and the commands and topics that somebody may use."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from bot.domain.calls.dispositions import Disposition
from bot.domain.figures.topics import StatsTopic
from bot.domain.roles import Action, Role, may
from bot.registry import Command, Part, Topic, slash
from bot.texts import Texts
from bot.texts.words import words_for
from bot.views.answers import told
from bot.views.blocks import Block, Message, context, divider, header, message, section


def guide_message(roles: AbstractSet[Role], prefix: str, texts: Texts, *, is_held: bool = True) -> Message:
    """Draw the guide of somebody's roles, and the commands and topics that go with them. `is_held`: as `guide_of`."""
    title = texts.plain("help.text")
    if not roles:
        return message(title, [header(title), section(texts.mrkdwn("guide.stranger"))])
    held = frozenset(roles)
    guides: list[Block] = [section(guide_of(role, prefix, texts, is_held=is_held)) for role in Role if role in held]
    commands = [command_line(command, prefix, texts) for command in Command if may(held, command.needs)]
    topics = [topic_line(topic, prefix, texts) for topic in Topic if may(held, topic.needs)]
    listed = [context(texts.mrkdwn("help.list"))] if may(held, Action.IMPORT) else []
    lines = [section("\n".join(commands)), section("\n".join(topics))]
    return message(title, [header(title), *guides, divider(), *lines, *listed])


def guide_of(role: Role, prefix: str, texts: Texts, *, is_held: bool = True) -> str:
    """Write what one role does (mrkdwn). `is_held`: notices wait a little, so that what caused them can be undone."""
    held = texts.plain("guide.held") if is_held else ""
    return texts.mrkdwn(f"guide.{role}", held=held, **{each.value: slash(each, prefix) for each in Command})


def command_help(command: Command, prefix: str, texts: Texts) -> Message:
    """Explain one command."""
    return message(texts.plain("help.text"), [section(command_line(command, prefix, texts))])


def command_line(command: Command, prefix: str, texts: Texts) -> str:
    """Write how a command is used (mrkdwn)."""
    words = ", ".join(texts.word("disposition", each) for each in Disposition)
    shown = [words_for(topic, texts.locale)[0] for topic in StatsTopic if topic is not StatsTopic.SUMMARY]
    topics = " ".join(f"`{word}`" for word in shown)
    return texts.mrkdwn(f"help.{command}", command=slash(command, prefix), words=words, topics=topics)


def topic_help(topic: Topic, prefix: str, texts: Texts) -> Message:
    """Explain one topic of `/cleancall`."""
    return message(texts.plain("help.text"), [section(topic_line(topic, prefix, texts))])


def topic_incomplete(topic: Topic, typed: str, parts: Mapping[Part, str], prefix: str, texts: Texts) -> Message:
    """Say what is missing of what was typed, with an example that holds what was given."""
    said = {each: given.replace("`", "") or _sample(topic, each, texts) for each, given in parts.items()}
    example = " ".join([slash(Command.CLEANCALL, prefix), typed, *said.values()])
    missing = texts.plain("missing.and").join(texts.word("part", each) for each, given in parts.items() if not given)
    return told(texts.mrkdwn("missing.parts", parts=missing, example=example))


def _sample(topic: Topic, part: Part, texts: Texts) -> str:
    return texts.word("sample_reason", topic) if part is Part.REASON else texts.word("sample", part)


def topic_line(topic: Topic, prefix: str, texts: Texts) -> str:
    """Write how a topic of `/cleancall` is asked for (mrkdwn)."""
    return texts.mrkdwn(f"topic.{topic}", command=f"{slash(Command.CLEANCALL, prefix)} {topic}")
