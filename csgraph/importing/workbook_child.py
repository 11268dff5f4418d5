"""Reads one XLSX workbook in a process of its own, which its limits may end without harm to the import.

It stands alone, so that it starts at once: run as a program it takes the file as standard input and answers with lines
of JSON, so that nothing it says can be run by the reader. Lines, in order:

    {"sheet": name}                     a visible sheet begins
    [row number, [cell, …]]             a row that is not blank; a cell is null, text, a number, true, false,
                                        {"d": moment}, {"t": time of day} or {"e": "#REF!"}, an error of the spreadsheet
    {"end": name, "merged": [[first row, first column, last row, last column], …], "hidden_rows": count,
     "hidden_columns": [column, …]}     columns count from 1
    {"hidden": name}                    a sheet that is hidden and was not read
    {"refused": why, "sheet": name, "row": number}
    {"done": true}

The format is ECMA-376; cells, styles and the two day counts are parts 1, 18.3, 18.8 and 18.17.4. A document type
declaration is refused (defusedxml), so that no entity can grow or reach out.
"""

import json
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from posixpath import join, normpath
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from defusedxml.sax import make_parser

MEBIBYTE = 1024 * 1024
MOST_BYTES = 200 * MEBIBYTE
MOST_UNPACKED = 1024 * MEBIBYTE
MOST_RATIO = 100
"""How many times larger than its packed form a part may be; real workbooks were measured at about 10."""
SMALL = MEBIBYTE
"""Bytes; the ratio of smaller parts does no harm."""
MOST_PARTS = 10_000
MOST_TAGS = 60_000_000
MOST_STRINGS = 2_000_000
MOST_CELLS = 20_000_000
MOST_COLUMNS = 1_000
MOST_MERGED = 100_000
LONGEST_CELL = 32_767
"""Characters; the longest that a spreadsheet can hold."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MEMORY, SECONDS = 1024 * MEBIBYTE, 180

BLANK: tuple[None, bool] = (None, False)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""Parts of a number format that are quoted, escaped, padding, a colour or a condition."""
DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Numbers of the built-in formats that show a day or a time."""
SPANS = {46}
"""Of these, the one that shows a span of hours."""

Cell = str | int | float | bool | dict[str, str] | None


class Refused(Exception):
    """A workbook that is not read; the reason is a word that `csgraph.importing.workbook` puts into a sentence."""

    def __init__(self, why: str, **where: object) -> None:
        super().__init__(why)
        self.said = {"refused": why, **where}


def main() -> None:
    """Answer for the workbook on standard input."""
    limit()
    try:
        for line in answers(sys.stdin.buffer):
            sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.write('{"done": true}\n')
    except Refused as refused:
        sys.stdout.write(json.dumps(refused.said) + "\n")


def limit() -> None:
    """Take what this process may use of memory and time, where the platform has such limits."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


