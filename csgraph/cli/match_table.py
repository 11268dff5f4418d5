"""Draws a proposal in the terminal: both records side by side, and the match weights as a chart."""

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from csgraph.cli.match_view import View, Weighed, likely

HALF = 14
"""Columns of the chart on either side of its middle."""
WIDEST = 14.0
"""The weight that fills one side; heavier ones end there."""


def draw(console: Console, view: View, of: int) -> None:
    """One proposal."""
    proposal = view.proposal
    title = f"{view.number} of {of} · {proposal.label} · probability {likely(proposal)}"
    console.print(Panel(Group(_records(view), Text(""), _weights(view)), title=title, title_align="left"))


def _records(view: View) -> Table:
    table = Table(box=None, pad_edge=False, expand=True)
    table.add_column("")
    for name in (view.one, view.other):
        table.add_column(Text(name), overflow="fold", ratio=1)
    for fact in view.facts:
        same = fact.one == fact.other
        style = "" if same or not fact.one or not fact.other else "bold"
        table.add_row(
            Text(fact.name.replace("_", " ")), Text(fact.one or "–", style=style), Text(fact.other or "–", style=style)
        )
    return table


def _weights(view: View) -> Table:
    """The chart: a bar to the right speaks for one person, to the left against; the numbers say the same."""
    table = Table(box=None, pad_edge=False, show_header=True)
    table.add_column("compared by")
    table.add_column("they are")
    table.add_column("weight", justify="right")
    table.add_column(f"{'against':>{HALF}}│{'for':<{HALF}}", no_wrap=True)
    rows = [Weighed("before any evidence", "chance pairs are rarely one", view.proposal.prior), *view.evidence]
    for one in rows:
        table.add_row(Text(one.name), Text(one.words), f"{one.weight:+.1f}", bar(one.weight))
    table.add_row(Text("together", style="bold"), "", f"{view.proposal.weight:+.1f}", bar(view.proposal.weight))
    if view.unsaid:
        table.add_row(Text("not told"), Text(", ".join(view.unsaid)), "0.0", bar(0.0))
    return table


def bar(weight: float) -> Text:
    """A bar from the middle, to the right for a weight above nothing, to the left below."""
    length = min(HALF, round(abs(weight) / WIDEST * HALF)) if weight else 0
    if weight < 0:
        return Text(f"{'█' * length:>{HALF}}│", style="red")
    return Text(f"{'':>{HALF}}│{'█' * length}", style="green")
