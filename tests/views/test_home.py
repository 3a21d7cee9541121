"""App Home for every role, full to the brim, against Slack's limits."""

from bot.domain.calls import cards
from bot.domain.calls.dispositions import TaskKind
from bot.domain.home import Home
from bot.domain.people.cards import Absence, OfficerChoice
from bot.domain.people.duty import Duty
from bot.domain.roles import Role
from bot.sandbox.validation import check_view
from bot.texts import Texts
from bot.views import home
from tests.steps.builders import MONDAY
from tests.steps.cards import CLAIMED, NOW, SCHEDULED, TALLY, duty_table, grievance_line, queue_line
from tests.steps.vectors import every


@every("roles", [frozenset(), *(frozenset({role}) for role in Role)])
def test_home_is_never_empty_and_fits_slack(texts: Texts, roles: frozenset[Role]) -> None:
    task = cards.TaskLine(id=1, kind=TaskKind.ADVANCE_SMS, call=17, grievance=3, masked_name="홍*순", created_at=NOW)
    card = Home(
        roles=roles,
        station="한빛경찰서",
        mine=(queue_line(**CLAIMED),) * 20,
        callbacks=(queue_line(**SCHEDULED),) * 20,
        tasks=(task,) * 10,
        waiting=(grievance_line(),) * 10,
        to_reply=(grievance_line(),) * 10,
        absences=(
            Absence(
                first=MONDAY,
                last=MONDAY,
                duty=Duty.AWAY,
                deputy=OfficerChoice(id=1, name="이대리", rank="경위", department="교통과"),
            ),
        )
        * 12,
        duty=duty_table(),
        break_until=NOW,
        tally=TALLY,
        rechecks=(),
        own_rechecks=(),
        dashboard=None,
    )

    view = home.home_view(card, texts)

    check_view(view, home=True)
    assert len(view["blocks"]) >= 2
