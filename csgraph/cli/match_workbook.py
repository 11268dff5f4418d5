"""Proposals as a workbook to decide in, and the decisions read back out of it."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csgraph.cli.match_view import View
from csgraph.errors import CsgraphError
from csgraph.spreadsheets import safe_cell

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

DECIDE, WEIGHTS, EVIDENCE, ABOUT = "Decide", "Weights", "Evidence", "About this file"
HEADERS = (
    "pair", "kind", "first", "second", "probability", "weight", "first record", "second record", "speaks for",
    "speaks against", "decision", "why", "key", "seal",
)  # fmt: skip
WIDTHS = (6, 12, 22, 22, 11, 9, 44, 44, 40, 40, 12, 30, 24, 24)
WORDS = {"accept": "same", "reject": "different"}
"""The verdict of each word that may stand in the decision column."""
LINE = 15
"""Points of height a line of text takes."""
A_CHART = 15
"""Pairs in one chart: more cannot be told apart."""
HOW = (
    "Write accept (one and the same) or reject (two) into the column decision, and a reason if you like; leave it "
    "empty to decide later. Change nothing else. Then: csgraph matches import FILE"
)


@dataclass(frozen=True)
class Decided:
    """One row of a workbook that carries a decision.

    Attributes:
        row: as a spreadsheet counts.
        verdict: same or different.
        token, seal: of the pair and of its records when they were written.
        why: the reason given.
    """

    row: int
    verdict: str
    token: str
    seal: str
    why: str


def workbook(views: Sequence[View], about: Mapping[str, str]) -> bytes:
    """The proposals as a workbook: no cell is a formula, and nothing passes through a temporary file."""
    import xlsxwriter

    kept = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(kept, plain)
    _decide(book, views)
    _weights(book, views)
    _evidence(book, views)
    _write(book, ABOUT, [("what", "value"), ("How to decide", HOW), *about.items()], (24, 100))
    book.close()
    return kept.getvalue()


def _decide(book: "Workbook", views: Sequence[View]) -> None:
    rows: list[Sequence[object]] = [HEADERS]
    for view in views:
        proposal = view.proposal
        sides = [
            "\n".join(f"{f.name.replace('_', ' ')}: {getattr(f, end) or '–'}" for f in view.facts)
            for end in ("one", "other")
        ]
        told = [
            "\n".join(f"{e.name}: {e.words} ({e.weight:+.1f})" for e in view.evidence if (e.weight > 0) == speaks_for)
            for speaks_for in (True, False)
        ]
        shown = (
            view.number,
            proposal.label,
            view.one,
            view.other,
            round(proposal.probability, 4),
            round(proposal.weight, 1),
        )
        rows.append((*shown, *sides, *told, "", "", view.token, view.seal))
    sheet = _write(book, DECIDE, rows, WIDTHS, lines=True)
    place = HEADERS.index("decision")
    choice = {
        "validate": "list", "source": list(WORDS), "ignore_blank": True, "error_title": "Not a decision",
        "error_message": "Write accept or reject, or leave it empty.",
    }  # fmt: skip
    if views:
        sheet.data_validation(1, place, len(views), place, choice)
    sheet.set_column(HEADERS.index("key"), HEADERS.index("seal"), None, None, {"hidden": True})
    sheet.freeze_panes(1, 4)


def _weights(book: "Workbook", views: Sequence[View]) -> None:
    """The match weights of every pair as numbers, and as stacked bars for so many pairs at a time."""
    names = list(dict.fromkeys(e.name for view in views for e in view.evidence))
    rows: list[Sequence[object]] = [("pair", "before any evidence", *names, "together")]
    for view in views:
        weights = {e.name: round(e.weight, 2) for e in view.evidence}
        pair = f"{view.number}: {view.one} – {view.other}"
        rows.append(
            (pair, round(view.proposal.prior, 2), *(weights.get(n, 0.0) for n in names), round(view.proposal.weight, 2))
        )
    sheet = _write(book, WEIGHTS, rows, (46, *(14,) * (len(names) + 2)))
    for first in range(1, len(rows), A_CHART):
        last = min(first + A_CHART, len(rows)) - 1
        chart = book.add_chart({"type": "bar", "subtype": "stacked"})
        for column in range(1, len(names) + 2):
            chart.add_series(
                {
                    "name": [WEIGHTS, 0, column],
                    "categories": [WEIGHTS, first, 0, last, 0],
                    "values": [WEIGHTS, first, column, last, column],
                    "gap": 40,
                }
            )
        chart.set_title({"name": f"Match weights of pairs {first} to {last}", "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": {"size": 8}})
        chart.set_x_axis(
            {"name": "left speaks against, right for; each step doubles the odds", "name_font": {"size": 9}}
        )
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 980, "height": 130 + 34 * (last - first + 1)})
        sheet.insert_chart(1 + (first - 1) // A_CHART * 36, len(names) + 4, chart)


def _evidence(book: "Workbook", views: Sequence[View]) -> None:
    rows: list[Sequence[object]] = [("pair", "first", "second", "compared by", "they are", "weight", "speaks")]
    for view in views:
        rows += [
            (
                view.number,
                view.one,
                view.other,
                e.name,
                e.words,
                round(e.weight, 2),
                "for" if e.weight > 0 else "against",
            )
            for e in view.evidence
        ]
        rows += [(view.number, view.one, view.other, name, "not told by both", 0.0, "neither") for name in view.unsaid]
    _write(book, EVIDENCE, rows, (6, 24, 24, 22, 44, 9, 10))


def _write(
    book: "Workbook", name: str, rows: Sequence[Sequence[object]], widths: Sequence[int], *, lines: bool = False
) -> Any:
    """A sheet; text is written as text, numbers as numbers."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    cell = book.add_format({"valign": "top", "text_wrap": True})
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, (int, float)):
                sheet.write_number(line, place, value, cell)
            else:
                text = "\n".join(map(safe_cell, str(value).split("\n"))) if lines else safe_cell(str(value))
                sheet.write_string(line, place, text, cell if line else head)
        if line:
            sheet.set_row(line, LINE * max(_lines(value, width) for value, width in zip(row, widths, strict=False)))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    return sheet


