"""Options that several commands share, so that they are spelled and explained alike."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from csgraph.cli.usage import nearest_of

if TYPE_CHECKING:
    from csgraph.governance.audit import Head

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day, as 2026-10-31 or 31/10/2026."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day, or say how one is written."""
        if isinstance(value, date):
            return value
        for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(value, pattern).date()
            except ValueError:
                continue
        return self.fail(f"{value!r} is not a day; write it as 2026-10-31 or 31/10/2026", param, ctx)


class SinceDay(Day):
    """A day, or `last` for the day of the last run."""

    name = "date|last"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read a day or the word."""
        return "last" if value == "last" else super().convert(value, param, ctx)


class Choosable(click.ParamType[str]):
    """One of some names that are looked up only when needed, with completion."""

    def __init__(self, name: str, names: Callable[[], list[str]]) -> None:
        self.name = name
        self._names = names

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check a name, or say which there are."""
        if value not in self._names():
            self.fail(f"there is no {self.name} {value}. {nearest_of(str(value), self._names())}", param, ctx)
        return str(value)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Names that begin so."""
        return [CompletionItem(name) for name in self._names() if name.startswith(incomplete)]


def store_option(command: F) -> F:
    """--store."""
    text = "Neo4j URL (neo4j+s://…, bolt://…) or a folder. Default: CSGRAPH_STORE, else ./csgraph-store."
    return click.option("--store", "where", help=text)(command)


def as_of_option(command: F) -> F:
    """--as-of."""
    return click.option(
        "--as-of", type=Day(), help="The day to ask about. Default: the newest day that the extracts cover."
    )(command)


def purpose_option(command: F) -> F:
    """--purpose: on every command that shows records; `csgraph.governance.audit.permit` finds the configured one."""
    text = "Why this is needed; printed and logged. Default: CSGRAPH_PURPOSE, else purpose in the config.toml."
    return click.option("--purpose", metavar="TEXT", help=text)(command)


def tell_head(head: "Head") -> None:
    """Print the audit log's head after an entry, beside whatever the command prints."""
    for notice in head.notices:
        click.echo(f"Note: {notice}", err=True)
    click.echo(f"Audit: {head}", err=True)


def _layers() -> list[str]:
    from csgraph.governance.layers import layers

    return list(layers())


def include_option(verb: str) -> Callable[[F], F]:
    """--include: restricted layers to show, or to count, too."""
    text = f"Restricted layer to {verb} too, such as police-intelligence; may be given more than once, and is logged."
    return click.option("--include", multiple=True, type=Choosable("layer", _layers), help=text)


def sharing_options(command: F) -> F:
    """--purpose, --identifiable, --labels and --include: what of a record an output shows."""
    command = include_option("show")(command)
    command = click.option(
        "--labels",
        type=click.Choice(["initials", "pseudonyms"]),
        default="initials",
        show_default=True,
        help="What to call people who are not named.",
    )(command)
    text = "Print names, identifiers, dates of birth, addresses and small counts; logged."
    return purpose_option(click.option("--identifiable", is_flag=True, help=text)(command))


def output_options(command: F) -> F:
    """--format and --out."""
    formats = click.Choice(["table", "csv", "json", "xlsx"])
    command = click.option(
        "--out", type=click.Path(dir_okay=False), help="File to write. Default: the screen (xlsx needs a file)."
    )(command)
    return click.option("--format", "form", type=formats, default="table", show_default=True, help="How to print it.")(
        command
    )


def children_option(command: F) -> F:
    """--child."""
    text = "Identifier of a child (ssd:123, upn:…, nhs:…); may be given more than once."
    return click.option("--child", "children", multiple=True, metavar="ID", help=text)(command)


def _boundaries() -> list[str]:
    from csgraph.questions.boundary import named_boundaries

    return list(named_boundaries())


def about_options(command: F) -> F:
    """--child, --place, --group, --team, --agency and --boundary: what a question is asked about."""
    command = click.option(
        "--boundary",
        type=Choosable("boundary", _boundaries),
        help="Children to answer for, as rules/boundaries.toml names them. Default: the question's own.",
    )(command)
    texts = {
        "agency": ("agencies", "Kind of agency that recorded or works with the children, such as school or police."),
        "team": ("teams", "Name or code of a team that works with the children."),
        "group": ("groups", "Id or name of a group, as an agency named it or as csgraph found it: it and its members."),
        "place": ("places", "Id or name of a place: it and the children with a record there."),
    }
    for name, (into, text) in texts.items():
        option = click.option(f"--{name}", into, multiple=True, metavar="NAME", help=f"{text} May be repeated.")
        command = option(command)
    return children_option(command)
