"""Says what an import did, or what it would do: in words, or as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from csgraph.importing.report import Notice, Rejection
    from csgraph.importing.suggestions import Suggestion
    from csgraph.loading import Loaded

FEW = 10
"""Rejected rows, or rows of one reason, that are told on the screen."""

NOTICE_KINDS = {"unknown_code": "code", "unmapped_column": "column"}
"""Kind of suggestion by kind of notice."""


def tell(loaded: "Loaded", form: str, *, dry_run: bool) -> None:
    """Say what one import did, or would do; `form` is `text` or `json`."""
    if form == "json":
        click.echo(json.dumps({"dry_run": dry_run, **as_json(loaded)}, ensure_ascii=False, indent=1))
        return
    report = loaded.report
    if loaded.outcome.known:
        changed = "an import would change nothing" if dry_run else "nothing changed"
        click.echo(f"{report.source}: this extract is loaded already; {changed}.")
        return
    if dry_run:
        click.echo("Nothing was written. An import would do this:")
    click.echo(f"{report.source}: {report.read} rows read, {report.loaded} loaded, {report.rejected} rejected.")
    _tell_figures(loaded)
    for line in _rejected(report.rejections, every=dry_run):
        click.echo(f"  {line}")
    if loaded.rejects:
        click.echo(f"  all of them, with the rows: {loaded.rejects}")
    _tell_notices(loaded)
    _tell_conflicts(loaded)


def _tell_conflicts(loaded: "Loaded") -> None:
    for one in loaded.conflicts:
        rows = ", ".join(f"{file}, row {row}" for file, row in one.rows)
        more = " …" if one.count > len(one.rows) else ""
        what = f"{one.label}.{one.property}: {one.count} differ from what {one.source} ({one.recorded_by}) says"
        click.echo(f"  conflict: {what}: {rows}{more}. Both are kept; csgraph why shows them.")


def as_json(loaded: "Loaded") -> dict[str, Any]:
    """What an import did or would do, without any value but codes."""
    report = loaded.report
    return {
        "mapping": report.source,
        "known": loaded.outcome.known,
        "rows": {"read": report.read, "loaded": report.loaded, "rejected": report.rejected},
        "figures": loaded.figures.to_dict("records"),
        "joined": loaded.outcome.joined,
        "rejected": [{"file": r.file, "row": r.row, "column": r.column, "reason": r.reason} for r in report.rejections],
        "notices": [
            {"kind": n.kind, "file": n.file, "row": n.row, "column": n.column, "text": n.text, "count": n.count}
            for n in report.notices
        ],
        "suggestions": [asdict(one) for one in loaded.suggestions],
        "conflicts": [asdict(one) for one in loaded.conflicts],
    }


def _tell_figures(loaded: "Loaded") -> None:
    report, outcome = loaded.report, loaded.outcome
    silent = report.read - report.loaded - report.rejected
    if silent > 0:
        click.echo(f"  {silent} rows say nothing that the graph holds, such as “none found”.")
    nodes = f"{outcome.nodes_added} new, {outcome.nodes_changed} changed, {outcome.joined} joined by an identifier"
    click.echo(f"  nodes: {nodes}; relationships: {outcome.links_added} new, {outcome.links_again} seen before.")
    for _, name, *counts in loaded.figures.itertuples(index=False, name=None):
        words = zip(counts, ("new", "changed", "unchanged", "joined to others or removed"), strict=True)
        click.echo(f"    {name}: {', '.join(f'{count} {word}' for count, word in words if count)}")


def _rejected(rejections: "list[Rejection]", *, every: bool) -> Iterator[str]:
    """The first rejected rows; or every reason with its first rows, where no list of them is written."""
    if not every:
        yield from (f"rejected: {_place(one)}: {one.reason}" for one in rejections[:FEW])
        if len(rejections) > FEW:
            yield f"… and {len(rejections) - FEW} more"
        return
    groups: dict[tuple[str, str, str], list[int]] = {}
    for one in rejections:
        groups.setdefault((one.file, one.column, one.reason), []).append(one.row)
    for (file, column, reason), rows in groups.items():
        listed = ", ".join(map(str, rows[:FEW])) + (" …" if len(rows) > FEW else "")
        which = f"row {listed}" if len(rows) == 1 else f"{len(rows)} rows ({listed})"
        yield f"rejected: {file}, {which}{f', {column}' if column else ''}: {reason}"


def _tell_notices(loaded: "Loaded") -> None:
    for notice in loaded.report.notices:
        count = f" ({notice.count} rows)" if notice.count > 1 else ""
        click.echo(f"  note: {_place(notice)}: {notice.text}{count}")
        for one in _suggested(notice, loaded.suggestions):
            click.echo(f"    add {one.line} to {one.where}")


def _suggested(notice: "Notice", every: "list[Suggestion]") -> "Iterator[Suggestion]":
    kind = NOTICE_KINDS.get(notice.kind)
    values = {notice.value, *notice.value.split("; ")}
    for one in every:
        same = one.kind == kind and (one.file, one.column) == (notice.file, notice.column)
        if same and one.line and one.about in values:
            yield one


def _place(one: "Notice | Rejection") -> str:
    row = f", row {one.row}" if one.row else ""
    return f"{one.file}{row}{f', {one.column}' if one.column else ''}"
