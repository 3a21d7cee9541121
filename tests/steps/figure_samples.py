"""A sample of every view of figures, signals and re-checks, with whatever strange words somebody may have typed."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from bot.domain.calls.cards import Caller, PhoneCard
from bot.domain.calls.rechecks import RecheckLine, RecheckOutcome
from bot.domain.calls.surveys import SHIPPED
from bot.domain.figures.cards import (
    Dashboard,
    DepartmentCard,
    OverdueCard,
    OverdueLine,
    PraiseFigures,
    PraiseLine,
    QualityCard,
)
from bot.domain.figures.figures import TRIAL, Count, FigureUnit, Tally, Value, values_of, work_values
from bot.domain.figures.signal_cards import Effect, ImprovementLine, SignalCard, SignalsCard
from bot.domain.figures.staffing import Outlook, StaffingCard
from bot.domain.grievances.kinds import Category
from bot.domain.keeping.cards import Contact
from bot.domain.trail import Purpose
from bot.services.figures.departments import OF_WORDS, OF_WORK
from bot.texts import Texts
from bot.views.calls import rechecks
from bot.views.figures import digest, signals, stats
from bot.views.figures.department import department_message
from bot.views.figures.factors import factors_message
from tests.steps.builders import FRIDAY, KIM, MONDAY, NOVEMBER
from tests.steps.cards import NOW, own_survey
from tests.steps.report_cards import OCTOBER, SEPTEMBER, empty_card, renamed, report_card, tally
from tests.steps.report_cards import stats as stats_card
from tests.steps.report_cards import work as work_card
from tests.steps.views import Drawn, Sample, in_message

BUSY = Dashboard(
    on_the_phone=((KIM, 2, NOW),) * 20,
    overdue=3,
    oldest_filed_on=FRIDAY,
    waiting=9,
    waiting_since=NOW,
    signals=1,
    improvements=2,
)


def recheck_line(strange: str) -> RecheckLine:
    """Return a call to be phoned again."""
    return RecheckLine(
        id=3,
        call=18,  # never a call of one's own
        masked_name=strange or "*",
        petition_type=strange,
        department=strange,
        visited_on=FRIDAY,
        closed_at=NOW,
    )


def improvement(strange: str, **facts: Any) -> ImprovementLine:
    """Return an improvement under way."""
    line = ImprovementLine(
        id=4,
        signal=3,
        department=strange,
        category=Category.DELAY,
        words=strange,
        owner=strange,
        owner_id=KIM,
        due_on=MONDAY,
        done_on=None,
        days_late=0,
        effect=None,
    )
    return replace(line, **facts)


def improvements(strange: str) -> Iterable[ImprovementLine]:
    """Return every way an improvement can stand."""
    yield improvement(strange)
    yield improvement(strange, days_late=3)
    for effect in (
        Effect(before=6, after=None, is_small=False),
        Effect(before=6, after=None, is_small=True),
        Effect(before=6, after=1, is_small=False),
    ):
        yield improvement(strange, done_on=MONDAY, effect=effect)


def signal(strange: str, **facts: Any) -> SignalCard:
    """Return a signal that nobody has decided about."""
    card = SignalCard(
        id=3,
        week=MONDAY,
        department=strange,
        category=Category.RUDENESS,
        count=5,
        mean=2,
        weeks=26,
        state="new",
        decided_by=None,
        reason="",
        improvement=None,
    )
    return replace(card, **facts)


def every_signal(strange: str) -> Iterable[SignalCard]:
    """Return every way a signal can stand."""
    yield signal(strange)
    yield signal(strange, state="dismissed", decided_by=KIM, reason=strange)
    for line in improvements(strange):
        yield signal(strange, state="improving", decided_by=KIM, improvement=line)


def _stats(strange: str, texts: Texts) -> Iterable[Drawn]:
    closed = (stats_card(said=OCTOBER, said_before=SEPTEMBER), stats_card(said=None, said_before=None))
    for card in (renamed(strange or "교통과").stats, stats_card(past_table=True), empty_card().stats, *closed):
        yield stats.stats_message(card, texts)
    of_audit = values_of(tally(), (*SHIPPED, *own_survey(strange)))
    yield stats.stats_message(stats_card(values=of_audit, values_before=of_audit), texts)
    for reached, without, n in ((9, 3, 10), (3, 9, 10), (6, 5, 10), (2, 2, 3)):
        coin = Counter({Count.TEXTED: n, Count.TEXTED_REACHED: reached, Count.UNTEXTED: n})
        coin[Count.UNTEXTED_REACHED] = without
        compared = work_values(Tally(coin))
        tossed = {figure: compared[figure] if figure in TRIAL else value for figure, value in of_audit.items()}
        yield stats.stats_message(stats_card(values=tossed, values_before=of_audit), texts)


def _overdue(strange: str, texts: Texts) -> Iterable[Drawn]:
    lines = [
        OverdueLine(id=5, category=Category.DELAY, department=strange, due_on=FRIDAY, days_late=days, recipient=each)
        for each in (KIM, None)
        for days in (3, 0)
    ]
    yield stats.overdue_message(OverdueCard(lines=tuple(lines * 10), total=99), texts)
    yield stats.overdue_message(OverdueCard(lines=(), total=0), texts)


def _praise(strange: str, texts: Texts) -> Iterable[Drawn]:
    line = PraiseLine(department=strange, count=None, before=7)
    card = PraiseFigures(period=NOVEMBER, said=NOVEMBER, total=12, grievances=None, lines=(line,) * 30)
    cards = (card, replace(card, lines=()), replace(card, said=None), replace(card, said=OCTOBER))
    return [stats.praise_figures_message(each, texts) for each in cards]


def _quality(_strange: str, texts: Texts) -> Iterable[Drawn]:
    for said, n in ((None, 0), (NOVEMBER, 8)):
        agreement = Value(unit=FigureUnit.SHARE, value=0.75 if n else None, n=n)
        card = QualityCard(period=NOVEMBER, said=said, drawn=12, done=8, waiting=3, agreement=agreement)
        yield stats.quality_message(card, texts)


def _staffing(_strange: str, texts: Texts) -> Iterable[Drawn]:
    outlooks = tuple(Outlook(operators=n, low=0, middle=3, high=9) for n in (1, 2, 3, 4))
    yield stats.staffing_message(
        StaffingCard(
            day=MONDAY,
            open_now=12,
            expected=20,
            attempts=4000,
            minutes=6.5,
            until=time(17, 30),
            outlooks=outlooks,
        ),
        texts,
    )


def _rechecks(strange: str, texts: Texts) -> Iterable[Drawn]:
    caller = Caller(station="한빛경찰서", department=strange[:40], rank="경위", name=strange[:40])
    contact = Contact(name=strange[:200] or "홍길순", phone="010-0000-1001", alternates=("010-0000-1002",))
    phone = PhoneCard(contact=contact, caller=caller, code="042100", purpose=Purpose.RECHECK)
    yield rechecks.recheck_card(recheck_line(strange), phone, texts)


def _department(strange: str, texts: Texts) -> Iterable[Drawn]:
    for answered, values in ((9, {}), (40, stats_card().values), (40, work_values(tally()))):
        yield department_message(
            DepartmentCard(
                department=strange,
                period=NOVEMBER,
                before=OCTOBER,
                answered=answered,
                least=10,
                values={each: values[each] for each in (*OF_WORK, *OF_WORDS) if each in values},
                values_before=stats_card().values_before,
            ),
            texts,
        )


def _cards(strange: str) -> Iterable[Any]:
    return (renamed(strange or "교통과"), report_card(), empty_card())


FIGURE_SAMPLES: Mapping[Callable[..., Any], Sample] = {
    stats.stats_message: _stats,
    stats.files_offered: lambda s, t: [in_message(stats.files_offered(NOVEMBER, s[:40], t))],
    stats.files_coming: lambda _, t: [stats.files_coming(t)],
    stats.files_delayed: lambda _, t: [stats.files_delayed(t)],
    stats.groups_message: lambda s, t: [stats.groups_message(each.groups, t) for each in _cards(s)],
    stats.phishing_message: lambda s, t: [stats.phishing_message(each.stats, t) for each in _cards(s)],
    stats.overdue_message: _overdue,
    stats.work_message: lambda _, t: [stats.work_message(each, t) for each in (work_card(*"가나다"), work_card())],
    stats.praise_figures_message: _praise,
    stats.quality_message: _quality,
    stats.staffing_message: _staffing,
    factors_message: lambda s, t: [factors_message(each.factors, t) for each in _cards(s)],
    department_message: _department,
    digest.digest_message: lambda s, t: [digest.digest_message(each, t) for each in _cards(s)],
    signals.signal_message: lambda s, t: [signals.signal_message(each, t) for each in every_signal(s)],
    signals.signals_message: lambda s, t: [
        signals.signals_message(each, t)
        for each in (
            SignalsCard(signals=(), improvements=()),
            SignalsCard(signals=(signal(s),) * 10, improvements=tuple(improvements(s)) * 3),
        )
    ],
    signals.improvement_message: lambda s, t: [signals.improvement_message(each, t) for each in improvements(s)],
    signals.improvement_reminder: lambda s, t: [signals.improvement_reminder(each, t) for each in improvements(s)],
    signals.improvement_effect: lambda s, t: [signals.improvement_effect(each, t) for each in improvements(s)],
    signals.improvement_noted: lambda s, t: [signals.improvement_noted(improvement(s), t)],
    signals.dismiss_form: lambda s, t: [signals.dismiss_form(signal(s), t)],
    signals.improve_form: lambda s, t: [signals.improve_form(signal(s), t)],
    rechecks.recheck_card: _rechecks,
    rechecks.recheck_form: lambda s, t: [rechecks.recheck_form(recheck_line(s), own_survey(s), t)],
    rechecks.recheck_recorded: lambda s, t: [
        rechecks.recheck_recorded(recheck_line(s), each, t) for each in RecheckOutcome
    ],
}
