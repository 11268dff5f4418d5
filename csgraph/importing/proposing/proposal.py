"""Proposes a whole mapping for some files: a table for each file or sheet, as like a shipped one as it can be."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from csgraph import model
from csgraph.codes import code_list, folded
from csgraph.errors import ExtractError
from csgraph.folders import every
from csgraph.importing import mapping as parts
from csgraph.importing.files import extract_files
from csgraph.importing.headers import fits
from csgraph.importing.mapping_check import checked, load_mapping
from csgraph.importing.proposing.adapting import Fit, best_fits
from csgraph.importing.proposing.likeness import likeness
from csgraph.importing.proposing.profile import Column, Profile, known_share, profiled
from csgraph.importing.proposing.pruning import pruned
from csgraph.importing.proposing.writing import Heading, ProposedTable, as_toml
from csgraph.importing.reading import read_csv
from csgraph.importing.sheet import Sheet
from csgraph.importing.suggestions import nearest_code, quoted
from csgraph.importing.uses import CODES_COUNTED_ONLY
from csgraph.importing.workbook import read_workbook

GENERIC = Path(__file__).with_name("generic.toml")
WORDS = re.compile(r"[^\W\d_]+")
DELIMITERS = (",", ";", "\t", "|")
MOSTLY = 0.5
"""Share of known codes from which a column is plainly one of codes."""

MOST_ALIASES = 12
"""Unknown codes of one column that are listed."""


@dataclass(frozen=True)
class Proposal:
    """A proposed mapping.

    Attributes:
        text: its TOML, which `csgraph mapping check` finds sound.
        told: one sentence for each file or sheet: what it was taken for, and how much of it is read.
    """

    text: str
    told: list[str]


def propose(paths: Sequence[Path], name: str, *, without: Collection[str] = ()) -> Proposal:
    """Propose a mapping.

    Args:
        paths: files of one extract, or folders of them.
        name: the mapping's name, which is also its file's.
        without: names of shipped mappings that must not help.

    Raises:
        ExtractError: a file cannot be read, or nothing in it can be named.
    """
    shipped = {stem: load_mapping(path) for stem, path in every("importers", "*.toml").items() if stem not in without}
    generic = load_mapping(GENERIC)
    headers = [folded(h) for m in shipped.values() for t in m.table for c in t.columns.values() for h in c.headers]
    encoding, delimiter, sheets = _read(extract_files(paths))
    made: list[ProposedTable] = []
    told: list[str] = []
    unread: list[str] = []
    used: list[Fit] = []
    for sheet, pattern in _patterns(sheets):
        profile = profiled(sheet, headers)
        fitting = best_fits(profile, shipped, generic) if profile else []
        if profile is None or not fitting:
            why = "no row of it looks like a header" if profile is None else "nothing in it names anybody or anything"
            unread.append(f"not read: {pattern}: {why}.")
            told.append(f"{sheet.where}: {why}; left out.")
            continue
        used += fitting
        for place, fit in enumerate(fitting):
            made.append(_proposed(fit, profile, pattern, name, {t.table.name for t in made}, first=place == 0))
        read = {column.header for fit in fitting for column in fit.taken.values()}
        told.append(f"{sheet.where}: like {_like(fitting[0])}; {len(read)} of {len(profile.columns)} columns read.")
    if not made:
        raise ExtractError(
            f"No mapping can be proposed: {'; '.join(told)}", "See docs/new-mapping.md for how to write one."
        )
    heading = _heading_of(made, used, shipped, name, encoding, delimiter, unread)
    return Proposal(_sound(as_toml(heading, made), name), told)


def _sound(text: str, name: str) -> str:
    faults = checked(text, name).told(f"{name}.toml")
    if faults:
        raise ExtractError(
            f"The mapping that would be proposed is not sound: {faults[0]}", "Tell whoever keeps csgraph."
        )
    return text


def _read(files: Sequence[Path]) -> tuple[str, str, list[tuple[Path, Sheet]]]:
    """Encoding and delimiter of the CSV files, and every sheet with its file."""
    encoding, delimiter = "utf-8-sig", ","
    sheets: list[tuple[Path, Sheet]] = []
    for path in files:
        if path.suffix.lower() == ".xlsx":
            sheets += [(path, sheet) for sheet in read_workbook(path)]
            continue
        encoding = _encoding(path)
        delimiter = max(DELIMITERS, key=lambda one: _parted(path, encoding, one))
        sheets.append((path, read_csv(path, encoding=encoding, delimiter=delimiter)))
    return encoding, delimiter, sheets


def _encoding(path: Path) -> str:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _parted(path: Path, encoding: str, delimiter: str) -> int:
    """How many of the first lines a delimiter parts into as many cells as most."""
    lines = path.read_bytes()[:65536].decode(encoding, "replace").splitlines()[:30]
    counts = [line.count(delimiter) for line in lines]
    return max(((counts.count(count) * min(count, 50)) for count in set(counts) if count), default=0)


def _patterns(sheets: Sequence[tuple[Path, Sheet]]) -> list[tuple[Sheet, str]]:
    """Each sheet with what its file is named like; of a workbook, the sheet's own name."""
    stems = [path.stem for path, sheet in sheets if not sheet.name]
    named = []
    for path, sheet in sheets:
        letters = "*".join(WORDS.findall(path.stem)).casefold()
        loose = f"*{letters}*"
        fitting = [stem for stem in stems if re.fullmatch(loose.replace("*", ".*"), stem.casefold())]
        exact = not letters or len(fitting) > 1
        named.append((sheet, sheet.name or (path.stem if exact else loose)))
    return named


