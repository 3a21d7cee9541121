"""The answers to `/stats`: a summary that fits a phone, groups, work, what is late, quality, staffing."""

from collections.abc import Sequence

from bot.domain.figures.cards import (
    GroupLine,
    GroupsCard,
    OverdueCard,
    OverdueLine,
    PraiseFigures,
    QualityCard,
    StatsCard,
    WorkCard,
)
from bot.domain.figures.figures import (
    LEAST_COMPARED,
    TRIAL,
    AnyFigure,
    Figure,
    QuestionFigure,
    Values,
    means_in,
    overall_in,
    value_in,
)
from bot.domain.figures.periods import Period, text_of
from bot.domain.figures.staffing import StaffingCard
from bot.domain.figures.topics import StatsTopic
from bot.domain.figures.trials import trial_of
from bot.registry import ActionId
from bot.texts import Texts
from bot.texts.figures import change_text, figure_name, figure_text, period_text
from bot.views.blocks import Block, Message, actions, button, clip, context, header, message, section

CALLING = (Figure.VISITS, Figure.COVERAGE, Figure.FIRST_ATTEMPT, Figure.CONTACT, Figure.COMPLETION)
ENDINGS = (Figure.REFUSAL, Figure.UNREACHED, Figure.WRONG_NUMBER)
GRIEVANCES = (Figure.GRIEVANCES, Figure.GRIEVANCES_PER_100, Figure.WITHIN_DUE, Figure.REPLY, Figure.SAME_CALL)
ANSWERS = (Figure.ANSWER_SATISFIED, Figure.RECOVERY)
OTHERS = (Figure.PRAISE, Figure.PRAISE_PER_COMPLAINT, Figure.REPEATED)
AUDIT = (Figure.AUDIT_GRIEVANCES, Figure.MONEY_YES)
PHISHING = (Figure.PHISHING, Figure.RECOVERED, Figure.REFUSAL, Figure.CONTACT, Figure.ATTEMPTS_PER_CONTACT)
LONGEST_NAME = 40
GROUPS_SHOWN = 15
OFFERED = (StatsTopic.FACTORS, StatsTopic.DEPARTMENTS, StatsTopic.OVERDUE)


def stats_message(card: StatsCard, texts: Texts) -> Message:
    """Draw the figures of a period beside those of the period before."""
    title = _title("stats.title", card.period, texts)
    scope = [section(texts.mrkdwn("stats.scope", name=clip(card.scope.name, LONGEST_NAME)))] if card.scope.name else []
    offered = [files_offered(card.period, card.scope.name, texts)]
    offered.append(actions(*(_topic(each, card.period, card.scope.name, texts) for each in OFFERED)))
    return message(title, [header(title), *scope, *figure_blocks(card, texts), *offered])


def figure_blocks(card: StatsCard, texts: Texts) -> list[Block]:
    """Draw the main figures, how things stand now, and what they are compared with; of an empty day one line."""
    work = [*_lines(card, CALLING, texts), _row(card, ENDINGS, texts)]
    if card.is_empty:
        work = [texts.mrkdwn("stats.empty", period=period_text(card.period, texts))]
        if card.period.days == 1 or card.said in {None, card.period}:
            return [section(work[0])]
    audit = [figure for figure in AUDIT if figure in card.values]
    satisfaction, items = _satisfaction(card.values), _items(card.values)
    return [
        section("\n".join(work)),
        *trial_blocks(card.values, texts),
        *said_of(card.period, card.said, texts),
        *_section([*_lines(card, satisfaction, texts), _row(card, items, texts)]),
        *_section([*_lines(card, GRIEVANCES, texts), _row(card, ANSWERS, texts), _row(card, OTHERS, texts)]),
        *hidden_line(_hidden_in(card.values, (*satisfaction, *items, *GRIEVANCES, *ANSWERS, *OTHERS)), texts),
        *([section("\n".join([texts.mrkdwn("stats.for_audit"), *_lines(card, audit, texts)]))] if audit else []),
        section(_now(card, texts)),
        context(*_notes(card, texts)),
    ]


