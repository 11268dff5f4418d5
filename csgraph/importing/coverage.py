"""The days an extract speaks of: coverage.toml beside it, or said on the command line. Never guessed."""

import tomllib
from datetime import date, datetime
from pathlib import Path

from csgraph.batch import Period
from csgraph.errors import ExtractError

NAME = "coverage.toml"
KEYS = ("extracted_on", "period_start", "period_end")


def read_period(
    folder: Path, *, extracted_on: date | None = None, start: date | None = None, end: date | None = None
) -> Period | None:
    """The period of an extract; what is given wins over coverage.toml. None where nobody said the day of the extract.

    Raises:
        ExtractError: coverage.toml is broken, or the period ends before it starts.
    """
    path = folder / NAME
    said = _read(path) if path.is_file() else {}
    extracted_on = extracted_on or end or said.get("extracted_on") or said.get("period_end")
    if extracted_on is None:
        return None
    period = Period(extracted_on, start or said.get("period_start"), end or said.get("period_end"))
    if period.start and period.end and period.end < period.start:
        raise ExtractError(f"{NAME}: the period ends before it starts.", "Exchange period_start and period_end.")
    return period


def _read(path: Path) -> dict[str, date]:
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ExtractError(f"{NAME} is not TOML in UTF-8: {fault}") from None
    wrong = [k for k, v in read.items() if k not in KEYS or not isinstance(v, date) or isinstance(v, datetime)]
    if wrong:
        raise ExtractError(
            f"{NAME}: {', '.join(wrong)} is not understood.", f"It takes dates (2026-10-31) for {', '.join(KEYS)}."
        )
    return dict(read)
