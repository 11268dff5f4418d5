"""One extract, from files to a batch and its report."""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd

from csgraph.batch import Batch, Period, hashed
from csgraph.codes import code_list
from csgraph.errors import ExtractError
from csgraph.importing.assemble import Assembled, assemble
from csgraph.importing.conflicting import conflicts
from csgraph.importing.files import extract_files, left_lying, missing_tables, tables_of
from csgraph.importing.mapping import Mapping
from csgraph.importing.report import Notice, Report
from csgraph.importing.table import read_table

MOST_REJECTED = 0.05
"""Share of rows beyond which an extract covers nobody: who is missing may stand in a rejected row."""

FURTHEST = timedelta(days=731)
"""How far ahead of today's clock the day of an extract may lie; the clock of a laptop may be wrong."""

FEW_REJECTED = 2
"""Rows that a small extract may have wrong without telling against the whole."""


def read_extract(mapping: Mapping, paths: Sequence[Path], period: Period) -> tuple[Batch, Report]:
    """Read, map and validate one extract.

    Args:
        paths: its files, or folders that hold them.
        period: the days it speaks of.

    Raises:
        ExtractError: a file cannot be read or does not fit the mapping; nothing is loaded then.
    """
    files = extract_files(paths)
    report = Report(mapping.extract.name)
    seen: set[str] = set()
    tables = []
    used: set[str] = set()
    _check_day(period, report)
    for table, sheet in tables_of(mapping, files, report):
        tables.append(read_table(sheet, table, report, on=period.extracted_on))
        seen.add(table.name)
        used.add(sheet.file)
    report.notices += missing_tables(mapping, seen)
    report.notices += [_unused(path, mapping) for path in files if path.name not in used]
    report.notices += left_lying(paths)
    if period.start is None or period.end is None:
        report.notices.append(_no_period(mapping))
    assembled = assemble(mapping, tables, report, pd.Timestamp(period.extracted_on))
    report.notices += conflicts(tables, assembled)
    if _too_little_read(report):
        report.notices.append(_no_coverage(mapping))
    read = [path for path in files if path.name in used]
    return _batch(mapping, assembled, report, period, read), report


def _check_day(period: Period, report: Report) -> None:
    """A day of the extract that lies ahead would make what it says the latest word until then."""
    ahead = period.extracted_on - date.today()  # noqa: DTZ011  # the extract's own calendar has no time zone
    if ahead > FURTHEST:
        raise ExtractError(
            f"The day of the extract, {period.extracted_on}, is more than two years ahead.",
            "Correct it in coverage.toml or in --extracted-on.",
        )
    if ahead.days > 0:
        text = f"The day of the extract, {period.extracted_on}, is ahead of today. Is it mistyped?"
        report.notices.append(Notice("extract_ahead", report.source, 0, "", "", text))


def _unused(path: Path, mapping: Mapping) -> Notice:
    text = f"fits no table of {mapping.extract.name}.toml and was not read."
    return Notice("unused_file", path.name, 0, "", path.name, text)


def _too_little_read(report: Report) -> bool:
    """Whether so little of an extract could be read that nobody's absence from it says anything."""
    return report.loaded == 0 or report.rejected > max(FEW_REJECTED, MOST_REJECTED * report.read)


def _no_coverage(mapping: Mapping) -> Notice:
    text = f"More than {MOST_REJECTED:.0%} of its rows were rejected, or none could be used, so no gap is told from it."
    return Notice("coverage", mapping.extract.name, 0, "", "", text)


def _no_period(mapping: Mapping) -> Notice:
    text = "Nobody said which days it covers (coverage.toml, or --from and --to), so no gap can be told from it."
    return Notice("period", mapping.extract.name, 0, "", "", text)


def _batch(mapping: Mapping, assembled: Assembled, report: Report, period: Period, files: Sequence[Path]) -> Batch:
    covers, ages = mapping.covers, mapping.covers.ages or (None, None)
    sha256 = _digest(mapping, files)
    ledger: dict[str, object] = {
        "id": f"batch:{hashed(mapping.extract.name, sha256, *astuple(period))}",
        "source": mapping.extract.name,
        "recorded_by": mapping.extract.agency,
        "files": sorted(path.name for path in files),
        "sha256": sha256,
        "rows_read": report.read,
        "rows_loaded": report.loaded,
        "rows_rejected": report.rejected,
        "extracted_on": period.extracted_on,
        "period_start": period.start,
        "period_end": period.end,
        "who": period.who or covers.who,
        "schemes": list(covers.schemes),
        "min_age": ages[0],
        "max_age": ages[1],
        "roles": [] if _too_little_read(report) else _roles(mapping, assembled, period),
        "kinds": list(covers.kinds),
        "listed_only": covers.listed_only if period.listed_only is None else period.listed_only,
        "loaded_at": datetime.now().astimezone().replace(microsecond=0, tzinfo=None),
        "state": "complete",
    }
    return Batch(ledger, mapping.extract.title, assembled.nodes, assembled.links, assembled.same)


def _roles(mapping: Mapping, assembled: Assembled, period: Period) -> list[str]:
    """Roles that the extract can show: as coverage.toml says, else as its mapping does."""
    if period.roles is not None:
        return sorted(period.roles)
    if not mapping.covers.roles_named_only:
        return list(mapping.covers.roles)
    named = assembled.roles_named
    return [role for role in mapping.covers.roles if role in named]


def _digest(mapping: Mapping, files: Sequence[Path]) -> str:
    """SHA-256 of the mapping, its code lists and the files' content: the same extract is known again under any name."""
    whole = hashlib.sha256(mapping.model_dump_json().encode())
    lists = {c.codes for table in mapping.table for c in table.columns.values() if c.codes}
    for name in sorted(lists):
        listed = code_list(name)
        whole.update(repr((sorted(listed.codes), sorted(listed.aliases.items()))).encode())
    for digest in sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in files):
        whole.update(digest.encode())
    return whole.hexdigest()
