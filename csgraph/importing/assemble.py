"""Collects what the tables of one extract assert into the frames of a batch."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from csgraph import model
from csgraph.batch import JOINED, Joint, link_columns, node_columns
from csgraph.frames import frame
from csgraph.importing.mapper import Named, as_text, link_rows, name_nodes, pair_rows, properties_at
from csgraph.importing.mapping import LinkRule, Mapping, PairRule
from csgraph.importing.report import Notice, Rejection, Report
from csgraph.importing.table import Rows
from csgraph.schema import Kind


@dataclass
class Assembled:
    """Frames by label and joint, as `csgraph.batch.Batch` holds them."""

    nodes: dict[str, pd.DataFrame] = field(default_factory=dict)
    links: dict[Joint, pd.DataFrame] = field(default_factory=dict)
    same: pd.DataFrame = field(default_factory=lambda: frame(JOINED, {}))
    roles_named: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Stated:
    """The provenance columns of one table's rows, by row position."""

    frame: pd.DataFrame

    def at(self, positions: pd.Series) -> pd.DataFrame:
        """Of some rows, with a fresh index."""
        return self.frame.loc[positions.tolist()].reset_index(drop=True)


def assemble(mapping: Mapping, tables: Iterable[Rows], report: Report, extracted_on: pd.Timestamp) -> Assembled:
    """Map every table, look up labels across them, and gather the frames; adds to the report."""
    mapped = [(rows, {rule.name: name_nodes(rows, rule) for rule in rows.table.node}) for rows in tables]
    labels = _declared(named for _, nodes in mapped for named in nodes.values())
    nodes: dict[str, list[pd.DataFrame]] = {}
    links: dict[Joint, list[pd.DataFrame]] = {}
    same: list[pd.DataFrame] = []
    for rows, named in mapped:
        stated = _stated(mapping, rows, extracted_on)
        positions: set[int] = set()
        for one in named.values():
            _look_up(one, labels)
            same.append(_same(one, stated))
            report.notices += _shared_identifiers(rows, one)
            positions |= set(one.same["at"])
            if one.rule.set or one.rule.fixed:
                nodes.setdefault(one.rule.label or one.rule.labels[0], []).append(_asserted(rows, one, stated))
                positions |= set(one.keys["at"])
        rules: list[LinkRule | PairRule] = [*rows.table.link, *rows.table.pair]
        for rule in rules:
            made = _linked(rows, rule, named, stated, report)
            positions |= {at for ends in ("at", "at_other") for at in made.pop(ends)}
            for joint, part in _by_joint(rule.type, made):
                links.setdefault(joint, []).append(part)
        report.used.setdefault(rows.where, set()).update(rows.cells.loc[sorted(positions), "row"])
        report.notices += _described_otherwise(rows, list(named.values()))
    return Assembled(
        {label: _typed(parts, node_columns(label)) for label, parts in sorted(nodes.items())},
        {joint: _typed(parts, link_columns(joint[0])) for joint, parts in sorted(links.items())},
        _typed(same, JOINED),
        {role for rows, _ in mapped for role in _roles_named(rows)},
    )


def _roles_named(rows: Rows) -> set[str]:
    """Roles that any row names, those that say that nobody was found among them."""
    columns = [name for name, column in rows.table.columns.items() if column.codes == "role"]
    return {role for name in columns for role in rows.cells[name].dropna()}


def _typed(parts: list[pd.DataFrame], columns: dict[str, Kind]) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    return frame(columns, pd.concat([p.astype(object) for p in filled], ignore_index=True) if filled else {})


def _stated(mapping: Mapping, rows: Rows, extracted_on: pd.Timestamp) -> Stated:
    """Who said each row, where, when and how surely."""
    table, cells = rows.table, rows.cells
    row_name = pd.Series([f"row {row}" for row in cells["row"]], index=cells.index, dtype=object)
    record = _joined(cells, table.record) if table.record else row_name
    missing = [None] * len(cells)
    recorder = cells[table.recorded_by] if table.recorded_by else pd.Series(missing, dtype=object)
    said = cells[table.reliability] if table.reliability else pd.Series(missing, dtype=object)
    # What lies ahead cannot have been recorded then, and would be the latest word until then.
    days = cells[table.recorded_on].tolist() if table.recorded_on else missing
    days = [day if day is not None and day < extracted_on + pd.Timedelta(days=1) else None for day in days]
    recorded = pd.Series(days, index=cells.index, dtype=object)
    columns = {
        "record": record.where(record.notna(), row_name),
        "row": cells["row"],
        "table": table.name,
        "file": rows.where,
        "recorded_by": recorder.where(recorder.notna(), mapping.extract.agency),
        "reliability": said.where(said.notna(), mapping.extract.reliability),
        "recorded_on": recorded.where(recorded.notna(), extracted_on),
    }
    return Stated(pd.DataFrame(columns, index=cells.index))


