"""A fault of a mapping: where it is, what is wrong, what to write instead; and the faults that many settings share."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from csgraph.codes import code_list
from csgraph.errors import CsgraphError
from csgraph.folders import every
from csgraph.importing.mapping import Table
from csgraph.importing.toml_lines import Path

FEW = 8
"""Names that a message lists."""


@dataclass(frozen=True)
class Fault:
    """One fault of a mapping.

    Attributes:
        path: where it is.
        what: what is wrong.
        instead: what to write instead.
        about: another setting that it speaks of; where that one is wrong itself, this fault only follows from it.
        line: its line, where no path tells it.
    """

    path: Path
    what: str
    instead: str = ""
    about: Path | None = None
    line: int | None = None


def pattern_faults(pattern: str, path: Path) -> Iterator[Fault]:
    """Whether a /pattern/ can be read; a plain text always can."""
    if not pattern.startswith("/"):
        return
    try:
        re.compile(pattern.strip("/"))
    except (re.error, RecursionError, OverflowError) as fault:
        why = getattr(fault, "msg", "it is too long")
        yield Fault(path, f"{pattern} is not a pattern: {why}.", "Put \\\\ before a character that means itself.")


def unknown_codes(path: Path, name: str, codes: Iterable[object], named_at: Path | None = None) -> Iterator[Fault]:
    """Codes that a code list does not have, or that there is no such list."""
    lists = list(every("importers/codes", "*.toml"))
    if name not in lists:
        yield Fault(named_at or path, f"there is no code list {name}.", nearest(name, lists, "importers/codes/"))
        return
    try:
        known = code_list(name).codes
    except CsgraphError as fault:
        yield Fault(named_at or path, fault.what, fault.advice)
        return
    for code in codes:
        if code not in known:
            yield Fault(
                path, f"{code} is not a code of {name}.", nearest(str(code), known, f"importers/codes/{name}.toml")
            )


def no_column(name: str, table: Table, path: Path) -> Fault:
    """That a column is not there."""
    return Fault(path, f"there is no column {name} in this table.", nearest(name, table.columns))


def nearest(name: str, known: Iterable[str], where: str = "") -> str:
    """What to write instead of a name that is not known: the nearest, else all where they are few.

    Args:
        where: the page that lists them.
    """
    folded = {one.casefold(): one for one in known}
    near = get_close_matches(name.casefold(), list(folded), 1)
    if near:
        return f"Write {folded[near[0]]}."
    *most, last = list(folded.values()) or [""]
    if len(most) < FEW:
        return f"Write {', '.join(most)} or {last}." if most else f"Write {last}." * bool(last)
    return f"See {where}." if where else f"There are {', '.join(most)} and {last}."
