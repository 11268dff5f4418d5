"""Sectors of the outer ring: professionals of one kind of agency stand side by side, under its name."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from csgraph.codes import code_list
from csgraph.maps.layout import Box, Places, overlap, text_width
from csgraph.maps.model import Caption
from csgraph.maps.rings import WIDER, crosses


def sector_by_role(sectors: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Number of the sector of each role; roles of no sector belong to the last."""
    flags = code_list("role").flags
    pairs = [(flag, number) for number, sector in enumerate(sectors) for flag in sector["flags"]]
    return {role: number for flag, number in pairs for role in flags.get(flag, ())}


def sector_captions(sectors: Mapping[str, Sequence[str]], places: Places, boxes: Mapping[str, Box]) -> list[Caption]:
    """The name of each sector, outside the ring, as near to the middle of its members as there is room."""
    captions: list[Caption] = []
    taken, sizes = dict(places), dict(boxes)
    for words, members in sectors.items():
        if not members:
            continue
        x = sum(places[member][0] for member in members) / len(members)
        y = sum(places[member][1] for member in members) / len(members)
        box = Box(text_width(words, 15, bold=True) / 2 + 6, 12, 12)
        far = max(math.hypot(places[member][0] / WIDER, places[member][1]) for member in members)
        at = _outside(x, y, far, box, taken, sizes)
        taken[f"caption {words}"], sizes[f"caption {words}"] = at, box
        captions.append(Caption(words, round(at[0], 1), round(at[1], 1)))
    return captions


def ring_captions(
    words: Sequence[str],
    heights: Sequence[float],
    places: Places,
    boxes: Mapping[str, Box],
    others: Sequence[Caption] = (),
) -> list[Caption]:
    """The name of each ring, on it, where no record, no line to one and no other caption is in the way."""
    captions: list[Caption] = []
    for text, height in zip(words, heights, strict=True):
        box = Box(text_width(text, 13, bold=True) / 2 + 6, 10, 10)
        angles = [2 * math.pi * step / 180 for step in range(180)]
        spots = [(WIDER * height * math.sin(angle), -height * math.cos(angle)) for angle in angles]
        taken = [(other, _room_of(other)) for other in (*others, *captions)]
        best = min(spots, key=lambda spot: (_hindrance(spot, box, places, boxes, taken), abs(spot[0]), spot[1]))
        captions.append(Caption(text, round(best[0], 1), round(best[1], 1), quiet=True))
    return captions


def _outside(x: float, y: float, far: float, box: Box, places: Places, boxes: Mapping[str, Box]) -> tuple[float, float]:
    """The first place outwards from the middle of the map where the box overlaps nothing."""
    length = math.hypot(x / WIDER, y) or 1.0
    for step in range(200):
        reach = (far + 6 * step) / length
        at = (x * reach, y * reach)
        if not any(min(overlap(at, box, place, boxes[id_])) > 0 for id_, place in places.items()):
            return at
    return (x, y)


def _room_of(caption: Caption) -> Box:
    """The box of a caption."""
    size = 13 if caption.quiet else 15
    return Box(text_width(caption.words, size, bold=not caption.quiet) / 2 + 6, 12, 12)


def _hindrance(
    spot: tuple[float, float], box: Box, places: Places, boxes: Mapping[str, Box], taken: Sequence[tuple[Caption, Box]]
) -> int:
    """How much lies under a caption: records and other captions count far more than lines."""
    records = sum(min(overlap(spot, box, place, boxes[id_])) > 0 for id_, place in places.items())
    records += sum(min(overlap(spot, box, (other.x, other.y), room)) > 0 for other, room in taken)
    lines = sum(_crossed(place, spot, box) for place in places.values())
    return 100 * records + lines


def _crossed(end: tuple[float, float], spot: tuple[float, float], box: Box) -> bool:
    return math.hypot(*end) > math.hypot(*spot) and crosses(end, spot, box)
