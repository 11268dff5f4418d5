"""Who works with whom, as the extracts show it, with planted gaps, stale contacts, ends without successor."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from csgraph.sample.dice import Dice
from csgraph.sample.people import Child
from csgraph.sample.workforce import Worker

if TYPE_CHECKING:
    from csgraph.sample.world import World

OUTCOMES = (("present", 80.0), ("gap", 10.0), ("ended", 4.5), ("stale", 5.5))
"""What becomes of an expectation that some source covers."""


@dataclass(slots=True, eq=False)
class CareWorker:
    """A row of the council's involvements."""

    child: Child
    role: str
    worker: Worker
    start: date
    end: date | None
    reason: str
    episode: str


@dataclass(slots=True, eq=False)
class Allocation:
    """A row of the 0-19 caseload; no worker while the child waits for one."""

    child: Child
    role: str
    worker: Worker | None
    start: date
    end: date | None
    contact: date | None


@dataclass(slots=True, eq=False)
class Registration:
    """A row of the GP registrations."""

    child: Child
    practice: int
    start: date
    end: date | None


@dataclass(slots=True, eq=False)
class Service:
    """A row of the partnership's who-is-involved list; `scheme` says by which identifier it names the child."""

    child: Child
    scheme: str
    role: str
    involvement: str
    worker: Worker | None
    start: date | None
    end: date | None
    contact: date | None


@dataclass(slots=True)
class Involvement:
    """All links, by the extract that shows them."""

    care: list[CareWorker] = field(default_factory=list)
    health: list[Allocation] = field(default_factory=list)
    gp: list[Registration] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)


class Fates:
    """Draws what becomes of each expectation, once."""

    def __init__(self, dice: Dice, world: "World") -> None:
        """Gather the facts and draw."""
        from csgraph.sample.expectations import expectations
        from csgraph.sample.facts import gather

        self.facts = gather(world)
        self._drawn: dict[tuple[str, str], str] = {}
        for facts in self.facts.values():
            for expected in expectations(facts):
                if expected.covered and expected.role != "dsl":
                    self._drawn[expected.node, expected.role] = dice.weighted(OUTCOMES)

    def of(self, node: str, role: str) -> str:
        """present, gap, ended or stale; empty where nothing is expected or no source would show it."""
        return self._drawn.get((node, role), "")


def involve(dice: Dice, world: "World") -> None:
    """Fill in the world's links."""
    from csgraph.sample import links_care, links_health, links_services

    fates = Fates(dice, world)
    links_care.fill(world.dice("links care"), world, fates)
    links_health.fill(world.dice("links health"), world, fates)
    links_services.fill(world.dice("links services"), world, fates)
