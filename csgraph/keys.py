"""The one secret of an installation, kept outside every store, and the keys that are made from it.

Whoever has a store, a map or the audit log but not this file can neither try out identifiers against pseudonyms nor
write a log entry that verifies. One key a use, so that what one use gives away tells nothing of another.
"""

import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from csgraph.errors import CsgraphError

LENGTH = 32
"""Bytes of the secret and of each key: as many as SHA-256 gives (RFC 2104 recommends no fewer)."""


def key_file() -> Path:
    """Where the secret lies: CSGRAPH_KEY_FILE, else `key` in the platform's config folder.

    Not in the folder that --config-dir names: that one holds mappings and may be shared or under version control.
    """
    from platformdirs import user_config_path

    chosen = os.environ.get("CSGRAPH_KEY_FILE")
    return Path(chosen) if chosen else user_config_path("csgraph") / "key"


def key(use: str) -> bytes:
    """The key for one use, such as `pseudonym` or `tombstone`: 32 bytes, the same as long as the secret is.

    Args:
        use: a word that this use alone has.

    Raises:
        CsgraphError: the secret cannot be read or made, is damaged, or can be read by others.
    """
    return hmac.new(_secret(key_file()), f"csgraph {use}".encode(), hashlib.sha256).digest()


def fingerprint() -> str:
    """Eight characters that tell one secret from another and give neither away."""
    return key("fingerprint").hex()[:8]


def _secret(path: Path) -> bytes:
    try:
        if not path.exists():
            _make(path)
        told = path.stat()
        return _read(path, told.st_mtime_ns, told.st_mode)
    except OSError as fault:
        raise CsgraphError(
            f"The key file {path} cannot be used: {fault.strerror}.", "Set CSGRAPH_KEY_FILE to a file that can."
        ) from None


@lru_cache(maxsize=4)
def _read(path: Path, changed: int, mode: int) -> bytes:  # noqa: ARG001  # a changed file is read again
    if os.name == "posix" and mode & 0o077:
        raise CsgraphError(f"The key file {path} can be read by others.", f"Run chmod 600 {path}")
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        secret = b""
    if len(secret) != LENGTH:
        raise CsgraphError(
            f"The key file {path} is damaged: it should hold {LENGTH * 2} hexadecimal digits.",
            "Copy it again from a colleague or a backup; a new key makes other pseudonyms.",
        )
    return secret


def _make(path: Path) -> None:
    """Write a new secret, whole and for its owner only; of two processes at once one makes it and both use it."""
    import filelock

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with filelock.FileLock(f"{path}.lock", mode=0o600):
        if path.exists():
            return
        part = path.with_name(f"{path.name}.part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(LENGTH) + "\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
