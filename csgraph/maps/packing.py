"""Places for groups: each group is laid out by itself, then the groups are packed like parcels on shelves."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from csgraph.maps.carried import PLAIN, Earlier, start_places, turned_like
from csgraph.maps.layout import Box, Places, extent, separated
from csgraph.maps.off_lines import off_lines
from csgraph.maps.one_thread import one_thread
from csgraph.maps.shelves import MARGIN, SHAPE, Frame, arranged

if TYPE_CHECKING:
    import networkx as nx

ROOM = 2.6
TREE = 1.3
"""Lines a record up to which a group is laid out by distances alone, which spreads the ends of branches evenly. Above,
forces come after: of the layouts tried on the sample, they gave the fewest crossings there."""
CLEARINGS = 3
"""How often records are moved off lines and names pushed apart again; a few records stay on a line in a dense group."""
HEADING = 28.0
LARGE = 160
"""Members up to which a group is laid out as one: the cost grows with the square of their number. A larger one is laid
out by the communities in it; of the layouts tried, that kept most neighbours together."""


def packed(
    groups: Sequence[Sequence[str]],
    graph: "nx.Graph[str]",
    boxes: Mapping[str, Box],
    headings: Sequence[float] = (),
    room: float = ROOM,
    earlier: Earlier | None = None,
) -> tuple[Places, list[Frame]]:
    """Places of all members, and a frame round each group.

    Args:
        groups: members of each group; every member is in one group. Groups keep their order on the page, but for
            those that change places so that lines between groups run through no others; none where `earlier` is given.
        graph: what joins the members; lines between groups do not move them.
        boxes: the box of every member.
        headings: width of each group's caption, so that its frame is no narrower.
        room: how many times the room of the boxes a group gets before they are pushed apart.
        earlier: the map that this one should resemble.
    """
    with one_thread():
        insides = [_inside(members, graph, boxes, room, earlier or Earlier()) for members in groups]
    widths = headings or [0.0] * len(groups)
    sizes = [_size(places, boxes, width) for places, width in zip(insides, widths, strict=True)]
    corners = arranged(sizes, [] if earlier and earlier.places else _between(groups, graph))
    places: Places = {}
    frames: list[Frame] = []
    for inside, (width, height), (left, top) in zip(insides, sizes, corners, strict=True):
        x0, y0, x1, _ = extent(inside, boxes)
        dx, dy = left + (width - (x1 - x0)) / 2 - x0, top + MARGIN / 2 + HEADING - y0
        places.update({member: (x + dx, y + dy) for member, (x, y) in inside.items()})
        frames.append((left, top, width, height))
    return places, frames


def earlier_map(groups: Sequence[Sequence[str]], graph: "nx.Graph[str]", room: float = ROOM) -> Earlier:
    """An earlier map, for later ones to resemble.

    Args:
        groups: members of each group on the earlier day.
        graph: what joined them then.
        room: as of `packed`.
    """
    boxes = {member: PLAIN for group in groups for member in group}
    places, frames = packed(groups, graph, boxes, room=room)
    reading = sorted(range(len(frames)), key=lambda number: (frames[number][1], frames[number][0]))
    order = {member: place for place, number in enumerate(reading) for member in groups[number]}
    middles = [(left + width / 2, top + height / 2) for left, top, width, height in frames]
    centred = {
        member: (places[member][0] - x, places[member][1] - y)
        for group, (x, y) in zip(groups, middles, strict=True)
        for member in group
    }
    return Earlier(centred, order)


def _inside(
    members: Sequence[str], graph: "nx.Graph[str]", boxes: Mapping[str, Box], room: float, earlier: Earlier
) -> Places:
    """Places of one group round its own middle: forces first, then names pushed apart."""
    import networkx as nx

    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from(sorted(members))  # sorted, so that the layout does not hang on the order of the rows
    part.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(members).edges() if edge[0] != edge[1]))
    if len(part) == 1:
        return {members[0]: (0.0, 0.0)}
    if len(part) > LARGE:
        return _by_communities(part, boxes, room, earlier)
    found = nx.kamada_kawai_layout(part, pos=start_places(part, earlier))
    if part.number_of_edges() > TREE * len(part):
        found = nx.forceatlas2_layout(
            part, pos=found, max_iter=min(600, 100 + 6 * len(part)), seed=2020, scaling_ratio=8.0
        )
    at = {str(node): (float(place[0]), float(place[1])) for node, place in found.items()}
    lying = turned_like(at, earlier) or _lying(at)
    places = separated(_scaled(lying, boxes, room), boxes)
    for _ in range(CLEARINGS):
        places = separated(off_lines(places, sorted(part.edges())), boxes)
    return places


def _by_communities(part: "nx.Graph[str]", boxes: Mapping[str, Box], room: float, earlier: Earlier) -> Places:
    """Places of a large group: its communities side by side; whoever is joined with nobody in rows after them."""
    import networkx as nx

    found = nx.community.louvain_communities(part, seed=2020) if part.number_of_edges() else []
    parts = sorted((sorted(some) for some in found if len(some) > 1), key=lambda some: (-len(some), some))
    cut = [some[start : start + LARGE] for some in parts for start in range(0, len(some), LARGE)]
    apart = sorted(set(part).difference(*parts))
    groups = [*cut, *([member] for member in apart)]
    insides = [_inside(some, part, boxes, room, earlier) for some in groups]
    sizes = [_size(places, boxes, 0.0) for places in insides]
    places: Places = {}
    for one, corner in zip(insides, arranged(sizes, _between(groups, part)), strict=True):
        left, top, _, _ = extent(one, boxes)
        places |= {member: (x + corner[0] - left, y + corner[1] - top) for member, (x, y) in one.items()}
    return places


def _lying(places: Places) -> Places:
    """Turned so that the longest way across lies across the page, the first record in the upper left."""
    count = len(places)
    mx, my = (sum(place[axis] for place in places.values()) / count for axis in (0, 1))
    centred = {id_: (x - mx, y - my) for id_, (x, y) in places.items()}
    xx, yy = (sum(place[axis] ** 2 for place in centred.values()) for axis in (0, 1))
    xy = sum(x * y for x, y in centred.values())
    turn = -math.atan2(2 * xy, xx - yy) / 2
    cos, sin = math.cos(turn), math.sin(turn)
    turned = {id_: (x * cos - y * sin, x * sin + y * cos) for id_, (x, y) in centred.items()}
    first = turned[min(turned)]
    flip_x, flip_y = (-1 if first[0] > 0 else 1), (-1 if first[1] > 0 else 1)
    return {id_: (x * flip_x, y * flip_y) for id_, (x, y) in turned.items()}


def _scaled(places: Places, boxes: Mapping[str, Box], room: float) -> Places:
    """Stretched to a page of the wanted shape, `room` times as large as the boxes together."""
    area = room * sum(2 * boxes[id_].half * (boxes[id_].up + boxes[id_].down) for id_ in places)
    wide, high = (max(side) - min(side) for side in zip(*places.values(), strict=True))
    across = math.sqrt(area * SHAPE) / max(wide, 1e-9)
    down = min(math.sqrt(area / SHAPE) / max(high, 1e-9), 2 * across)  # a chain of records stays a chain
    return {id_: (x * across, y * down) for id_, (x, y) in places.items()}


def _size(places: Places, boxes: Mapping[str, Box], heading: float) -> tuple[float, float]:
    x0, y0, x1, y1 = extent(places, boxes)
    return max(x1 - x0, heading) + MARGIN, y1 - y0 + HEADING + MARGIN


def _between(groups: Sequence[Sequence[str]], graph: "nx.Graph[str]") -> list[tuple[int, int]]:
    """Pairs of groups that a line joins."""
    number = {member: index for index, group in enumerate(groups) for member in group}
    ends = ((number[one], number[other]) for one, other in graph.edges() if one in number and other in number)
    return sorted({(min(pair), max(pair)) for pair in ends if pair[0] != pair[1]})
