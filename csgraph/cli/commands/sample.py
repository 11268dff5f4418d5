"""csgraph sample."""

from pathlib import Path

import click


@click.command("sample")
@click.option(
    "--children", type=click.IntRange(50), default=500, show_default=True, help="How many children live in the borough."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write.")
@click.option("--seed", type=int, default=2020, show_default=True, help="The same seed gives the same borough.")
def command(children: int, out: Path, seed: int) -> None:
    """Write a synthetic borough's extracts and the truth that was planted in them. Nobody in it is real.

    \b
    Example:
      csgraph sample --children 2000 --out borough --seed 7
    """
    from csgraph.errors import CsgraphError
    from csgraph.sample import write_sample

    if out.is_dir() and any(out.iterdir()):
        raise CsgraphError(f"{out} is not empty.", "Name a new folder.")
    write_sample(out, children=children, seed=seed)
    click.echo(f"A borough of {children} children is in {out}; what was planted is in {out / 'truth'}.")
