"""What may leave the store, in one place: tables, findings and files are made fit here before anybody sees them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from csgraph.findings import Findings
from csgraph.governance.disguise import Disguise, disguised
from csgraph.governance.layered_facts import LayeredFacts
from csgraph.governance.layers import allowed
from csgraph.governance.naming import HOMES
from csgraph.governance.small_counts import suppressed
from csgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

FREE = ("account", "detail", "outcome", "reason", "result", "what", "about", "values", "history", "worked")
"""Columns of agencies' own words: what they hold cannot be foreseen, so they stay in the store."""
NAMES = ("forename", "surname", "postcode")
WORKERS = ("worker_name", "worker_name_a", "worker_name_b", "team", "phone", "email", "school_name", "setting")
"""Columns about workers and schools, who may share a name with a child."""


@dataclass(frozen=True)
class Sharing:
    """How records are shared.

    Attributes:
        identifiable: names and identifiers are printed.
        labels: `initials`, or `pseudonyms`.
        include: restricted layers that were asked for.
    """

    identifiable: bool = False
    labels: str = "initials"
    include: frozenset[str] = frozenset()


class Shared:
    """A store as it may be shown.

    Attributes:
        store: to read from: the restricted layers are not in it.
        disguise: what to write in place of whatever identifies somebody.
    """

    def __init__(self, store: Store, sharing: Sharing) -> None:
        self.sharing = replace(sharing, include=allowed(sharing.include))
        self.store = LayeredFacts(store, self.sharing.include)
        self.disguise = Disguise(store, identifiable=sharing.identifiable, labels=sharing.labels)

    @property
    def subjects(self) -> frozenset[str]:
        """Node ids of the people who were written about so far; for `audit.permit`."""
        return frozenset(self.disguise.seen)

    def told(self) -> list[str]:
        """What the reader must know: what was withheld, one sentence a layer."""
        return self.store.told()

    def reported(self, found: Findings) -> Findings:
        """Findings with the small counts of places and groups suppressed, where nobody is to be identified."""
        return found if self.sharing.identifiable else suppressed(found)

    def table(self, rows: pd.DataFrame, as_of: date | None = None) -> pd.DataFrame:
        """The rows as they may leave, with a column of labels after each column of people's ids.

        Args:
            rows: a frame of findings, of a figure, or of a query.
            as_of: the day for ages in place of dates of birth; without it they are left out.
        """
        whole = rows if self.sharing.identifiable else self._closed(rows, as_of)
        shown = pd.DataFrame({name: self._column(str(name), whole[name]) for name in whole.columns}, index=rows.index)
        for name in list(rows.columns):
            called = self._called(rows[name])
            if called is not None and name in shown:
                shown.insert(int(shown.columns.get_loc(name)) + 1, f"{name}_is", called)  # type: ignore[arg-type]
        return shown

    def _closed(self, rows: pd.DataFrame, as_of: date | None) -> pd.DataFrame:
        """Without agencies' own words, names and dates of birth; those as ages."""
        kept = rows.drop(columns=[c for c in rows if c in FREE or c in NAMES])
        if "dob" in kept:
            day = pd.Timestamp(as_of) if as_of else None
            ages = [_age(one, day) for one in pd.to_datetime(kept["dob"], errors="coerce")]
            kept = kept.assign(dob=pd.Series(ages, index=kept.index, dtype="Int64")).rename(columns={"dob": "age"})
        if {"name", "kind"} <= set(kept):
            kept["name"] = kept["name"].where(~kept["kind"].isin(HOMES), kept["kind"])
        return kept

    def _column(self, name: str, values: pd.Series) -> pd.Series:
        if name in WORKERS or not _wordy(values):
            return values
        return pd.Series([disguised(self.disguise, one) for one in values], index=values.index, dtype=values.dtype)

    def _called(self, ids: pd.Series) -> list[str] | None:
        """The label of each child in a column of ids; None for other columns, and where pseudonyms are the labels."""
        if self.sharing.labels == "pseudonyms" and not self.sharing.identifiable:
            return None
        if not _wordy(ids) or not ids.map(lambda one: isinstance(one, str) and one in self.disguise.children).any():
            return None
        return [self.disguise.labels[one] if one in self.disguise.children else "" for one in ids]

    def findings(self, found: Findings) -> Findings:
        """Findings as a page may show them: each subject by its label."""
        label = self.label(found.table)
        ids = found.table["subject"]
        table = found.table.assign(subject=pd.Series([label(one) for one in ids], ids.index, dtype=ids.dtype))
        for name in ("reasons", "sources", "finding", "next_step", "would_change"):
            table[name] = self._column(name, table[name])
        return replace(found, table=table, caveats=[*found.caveats, *self.told()])

    def label(self, rows: pd.DataFrame) -> "Callable[[str], str]":
        """What to call each subject of some findings: a child's label, a place's or group's name, else its pseudonym.

        Args:
            rows: the findings; peer groups that csgraph found itself bring their name in the column group_name.
        """
        known = self.store.read("subject_names").dropna(subset=["name"])
        names = dict(zip(known["id"], known["name"], strict=True))
        if "group_name" in rows:
            names |= dict(zip(rows["subject"], rows["group_name"], strict=True))

        def called(one: str) -> str:
            person = self.disguise.person(one)
            if person:
                return self.disguise.labels[person]
            return self.disguise.home(one) or self.disguise.text(str(names.get(one, one)))

        return called


def _wordy(values: pd.Series) -> bool:
    return values.dtype == object or isinstance(values.dtype, pd.StringDtype)


def _age(dob: Any, day: pd.Timestamp | None) -> int | None:
    if day is None or pd.isna(dob):
        return None
    return int(day.year - dob.year - ((day.month, day.day) < (dob.month, dob.day)))
