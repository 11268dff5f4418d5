"""Writes the reference pages of docs/ from the code: graph, queries, columns of the answers, mappings, commands.

python scripts/reference.py          writes them
python scripts/reference.py --check  exits 1 where one on disk differs
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from csgraph import findings, model
from csgraph.cli.running import csgraph
from csgraph.importing.mapping_check import load_mapping, mapping_path
from csgraph.questions import question_modules
from csgraph.schema import Property
from csgraph.store.queries import all_queries

NAMED = ("name", "clock", "role", "any_of", "state")
"""What a rule goes by, the first that it has."""
DOCS = Path(__file__).resolve().parents[1] / "docs"
MADE = "<!-- Made by scripts/reference.py (make reference). Do not edit. -->"


def pages() -> dict[str, str]:
    """Text of each page by file name."""
    made = {"model.md": _model(), "queries.md": _queries(), "mappings.md": _mappings(), "cli.md": _cli()}
    made |= {"columns.md": _columns(), "rules.md": _rules()}
    return {name: "\n".join([MADE, "", *lines]).rstrip() + "\n" for name, lines in made.items()}


def _model() -> Iterator[str]:
    yield from (
        "# The graph",
        "",
        "Declared in `csgraph/model.py`; the same on Neo4j and in the embedded store.",
        "",
        "## Nodes",
        "",
    )
    for node in model.NODES:
        yield from (f"### {node.label}", "", node.about, "")
        if node.schemes:
            yield from (
                f"Named by {', '.join(f'`{s}:`' for s in node.schemes)}; the first of these it has is its `id`.",
                "",
            )
        yield from _properties(model.node_properties(node.label))
    yield from ("## What every asserted relationship carries", "")
    yield from _properties(model.PROVENANCE)
    yield from ("## Relationships", "")
    for link in model.LINKS:
        yield from (f"### {link.type}", "", link.about, "")
        starts = sorted({a for a, _ in link.pairs})
        ends = sorted({b for _, b in link.pairs})
        yield from (f"From {', '.join(starts)} to {', '.join(ends)}.", "")
        if not link.provenance:
            yield from ("Carries none of the above: csgraph derives it.", "")
        if link.properties:
            yield from _properties(link.properties)


def _properties(properties: tuple[Property, ...]) -> Iterator[str]:
    yield from ("| property | kind | what it is |", "|---|---|---|")
    for p in properties:
        more = [f"codes of `{p.codes}`"] if p.codes else []
        more += ["identifies a person"] if p.personal else []
        yield f"| `{p.name}` | {p.kind} | {'; '.join([p.about, *more])} |"
    yield ""


def _queries() -> Iterator[str]:
    yield from (
        "# The queries",
        "",
        "Each is one file of `cypher/`, runs on both engines, and can be pasted into Neo4j Browser.",
        "",
    )
    for name, query in all_queries().items():
        yield from (f"## {name}", "", query.about, "")
        columns = ", ".join(f"`{column}` {kind}" for column, kind in query.columns.items())
        yield from (f"Columns: {columns}.", "")
        if query.order:
            yield from (f"csgraph puts the rows in the order of {', '.join(f'`{c}`' for c in query.order)}.", "")
        if query.parameters:
            yield from (f"Parameters: {', '.join(f'`${p}` {kind}' for p, kind in query.parameters.items())}.", "")


def _columns() -> Iterator[str]:
    yield from (
        "# The columns of the answers",
        "",
        "Every frame of findings begins with these; kinds as in [model.md](model.md), `texts` is a list.",
        "",
    )
    yield from _told(findings.COLUMNS, findings.ABOUT)
    for module in question_modules():
        yield from (f"## {module.QUESTION.name}", "", f"{module.QUESTION.title}.", "")
        yield from _told(module.MORE, module.ABOUT) if module.MORE else ("No further columns.", "")


def _rules() -> Iterator[str]:
    yield from (
        "# The rules and their sources",
        "",
        "Every rule of `rules/` that says where it comes from. S: statutory or national guidance, L: local or good",
        "practice. *Read*: whether the source itself was read. What was not is printed as unverified: check it first.",
        "A partnership edits copies of these files in its own config folder.",
        "",
    )
    for path in sorted((DOCS.parent / "rules").glob("*.toml")):
        found = list(_sourced(tomllib.loads(path.read_text(encoding="utf-8")), ""))
        if found:
            yield from (f"## {path.name}", "", "| rule | basis | source | read |", "|---|---|---|---|")
            yield from found
            yield ""


def _sourced(part: object, name: str) -> Iterator[str]:
    """A row for each table that states its source, called by what tells it apart."""
    if isinstance(part, list):
        for number, one in enumerate(part, 1):
            yield from _sourced(one, f"{name} {number}")
    elif isinstance(part, dict):
        if {"source", "verified"} <= part.keys():
            called = next((str(part[key]) for key in NAMED if part.get(key)), name.strip())
            yield f"| {called} | {part.get('basis', '')} | {part['source']} | {'yes' if part['verified'] else 'no'} |"
        for key, value in part.items():
            yield from _sourced(value, f"{name} {key}")


def _told(columns: Mapping[str, str], about: Mapping[str, str]) -> Iterator[str]:
    yield from ("| column | kind | what it tells |", "|---|---|---|")
    yield from (f"| `{name}` | {kind} | {about[name]} |" for name, kind in columns.items())
    yield ""


def _mappings() -> Iterator[str]:
    yield from (
        "# The mappings",
        "",
        "Each is one file of `importers/`. `csgraph import NAME EXTRACT` reads an extract by it.",
        "",
    )
    for path in sorted((DOCS.parent / "importers").glob("*.toml")):
        mapping = load_mapping(mapping_path(str(path)))
        covers = mapping.covers
        yield from (f"## {path.stem}", "", f"{mapping.extract.title} (recorded by: {mapping.extract.agency}).", "")
        yield from (f"Covers: {covers.who}", "")
        if covers.roles:
            yield from (f"Roles that it can show: {', '.join(covers.roles)}.", "")
        yield from ("| table | file or sheet | columns read |", "|---|---|---|")
        for table in mapping.table:
            headers = ", ".join(f"`{c.headers[0]}`".replace("|", r"\|") for c in table.columns.values() if c.headers)
            name = f"{table.name} (optional)" if table.optional else table.name
            yield f"| {name} | `{table.file or table.sheet}` | {headers} |"
        yield ""


def _cli() -> Iterator[str]:
    yield from ("# The command line", "")
    yield from _help(csgraph, "csgraph", None)


def _help(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    settings = {"terminal_width": 100, "max_content_width": 100, **command.context_settings}
    command._help_option = None  # noqa: SLF001 - click keeps the names that it had where a test called the command alone
    context = click.Context(command, info_name=name, parent=parent, **settings)
    yield from (f"## {context.command_path}", "", "```text", command.get_help(context), "```", "")
    if isinstance(command, click.Group):
        for child_name in command.list_commands(context):
            child = command.get_command(context, child_name)
            if child is not None:
                yield from _help(child, child_name, context)


def main() -> int:
    """Write or check the pages; the exit code."""
    differing = [name for name, text in pages().items() if not _is(DOCS / name, text)]
    if "--check" in sys.argv:
        print(
            f"Out of date: {', '.join(differing)}. Run make reference."
            if differing
            else "The reference pages are up to date."
        )
        return bool(differing)
    for name in differing:
        (DOCS / name).write_text(pages()[name], encoding="utf-8", newline="\n")
        print(f"docs/{name} written")
    return 0


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
