"""csgraph demo."""

from datetime import datetime
from pathlib import Path

import click

from csgraph.cli.options import store_option, tell_head


@click.command("demo")
@store_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("csgraph-demo"),
    show_default=True,
    help="Folder of the pages; the store too, unless --store names another.",
)
def command(where: str | None, out: Path) -> None:
    """Load the synthetic sample, answer every question, draw the maps and write an index of them.

    \b
    Example:
      csgraph demo
      csgraph demo --store bolt://localhost:7687
    """
    from csgraph.cli.progress import progress
    from csgraph.demo import run_demo, steps
    from csgraph.store import open_store

    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open_store(where or out / "store") as store, progress(steps()) as step:
        demo = run_demo(store, out, drawn_on=datetime.now().astimezone().date(), step=step)
        place = store.url
    for one in demo.loaded:
        again = " (loaded before)" if one.outcome.known else ""
        click.echo(
            f"{one.report.source}: {one.report.loaded} of {one.report.read} rows, {one.report.rejected} rejected{again}"
        )
    click.echo(f"\nAs of {demo.as_of:%d %B %Y}:")
    for name, found in demo.findings.items():
        states = found.table["state"].value_counts().sort_index()
        click.echo(f"  {name}: {', '.join(f'{count} {state}' for state, count in states.items())}")
    click.echo(f"\nThe store is {place}\nOpen {demo.index.resolve()}")
    tell_head(demo.head)
