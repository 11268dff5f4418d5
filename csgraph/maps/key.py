"""The key of a map: only what is drawn on it, each beside its words."""

from dataclasses import dataclass

from csgraph.maps.model import MapEdge, MapModel, MapNode
from csgraph.maps.picture import Letter, Mark, Stroke, line_between, mark_of
from csgraph.maps.theme import theme

WIDER = dict.fromkeys(("met", "apart", "untold"), "Wider line: more children shared")
"""What a wide line says, where it is not that more records say so."""


@dataclass(frozen=True)
class KeyEntry:
    """One line of the key: a shape or some strokes, and words."""

    words: str
    mark: Mark | None = None
    strokes: tuple[Stroke, ...] = ()
    letter: Letter | None = None


def key_of(model: MapModel) -> list[KeyEntry]:
    """Kinds, then states, then lines, then their marks, in the theme's order."""
    return [*_kinds(model), *_states(model), *_lines(model), *_marks(model)]


def _kinds(model: MapModel) -> list[KeyEntry]:
    used = {node.kind for node in model.nodes if theme().states[node.state].look not in ("dashed", "dotted")}
    return [KeyEntry(kind.words, _sample(name, "recorded")) for name, kind in theme().kinds.items() if name in used]


def _states(model: MapModel) -> list[KeyEntry]:
    """Each state is shown on the kind of record that has it on this map."""
    kinds = {node.state: node.kind for node in reversed(model.nodes)}
    return [
        KeyEntry(state.words, _sample(kinds[name], name))
        for name, state in theme().states.items()
        if name in kinds and state.look != "filled"
    ]


def _lines(model: MapModel) -> list[KeyEntry]:
    used = {edge.line for edge in model.edges}
    entries = [KeyEntry(line.words, strokes=_stroke(name, 1)) for name, line in theme().lines.items() if name in used]
    many = next((edge.line for edge in model.edges if edge.count > 1), None)
    wider = [KeyEntry(WIDER.get(many, "Wider line: more records say so"), strokes=_stroke(many, 5))] if many else []
    return entries + wider


def _marks(model: MapModel) -> list[KeyEntry]:
    used = {edge.mark for edge in model.edges}
    return [
        KeyEntry(mark.words, strokes=(Stroke(2, 13, 44, 13, 1.4),), letter=Letter(23, 13, mark.letter))
        for name, mark in theme().marks.items()
        if name in used
    ]


def _sample(kind: str, state: str) -> Mark:
    return mark_of(MapNode("", "", kind, state, x=23, y=13, size=10))


def _stroke(line: str, count: int) -> tuple[Stroke, ...]:
    start, end = MapNode("", "", "child", x=2, y=13), MapNode("", "", "child", x=44, y=13)
    return tuple(line_between(MapEdge("", "", line, "", count), start, end))
