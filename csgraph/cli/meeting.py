"""The options of a page made for a meeting, and what must go together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import click

from csgraph.errors import CsgraphError

if TYPE_CHECKING:
    from csgraph.governance.audit import Head
    from csgraph.governance.roll import Entry
    from csgraph.maps.model import Drawing, Map, MapModel, Meeting
    from csgraph.store import Store


@dataclass(frozen=True)
class MeetingAsked:
    """What was asked of a page beside its map.

    Attributes:
        meeting: the meeting; None for an ordinary page.
        key_sheet: where the key sheet goes; None for none.
        password: seals the page; None for a page in clear.
        key_password: seals the key sheet.
    """

    meeting: "Meeting | None" = None
    key_sheet: Path | None = None
    password: str | None = None
    key_password: str | None = None

    @property
    def options(self) -> str:
        """For the audit log."""
        said = {"--meeting": self.meeting, "--encrypt": self.password}
        return "".join(f" {name}" for name, given in said.items() if given)


def meeting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--meeting with what belongs to it, and --encrypt."""
    for option in (
        click.option("--encrypt", is_flag=True, help="Seal the page: it opens with a password, asked for twice."),
        click.option("--key-sheet", type=click.Path(dir_okay=False, path_type=Path), help="File of who is who there."),
        click.option("--copy", type=click.IntRange(1), default=1, help="Number of the copy.", show_default=True),
        click.option("--recipient", help="Who gets this copy; on its watermark."),
        click.option("--panel", help="The panel or meeting; on the watermark."),
        click.option("--meeting", is_flag=True, help="Make it for a shared screen: pseudonyms, names while held down."),
    ):
        command = option(command)
    return command


def meeting_asked(
    *,
    meeting: bool,
    panel: str | None,
    recipient: str | None,
    copy: int,
    key_sheet: Path | None,
    encrypt: bool,
    identifiable: bool,
    on: date,
) -> MeetingAsked:
    """What was asked, with the passwords.

    Raises:
        CsgraphError: something is missing, or names would stand in a file in clear that is made to show none.
    """
    from csgraph.cli.page_password import KEY_SHEET, page_password
    from csgraph.maps.model import Meeting

    if not meeting:
        _refuse({"--panel": panel, "--recipient": recipient, "--key-sheet": key_sheet})
        return MeetingAsked(password=page_password("the page") if encrypt else None)
    if not panel or not recipient:
        raise CsgraphError(
            "A page for a meeting says on every part of it for which panel and for whom it was made.",
            'Add --panel "MACE panel" --recipient "Chair".',
        )
    if identifiable and not encrypt:
        raise CsgraphError(
            "A page for a meeting that holds names must be sealed: whoever has the file could read all of them.",
            "Add --encrypt, or leave --identifiable away; then holding a record down shows initials.",
        )
    if key_sheet and not identifiable:
        raise CsgraphError("A key sheet holds names.", "Add --identifiable and --encrypt.")
    password = page_password("the page") if encrypt else None
    key_password = page_password("the key sheet", KEY_SHEET) if key_sheet else None
    if password and password == key_password:
        raise CsgraphError("The key sheet has the password of the page.", "Give it one of its own.")
    return MeetingAsked(Meeting(panel, recipient, copy, on), key_sheet, password, key_password)


def drawn_as_asked(
    store: "Store", wanted: "Map", drawing: "Drawing", made: MeetingAsked
) -> "tuple[MapModel, list[Entry]]":
    """The map, and everybody on it where it was made for a meeting."""
    if made.meeting is None:
        return wanted.draw(store, drawing), []
    from csgraph.governance.roll import roll_of
    from csgraph.maps.meeting import for_meeting, people_on, unnamed

    roll = roll_of(store, identifiable=drawing.identifiable)
    model = for_meeting(wanted.draw(store, unnamed(drawing, roll)), roll, made.meeting)
    return model, people_on(model, roll)


def hand_out_key_sheet(store: "Store", name: str, people: "list[Entry]", made: MeetingAsked, purpose: str) -> "Head":
    """Log and write the key sheet that was asked for; returns the log's head."""
    from csgraph.governance.audit import permit
    from csgraph.maps.key_sheet import write_key_sheet

    if made.meeting is None or made.key_sheet is None:
        raise ValueError("there is no key sheet without a meeting")
    head = permit(
        f"key sheet of map {name}",
        identifiable=True,
        purpose=purpose,
        store=store,
        subjects=[one.id for one in people],
        outputs=[made.key_sheet],
    )
    write_key_sheet(people, made.meeting, purpose=purpose, audit=head, path=made.key_sheet, password=made.key_password)
    click.echo(f"Key sheet, with a password of its own: {made.key_sheet}")
    return head


def neutral_name() -> Path:
    """A file name that says nothing: browsers keep file names."""
    return Path(f"page-{token_hex(4)}.html")


def _refuse(given: dict[str, object]) -> None:
    """Refuse options that mean something for meetings only."""
    named = [name for name, value in given.items() if value]
    if named:
        raise CsgraphError(f"{' and '.join(named)} belong to a page for a meeting.", "Add --meeting.")
