"""What an extract covers: coverage.toml beside it, or said on the command line. Never guessed.

A part of what a mapping is for, such as one school's roll or one service's list, says so here: `roles = ["camhs"]`,
`listed_only = true`, `who = "pupils of one school"`. Otherwise nobody's absence from it could be told from a gap.
"""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from csgraph.batch import Period
from csgraph.codes import code_list
from csgraph.errors import ExtractError

NAME = "coverage.toml"
DAYS = ("extracted_on", "period_start", "period_end")


def read_period(
    folder: Path, *, extracted_on: date | None = None, start: date | None = None, end: date | None = None
) -> Period | None:
    """The period of an extract; what is given wins over coverage.toml. None where nobody said the day of the extract.

    Raises:
        ExtractError: coverage.toml is broken, or the period ends before it starts.
    """
    path = folder / NAME
    said = _read(path) if path.is_file() else {}
    extracted_on = extracted_on or said.get("extracted_on") or end or said.get("period_end")
    if extracted_on is None:
        return None
    period = Period(
        extracted_on,
        start or said.get("period_start"),
        end or said.get("period_end"),
        tuple(said["roles"]) if "roles" in said else None,
        said.get("listed_only"),
        said.get("who"),
    )
    if period.start and period.end and period.end < period.start:
        raise ExtractError("The period ends before it starts.", f"Exchange the days, in {NAME} or in --from and --to.")
    if period.end and period.end > period.extracted_on:
        raise ExtractError(
            f"The period ends on {period.end}, after the day of the extract, {period.extracted_on}.",
            "One of the two days is mistyped.",
        )
    return period


def _read(path: Path) -> dict[str, Any]:
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ExtractError(f"{NAME} is not TOML in UTF-8: {fault}") from None
    wrong = [key for key, value in read.items() if not _fits(key, value)]
    if wrong:
        raise ExtractError(
            f"{NAME}: {', '.join(wrong)} is not understood.",
            f'It takes days (2026-10-31) for {", ".join(DAYS)}; roles = ["…"], listed_only = true and who = "…".',
        )
    return read


def _fits(key: str, value: object) -> bool:
    if key in DAYS:
        return isinstance(value, date) and not isinstance(value, datetime)
    if key == "roles":
        return isinstance(value, list) and all(role in code_list("role").codes for role in value)
    return isinstance(value, {"listed_only": bool, "who": str}.get(key, type(None)))
