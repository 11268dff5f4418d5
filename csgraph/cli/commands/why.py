"""csgraph why."""

from collections.abc import Hashable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from csgraph.cli.options import as_of_option, output_options, sharing_options, store_option, tell_head

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.store import Store
    from csgraph.store.provenance import Subject

HEADINGS = {
    "value": "What is recorded",
    "relationship": "Relationships",
    "identifier": "Identifiers, and what joined them",
}
BETWEEN = "Nothing is recorded between the two."
MARKS = {"shown": "✓", "conflict": "≠", "earlier": "·", "not shown": "·", "joined": "=", "apart": "≠"}


@click.command("why")
@click.argument("subject")
@click.argument("other", required=False)
@store_option
@as_of_option
@sharing_options
@output_options
def command(
    subject: str, other: str | None, where: str | None, as_of: date | None,
    identifiable: bool, labels: str, include: tuple[str, ...], purpose: str | None, form: str, out: str | None,
) -> None:  # fmt: skip
    """Say where every value and relationship of SUBJECT comes from: source, file, row, batch, recorder, reliability.

    SUBJECT is any identifier of a child, adult, professional, place, group or record, or a pseudonym. With OTHER, only
    the relationships between the two. Values that two sources give differently are both shown; one is marked as shown.

    \b
    Example:
      csgraph why ssd:4100003 --purpose "strategy meeting 12 November"
      csgraph why ssd:4100003 police:N1688953 --identifiable --format csv --out why.csv
    """
    from csgraph.cli.output import check_form, show
    from csgraph.governance.audit import permit
    from csgraph.governance.purpose import needed
    from csgraph.governance.sharing import Shared, Sharing
    from csgraph.governance.showing_why import identifiers_shown, shown_facts, subject_called
    from csgraph.network.as_of import default_as_of
    from csgraph.store import open_store
    from csgraph.store.provenance import why

    reason = needed(purpose)
    check_form(form, out)
    with open_store(where, read_only=True) as store:
        shared = Shared(store, Sharing(identifiable, labels, frozenset(include)))
        about = _subject(store, subject)
        second = _subject(store, other) if other else None
        found = why(shared.store, about, second)
        rows = shown_facts(found, shared, as_of or default_as_of(store))
        called, identifiers = subject_called(found, shared), identifiers_shown(found, shared)
        head = permit(
            "why" if other is None else "why of two",
            purpose=reason,
            store=store,
            subjects=shared.subjects | {about.id},
            identifiable=identifiable,
            included=include,
            outputs=[out] if out else [],
        )
    title = f"{about.label} {called}"
    if form == "table" and out is None:
        _print(title, identifiers, rows, "Nothing is recorded of it." if second is None else BETWEEN)
    else:
        show(rows, form, out, title="Why", about={"About": title, "Purpose": reason, "Audit": head})
    for sentence in shared.told():
        click.echo(sentence, err=True)
    tell_head(head)


def _subject(store: "Store", typed: str) -> "Subject":
    from csgraph.governance.pseudonyms import is_pseudonym, people_behind
    from csgraph.store.provenance import find_subject

    known = people_behind(store, [typed])[typed] if is_pseudonym(typed) else typed
    return find_subject(store, known)


def _print(title: str, identifiers: list[str], rows: "pd.DataFrame", nothing: str) -> None:
    click.echo(f"{title} — {', '.join(identifiers)}")
    for what, heading in HEADINGS.items():
        part = rows[rows["what"] == what]
        if not len(part):
            continue
        click.echo(f"\n{heading}")
        for row in part.to_dict("records"):
            click.echo(f"  {MARKS[row['standing']]} {_fact(row)}")
            click.echo(f"      {_source(row)}")
    if not len(rows):
        click.echo(nothing)
    click.echo("\n✓ shown   ≠ says otherwise   · not shown, or earlier   = joined by")


def _fact(row: dict[Hashable, Any]) -> str:
    days = "".join(f" {word} {_day(row[name])}" for word, name in (("from", "start"), ("to", "end")) if _day(row[name]))
    other = " ".join(part for part in (row["other_label"], row["other_is"], row["other"]) if _said(part))
    said = row["value"] if _said(row["value"]) else ""
    match row["what"]:
        case "value":
            return f"{row['name']}: {said} — {row['standing']}: {row['because']}"
        case "relationship":
            told = f" ({said})" if said else ""
            return f"{row['name']} {other}{told}{days} — {row['standing']}: {row['because']}"
        case _:
            return (
                f"{row['name']} {'and' if row['standing'] == 'joined' else 'is not'} {row['other']} — {row['because']}"
            )


def _source(row: dict[Hashable, Any]) -> str:
    where = f"{row['file']}, row {row['row']}" if _said(row["file"]) else "no file"
    record = (
        f", record {row['record']}" if _said(row.get("record")) and not str(row["record"]).startswith("row ") else ""
    )
    told = f"{row['source']} ({row['recorded_by']}), {row['reliability']}, recorded {_day(row['recorded_on'])}"
    return f"{told}: {where}{record} ({row['batch']})"


def _said(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _day(value: Any) -> str:
    return "" if value is None or value != value else f"{value:%Y-%m-%d}"
