"""Room for groups that can be opened: each has a frame of its own, so that opening it moves nothing else.

While a group is closed, one record stands in the middle of its frame, with words so large that they can be read when
the whole map is seen. What gathers several groups has a frame round theirs, and larger words still.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from csgraph.maps.layout import Box, Places, box_of
from csgraph.maps.model import MapNode
from csgraph.maps.shelves import MARGIN, Corner, Size, arranged

LARGEST, SMALLEST = 44.0, 12.0
"""Half the height of the record with most children, and of the smallest, before all are enlarged alike."""
FULL = 0.92
"""Share of a frame that the closed record and its words may fill."""
HEADING = 28.0


@dataclass(frozen=True)
class Framed:
    """A record that can be opened, and the room that what is inside it takes.

    Attributes:
        node: the record, at the middle of its frame.
        inside: places of what it holds, measured from the frame's corner.
        size: of the frame.
        scale: how many times as large as usual the frame's caption is.
    """

    node: MapNode
    inside: Places
    size: Size
    scale: float = 1.0


def sized(nodes: Sequence[MapNode], children: Mapping[str, int]) -> list[MapNode]:
    """The nodes, the area of each as the number of its children."""
    most = max(children.values(), default=1)
    return [replace(node, size=max(SMALLEST, LARGEST * math.sqrt(children[node.id] / most))) for node in nodes]


Room = tuple[Places, Size, float]
"""Places of what is inside a record, the size of all of it, and how many times as large as usual its caption is."""


def framed(nodes: Sequence[MapNode], rooms: Mapping[str, Room]) -> list[Framed]:
    """Records in frames: all enlarged alike, so that half of them fill the frame that their inside needs.

    Args:
        nodes: the records, sized.
        rooms: by id; a record whose inside is not on the map has none.
    """
    boxes = {node.id: box_of(node) for node in nodes}
    fits = [_fits(boxes[id_], size) for id_, (_, size, _) in rooms.items() if id_ in boxes]
    larger = round(max(FULL * median(fits), 1.0), 2) if fits else 1.0
    return [_framed(node, boxes[node.id], larger, *rooms.get(node.id, ({}, (0.0, 0.0), 1.0))) for node in nodes]


def _fits(box: Box, size: Size) -> float:
    return min(size[0] / (2 * box.half), size[1] / (box.up + box.down))


def _framed(node: MapNode, box: Box, larger: float, inside: Places, size: Size, scale: float) -> Framed:
    """One record in its frame, which is no smaller than the record with its words."""
    width = max(size[0], 2 * box.half * larger / FULL)
    height = max(size[1], (box.up + box.down) * larger / FULL)
    dx, dy = (width - size[0]) / 2, (height - size[1]) / 2
    grown = replace(node, size=round(node.size * larger, 1), scale=larger, x=width / 2)
    reach = box_of(grown)
    moved = {id_: (x + dx, y + dy) for id_, (x, y) in inside.items()}
    return Framed(replace(grown, y=(height + reach.up - reach.down) / 2), moved, (width, height), scale)


def side_by_side(frames: Sequence[Framed], joined: Sequence[tuple[str, str]]) -> tuple[list[Corner], Size]:
    """Corners of frames that stand beside each other, and the room of all together.

    Args:
        frames: in order.
        joined: ids of records that a line joins.
    """
    number = {frame.node.id: index for index, frame in enumerate(frames)}
    pairs = sorted({(number[a], number[b]) for a, b in joined if a in number and b in number})
    corners = arranged([frame.size for frame in frames], pairs)
    right = max((x + frame.size[0] for (x, _), frame in zip(corners, frames, strict=True)), default=0.0)
    bottom = max((y + frame.size[1] for (_, y), frame in zip(corners, frames, strict=True)), default=0.0)
    return corners, (right, bottom)


def room_of(frames: Sequence[Framed], joined: Sequence[tuple[str, str]]) -> Room:
    """Places of several frames inside a larger one, its size, and the scale of its caption."""
    corners, (right, bottom) = side_by_side(frames, joined)
    scale = max(frame.node.scale for frame in frames)
    heading = HEADING * scale
    places = {frame.node.id: (x + MARGIN, y + heading) for (x, y), frame in zip(corners, frames, strict=True)}
    return places, (right + 2 * MARGIN, bottom + heading + MARGIN), scale
