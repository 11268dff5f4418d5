"""Why records are looked at: given with the command, or configured once for a piece of work."""

import os
import tomllib

from csgraph.errors import CsgraphError
from csgraph.folders import config_dir
from csgraph.governance.plain_text import plain

LONGEST = 200


def needed(purpose: str | None = None) -> str:
    """The purpose given, else CSGRAPH_PURPOSE, else `purpose` of config.toml in the config folder, as one clean line.

    Raises:
        CsgraphError: nobody said why.
    """
    said = configured(purpose)
    if not said:
        raise CsgraphError(
            "Records are shown for a purpose, and nobody said which.",
            'Add --purpose "strategy meeting 12 November", or set CSGRAPH_PURPOSE, or write purpose = "…" in '
            f"{config_dir() / 'config.toml'}",
        )
    return said


def configured(purpose: str | None = None) -> str:
    """The same, and empty where nobody said why."""
    return plain(purpose or os.environ.get("CSGRAPH_PURPOSE") or _in_config(), LONGEST)


def _in_config() -> str:
    path = config_dir() / "config.toml"
    try:
        return str(tomllib.loads(path.read_text(encoding="utf-8")).get("purpose", ""))
    except FileNotFoundError:
        return ""
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise CsgraphError(
            f"{path} is not TOML.", 'Write a line such as purpose = "contextual safeguarding panel"'
        ) from None
