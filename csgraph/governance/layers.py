"""Restricted layers: records that leave the store only when they are asked for by name.

They are left out before anything is worked out, so that no finding, map or export can rest on them or hint at them.
What a layer is stands in rules/restricted_layers.toml.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import pandas as pd

from csgraph import model
from csgraph.errors import CsgraphError, StoreError
from csgraph.folders import find
from csgraph.store import Store, Transaction
from csgraph.store.queries import Query, named_query

T = TypeVar("T")
FILE = "restricted_layers.toml"
CONDITIONS = ("source", "recorded_by", "reliability", "kind")
TYPES = re.compile(r"\[\w*:([A-Z_]+)")
LABELS = re.compile(r"\(\w*:`?([A-Za-z]+)`?")


@dataclass(frozen=True)
class Rule:
    """One rule of a layer.

    Attributes:
        conditions: by column, the patterns of which one must fit.
        types: relationship types that it is about; empty for every type.
        properties: pairs of a label and its property, which are emptied; the conditions do not matter then.
    """

    conditions: Mapping[str, tuple[str, ...]]
    types: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Layer:
    """One restricted layer: the name that asks for it, its title in words, its rules."""

    name: str
    title: str
    rules: tuple[Rule, ...]


@cache
def layers() -> dict[str, Layer]:
    """The restricted layers by name, the person's own file before the shipped one.

    Raises:
        CsgraphError: the file is missing or cannot be used; then nothing may be shown.
    """
    path = find("rules", FILE)
    if path is None:
        raise CsgraphError(f"There is no rules/{FILE}: what is restricted is unknown.", "Reinstall csgraph.")
    return read_layers(path)


def read_layers(path: Path) -> dict[str, Layer]:
    """The layers of a file.

    Raises:
        CsgraphError: it cannot be used.
    """
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))["layer"]
        found = [Layer(one["name"], one["title"], tuple(_rule(rule) for rule in one["rule"])) for one in read]
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as fault:
        raise CsgraphError(f"rules/{path.name} cannot be used ({fault}).", "Nothing is shown until it can.") from None
    return {layer.name: layer for layer in found}


def _rule(given: Mapping[str, Any]) -> Rule:
    unknown = set(given) - {*CONDITIONS, "type", "property"}
    if unknown:
        raise ValueError(f"no rule knows {', '.join(sorted(unknown))}")
    if not given:
        raise ValueError("a rule without a condition")
    types = tuple(given.get("type", ()))
    if not set(types) <= set(model.LINK):
        raise ValueError("a type that the graph does not have")
    properties = tuple(
        (str(label), str(name)) for label, _, name in (p.partition(".") for p in given.get("property", ()))
    )
    if any(label not in model.NODE or name not in _names(label) for label, name in properties):
        raise ValueError("a property that the graph does not have")
    return Rule({name: tuple(given[name]) for name in CONDITIONS if name in given}, types, properties)


def _names(label: str) -> set[str]:
    return {p.name for p in model.node_properties(label)}


def allowed(include: Collection[str]) -> frozenset[str]:
    """The names of layers that were asked for.

    Raises:
        CsgraphError: there is no such layer.
    """
    unknown = set(include) - set(layers())
    if unknown:
        raise CsgraphError(
            f"There is no restricted layer {', '.join(sorted(unknown))}.", f"There are: {', '.join(layers())}."
        )
    return frozenset(include)


@dataclass
class Layered:
    """A store without its restricted layers, for reading; see `Store`.

    Attributes:
        store: the store.
        include: names of the layers that were asked for.
        withheld: by layer, what was left out so far; read by `told`.
    """

    store: Store
    include: frozenset[str] = frozenset()
    withheld: dict[str, set[object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.url, self.engine = self.store.url, self.store.engine

    def read(self, name: str, **parameters: object) -> pd.DataFrame:
        """See `Store.read`; without what is restricted."""
        return self._open(named_query(name), self.store.read(name, **parameters))

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """See `Store.ask`; without what is restricted."""
        return self._open(query, self.store.ask(query, **parameters))

    def write(self, work: Callable[[Transaction], T]) -> T:  # noqa: ARG002
        """Refused: what was read here lacks records."""
        raise StoreError("A store without its restricted layers is for reading only.")

    def keep(self, batch_id: str, frames: dict[str, pd.DataFrame]) -> None:  # noqa: ARG002
        """Refused, as writing is."""
        raise StoreError("A store without its restricted layers is for reading only.")

    def prepare(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """See `Store.close`."""
        self.store.close()

    def __getattr__(self, name: str) -> Any:
        # What further engines offer beside the protocol, such as an embedded store's folder.
        return getattr(self.store, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def told(self) -> list[str]:
        """One sentence a layer that something was left out of."""
        return [
            f"Withheld: {len(self.withheld[name])} {'record' if len(self.withheld[name]) == 1 else 'records'} of "
            f"{layers()[name].title}. The answer is worked out without them (--include {name})."
            for name in sorted(self.withheld)
            if self.withheld[name]
        ]

    def _open(self, query: Query, rows: pd.DataFrame) -> pd.DataFrame:
        types, labels = set(TYPES.findall(query.text)), set(LABELS.findall(query.text))
        for layer in layers().values():
            if layer.name in self.include:
                continue
            for rule in layer.rules:
                rows = self._without(layer.name, rule, rows, types, labels)
        return rows

    def _without(self, layer: str, rule: Rule, rows: pd.DataFrame, types: set[str], labels: set[str]) -> pd.DataFrame:
        kept = self.withheld.setdefault(layer, set())
        for label, name in rule.properties:
            column = _column(rows, name)
            if label in labels and column is not None:
                held = rows[column].notna()
                kept |= {(label, name, one) for one in _keys(rows[held])}
                rows = rows.assign(**{column: rows[column].where(~held)})
        restricted = None if rule.properties else _fits(rule, rows, types)
        if restricted is None or not restricted.any():
            return rows
        kept |= set(_keys(rows[restricted]))
        return rows[~restricted].reset_index(drop=True)


def _fits(rule: Rule, rows: pd.DataFrame, types: set[str]) -> pd.Series | None:
    """Which rows a rule restricts; None where the rows cannot be of its sort."""
    if rule.types and not types.intersection(rule.types):
        return None
    fits = pd.Series(data=True, index=rows.index, dtype=bool)
    for name, patterns in rule.conditions.items():
        column = _column(rows, name)
        if column is None:
            return None
        values = {one: any(fnmatchcase(str(one), p) for p in patterns) for one in rows[column].dropna().unique()}
        fits &= rows[column].map(values).fillna(value=False).astype(bool)
    return fits


def _column(rows: pd.DataFrame, name: str) -> str | None:
    """The column of a property, as files of cypher/ or queries made from the model call it."""
    return next((one for one in (name, f"r_{name}", f"p_{name}") if one in rows), None)


def _keys(rows: pd.DataFrame) -> list[object]:
    """What tells one record from another, so that one read twice is counted once."""
    cited = [c for c in (_column(rows, name) for name in ("batch", "record", "row")) if c]
    if len(cited) == 3:
        return list(rows[cited].astype(str).itertuples(index=False, name=None))
    own = next((c for c in ("r_id", "p_id", "id") if c in rows), None)
    columns = [own] if own else list(rows.columns)
    return list(rows[columns].astype(str).itertuples(index=False, name=None))
