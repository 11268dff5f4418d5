"""csgraph mapping."""

from pathlib import Path

import click

from csgraph.cli.commands.import_ import MappingName, _mappings
from csgraph.errors import CsgraphError, MappingError


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


@command.command("new")
@click.argument("extract", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write. Default: the screen.")
def new(extract: tuple[Path, ...], out: Path | None) -> None:
    """Propose a mapping for an unknown EXTRACT (files or a folder), from its headers and how its values read.

    Nothing of what the extract says of people is written into it. Look through it, then check it and try it with
    import --dry-run.

    \b
    Example:
      csgraph mapping new extract.xlsx --out my.toml
    """
    from csgraph.files import write_whole
    from csgraph.importing.proposing.proposal import propose

    if out is not None and out.suffix != ".toml":
        raise CsgraphError(f"{out.name} is no name of a mapping.", f"Name it {out.stem}.toml")
    if out is not None and out.exists():
        raise CsgraphError(f"{out} is there already.", "Name another file, so that no work in it is lost.")
    made = propose(extract, (out or extract[0]).stem)
    if out is None:
        click.echo(made.text, nl=False)
    else:
        write_whole(out, made.text)
        click.echo(f"{out} written. Look through it, then: csgraph mapping check {out}")
    for sentence in made.told:
        click.echo(sentence, err=out is None)


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
