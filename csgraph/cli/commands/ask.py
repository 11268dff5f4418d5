"""csgraph ask."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from csgraph.cli.options import (
    Choosable,
    SinceDay,
    about_options,
    as_of_option,
    output_options,
    sharing_options,
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
@click.option(
    "--since",
    type=SinceDay(),
    help="The day to compare with, for what has changed; `last` for that of the last run. Default: the question's own.",
)
@about_options
@sharing_options
@output_options
@click.option("--figure", help="Print one of the figures beside the findings instead.")
def command(
    question: str | None, where: str | None, as_of: date | None, since: date | str | None,
    identifiable: bool, labels: str, include: tuple[str, ...], purpose: str | None,
    form: str, out: str | None, figure: str | None, **about: Any,
) -> None:  # fmt: skip
    """Ask a QUESTION and print the findings with their reasons, sources, caveats and next step; without one, list them.

    People are shown by initials and pseudonyms, places where somebody lives without their name, and counts under 5 not
    at all, unless --identifiable. What the pseudonyms stand for: csgraph who.

    \b
    Example:
      csgraph ask missing-links --child ssd:10042 --purpose "strategy meeting 12 November"
      csgraph ask risky-places --as-of 2026-10-31 --format xlsx --out places.xlsx
      csgraph ask closures --team "Exploitation team" --boundary outside-the-home
    """
    if question is None:
        _list_questions(form, out)
        return
    from csgraph.cli.output import check_form, show
    from csgraph.governance.answering import answered, asked
    from csgraph.governance.audit import last_asked, permit
    from csgraph.governance.purpose import needed
    from csgraph.governance.sharing import Shared, Sharing
    from csgraph.questions import all_questions
    from csgraph.questions.asked_about import About
    from csgraph.store import open_store
    from csgraph.store.remembering import remembering

    why = needed(purpose)
    check_form(form, out)
    with open_store(where, read_only=True) as store:
        shared = Shared(remembering(store), Sharing(identifiable, labels, frozenset(include)))
        typed = About(**about)
        compared = last_asked(store, f"ask {question}") if since == "last" else since
        asking = asked(shared, typed, as_of, compared)  # type: ignore[arg-type]  # a day: `last` was looked up
        findings = answered(shared, question, asking, typed)
        rows = _chosen(findings, figure)
        rows = rows if form != "table" or figure else _brief(rows)
        shown = shared.table(rows if form != "table" or out else rows.head(MOST), asking.as_of)
        head = permit(
            f"ask {question} as of {asking.as_of}" + (f" --figure {figure}" if figure else ""),
            purpose=why,
            store=store,
            subjects=shared.subjects | ((asking.children or frozenset()) if typed.children else frozenset()),
            identifiable=identifiable,
            included=include,
            outputs=[out] if out else [],
        )
    title = f"{all_questions()[question].title}, as of {findings.as_of:%d %B %Y}"
    show(shown, form, out, title=title, about={"About": title, "Purpose": why, "Audit": head})
    if form == "table":
        _tell_beside(findings, figure, len(rows) - len(shown))
    for sentence in shared.told():
        click.echo(sentence, err=True)
    tell_head(head)


BRIEF = ("subject", "subject_is", "day", "state", "basis", "finding", "next_step")
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
        click.echo(
            f"… and {more} more. Narrow it (--child, --team …), or have all of it with --format xlsx --out FILE."
        )
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
