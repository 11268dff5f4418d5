"""What to write into a mapping for a code or a column that it does not know: the line itself, to be looked at first."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from csgraph.codes import code_list, folded
from csgraph.importing.headers import fits
from csgraph.importing.mapping import Mapping
from csgraph.importing.report import Notice, Report

CODE_LIKE = 60
"""Characters; what is longer is a sentence, not a code."""

TELLING = re.compile(r"@|\d{5,}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
"""E-mails, long numbers, days, postcodes: somebody's, and no code."""


@dataclass(frozen=True)
class Suggestion:
    """What would make a value or a column understood.

    Attributes:
        kind: `code` or `column`.
        file: file, and sheet where there is one.
        column: header.
        about: what is not understood; empty where it may be about a person and is not repeated.
        count: rows that it stands in.
        nearest: what it may mean; empty where nothing known is like it.
        line: the line to add.
        where: where to add it.
    """

    kind: str
    file: str
    column: str
    about: str
    count: int
    nearest: str
    line: str
    where: str


def suggestions(mapping: Mapping, report: Report) -> list[Suggestion]:
    """A suggestion for each unknown code and each column that is not read."""
    made = []
    for notice in report.notices:
        if notice.kind == "unknown_code":
            made += [_alias(mapping, notice, part) for part in notice.value.split("; ")]
        elif notice.kind == "unmapped_column":
            made.append(_column(mapping, notice))
    return made


def code_like(text: str) -> bool:
    """Whether a value may be repeated: short, and no day, postcode, e-mail or long number."""
    return 0 < len(text) <= CODE_LIKE and not TELLING.search(text)


def nearest_code(name: str, text: str) -> str | None:
    """The code of a list whose code, label or other spelling is most like a text."""
    listed = code_list(name)
    spelled = {folded(alias): code for alias, code in listed.aliases.items()}
    spelled |= {folded(label): code for code, label in listed.codes.items()}
    spelled |= {folded(code): code for code in listed.codes}
    near = get_close_matches(folded(text), list(spelled), 1, cutoff=0.6)
    return spelled[near[0]] if near else None


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(ch if ch.isprintable() else f"\\u{ord(ch):04x}" for ch in escaped) + '"'


def _alias(mapping: Mapping, notice: Notice, text: str) -> Suggestion:
    listed = _list_of(mapping, notice.column)
    shown = text if code_like(text) else ""
    near = nearest_code(listed, text) if listed and shown else None
    line = f'{quoted(shown)} = "{near or "…"}"' if shown else ""
    where = f"[aliases] in importers/codes/{listed}.toml, or values of the column {notice.column} in {_file(mapping)}"
    return Suggestion("code", notice.file, notice.column, shown, notice.count, near or "", line, where)


def _list_of(mapping: Mapping, header: str) -> str:
    columns = (c for table in mapping.table for c in table.columns.values() if c.codes)
    return next((str(c.codes) for c in columns if any(fits(pattern, header) for pattern in c.headers)), "")


def _column(mapping: Mapping, notice: Notice) -> Suggestion:
    """A column like one that the mapping reads under another header; else to be left out on purpose."""
    known = {
        folded(header): (name, header)
        for table in mapping.table
        for name, column in table.columns.items()
        for header in column.headers
        if not header.startswith("/")
    }
    near = get_close_matches(folded(notice.value), list(known), 1, cutoff=0.75)
    shown = quoted(notice.value)
    if not near:
        return _suggested(notice, "", f"ignore = [{shown}]", f"its [[table]] in {_file(mapping)}")
    name, header = known[near[0]]
    return _suggested(notice, header, f"header = [{quoted(header)}, {shown}]", f"the column {name} in {_file(mapping)}")


def _suggested(notice: Notice, nearest: str, line: str, where: str) -> Suggestion:
    return Suggestion("column", notice.file, notice.column, notice.value, notice.count, nearest, line, where)


def _file(mapping: Mapping) -> str:
    return f"{mapping.extract.name}.toml"
