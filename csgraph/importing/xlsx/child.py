"""Reads one XLSX workbook in a process of its own, which its limits may end without harm to the import.

Run as a program it takes the file as standard input and answers with lines of JSON, of which nothing can be run. It
imports little, so that it starts at once. Lines, in order:

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
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import ParseError
from xml.sax import SAXException

from defusedxml.common import DefusedXmlException

from csgraph.importing.xlsx.book import Book
from csgraph.importing.xlsx.limits import Refused, check_sizes, limit


def main() -> None:
    """Answer for the workbook on standard input."""
    limit()
    try:
        for line in answers(sys.stdin.buffer):
            sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.write('{"done": true}\n')
    except Refused as refused:
        sys.stdout.write(json.dumps(refused.said) + "\n")


def answers(file: IO[bytes]) -> Iterator[object]:
    """The lines that tell of a workbook.

    Raises:
        Refused: it is damaged, no workbook, or larger than an extract can be.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            check_sizes(packed)
            yield from Book(packed).lines()
    except MemoryError:
        raise Refused("memory") from None
    except DefusedXmlException:
        raise Refused("entities") from None
    except (SAXException, ParseError, zipfile.BadZipFile, zlib.error, EOFError, OSError):
        raise Refused("damaged") from None
    except (KeyError, ValueError, IndexError, NotImplementedError, RuntimeError, OverflowError):
        raise Refused("damaged") from None


if __name__ == "__main__":
    main()
