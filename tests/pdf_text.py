"""Reads a PDF far enough to test it: its objects, and the text of each page, without a library."""

import re
import zlib

OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
BLOCK = re.compile(rb"\bBT\b(.*?)\bET\b", re.DOTALL)
SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\)", re.DOTALL)
ESCAPED = re.compile(rb"\\(\d{1,3}|.)", re.DOTALL)
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
ONE = re.compile(rb"<(\w+)> <(\w+)>")
MANY = re.compile(rb"<(\w+)> <(\w+)> <(\w+)>")


class Pdf:
    """The objects of a file by number, its streams unpacked."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.objects = {int(number): body for number, body in OBJECT.findall(raw)}
        self._unpack()

    def _unpack(self) -> None:
        """Objects that are packed together in streams."""
        for body in list(self.objects.values()):
            if b"/Type /ObjStm" in body.replace(b"/Type/", b"/Type /"):
                data = self.stream(body)
                first = int(re.search(rb"/First (\d+)", body).group(1))  # type: ignore[union-attr]
                pairs = [int(n) for n in data[:first].split()]
                starts = [*pairs[1::2], len(data) - first]
                for number, start, end in zip(pairs[::2], starts, starts[1:], strict=False):
                    self.objects[number] = data[first + start : first + end]

    def stream(self, body: bytes) -> bytes:
        """The unpacked stream of an object."""
        found = STREAM.search(body)
        data = found.group(1) if found else b""
        return zlib.decompress(data) if b"FlateDecode" in body else data

    def everything(self) -> bytes:
        """All dictionaries, for looking whether a key is there."""
        return b"\n".join(body.partition(b"stream")[0] for body in self.objects.values())

    def pages(self) -> list[bytes]:
        """The dictionaries of the pages."""
        return [body for _, body in sorted(self.objects.items()) if re.search(rb"/Type ?/Page\b", body)]

    def text(self, page: bytes) -> str:
        """The text of a page in the order in which it is drawn, runs parted by blanks; pictures are not in it."""
        fonts = self._fonts(self._of(page, b"Resources"))
        shown, font = [], b""
        for block in BLOCK.findall(self.stream(self._of(page, b"Contents"))):
            for name, literal in SHOWN.findall(block):
                font = name or font
                codes = b"" if name else ESCAPED.sub(_unescaped, literal)
                shown.append("".join(fonts[font].get(codes[at : at + 2], "?") for at in range(0, len(codes), 2)))
            shown.append(" ")
        return " ".join("".join(shown).split())

    def _of(self, body: bytes, key: bytes) -> bytes:
        found = re.search(rb"/" + key + rb" ?(\d+) 0 R", body)
        return self.objects[int(found.group(1))] if found else body

    def _fonts(self, resources: bytes) -> dict[bytes, dict[bytes, str]]:
        listed = re.search(rb"/Font ?<<(.*?)>>", self._of(resources, b"Font"), re.DOTALL)
        names = re.findall(rb"/(\w+) (\d+) 0 R", listed.group(1) if listed else b"")
        return {name: self._signs(self._of(self.objects[int(number)], b"ToUnicode")) for name, number in names}

    def _signs(self, body: bytes) -> dict[bytes, str]:
        """Which text each code of a font stands for."""
        said = self.stream(body)
        signs: dict[bytes, str] = {}
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", said, re.DOTALL):
            signs |= {bytes.fromhex(code.decode()): _text(text) for code, text in ONE.findall(block)}
        for block in re.findall(rb"beginbfrange(.*?)endbfrange", said, re.DOTALL):
            for first, last, text in MANY.findall(block):
                start = int(text, 16)
                for code in range(int(first, 16), int(last, 16) + 1):
                    signs[code.to_bytes(2, "big")] = chr(start + code - int(first, 16))
        return signs


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found.group(1)
    return bytes([int(said, 8)]) if said.isdigit() else LETTERS.get(said, said)
