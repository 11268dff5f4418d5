"""Collects the texts of a workbook's parts as they are parsed, and of its shared strings."""

from typing import Any
from xml.sax.handler import ContentHandler

from csgraph.importing.xlsx.limits import LONGEST_CELL, MOST_STRINGS, Refused
from csgraph.importing.xlsx.values import unescaped, within


class Reader(ContentHandler):
    """Collects the text of the tags it is asked for, and no text longer than a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] | None = None
        self.length = 0
        self.put_by: list[object] = []
        self.known: dict[str, str] = {}

    def take(self) -> list[object]:
        """What has been put by since the last call."""
        taken, self.put_by = self.put_by, []
        return taken

    def local(self, name: str) -> str:
        """A tag's name without its prefix."""
        found = self.known.get(name)
        if found is None:
            found = self.known.setdefault(name, name.rpartition(":")[2])
        return found

    def begin(self) -> None:
        """Collect text from here."""
        self.text, self.length = [], 0

    def characters(self, content: str) -> None:
        """Text between tags."""
        if self.text is not None:
            self.length += len(content)
            if self.length > LONGEST_CELL * 7:  # each character may be escaped
                raise Refused("cell")
            self.text.append(content)

    def ended(self) -> str:
        """The text since `begin`."""
        whole, self.text = "".join(self.text or ()), None
        return whole


class StringReader(Reader):
    """The shared strings, without the reading aids (rPh) of Japanese ones."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self.parts: list[str] = []
        self.aside = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802, ARG002
        """A tag opens."""
        tag = self.local(name)
        if tag == "t" and not self.aside:
            self.begin()
        elif tag == "si":
            self.parts = []
        elif tag == "rPh":
            self.aside = True

    def endElement(self, name: str) -> None:  # noqa: N802
        """A tag closes."""
        tag = self.local(name)
        if tag == "t" and not self.aside:
            self.parts.append(self.ended())
        elif tag == "rPh":
            self.aside = False
        elif tag == "si":
            self.strings.append(within(unescaped("".join(self.parts))))
            if len(self.strings) > MOST_STRINGS:
                raise Refused("rows")
