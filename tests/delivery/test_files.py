"""Files that a notice brings."""

import json

import pytest
from cryptography.fernet import Fernet

from bot.delivery.files import ReportFiles
from bot.documents.report_signature import is_signed_by, public_key_of
from bot.domain.announcements import AuditSheetNotice
from bot.services.desk import Desk
from bot.texts import Languages
from storage.outbox import Sending
from tests.steps.builders import HAN, NOVEMBER


@pytest.mark.long
async def test_audit_gets_its_month_as_a_sheet_and_as_a_signed_file(morning: Desk) -> None:
    key = Fernet.generate_key().decode()
    texts = Languages("ko", morning.station).of("ko")
    sending = Sending(
        id=1,
        what=AuditSheetNotice(month=NOVEMBER.first),
        recipient=HAN,
        opaque_id="0" * 32,
        tries=1,
        created_at=morning.now(),
        uncertain=False,
        for_audit=True,
    )

    unsigned = await ReportFiles(morning).draw(sending, texts)
    morning.secrets.report_key = key
    signed = await ReportFiles(morning).draw(sending, texts)

    assert unsigned is not None
    assert signed is not None
    assert [paper.name.rsplit(".", 1)[1] for paper in signed.papers] == ["xlsx", "json"]
    assert json.loads(unsigned.papers[1].data)["kind"] == "audit"
    assert [is_signed_by(each.papers[1].data, public_key_of(key)) for each in (unsigned, signed)] == [False, True]
