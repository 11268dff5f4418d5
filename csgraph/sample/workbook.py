"""A small writer of XLSX workbooks whose bytes depend on nothing but the rows.

The libraries stamp their version, the day and compressed data into a workbook, all of which differ between machines;
here the parts are stored without compression, in a fixed order, with a fixed date (ECMA-376 parts 1 and 2).
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from csgraph.sample.tables import Cell, Row

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
CORE = (
    f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<dc:creator>Synthetic sample</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">2026-10-31T00:00:00Z'
    "</dcterms:created></cp:coreProperties>"
)


def write_workbook(path: Path, sheets: Iterable[tuple[str, Iterable[Row]]]) -> None:
    """Write sheets of rows, in order, as one workbook. Dates become real Excel dates."""
    names: list[str] = []
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for name, rows in sheets:
            names.append(name)
            with _part(archive, f"xl/worksheets/sheet{len(names)}.xml") as out:
                _sheet(out, rows)
        for part, content in _frame(names):
            with _part(archive, part) as out:
                out.write(content.encode())


def _part(archive: ZipFile, name: str) -> IO[bytes]:
    info = ZipInfo(name, (2026, 10, 31, 0, 0, 0))
    info.create_system = 3  # else the machine's own system is written
    info.external_attr = 0o644 << 16
    return archive.open(info, "w", force_zip64=False)


def _sheet(out: IO[bytes], rows: Iterable[Row]) -> None:
    out.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{column(place)}{number}", value) for place, value in enumerate(row))
        out.write(f'<row r="{number}">{cells}</row>'.encode())
    out.write(b"</sheetData></worksheet>")


def column(place: int) -> str:
    """The letters of a column, counted from 0: A, B, … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _cell(where: str, value: Cell) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{where}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime):
        days = (value - datetime(1899, 12, 30)).total_seconds() / 86_400
        return f'<c r="{where}" s="2"><v>{days!r}</v></c>'
    if isinstance(value, date):
        return f'<c r="{where}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{where}"><v>{value!r}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _frame(names: list[str]) -> Iterable[tuple[str, str]]:
    """The parts that hold the sheets together."""
    count = range(1, len(names) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>' for n in count
    )
    yield (
        "[Content_Types].xml",
        (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
            f"{parts}</Types>"
        ),
    )
    yield (
        "_rels/.rels",
        _relations(
            (f"{OFFICE}/officeDocument", "xl/workbook.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
    )
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(count, names, strict=True)
    )
    yield "xl/workbook.xml", f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
    targets = [(f"{OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in count]
    yield "xl/_rels/workbook.xml.rels", _relations(*targets, (f"{OFFICE}/styles", "styles.xml"))
    yield "xl/styles.xml", STYLES
    yield "docProps/core.xml", CORE


def _relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'
