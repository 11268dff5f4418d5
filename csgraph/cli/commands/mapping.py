"""csgraph mapping."""

import click

from csgraph.cli.commands.import_ import MappingName, _mappings
from csgraph.errors import MappingError


@click.group("mapping")
def command() -> None:
    """Mappings: what turns an agency's extract into the graph.

    \b
    Example:
      csgraph mapping check school_roll
    """


@command.command("check")
@click.argument("names", nargs=-1, type=MappingName("mapping", _mappings))
def check(names: tuple[str, ...]) -> None:
    """Check mappings (all of them if none is named) and try their examples; says every fault.

    \b
    Example:
      csgraph mapping check my.toml
    """
    from csgraph.importing.mapping_check import check_mapping, mapping_path

    faulty = 0
    for name in names or tuple(_mappings()):
        path = mapping_path(name)
        try:
            mapping = check_mapping(path)
        except MappingError as fault:
            faulty += 1
            click.echo(f"Error: {fault}", err=True)
        else:
            click.echo(f"{path.name}: {len(mapping.table)} tables, {len(mapping.example)} examples, no fault.")
    if faulty:
        raise SystemExit(1)


@command.command("list")
def list_() -> None:
    """List the mappings there are.

    \b
    Example:
      csgraph mapping list
    """
    import pandas as pd

    from csgraph.cli.output import show
    from csgraph.importing.mapping_check import load_mapping, mapping_path

    read = [load_mapping(mapping_path(name)) for name in _mappings()]
    rows = [(m.extract.name, m.extract.title, m.extract.agency, m.covers.who) for m in read]
    show(pd.DataFrame(rows, columns=["mapping", "title", "agency", "covers"]), "table", None)
