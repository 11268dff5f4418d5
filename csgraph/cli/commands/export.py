"""csgraph export."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csgraph.cli.options import Choosable, purpose_option, store_option, tell_head

if TYPE_CHECKING:
    from csgraph.governance.subject_access import Held
    from csgraph.governance.subject_copy import Copy


def _layers() -> list[str]:
    from csgraph.governance.layers import layers

    return list(layers())


@click.command("export")
@click.argument("child")
@store_option
@click.option(
    "--format", "form", type=click.Choice(["xlsx", "json"]), default="xlsx", show_default=True, help="How to write it."
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write, or a folder that is there: the file gets a name that tells nobody whom it is about.",
)
@click.option("--third-parties", is_flag=True, help="Name other people too, and give their own ties; logged.")
@click.option(
    "--include",
    multiple=True,
    type=Choosable("layer", _layers),
    help="Restricted layer to give too, such as police-intelligence; may be given more than once, and is logged.",
)
@purpose_option
def command(
    child: str, where: str | None, form: str, out: Path, third_parties: bool, include: tuple[str, ...],
    purpose: str | None,
) -> None:  # fmt: skip
    """Collect all that is held of a CHILD and where it is from, to answer a subject access request (UK GDPR, Art. 15).

    CHILD is any identifier (ssd:123, nhs:…, upn:…) or a pseudonym. It is no copy to release as it stands: the first
    sheet says what a person must weigh with the DPO, and the last lists the texts to be read before. Other people
    stand in it by pseudonym, and restricted layers are counted but left out. docs/subject-access.md tells the rest.

    \b
    Example:
      csgraph export ssd:10042 --out . --purpose "subject access request 17"
    """
    import secrets

    from csgraph.cli.output import save_tables
    from csgraph.governance.audit import permit
    from csgraph.governance.forgetting import child_meant
    from csgraph.governance.purpose import needed
    from csgraph.governance.subject_access import held_of
    from csgraph.governance.subject_copy import copy_of
    from csgraph.governance.subject_copy_words import about, before_release
    from csgraph.store import open_store

    reason, day = needed(purpose), datetime.now().astimezone().date()
    with open_store(where, read_only=True) as store:
        held = held_of(store, child_meant(store, child), include)
        copy = copy_of(held, store, third_parties=third_parties)
        path = _file(out, f"export-{day}-{secrets.token_hex(4)}.{form}", copy)
        head = permit(
            "export with third parties" if third_parties else "export",
            purpose=reason,
            store=store,
            subjects=copy.people,
            identifiable=True,
            included=include,
            outputs=[path],
        )
    sheets = {
        "Before release": before_release(held, copy, third_parties=third_parties),
        "About": about(held, copy, purpose=reason, head=head, day=day.isoformat()),
        **copy.tables,
    }
    save_tables(sheets, form, path)
    _tell(held, copy, path)
    tell_head(head)


def _file(out: Path, neutral: str, copy: "Copy") -> Path:
    """The file to write: file managers, browsers and logs keep names, so none may tell whom it is about."""
    from csgraph.errors import CsgraphError
    from csgraph.governance.subject_copy import gives_away

    path = out / neutral if out.is_dir() else out
    if gives_away(copy, path.name):
        raise CsgraphError(
            "The file's name has a name or an identifier of the child in it, and lists of recent files keep it.",
            "Name it otherwise, or give a folder: csgraph makes a neutral name.",
        )
    return path


def _tell(held: "Held", copy: "Copy", path: Path) -> None:
    """What was written, in counts, and what is left to do."""
    click.echo(f"Written to {path}:")
    for title, rows in copy.tables.items():
        click.echo(f"  {title}: {len(rows)}")
    if held.withheld:
        click.echo(f"  Withheld: {sum(held.withheld.values())} records of restricted layers (--include)")
    click.echo("Nothing of it may be released yet: read the sheet Before release, and check with your DPO.")
