"""Who is on today; what somebody keeps for another; that nobody is here."""

from collections.abc import Iterable

from bot.domain.people.cards import DutyLine, DutyTable, HandedOver, KeptPromise, NobodyHere
from bot.texts import Texts
from bot.views.blocks import Block, Message, clip_escaped, message, section

LONGEST_NAME = 40
SHOWN = 30


def duty_message(table: DutyTable, texts: Texts) -> Message:
    """Return the message that lists who is on today."""
    return message(texts.plain("duty.title", day=table.day), duty_on_home(table, texts))


def duty_on_home(table: DutyTable, texts: Texts) -> list[Block]:
    """The table of who is on today, in one section."""
    lines = [f"*{texts.mrkdwn('duty.title', day=table.day)}*"]
    if not table.is_working_day:
        lines.append(texts.mrkdwn("duty.day_off"))
    lines += [_line(line, texts) for line in table.lines[:SHOWN]]
    if not any(line.is_here for line in table.lines):
        lines.append(texts.mrkdwn("duty.nobody"))
    return [section("\n".join(lines))]


def _line(line: DutyLine, texts: Texts) -> str:
    facts = {"rank": clip_escaped(line.rank, LONGEST_NAME), "name": clip_escaped(line.name, LONGEST_NAME)}
    words = texts.mrkdwn("duty.line", state=_state(line, texts), **facts)
    return words + (texts.mrkdwn("duty.work", **_work(line)) if line.claimed or line.promised else "")


def _work(line: DutyLine) -> dict[str, int]:
    return {"claimed": line.claimed, "promised": line.promised}


def _state(line: DutyLine, texts: Texts) -> str:
    if line.slack_id is None:
        return texts.plain("duty.no_account")
    if line.break_until is not None:
        return texts.plain("duty.on_break", until=line.break_until)
    if line.duty is not None and line.until is not None:
        word = texts.plain(f"duty_kind.{line.duty}")
        return texts.plain("duty.noted", duty=word, until=line.until)
    return texts.plain("duty.here" if line.is_here else "duty.off")


def handed_over(card: HandedOver, texts: Texts) -> Message:
    """Return the message that says what somebody keeps for another who is away, or that it went back."""
    if not card.calls and not card.tasks and not card.matters:
        return message(texts.mrkdwn("duty.handed_back", owner=card.owner))
    lines = [texts.mrkdwn("duty.handed_over", owner=card.owner), *_promises(card.calls, texts)]
    if card.tasks:
        lines.append(texts.mrkdwn("duty.handed_tasks", count=card.tasks))
    if card.matters:
        numbers = ", ".join(str(each) for each in card.matters[:SHOWN])
        lines.append(texts.mrkdwn("duty.handed_matters", numbers=numbers))
    return message(lines[0], [section("\n".join(lines))])


def nobody_here(card: NobodyHere | None, texts: Texts) -> Message:
    """Return the message that tells supervisors that nobody is here, or what nobody keeps; or that it is settled."""
    if card is None:
        return message(texts.mrkdwn("duty.settled"))
    key = "duty.nobody_for" if card.is_anybody_here else "duty.nobody_here"
    lines = [texts.mrkdwn(key), *_promises(card.calls, texts), texts.mrkdwn("duty.nobody_how")]
    return message(lines[0], [section("\n".join(lines))])


def _promises(calls: Iterable[KeptPromise], texts: Texts) -> list[str]:
    shown = list(calls)[:SHOWN]
    return [
        texts.mrkdwn("duty.promise_due", number=call.number)
        if call.at is None
        else texts.mrkdwn("duty.promise", number=call.number, at=call.at)
        for call in shown
    ]
