"""Finds the commands, runs one, and says what went wrong in the words of the person who meets it."""

import os
import sys
from contextlib import nullcontext
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NoReturn

import click

from csgraph import __version__
from csgraph.cli import commands
from csgraph.cli.guarding import for_owner_only, no_core_dump, without_library_voices
from csgraph.cli.usage import explain
from csgraph.errors import CsgraphError

UNFORESEEN = (
    "csgraph did not foresee this fault ({kind}). Nothing is half done. Run it again with --debug to see where."
)


class Commands(click.Group):
    """The commands by module name; a module is imported only when its command is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # noqa: ARG002
        """Names of the modules, without the underscore that keeps them apart from Python's words."""
        return sorted(found.name.rstrip("_") for found in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # noqa: ARG002
        """The command of a module."""
        names = {found.name.rstrip("_"): found.name for found in iter_modules(commands.__path__)}
        if cmd_name not in names:
            return None
        command: click.Command = import_module(f"{commands.__name__}.{names[cmd_name]}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what is wrong with the call is told with the likeliest fix."""
        try:
            return super().invoke(ctx)
        except click.UsageError as fault:
            explain(fault)
            raise


@click.command(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog="Help on one: csgraph ask --help"
)
@click.version_option(__version__, prog_name="csgraph")
@click.option(
    "--debug", is_flag=True, help="Show where in the code a fault arose. It prints what records hold: names, too."
)
@click.option(
    "--config-dir",
    type=click.Path(exists=True, file_okay=False),
    help="Folder of your own cypher, importers, rules and visualisations.",
)
def csgraph(debug: bool, config_dir: str | None) -> None:  # noqa: ARG001  # --debug is taken out before  # noqa: ARG001  # --debug is taken out before
    """Agency extracts in, one graph of children's networks, questions answered, maps out."""
    if config_dir:
        os.environ["CSGRAPH_CONFIG_DIR"] = config_dir


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line; exits 0 when all went well, 1 when something must be mended, 2 when the call was wrong."""
    given = sys.argv[1:] if arguments is None else arguments
    for_owner_only()
    no_core_dump()
    debug = "--debug" in given
    try:
        with nullcontext() if debug else without_library_voices():
            csgraph.main([a for a in given if a != "--debug"], prog_name="csgraph")
    except CsgraphError as fault:
        if debug:
            raise
        click.echo(f"Error: {fault}", err=True)
    except OSError as fault:
        if debug:
            raise
        told = f"{_file_of(fault, given)}: {fault.strerror or 'it cannot be used'}."
        click.echo(f"Error: {told} Check the path and who may write there.", err=True)
    except Exception as fault:  # the last place where a person can be spared a traceback
        if debug:
            raise
        click.echo(f"Error: {UNFORESEEN.format(kind=type(fault).__name__)}", err=True)
    sys.exit(1)


def _file_of(fault: OSError, given: list[str]) -> str:
    """The file, where whoever called csgraph named it or its folder; other names may be a child's."""
    name = str(fault.filename or "")
    named = any(name.startswith(one.partition("=")[2] or one) for one in given if one)
    return name if name and named else "A file that csgraph uses"
