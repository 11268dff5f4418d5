"""Records and lines of a network as a map shows them: named or not, with their facts and their sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from csgraph.governance.disguise import PREFIX
from csgraph.governance.naming import HOMES
from csgraph.governance.plain_text import plain
from csgraph.governance.pseudonyms import pseudonym
from csgraph.governance.redaction import Labels, numbered, people_frame
from csgraph.governance.small_counts import FEW, small
from csgraph.governance.small_counts import in_words as in_words_of_few
from csgraph.maps.model import Drawing, Facts, MapEdge, MapNode, MapTie
from csgraph.maps.settings import MapSettings
from csgraph.maps.words import (
    Attributes,
    certainty,
    citation,
    in_words,
    known,
    node_codes,
    recorded_by,
    relationship_words,
    short_day,
    tie_words,
)
from csgraph.model import PEOPLE

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

KINDS = {"Professional": "professional", "Agency": "agency", "School": "school", "Group": "group", "Child": "child"}
CERTAIN_FIRST = ("evidence", "reported", "judgement", "unverified")
MOST_SOURCES = 12
SHORT = 9
"""Letters of a pseudonym on a map: the prefix and six digits, which `csgraph who` takes too."""
COUNTS = {"unrelated", "events"}
"""Properties of a place that count children or events, bare: a small one is no more shown than in a sentence."""
NOT_ON_SCREENS = {"phone", "email", "dob", "account", "postcode"}
"""Properties that a page for a shared screen never tells, whatever the settings of the map."""


@dataclass(frozen=True)
class Describer:
    """Turns the nodes of one network into records of one map."""

    graph: "nx.MultiGraph[str]"
    settings: MapSettings
    drawing: Drawing
    names: dict[str, str]

    def node(self, id_: str, **more: Any) -> MapNode:
        """The record of a node; `more` sets what else the map knows of it."""
        attributes = self.graph.nodes[id_]
        made = MapNode(id_, self.names[id_], self.kind(id_), facts=self.facts(id_))
        if attributes["label"] in ("Location", "School") and known(attributes.get("kind")) and "lines" not in more:
            more["lines"] = self._place_lines(attributes)
        return replace(made, **more)

    def report(self, text: str) -> str:
        """A sentence of a report on places or groups: without small counts, unless people are named."""
        return in_words_of_few(text) if self.drawing.disguise and not self.drawing.identifiable else text

    def kind(self, id_: str) -> str:
        """The theme's kind of a node. An adult is family only where a record says so of a child on the map."""
        attributes = self.graph.nodes[id_]
        if attributes["label"] == "Location":
            return "online" if attributes.get("online") is True else "place"
        if attributes["label"] == "Adult":
            types = {edge.get("type") for _, _, edge in self.graph.edges(id_, data=True)}
            return "family" if "FAMILY_OF" in types else "adult"
        return KINDS[attributes["label"]]

    def facts(self, id_: str) -> Facts:
        """What the settings allow to be shown of a node."""
        attributes = self.graph.nodes[id_]
        label = attributes["label"]
        shown = dict(self.settings.facts.get(label, {}))
        if self.drawing.identifiable:
            shown |= self.settings.identifiable.get(label, {})
        if self.drawing.roll:
            shown = {name: words for name, words in shown.items() if name not in NOT_ON_SCREENS}
        codes = node_codes(label)
        values = {name: in_words(attributes.get(name), codes.get(name)) for name in shown}
        if self.drawing.disguise and not self.drawing.identifiable:
            counts = {name: attributes[name] for name in COUNTS & shown.keys() if known(attributes.get(name))}
            values |= {name: FEW for name, count in counts.items() if small(int(count))}
        if "age" in shown and known(attributes.get("dob")):
            values["age"] = str(age(attributes["dob"], self.drawing.as_of))
        facts = [(shown[name], value) for name, value in values.items() if value]
        return (*self._reference(id_, label), *facts)

    def _reference(self, id_: str, label: str) -> Facts:
        """How to find a person again: the case system's number where people are named, else the pseudonym."""
        if label not in PEOPLE or self.drawing.roll:
            return ()
        if self.drawing.identifiable:
            return (("Case reference", id_.removeprefix("ssd:")),) if id_.startswith("ssd:") else ()
        return (("Pseudonym", pseudonym(id_, PREFIX[label])),)

    def _place_lines(self, attributes: Attributes) -> tuple[str, ...]:
        words = in_words(attributes["kind"], node_codes(attributes["label"])["kind"]).split(":")[0]
        return (words,) if words and attributes["label"] == "Location" and plain(attributes.get("name")) else ()