def answers(file: IO[bytes]) -> Iterator[object]:
    """The lines that tell of a workbook.

    Raises:
        Refused: it is damaged, no workbook, or larger than an extract can be.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            check_sizes(packed)
            yield from _Book(packed).lines()
    except MemoryError:
        raise Refused("memory") from None
    except DefusedXmlException:
        raise Refused("entities") from None
    except (SAXException, ParseError, zipfile.BadZipFile, zlib.error, EOFError, OSError):
        raise Refused("damaged") from None
    except (KeyError, ValueError, IndexError, NotImplementedError, RuntimeError, OverflowError):
        raise Refused("damaged") from None


def check_sizes(packed: zipfile.ZipFile) -> None:
    """Refuse an archive that no spreadsheet writes.

    Raises:
        Refused: it is too large, packed too tightly, encrypted, or another kind of document.
    """
    parts = packed.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS:
        raise Refused("parts")
    if len(names) != len(parts):
        raise Refused("damaged")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("password")
    if "xl/workbook.bin" in names:
        raise Refused("binary")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Refused("other")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("unpacked")
    if any(part.file_size > max(SMALL, MOST_RATIO * part.compress_size) for part in parts):
        raise Refused("ratio")


class _Book:
    """The parts of one workbook that are needed to read its sheets."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed = packed
        self.path = self._workbook_path()
        self.relations = self._relations()
        root = self._tree(self.path)
        properties = _first(root, "workbookPr")
        self.from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.days, self.spans = self._styles()
        self.strings = self._strings()
        self.sheets = [
            (sheet.get("name") or "", sheet.get("state", "visible"), self._related(sheet))
            for sheet in _all(root, "sheet")
        ]
        parts = [part for *_, part in self.sheets if part]
        if len(set(parts)) != len(parts):
            raise Refused("damaged")

    def lines(self) -> Iterator[object]:
        for name, state, part in self.sheets:
            if part is None:
                continue
            if state != "visible":
                yield {"hidden": name}
                continue
            yield {"sheet": name}
            reader = _SheetReader(self, name)
            yield from self._fed(part, reader)
            yield reader.end()

    def _fed(self, part: str, reader: "_Reader") -> Iterator[object]:
        """Feed a part to its reader; yields what the reader has put by."""
        self._count_tags(part)
        parser = make_parser()
        parser.forbid_dtd = True
        parser.setContentHandler(reader)
        with self.packed.open(part) as stream:
            while chunk := stream.read(65_536):
                parser.feed(chunk)
                yield from reader.take()
        parser.close()
        yield from reader.take()

    def _count_tags(self, part: str) -> None:
        """Refuse, before it is parsed, a part of more tags than a sheet can have, or with one text of a mebibyte."""
        if self.packed.getinfo(part).file_size <= MEBIBYTE:
            return
        tags = run = 0
        with self.packed.open(part) as stream:
            while chunk := stream.read(MEBIBYTE):
                found = chunk.count(b"<")
                tags += found
                run = 0 if found else run + len(chunk)
                if run >= MEBIBYTE:
                    raise Refused("cell")
                if tags > MOST_TAGS:
                    raise Refused("rows")

    def _tree(self, part: str) -> Any:
        if self.packed.getinfo(part).file_size > 16 * MEBIBYTE:
            raise Refused("unpacked")
        return fromstring(self.packed.read(part), forbid_dtd=True)

    def _workbook_path(self) -> str:
        """The workbook's own part, as the package's relationships name it."""
        related = _all(self._tree("_rels/.rels"), "Relationship")
        targets = (one.get("Target", "") for one in related if one.get("Type", "").endswith("/officeDocument"))
        return normpath(next(targets, "xl/workbook.xml").lstrip("/"))

    def _relations(self) -> dict[str, tuple[str, str]]:
        """(kind, part) by id of everything that the workbook refers to."""
        folder, _, name = self.path.rpartition("/")
        tree = self._tree(join(folder, "_rels", f"{name}.rels"))
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                normpath(join("/", folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in _all(tree, "Relationship")
            if one.get("TargetMode") != "External"
        }

    def _related(self, sheet: Any) -> str | None:
        """The part of a worksheet; None for a chart and other sheets without cells."""
        id_ = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, part = self.relations[id_]
        return part if kind == "worksheet" else None

    def _part(self, kind: str) -> str | None:
        return next((part for found, part in self.relations.values() if found == kind), None)

    def _styles(self) -> tuple[set[int], set[int]]:
        """Numbers of the cell styles that show a day or a time, and of those that show a span of time."""
        part = self._part("styles")
        if part is None:
            return set(), set()
        root = self._tree(part)
        own = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in _all(root, "numFmt")}
        styles = _first(root, "cellXfs")
        used = [int(one.get("numFmtId", "0")) for one in (styles if styles is not None else ())]
        days = {p for p, n in enumerate(used) if (shows_day(own[n]) if n in own else n in DAYS)}
        spans = {p for p, n in enumerate(used) if (shows_span(own[n]) if n in own else n in SPANS)}
        return days, spans

    def _strings(self) -> list[str]:
        part = self._part("sharedStrings")
        if part is None or part not in self.packed.namelist():
            return []
        reader = _StringReader()
        for _ in self._fed(part, reader):
            pass
        return reader.strings


def shows_day(form: str) -> bool:
    """Whether a number format shows a day or a time of day; only the part for positive numbers counts."""
    shown = NOT_SHOWN.sub("", form.split(";", maxsplit=1)[0])
    return re.search("[dmhys]", shown, re.IGNORECASE) is not None and "general" not in shown.casefold()