def _joined(cells: pd.DataFrame, columns: list[str]) -> pd.Series:
    """The record's own id; missing where any part of it is."""
    parts = zip(*(cells[column].tolist() for column in columns), strict=True)
    joined = ["/".join(map(as_text, row)) if all(part is not None for part in row) else None for row in parts]
    return pd.Series(joined, index=cells.index, dtype=object)


def _declared(named: Iterable[Named]) -> dict[str, list[str]]:
    """Labels by key, of every node whose rule states its label."""
    declared: dict[str, list[str]] = {}
    for one in named:
        if one.rule.label is not None:
            for key in one.keys["key"].unique():
                declared.setdefault(key, []).append(one.rule.label)
    return declared


def _look_up(one: Named, labels: dict[str, list[str]]) -> None:
    """Give each key of a looked-up node the first of its possible labels that the extract declares.

    A key that the extract declares as something else is no such node. One that it does not declare at all is kept as a
    far end where it can have only one label; where it can have several, the relationship's row is rejected.
    """
    if one.rule.label is not None:
        return
    possible = one.rule.labels
    alone = possible[0] if len(possible) == 1 else None
    keys = one.keys["key"].unique()
    found = {key: next((label for label in possible if label in labels.get(key, ())), alone) for key in keys}
    other = {key for key in keys if key in labels and not set(possible) & set(labels[key])}
    away = one.keys["key"].isin(other)
    one.elsewhere = set(one.keys.loc[away, "at"])
    one.keys = one.keys[~away].assign(label=one.keys.loc[~away, "key"].map(found)).reset_index(drop=True)


def _described_otherwise(rows: Rows, named: list[Named]) -> list[Notice]:
    """Rows of which no rule takes the person, because the extract describes them as something else."""
    taken: set[int] = set().union(*(one.keys["at"] for one in named))
    positions = set().union(*(one.elsewhere for one in named)) - taken
    if not positions:
        return []
    text = "names somebody whom this extract describes otherwise, such as an adult where a child is meant; left out."
    first = int(rows.cells["row"][min(positions)])
    return [Notice("described_otherwise", rows.where, first, "", rows.table.name, text, len(positions))]


def _shared_identifiers(rows: Rows, one: Named) -> list[Notice]:
    """Rows whose further identifier several subjects of the extract carry: it cannot be told whose it is."""
    if not one.shared:
        return []
    text = f"the {one.rule.name}'s further identifier is given to somebody else too, and joins nobody."
    first = int(rows.cells["row"][min(one.shared)])
    return [Notice("shared_identifier", rows.where, first, "", one.rule.name, text, len(one.shared))]


def _same(one: Named, stated: Stated) -> pd.DataFrame:
    keys = one.same.merge(one.keys[["at", "key", "label"]].drop_duplicates(), on=["at", "key"]).dropna(subset=["label"])
    keys = keys.drop_duplicates(["label", "key", "other"]).reset_index(drop=True)
    return pd.concat([keys[["label", "key", "other"]], stated.at(keys["at"]).drop(columns="table")], axis=1)


def _asserted(rows: Rows, one: Named, stated: Stated) -> pd.DataFrame:
    return pd.concat(
        [one.keys[["key"]], stated.at(one.keys["at"]), properties_at(rows, one.rule, one.keys["at"])], axis=1
    )


def _linked(
    rows: Rows, rule: LinkRule | PairRule, named: dict[str, Named], stated: Stated, report: Report
) -> pd.DataFrame:
    """The relationships of one rule; those whose ends the extract does not describe are rejected, not dropped."""
    ends = link_rows(rows, rule, named) if isinstance(rule, LinkRule) else pair_rows(rows, rule, named)
    pairs = list(zip(ends["from_label"], ends["to_label"], strict=True))
    allowed = pd.Series([pair in model.LINK[rule.type].pairs for pair in pairs], index=ends.index, dtype=bool)
    for place in ends.index[~allowed]:
        report.rejections.append(_unjoined(rows, int(ends["at"][place]), rule.type, pairs[place]))
    kept = ends[allowed].reset_index(drop=True)
    written = properties_at(rows, rule, kept["at"])
    base = stated.at(kept["at"]).drop(columns=["table", *(c for c in ("recorded_on",) if c in written)])
    return pd.concat([kept, base, written], axis=1)


def _unjoined(rows: Rows, at: int, type_: str, pair: tuple[object, object]) -> Rejection:
    """A row whose relationship has an end that the extract does not describe, or that the model does not allow."""
    described = all(isinstance(label, str) for label in pair)
    reason = f"{type_} cannot join {pair[0]} to {pair[1]}" if described else "names what this extract does not describe"
    return Rejection(rows.where, int(rows.cells["row"][at]), "", reason, tuple(rows.raw[at]))


def _by_joint(type_: str, made: pd.DataFrame) -> Iterable[tuple[Joint, pd.DataFrame]]:
    if not len(made):
        return
    for (start, end), part in made.groupby(["from_label", "to_label"], sort=True):
        yield (type_, str(start), str(end)), part.drop(columns=["from_label", "to_label"])
