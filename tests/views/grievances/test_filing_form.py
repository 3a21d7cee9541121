"""The filing form: within Slack's limits, and whom it offers."""

from bot.domain.grievances.cards import FilingCard
from bot.domain.grievances.filing import AuditReason, Filing, FilingField, StandIn
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind, Severity
from bot.domain.people.cards import OfficerChoice
from bot.sandbox.validation import check_view
from bot.texts import Texts
from bot.views.grievances.filing_form import filing_form
from tests.steps.builders import MONDAY
from tests.steps.vectors import every
from tests.steps.views import LONG


@every("kind", Kind)
@every("lane", GrievanceLane)
def test_the_filing_form_fits_slack_and_offers_no_recipient_on_the_audit_track(
    texts: Texts, kind: Kind, lane: GrievanceLane
) -> None:
    officer = OfficerChoice(id=3, name="정교통", rank="경위", department="교통과")
    other = OfficerChoice(id=4, name=LONG, rank="경정", department=LONG)
    card = FilingCard(
        number=17,
        filed_as=48213,
        lane=lane,
        reason=AuditReason.WORDS if lane is GrievanceLane.AUDIT else None,
        noticed=(),
        is_chosen=True,
        recipients=(officer, other),
        stand_in=StandIn.AWAY,
        due_on=MONDAY,
        past_table=True,
        officers=(officer, other),
        unclear=(),
        is_decided=True,
        is_readable=True,
        earlier=(Category.DELAY, Category.DELAY),
    )
    chosen = Filing(kind=kind, category=Category.OTHER, severity=Severity.S4)

    view = filing_form(card, chosen, texts, "{}")

    check_view(view)
    fields = [str(block.get("block_id")).partition(":")[0] for block in view["blocks"]]
    assert (FilingField.RECIPIENT in fields) == (lane is not GrievanceLane.AUDIT)
    assert FilingField.OFFICER in fields
