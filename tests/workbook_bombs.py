"""Workbooks that no extract is, made when they are needed: small files that would fill a memory or take an hour."""

import random
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>ID</t></is></c></row>'
LAUGHED = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHED}]>'
SHEETS = '<sheet name="S" sheetId="1" r:id="rId1"/>'


def workbook(
    path: Path,
    rows: str | Iterable[str] = "",
    *,
    before: str = "",
    sheets: str = SHEETS,
    parts: dict[str, str | bytes] | None = None,
) -> Path:
    """Write the smallest workbook that a spreadsheet would open, with these rows after its header.

    Args:
        before: what stands before the sheet's first tag.
        sheets: the workbook's list of sheets.
        parts: further parts, or others instead of the usual.
    """
    usual: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATED}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1"'
        f' Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2"'
        f' Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATED}"><sheets>{sheets}</sheets></workbook>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in {**usual, **(parts or {})}.items():
            packed.writestr(name, content)
        if "xl/worksheets/sheet1.xml" not in (parts or {}):
            with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
                sheet.write(f"{before}<worksheet {MAIN}><sheetData>{ROW}".encode())
                for piece in [rows] if isinstance(rows, str) else rows:
                    sheet.write(piece.encode())
                sheet.write(b"</sheetData></worksheet>")
    return path


def cell(place: str, text: str) -> str:
    """A cell of plain text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def empty_rows(path: Path, last: int = 1_048_576) -> Path:
    """Not a bomb: what a council's workbook looks like whose columns were formatted to the end."""
    rows = "".join(f'<row r="{n}" ht="15" customHeight="1"><c r="A{n}" s="0"/></row>' for n in range(3, last + 1))
    return workbook(path, ['<row r="2"><c r="A2"><v>7</v></c></row>', rows])


def _noise(count: int) -> str:
    """Text that hardly packs."""
    return random.Random(7).randbytes(count // 2).hex()


def _many_parts(path: Path) -> Path:
    return workbook(path, parts={f"xl/media/{n}.txt": "x" for n in range(10_001)})


def _one_part_many_sheets(path: Path) -> Path:
    return workbook(path, sheets="".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 5_000)))


def _says_it_is_small(path: Path) -> Path:
    """The archive's index tells a thousandth of the real size."""
    workbook(path, f'<row r="2">{cell("A2", "x" * 30_000)}</row>')
    raw = path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(raw.replace(size.to_bytes(4, "little"), (size // 1000).to_bytes(4, "little")))
    return path


BOMBS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "600 MB in one cell": (
        lambda p: workbook(p, ['<row r="2"><c r="A2" t="str"><v>', *(["0" * 6_000_000] * 100), "</v></c></row>"]),
        "times its size",
    ),
    "a billion laughs": (
        lambda p: workbook(p, f'<row r="2">{cell("A2", "&a9;")}</row>', before=LAUGHS),
        "document type",
    ),
    "laughs among the strings": (
        lambda p: workbook(p, parts={"xl/sharedStrings.xml": f"{LAUGHS}<sst {MAIN}><si><t>&a9;</t></si></sst>"}),
        "document type",
    ),
    "one long entity many times": (
        lambda p: workbook(
            p, f'<row r="2">{cell("A2", "&a;" * 50_000)}</row>', before=f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>'
        ),
        "document type",
    ),
    "a file from outside": (
        lambda p: workbook(
            p, f'<row r="2">{cell("A2", "&a;")}</row>', before='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        ),
        "document type",
    ),
    "one cell in the last column": (
        lambda p: workbook(p, f'<row r="1048576">{cell("XFD1048576", "x")}</row>'),
        "column",
    ),
    "a row past the last": (lambda p: workbook(p, f'<row r="2000000">{cell("A2000000", "x")}</row>'), "damaged"),
    "one cell far right in many rows": (
        lambda p: workbook(p, (f'<row r="{n}">{cell(f"ALL{n}", str(n * 7919))}</row>' for n in range(2, 50_000))),
        "more cells",
    ),
    "a long text that hardly packs": (
        lambda p: workbook(p, f'<row r="2">{cell("A2", _noise(20_000_000))}</row>'),
        "longer than a cell",
    ),
    "a long attribute": (lambda p: workbook(p, f'<row r="2" x="{_noise(20_000_000)}"/>'), "longer than a cell"),
    "ten thousand parts": (_many_parts, "parts"),
    "one part under many names": (_one_part_many_sheets, "damaged"),
    "an index that lies": (_says_it_is_small, "damaged"),
    "tags in tags": (lambda p: workbook(p, "<a>" * 5_000_000), "times its size"),
}
"""How to make each, and a word of the refusal."""
