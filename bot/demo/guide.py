"""The guided tour beside the page: nine steps of a station's day, each ticked when it has really happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.clock import MovableClock
from bot.domain.calendar import SEOUL
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.retries import AttemptMade
from bot.domain.grievances.states import GrievanceState
from bot.services.day import JOB as DAY_END
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.attempts import attempts_between
from storage.calls.boards import latest_board
from storage.calls.praise import praise_between
from storage.calls.queries import claimed_calls
from storage.grievances.queries import filed_since
from storage.lists.visits import has_import_since
from storage.once import has_run_since

CHANNEL = "C0CALLS"
MOMENT = timedelta(seconds=1)
"""What happens now has happened."""
WEEKDAYS = "월화수목금토일"


class AtWork(Protocol):
    """A station whose bot may be running."""

    @property
    def clock(self) -> MovableClock:
        """The station's clock."""

    @property
    def desk(self) -> Desk:
        """The running bot's desk."""

    @property
    def first_call(self) -> int:
        """The number of the first call of the sample list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStep:
    """One step: whose it is, where, and what must have happened for its tick."""

    title: str
    hint: str  # {1}, {2}, {3}: the numbers of the first calls of the sample list
    happened: Callable[[Unit, datetime], bool]  # since when
    who: str = ""
    place: str = ""


def _is_board_posted(unit: Unit, since: datetime) -> bool:
    board = latest_board(unit.session)
    return board is not None and board.day >= since.date()


def _attempts(unit: Unit, since: datetime) -> Sequence[AttemptMade]:
    return attempts_between(unit.session, since, unit.now + MOMENT)


def _is_call_claimed(unit: Unit, since: datetime) -> bool:
    return bool(claimed_calls(unit.session) or _attempts(unit, since))


def _is_phishing_suspected(unit: Unit, since: datetime) -> bool:
    return any(attempt.disposition is Disposition.PHISHING_SUSPECTED for attempt in _attempts(unit, since))


def _is_grievance_filed(unit: Unit, since: datetime, *states: GrievanceState) -> bool:
    return any(not states or grievance.state in states for grievance in filed_since(unit.session, since))


STEPS: Sequence[TourStep] = (
    TourStep(
        title="방문자 명단이 들어온다",
        hint="채널에 CSV나 XLSX 파일을 끌어다 놓거나 ‘파일’을 누릅니다. 결과는 올린 사람에게만 메시지로 옵니다.",
        happened=lambda unit, since: has_import_since(unit.session, since),
        who="U0KIM",
        place=CHANNEL,
    ),
    TourStep(
        title="아침 대기열이 올라온다",
        hint="‘다음 아침’을 누르면 근무일 08:30에 한 번 올라옵니다.",
        happened=_is_board_posted,
        who="U0KIM",
        place=CHANNEL,
    ),
    TourStep(
        title="청렴콜을 맡는다",
        hint="{1}번의 ‘맡기’를 누릅니다. 연락처는 본인에게만 보입니다. 다른 상담원이 되어 같은 건도 맡아 보십시오.",
        happened=_is_call_claimed,
        who="U0KIM",
        place=CHANNEL,
    ),
    TourStep(
        title="칭찬이 경찰관에게 닿는다",
        hint="‘결과 입력’ → 통화 성공 → 만족. ‘칭찬 말씀’을 적고 경찰관을 고릅니다. 이름 없이 전해집니다.",
        happened=lambda unit, since: bool(praise_between(unit.session, since, unit.now + MOMENT)),
        who="U0KIM",
        place=CHANNEL,
    ),
    TourStep(
        title="보이스피싱으로 의심받는다",
        hint="{3}번을 맡고 ‘결과 입력’에서 고르거나 /done {3} 보이스피싱 을 입력합니다. 내일 다시 걸도록 예약됩니다.",
        happened=_is_phishing_suspected,
        who="U0LEE",
        place=CHANNEL,
    ),
    TourStep(
        title="고충을 접수한다",
        hint="{2}번을 맡고 ‘결과 입력’ → 통화 성공 → 고충 접수. 다음 화면이 받는 사람과 처리기한을 알려 줍니다.",
        happened=_is_grievance_filed,
        who="U0KIM",
        place=CHANNEL,
    ),
    TourStep(
        title="담당 경찰관이 답변한다",
        hint="받은 사람의 앱 메시지에서 ‘확인’, ‘답변’을 누릅니다. 민원인이 누구인지는 보이지 않습니다.",
        happened=lambda unit, since: _is_grievance_filed(unit, since, GrievanceState.ANSWERED, GrievanceState.CLOSED),
        who="U0CHOI",
    ),
    TourStep(
        title="민원인에게 회신하고 종결한다",
        hint="김상담의 앱 메시지에서 ‘회신 기록’을 누릅니다. 회신을 기록해야만 종결됩니다.",
        happened=lambda unit, since: _is_grievance_filed(unit, since, GrievanceState.CLOSED),
        who="U0KIM",
        place="app",
    ),
    TourStep(
        title="하루를 마감한다",
        hint="‘+1시간’을 눌러 18:00을 넘깁니다. 마감 줄이 채널에 올라오고 남은 건은 다음 날로 넘어갑니다.",
        happened=lambda unit, since: has_run_since(unit.session, DAY_END, since.date()),
        who="U0KIM",
        place=CHANNEL,
    ),
)


def guide(station: Sequence[AtWork], since: datetime) -> Callable[[], Any]:
    """Make what the page asks for its side panel: the time, and the steps with their ticks since the demo began."""

    async def panel() -> dict[str, Any]:
        done = await station[0].desk.look(_happened, since=since)
        first = next((place for place, is_done in enumerate(done) if not is_done), len(done))
        now = station[0].clock().astimezone(SEOUL)
        steps = [
            {
                "title": step.title,
                "hint": _numbered(step.hint, station[0].first_call),
                "who": step.who,
                "place": step.place,
                "done": is_done,
                "next": place == first,
            }
            for place, (step, is_done) in enumerate(zip(STEPS, done, strict=True))
        ]
        return {"now": f"{now.month}월 {now.day}일({WEEKDAYS[now.weekday()]}) {now:%H:%M}", "steps": steps}

    return panel


def _numbered(hint: str, first_call: int) -> str:
    return hint.format(*range(first_call - 1, first_call + 3))


def _happened(unit: Unit, *, since: datetime) -> list[bool]:
    return [step.happened(unit, since) for step in STEPS]
