"""Professionals and services on the outer ring: the role first, then the name, then what is wrong if anything is."""

from collections.abc import Callable, Mapping, Sequence

from csgraph.maps.expected import STATES, Expected
from csgraph.maps.model import Facts, MapNode
from csgraph.maps.records import Describer, day_of, distinct, sources_of
from csgraph.maps.sectors import sector_by_role
from csgraph.maps.words import Attributes, coded, known

WORK = "INVOLVED_WITH"


def worker_node(id_: str, ties: Sequence[Attributes], view: Describer, found: Expected | None) -> MapNode:
    """The record of a professional or a service; `found` is the expected role that it fills or filled, if any."""
    work = [tie for tie in ties if tie["type"] == WORK]
    ended = all(tie["state"] == "ended" for tie in work)
    state = STATES[found.state] if found else "ended" if ended else "current"
    return view.node(
        id_,
        label=_role(work),
        lines=(view.names[id_], *_trouble(state, work)),
        state=state,
        facts=_facts(id_, work, view, found),
        reasons=(found.finding, *found.reasons) if found else (),
        sources=sources_of(work),
    )


def sector_of(around: Mapping[str, Sequence[Attributes]], view: Describer) -> Callable[[MapNode], int]:
    """A function that gives the number of the sector in which a record of the outer ring stands."""
    sectors = view.settings.rest["sector"]
    numbers, last = sector_by_role(sectors), len(sectors) - 1

    def sector(node: MapNode) -> int:
        roles = [tie.get("role") for tie in around.get(node.id, ())] or [node.id.split(":")[1]]
        return min((numbers.get(str(role), last) for role in roles), default=last)

    return sector


def _role(work: Sequence[Attributes]) -> str:
    """The roles in words: the canonical ones, else the agencies' own."""
    roles = distinct(coded("role", tie["role"]) if known(tie.get("role")) else "" for tie in work)
    said = distinct(str(tie["role_recorded"]) if known(tie.get("role_recorded")) else "" for tie in work)
    return " and ".join(roles or said or ["Role not recorded"])


def _trouble(state: str, work: Sequence[Attributes]) -> tuple[str, ...]:
    """What is wrong, in a few words."""
    if state == "stale":
        return (f"last contact {day_of(work, 'last_contact', max)}",)
    return (f"ended {day_of(work, 'end', max)}".strip(),) if state == "ended" else ()


def _facts(id_: str, work: Sequence[Attributes], view: Describer, found: Expected | None) -> Facts:
    """What is known of the worker, the team that a record of this child names, and the next step."""
    facts = view.facts(id_)
    if "Team" not in dict(facts):
        teams = distinct(str(tie["team"]) if known(tie.get("team")) else "" for tie in work)
        facts += tuple(("Team", team) for team in teams)
    return (*facts, ("Next step", found.next_step)) if found and found.next_step else facts
