"""`/stats`, its buttons, and the buttons of a supervisor's Home: figures in words, charts and sheets by message."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.domain.figures.periods import Period, PeriodKind, period_of, period_with
from bot.domain.figures.topics import OF_THE_STATION, StatsTopic
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.registry import ActionId
from bot.services.figures import factors, figures, reports, signals, staffing
from bot.services.figures.departments import see_own_department, sees_own_alone
from bot.texts.periods import read_period
from bot.texts.words import meaning_of
from bot.views.figures import stats as views
from bot.views.figures.department import department_message
from bot.views.figures.factors import factors_message
from bot.views.figures.signals import signals_message
from handlers.answering import Work, on_clicks
from handlers.installation import Installation
from handlers.outcomes import Message
from handlers.payloads import Click, Typed, number_or_none


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsQuestion:
    """What figures are asked for, by whom."""

    by: str
    topic: StatsTopic
    period: Period
    word: str = ""  # a department, a petition type, or a number of operators


Answer = Callable[[Installation, StatsQuestion], Awaitable[Message]]


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the buttons around figures."""
    on_clicks(app, installation, {f"{ActionId.STATS_TOPIC}.{topic}": _teller(topic) for topic in StatsTopic})
    on_clicks(app, installation, {ActionId.STATS_CHARTS: bring_charts, ActionId.STATS_SHEET: bring_sheet})


async def see_stats(installation: Installation, typed: Typed) -> Message:
    """`/stats [period] [topic] [department]`, in any order; a head is shown their own department.

    Raises:
        Refused: not theirs to see, or told of the whole station alone.
    """
    is_head = await installation.desk.look(sees_own_alone, by=typed.by)
    asked = question_in(installation, typed.by, typed.words)
    if not is_head:
        if asked.word and asked.topic in OF_THE_STATION:
            raise Refused(Reason.OF_THE_STATION, word=asked.word)
        return await answer(installation, asked)
    if asked.topic is not StatsTopic.SUMMARY:
        raise Refused(Reason.OWN_DEPARTMENT)
    card = await installation.desk.look(see_own_department, by=asked.by, period=asked.period, word=asked.word)
    return department_message(card, installation.texts)


def _teller(topic: StatsTopic) -> Work[Click]:
    async def tell(installation: Installation, click: Click) -> Message:
        return await answer(installation, clicked(installation, click, topic))

    return tell


async def bring_charts(installation: Installation, click: Click) -> Message:
    """그래프 받기: by direct message."""
    return await _bring(installation, click, NoticeKind.STATS_CHARTS)


async def bring_sheet(installation: Installation, click: Click) -> Message:
    """엑셀 받기: by direct message."""
    return await _bring(installation, click, NoticeKind.STATS_SHEET)


def question_in(installation: Installation, by: str, words: str) -> StatsQuestion:
    """Read what was asked; without a period this month is meant.

    Raises:
        Refused: a period that cannot be.
    """
    topic, left = StatsTopic.SUMMARY, []
    for word in words.split():
        found = meaning_of(StatsTopic, word) if topic is StatsTopic.SUMMARY else None
        topic = found or topic
        if found is None:
            left.append(word)
    period, word = read_period(" ".join(left), installation.desk.today)
    return StatsQuestion(by=by, topic=topic, period=period or _this_month(installation), word=word)


async def answer(installation: Installation, question: StatsQuestion) -> Message:
    """Answer a question about figures.

    Raises:
        Refused: not theirs to see, or no such department or petition type.
    """
    return await ANSWERS[question.topic](installation, question)


def clicked(installation: Installation, click: Click, topic: StatsTopic = StatsTopic.SUMMARY) -> StatsQuestion:
    """Read a button: "<period>|<department or type>"; without a period this month is meant.

    Raises:
        Refused: a button from before an upgrade, or a broken payload.
    """
    period, _, word = click.value.partition("|")
    try:
        asked = period_of(period) if period else _this_month(installation)
    except ValueError:
        raise Refused(Reason.OLD_BUTTON) from None
    return StatsQuestion(by=click.by, topic=topic, period=asked, word=word)


async def _bring(installation: Installation, click: Click, kind: NoticeKind) -> Message:
    asked = clicked(installation, click)
    await installation.desk.do(reports.request_files, by=asked.by, kind=kind, period=asked.period, word=asked.word)
    return views.files_coming(installation.texts)


def _this_month(installation: Installation) -> Period:
    return period_with(PeriodKind.MONTH, installation.desk.today)


async def summary(installation: Installation, asked: StatsQuestion) -> Message:
    """The figures of a period."""
    card = await installation.desk.look(figures.see_stats, by=asked.by, period=asked.period, word=asked.word)
    return views.stats_message(card, installation.texts)


async def tell_factors(installation: Installation, asked: StatsQuestion) -> Message:
    """Why people were dissatisfied."""
    card = await installation.desk.look(factors.see_factors, by=asked.by, period=asked.period, word=asked.word)
    return factors_message(card, installation.texts)


async def praise(installation: Installation, asked: StatsQuestion) -> Message:
    """Praise by department."""
    card = await installation.desk.look(factors.see_praise_figures, by=asked.by, period=asked.period)
    return views.praise_figures_message(card, installation.texts)


async def overdue(installation: Installation, asked: StatsQuestion) -> Message:
    """What is late now."""
    return views.overdue_message(await installation.desk.look(factors.see_overdue, by=asked.by), installation.texts)


async def operators(installation: Installation, asked: StatsQuestion) -> Message:
    """How the work was shared."""
    card = await installation.desk.look(factors.see_work, by=asked.by, period=asked.period)
    return views.work_message(card, installation.texts)


async def departments(installation: Installation, asked: StatsQuestion) -> Message:
    """Departments and petition types beside each other."""
    card = await installation.desk.look(figures.see_groups, by=asked.by, period=asked.period)
    return views.groups_message(card, installation.texts)


async def phishing(installation: Installation, asked: StatsQuestion) -> Message:
    """What became of calls taken for voice phishing."""
    card = await installation.desk.look(figures.see_stats, by=asked.by, period=asked.period, word=asked.word)
    return views.phishing_message(card, installation.texts)


async def quality(installation: Installation, asked: StatsQuestion) -> Message:
    """How often two operators heard the same."""
    card = await installation.desk.look(figures.see_quality, by=asked.by, period=asked.period)
    return views.quality_message(card, installation.texts)


async def tell_staffing(installation: Installation, asked: StatsQuestion) -> Message:
    """The next working day with so many operators."""
    number = number_or_none(asked.word) if asked.word else None
    card = await installation.desk.look(staffing.see_staffing, by=asked.by, operators=number)
    return views.staffing_message(card, installation.texts)


async def tell_signals(installation: Installation, asked: StatsQuestion) -> Message:
    """What is unusual, and what is done about it."""
    return signals_message(await installation.desk.look(signals.see_signals, by=asked.by), installation.texts)


ANSWERS: Mapping[StatsTopic, Answer] = {
    StatsTopic.SUMMARY: summary,
    StatsTopic.FACTORS: tell_factors,
    StatsTopic.PRAISE: praise,
    StatsTopic.OVERDUE: overdue,
    StatsTopic.OPERATORS: operators,
    StatsTopic.DEPARTMENTS: departments,
    StatsTopic.PHISHING: phishing,
    StatsTopic.QUALITY: quality,
    StatsTopic.STAFFING: tell_staffing,
    StatsTopic.SIGNALS: tell_signals,
}