def _like(fit: Fit) -> str:
    return f"{fit.source} › {fit.table.name}" if fit.source != "generic" else "no shipped mapping"


def _proposed(fit: Fit, profile: Profile, pattern: str, name: str, taken: set[str], *, first: bool) -> ProposedTable:
    """A table after a shipped one; of several that read one sheet only the first says what is left."""
    scheme = re.sub(r"[\W_]+", "_", name, flags=re.ASCII).strip("_").casefold()
    cut = pruned(fit.table, set(fit.taken), fit.source, scheme if scheme[:1].isalpha() else f"of_{scheme}")
    columns = {n: c if c.derived_from is not None else _own(c, fit.taken[n]) for n, c in cut.columns.items()}
    read = {column.header for column in fit.taken.values()}
    left = {c.header: _why_left(c, fit.table) for c in profile.columns if c.header not in read}
    table = cut.model_copy(
        update={
            "name": _free(fit.table.name, taken),
            "file": None if profile.sheet.name else pattern,
            "sheet": pattern if profile.sheet.name else None,
            "optional": False,
            "columns": columns,
            "ignore": ["/./"] if not first else [],
        }
    )
    notes = {n: list(_notes(columns[n], column)) for n, column in fit.taken.items() if n in columns}
    return ProposedTable(table, _like(fit), notes, left if first else {})


def _own(column: parts.Column, found: Column) -> parts.Column:
    """The shipped column under the sheet's header. A pattern's slash at the front would make a header one."""
    return column.model_copy(update={"header": found.header, "optional": False, "required": column.required})


def _free(name: str, taken: set[str]) -> str:
    number = 2
    made = name
    while made in taken:
        made, number = f"{name}_{number}", number + 1
    return made


def _notes(column: parts.Column, found: Column) -> list[str]:
    notes = []
    if found.days == "ambiguous":
        notes.append("check: no value tells whether days or months come first; csgraph reads days first (dd/mm/yyyy).")
    if column.codes and column.split is None and column.type == "text":
        notes += _code_notes(column, column.codes, found)
    return notes


def _code_notes(column: parts.Column, name: str, found: Column) -> list[str]:
    """The codes that nobody knows; named only where most are known, so that the column is plainly one of codes.

    Those of what is only ever counted are never named.
    """
    listed = code_list(name)
    own = {key.casefold() for key in column.values}
    unknown = [
        code for code, _ in found.codes.most_common() if not listed.canonical(code) and code.casefold() not in own
    ]
    if not found.filled or not unknown:
        return []
    if name in CODES_COUNTED_ONLY:
        return [f"check: some of its values are no codes of {name}; see importers/codes/{name}.toml."]
    if known_share(found, name) < MOSTLY:
        return [f"check: most of its values are no codes of {name}; see importers/codes/{name}.toml."]
    near = {code: quoted(nearest_code(name, code) or "…") for code in unknown[:MOST_ALIASES]}
    return [f"check: not known; add to values: {quoted(code)} = {like}" for code, like in near.items()]


def _why_left(column: Column, table: parts.Table) -> str:
    if column.days == "month first":
        return "its months come before its days, which csgraph never guesses; ask for yyyy-mm-dd."
    if any(fits(pattern, column.header) for pattern in table.ignore):
        return "the shipped mapping leaves it out too."
    if not column.filled:
        return "it is empty throughout."
    near = max(
        ((likeness(h, column.header), n) for n, c in table.columns.items() for h in c.headers), default=(0.0, "")
    )
    if near[0] >= 0.5:
        return f"its header is like that of {near[1]}, but its values do not read so, or another column is liker."
    return "no shipped mapping reads a column like it; map it, or list it under ignore."


def _heading_of(
    made: Sequence[ProposedTable], fits: Sequence[Fit], shipped: dict[str, parts.Mapping], name: str,
    encoding: str, delimiter: str, unread: Sequence[str],
) -> Heading:  # fmt: skip
    sources = [fit.source for fit in fits if fit.source in shipped]
    main = shipped[max(sources, key=sources.count)] if sources else load_mapping(GENERIC)
    named = {
        key.partition(":")[0]
        for one in made
        for node in one.table.node
        if "Child" in (node.labels or [node.label or ""])
        for key in node.keys
    }
    schemes = [scheme for scheme in model.NODE["Child"].schemes if scheme in named]
    roles = main.covers.roles[:4]
    extract = main.extract
    return Heading(name, extract.agency, extract.reliability, encoding, delimiter, schemes, roles, unread)