def _lines(value: object, width: int) -> int:
    """Lines that a text takes in a column of so many characters: not every spreadsheet makes room by itself."""
    return sum(1 + len(line) // max(1, width) for line in str(value).split("\n"))


def read_decisions(path: Path) -> tuple[list[Decided], dict[str, str], list[str]]:
    """The decisions of a workbook, what it tells of itself, and every fault of its rows, each in one sentence.

    Raises:
        CsgraphError: it is no workbook, or not one that `matches export` wrote.
    """
    from csgraph.importing.workbook import read_workbook

    sheets = {sheet.name: sheet.rows for sheet in read_workbook(path)}
    if DECIDE not in sheets or ABOUT not in sheets:
        raise CsgraphError(
            f"{path.name} has no sheets {DECIDE} and {ABOUT}.", "Give the file that `matches export` wrote."
        )
    (_, header), *rows = sheets[DECIDE] or [(1, [])]
    names = [str(cell or "") for cell in header]
    if not {"decision", "why", "key", "seal"} <= set(names):
        raise CsgraphError(f"The sheet {DECIDE} of {path.name} has other columns than it had.", "Export it again.")
    about = {str(cells[0]): str(cells[1]) for _, cells in sheets[ABOUT] if len(cells) > 1}
    decided: list[Decided] = []
    faults: list[str] = []
    for number, cells in rows:
        given = dict(zip(names, (*cells, *([None] * len(names))), strict=False))
        word = str(given["decision"] or "").strip().casefold()
        if not word:
            continue
        if word not in WORDS:
            faults.append(f"row {number}: the decision is neither accept nor reject.")
        elif not given["key"] or not given["seal"]:
            faults.append(f"row {number}: its key or seal is gone.")
        else:
            why = " ".join(str(given["why"] or "").split())
            decided.append(Decided(number, WORDS[word], str(given["key"]), str(given["seal"]), why))
    return decided, about, faults + list(_twice(decided))


def _twice(decided: Sequence[Decided]) -> Iterator[str]:
    """Pairs that stand on two rows."""
    rows: dict[str, list[int]] = {}
    for one in decided:
        rows.setdefault(one.token, []).append(one.row)
    yield from (
        f"rows {' and '.join(map(str, at))}: the same pair is decided more than once."
        for at in rows.values()
        if len(at) > 1
    )