def describer(
    graph: "nx.MultiGraph[str]", settings: MapSettings, drawing: Drawing, children: "pd.DataFrame | None" = None
) -> Describer:
    """A describer of a network.

    Args:
        graph: the network.
        settings: of the map.
        drawing: what was asked.
        children: id, forename and surname of every child of the store, so that a child has one label on every map and
            in every table; None to number equal initials on this map alone.
    """
    nodes = dict(graph.nodes(data=True))
    own = {label: [id_ for id_, found in nodes.items() if found["label"] == label] for label in ("Child", "Adult")}
    of_children = _people(nodes, own["Child"]) if children is None else children
    names: dict[str, str] = {}
    for people, ids in ((of_children, own["Child"]), (_people(nodes, own["Adult"]), own["Adult"])):
        labels = Labels(people, drawing.identifiable)
        names |= {id_: labels.label(id_) for id_ in ids}
    if drawing.labels == "pseudonyms" and not drawing.identifiable:
        people_here = own["Child"] + own["Adult"]
        names |= numbered({id_: pseudonym(id_, PREFIX[nodes[id_]["label"]])[:SHORT] for id_ in people_here})
    homes = {id_: "Private address" for id_, found in nodes.items() if _is_home(found) and not drawing.identifiable}
    names |= numbered(homes)
    names |= {id_: _own_name(id_, found) for id_, found in nodes.items() if id_ not in names}
    names |= drawing.roll.called(nodes) if drawing.roll else {}
    if drawing.disguise:
        hide = drawing.disguise
        names = {id_: hide.home(id_) or hide.text(name) for id_, name in names.items()}
    return Describer(graph, settings, drawing, names)


def _people(nodes: Mapping[str, Attributes], ids: Iterable[str]) -> "pd.DataFrame":
    return people_frame((id_, nodes[id_].get("forename"), nodes[id_].get("surname")) for id_ in ids)


def joined(source: str, target: str, ties: Sequence[Attributes], line: str, mark: str = "") -> MapEdge:
    """All ties between two records as one line, with who recorded them and how surely."""
    return MapEdge(
        source,
        target,
        line,
        "; ".join(distinct(tie_words(tie) for tie in ties)),
        count=len(ties),
        facts=tie_facts(ties),
        sources=sources_of(ties),
        mark=mark,
        ties=tuple(map_tie(tie) for tie in ties),
    )


def map_tie(tie: Attributes) -> MapTie:
    """One record of a line, as filters and exports know it."""
    start, end = (f"{tie[name]:%Y-%m-%d}" if known(tie.get(name)) else "" for name in ("start", "end"))
    return MapTie(
        words=tie_words(tie),
        relationship=relationship_words(tie),
        agency=recorded_by(tie),
        source=str(tie["source"]) if known(tie.get("source")) else "",
        reliability=in_words(certainty(tie), "reliability"),
        start=start,
        end=end,
    )


def tie_facts(ties: Sequence[Attributes]) -> Facts:
    """Dates, certainty and agencies of several ties between the same two records."""
    ended = all(tie.get("state") == "ended" for tie in ties)
    facts = (
        ("Since", day_of(ties, "start", min)),
        ("Until", day_of(ties, "end", max) if ended else ""),
        ("Last contact", day_of(ties, "last_contact", max)),
        ("Certainty", in_words(surest(ties), "reliability")),
        ("Recorded by", "; ".join(distinct(recorded_by(tie) for tie in ties))),
    )
    return tuple((name, value) for name, value in facts if value)


def surest(ties: Iterable[Attributes]) -> str:
    """The best reliability among several records of one thing."""
    return min((certainty(tie) for tie in ties), key=CERTAIN_FIRST.index)


def day_of(ties: Iterable[Attributes], name: str, choose: Any) -> str:
    """The first or last of the ties' days, written short; empty where none has one."""
    days = [tie[name] for tie in ties if known(tie.get(name))]
    return short_day(choose(days)) if days else ""


def distinct(texts: Iterable[str]) -> list[str]:
    """The texts without repeats and blanks, in their order."""
    return [text for text in dict.fromkeys(texts) if text]


def sources_of(ties: Iterable[Attributes]) -> tuple[str, ...]:
    """The records that ties came from, the first few and how many more there are."""
    return some(distinct(citation(tie) for tie in ties))


def some(texts: Sequence[str]) -> tuple[str, ...]:
    """The first few of many sources, and how many more there are."""
    more = len(texts) - MOST_SOURCES
    return (*texts[:MOST_SOURCES], f"and {more} more") if more > 0 else tuple(texts)


def age(dob: date, as_of: date) -> int:
    """Whole years on a day."""
    return as_of.year - dob.year - ((as_of.month, as_of.day) < (dob.month, dob.day))


def _is_home(attributes: Attributes) -> bool:
    return attributes["label"] == "Location" and attributes.get("kind") in HOMES


def _own_name(id_: str, attributes: Attributes) -> str:
    """The name of a place, school, professional or group as recorded, else its reference."""
    return plain(attributes.get("name")) or f"{attributes['label']} {plain(id_)}"
