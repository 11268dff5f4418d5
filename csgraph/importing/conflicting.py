"""One identifier with two birthdays or two names in one extract: both are kept, and told."""

from collections.abc import Sequence

import pandas as pd

from csgraph.importing.assemble import Assembled
from csgraph.importing.report import Notice
from csgraph.importing.table import Rows

ONE_PERSON = {
    "Child": ("dob", "surname", "forename", "sex"),
    "Adult": ("dob", "surname", "forename", "sex"),
}
"""What a person has one of on the day of an extract."""

WORDS = {"dob": "dates of birth", "surname": "surnames", "forename": "forenames", "sex": "sexes"}


def conflicts(tables: Sequence[Rows], assembled: Assembled) -> list[Notice]:
    """A notice for each property of which an extract gives one identifier two values, with the first row and how many.

    Args:
        tables: the tables as read, for the names of their files.
    """
    where = {rows.table.name: rows.where for rows in tables}
    return [
        notice
        for label, properties in ONE_PERSON.items()
        if label in assembled.nodes
        for name in properties
        for notice in _conflicts_of(assembled.nodes[label], label, name, where)
    ]


def _conflicts_of(asserted: pd.DataFrame, label: str, name: str, where: dict[str, str]) -> list[Notice]:
    given = asserted[asserted[name].notna()]
    # Names that differ in capitals alone are one.
    given = given.assign(value=given[name].astype(str).str.casefold())
    by_key = given.groupby("key")["value"]
    rows = given[by_key.transform("nunique") > 1]
    if not len(rows):
        return []
    # Where the conflict begins: the first row that says otherwise than one before it.
    first = rows[rows["value"] != rows.groupby("key")["value"].transform("first")].iloc[0]
    text = f"One identifier of a {label} is given with different {WORDS[name]}; both are kept and shown as a conflict."
    place = where[str(first["table"])], int(first["row"])
    return [Notice("conflict", *place, "", name, text, int(rows["key"].nunique()))]
