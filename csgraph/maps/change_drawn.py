"""The two pictures of a map of two days: the same spots twice, each with what is on record on its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from csgraph.maps.change_found import Pair, Shown, TwoDays
from csgraph.maps.layout import Box, Places, boxes_of, text_width
from csgraph.maps.model import MapEdge, MapNode, Region, again
from csgraph.maps.packing import packed
from csgraph.maps.records import Describer, joined
from csgraph.maps.shelves import Frame

PAGE = 1.5
"""How much wider than high the page is."""
APART = 60.0
HEAD = 34.0
LINES = {"held": "held", "new": "appeared", "gone": "lapsed"}


@dataclass(frozen=True)
class Side:
    """One of the two pictures.

    Attributes:
        nodes: its records, not yet at their places.
        edges: its lines.
        across: ties of a child with a place in another frame, which are not drawn: they would hide the others.
    """

    nodes: tuple[MapNode, ...]
    edges: tuple[MapEdge, ...]
    across: tuple[MapEdge, ...] = ()


def node_states(days: TwoDays) -> dict[str, str]:
    """Whether each child and place has ties of this sort on the later day alone, the earlier day alone, or both."""
    before, after = ({id_ for pair in pairs for id_ in pair} for pairs in (days.before, days.after))
    return {
        id_: "new"
        if id_ not in before and id_ in after
        else "gone"
        if id_ in before and id_ not in after
        else "recorded"
        for id_ in days.graph
    }


def earlier_side(days: TwoDays, shown: Shown, view: Describer) -> Side:
    """The earlier day: its ties, and empty shapes for whoever has none yet."""
    states, kept = node_states(days), shown.ids()
    looks = {"new": "not_yet"}
    nodes = tuple(
        replace(view.node(id_), id=again(id_), state=looks.get(states[id_], "recorded"))
        for part in shown.parts
        for id_ in part
    )
    lines = {
        pair: replace(_line(pair, state, days), source=again(pair[0]), target=again(pair[1]))
        for pair, state in days.states().items()
        if state != "new" and kept.issuperset(pair)
    }
    return _side(nodes, lines, shown, days)


def later_side(days: TwoDays, shown: Shown, view: Describer, told: Mapping[str, Sequence[str]]) -> Side:
    """The later day: its ties, and those that are gone.

    Args:
        days: the ties of both days.
        shown: who is drawn.
        view: what they are called.
        told: by child what has been resolved, in sentences.
    """
    states, kept = node_states(days), shown.ids()
    nodes = []
    for id_ in (id_ for part in shown.parts for id_ in part):
        resolved = told.get(id_, ())
        node = view.node(id_, state=states[id_], reasons=tuple(resolved))
        nodes.append(replace(node, lines=(*node.lines, f"{len(resolved)} resolved") if resolved else node.lines))
    lines = {pair: _line(pair, state, days) for pair, state in days.states().items() if kept.issuperset(pair)}
    return _side(tuple(nodes), lines, shown, days)


def _side(nodes: tuple[MapNode, ...], lines: Mapping[Pair, MapEdge], shown: Shown, days: TwoDays) -> Side:
    """One picture, the lines between a child and a place in two frames apart."""
    number = {id_: index for index, part in enumerate(shown.parts) for id_ in part}
    far = {
        pair
        for pair in lines
        if number[pair[0]] != number[pair[1]] and any(days.graph.nodes[id_]["label"] != "Child" for id_ in pair)
    }
    drawn = tuple(line for pair, line in lines.items() if pair not in far)
    return Side(nodes, drawn, tuple(line for pair, line in lines.items() if pair in far))


def _line(pair: Pair, state: str, days: TwoDays) -> MapEdge:
    ties = days.before[pair] if state == "gone" else days.after[pair]
    edge = joined(*pair, ties, LINES[state])
    return replace(edge, count=1, facts=(("Change", CHANGES[state]), ("Records", str(len(ties))), *edge.facts))


CHANGES = {"held": "on record on both days", "new": "new", "gone": "ended or grown old"}


def spots(shown: Shown, days: TwoDays, sides: Sequence[Side], captions: Sequence[str]) -> tuple[Places, list[Frame]]:
    """Where records stand on the later side, worked out from both days, and the frame of each part."""
    import networkx as nx

    ties: nx.Graph[str] = nx.Graph()
    ties.add_nodes_from(sorted(shown.ids()))
    ties.add_edges_from(pair for pair in days.states() if shown.ids().issuperset(pair))
    boxes = _boxes(sides)
    headings = [text_width(text, 14, bold=True) + 24 for text in captions]
    places, frames = packed(shown.parts, ties, boxes, headings)
    corners = _narrow(frames)
    moved = {
        id_: (places[id_][0] + corner[0] - frame[0], places[id_][1] + corner[1] - frame[1])
        for part, frame, corner in zip(shown.parts, frames, corners, strict=True)
        for id_ in part
    }
    return moved, [(*corner, frame[2], frame[3]) for frame, corner in zip(frames, corners, strict=True)]


def _boxes(sides: Sequence[Side]) -> dict[str, Box]:
    """The room that a record needs on both sides."""
    earlier, later = (boxes_of(side.nodes) for side in sides)
    return {
        id_: Box(*(max(getattr(box, side), getattr(earlier[again(id_)], side)) for side in ("half", "up", "down")))
        for id_, box in later.items()
    }


def _narrow(frames: Sequence[Frame]) -> list[tuple[float, float]]:
    """Corners of the frames in rows of that width at which the two pictures side by side are largest on a page."""
    if not frames:
        return []
    widths = [width for _, _, width, _ in frames]
    limits = {sum(widths[first:last]) for first in range(len(widths)) for last in range(first + 1, len(widths) + 1)}
    tried = [_in_rows(frames, limit) for limit in sorted(limits) if limit >= max(widths)]
    return min(tried, key=lambda corners: _page_width(frames, corners))


def _in_rows(frames: Sequence[Frame], limit: float) -> list[tuple[float, float]]:
    corners, x, y, high = [], 0.0, 0.0, 0.0
    for _, _, width, height in frames:
        if x and x + width > limit + 0.1:
            x, y, high = 0.0, y + high, 0.0
        corners.append((x, y))
        x, high = x + width, max(high, height)
    return corners


def _page_width(frames: Sequence[Frame], corners: Sequence[tuple[float, float]]) -> float:
    """How wide a page must be that holds both pictures, and is high enough for them."""
    ends = [(x + frame[2], y + frame[3]) for frame, (x, y) in zip(frames, corners, strict=True)]
    return max(2 * max(x for x, _ in ends) + APART, PAGE * (HEAD + max(y for _, y in ends)))


def frames_of(frames: Sequence[Frame], captions: Sequence[str], days: tuple[str, str]) -> tuple[list[Region], float]:
    """The frames of both sides under the day of each, and how far the earlier side lies to the left of the later."""
    width = max((left + wide for left, _, wide, _ in frames), default=400.0)
    height = max((top + high for _, top, _, high in frames), default=120.0)
    shift = width + APART
    regions = [
        Region(words, round(x, 1), -HEAD, round(width, 1), round(height + HEAD, 1))
        for words, x in zip(days, (-shift, 0.0), strict=True)
    ]
    for (left, top, wide, high), words in zip(frames, captions, strict=True):
        at, inside = (round(top, 1), round(wide, 1), round(high, 1)), (left - shift, left) if words else ()
        regions += [Region(words, round(x, 1), *at) for x in inside]
    return regions, shift
