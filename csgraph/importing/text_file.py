"""The text of a CSV file: decoded as its mapping declares or its byte order mark says, and never by a guess."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from csgraph.errors import ExtractError
from csgraph.importing.sheet import Remark
from csgraph.importing.workbook import unreadable

MOST_BYTES = 1024 * 1024 * 1024
UNDECODED = "\udc80"
"""Stands for a byte at the end that is half a character; bytes that cannot be decoded are lone surrogates too."""

WEB = "Open it in Excel and save it as “CSV UTF-8”, or export it again."
FOREIGN = (
    (b"PK\x03\x04", "a workbook or another packed file, named as CSV", "Name it .xlsx, or save it as CSV."),
    (b"\xd0\xcf\x11\xe0", "an old workbook, named as CSV", "Save it as .xlsx or as CSV UTF-8."),
    (b"%PDF", "a PDF document", "Ask for the extract as CSV or XLSX."),
    (b"{\\rtf", "a Word document", "Ask for the extract as CSV or XLSX."),
    (b"\x1f\x8b", "a packed file", "Unpack it first."),
    *((head, "a web page or XML, not CSV", WEB) for head in (b"<!doctype", b"<html", b"<?xml", b"<table")),
    (b"\xff\xfe\x00\x00", "UTF-32 text", "Save it as “CSV UTF-8”."),
    (b"\x00\x00\xfe\xff", "UTF-32 text", "Save it as “CSV UTF-8”."),
)
"""First bytes of what is no text table, what it is, and what to do."""


@dataclass(frozen=True)
class Text:
    """A file's text.

    Attributes:
        text: as decoded; a byte that cannot be is a lone surrogate, and rejects its row.
        remarks: what is to be told of it.
    """

    text: str
    remarks: list[Remark]


def read_text_file(path: Path, encoding: str) -> Text:
    """Decode a file.

    Raises:
        ExtractError: it cannot be read, is empty, or is no text table.
    """
    raw = _bytes(path)
    # As written and in small letters, for web pages are written in either.
    first = raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    for head, what, advice in FOREIGN:
        if first.startswith(head) or first.lower().startswith(head):
            raise ExtractError(f"{path.name} is {what}.", advice)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw[: len(raw) // 2 * 2].decode("utf-16", "surrogatepass") + UNDECODED * (len(raw) % 2)
        return Text(text, [Remark("encoding", "is UTF-16, as its byte order mark says, and was read as that.")])
    # NUL bytes at the end alone are a file that was not written to its end; its rows before them stand.
    start = raw[:4096].rstrip(b"\0")
    if start.count(0) > len(start) // 4:
        raise ExtractError(
            f"{path.name} holds NUL bytes throughout; it looks like UTF-16 without its mark.", "Save it as “CSV UTF-8”."
        )
    return _decoded(raw, encoding)


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise ExtractError(f"{path.name} is not a file.", "Give the extract's file or folder.")
        if path.stat().st_size > MOST_BYTES:
            raise ExtractError(f"{path.name} is larger than an extract can be.", "Export it in parts.")
        raw = path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from None
    if not raw.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ExtractError(f"{path.name} is empty.", "Ask for the extract again.")
    return raw


def _decoded(raw: bytes, encoding: str) -> Text:
    """A byte order mark is the file's own word for UTF-8; so are letters that no other encoding would give."""
    if raw.startswith(codecs.BOM_UTF8):
        return _strict(raw, "utf-8-sig")
    if encoding == "cp1252" and not raw.isascii():
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            return _strict(raw, encoding)
        told = "is UTF-8, though the mapping declares cp1252, and was read as UTF-8. Mend the mapping's encoding."
        return Text(text, [Remark("encoding", told)])
    return _strict(raw, encoding)


def _strict(raw: bytes, encoding: str) -> Text:
    try:
        return Text(raw.decode(encoding), [])
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
    told = (
        f"holds bytes that are not {encoding}, the first in line {line}; rows of which a column that is read holds them"
    )
    told += f" are rejected. {_likeliest(raw, encoding)}"
    return Text(raw.decode(encoding, "surrogateescape"), [Remark("encoding", told, line)])


def _likeliest(raw: bytes, encoding: str) -> str:
    """What to do; any bytes at all are some kind of text, so another encoding is only ever offered."""
    if encoding.startswith("utf"):
        try:
            raw.decode("cp1252")
        except UnicodeDecodeError:
            return "Export the file again as “CSV UTF-8”."
        return "Council systems often write cp1252: if all of it is that, declare encoding = “cp1252” in the mapping."
    return "Export the file again as “CSV UTF-8”."
