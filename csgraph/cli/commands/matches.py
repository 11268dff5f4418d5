"""csgraph matches."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csgraph.cli.options import output_options, purpose_option, store_option, tell_head
from csgraph.errors import CsgraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csgraph.cli.match_view import View
    from csgraph.linkage.decisions import Decision
    from csgraph.linkage.proposals import Proposal
    from csgraph.store import Store

KINDS = {"children": "Child", "adults": "Adult", "professionals": "Professional", "places": "Location"}
"""Labels as a person types them."""
MOST = 40
"""Rows that a person reads on a screen."""


@click.group("matches")
def command() -> None:
    """The same person or place in two agencies: what may be one, and what people decided.

    Records that share an identifier are one already. Everything else is only proposed; nothing is joined until a person
    says so, and what a person says can be taken back. How it works: docs/linkage.md.

    \b
    Example:
      csgraph matches list --purpose "data quality"
      csgraph matches review --kind children --identifiable --purpose "data quality"
    """


def _kind_option(command: "Callable[..., object]") -> "Callable[..., object]":
    text = "What to match; may be given more than once. Default: all."
    return click.option("--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)), help=text)(command)


def _least_option(command: "Callable[..., object]") -> "Callable[..., object]":
    text = "Least match probability of a proposal."
    kind = click.FloatRange(0, 1, min_open=True, max_open=True)
    return click.option("--least", type=kind, default=0.9, show_default=True, help=text)(command)


def _identifiable_option(command: "Callable[..., object]") -> "Callable[..., object]":
    text = "Show names, identifiers, dates of birth and addresses; logged."
    return click.option("--identifiable", is_flag=True, help=text)(command)


def _by_option(command: "Callable[..., object]") -> "Callable[..., object]":
    agency = "Agency whose decision it is, such as social_care."
    command = click.option("--agency", default="local", show_default=True, help=agency)(command)
    return click.option("--by", metavar="NAME", help="Who decides. Default: the account's name.")(command)


@command.command("list")
@store_option
@_kind_option
@_least_option
@_identifiable_option
@purpose_option
@output_options
def list_(
    where: str | None,
    kinds: tuple[str, ...],
    least: float,
    identifiable: bool,
    purpose: str | None,
    form: str,
    out: str | None,
) -> None:
    """List the pairs that may be one, the likeliest first, with what speaks for and against.

    \b
    Example:
      csgraph matches list --kind children --least 0.5 --purpose "data quality"
    """
    import pandas as pd

    from csgraph.cli.match_view import likely
    from csgraph.cli.output import check_form, show
    from csgraph.governance.audit import permit
    from csgraph.governance.purpose import needed
    from csgraph.store import open_store

    why = needed(purpose)
    check_form(form, out)
    with open_store(where, read_only=True) as store:
        found = _proposals(store, kinds, least)
        shown = _views(store, found, identifiable)
        head = permit(
            "matches list", purpose=why, store=store, subjects=_subjects(found), identifiable=identifiable,
            outputs=[out] if out else [],
        )  # fmt: skip
    rows = [
        (
            view.proposal.label, view.one, view.other, likely(view.proposal), round(view.proposal.weight, 1),
            *(_told(view, speaks_for=speaks_for) for speaks_for in (True, False)),
            " / ".join(", ".join(told) for told in view.proposal.sources),
        )
        for view in shown
    ]  # fmt: skip
    columns = ["kind", "one", "other", "probability", "weight", "speaks_for", "speaks_against", "sources"]
    table = pd.DataFrame(rows, columns=columns)
    on_screen = form == "table" and out is None
    about = {"Purpose": why, "Audit": head}
    show(
        table.drop(columns="sources").head(MOST) if on_screen else table,
        form,
        out,
        title="Proposed matches",
        about=about,
    )
    if on_screen and len(table) > MOST:
        click.echo(f"… and {len(table) - MOST} more. Have all of them with --format xlsx --out FILE.")
    tell_head(head)


@command.command("review")
@store_option
@_kind_option
@_least_option
@_identifiable_option
@purpose_option
@_by_option
@click.option(
    "--answers", metavar="KEYS", help="Answer by these keys instead of the keyboard, one a pair, such as arsq."
)
def review(
    where: str | None, kinds: tuple[str, ...], least: float, identifiable: bool, purpose: str | None, by: str | None,
    agency: str, answers: str | None,
) -> None:  # fmt: skip
    """Decide on pairs in the terminal: both records side by side, and a chart of the match weights.

    Keys: a accept (one and the same), r reject (two), s skip, q quit. Each decision is recorded at once.

    \b
    Example:
      csgraph matches review --kind children --identifiable --purpose "data quality"
    """
    from csgraph.cli.match_review import Keys, review_all
    from csgraph.governance.audit import permit
    from csgraph.governance.purpose import needed
    from csgraph.store import open_store

    why = needed(purpose)
    with open_store(where) as store:
        found = _proposals(store, kinds, least)
        shown = _views(store, found, identifiable)
        head = permit("matches review", purpose=why, store=store, subjects=_subjects(found), identifiable=identifiable)
        if not shown:
            click.echo("No pair is proposed.")
        decide = _recorder(store, by, agency)
        review_all(shown, Keys(answers), decide)
    tell_head(head)


@command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@store_option
@_kind_option
@_least_option
@_identifiable_option
@purpose_option
def export(
    file: Path, where: str | None, kinds: tuple[str, ...], least: float, identifiable: bool, purpose: str | None
) -> None:
    """Write the proposals into a workbook FILE to decide in; `matches import` reads the decisions back.

    \b
    Example:
      csgraph matches export matches.xlsx --identifiable --purpose "data quality"
    """
    from csgraph.cli.match_workbook import workbook
    from csgraph.files import write_whole
    from csgraph.governance.audit import permit
    from csgraph.governance.purpose import needed
    from csgraph.store import open_store

    why = needed(purpose)
    with open_store(where, read_only=True) as store:
        found = _proposals(store, kinds, least)
        shown = _views(store, found, identifiable)
        head = permit(
            "matches export",
            purpose=why,
            store=store,
            subjects=_subjects(found),
            identifiable=identifiable,
            outputs=[file],
        )
    about = {
        "Least probability": str(least), "Kinds": ", ".join(kinds), "Pairs": str(len(shown)), "Purpose": why,
        "Audit": str(head),
    }  # fmt: skip
    write_whole(file, workbook(shown, about))
    click.echo(f"{len(shown)} pairs written to {file}")
    tell_head(head)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_option
@_by_option
def import_(file: Path, where: str | None, by: str | None, agency: str) -> None:
    """Record the decisions of a workbook FILE that `matches export` wrote; all of them, or none where any is at fault.

    \b
    Example:
      csgraph matches import matches.xlsx --by "A. Analyst" --agency social_care
    """
    from csgraph.cli.match_decisions import faults_of
    from csgraph.cli.match_workbook import read_decisions
    from csgraph.governance.audit import record
    from csgraph.linkage import decisions
    from csgraph.store import open_store

    decided, about, faults = read_decisions(file)
    try:
        least = float(about["Least probability"])
        kinds = tuple(kind for kind in about["Kinds"].split(", ") if kind)
    except (KeyError, ValueError):
        raise CsgraphError(f"{file.name} no longer says how it was made.", "Export it again.") from None
    with open_store(where) as store:
        views = {view.token: view for view in _views(store, _proposals(store, kinds, least), identifiable=False)}
        faults += faults_of(decided, views)
        if faults:
            raise CsgraphError(
                f"{file.name} has {len(faults)} fault{'s' if len(faults) > 1 else ''}; nothing was recorded.\n"
                + "\n".join(f"  - {fault}" for fault in sorted(faults, key=_row))
            )
        made = [_decision(views[one.token].proposal, one.verdict, one.why, by, agency) for one in decided]
        decisions.record(store, made)
        subjects = [end for one in made for end in (one.one, one.other)]
        head = record("matches import", store=store, subjects=subjects)
    accepted = sum(one.verdict == "same" for one in made)
    click.echo(f"{accepted} pairs joined, {len(made) - accepted} kept apart.")
    tell_head(head)


@command.command("decided")
@store_option
@_identifiable_option
@purpose_option
@output_options
def decided(where: str | None, identifiable: bool, purpose: str | None, form: str, out: str | None) -> None:
    """List what people decided, with who, when and why, and whether it is in force.

    \b
    Example:
      csgraph matches decided --purpose "data quality"
    """
    from csgraph.cli.match_view import called
    from csgraph.cli.output import check_form, show
    from csgraph.governance.audit import permit
    from csgraph.governance.purpose import needed
    from csgraph.linkage import decisions
    from csgraph.store import open_store

    why = needed(purpose)
    check_form(form, out)
    with open_store(where, read_only=True) as store:
        rows = decisions.decided(store)
        head = permit(
            "matches decided", purpose=why, store=store, subjects={*rows["one"], *rows["other"]},
            identifiable=identifiable, outputs=[out] if out else [],
        )  # fmt: skip
    for end in ("one", "other"):
        pairs = zip(rows["label"], rows[end], strict=True)
        rows[end] = [called(label, node, identifiable=identifiable) for label, node in pairs]
    if not identifiable:
        rows["reason"] = rows["reason"].map(lambda text: "given" if isinstance(text, str) and text else "")
    shown = rows.rename(columns={"batch": "decision", "label": "kind"})
    show(shown, form, out, title="Decisions on matches", about={"Purpose": why, "Audit": head})
    tell_head(head)


@command.command("split")
@click.argument("one")
@click.argument("other")
@store_option
@_by_option
@click.option("--why", default="", help="The reason; kept with the decision.")
@purpose_option
def split(one: str, other: str, where: str | None, by: str | None, agency: str, why: str, purpose: str | None) -> None:
    """Declare that the identifiers ONE and OTHER, which some record equates, belong to two subjects.

    \b
    Example:
      csgraph matches split ssd:10042 nhs:9990000001 --why "brother's NHS number, corrected by health on 3 May"
    """
    from csgraph.governance.audit import record
    from csgraph.linkage import decisions
    from csgraph.store import open_store

    with open_store(where) as store:
        label = _label_of(store, one, other)
        number = decisions.split(store, decisions.Decision("different", label, one, other, _by(by), why, agency))
        left = decisions.still_joined(store, one, other)
        head = record("matches split", purpose=purpose, store=store, subjects=(one, other))
    click.echo(f"Split; to take it back: csgraph matches undo {number}")
    if left:
        click.echo(f"They are still one by other records; split the one that is wrong: {'; '.join(left)}")
    tell_head(head)


@command.command("undo")
@click.argument("decision")
@store_option
@purpose_option
def undo(decision: str, where: str | None, purpose: str | None) -> None:
    """Take a DECISION back: the graph is as if it had never been made.

    \b
    Example:
      csgraph matches undo decision-7f3a0c1b2d4e5f607182
    """
    from csgraph.governance.audit import record
    from csgraph.linkage import decisions
    from csgraph.store import open_store

    with open_store(where) as store:
        rows = decisions.decided(store)
        decisions.undo(store, decision)
        pairs = rows.loc[rows["batch"] == decision, ["one", "other"]].to_numpy().ravel().tolist()
        head = record("matches undo", purpose=purpose, store=store, subjects=pairs)
    click.echo("Taken back.")
    tell_head(head)


def _proposals(store: "Store", kinds: tuple[str, ...], least: float) -> "list[Proposal]":
    """The proposals of the kinds asked for; says on the error stream what was left out and how they were weighed."""
    from csgraph.linkage.decisions import apart_of
    from csgraph.linkage.proposals import propose

    labels = [KINDS[kind] for kind in kinds] or list(KINDS.values())
    apart = apart_of(store.read("matching_decisions"))
    named = {label: kind for kind, label in KINDS.items()}
    found: list[Proposal] = []
    for one in propose(store, labels, least=least, apart=apart):
        found += one.proposals
        told = [f"{one.subjects} compared", f"{len(one.proposals)} pairs proposed"]
        told += [f"{one.without_grounds} left out for want of grounds"] if one.without_grounds else []
        told += (
            [f"{one.not_one_to_one} left out because another pair fits better, or one source keeps both"]
            if one.not_one_to_one
            else []
        )
        told += [f"{one.decided} rejected before"] if one.decided else []
        click.echo(f"{named[one.label]}: {'; '.join(told)}.", err=True)
        if not one.weights.trained and one.subjects > 1:
            click.echo(f"  Stated default weights are used: {one.weights.why}.", err=True)
    return found


def _views(store: "Store", found: "Sequence[Proposal]", identifiable: bool) -> "list[View]":
    from csgraph.cli.match_view import views

    return views(store, found, identifiable=identifiable, today=datetime.now().astimezone().date())


def _told(view: "View", *, speaks_for: bool) -> str:
    """What speaks for or against a pair, in words: what is compared, by how it agrees."""
    by: dict[str, list[str]] = {}
    for one in view.evidence:
        if (one.weight > 0) == speaks_for:
            by.setdefault(one.words, []).append(one.name)
    return "; ".join(f"{', '.join(names)}: {words}" for words, names in by.items())


def _subjects(found: "Sequence[Proposal]") -> set[str]:
    return {end for one in found for end in (one.one, one.other)}


def _recorder(store: "Store", by: str | None, agency: str) -> "Callable[[Proposal, str, str], str]":
    """A function that records one decision at once, and writes that into the audit log."""
    from csgraph.governance.audit import record
    from csgraph.linkage import decisions

    def decide(proposal: "Proposal", verdict: str, why: str) -> str:
        (number,) = decisions.record(store, [_decision(proposal, verdict, why, by, agency)])
        record(f"matches {verdict}", store=store, subjects=(proposal.one, proposal.other))
        return number

    return decide


def _decision(proposal: "Proposal", verdict: str, why: str, by: str | None, agency: str) -> "Decision":
    from csgraph.linkage.decisions import Decision

    meant = "same" if verdict == "same" else "different"
    return Decision(meant, proposal.label, proposal.one, proposal.other, _by(by), why, agency)  # type: ignore[arg-type]


def _by(by: str | None) -> str:
    from csgraph.governance.audit import who

    return by or who()


def _label_of(store: "Store", one: str, other: str) -> str:
    """The label that some record gives the two identifiers."""
    equations = store.read("matching_equations")
    named = equations[equations["one"].isin((one, other)) | equations["other"].isin((one, other))]["label"]
    return str(named.iloc[0]) if len(named) else "Child"


def _row(fault: str) -> int:
    digits = "".join(c if c.isdigit() else " " for c in fault).split()
    return int(digits[0]) if digits else 0
