"""Reads a TOML text, and says in a person's words where it is none: the parser's own speak to programmers."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from csgraph.importing.mapping_faults import Fault

SYNTAX = {
    "expected '=' after a key": ("a setting has no “=”.", 'Write name = "…".'),
    "invalid value": ("this is no value.", "Put texts in quotes; true, false, numbers and dates go without."),
    "unterminated string": ("a quotation mark is never closed.", "Close it."),
    "illegal character": ("a text is not closed on its line, or holds a control character.", "Close its quotes."),
    "unescaped '\\'": ("a \\ stands in double quotes.", "Write \\\\, or put the text in single quotes."),
    "invalid hex": ("\\u or \\x in double quotes begins a code.", "Put the text in single quotes."),
    "unclosed array": ("a list is never closed.", "Add ]."),
    "unclosed inline table": ("a table in braces is not closed.", "Add }; all of it stands on one line."),
    "duplicate inline table key": ("a setting is given twice within braces.", "Keep one of the two."),
    "cannot overwrite": ("this setting is given twice.", "Keep one of the two."),
    "cannot declare": ("this table is begun twice.", "Keep one; a list of tables has double brackets: [[table.node]]."),
    "cannot mutate": ("this adds to what was written whole before.", "Write it in one place."),
    "expected ']'": ("the name of a table is not closed.", "Add ], or ]] if it began with two."),
    "expected newline": ("something follows a value on its line.", "Begin a new line, or put all of a text in quotes."),
    "invalid initial character": ("a setting has no name.", 'Write name = "…"; put a name with spaces in quotes.'),
    "invalid statement": ("this is neither a setting nor a table.", 'Write name = "…", or [table].'),
    "found invalid character": ("a comment holds a control character.", "Delete it."),
}
"""What tomllib finds, in words, and what to write instead."""

AGAIN = "Then check again: what follows could not be read."

ONE_LINE = (
    "expected '=' after a key", "invalid value", "illegal character", "unescaped", "invalid hex", "cannot overwrite",
    "expected newline", "invalid initial character", "invalid statement", "duplicate inline table key",
)  # fmt: skip
"""Faults that concern their own line only, so that the rest can be read without it."""

MOST = 50
"""Faults of one file that are told."""


@dataclass(frozen=True)
class ReadToml:
    """A TOML text as far as it could be read.

    Attributes:
        settings: what it says; None where a fault hides what follows.
        faults: what is wrong, each with its line.
        text: the text without the faulty lines, line for line.
    """

    settings: dict[str, Any] | None
    faults: list[Fault]
    text: str


def read_toml(text: str) -> ReadToml:
    """Read a text; a line that is no TOML is told and left out, its setting's name kept."""
    faults: list[Fault] = []
    lines = text.split("\n")
    while True:
        try:
            return ReadToml(tomllib.loads("\n".join(lines)), faults, "\n".join(lines))
        except RecursionError:
            fault = Fault((), "lists or tables lie too deep in each other.", AGAIN, line=1)
            return ReadToml(None, [*faults, fault], text)
        except ValueError as wrong:  # TOMLDecodeError is one, and so is a number with more digits than Python reads
            said = str(wrong)
        fault, alone = _told(said, lines)
        faults.append(fault)
        if not alone or len(faults) == MOST:
            return ReadToml(None, faults, text)
        _leave_out(lines, (fault.line or 1) - 1, keep="cannot overwrite" not in said.casefold())


def _told(said: str, lines: list[str]) -> tuple[Fault, bool]:
    """What the parser says, in words; and whether only that line is to blame."""
    found = re.search(r"line (\d+), column", said)
    last = max([1, *(number for number, line in enumerate(lines, 1) if line.strip())])
    line = min(int(found[1]), last) if found else last
    what, instead = next((words for key, words in SYNTAX.items() if key in said.casefold()), ("this is no TOML.", ""))
    alone = any(key in said.casefold() for key in ONE_LINE) and bool(lines[line - 1].strip())
    alone = alone and not lines[line - 1].lstrip().startswith("[")
    return Fault((), what, f"{instead} {'' if alone else AGAIN}".strip(), line=line), alone


def _leave_out(lines: list[str], place: int, *, keep: bool) -> None:
    """Empty a line; its setting's name is kept with an empty table, so that nothing else is said to lack it."""
    named = re.match(r"\s*([A-Za-z0-9_-]+)\s*(=|\s|$)", lines[place])
    lines[place] = f"{named[1]} = {{}}" if named and keep and not lines[place].endswith("= {}") else ""
