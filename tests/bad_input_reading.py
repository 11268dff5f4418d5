"""Reads a bad file by the mapping of tests/bad_input and says, as plain lines, what came out and what was told."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from csgraph.batch import Period
from csgraph.errors import ExtractError
from csgraph.importing.extract import read_extract
from csgraph.importing.mapping import Mapping
from csgraph.importing.mapping_check import load_mapping
from csgraph.importing.report import Notice

FOLDER = Path(__file__).parent / "bad_input"
DAY = date(2026, 10, 31)
SHOWN = ("forename", "surname", "dob", "sex")


@dataclass
class Outcome:
    """What reading a file gave.

    Attributes:
        people: `0001 Ann Lee 2012-04-25 female`, one for each row that gave a child; `-` where a value is missing.
        links: `W1 0001 2024-09-01 -`: worker, child, start and end.
        rejected: `row 3, DOB: why`.
        told: `row 2, Sex: “X” is not a known code …`, and ` (2 rows)` where it is more than one.
        refused: the error's message where the file was refused.
    """

    people: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    refused: str = ""


def people_mapping(**extract: str) -> Mapping:
    """The mapping, with settings of its [extract] changed."""
    mapping = _loaded()
    return mapping.model_copy(update={"extract": mapping.extract.model_copy(update=extract)})


@cache
def _loaded() -> Mapping:
    return load_mapping(FOLDER / "people.toml")


def read(path: Path, mapping: Mapping, *, on: date = DAY) -> Outcome:
    """Read one file; only an `ExtractError` is an outcome, any other exception is a fault of csgraph."""
    try:
        batch, report = read_extract(mapping, [path], Period(on, date(2020, 1, 1), on))
    except ExtractError as fault:
        return Outcome(refused=str(fault))
    outcome = Outcome()
    children = batch.nodes.get("Child")
    if children is not None:
        outcome.people = [
            " ".join([row["key"].removeprefix("ssd:"), *(_shown(row[name]) for name in SHOWN)])
            for row in children.to_dict("records")
        ]
    for frame in batch.links.values():
        outcome.links += [
            " ".join(
                [r["from_key"].partition(":")[2], r["to_key"].partition(":")[2], _shown(r["start"]), _shown(r["end"])]
            )
            for r in frame.to_dict("records")
        ]
    outcome.rejected = [
        f"row {one.row}{f', {one.column}' if one.column else ''}: {one.reason}" for one in report.rejections
    ]
    outcome.told = [_said(notice) for notice in report.notices if notice.kind != "coverage"]
    return outcome


def _said(notice: Notice) -> str:
    place = [f"row {notice.row}"] if notice.row else []
    place += [notice.column] if notice.column else []
    count = f" ({notice.count} rows)" if notice.count > 1 else ""
    return f"{notice.kind}: {', '.join(place)}{': ' if place else ''}{notice.text}{count}"


def _shown(value: object) -> str:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return "-"
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)