def shows_span(form: str) -> bool:
    """Whether a number format shows hours, minutes or seconds past a whole day, as [h]:mm does."""
    return re.search(r"\[(h+|m+|s+)\]", form.split(";", maxsplit=1)[0], re.IGNORECASE) is not None


def unescaped(text: str) -> str:
    """Text with the characters that ECMA-376 writes as _x000D_ put back."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def moment(serial: float, *, from_1904: bool) -> dict[str, str]:
    """What a spreadsheet's day number means; 1900 is counted as a leap year, as spreadsheets do."""
    whole, part = divmod(serial, 1)
    if serial < 0 or serial >= 2_958_466:
        return {"e": "#VALUE!"}
    seconds = timedelta(milliseconds=round(part * 86_400_000))
    if whole == 0 and not from_1904:
        return {"t": str((datetime(2000, 1, 1) + seconds).time())}
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if whole < 60 else 30)
    try:
        return {"d": (first + timedelta(days=whole) + seconds).isoformat()}
    except OverflowError:
        return {"e": "#VALUE!"}


class _Reader(ContentHandler):
    """Collects the text of the tags it is asked for, and no text longer than a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] | None = None
        self.length = 0
        self.put_by: list[object] = []
        self.known: dict[str, str] = {}

    def take(self) -> list[object]:
        """What has been put by since the last call."""
        taken, self.put_by = self.put_by, []
        return taken

    def local(self, name: str) -> str:
        """A tag's name without its prefix."""
        found = self.known.get(name)
        if found is None:
            found = self.known.setdefault(name, name.rpartition(":")[2])
        return found

    def begin(self) -> None:
        """Collect text from here."""
        self.text, self.length = [], 0

    def characters(self, content: str) -> None:
        """Text between tags."""
        if self.text is not None:
            self.length += len(content)
            if self.length > LONGEST_CELL * 7:  # each character may be escaped
                raise Refused("cell")
            self.text.append(content)

    def ended(self) -> str:
        """The text since `begin`."""
        whole, self.text = "".join(self.text or ()), None
        return whole


