"""Graph values in words: codes by their labels, days written out, records as sources."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from csgraph.codes import code_list
from csgraph.model import LINK, NODE

Attributes = Mapping[str, Any]
"""Attributes of a node or an edge of a network."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def known(value: object) -> bool:
    """Whether there is a value at all: None, NaN, NaT and empty texts and lists are none."""
    if value is None or (not isinstance(value, (list, tuple)) and value != value):
        return False
    return value != "" and value != []


def written_day(day: date) -> str:
    """`31 October 2026`, whatever the machine's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """`31 Oct 2026`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def coded(list_name: str | None, code: object) -> str:
    """The label of a code; a code that the list does not have, in plain words."""
    text = str(code)
    if list_name is None:
        return text
    return code_list(list_name).codes.get(text, text.replace("_", " "))


def in_words(value: object, list_name: str | None = None) -> str:
    """A value as a reader would say it; empty where there is none."""
    if not known(value):
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(coded(list_name, item) for item in value)
    if isinstance(value, date):
        return written_day(value)
    if list_name is None and (value is True or value is False or type(value).__name__ == "bool_"):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return coded(list_name, value)


def node_codes(label: str) -> dict[str, str | None]:
    """Code list of each property of a node label."""
    return {item.name: item.codes for item in NODE[label].properties}


def tie_words(edge: Attributes) -> str:
    """What joins two records: the kind or role of the relationship."""
    if known(edge.get("event_kind")):
        return f"{coded('event', edge['event_kind'])}: {coded('event_place', edge.get('kind', '')).lower()}"
    if edge.get("type") == "AT":
        return _at_place(str(edge.get("kind")))
    codes = {item.name: item.codes for item in LINK[edge["type"]].properties} if edge.get("type") in LINK else {}
    for name in ("role", "kind", "enrolment"):
        if known(edge.get(name)):
            return coded(codes[name], edge[name]) if codes.get(name) else _spoken(edge[name])
    return _spoken(edge.get("type", ""))


BY_KIND = ("PEER_OF", "LINKED_TO", "LINKED_TO_PLACE", "AT", "OCCURRED_AT", "FAMILY_OF")
"""Types of relationship whose kinds are told apart: a tie of friends is another thing than one of conflict."""


def relationship_words(edge: Attributes) -> str:
    """The type of a relationship as a person would say it; its kind, where kinds are told apart."""
    type_ = str(edge.get("type", ""))
    return tie_words(edge) if type_ in BY_KIND else _spoken(type_.lower())


def _spoken(code: object) -> str:
    """A code that no list has, as a person would say it."""
    return str(code).replace("_", " ").capitalize()


def _at_place(kind: str) -> str:
    """What was recorded of a child at a place. The part played in an event is left out: a line shows no blame."""
    if kind == "missing":
        return "Found there after going missing"
    return coded("event" if kind in code_list("event").codes else "place_tie", kind)


def citation(edge: Attributes) -> str:
    """The record that a relationship came from, as findings cite it: `source record, row N (batch)`."""
    parts = [str(edge[name]) for name in ("source", "record") if known(edge.get(name))]
    row = f", row {int(edge['row'])}" if known(edge.get("row")) else ""
    batch = f" ({edge['batch']})" if known(edge.get("batch")) else ""
    return " ".join(parts) + row + batch


def recorded_by(edge: Attributes) -> str:
    """Who recorded it, in words."""
    return in_words(edge.get("recorded_by"), "agency")


def certainty(edge: Attributes) -> str:
    """How reliable the record says that it is; what nobody vouched for is unverified."""
    return str(edge["reliability"]) if known(edge.get("reliability")) else "unverified"
