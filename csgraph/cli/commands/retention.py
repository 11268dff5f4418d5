"""csgraph retention."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from csgraph.cli.options import Day, output_options, purpose_option, sharing_options, store_option, tell_head
from csgraph.cli.telling_retention import LEFT_IN_FILES, for_reading, rules_table, tell_ending, tell_renewal, tell_rules
from csgraph.errors import CsgraphError

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.store import Store

F = TypeVar("F", bound=Callable[..., Any])


@click.group("retention")
def command() -> None:
    """Until when relationships may be used: what is past its day of review, and taking that out of the store.

    Every relationship gets its day of review when it is imported, by rules/retention.toml. After that day it is in no
    answer, and each answer says how many were left out. docs/retention.md tells who decides what.

    \b
    Example:
      csgraph retention list
      csgraph retention apply --dry-run
    """


def _day_option(command: F) -> F:
    return click.option("--as-of", type=Day(), help="The day by which it must have passed. Default: today.")(command)


def _yes_option(command: F) -> F:
    return click.option("--yes", is_flag=True, help="Do not ask.")(command)


def _dry_run_option(command: F) -> F:
    return click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")(command)


@command.command("list")
@store_option
@_day_option
@click.option("--within", type=click.IntRange(0, 36500), default=90, show_default=True, help="Days ahead to look, too.")
@click.option("--each", is_flag=True, help="List them one by one; logged.")
@sharing_options
@output_options
def list_(
    where: str | None, as_of: date | None, within: int, each: bool, identifiable: bool, labels: str,
    include: tuple[str, ...], purpose: str | None, form: str, out: str | None,
) -> None:  # fmt: skip
    """Count the relationships that are past their day of review, and those that soon will be, by source, type and rule.

    The calendar's day counts, not the newest day of the extracts: a day of review passes whether or not new extracts
    come. With --each they are listed one by one, disguised unless --identifiable.

    \b
    Example:
      csgraph retention list --within 180
      csgraph retention list --each --purpose "review of old records" --format xlsx --out due.xlsx
    """
    from csgraph.cli.output import check_form
    from csgraph.store import open_store
    from csgraph.store.review_days import undated

    if not each and (identifiable or include):
        raise click.UsageError("--identifiable and --include go with --each.")
    check_form(form, out)
    day = as_of or _today()
    with open_store(where, read_only=True) as store:
        if each:
            _show_each(store, day, within, identifiable, labels, include, purpose, form, out)
        else:
            _show_counts(store, day, within, form, out)
        without = undated(store)
    if without:
        click.echo(f"{without} relationships have no day of review; csgraph retention renew gives them one.", err=True)


def _show_counts(store: "Store", day: date, within: int, form: str, out: str | None) -> None:
    from csgraph.cli.output import show
    from csgraph.store.review_days import grouped

    rows = _due(store, day, within)
    if not len(rows) and form == "table" and out is None:
        click.echo(f"Nothing is past its day of review on {day:%d/%m/%Y}, or will be within {within} days.")
    else:
        show(grouped(rows), form, out, title=f"Days of review, on {day}")


def _show_each(
    store: "Store", day: date, within: int, identifiable: bool, labels: str, include: tuple[str, ...],
    purpose: str | None, form: str, out: str | None,
) -> None:  # fmt: skip
    from csgraph.cli.output import show
    from csgraph.governance.audit import permit
    from csgraph.governance.purpose import needed
    from csgraph.governance.sharing import Shared, Sharing
    from csgraph.governance.showing_due import shown_due

    why = needed(purpose)
    shared = Shared(store, Sharing(identifiable, labels, frozenset(include)))
    rows = shown_due(_due(shared.store, day, within), shared)
    head = permit(
        "retention list", purpose=why, store=store, subjects=shared.subjects, identifiable=identifiable,
        included=include, outputs=[out] if out else [],
    )  # fmt: skip
    shown = for_reading(rows) if form == "table" and out is None else rows
    show(shown, form, out, title=f"Days of review, on {day}", about={"Purpose": why, "Audit": head})
    for sentence in shared.told():
        click.echo(sentence, err=True)
    tell_head(head)


def _due(store: "Store", day: date, within: int) -> "pd.DataFrame":
    from datetime import timedelta

    from csgraph.store.review_days import due, standing

    rows = due(store, day + timedelta(days=within))
    return rows.assign(when=standing(rows, day, within))


@command.command("apply")
@store_option
@_day_option
@_dry_run_option
@_yes_option
@purpose_option
def apply_(where: str | None, as_of: date | None, dry_run: bool, yes: bool, purpose: str | None) -> None:
    """Take the relationships that are past their day of review out of the store, and out of what is kept of imports.

    Whoever and whatever no relationship touches any longer goes too, unless an extract younger than the last rule's
    period still describes it. Every import stays known: none of them brings back what is gone. It cannot be undone.

    \b
    Example:
      csgraph retention apply --dry-run
      csgraph retention apply --purpose "yearly review, agreed by the DPO on 12 November"
    """
    from csgraph.governance import audit
    from csgraph.governance.purpose import needed
    from csgraph.store import open_store
    from csgraph.store.ending import end, plan_ending

    day = as_of or _today()
    if day > _today():
        raise CsgraphError(
            f"{day:%d/%m/%Y} has not come yet.", "Leave --as-of out; csgraph retention list looks ahead."
        )
    why = "" if dry_run else needed(purpose)
    with open_store(where, read_only=dry_run) as store:
        plan = plan_ending(store, day)
        tell_ending(plan, day)
        if dry_run or not plan:
            return
        if not yes:
            click.confirm("This cannot be undone. Go on?", abort=True)
        head = audit.permit("retention apply", purpose=why, store=store, subjects=plan.people())
        end(store, plan)
    click.echo(f"Taken out. {LEFT_IN_FILES[store.engine]}")
    tell_head(head)


@command.command("renew")
@store_option
@_dry_run_option
@_yes_option
@purpose_option
def renew_(where: str | None, dry_run: bool, yes: bool, purpose: str | None) -> None:
    """Give everything that is loaded the days of review that today's rules/retention.toml says.

    What was imported before the rules changed keeps its days until then. A longer period brings nothing back that
    csgraph retention apply has taken out.

    \b
    Example:
      csgraph retention renew --dry-run
      csgraph retention renew --purpose "new periods, agreed by the DPO on 12 November"
    """
    from csgraph.governance import audit
    from csgraph.governance.purpose import needed
    from csgraph.store import open_store
    from csgraph.store.renewing import days_moved, plan_renewal, renew
    from csgraph.store.retention import retention_rules

    why = "" if dry_run else needed(purpose)
    rules = retention_rules()
    with open_store(where, read_only=dry_run) as store:
        changed = plan_renewal(store, rules)
        if not changed:
            click.echo("Everything that is loaded has the days of review of these rules already.")
            return
        tell_renewal(days_moved(changed))
        if dry_run:
            return
        if not yes:
            click.confirm("Go on?", abort=True)
        head = audit.permit("retention renew", purpose=why, store=store)
        renew(store, rules)
    click.echo("Renewed.")
    tell_head(head)


@command.command("rules")
@output_options
def rules_(form: str, out: str | None) -> None:
    """Print the rules in their order; of those that fit a relationship the first holds.

    \b
    Example:
      csgraph retention rules
    """
    from csgraph.cli.output import check_form, show
    from csgraph.store.retention import retention_rules

    check_form(form, out)

    rows = rules_table(retention_rules())
    if form == "table" and out is None:
        tell_rules(rows)
    else:
        show(rows, form, out, title="Rules of retention")


def _today() -> date:
    return datetime.now().astimezone().date()