class _StringReader(_Reader):
    """The shared strings, without the reading aids (rPh) of Japanese ones."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self.parts: list[str] = []
        self.aside = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802, ARG002
        """A tag opens."""
        tag = self.local(name)
        if tag == "t" and not self.aside:
            self.begin()
        elif tag == "si":
            self.parts = []
        elif tag == "rPh":
            self.aside = True

    def endElement(self, name: str) -> None:  # noqa: N802
        """A tag closes."""
        tag = self.local(name)
        if tag == "t" and not self.aside:
            self.parts.append(self.ended())
        elif tag == "rPh":
            self.aside = False
        elif tag == "si":
            self.strings.append(_within(unescaped("".join(self.parts))))
            if len(self.strings) > MOST_STRINGS:
                raise Refused("rows")


class _SheetReader(_Reader):
    """The rows of one sheet."""

    def __init__(self, book: _Book, name: str) -> None:
        super().__init__()
        self.book, self.name = book, name
        self.row = self.column = self.cells_made = self.hidden_rows = 0
        self.cells: list[Cell] = []
        self.hidden_columns: list[int] = []
        self.merged: list[list[int]] = []
        self.kind, self.style = "n", 0
        self.value: str | None = None
        self.parts: list[str] | None = None
        self.formula = self.aside = self.hidden = False
        self.opens: dict[str, Callable[[Any], None]] = {
            "row": self._row,
            "c": self._cell,
            "v": lambda _: self.begin(),
            "t": lambda _: None if self.aside else self.begin(),
            "f": self._formula,
            "is": self._inline,
            "rPh": self._aside,
            "col": self._hidden_column,
            "mergeCell": self._merge,
        }
        self.closes: dict[str, Callable[[], None]] = {
            "v": self._value,
            "t": self._part,
            "rPh": self._no_aside,
            "c": self._end_cell,
            "row": self._end_row,
        }

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        """A tag opens."""
        opens = self.opens.get(self.local(name))
        if opens is not None:
            opens(attrs)

    def endElement(self, name: str) -> None:  # noqa: N802
        """A tag closes."""
        closes = self.closes.get(self.local(name))
        if closes is not None:
            closes()

    def end(self) -> object:
        """What is said after the sheet's last row."""
        return {
            "end": self.name,
            "merged": self.merged,
            "hidden_rows": self.hidden_rows,
            "hidden_columns": self.hidden_columns,
        }

    def _row(self, attrs: Any) -> None:
        number = int(attrs.get("r", self.row + 1))
        if number <= self.row or number > LAST_ROW:
            raise Refused("damaged", sheet=self.name, row=self.row + 1)
        self.row, self.column, self.cells = number, 0, []
        self.hidden = attrs.get("hidden") in ("1", "true")

    def _cell(self, attrs: Any) -> None:
        place = PLACE.fullmatch(attrs.get("r", ""))
        column = _number(place[1]) if place else self.column + 1
        if column <= self.column or column > LAST_COLUMN or (place and int(place[2]) != self.row):
            raise Refused("damaged", sheet=self.name, row=self.row)
        self.column = column
        self.kind, self.style = attrs.get("t", "n"), int(attrs.get("s", 0))
        self.value, self.parts, self.formula = None, None, False

    def _formula(self, _: Any) -> None:
        self.formula = True

    def _inline(self, _: Any) -> None:
        self.parts = []

    def _aside(self, _: Any) -> None:
        self.aside = True

    def _no_aside(self) -> None:
        self.aside = False

    def _value(self) -> None:
        self.value = self.ended()

    def _part(self) -> None:
        if self.parts is not None and not self.aside:
            self.parts.append(self.ended())

    def _end_cell(self) -> None:
        cell = self._read()
        if cell is None or cell == "":
            return
        if self.column > MOST_COLUMNS:
            raise Refused("columns", sheet=self.name, row=self.row)
        self.cells += [None] * (self.column - 1 - len(self.cells))
        self.cells.append(cell)

    def _read(self) -> Cell:
        """The cell as typed; a formula counts by its last result."""
        if self.kind == "inlineStr":
            return _within(unescaped("".join(self.parts or ())))
        if self.value is None or self.value == "":
            return {"e": "#FORMULA"} if self.formula and self.kind != "str" else None
        text = self.value
        if self.kind == "n":
            return self._read_number(text)
        if self.kind == "s":
            return self.book.strings[int(text)]
        if self.kind == "b":
            return text.strip() in ("1", "true")
        if self.kind == "e":
            return {"e": text[:16]}
        if self.kind == "d":
            return {"d": datetime.fromisoformat(text).replace(tzinfo=None).isoformat()}
        return _within(unescaped(text))

    def _read_number(self, text: str) -> Cell:
        number = int(text) if re.fullmatch(r"-?\d{1,18}", text) else float(text)
        if self.style in self.book.spans:
            return str(timedelta(days=number))
        if self.style in self.book.days:
            return moment(number, from_1904=self.book.from_1904)
        if number != number or number in (float("inf"), float("-inf")):
            return {"e": "#NUM!"}
        return number

    def _end_row(self) -> None:
        if not any(not isinstance(cell, str) or cell.strip() for cell in self.cells if cell is not None):
            return
        self.hidden_rows += self.hidden
        self.cells_made += len(self.cells)
        if self.cells_made > MOST_CELLS:
            raise Refused("rows", sheet=self.name, row=self.row)
        self.put_by.append([self.row, self.cells])

    def _hidden_column(self, attrs: Any) -> None:
        if attrs.get("hidden") in ("1", "true"):
            first, last = int(attrs.get("min", 1)), int(attrs.get("max", 1))
            self.hidden_columns += range(first, min(last, MOST_COLUMNS) + 1)

    def _merge(self, attrs: Any) -> None:
        ends = [PLACE.fullmatch(place) for place in attrs.get("ref", "").replace("$", "").split(":")]
        found = [(int(end[2]), _number(end[1])) for end in (ends[0], ends[-1]) if end]
        if len(found) != 2 or len(self.merged) >= MOST_MERGED:
            raise Refused("damaged", sheet=self.name, row=self.row)
        self.merged.append([*found[0], *found[1]])


def _number(letters: str) -> int:
    """A column's number from its letters; A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _within(text: str) -> str:
    if len(text) > LONGEST_CELL:
        raise Refused("cell")
    return text


def _all(root: Any, tag: str) -> Iterator[Any]:
    return (one for one in root.iter() if one.tag.rpartition("}")[2] == tag)


def _first(root: Any, tag: str) -> Any:
    return next(_all(root, tag), None)


if __name__ == "__main__":
    main()
