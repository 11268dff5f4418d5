"""Prints a frame as a table, CSV, JSON or XLSX. No cell can become a formula."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pandas as pd

from csgraph.errors import CsgraphError
from csgraph.files import write_whole
from csgraph.spreadsheets import safe_cell

LONGEST_CELL = 32_767
"""Characters of a workbook's cell (Excel specifications and limits)."""


def check_form(form: str, out: str | None) -> None:
    """Refuse a format that cannot be shown there, before anything is read or logged.

    Raises:
        CsgraphError: XLSX without a file.
    """
    if form == "xlsx" and out is None:
        raise CsgraphError("A workbook needs a file.", "Add --out findings.xlsx")


def show(
    rows: pd.DataFrame, form: str, out: str | None, *, title: str = "", about: Mapping[str, str] | None = None
) -> None:
    """Print a frame, or write it to a file.

    Args:
        about: what a workbook tells of itself on a second sheet, such as its purpose and the audit log's head.

    Raises:
        CsgraphError: XLSX without a file.
    """
    check_form(form, out)
    if form == "xlsx" and out is not None:
        sheets = {title or "Findings": rows}
        if about:
            sheets["About this file"] = pd.DataFrame(about.items(), columns=["what", "value"], dtype=object)
        _save(out, workbook(sheets))
    elif form == "table" and out is None:
        _print_table(rows, title)
    else:
        text = {"csv": _csv, "json": _json, "table": _csv}[form](rows)
        _save(out, text.encode("utf-8-sig" if form == "csv" else "utf-8")) if out else click.echo(text, nl=False)
    if out:
        click.echo(f"{len(rows)} rows written to {out}")


def plain(rows: pd.DataFrame) -> pd.DataFrame:
    """Cells as text for reading: days in ISO form, lists with semicolons, nothing for what is missing."""
    return pd.DataFrame({name: [_text(value) for value in rows[name]] for name in rows.columns}, dtype=object)


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return str(value)


def _csv(rows: pd.DataFrame) -> str:
    flat = plain(rows).map(safe_cell)
    return flat.to_csv(index=False, lineterminator="\n")


def _json(rows: pd.DataFrame) -> str:
    return json.dumps(_records(rows), ensure_ascii=False, indent=1) + "\n"


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): _value(value) for name, value in row.items()} for row in rows.to_dict("records")]


def _value(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return list(value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return _text(value)
    return value.item() if hasattr(value, "item") else value


def workbook(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """A workbook with a sheet a frame; every cell is text.

    What is longer than a cell may be goes on in the rows below: it would else be left out without a word.
    """
    import xlsxwriter

    kept = io.BytesIO()
    book = xlsxwriter.Workbook(
        kept,
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True},
    )
    head = book.add_format({"bold": True, "bottom": 1})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name[:31])
        flat = _in_cells(plain(rows))
        for place, column in enumerate(flat.columns):
            sheet.write_string(0, place, str(column), head)
            sheet.set_column(place, place, min(60, max(10, *(len(t) for t in [str(column), *flat[column][:200]]))))
            for line, text in enumerate(flat[column], 1):
                sheet.write_string(line, place, text)
        sheet.freeze_panes(1, 0)
    book.close()
    return kept.getvalue()


def _in_cells(flat: pd.DataFrame) -> pd.DataFrame:
    """The rows, those with a text that no cell holds on several lines."""
    if not any(len(text) > LONGEST_CELL for name in flat for text in flat[name]):
        return flat
    lines = [
        [text[at : at + LONGEST_CELL] for text in row]
        for row in flat.itertuples(index=False, name=None)
        for at in range(0, max(1, *map(len, row)), LONGEST_CELL)
    ]
    return pd.DataFrame(lines, columns=flat.columns, dtype=object)


def save_tables(tables: Mapping[str, pd.DataFrame], form: str, out: Path) -> None:
    """Write several tables as one file, for its owner only: a workbook, or a JSON object of lists.

    Args:
        tables: frames by title.
        form: `xlsx` or `json`.
    """
    if form == "xlsx":
        write_whole(out, workbook(tables))
        return
    told = {title.casefold().replace(" ", "_"): _records(rows) for title, rows in tables.items()}
    write_whole(out, json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def _save(path: str, content: bytes) -> None:
    """Write a file whole or not at all, for its owner only."""
    write_whole(Path(path), content)


def _print_table(rows: pd.DataFrame, title: str) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title or None, title_justify="left", header_style="bold", show_lines=False)
    for column in rows.columns:
        is_day = pd.api.types.is_datetime64_any_dtype(rows[column])
        table.add_column(str(column).replace("_", " "), overflow="fold", no_wrap=is_day)
    for line in plain(rows).itertuples(index=False):
        table.add_row(*(cell.replace("[", r"\[") for cell in line))
    Console().print(table)
