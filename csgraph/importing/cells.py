"""Reads the cells of one column by its type. A cell is read exactly, or named with the reason why it cannot be."""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime, time

from csgraph.codes import code_list
from csgraph.importing.check_digits import nhs_number_holds, upn_holds
from csgraph.importing.mapping import Column
from csgraph.importing.placeholders import PLACEHOLDER_DAYS
from csgraph.importing.sheet import Broken, Cell

Value = str | int | float | bool | datetime | list[str] | None

DROPPED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028\u2029\u2060-\u2065\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
"""Characters that nobody sees: they make two names look alike, so they are left out and told.

Default_Ignorable_Code_Point of Unicode 15 (DerivedCoreProperties.txt) and the two line separators, without the joiners
200C and 200D, which belong to spellings, and without those that change the direction of what follows.
"""
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that show what follows in another order than it is stored: a row that holds one is refused."""

DAY = r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<Y>\d{4})-(?P<M>\d{2})-(?P<D>\d{2})"
CLOCK = r"(?:[T ](?P<h>\d{1,2}):(?P<n>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?)?"
MOMENT = re.compile(f"(?:{DAY}){CLOCK}", re.ASCII)
SHORT_YEAR = re.compile(r"\d{1,2}[/.-](\d{1,2}|[A-Za-z]{3,9})[/.-]\d{2}( .*)?", re.ASCII)
SERIAL = re.compile(r"([3-9]\d{3}|[1-9]\d{4})([.,]\d+)?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1800, 2100
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", re.ASCII)
NO_ADDRESS = {"ZZ993VZ", "ZZ993WZ", "ZZ993CZ"}
"""Pseudo postcodes of the health service: no fixed abode, not known, not otherwise stated (ODS, pseudo postcodes)."""
ROUNDED = re.compile(r"\d+([.,]\d+)?[eE][+-]?\d+")
GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
YES = {"y", "yes", "true", "1", "t"}
NO = {"n", "no", "false", "0", "f"}


class Unreadable(Exception):
    """A cell that rejects its row; the message says why and what to do, and never repeats the cell."""


class MonthFirst(Unreadable):
    """A day that can only be meant with its month first, so that others of its column may be too."""


class Placeholder(Exception):
    """A cell that stands for nothing, such as UNKNOWN or 01/01/1900; it counts as empty, and is told."""


class UnknownCode(Exception):
    """A cell whose code is in no list; a warning."""


def clean(text: str) -> str:
    """Text as it is kept: composed (NFC), trimmed, single spaces, without characters that nobody sees.

    Raises:
        Unreadable: it holds control or direction-changing characters, or bytes that could not be decoded.
    """
    seen = DROPPED.sub("", unicodedata.normalize("NFC", text.replace("\u2028", " ").replace("\u2029", " ")))
    kept = " ".join(re.split(r"[ \t\r\n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+", seen)).strip()
    if kept.isascii() and kept.isprintable():
        return kept
    if TURNING.search(kept):
        raise Unreadable("holds characters that turn the direction of writing; type it anew")
    kinds = {unicodedata.category(ch) for ch in kept}
    if "\0" in kept:
        raise Unreadable("holds NUL bytes; the file was damaged or only half written")
    if "Cs" in kinds:
        raise Unreadable("holds a byte that the file's encoding does not have")
    if "Cc" in kinds:
        raise Unreadable("holds invisible control characters; type it anew")
    return kept


def read_text(cell: Cell) -> str:
    """A cell as text; whole numbers of a workbook without a decimal point."""
    if isinstance(cell, Broken):
        raise Unreadable("shows an error of the spreadsheet; correct the formula, or put the value in its place")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return clean(str(cell))


def read_id(cell: Cell) -> str:
    """An identifier: text that a spreadsheet has not turned into a number, a date or a truth value."""
    if isinstance(cell, (bool, datetime, time)):
        raise Unreadable("is a date or a truth value that a spreadsheet has made of it; export the column as text")
    if isinstance(cell, int) and abs(cell) >= 10**15:
        raise Unreadable("is a number of more than 15 digits, which a spreadsheet rounds; export the column as text")
    text = read_text(cell)
    if ROUNDED.fullmatch(text) or (isinstance(cell, float) and not cell.is_integer()):
        raise Unreadable("is a number that a spreadsheet has rounded; export the column as text")
    if re.fullmatch(r"\d+\.0+", text):
        raise Unreadable("ends in .0, as where a program has made a number of it; export the column as text")
    if re.fullmatch(r"\d{15}0{2,}", text):
        raise Unreadable("ends in zeros after 15 digits, as where a spreadsheet rounds; export the column as text")
    if GROUPED.fullmatch(text):
        raise Unreadable("is a number with commas in it; export the column as text")
    if re.search(r"[\n\r]", str(cell).strip()):
        raise Unreadable("holds a line break, as no identifier does; look for a stray quotation mark")
    if not text.isascii() or re.search(r"[;|\"=]|^'", text):
        raise Unreadable("holds a character that no identifier has; type it anew, or export the column as text")
    return text


def read_moment(cell: Cell) -> datetime:
    """A date, with or without a time: dd/mm/yyyy, ISO, or a workbook's own date. Never month first."""
    if isinstance(cell, time):
        if cell == time():
            raise Placeholder
        raise Unreadable("is a time of day without its date; export both")
    if isinstance(cell, datetime):
        if (cell.year, cell.month, cell.day) in PLACEHOLDER_DAYS:
            raise Placeholder
        return _within(cell)
    text = read_text(cell)
    found = MOMENT.fullmatch(text)
    if found is None:
        raise Unreadable(_why_no_date(text))
    part = found.groupdict()
    if (int(part["y"] or part["Y"]), int(part["m"] or part["M"]), int(part["d"] or part["D"])) in PLACEHOLDER_DAYS:
        raise Placeholder
    year, month, day = (int(part[a] or part[b]) for a, b in (("y", "Y"), ("m", "M"), ("d", "D")))
    if part["m"] and 1 <= day <= 12 < month <= 31:
        raise MonthFirst("has a month after 12, as where the month is written first; export it as dd/mm/yyyy")
    try:
        hour, minute, second = (int(part[p] or 0) for p in "hns")
        return _within(datetime(year, month, day, hour, minute, second))
    except ValueError:
        raise Unreadable("is no day of the calendar (dd/mm/yyyy); correct it in the extract") from None


