"""The command line. A module of `csgraph.cli.commands` that holds a `command` is one; there is no list to keep."""

from csgraph.cli.running import main

__all__ = ["main"]
