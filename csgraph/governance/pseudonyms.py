"""Stable names that tell nothing without the key: for whatever leaves the store, and for the audit log.

HMAC-SHA-256 cut to 64 bits. Without a key the whole of the UPNs or NHS numbers can be hashed in minutes and compared;
with 64 bits two of 200,000 children share a pseudonym less than once in a hundred million installations.
"""

import hashlib
import hmac

from csgraph.keys import key

PREFIX = "CH"
"""A child; what else is shown by pseudonym has a prefix of its own, for the eye only."""
DIGITS = 16


def pseudonym(identifier: str, prefix: str = PREFIX) -> str:
    """`ssd:10042` -> `CH-7F3A…`: the same for the same identifier and key, whatever the prefix.

    Args:
        identifier: a node's id or one of its other identifiers, as the graph writes it.
        prefix: two letters that say what it is.

    Raises:
        CsgraphError: there is no usable key.
    """
    return f"{prefix}-{_digits(key('pseudonym'), identifier)}"


def pseudonyms(identifiers: list[str], prefix: str = PREFIX) -> list[str]:
    """The pseudonyms of many identifiers, with the key read once."""
    secret = key("pseudonym")
    return [f"{prefix}-{_digits(secret, one)}" for one in identifiers]


def _digits(secret: bytes, identifier: str) -> str:
    return hmac.new(secret, identifier.encode(), hashlib.sha256).hexdigest()[:DIGITS].upper()
