"""Records that nobody has, by which a leak is known: whatever of them comes out where no record may."""

import re
from collections.abc import Iterator
from pathlib import Path

CANARIES = {"name": "Zebedee Quuxfield", "nhs": "943 476 5919", "dob": "17/03/2011", "postcode": "ZZ99 3VZ"}
"""NHS numbers of this form and the postcode ZZ99 3VZ are kept for tests and for those without an address."""
SIGNS = (
    "zebedee",
    "quuxfield",
    "9434765919",
    "943 476 5919",
    "17/03/2011",
    "2011-03-17",
    "zz99 3vz",
    "zz993vz",
    "a.quux@",
)

WIDE = """
[extract]
name = "wide"
title = "Wide"
agency = "social_care"
[covers]
who = "children known"
schemes = ["ssd"]
[[table]]
name = "people"
file = "people*"
record = ["id"]
[table.columns]
id = { header = "ID", type = "id", required = true }
forename = { header = "Forename" }
surname = { header = "Surname", required = true }
dob = { header = "DOB", type = "date", required = true }
seen = { header = "Seen", type = "moment" }
sex = { header = "Sex", codes = "sex" }
postcode = { header = "Postcode", type = "postcode" }
nhs = { header = "NHS", type = "nhs", required = true }
upn = { header = "UPN", type = "upn" }
urn = { header = "URN", type = "urn", optional = true }
email = { header = "Email", type = "email", optional = true }
count = { header = "Count", type = "whole", optional = true }
[[table.node]]
name = "child"
label = "Child"
keys = ["ssd:{id}", "nhs:{nhs}", "upn:{upn}"]
set = { forename = "forename", surname = "surname", dob = "dob", sex = "sex", postcode = "postcode" }
"""
HEADERS = ("ID", "Forename", "Surname", "DOB", "Seen", "Sex", "Postcode", "NHS", "UPN", "URN", "Email", "Count")
ROW = ("7", "Zebedee", "Quuxfield", "17/03/2011", "17/03/2011 10:00", "M", "ZZ99 3VZ", "943 476 5919", "", "", "", "1")


def leaks(text: str) -> list[str]:
    """The signs of the canaries that stand in a text."""
    folded = re.sub(r"\s+", " ", text).casefold()
    return [sign for sign in SIGNS if sign in folded]


def table(*rows: tuple[str, ...], headers: tuple[str, ...] = HEADERS, by: str = ",") -> str:
    """An extract as text."""
    return "".join(by.join(cells) + "\n" for cells in (headers, *rows))


def changed(column: str, cell: str) -> tuple[str, ...]:
    """The row with another cell in a column."""
    return tuple(cell if header == column else old for header, old in zip(HEADERS, ROW, strict=True))


def hostile_cells() -> Iterator[tuple[str, bytes]]:
    """Extracts in which a canary stands where its column cannot hold it: every column with every canary."""
    for column in HEADERS:
        for kind, canary in {**CANARIES, "sentence": "Zebedee Quuxfield, a.quux@example.org"}.items():
            cell = f'"{canary}"' if "," in canary else canary
            yield f"{kind} in {column}", table(changed(column, cell), changed("ID", "8")).encode()


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Extracts that are broken as a whole, with canaries in them."""
    good = table(ROW, changed("ID", "8"))
    yield "no headers", table(ROW, headers=changed("ID", "9")).encode()
    yield "title row", ("Zebedee Quuxfield 17/03/2011\n" + good).encode()
    yield "ragged", (good + ",".join((*ROW, "Zebedee Quuxfield", "ZZ99 3VZ")) + "\n").encode()
    yield "short row", (good + ",".join(ROW[:3]) + "\n").encode()
    yield "open quote", (good + '7,"Zebedee Quuxfield,17/03/2011\n').encode()
    yield "stray quote", (good + '7,Zeb"edee" Quuxfield,17/03/2011\n').encode()
    yield "NUL", good.replace("Zebedee", "Zebedee\0Quuxfield").encode()
    yield "UTF-16", good.encode("utf-16")
    yield "cp1252", good.replace("Zebedee", "Zebedee Quuxfield \xe9").encode("cp1252")
    yield "semicolons", good.replace(",", ";").encode()
    yield "mixed delimiters", (good + ";".join(ROW) + "\n").encode()
    yield "doubled headers", table(ROW, headers=("ID", "ID", *HEADERS[2:])).encode()
    yield "missing headers", table(ROW[:5], headers=HEADERS[:5]).encode()
    yield "unmapped header", table((*ROW, "Zebedee Quuxfield"), headers=(*HEADERS, "Note")).encode()
    yield "half written", good[: len(good) - 20].encode()
    yield "same id, other child", table(ROW, changed("Surname", "Other"), changed("DOB", "18/03/2011")).encode()
    yield "long cell", table(changed("Surname", "Zebedee Quuxfield " * 20_000)).encode()
    yield "born in the future", table(changed("DOB", "17/03/2099")).encode()
    yield "E notation", table(changed("NHS", "9.43E+09")).encode()
    yield "not a workbook", b"PK\x03\x04" + good.encode()


def written(folder: Path, content: bytes) -> tuple[Path, Path]:
    """The mapping and the extract as files."""
    mapping, extract = folder / "wide.toml", folder / "people.csv"
    mapping.write_text(WIDE, encoding="utf-8")
    extract.write_bytes(content)
    return mapping, extract


def every_hostile_cell() -> bytes:
    """One extract with a row for each of `hostile_cells`."""
    rows = [content.decode().splitlines()[1] for _, content in hostile_cells()]
    return "\n".join([",".join(HEADERS), *rows, ""]).encode()
