"""Reads the cells of one column by its type. A cell is read exactly, or named with the reason why it cannot be."""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime

from csgraph.codes import code_list
from csgraph.importing.check_digits import nhs_number_holds, upn_holds
from csgraph.importing.mapping import Column
from csgraph.importing.reading import Cell

Value = str | int | float | bool | datetime | list[str] | None

HIDDEN = {
    chr(c) for c in (0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF, *range(0x202A, 0x202F), *range(0x2060, 0x206A))
}
"""Invisible and direction-changing characters make two names look alike; joiners (200C, 200D) belong to spellings."""

DAY = r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<Y>\d{4})-(?P<M>\d{2})-(?P<D>\d{2})"
CLOCK = r"(?:[T ](?P<h>\d{1,2}):(?P<n>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?)?"
MOMENT = re.compile(f"(?:{DAY}){CLOCK}")
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
YES = {"y", "yes", "true", "1", "t"}
NO = {"n", "no", "false", "0", "f"}


class Unreadable(Exception):
    """A cell that rejects its row; the message says why and never repeats the cell."""


class UnknownCode(Exception):
    """A cell whose code is in no list; a warning."""


def clean(text: str) -> str:
    """Text as it is kept: composed (NFC), trimmed, single spaces.

    Raises:
        Unreadable: it holds control or direction-changing characters.
    """
    kept = " ".join(unicodedata.normalize("NFC", text).split())
    if any(unicodedata.category(ch) == "Cc" or ch in HIDDEN for ch in kept):
        raise Unreadable("holds invisible control characters")
    return kept


def read_text(cell: Cell) -> str:
    """A cell as text; whole numbers of a workbook without a decimal point."""
    if isinstance(cell, bool):
        return "Y" if cell else "N"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return clean(str(cell))


def read_id(cell: Cell) -> str:
    """An identifier: text that a spreadsheet has not turned into a number."""
    text = read_text(cell)
    if re.fullmatch(r"\d+(\.\d+)?[eE][+-]?\d+", text) or (isinstance(cell, float) and not cell.is_integer()):
        raise Unreadable("is a number that a spreadsheet has rounded; export the column as text")
    return text


def read_moment(cell: Cell) -> datetime:
    """A date, with or without a time: dd/mm/yyyy, ISO, or a workbook's own date. Never month first."""
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    found = MOMENT.fullmatch(read_text(cell))
    if found is None:
        raise Unreadable("is not a date (dd/mm/yyyy or yyyy-mm-dd)")
    part = found.groupdict()
    year, month, day = (int(part[a] or part[b]) for a, b in (("y", "Y"), ("m", "M"), ("d", "D")))
    try:
        hour, minute, second = (int(part[p] or 0) for p in "hns")
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        raise Unreadable("is no day of the calendar (dd/mm/yyyy)") from None


def read_date(cell: Cell) -> datetime:
    """A day; a time of day is left out."""
    return read_moment(cell).replace(hour=0, minute=0, second=0, microsecond=0)


def read_whole(cell: Cell) -> int:
    """A whole number."""
    text = read_text(cell).replace(",", "")
    if not re.fullmatch(r"[+-]?\d{1,15}", text):
        raise Unreadable("is not a whole number")
    return int(text)


def read_number(cell: Cell) -> float:
    """A decimal number; a percent sign is left out."""
    text = read_text(cell).replace(",", "").rstrip("% ")
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        raise Unreadable("is not a number")
    return float(text)


def read_flag(cell: Cell) -> bool:
    """Yes or no, in the usual spellings."""
    text = read_text(cell).casefold()
    if text not in YES | NO:
        raise Unreadable("is neither yes nor no")
    return text in YES


def read_nhs(cell: Cell) -> str:
    """An NHS number, with its check digit."""
    text = re.sub(r"[ -]", "", read_id(cell))
    if not nhs_number_holds(text):
        raise Unreadable("is not an NHS number: its check digit does not hold")
    return text


def read_upn(cell: Cell) -> str:
    """A unique pupil number, with its check letter."""
    text = read_id(cell).upper().replace(" ", "")
    if not upn_holds(text):
        raise Unreadable("is not a UPN: its check letter does not hold")
    return text


def read_urn(cell: Cell) -> str:
    """A school's unique reference number: six digits."""
    text = read_id(cell)
    if not re.fullmatch(r"\d{6}", text):
        raise Unreadable("is not a URN of six digits")
    return text


def read_postcode(cell: Cell) -> str:
    """A postcode, with one space before its last three characters."""
    text = re.sub(r"\s", "", read_text(cell)).upper()
    if not POSTCODE.fullmatch(text):
        raise Unreadable("is not a postcode")
    return f"{text[:-3]} {text[-3:]}"


def read_email(cell: Cell) -> str:
    """An e-mail address, in lower case."""
    text = read_text(cell).casefold()
    if not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+", text):
        raise Unreadable("is not an e-mail address")
    return text


READ: dict[str, Callable[[Cell], Value]] = {
    "id": read_id,
    "text": read_text,
    "date": read_date,
    "moment": read_moment,
    "whole": read_whole,
    "number": read_number,
    "flag": read_flag,
    "nhs": read_nhs,
    "upn": read_upn,
    "urn": read_urn,
    "postcode": read_postcode,
    "email": read_email,
}


def coded(text: str, column: Column) -> str:
    """A code's canonical form, through the mapping's own values and then the code list.

    Raises:
        UnknownCode: it is in neither.
    """
    own = {key.casefold(): value for key, value in column.values.items()}
    patterns = (
        v for k, v in column.values.items() if k.startswith("/") and re.search(k.strip("/"), text, re.IGNORECASE)
    )
    found = (
        own.get(text.casefold())
        or next(patterns, None)
        or (code_list(column.codes).canonical(text) if column.codes else text)
    )
    if found is None:
        raise UnknownCode(text)
    return found


def json_codes(text: str) -> list[str]:
    """The codes of `["1A","2B"]` or `{"1A":"Yes","2B":"No"}`, the two shapes of the Standard Safeguarding Dataset."""
    try:
        read = json.loads(text)
    except ValueError:
        raise Unreadable("is not a JSON list of codes") from None
    if isinstance(read, dict):
        return [str(code) for code, said in read.items() if str(said).casefold() in YES]
    if isinstance(read, list):
        return [str(code) for code in read]
    raise Unreadable("is not a JSON list of codes")
