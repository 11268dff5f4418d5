"""Where groups, their children and what gathers groups stand on one map."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from csgraph.maps.group_frames import Framed, Room, framed, room_of, side_by_side, sized
from csgraph.maps.layout import boxes_of, text_width
from csgraph.maps.model import MapEdge, MapNode, Region
from csgraph.maps.one_thread import one_thread
from csgraph.maps.packing import packed

AIR = 1.6
"""How many times the room of its records a group gets; a page has many."""


@dataclass(frozen=True)
class Placed:
    """Records at their places, and the frames that open."""

    nodes: tuple[MapNode, ...]
    regions: tuple[Region, ...]


def placed_groups(
    schools: Sequence[MapNode],
    groups: Sequence[MapNode],
    children: Sequence[MapNode],
    members: Mapping[str, Sequence[str]],
    lines: Sequence[MapEdge],
) -> Placed:
    """Everything at its place, no two frames of one level overlapping.

    Args:
        schools: what gathers the groups; none where they stand by themselves.
        groups: `inside` names the school.
        children: `inside` names the group.
        members: all children of each group, on the map or not.
        lines: of all levels.
    """
    joined = [(line.source, line.target) for line in lines]
    sizes = {node.id: len(members[node.id]) for node in groups}
    rooms = _rooms(groups, _inside_of(children), joined)
    closed = framed(sized([node for node in groups if node.inside], sizes), rooms)
    for school in schools:
        own = [frame for frame in closed if frame.node.inside == school.id]
        sizes[school.id] = sum(sizes[frame.node.id] for frame in own) or 1
        if own:
            rooms[school.id] = room_of(own, joined)
    top = framed(sized([*schools, *(node for node in groups if not node.inside)], sizes), rooms)
    corners, _ = side_by_side(top, joined)
    every = {frame.node.id: frame for frame in (*closed, *top)}
    nodes: dict[str, MapNode] = {node.id: node for node in children}
    regions: list[Region] = []
    for frame, corner in zip(top, corners, strict=True):
        _put(frame, corner, every, nodes, regions)
    order = {node.id: index for index, node in enumerate((*schools, *groups, *children))}
    return Placed(tuple(sorted(nodes.values(), key=lambda node: order[node.id])), tuple(regions))


def _inside_of(children: Iterable[MapNode]) -> dict[str, list[MapNode]]:
    found: dict[str, list[MapNode]] = {}
    for node in children:
        found.setdefault(node.inside, []).append(node)
    return found


def _rooms(
    groups: Sequence[MapNode], by_group: Mapping[str, list[MapNode]], joined: list[tuple[str, str]]
) -> dict[str, Room]:
    """Each group's children laid out by themselves."""
    import networkx as nx

    ties: nx.Graph[str] = nx.Graph()
    ties.add_nodes_from(node.id for some in by_group.values() for node in some)
    ties.add_edges_from(pair for pair in joined if ties.has_node(pair[0]) and ties.has_node(pair[1]))
    rooms: dict[str, Room] = {}
    with one_thread():
        for group in groups:
            if group.id in by_group:
                own = by_group[group.id]
                wide = [text_width(_caption(group), 14, bold=True) + 12]
                places, [(_, _, *size)] = packed([[node.id for node in own]], ties, boxes_of(own), wide, room=AIR)
                rooms[group.id] = places, (size[0], size[1]), 1.0
    return rooms


def _caption(node: MapNode) -> str:
    return ", ".join((node.label, *node.lines))


def _put(
    frame: Framed,
    corner: tuple[float, float],
    every: Mapping[str, Framed],
    nodes: dict[str, MapNode],
    regions: list[Region],
) -> None:
    """Puts a record, its frame and all that is inside it where they belong."""
    left, top = corner
    node = frame.node
    nodes[node.id] = replace(node, x=round(left + node.x, 1), y=round(top + node.y, 1))
    if not frame.inside:
        return
    width, height = (round(side, 1) for side in frame.size)
    corner_at = round(left, 1), round(top, 1)
    regions.append(Region(_caption(node), *corner_at, width, height, of=node.id, scale=frame.scale))
    for id_, (x, y) in frame.inside.items():
        if id_ in every:
            _put(every[id_], (left + x, top + y), every, nodes, regions)
        else:
            nodes[id_] = replace(nodes[id_], x=round(left + x, 1), y=round(top + y, 1))
