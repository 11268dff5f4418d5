"""Every command that these pages show is one that csgraph takes, and every figure that questions.md names is there."""

import shlex
from datetime import date
from functools import cache
from pathlib import Path

import click
import pytest
from loaded_sample import loaded_sample

from csgraph.cli.running import csgraph
from csgraph.findings import Asking
from csgraph.questions import all_questions
from csgraph.store import open_store

PAGE = Path(__file__).parent.parent / "docs" / "questions.md"
PAGES = [PAGE, *(PAGE.with_name(f"{name}.md") for name in ("maps", "serving", "packs"))]
TEXTS = [page.read_text(encoding="utf-8") for page in PAGES if page.exists()]
LINES = [line.strip() for text in TEXTS for line in text.splitlines() if line.startswith("    csgraph ")]


def parsed(line: str) -> click.Context:
    """What a command is given, its options checked and nothing run.

    Raises:
        UsageError: there is no such command or option, or a value is none that it takes.
    """
    _, *words = shlex.split(line, comments=True)
    command: click.Command = csgraph
    while isinstance(command, click.Group):
        name, *words = words
        found = command.get_command(click.Context(command), name)
        assert found is not None, f"there is no command {name}"
        command = found
    return command.make_context(command.name, words)


@cache
def figures(question: str) -> frozenset[str]:
    """The figures that stand beside an answer about one child."""
    with open_store(loaded_sample(), read_only=True) as store:
        child = store.read("child_plans", as_of=date(2026, 10, 31))["child"].iloc[0]
        asking = Asking(date(2026, 10, 31), frozenset({child}))
        return frozenset(all_questions()[question].answer(store, asking).figures)


@pytest.mark.parametrize("line", LINES)
def test_a_command_is_one_that_csgraph_takes(line: str) -> None:
    given = parsed(line).params
    if given.get("figure"):
        assert given["figure"] in figures(given["question"])
