"""What a person is called on anything that leaves the store: initials unless names were asked for."""

from collections.abc import Iterable

import pandas as pd

from csgraph.governance.plain_text import plain

UNNAMED = "Not named"
UNKNOWN = "Not known"


class Labels:
    """Labels of people by node id: initials by default, names on request, and never two alike.

    Initials protect children when a map lies on a table; peer maps drawn with young people use initials only
    (Contextual Safeguarding Network, peer mapping). People with the same initials are numbered in the order of
    their ids (`AB`, `AB 2`), so the same people give the same labels whatever order they came in.
    """

    def __init__(self, people: pd.DataFrame, identifiable: bool = False) -> None:
        """Takes a frame with columns id, forename and surname (one row a person)."""
        self.identifiable = identifiable
        rows = people[["id", "forename", "surname"]].drop_duplicates("id").itertuples(index=False)
        call = full_name if identifiable else initials
        called = {str(row[0]): call(row[1], row[2]) for row in rows}
        self._labels = numbered(called)

    def label(self, id_: str) -> str:
        """What to call the person with this node id; `Not known` where nothing holds it."""
        return self._labels.get(id_, UNKNOWN)


def initials(forename: object, surname: object) -> str:
    """`Ava O'Neill` -> `AO`; from whichever parts are recorded."""
    return "".join(_first_letter(plain(part)) for part in (forename, surname)) or UNNAMED


def full_name(forename: object, surname: object) -> str:
    """`Ava O'Neill`, from whichever parts are recorded."""
    return " ".join(part for part in (plain(forename, 60), plain(surname, 60)) if part) or UNNAMED


def numbered(called: dict[str, str]) -> dict[str, str]:
    """The same labels with the second, third… holder of one label numbered, in the order of their ids."""
    seen: dict[str, int] = {}
    labels = {}
    for id_ in sorted(called):
        label = called[id_]
        seen[label] = seen.get(label, 0) + 1
        labels[id_] = label if seen[label] == 1 else f"{label} {seen[label]}"
    return labels


def people_frame(rows: Iterable[tuple[str, object, object]]) -> pd.DataFrame:
    """A frame for `Labels` from (id, forename, surname) rows."""
    return pd.DataFrame(list(rows), columns=["id", "forename", "surname"])


def _first_letter(name: str) -> str:
    """The first letter or digit of a name, as a capital."""
    return next((character.upper()[0] for character in name if character.isalnum()), "")
