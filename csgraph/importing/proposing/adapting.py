"""Adapts the table of a shipped mapping that is most like an unknown sheet: its rules, the sheet's own headers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from csgraph.importing import mapping as parts
from csgraph.importing.proposing.likeness import likeness
from csgraph.importing.proposing.profile import Column, Profile, known_share
from csgraph.importing.proposing.pruning import usable_keys

STRONG = ("upn", "nhs", "email", "postcode", "date", "moment", "urn")
"""Cell types that few other columns read as."""

SURE = ("upn", "nhs")
"""Cell types with a check digit: their values say what they are, whatever the header."""

LEAST = 0.55
"""Score of a column from which it is taken."""

LEAST_TABLE = 0.5
"""Share of a shipped table's columns that a sheet must have, for the table to be adapted."""

MUCH_MORE = 1.5
"""How many times the columns of the best shipped table the generic one must read to be taken instead."""


@dataclass(frozen=True)
class Fit:
    """How a shipped table fits a sheet.

    Attributes:
        source: the mapping's name.
        table: the shipped table.
        taken: the sheet's column by the table's column.
        weight: how well it fits: many of its columns, and many of all of them.
    """

    source: str
    table: parts.Table
    taken: Mapping[str, Column]
    weight: float


def best_fits(profile: Profile, shipped: Mapping[str, parts.Mapping], generic: parts.Mapping) -> list[Fit]:
    """The table that fits a sheet best, with others of its mapping that read the same sheet; none where nothing fits.

    Args:
        generic: what any extract may hold; taken where no shipped table reads nearly as much.
    """
    found = [fit for name, mapping in shipped.items() for table in mapping.table for fit in _fit(profile, name, table)]
    any_ = _generic_fit(profile, generic)
    best = max(found, key=lambda fit: (fit.weight, fit.source, fit.table.name), default=None)
    if best is None or (any_ and len(any_[0].taken) > MUCH_MORE * len(best.taken)):
        return any_
    beside = [
        fit for fit in found if fit.source == best.source and fit is not best and _same_file(fit.table, best.table)
    ]
    return [best, *beside]


def _same_file(one: parts.Table, other: parts.Table) -> bool:
    return (one.file, one.sheet) == (other.file, other.sheet)


def _fit(profile: Profile, source: str, table: parts.Table) -> Iterator[Fit]:
    wanted = [name for name, column in table.columns.items() if column.headers]
    taken = _taken(profile, table)
    named = any(usable_keys(node, set(taken)) for node in table.node[:1])
    if named and len(taken) > 1 and len(taken) >= LEAST_TABLE * len(wanted):
        yield Fit(source, table, taken, len(taken) ** 2 / len(wanted))


def _generic_fit(profile: Profile, generic: parts.Mapping) -> list[Fit]:
    """The table that fits any extract, where any of its nodes can be named."""
    table = generic.table[0]
    taken = _taken(profile, table)
    named = any(usable_keys(node, set(taken)) for node in table.node)
    return [Fit(generic.extract.name, table, taken, 0.0)] if named else []


def _taken(profile: Profile, table: parts.Table) -> dict[str, Column]:
    """The sheet's column for each of a table's columns; the likeliest pair first, no column twice."""
    wanted = {name: column for name, column in table.columns.items() if column.headers}
    scored = [
        (_score(column, theirs), -place, -at, name)
        for place, (name, column) in enumerate(wanted.items())
        for at, theirs in enumerate(profile.columns)
        if not theirs.header.startswith("/")  # a mapping would take it for a pattern
    ]
    taken: dict[str, Column] = {}
    used: set[int] = set()
    for score, _, at, name in sorted(scored, reverse=True):
        if score >= LEAST and name not in taken and at not in used:
            taken[name] = profile.columns[-at]
            used.add(at)
    return {name: taken[name] for name in wanted if name in taken}


def _score(wanted: parts.Column, column: Column) -> float:
    """How likely a sheet's column is a table's column: by its header, then by whether its values read so."""
    alike = max((likeness(header, column.header) for header in _plain(wanted)), default=0.0)
    if not column.filled:
        return alike
    reads = column.reads.get(wanted.type, 1.0)
    if wanted.split is not None or wanted.type in ("codes_json", "adult_or_child"):
        return alike
    if wanted.type in STRONG:
        if reads < 0.6 or (wanted.type in ("date", "moment") and column.days == "month first"):
            return 0.0
        return max(0.9, alike) if wanted.type in SURE and reads > 0.9 else alike + 0.1 if alike else 0.0
    if reads < 0.6:
        return 0.0
    if wanted.codes:
        known = known_share(column, wanted.codes)
        own = sum(1 for text in column.codes if text.casefold() in {key.casefold() for key in wanted.values})
        return alike + 0.1 if known > 0.5 or own else alike - 0.2
    if max(column.reads[kind] for kind in ("upn", "nhs", "email")) > 0.9 and wanted.type != "id":
        return alike - 0.3
    return alike


def _plain(column: parts.Column) -> list[str]:
    return [header for header in column.headers if not header.startswith("/")]
