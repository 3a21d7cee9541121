"""Whose file it is, and whether it is as it was signed."""

import json

import pytest
from cryptography.fernet import Fernet

from bot.documents.report_json import report_json
from bot.documents.report_signature import is_signed, is_signed_by, public_key_of, signed
from tests.steps.report_cards import report_card

KEY, FOREIGN = Fernet.generate_key().decode(), Fernet.generate_key().decode()
REPORT = report_json(report_card()).encode()


def test_a_signed_report_is_the_same_json_with_its_signature() -> None:
    plain, with_signature = json.loads(REPORT), json.loads(signed(REPORT, KEY))

    assert with_signature.pop("signature")
    assert with_signature == plain
    assert is_signed_by(signed(REPORT, KEY), public_key_of(KEY))
    assert (is_signed(signed(REPORT, KEY)), is_signed(REPORT)) == (True, False)


FORGED = {
    "unsigned": REPORT,
    "signed by another": signed(REPORT, FOREIGN),
    "a number changed": signed(REPORT, KEY).replace(b'"value":240', b'"value":241'),
    "other line ends": signed(REPORT, KEY).replace(b"\n", b"\r\n"),
    "other spaces": json.dumps(json.loads(signed(REPORT, KEY))).encode(),
    "a space more": signed(REPORT, KEY) + b" ",
    "signed twice": signed(signed(REPORT, KEY), FOREIGN),
    "cut off": signed(REPORT, KEY)[:-20],
    "a longer signature": signed(REPORT, KEY).replace(b'"signature":"', b'"signature":"AAAA'),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_was_edited_or_signed_by_others_is_not_the_stations(name: str) -> None:
    assert not is_signed_by(FORGED[name], public_key_of(KEY))
