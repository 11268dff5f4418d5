"""Where the password of a sealed page comes from. Never an argument: other people on the machine can read those."""

import os
import sys
from pathlib import Path

import click

from csgraph.errors import CsgraphError
from csgraph.maps.sealed import checked_password

PAGE = "CSGRAPH_PAGE_PASSWORD_FILE"
KEY_SHEET = "CSGRAPH_KEY_SHEET_PASSWORD_FILE"


def page_password(what: str, variable: str = PAGE) -> str:
    """The password: from the file that an environment variable names, else asked for twice.

    Raises:
        CsgraphError: nobody gave one, its file can be read by others, or it is too short.
    """
    named = os.environ.get(variable)
    return checked_password(_from_file(Path(named), variable) if named else _asked(what, variable))


def _from_file(path: Path, variable: str) -> str:
    try:
        mode, text = path.stat().st_mode, path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CsgraphError(f"The password file {path} cannot be read.", f"Check {variable}.") from None
    if os.name == "posix" and mode & 0o077:
        raise CsgraphError(f"The password file {path} can be read by others.", f"Run chmod 600 {path}")
    return text.rstrip("\r\n")


def _asked(what: str, variable: str) -> str:
    if not attended():
        raise CsgraphError(f"No password for {what}.", f"Set {variable} to a file that holds it.")
    asked: str = click.prompt(f"Password for {what}", hide_input=True, confirmation_prompt="The same again", err=True)
    return asked


def attended() -> bool:
    """Whether somebody is there who can type."""
    return sys.stdin.isatty()
