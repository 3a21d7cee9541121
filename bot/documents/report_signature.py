"""The signature of a report in JSON: by it a region knows whose file it is, and that nobody has edited it.

Ed25519 over the bytes of the file as they are without the member "signature" and the comma before it. So any program
can check it, and whoever saves the file anew, were it only with other spaces, has edited it.
"""

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

BEFORE, AFTER = b',"signature":"', b'"}\n'
END = b"}\n"


def signed(report: bytes, key: str) -> bytes:
    """Sign a report. `key`: 32 bytes in url-safe base64, as `cleancall init` makes it."""
    signature = _private(key).sign(report)
    return report.removesuffix(END) + BEFORE + base64.b64encode(signature) + AFTER


def public_key_of(key: str) -> str:
    """Return what a region needs to know of a key: 32 bytes in url-safe base64."""
    return base64.urlsafe_b64encode(_private(key).public_key().public_bytes_raw()).decode()


def is_signed(report: bytes) -> bool:
    """Check whether a report has a signature, of whomever."""
    return BEFORE in report


def is_signed_by(report: bytes, public_key: str) -> bool:
    """Check whether a report is as the owner of a key signed it."""
    body, found, rest = report.rpartition(BEFORE)
    if not found or not rest.endswith(AFTER):
        return False
    try:
        signature = base64.b64decode(rest.removesuffix(AFTER), validate=True)
        Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(public_key)).verify(signature, body + END)
    except (ValueError, binascii.Error, InvalidSignature):
        return False
    return True


def _private(key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(key))
