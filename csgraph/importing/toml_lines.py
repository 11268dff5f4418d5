"""On which line of a TOML text each setting stands: tomllib reads the values, and forgets where they were."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping

Path = tuple[str | int, ...]
"""Where a setting is: keys, and places in lists from 0."""

BLANK = re.compile(r"(?:[\s,]|#[^\n]*)*")
SPACES = re.compile(r"[ \t]*")
STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|' + r"'''.*?'{3,5}|" + r'"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'", re.DOTALL)
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
BARE_VALUE = re.compile(r"[^,\]}#\n]+")


def toml_lines(text: str) -> Mapping[Path, int]:
    """Line by path, counted from 1, of a text that tomllib reads."""
    return _Scanner(text.replace("\r\n", "\n")).scanned()


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of a setting, or of the nearest part of the file that holds it; 1 where there is none."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._starts = [0, *(place.end() for place in re.finditer("\n", text))]

    def scanned(self) -> Mapping[Path, int]:
        table: Path = ()
        while self._next():
            if self.text.startswith("[[", self.at):
                table = self._header(2, listed=True)
            elif self.text.startswith("[", self.at):
                table = self._header(1, listed=False)
            else:
                self._setting(table)
        return self.found

    def _next(self) -> bool:
        """Go past blanks, commas and comments; whether anything follows."""
        self._past(BLANK)
        return self.at < len(self.text)

    def _past(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        text = found[0] if found else ""
        # One character at least, so that no text can hold the scanner up.
        self.at += len(text) or (0 if pattern in (BLANK, SPACES) else 1)
        return text

    def _note(self, path: Path) -> None:
        self.found.setdefault(path, bisect_right(self._starts, self.at))

    def _key(self) -> list[str]:
        """A dotted key, up to what follows it."""
        parts = []
        while True:
            self._past(SPACES)
            if self.text.startswith(('"', "'"), self.at):
                parts.append(str(tomllib.loads(f"k = {self._past(STRING)}")["k"]))
            else:
                parts.append(self._past(BARE_KEY))
            self._past(SPACES)
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def _header(self, brackets: int, *, listed: bool) -> Path:
        start, self.at = self.at, self.at + brackets
        path: Path = ()
        parts = self._key()
        for part in parts[:-1]:
            path = self._within((*path, part))
        path = (*path, parts[-1])
        end, self.at = self.at + brackets, start
        if listed:
            self._note(path)
            self._counts[path] = self._counts.get(path, 0) + 1
        path = self._within(path)
        self._note(path)
        self.at = end
        return path

    def _within(self, path: Path) -> Path:
        """The last element of a list of tables, or the table itself."""
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def _setting(self, table: Path) -> None:
        start = self.at
        path = (*table, *self._key())
        end, self.at = self.at, start
        for length in range(len(table) + 1, len(path) + 1):
            self._note(path[:length])
        self.at = end + 1
        self._past(SPACES)
        self._value(path)

    def _value(self, path: Path) -> None:
        if self.text.startswith("{", self.at):
            self._inside("}", path, listed=False)
        elif self.text.startswith("[", self.at):
            self._inside("]", path, listed=True)
        elif self.text.startswith(('"', "'"), self.at):
            self._past(STRING)
        else:
            self._past(BARE_VALUE)

    def _inside(self, closing: str, path: Path, *, listed: bool) -> None:
        self.at += 1
        place = 0
        while self._next() and not self.text.startswith(closing, self.at):
            if listed:
                self._note((*path, place))
                self._value((*path, place))
                place += 1
            else:
                self._setting(path)
        self.at += 1
