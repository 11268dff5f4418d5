"""A page that opens itself with a password: AES-256-GCM, the key from the password by PBKDF2, opened by WebCrypto.

Nothing of what the page says is in the file in clear: not its title, not its kind, not its scripts. Only its size and
the hashes of csgraph's own scripts, which say which version made it, can be seen.
"""

import base64
import os
import re
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from csgraph.errors import CsgraphError
from csgraph.maps.templates import embedded, inline, render

ROUNDS = 600_000
"""Of PBKDF2-HMAC-SHA-256, as the OWASP Password Storage Cheat Sheet asks (2023)."""
SHORTEST = 12
"""Characters of a password: whoever has the file can try as many as they like, for as long as they like."""
SALT, NONCE = 16, 12
OPENER = "script/sealed.js"
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def checked_password(password: str) -> str:
    """The password, if it is long enough and no character over and over.

    Raises:
        CsgraphError: it is not.
    """
    if len(password) < SHORTEST or len(set(password)) < SHORTEST // 2:
        raise CsgraphError(
            f"The password is too short or too plain: at least {SHORTEST} characters, not a few over and over.",
            "Take four or more random words, and send them by another way than the file.",
        )
    return password


def sealed(page: str, password: str) -> str:
    """The page sealed with a password.

    Args:
        page: a whole page, as `csgraph.maps.templates.render` makes it.
        password: what opens it.

    Raises:
        CsgraphError: the password is too short or too plain.
    """
    # The policy of the file holds for what is opened in it, so it must allow the scripts that are still sealed.
    scripts = tuple(SCRIPT.findall(page))
    box = seal(page, checked_password(password))
    return render("sealed.html.jinja", (inline(OPENER),), also=scripts, data=embedded(box))


def seal(text: str, password: str) -> dict[str, str | int]:
    """The text under a fresh salt and nonce, as `visualisations/script/sealed.js` reads it."""
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    closed = AESGCM(_key(password, salt, ROUNDS)).encrypt(nonce, text.encode(), _bound(ROUNDS))
    return {"rounds": ROUNDS, "salt": _text(salt), "nonce": _text(nonce), "closed": _text(closed)}


def unsealed(box: dict[str, str | int], password: str) -> str:
    """The text again.

    Raises:
        CsgraphError: the password is wrong, or the file was changed.
    """
    rounds = int(box["rounds"])
    salt, nonce, closed = (base64.b64decode(str(box[name])) for name in ("salt", "nonce", "closed"))
    try:
        return AESGCM(_key(password, salt, rounds)).decrypt(nonce, closed, _bound(rounds)).decode()
    except InvalidTag:
        raise CsgraphError("That is not the password, or the file was changed.") from None


def _key(password: str, salt: bytes, rounds: int) -> bytes:
    # Two keyboards may write one letter in two ways; the page does the same.
    typed = unicodedata.normalize("NFKC", password).encode()
    return PBKDF2HMAC(hashes.SHA256(), 32, salt, rounds).derive(typed)


def _bound(rounds: int) -> bytes:
    """What the seal holds fast without hiding it."""
    return f"csgraph page 1, {rounds} rounds".encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