def _satisfaction(values: Values) -> tuple[AnyFigure, ...]:
    """List how content people were overall: the mean and the share of each of its sentences."""
    return tuple(
        figure for each in overall_in(values) for figure in (each, QuestionFigure(each.question, is_top2=True))
    )


def _items(values: Values) -> tuple[AnyFigure, ...]:
    return tuple(each for each in means_in(values) if not each.question.is_overall)


def _of_group(values: Values) -> tuple[AnyFigure, ...]:
    return (Figure.VISITS, Figure.CONTACT, *overall_in(values), Figure.GRIEVANCES_PER_100, Figure.PRAISE)


def trial_blocks(values: Values, texts: Texts) -> list[Block]:
    """Say whether the advance text helps, as far as there is enough to say; nothing where no coin was tossed."""
    with_text, without = (values.get(figure) for figure in TRIAL)
    if with_text is None or without is None or not any(each.n or each.is_hidden for each in (with_text, without)):
        return []
    found = trial_of(values)
    if found is None:
        return [section(texts.mrkdwn("stats.trial_few", least=LEAST_COMPARED))]
    facts = {"value": figure_text(with_text, texts), "n": with_text.n}
    shares = texts.mrkdwn("stats.trial", **facts, other=figure_text(without, texts), m=without.n)
    which = ("more" if found.value > 0 else "less") if found.is_sure else "unsure"
    points = {
        name: texts.plain("stats.points", value=round(100 * size, 1) + 0.0)  # -0.0 is none
        for name, size in (("difference", found.value), ("low", found.low), ("high", found.high))
    }
    said = texts.mrkdwn(f"stats.trial_{which}", **points)
    return [section(f"{shares}\n{said}")]


def hidden_line(count: int, texts: Texts) -> list[Block]:
    """Say in one line how many lines or numbers are hidden, and why."""
    return [context(texts.mrkdwn("stats.hidden", count=count))] if count else []


def said_of(period: Period, said: Period | None, texts: Texts) -> list[Block]:
    """Say of which closed period is what people said, if that is not the one asked for."""
    if said == period:
        return []
    if said is None:
        return [section(texts.mrkdwn("stats.said_none"))]
    return [section(texts.mrkdwn("stats.said", period=period_text(said, texts)))]


def files_offered(period: Period, word: str, texts: Texts) -> Block:
    """The buttons for charts and for the sheet of a period."""
    asked = _asked(period, word)
    return actions(
        button(ActionId.STATS_CHARTS, texts.plain("stats.charts"), asked, style="primary"),
        button(ActionId.STATS_SHEET, texts.plain("stats.sheet"), asked),
    )


def files_coming(texts: Texts) -> Message:
    """Return the message that says that the files come by direct message."""
    return message(texts.mrkdwn("stats.coming"))


def files_delayed(texts: Texts) -> Message:
    """Return the message that says that Slack does not take the files yet, and that they come."""
    return message(texts.mrkdwn("stats.delayed"))


def groups_message(card: GroupsCard, texts: Texts) -> Message:
    """Draw departments and petition types beside each other, by name."""
    title = _title("stats.departments_title", card.period, texts)
    blocks: list[Block] = [header(title), *said_of(card.period, card.said, texts)]
    for key, lines in (("departments", card.departments), ("types", card.petition_types)):
        shown = [_group(line, texts) for line in lines[:GROUPS_SHOWN]]
        rest = len(lines) - len(shown)
        more = [texts.mrkdwn("stats.more", count=rest)] if rest > 0 else []
        words = [texts.mrkdwn(f"stats.by_{key}"), *(shown or [texts.mrkdwn("stats.nothing")]), *more]
        blocks.append(section("\n".join(words)))
    hidden = sum(_hidden_in(line.values, _of_group(line.values)) for line in (*card.departments, *card.petition_types))
    blocks += [*hidden_line(hidden, texts), context(texts.mrkdwn("stats.no_ranking"))]
    return message(title, [*blocks, files_offered(card.period, "", texts)])


