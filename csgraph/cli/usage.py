"""Adds to click's own words on a wrong call what to do instead: the likeliest fix first."""

from difflib import get_close_matches

import click


def explain(fault: click.UsageError) -> None:
    """Put the likeliest fix behind a message; one that names it already is left as it is."""
    said = fault.format_message()
    fix = "" if "Did you mean" in said else _fix(fault)
    if fix:
        told = f"{said.rstrip('. ')}. {fix}"
        fault.format_message = lambda: told  # type: ignore[method-assign]


def nearest_of(value: str, names: list[str]) -> str:
    """Which name was likely meant, else all of them."""
    near = get_close_matches(value, names, 1)
    return f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}."


def _fix(fault: click.UsageError) -> str:
    match fault:
        case click.MissingParameter():
            return _example(fault.ctx)
        case click.BadOptionUsage() if "requires an argument" in fault.message:
            return f"Write {fault.option_name} and its value behind it."
        case click.BadParameter() if "does not exist" in fault.message:
            return "Check the path."
        case _ if fault.message.startswith("No such command"):
            return _command(fault)
        case _ if fault.message.startswith("Got unexpected extra argument"):
            return "Put a text or a name with spaces in quotes."
        case _:
            return ""


def _command(fault: click.UsageError) -> str:
    group = fault.ctx.command if fault.ctx is not None else None
    if fault.ctx is None or not isinstance(group, click.Group):
        return ""
    return nearest_of(fault.message.partition("'")[2].partition("'")[0], group.list_commands(fault.ctx))


def _example(ctx: click.Context | None) -> str:
    """The first example of the command's own help."""
    said = (ctx.command.help or "") if ctx is not None else ""
    lines = [line.strip() for line in said.partition("Example:")[2].splitlines() if line.strip()]
    return f"For example: {lines[0]}" if lines else ""
