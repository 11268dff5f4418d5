"""What a node label, a relationship type and a property are. `csgraph.model` declares the graph with these."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "date", "moment", "whole", "number", "flag", "texts"]
"""A property's type: text, date, moment (date and time, no zone), whole or decimal number, flag, list of texts."""


@dataclass(frozen=True)
class Property:
    """One property of a node label or relationship type.

    Attributes:
        name: its name in both engines and in every frame.
        kind: its type, see `Kind`.
        about: one sentence for docs/model.md.
        codes: name of the code list in importers/codes/ that its values come from, if any.
        personal: True where the value identifies a person: left out of maps and tables unless `--identifiable`.
        counted_only: True where no output shows the value of one, not even `--identifiable`: it is only ever counted.
    """

    name: str
    kind: Kind
    about: str
    codes: str | None = None
    personal: bool = False
    counted_only: bool = False


@dataclass(frozen=True)
class Node:
    """One node label.

    Attributes:
        label: its name in both engines.
        about: one sentence for docs/model.md.
        properties: what csgraph shows of it, derived from its assertions; `id` is added to every label.
        schemes: identifier schemes that may name one of these, best first: the best-ranked identifier of a node becomes
            its `id`, whatever order the files came in. Empty where a label is only ever named by one scheme.
        subject: True for the three subjects of a panel: a person, a place, a group.
    """

    label: str
    about: str
    properties: tuple[Property, ...] = ()
    schemes: tuple[str, ...] = ()
    subject: bool = False


@dataclass(frozen=True)
class Link:
    """One relationship type.

    Attributes:
        type: its name in both engines.
        pairs: the (from label, to label) pairs it may join.
        about: one sentence for docs/model.md.
        properties: its own, beside the provenance that every relationship carries.
        provenance: False only for relationships that csgraph derives itself.
    """

    type: str
    pairs: tuple[tuple[str, str], ...]
    about: str
    properties: tuple[Property, ...] = ()
    provenance: bool = True