def _why_no_date(text: str) -> str:
    if SERIAL.fullmatch(text):
        return "is a spreadsheet's day number and not a date; format the column as dd/mm/yyyy and export it again"
    if SHORT_YEAR.fullmatch(text):
        return "has a year of two digits; export it with four (dd/mm/yyyy)"
    return "is not a date (dd/mm/yyyy or yyyy-mm-dd); correct it, or leave the cell empty"


def _within(day: datetime) -> datetime:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(f"has a year before {FIRST_YEAR} or after {LAST_YEAR}; correct it in the extract")
    return day


def ambiguous(cell: Cell) -> bool:
    """Whether a day could be read with its month first too, as another day: 03/04/2012, and not 25/04/2012."""
    if isinstance(cell, datetime):
        return cell.day <= 12 and cell.day != cell.month
    found = MOMENT.fullmatch(read_text(cell))
    return bool(found and found["d"]) and int(found["d"]) <= 12 and int(found["d"]) != int(found["m"])  # type: ignore[index]


def read_date(cell: Cell) -> datetime:
    """A day; a time of day is left out."""
    return read_moment(cell).replace(hour=0, minute=0, second=0, microsecond=0)


def read_whole(cell: Cell) -> int:
    """A whole number; commas may part its thousands."""
    text = read_text(cell)
    if not re.fullmatch(r"[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})", text, re.ASCII):
        raise Unreadable("is not a whole number; correct it, or leave the cell empty")
    return int(text.replace(",", ""))


def read_number(cell: Cell) -> float:
    """A decimal number with a point, of which commas may part the thousands; a percent sign is left out."""
    text = read_text(cell).rstrip("% ")
    if not re.fullmatch(r"[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,20})?", text, re.ASCII):
        raise Unreadable("is not a number (with a decimal point); correct it, or leave the cell empty")
    return float(text.replace(",", ""))


def read_flag(cell: Cell) -> bool:
    """Yes or no, in the usual spellings."""
    text = read_text(cell).casefold()
    if text not in YES | NO:
        raise Unreadable("is neither yes nor no; correct it, or leave the cell empty")
    return text in YES


def read_nhs(cell: Cell) -> str:
    """An NHS number, with its check digit."""
    text = re.sub(r"[ -]", "", read_id(cell))
    if len(text) == 10 and len(set(text)) == 1 and text.isascii():
        raise Placeholder  # ten equal digits pass the check of modulus 11
    if re.fullmatch(r"\d{8,9}", text):
        raise Unreadable("has fewer than ten digits: a leading zero may be lost; export the column as text")
    if not nhs_number_holds(text):
        raise Unreadable("is not an NHS number: its check digit does not hold")
    return text


def read_upn(cell: Cell) -> str:
    """A unique pupil number, with its check letter."""
    text = read_id(cell).upper().replace(" ", "")
    if text == "A000000000000":
        raise Placeholder  # its check letter holds
    if not upn_holds(text):
        raise Unreadable("is not a UPN: its check letter does not hold")
    return text


def read_urn(cell: Cell) -> str:
    """A school's unique reference number: six digits."""
    text = read_id(cell)
    if not re.fullmatch(r"\d{6}", text, re.ASCII):
        raise Unreadable("is not a URN of six digits")
    return text


def read_postcode(cell: Cell) -> str:
    """A postcode, with one space before its last three characters."""
    text = re.sub(r"\s", "", read_text(cell)).upper()
    if text in NO_ADDRESS:
        raise Placeholder
    if not POSTCODE.fullmatch(text):
        raise Unreadable("is not a postcode; correct it, or leave the cell empty")
    return f"{text[:-3]} {text[-3:]}"


def read_email(cell: Cell) -> str:
    """An e-mail address, in lower case."""
    text = read_text(cell).casefold()
    if not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+", text):
        raise Unreadable("is not an e-mail address; correct it, or leave the cell empty")
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
    except (ValueError, RecursionError):
        raise Unreadable("is not a JSON list of codes") from None
    if isinstance(read, dict):
        return [str(code) for code, said in read.items() if str(said).casefold() in YES]
    if isinstance(read, list):
        return [str(code) for code in read]
    raise Unreadable("is not a JSON list of codes")