def phishing_message(card: StatsCard, texts: Texts) -> Message:
    """Draw what became of calls that were taken for voice phishing."""
    title = _title("stats.phishing_title", card.period, texts)
    lines = _lines(card, PHISHING, texts)
    how = context(texts.mrkdwn("stats.phishing_how"), *_notes(card, texts))
    return message(title, [header(title), section("\n".join(lines)), how])


def overdue_message(card: OverdueCard, texts: Texts) -> Message:
    """List what is late now, the oldest first."""
    title = texts.plain("stats.overdue_title", count=card.total)
    lines = [_overdue(line, texts) for line in card.lines] or [texts.mrkdwn("stats.overdue_none")]
    rest = card.total - len(card.lines)
    more = [context(texts.mrkdwn("stats.more", count=rest))] if rest > 0 else []
    return message(title, [header(title), section("\n".join(lines)), *more])


def work_message(card: WorkCard, texts: Texts) -> Message:
    """Draw how the work was shared."""
    title = _title("stats.operators_title", card.period, texts)
    lines = [
        texts.mrkdwn(
            "stats.operator" if line.minutes is not None else "stats.operator_no_minutes",
            operator=line.operator,
            attempts=line.attempts,
            contacts=line.contacts,
            closed=line.closed,
            minutes=line.minutes or 0,
        )
        for line in card.lines[:OPERATORS_SHOWN]
    ]
    words = "\n".join(lines or [texts.mrkdwn("stats.nothing")])
    return message(title, [header(title), section(words), context(texts.mrkdwn("stats.operators_how"))])


OPERATORS_SHOWN = 20


def praise_figures_message(card: PraiseFigures, texts: Texts) -> Message:
    """Draw praise by department, in the order of names."""
    title = _title("stats.praise_title", card.said or card.period, texts)
    total = texts.mrkdwn(
        "stats.praise_total", praise=_number(card.total, texts), grievances=_number(card.grievances, texts)
    )
    lines = [
        texts.mrkdwn(
            "stats.praise_line",
            department=clip(line.department, LONGEST_NAME) or "–",
            count=_number(line.count, texts),
            before=_number(line.before, texts),
        )
        for line in card.lines[:GROUPS_SHOWN]
        if line.count is not None
    ]
    hidden = sum(count is None for count in (card.total, card.grievances, *(line.count for line in card.lines)))
    words = "\n".join(lines or ([] if hidden else [texts.mrkdwn("stats.nothing")]))
    said = said_of(card.period, card.said, texts)
    counts = [] if card.said is None else [section(total), *_section([words]), *hidden_line(hidden, texts)]
    return message(title, [header(title), *said, *counts])


def quality_message(card: QualityCard, texts: Texts) -> Message:
    """Draw how often two operators heard the same."""
    title = _title("stats.quality_title", card.period, texts)
    work = texts.mrkdwn("stats.quality", drawn=card.drawn, done=card.done, waiting=card.waiting)
    agreed = texts.mrkdwn("stats.quality_agreed", share=figure_text(card.agreement, texts), n=card.agreement.n)
    said = said_of(card.period, card.said, texts)
    how = context(texts.mrkdwn("stats.quality_how"))
    return message(title, [header(title), section(work), *said, section(agreed), how])


def staffing_message(card: StaffingCard, texts: Texts) -> Message:
    """Draw the next working day with so many operators each."""
    title = texts.plain("stats.staffing_title", day=card.day)
    known = texts.mrkdwn(
        "stats.staffing_known",
        open=card.open_now,
        expected=card.expected,
        minutes=card.minutes,
        attempts=card.attempts,
    )
    lines = [
        texts.mrkdwn(
            "stats.staffing_line",
            operators=each.operators,
            low=each.low,
            middle=each.middle,
            high=each.high,
            until=card.until,
        )
        for each in card.outlooks
    ]
    how = context(texts.mrkdwn("stats.staffing_how"))
    return message(title, [header(title), section(known), section("\n".join(lines)), how])


def _title(key: str, period: Period, texts: Texts) -> str:
    return texts.plain(key, period=period_text(period, texts))


