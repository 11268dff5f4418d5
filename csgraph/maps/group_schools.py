"""Many groups gathered by the school that most of their children attend, so that the first view can be read.

A school is no tie and makes no group; it is a way to find one that a panel knows, and that is the same next month.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csgraph.maps.group_facts import Overview, size_words
from csgraph.maps.model import MapNode
from csgraph.maps.records import Describer

TOLD = 20
"""Groups that the panel of a school names; the table has all."""


@dataclass(frozen=True)
class Gathered:
    """What gathers groups.

    Attributes:
        nodes: one for each school, most children first; none where the groups are few.
        under: id of that node by group.
    """

    nodes: tuple[MapNode, ...] = ()
    under: Mapping[str, str] = field(default_factory=dict)


def gathered(groups: Sequence[MapNode], overview: Overview, view: Describer) -> Gathered:
    """The groups under their schools; under none where there are few enough to stand by themselves."""
    words = view.settings.rest
    if len(overview.groups) <= int(words["together"]):
        return Gathered()
    children = {group: len(members) for group, members in overview.members.items()}
    size = Counter[str]()
    for group, attended in overview.schools.items():
        size[attended] += children[group]
    named = sorted(size, key=lambda school: (-size[school], school))[: int(words["schools"])]
    titles = {school: f"{words['by_school']} {school}" for school in named}
    under: dict[str, list[str]] = {}
    for group in overview.members:
        school = overview.schools.get(group)
        title = str(words["no_school"]) if school is None else titles.get(school, str(words["other_schools"]))
        under.setdefault(title, []).append(group)
    names = {node.id: node.label for node in groups}
    order = sorted(
        under, key=lambda title: (title not in titles.values(), -sum(children[g] for g in under[title]), title)
    )
    nodes = tuple(_node(title, under[title], names, children, view) for title in order)
    return Gathered(nodes, {group: f"school:{title}" for title in order for group in under[title]})


def _node(
    title: str, groups: Sequence[str], names: Mapping[str, str], children: Mapping[str, int], view: Describer
) -> MapNode:
    count = f"{len(groups)} group" if len(groups) == 1 else f"{len(groups)} groups"
    size = view.report(size_words(sum(children[group] for group in groups)))
    first = [names[group] for group in groups[:TOLD]]
    more = [f"and {len(groups) - TOLD} more, in the table of groups"] if len(groups) > TOLD else []
    facts = (("Groups", "; ".join([*first, *more])), ("Children in them", size))
    return MapNode(f"school:{title}", title, "peer_groups", lines=(count, size), facts=facts)
