"""Where a password may come from. Never an argument: other people on the machine can read those."""

import os
import sys
from pathlib import Path

from csgraph.errors import StoreError


def password_for(url: str, user: str) -> str:
    """The password of a server.

    Raises:
        StoreError: nobody gave one, or its file can be read by others.
    """
    if "CSGRAPH_PASSWORD" in os.environ:
        return os.environ["CSGRAPH_PASSWORD"]
    if "CSGRAPH_PASSWORD_FILE" in os.environ:
        return _from_file(Path(os.environ["CSGRAPH_PASSWORD_FILE"]))
    return _from_keyring(url, user) or _from_prompt(url, user)


def _from_file(path: Path) -> str:
    if not path.is_file():
        raise StoreError(f"There is no password file {path.name}.", "Check CSGRAPH_PASSWORD_FILE.")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise StoreError(f"The password file {path.name} can be read by others.", f"Run chmod 600 {path.name}.")
    return path.read_text(encoding="utf-8").strip()


def _from_keyring(url: str, user: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(f"csgraph {url}", user)
    except KeyringError:  # a machine without a desktop has none
        return None


def _from_prompt(url: str, user: str) -> str:
    if not sys.stdin.isatty():
        raise StoreError(
            f"No password for {user} at {url}.", "Set CSGRAPH_PASSWORD, CSGRAPH_PASSWORD_FILE or the keyring."
        )
    import getpass

    return getpass.getpass(f"Password for {user} at {url}: ")
