"""Lines of the map of all groups: between children, and between whatever stands for them while it is closed.

A tie across groups is drawn between the two records that are shown: two children, a child and a group, two groups, or
what several groups are gathered in. So each of these lines is worked out beforehand, and a page draws those of which
both ends are shown; no tie is ever drawn twice.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from csgraph.maps.model import MapEdge
from csgraph.maps.records import Describer
from csgraph.maps.ties import Pairs, certain_line
from csgraph.maps.words import Attributes, tie_words

STRONGEST = 2
"""Lines kept of each of the records that gather groups, where they would be a tangle: those with most ties."""
Standing = Mapping[str, tuple[str, ...]]
"""What may stand for a child on the map, by child: itself where it is carried, its group, what that is gathered in."""


def group_lines(pairs: Pairs, standing: Standing, carried: set[str], view: Describer) -> tuple[MapEdge, ...]:
    """Every line that a page may have to draw.

    Args:
        pairs: ties by the two children.
        standing: what may stand for each child; ties of children who are not in it are left out.
        carried: the children who are on the map themselves.
        view: says what may be told of small counts.
    """
    gathered: dict[tuple[str, str], list[Attributes]] = {}
    for pair, ties in pairs.items():
        for ends in _ends(*(standing.get(child, ()) for child in pair)):
            gathered.setdefault(ends, []).extend(ties)
    lines = []
    for (one, other), ties in sorted(gathered.items()):
        line = certain_line((one, other), ties)
        lines.append(line if carried.issuperset((one, other)) else _of_groups(line, ties, view))
    return tuple(lines)


def _ends(one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each two records that may be shown at once: neither is what the other is inside of."""
    for a in one:
        for b in other:
            if a not in other and b not in one:
                yield min(a, b), max(a, b)


def _of_groups(line: MapEdge, ties: Sequence[Attributes], view: Describer) -> MapEdge:
    """A line that stands for ties of several children: how many of each kind, and a mark only where all have it."""
    kinds = Counter(tie_words(tie) for tie in ties)
    words = "; ".join(
        f"{count} × {kind}" for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    )
    alike = len({str(tie.get("kind")) for tie in ties}) == 1
    return replace(line, words=view.report(words), mark=line.mark if alike else "", sources=())


def untangled(lines: Sequence[MapEdge], among: set[str]) -> tuple[MapEdge, ...]:
    """The lines without the weaker ones between some records, where there are far more lines than records.

    Args:
        lines: of the map.
        among: ids of the records; lines with another end are left alone.
    """
    between = [line for line in lines if among.issuperset((line.source, line.target))]
    if len(between) <= STRONGEST * len(among):
        return tuple(lines)
    kept: set[tuple[str, str]] = set()
    for id_ in sorted(among):
        own = [line for line in between if id_ in (line.source, line.target)]
        own.sort(key=lambda line: (-line.count, line.source, line.target))
        kept.update((line.source, line.target) for line in own[:STRONGEST])
    gone = {(line.source, line.target) for line in between} - kept
    return tuple(line for line in lines if (line.source, line.target) not in gone)
