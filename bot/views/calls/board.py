"""The morning board and the end-of-day line: what everybody in the channel sees, masked."""

from datetime import date

from bot.domain.calls.cards import BoardPage, DaySummary, QueueLine
from bot.domain.calls.missing_lists import ListState
from bot.domain.calls.states import CallState
from bot.registry import ActionId
from bot.texts import Texts
from bot.views.answers import told
from bot.views.blocks import Block, Message, actions, button, context, header, message, section
from bot.views.calls.call_lines import call_line, tally_line
from bot.views.calls.queue import claim_button

CLAIMABLE = (CallState.QUEUED, CallState.SCHEDULED)


def board_page(card: BoardPage, texts: Texts) -> Message:
    """Draw one message of the board: at most 20 calls, a button beside each that can be claimed."""
    blocks: list[Block] = [header(_title(card, texts)), context(*_facts(card, texts))]
    blocks += [_line(line, card, texts) for line in card.lines]
    if not card.lines:
        blocks.append(section(_instead_of_lines(card, texts)))
    if card.is_current and card.page == card.pages and card.tally.total:
        blocks.append(
            actions(
                button(ActionId.CLAIM_NEXT, texts.plain("answer.claim_next"), "next", style="primary"),
                button(ActionId.QUEUE, texts.plain("answer.see_queue"), "queue"),
            )
        )
    text = texts.plain(
        "board.text", day=card.day, total=card.tally.total, queued=card.tally.queued, closed=card.tally.closed
    )
    return message(text, blocks)


def _title(card: BoardPage, texts: Texts) -> str:
    key = "board.title" if card.pages == 1 else "board.title_page"
    return texts.plain(key, day=card.day, page=card.page, pages=card.pages)


def _facts(card: BoardPage, texts: Texts) -> list[str]:
    key = "board.covers_one" if card.visits_from == card.visits_to else "board.covers"
    covers = texts.mrkdwn(key, first=card.visits_from, last=card.visits_to)
    if card.page > 1:
        return [covers]
    facts = [covers, tally_line(card.tally, texts)]
    if card.posted_late:
        facts.insert(0, texts.mrkdwn("board.late"))
    if card.list_state is not ListState.COME and card.lines:
        facts.insert(0, texts.mrkdwn(f"board.list_{card.list_state}"))
    if card.excluded:
        facts.append(_excluded(card, texts))
    if card.carried_over:
        facts.append(texts.mrkdwn("board.carried_over", count=card.carried_over))
    if not card.is_current:
        facts.append(texts.mrkdwn("board.old"))
    return facts


def _excluded(card: BoardPage, texts: Texts) -> str:
    reasons = ", ".join(
        texts.mrkdwn("board.excluded_one", reason=texts.word("exclusion", reason), count=count)
        for reason, count in card.excluded.items()
    )
    return texts.mrkdwn("board.excluded", total=sum(card.excluded.values()), reasons=reasons)


def _line(line: QueueLine, card: BoardPage, texts: Texts) -> Block:
    can_claim = card.is_current and line.state in CLAIMABLE
    return section(call_line(line, texts, card.day), claim_button(line.number, texts) if can_claim else None)


def _instead_of_lines(card: BoardPage, texts: Texts) -> str:
    if card.carried_over or card.page > 1:
        return texts.mrkdwn("board.moved")
    return f"{texts.mrkdwn(f'board.list_{card.list_state}')}\n{texts.mrkdwn('board.empty_no_list')}"


def list_missing(day: date, state: ListState, texts: Texts) -> Message:
    """Tell an operator that no list has come for the board, or that it waits."""
    return told(texts.mrkdwn(f"board.{state}_today", day=day))


def list_still_missing(day: date, state: ListState, texts: Texts) -> Message:
    """Tell a supervisor that the list has not come by now, or that it still waits."""
    return told(texts.mrkdwn(f"board.still_{state}", day=day))


def day_summary(card: DaySummary, texts: Texts, headline: str = "") -> Message:
    """Draw the end-of-day line: what changed most (mrkdwn), then counts; of a day without calls one line."""
    if not (card.attempts or card.closed_today or card.released):
        words = texts.mrkdwn("summary.no_calls", day=card.day, carried=card.carried_over)
        return message(words, [section(words)])
    counts = texts.mrkdwn(
        "summary.counts",
        attempts=card.attempts,
        contacts=card.contacts,
        closed=card.closed_today,
        unreached=card.unreached_today,
        carried=card.carried_over,
    )
    lines = [texts.mrkdwn("summary.title", day=card.day), *filter(None, [headline]), counts]
    if card.phishing_suspected or card.recovered:
        lines.append(texts.mrkdwn("summary.phishing", suspected=card.phishing_suspected, recovered=card.recovered))
    if card.released:
        lines.append(texts.mrkdwn("summary.released", released=card.released))
    text = texts.plain("summary.text", day=card.day, closed=card.closed_today, carried=card.carried_over)
    return message(text, [section(f"*{lines[0]}*\n" + "\n".join(lines[1:]))])
