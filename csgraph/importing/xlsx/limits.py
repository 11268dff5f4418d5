"""What a workbook may be, and what the process that reads it may use."""

import zipfile

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
MOST_CELLS = 10_000_000
MOST_BLANKS = 5_000_000
"""Blank cells before filled ones of a row: a few cells far right in many rows would fill the memory."""
MOST_COLUMNS = 1_000
MOST_MERGED = 100_000
LONGEST_CELL = 32_767
"""Characters; the longest that a spreadsheet can hold."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MEMORY, SECONDS = 1024 * MEBIBYTE, 180


class Refused(Exception):
    """A workbook that is not read; the reason is a word that `csgraph.importing.workbook` puts into a sentence."""

    def __init__(self, why: str, **where: object) -> None:
        super().__init__(why)
        self.said = {"refused": why, **where}


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