def _lines(card: StatsCard, figures: Sequence[AnyFigure], texts: Texts) -> list[str]:
    return [_line(card, figure, texts) for figure in figures if _is_shown(card.values, figure)]


def _is_shown(values: Values, figure: AnyFigure) -> bool:
    return figure in values and not values[figure].is_hidden


def _hidden_in(values: Values, figures: Sequence[AnyFigure]) -> int:
    return sum(figure in values and values[figure].is_hidden for figure in figures)


def _section(lines: list[str]) -> list[Block]:
    """Draw lines as a section; without any there is none."""
    words = "\n".join(filter(None, lines))
    return [section(words)] if words else []


def _line(card: StatsCard, figure: AnyFigure, texts: Texts) -> str:
    value, before = card.values[figure], value_in(card.values_before, figure)
    facts = {"name": figure_name(figure, texts), "value": figure_text(value, texts), "n": value.n}
    is_plain = figure in {Figure.VISITS, Figure.GRIEVANCES, Figure.PRAISE, Figure.AUDIT_GRIEVANCES} or not value.n
    key = "stats.count_line" if is_plain else "stats.line"
    return texts.mrkdwn(key, **facts, change=change_text(value, before, texts))


def _row(card: StatsCard, figures: Sequence[AnyFigure], texts: Texts) -> str:
    """Several figures in one line, without their changes."""
    return " · ".join(_short(card.values, each, texts) for each in figures if _is_shown(card.values, each))


def _short(values: Values, figure: AnyFigure, texts: Texts) -> str:
    return texts.mrkdwn("stats.short", name=figure_name(figure, texts), value=figure_text(values[figure], texts))


def _now(card: StatsCard, texts: Texts) -> str:
    now = card.now
    lines = [texts.mrkdwn("stats.now", overdue=now.overdue, signals=now.signals, improvements=now.improvements_open)]
    if now.oldest_filed_on is not None:
        lines.append(texts.mrkdwn("stats.now_oldest", day=now.oldest_filed_on))
    if now.waiting_since is not None:
        lines.append(texts.mrkdwn("stats.now_outbox", waiting=now.waiting, since=now.waiting_since))
    return "\n".join(lines)


def _notes(card: StatsCard, texts: Texts) -> list[str]:
    notes = [texts.mrkdwn("stats.compared", before=period_text(card.before, texts))]
    if card.said != card.period and card.said_before is not None:
        notes.append(texts.mrkdwn("stats.said_compared", before=period_text(card.said_before, texts)))
    notes += [texts.mrkdwn("stats.survey_version", number=number, day=day) for number, day in card.versions[1:]]
    return [*notes, texts.mrkdwn("stats.past_table")] if card.past_table else notes


def _topic(topic: StatsTopic, period: Period, word: str, texts: Texts) -> Block:
    return button(f"{ActionId.STATS_TOPIC}.{topic}", texts.word("stats_topic", topic), _asked(period, word))


def _asked(period: Period, word: str) -> str:
    """Write what a button asks for; of a very long name its beginning, by which it is found too."""
    return f"{text_of(period)}|{word[:LONGEST_NAME]}"


def _group(line: GroupLine, texts: Texts) -> str:
    facts = [_short(line.values, each, texts) for each in _of_group(line.values) if _is_shown(line.values, each)]
    return texts.mrkdwn("stats.group", name=clip(line.name, LONGEST_NAME) or "–") + " · ".join(facts)


def _overdue(line: OverdueLine, texts: Texts) -> str:
    return texts.mrkdwn(
        "stats.overdue_line" if line.recipient else "stats.overdue_line_nobody",
        number=line.id,
        category=texts.word("category", line.category),
        department=clip(line.department, LONGEST_NAME) or "–",
        due=line.due,
        late=texts.plain("stats.days_late", days=line.days_late) if line.days_late else texts.plain("stats.late_today"),
        recipient=line.recipient,
    )


def _number(count: int | None, texts: Texts) -> str:
    return texts.plain("unit.hidden") if count is None else str(count)
