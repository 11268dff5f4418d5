"""Loads a mapping, and tells everything that is wrong with it at once, each with its line, before a row is read."""

from collections.abc import Iterable
from collections.abc import Mapping as Lines
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from csgraph.errors import CsgraphError, MappingError
from csgraph.folders import every
from csgraph.importing.mapping import Mapping
from csgraph.importing.mapping_faults import Fault
from csgraph.importing.mapping_rules import mapping_faults
from csgraph.importing.mapping_shape import shaped
from csgraph.importing.toml_lines import Path as Place
from csgraph.importing.toml_lines import line_of, toml_lines
from csgraph.importing.toml_syntax import read_toml

LARGEST = 256 * 1024
"""Bytes; a mapping is a page of text, and a larger file is something else."""


def mapping_path(name: str) -> Path:
    """A mapping by name (shipped, or in the person's own folder) or by path.

    Raises:
        CsgraphError: there is no such mapping; names the nearest.
    """
    if name.endswith(".toml") or "/" in name or "\\" in name:
        if Path(name).is_file():
            return Path(name)
        raise CsgraphError(f"There is no mapping file {Path(name).name}.", "Check the path.")
    known = every("importers", "*.toml")
    if name in known:
        return known[name]
    near = get_close_matches(name, known, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
    raise CsgraphError(f"There is no mapping named {name}.", hint)


@dataclass(frozen=True)
class Checked:
    """A mapping's text, looked through.

    Attributes:
        mapping: the mapping, what is wrong in it replaced by something of the right form; None where it is no TOML.
        faults: what is wrong.
        lines: line of each setting.
        read: the settings as they stand.
    """

    mapping: Mapping | None
    faults: list[Fault]
    lines: Lines[Place, int] = field(default_factory=dict)
    read: dict[str, Any] = field(default_factory=dict)

    def told(self, name: str) -> list[str]:
        """The faults as `file:line: where: what is wrong. What to write instead.`, in the order of the file."""
        placed = []
        for fault in self.faults:
            line = fault.line or line_of(self.lines, fault.path)
            placed.append((line, _where(fault.path, self.read), f"{fault.what} {fault.instead}".strip()))
        return [f"{name}:{line}: {where}{what}" for line, where, what in sorted(dict.fromkeys(placed))]


def load_mapping(path: Path) -> Mapping:
    """Read a mapping and check it against the model.

    Raises:
        MappingError: lists every fault with its line.
    """
    return _sound(path, checked(_text(path), path.stem))


def check_mapping(path: Path) -> Mapping:
    """Read a mapping, check it, and try the examples of those of its tables that are sound.

    Raises:
        MappingError: lists every fault with its line.
    """
    found = checked(_text(path), path.stem)
    if found.mapping is not None and all(fault.path for fault in found.faults):  # else a line of a table may be missing
        found.faults.extend(_example_faults(found.mapping, found.faults))
    return _sound(path, found)


def checked(text: str, stem: str) -> Checked:
    """A mapping's text looked through, but for its examples.

    Args:
        stem: name of its file, without the ending.
    """
    found = read_toml(text)
    if found.settings is None:
        return Checked(None, found.faults)
    lines = toml_lines(found.text)
    told = {fault.line for fault in found.faults}
    whole, faults = shaped(found.settings)
    try:
        mapping = Mapping.model_validate(whole)
    except ValidationError as wrong:  # where a rule of Mapping has no words of ours yet
        faults += [Fault(error["loc"], "is not as it must be.") for error in wrong.errors()]
        return Checked(None, [*found.faults, *faults], lines, found.settings)
    faults += [fault for fault in mapping_faults(mapping, stem) if not _follows(fault, faults)]
    kept = [fault for fault in faults if line_of(lines, fault.path) not in told]
    return Checked(mapping, [*found.faults, *kept], lines, found.settings)


def _sound(path: Path, found: Checked) -> Mapping:
    if found.faults or found.mapping is None:
        raise MappingError(path.name, found.told(path.name))
    return found.mapping


def _text(path: Path) -> str:
    """The text of a mapping's file.

    Raises:
        MappingError: it is too large, or no UTF-8.
    """
    if path.stat().st_size > LARGEST:
        raise MappingError(path.name, [f"{path.name}: is larger than {LARGEST // 1024} KiB, and no mapping is."])
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        what = "a byte that is not UTF-8. Save the file as UTF-8; “ANSI” and “Unicode” in Notepad are others."
        raise MappingError(path.name, [f"{path.name}:{line}: {what}"]) from None


def _follows(fault: Fault, earlier: Iterable[Fault]) -> bool:
    """Whether a fault only follows from a setting that is missing or of a wrong form."""
    about = fault.about or fault.path
    return any(fault.path[: len(one.path)] == one.path or one.path[: len(about)] == about for one in earlier)


def _example_faults(mapping: Mapping, faults: list[Fault]) -> list[Fault]:
    from csgraph.importing.examples import example_faults

    faulty = {fault.path[:2] for fault in faults}
    sound = {table.name for place, table in enumerate(mapping.table) if ("table", place) not in faulty}
    return [
        fault
        for place, example in enumerate(mapping.example)
        if example.table in sound and ("example", place) not in faulty
        for fault in example_faults(mapping, example, place)
    ]


def _where(path: Place, read: object) -> str:
    """A path in words: tables, nodes and links by their names."""
    words: list[str] = []
    for step in path:
        read = _part(read, step)
        if isinstance(step, str):
            words.append(step)
        else:
            name = read.get("name") or read.get("type") if isinstance(read, dict) else None
            words[-1] += f" “{name}”" if name else f" {step + 1}"
    return f"{' › '.join(words)}: " if words else ""


def _part(read: object, step: int | str) -> object:
    if isinstance(read, dict):
        return read.get(step)
    return read[step] if isinstance(read, list) and isinstance(step, int) and step < len(read) else None
