"""The parts of one workbook: its sheets, styles and shared strings."""

import zipfile
from collections.abc import Iterator
from posixpath import join, normpath
from typing import Any

from defusedxml.ElementTree import fromstring
from defusedxml.sax import make_parser

from csgraph.importing.xlsx.limits import MEBIBYTE, MOST_TAGS, Refused
from csgraph.importing.xlsx.rows import Meaning, SheetReader
from csgraph.importing.xlsx.text import Reader, StringReader
from csgraph.importing.xlsx.values import DAYS, SPANS, shows_day, shows_span


class Book:
    """The parts of one workbook that are needed to read its sheets."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed = packed
        self.path = self._workbook_path()
        self.relations = self._relations()
        root = self._tree(self.path)
        properties = _first(root, "workbookPr")
        from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.meaning = Meaning(self._strings(), *self._styles(), from_1904)
        self.sheets = [
            (sheet.get("name") or "", sheet.get("state", "visible"), self._related(sheet))
            for sheet in _all(root, "sheet")
        ]
        parts = [part for *_, part in self.sheets if part]
        if len(set(parts)) != len(parts):
            raise Refused("damaged")

    def lines(self) -> Iterator[object]:
        """What is said of the workbook, sheet by sheet."""
        for name, state, part in self.sheets:
            if part is None:
                continue
            if state != "visible":
                yield {"hidden": name}
                continue
            yield {"sheet": name}
            reader = SheetReader(self.meaning, name)
            yield from self._fed(part, reader)
            yield reader.end()

    def _fed(self, part: str, reader: Reader) -> Iterator[object]:
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
        reader = StringReader()
        for _ in self._fed(part, reader):
            pass
        return reader.strings


def _all(root: Any, tag: str) -> Iterator[Any]:
    return (one for one in root.iter() if one.tag.rpartition("}")[2] == tag)


def _first(root: Any, tag: str) -> Any:
    return next(_all(root, tag), None)
