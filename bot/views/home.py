"""App Home: my calls, what I promised, what is left to do, how the day stands."""

from collections.abc import Sequence
from typing import Any

from bot.domain.calls.cards import TaskLine
from bot.domain.calls.dispositions import TaskKind
from bot.domain.grievances.cards import GrievanceLine
from bot.domain.home import Home
from bot.domain.roles import Role
from bot.registry import ActionId
from bot.texts import Texts
from bot.views.blocks import Block, actions, button, clip, context, divider, header, quote, section
from bot.views.calls.advance_texts import text_buttons
from bot.views.calls.breaks import break_on_home
from bot.views.calls.call_lines import call_line, kept_for, tally_line
from bot.views.calls.queue import own_call
from bot.views.calls.rechecks import recheck_on_home
from bot.views.figures.dashboard import dashboard
from bot.views.grievances.messages import grievance_button, grievance_line, hand_on_button
from bot.views.people.absence import absence_on_home
from bot.views.people.duty import duty_on_home
from bot.views.subjects import about

MOST_BLOCKS = 100
WORDS_SHOWN = 300
"""Blocks of a Home (Slack)."""


def home_view(card: Home, texts: Texts) -> dict[str, Any]:
    """Draw App Home for a person's roles; it is never empty."""
    blocks: list[Block] = [header(texts.plain("home.title"))]
    if Role.OPERATOR in card.roles:
        blocks += _operator(card, texts)
    elif Role.SUPERVISOR in card.roles:
        blocks += [section(texts.mrkdwn("home.supervisor")), section(tally_line(card.tally, texts, "home.tally"))]
    elif not card.waiting and not card.roles & {Role.AUDIT, Role.SWITCHBOARD}:
        blocks.append(section(texts.mrkdwn("home.officer" if card.roles else "home.stranger")))
    if Role.AUDIT in card.roles:
        blocks.append(section(texts.mrkdwn("home.audit")))
    if Role.SWITCHBOARD in card.roles:
        look_up = button(ActionId.LOOK_UP, texts.plain("lookup.form_title"), "lookup", style="primary")
        blocks += [section(texts.mrkdwn("home.switchboard")), actions(look_up)]
    if card.dashboard is not None:
        blocks += dashboard(card.dashboard, texts)
    blocks += _grievances("home.waiting", card.waiting, (ActionId.ANSWER, "grievance.answer_button"), texts)
    blocks += _grievances("home.to_reply", card.to_reply, (ActionId.REPLY, "grievance.reply"), texts)
    if card.duty is not None:
        blocks += [divider(), *duty_on_home(card.duty, texts)]
    if card.absences is not None and card.roles != {Role.SWITCHBOARD}:
        blocks += [divider(), absence_on_home(card.absences, texts)]
    return {"type": "home", "blocks": blocks[:MOST_BLOCKS]}


def _operator(card: Home, texts: Texts) -> list[Block]:
    next_call = button(ActionId.CLAIM_NEXT, texts.plain("answer.claim_next"), "next", style="primary")
    add = button(ActionId.ADD_CALLER, texts.plain("caller.title"), "add")
    blocks: list[Block] = [section(tally_line(card.tally, texts, "home.tally")), actions(next_call, add)]
    if card.break_until is not None:
        blocks.append(break_on_home(card.break_until, texts))
    blocks += [divider(), _title("home.mine", texts)]
    for line in card.mine:
        blocks += own_call(line, texts)
    if not card.mine:
        blocks.append(context(texts.mrkdwn("home.mine_none")))
    if card.callbacks:
        blocks += [divider(), _title("home.callbacks", texts)]
        blocks += [section(call_line(line, texts) + kept_for(line.kept_for, texts)) for line in card.callbacks]
    if card.tasks:
        blocks += [divider(), _title("home.tasks", texts)]
        for task in card.tasks:
            blocks += _task(task, texts)
    return blocks + _rechecks(card, texts)


def _rechecks(card: Home, texts: Texts) -> list[Block]:
    shown = [block for line in card.own_rechecks for block in recheck_on_home(line, texts, is_own=True)]
    shown += [block for line in card.rechecks for block in recheck_on_home(line, texts, is_own=False)]
    how = context(texts.mrkdwn("recheck.how"))
    return [divider(), _title("recheck.home", texts), *shown, how] if shown else []


def _grievances(title: str, lines: Sequence[GrievanceLine], offer: tuple[str, str], texts: Texts) -> list[Block]:
    """A list of grievances by due date, each with what can be done about it."""
    action, key = offer
    shown = [
        section(
            grievance_line(line, texts),
            hand_on_button(line.id, texts) if line.is_held else grievance_button(action, key, line.id, texts),
        )
        for line in lines
    ]
    return [divider(), _title(title, texts), *shown] if shown else []


def _title(key: str, texts: Texts) -> Block:
    return section(f"*{texts.mrkdwn(key)}*")


def _task(task: TaskLine, texts: Texts) -> list[Block]:
    key = "home.task" if task.grievance is None else "home.task_of_grievance"
    facts = {"number": task.call, "name": task.masked_name, "task": texts.word("task", task.kind)}
    words = texts.mrkdwn(key, grievance=task.grievance, **facts) + kept_for(task.kept_for, texts)
    blocks = [section(words, _task_button(task, texts))]
    if task.kind is TaskKind.TELL_IMPROVED:
        number = button(ActionId.TASK_CONTACT, texts.plain("grievance.contact"), str(task.id))
        blocks += [
            *([quote(clip(task.words, WORDS_SHOWN))] if task.words else []),
            actions(_about(number, task, texts)),
        ]
    offered = text_buttons(task, texts)
    return [*blocks, actions(*offered)] if offered else blocks


TELLS = {
    TaskKind.TELL_DELAY: (ActionId.TELL_DELAY, "telling.tell_delay"),
    TaskKind.TELL_STANDING: (ActionId.PROGRESS, "telling.progress"),
}
"""Tasks that are done by writing down what the petitioner was told."""


def _task_button(task: TaskLine, texts: Texts) -> Block:
    if task.kind in TELLS and task.grievance is not None:
        action, key = TELLS[task.kind]
        return grievance_button(action, key, task.grievance, texts)
    done = button(ActionId.TASK_DONE, texts.plain("home.task_done"), str(task.id))
    return _about(done, task, texts)


def _about(drawn: Block, task: TaskLine, texts: Texts) -> Block:
    return about(drawn, f"{texts.plain('button.call', number=task.call)} {texts.word('task', task.kind)}", texts)
