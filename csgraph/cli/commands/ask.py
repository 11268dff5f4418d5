"""csgraph ask."""

from datetime import date
from typing import TYPE_CHECKING

import click

from csgraph.cli.options import (
    Choosable,
    as_of_option,
    children_option,
    identifiable_options,
    output_options,
    store_option,
    tell_head,
)

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.findings import Findings


def _questions() -> list[str]:
    from csgraph.questions import all_questions

    return list(all_questions())


@click.command("ask")
@click.argument("question", type=Choosable("question", _questions), required=False)
@store_option
@as_of_option
@children_option
@identifiable_options
@output_options
@click.option("--figure", help="Print one of the figures beside the findings instead.")
def command(
    question: str | None, where: str | None, as_of: date | None, children: tuple[str, ...],
    identifiable: bool, purpose: str | None, form: str, out: str | None, figure: str | None,
) -> None:  # fmt: skip
    """Ask a QUESTION and print the findings with their reasons, sources, caveats and next step; without one, list them.

    \b
    Example:
      csgraph ask missing-links --child ssd:10042
      csgraph ask risky-places --as-of 2026-10-31 --format xlsx --out places.xlsx
    """
    if question is None:
        _list_questions(form, out)
        return
    from csgraph.cli.output import show
    from csgraph.findings import Asking
    from csgraph.governance.audit import permit
    from csgraph.governance.naming import with_labels
    from csgraph.network.as_of import default_as_of
    from csgraph.network.identifiers import resolved_children
    from csgraph.questions import all_questions
    from csgraph.store import open_store

    with open_store(where, read_only=True) as store:
        about = resolved_children(store, children) if children else None
        head = permit(
            f"ask {question}",
            identifiable=identifiable,
            purpose=purpose,
            store=store,
            subjects=tuple(sorted(about or ())),
        )
        findings = all_questions()[question].answer(store, Asking(as_of or default_as_of(store), about))
        rows = with_labels(store, _chosen(findings, figure), identifiable=identifiable)
    rows = rows if form != "table" or figure else _brief(rows)
    shown = rows if form != "table" or out else rows.head(MOST)
    show(shown, form, out, title=f"{all_questions()[question].title}, as of {findings.as_of:%d %B %Y}")
    tell_head(head)
    if form == "table":
        _tell_beside(findings, figure, len(rows) - len(shown))


BRIEF = ("subject", "subject_is", "state", "basis", "finding", "next_step")
"""Columns that fit on a screen; the files have all of them."""
MOST = 40
"""Rows that a person reads on a screen."""


def _brief(rows: "pd.DataFrame") -> "pd.DataFrame":
    return rows[[column for column in BRIEF if column in rows]]


def _chosen(findings: "Findings", figure: str | None) -> "pd.DataFrame":
    from csgraph.errors import CsgraphError

    if figure is None:
        return findings.table
    if figure not in findings.figures:
        raise CsgraphError(f"There is no figure {figure}.", f"There are: {', '.join(findings.figures) or 'none'}.")
    return findings.figures[figure]


def _tell_beside(findings: "Findings", figure: str | None, more: int) -> None:
    if more > 0:
        click.echo(f"… and {more} more. Narrow it with --child, or have all of it with --format xlsx --out FILE.")
    if figure is None:
        click.echo("Reasons, sources and what would change each finding are in --format csv, json and xlsx.")
    for caveat in findings.caveats:
        click.echo(f"Note: {caveat}")
    if findings.figures and figure is None:
        click.echo(f"Figures beside it (--figure NAME): {', '.join(findings.figures)}")


def _list_questions(form: str, out: str | None) -> None:
    import pandas as pd

    from csgraph.cli.output import show
    from csgraph.questions import all_questions

    rows = [(q.name, q.title, q.concern) for q in all_questions().values()]
    show(pd.DataFrame(rows, columns=["question", "title", "answers the concern"]), form, out, title="Questions")
