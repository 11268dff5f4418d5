"""What the cells of a workbook mean: numbers that are days, escaped characters, letters of columns."""

import re
from datetime import datetime, timedelta

from csgraph.importing.xlsx.limits import LONGEST_CELL, Refused

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""Parts of a number format that are quoted, escaped, padding, a colour or a condition."""
DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Numbers of the built-in formats that show a day or a time."""
SPANS = {46}
"""Of these, the one that shows a span of hours."""

Cell = str | int | float | bool | dict[str, str] | None


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


def column_number(letters: str) -> int:
    """A column's number from its letters; A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def within(text: str) -> str:
    """A text, unless it is longer than a cell can be."""
    if len(text) > LONGEST_CELL:
        raise Refused("cell")
    return text
