"""`/stats`, its buttons, and the buttons of a supervisor's Home: figures in words, charts and sheets by message."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.figures.periods import Period, PeriodKind, period_of, period_with, read_period
from bot.domain.figures.topics import StatsTopic
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.registry import ActionId
from bot.services.calls import rechecks
from bot.services.figures import factors, figures, reports, signals, staffing
from bot.views.figures import stats as views
from bot.views.figures.factors import factors_message
from bot.views.figures.signals import signals_message
from handlers.answering import Message, answer_click
from handlers.installation import Installation
from handlers.payloads import Body, number_or_none, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsQuestion:
    """What figures are asked for, by whom."""

    by: str
    topic: StatsTopic
    period: Period
    word: str = ""  # a department, a petition type, or a number of operators


Answer = Callable[[Installation, StatsQuestion], Awaitable[Message]]


def register(app: AsyncApp, office: Installation) -> None:
    """Listen to the buttons around figures."""

    @app.action(re.compile(rf"{re.escape(ActionId.STATS_TOPIC)}\.\w+"))
    async def on_topic(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await answer_click(ack, client, body, _tell(office, body), office.texts)

    for action, kind in FILES.items():
        app.action(action)(_files_listener(office, kind))


def _files_listener(office: Installation, kind: NoticeKind) -> Callable[..., Awaitable[None]]:
    async def on_files(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await answer_click(ack, client, body, _bring(office, body, kind), office.texts)

    return on_files


FILES = {ActionId.STATS_CHARTS: NoticeKind.STATS_CHARTS, ActionId.STATS_SHEET: NoticeKind.STATS_SHEET}


async def see_stats(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """`/stats [period] [topic] [department]`, in any order."""
    return await answer(office, question_in(office, body["user_id"], words_of(body)))


def question_in(office: Installation, by: str, words: str) -> StatsQuestion:
    """Read what was asked; without a period this month is meant.

    Raises:
        Refused: a period that cannot be.
    """
    topic, left = StatsTopic.SUMMARY, []
    for word in words.split():
        found = TOPIC_WORDS.get(word.casefold()) if topic is StatsTopic.SUMMARY else None
        topic = found or topic
        if found is None:
            left.append(word)
    period, word = read_period(" ".join(left), office.desk.today)
    return StatsQuestion(by=by, topic=topic, period=period or _this_month(office), word=word)


async def answer(office: Installation, question: StatsQuestion) -> Message:
    """Answer a question about figures.

    Raises:
        Refused: not theirs to see, or no such department or petition type.
    """
    return await ANSWERS[question.topic](office, question)


def _clicked(office: Installation, body: Body) -> StatsQuestion:
    """Read a button: "<period>|<department or type>"; without a period this month is meant.

    Raises:
        Refused: a button from before an upgrade, or a broken payload.
    """
    try:
        pressed = body["actions"][0]
        topic = pressed["action_id"].removeprefix(f"{ActionId.STATS_TOPIC}.")
        period, _, word = str(pressed["value"]).partition("|")
        return StatsQuestion(
            by=body["user"]["id"],
            topic=StatsTopic(topic) if topic in set(StatsTopic) else StatsTopic.SUMMARY,
            period=period_of(period) if period else _this_month(office),
            word=word,
        )
    except (KeyError, IndexError, TypeError, ValueError):
        raise Refused(Reason.OLD_BUTTON) from None


async def _tell(office: Installation, body: Body) -> Message:
    return await answer(office, _clicked(office, body))


async def _bring(office: Installation, body: Body, kind: NoticeKind) -> Message:
    asked = _clicked(office, body)
    await office.desk.do(reports.request_files, by=asked.by, kind=kind, period=asked.period, word=asked.word)
    return views.files_coming(office.texts)


def _this_month(office: Installation) -> Period:
    return period_with(PeriodKind.MONTH, office.desk.today)


async def summary(office: Installation, asked: StatsQuestion) -> Message:
    """The figures of a period."""
    card = await office.desk.look(figures.see_stats, by=asked.by, period=asked.period, word=asked.word)
    return views.stats_message(card, office.texts)


async def tell_factors(office: Installation, asked: StatsQuestion) -> Message:
    """Why people were dissatisfied."""
    card = await office.desk.look(factors.see_factors, by=asked.by, period=asked.period, word=asked.word)
    return factors_message(card, office.texts)


async def praise(office: Installation, asked: StatsQuestion) -> Message:
    """Praise by department."""
    card = await office.desk.look(factors.see_praise_figures, by=asked.by, period=asked.period)
    return views.praise_figures_message(card, office.texts)


async def overdue(office: Installation, asked: StatsQuestion) -> Message:
    """What is late now."""
    return views.overdue_message(await office.desk.look(factors.see_overdue, by=asked.by), office.texts)


async def operators(office: Installation, asked: StatsQuestion) -> Message:
    """How the work was shared."""
    card = await office.desk.look(factors.see_work, by=asked.by, period=asked.period)
    return views.work_message(card, office.texts)


async def departments(office: Installation, asked: StatsQuestion) -> Message:
    """Departments and petition types beside each other."""
    card = await office.desk.look(figures.see_groups, by=asked.by, period=asked.period)
    return views.groups_message(card, office.texts)


async def phishing(office: Installation, asked: StatsQuestion) -> Message:
    """What became of calls taken for voice phishing."""
    card = await office.desk.look(figures.see_stats, by=asked.by, period=asked.period, word=asked.word)
    return views.phishing_message(card, office.texts)


async def quality(office: Installation, asked: StatsQuestion) -> Message:
    """How often two operators heard the same."""
    card = await office.desk.look(rechecks.see_quality, by=asked.by, period=asked.period)
    return views.quality_message(card, asked.period, office.texts)


async def tell_staffing(office: Installation, asked: StatsQuestion) -> Message:
    """The next working day with so many operators."""
    number = number_or_none(asked.word.removesuffix("명")) if asked.word else None
    card = await office.desk.look(staffing.see_staffing, by=asked.by, operators=number)
    return views.staffing_message(card, office.texts)


async def tell_signals(office: Installation, asked: StatsQuestion) -> Message:
    """What is unusual, and what is done about it."""
    return signals_message(await office.desk.look(signals.see_signals, by=asked.by), office.texts)


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
TOPIC_WORDS: Mapping[str, StatsTopic] = {
    **{topic.value: topic for topic in StatsTopic},
    "요인": StatsTopic.FACTORS,
    "불만요인": StatsTopic.FACTORS,
    "칭찬": StatsTopic.PRAISE,
    "지연": StatsTopic.OVERDUE,
    "기한": StatsTopic.OVERDUE,
    "기한초과": StatsTopic.OVERDUE,
    "상담원": StatsTopic.OPERATORS,
    "업무량": StatsTopic.OPERATORS,
    "부서": StatsTopic.DEPARTMENTS,
    "부서별": StatsTopic.DEPARTMENTS,
    "피싱": StatsTopic.PHISHING,
    "보이스피싱": StatsTopic.PHISHING,
    "품질": StatsTopic.QUALITY,
    "재확인": StatsTopic.QUALITY,
    "인력": StatsTopic.STAFFING,
    "예측": StatsTopic.STAFFING,
    "신호": StatsTopic.SIGNALS,
    "개선": StatsTopic.SIGNALS,
}
