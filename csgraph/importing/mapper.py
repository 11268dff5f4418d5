"""From the typed rows of a table to nodes, identifiers and relationships, by the mapping's rules. Columns at a time."""

import re
from dataclasses import dataclass, field
from datetime import datetime, time

import pandas as pd

from csgraph.batch import hashed
from csgraph.importing.mapping import LinkRule, NodeRule, OneOrMore, PairRule, Written
from csgraph.importing.table import Rows


@dataclass
class Named:
    """The nodes that one node rule gives.

    Attributes:
        rule: the rule.
        keys: columns at (row position), key, label (missing until looked up); one row a node mentioned.
        same: columns at, key, other: identifiers that the same row gives for the same subject.
        elsewhere: rows whose key the extract describes by another label.
        shared: rows with an identifier that the extract gives to somebody else too.
    """

    rule: NodeRule
    keys: pd.DataFrame
    same: pd.DataFrame
    elsewhere: set[int] = field(default_factory=set)
    shared: list[int] = field(default_factory=list)


def name_nodes(rows: Rows, rule: NodeRule) -> Named:
    """The keys that a node rule gives, row by row."""
    cells = _chosen(rows.cells, rule)
    if rule.each is not None:
        cells = cells.explode(rule.each)
    candidates = [_filled(cells, template) for template in rule.keys]
    key = candidates[0]
    for other in candidates[1:]:
        key = key.where(key.notna(), other)
    keys = pd.DataFrame({"at": cells.index, "key": key.to_numpy(), "label": rule.label}, dtype=object).dropna(
        subset=["key"]
    )
    others = [
        pd.DataFrame({"at": cells.index, "key": key.to_numpy(), "other": o.to_numpy()}, dtype=object)
        for o in (candidates[1:] if rule.join else ())
    ]
    same = pd.concat(others) if others else pd.DataFrame(columns=["at", "key", "other"], dtype=object)
    same = same.dropna(subset=["key", "other"])
    same = same[same["key"] != same["other"]]
    shared = _shared(same)
    kept = same[~same["other"].isin(shared)].reset_index(drop=True)
    return Named(rule, keys.reset_index(drop=True), kept, shared=same.loc[same["other"].isin(shared), "at"].tolist())


def _shared(same: pd.DataFrame) -> set[str]:
    """Identifiers that the extract gives to more than one subject, as it does a team's mailbox: they join nobody."""
    holders = same.drop_duplicates(["key", "other"])["other"].value_counts()
    return set(holders.index[holders > 1])


def _chosen(cells: pd.DataFrame, rule: Written) -> pd.DataFrame:
    """The rows for which a rule holds."""
    chosen = pd.Series(True, index=cells.index)
    for column, wanted in rule.when.items():
        values = cells[column]
        hit = values.isin([w for w in wanted if w not in ("", "*")])
        for pattern in (w for w in wanted if w.startswith("/")):
            hit |= values.map(lambda v, p=pattern: v is not None and re.search(p.strip("/"), str(v)) is not None)
        hit |= values.isna() if "" in wanted else False
        hit |= values.notna() if "*" in wanted else False
        chosen &= hit
    return cells[chosen]


def _filled(cells: pd.DataFrame, template: str) -> pd.Series:
    """A key template filled from its columns; missing where any of them is. {#column} puts in a hash of the value."""
    first, *rest = re.split(r"{(#?\w+)}", template)
    filled: list[str | None] = [first] * len(cells)
    for column, after in zip(rest[::2], rest[1::2], strict=True):
        values = [as_text(value) for value in cells[column.lstrip("#")].tolist()]
        if column.startswith("#"):
            values = [hashed(value) if value else "" for value in values]
        filled = [
            None if text is None or not value else text + value + after
            for text, value in zip(filled, values, strict=True)
        ]
    return pd.Series(filled, index=cells.index, dtype=object)


def as_text(value: object) -> str:
    """A value as part of a key; a day without its time."""
    if isinstance(value, datetime):
        return value.isoformat() if value.time() != time() else value.date().isoformat()
    return "" if value is None or value != value else str(value)


def properties_at(rows: Rows, rule: Written, at: pd.Series) -> pd.DataFrame:
    """The properties that a rule sets, for some row positions; columns are property names."""
    taken = rows.cells.loc[at.tolist()]
    values: dict[str, object] = {name: _taken(taken, source) for name, source in rule.set.items()}
    values |= {name: [value] * len(taken) for name, value in rule.fixed.items()}
    return pd.DataFrame(values, index=range(len(taken)), dtype=object)


def _taken(cells: pd.DataFrame, source: OneOrMore) -> list[object]:
    """The values of a column, of a text with braces, or of the first of several columns that a row fills."""
    sources = [source] if isinstance(source, str) else source
    columns = [(_filled(cells, one) if "{" in one else cells[one]).tolist() for one in sources]
    return [next((value for value in row if value is not None), None) for row in zip(*columns, strict=True)]


def link_rows(rows: Rows, rule: LinkRule, named: dict[str, Named]) -> pd.DataFrame:
    """The relationships of a link rule: columns at, at_other (rows of the two
    ends), from_key, from_label, to_key, to_label."""
    chosen = _chosen(rows.cells, rule).index
    start, end = named[rule.start].keys, named[rule.end].keys
    joined = start[start["at"].isin(chosen)].merge(end, on="at", suffixes=("_a", "_b"))
    joined = joined[joined["key_a"] != joined["key_b"]]
    return _ends(joined.assign(at_b=joined["at"]))


def pair_rows(rows: Rows, rule: PairRule, named: dict[str, Named]) -> pd.DataFrame:
    """The relationships of a pair rule, between rows that share its group; each pair of equals once."""
    cells = _chosen(rows.cells, rule)
    group = cells[rule.group].dropna().rename("group")
    start, end = (named[name].keys.merge(group, left_on="at", right_index=True) for name in (rule.start, rule.end))
    joined = start.merge(end, on="group", suffixes=("_a", "_b"))
    joined = joined[joined["key_a"] != joined["key_b"]]
    if rule.start == rule.end:
        joined = joined[joined["key_a"] < joined["key_b"]]
    return _ends(joined.rename(columns={"at_a": "at"}).drop_duplicates(["key_a", "key_b"]))


def _ends(joined: pd.DataFrame) -> pd.DataFrame:
    names = {
        "at_b": "at_other",
        "key_a": "from_key",
        "label_a": "from_label",
        "key_b": "to_key",
        "label_b": "to_label",
    }
    return joined.rename(columns=names)[["at", *names.values()]].reset_index(drop=True)
