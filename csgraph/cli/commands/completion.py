"""csgraph completion."""

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of a SHELL.

    \b
    Example:
      csgraph completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    from csgraph.cli.running import csgraph

    made = get_completion_class(shell)
    if made is not None:  # click knows each shell of the choice
        click.echo(made(csgraph, {}, "csgraph", "_CSGRAPH_COMPLETE").source())
