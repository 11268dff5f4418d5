"""csgraph mapped."""

from datetime import date
from typing import TYPE_CHECKING

import click

from csgraph.cli.options import (
    as_of_option,
    include_option,
    output_options,
    purpose_option,
    store_option,
    tell_head,
)

if TYPE_CHECKING:
    import pandas as pd


@click.command("mapped")
@store_option
@as_of_option
@click.option("--detailed", is_flag=True, help="Show every ethnic group that is recorded, beside the broad ones.")
@include_option("count")
@purpose_option
@output_options
def command(
    where: str | None, as_of: date | None, detailed: bool, include: tuple[str, ...], purpose: str | None,
    form: str, out: str | None,
) -> None:  # fmt: skip
    """Count who is being mapped, by ethnicity, sex and age: all children, those on maps, and those before the panel.

    Nobody is named. Counts of 1 to 7 are suppressed and the others rounded to 5, so that no small one can be worked
    out; there is no other output in which ethnicity appears.

    \b
    Example:
      csgraph mapped --purpose "equality monitoring of the panel, autumn"
      csgraph mapped --detailed --format xlsx --out mapped.xlsx
    """
    from csgraph.cli.output import check_form, show
    from csgraph.governance.audit import permit
    from csgraph.governance.layers import Layered, allowed
    from csgraph.governance.mapped import mapped
    from csgraph.governance.purpose import needed
    from csgraph.network.as_of import default_as_of
    from csgraph.store import open_store

    why = needed(purpose)
    check_form(form, out)
    with open_store(where, read_only=True) as store:
        open_part = Layered(store, allowed(include))
        day = as_of or default_as_of(store)
        found = mapped(open_part, day, detailed=detailed)
        outputs = [out] if out else []
        head = permit("mapped", purpose=why, store=store, included=include, outputs=outputs)
    title = f"Who is being mapped, as of {day:%d %B %Y}"
    notes = [*found.notes, *open_part.told()]
    about = {"About": title, "Purpose": why, "Audit": head} | {f"Note {n}": note for n, note in enumerate(notes, 1)}
    if form == "table" and out is None:
        _print(found.table, title)
    else:
        show(found.table, form, out, title="Who is being mapped", about=about)
    for note in notes:
        click.echo(f"Note: {note}", err=form != "table")
    tell_head(head)


def _print(table: "pd.DataFrame", title: str) -> None:
    """For a terminal: a table each for ethnicity, sex and age, with the share beside the count in one cell."""
    import pandas as pd

    from csgraph.cli.output import show
    from csgraph.governance.mapped import SETS

    click.echo(title)
    for by, part in table.groupby("by", sort=False):
        columns = {str(by): part["group"]}
        for name in SETS:
            told = zip(part[name], part[f"{name}_share"], strict=True)
            columns[name] = pd.Series([f"{count} ({share})" if share else count for count, share in told], part.index)
        show(pd.DataFrame(columns, dtype=object), "table", None)
    for name, words in SETS.items():
        click.echo(f"{name.replace('_', ' ')}: {words}")
