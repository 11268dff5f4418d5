"""Goes through proposals in the terminal, one key a pair."""

from collections.abc import Callable, Sequence

import click
from rich.console import Console

from csgraph.cli.match_table import draw
from csgraph.cli.match_view import View
from csgraph.errors import CsgraphError
from csgraph.linkage.proposals import Proposal

VERDICTS = {"a": "same", "r": "different"}
KEYS = "a accept · r reject · s skip · q quit"
Decide = Callable[[Proposal, str, str], str]
"""Records a decision on a proposal, with the reason; returns its id."""


class Keys:
    """The keys that answer: from the keyboard, or given beforehand."""

    def __init__(self, given: str | None = None) -> None:
        """Args: given: the keys, one a pair; None for the keyboard."""
        if given is not None and set(given) - set("arsq"):
            raise CsgraphError("--answers holds a key that is none of a, r, s and q.")
        self._given = None if given is None else list(given)

    def next(self) -> str:
        """The next answer; q where those given beforehand are used up."""
        if self._given is not None:
            return self._given.pop(0) if self._given else "q"
        while True:
            click.echo(f"{KEYS}: ", nl=False)
            pressed = click.getchar().casefold()
            click.echo(pressed if pressed in "arsq" else "")
            if pressed and pressed in "arsq":
                return pressed

    def reason(self) -> str:
        """Why, in the person's words; empty where answers were given beforehand."""
        if self._given is not None:
            return ""
        return " ".join(str(click.prompt("Why (Enter for none)", default="", show_default=False)).split())


def review_all(views: Sequence[View], keys: Keys, decide: Decide) -> None:
    """Show each pair and record what is answered; a pair that earlier answers have made one is passed."""
    console = Console()
    counts = {"same": 0, "different": 0}
    joined: dict[str, str] = {}
    for view in views:
        ends = {_subject(joined, end) for end in (view.proposal.one, view.proposal.other)}
        if len(ends) == 1:
            click.echo(f"{view.number} of {len(views)}: one already, by what you accepted before.")
            continue
        draw(console, view, len(views))
        key = keys.next()
        if key == "q":
            break
        if key in VERDICTS:
            number = decide(view.proposal, VERDICTS[key], keys.reason())
            counts[VERDICTS[key]] += 1
            click.echo(f"Recorded; to take it back: csgraph matches undo {number}")
            if key == "a":
                first, second = sorted(ends)
                joined[second] = first
    click.echo(f"{counts['same']} pairs joined, {counts['different']} kept apart.")


def _subject(joined: dict[str, str], end: str) -> str:
    while end in joined:
        end = joined[end]
    return end
