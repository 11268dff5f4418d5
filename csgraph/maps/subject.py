"""Whom or what a map is about: what somebody typed, as the one subject of a map or as the children that it is of."""

from dataclasses import replace
from typing import TYPE_CHECKING

from csgraph.errors import CsgraphError
from csgraph.maps.model import Drawing, Map, MapModel, record_of
from csgraph.questions.asked_about import About, asking_about, at_places, in_groups

if TYPE_CHECKING:
    from csgraph.store import Store

PEOPLE = ("child", "family", "adult")
"""Kinds of record that the audit log names by pseudonym."""
EXAMPLES = {"child": "--child ssd:10042", "place": '--place "Northgate Station"', "group": "--group G1"}


def refuse_unless_one(wanted: Map, about: About) -> None:
    """Refuse a map of one subject that was asked of none, of several, or of what it cannot be about.

    Raises:
        CsgraphError: naming what is missing.
    """
    typed = {"child": about.children, "place": about.places, "group": about.groups}
    if not wanted.about_one or sum(len(typed[kind]) for kind in wanted.about_one) == 1:
        return
    kinds = " or one ".join(wanted.about_one)
    raise CsgraphError(
        f"The map {wanted.name} is about one {kinds}.",
        f"Add one of them, such as {' or '.join(EXAMPLES[kind] for kind in wanted.about_one)}",
    )


def drawing_about(store: "Store", wanted: Map, about: About, drawing: Drawing) -> Drawing:
    """The drawing with its subject, or with the children that it is limited to.

    Args:
        store: where places and groups are looked up.
        wanted: the map; where it is about one subject, `refuse_unless_one` has let it pass.
        about: what was typed, the children by their node ids.
        drawing: the day and all else that was asked.

    Raises:
        CsgraphError: the store knows no such place, group, team or agency on the day.
    """
    if not wanted.about_one:
        return replace(drawing, children=asking_about(store, about, drawing.as_of).children)
    if about.children and "child" in wanted.about_one:
        return replace(drawing, child=about.children[0])
    if about.places and "place" in wanted.about_one:
        return replace(drawing, context=next(iter(at_places(store, about.places, drawing.as_of)[0])))
    return replace(drawing, context=next(iter(in_groups(store, about.groups, drawing.as_of)[0])))


def shown_on(model: MapModel) -> set[str]:
    """Node ids of the people who are drawn or listed on a map; for `audit.permit`."""
    return {record_of(node.id) for node in model.nodes if node.kind in PEOPLE} | {*model.listed}
