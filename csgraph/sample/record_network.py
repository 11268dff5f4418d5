"""Who worked with a child on a day, by all the world's links: whom a meeting ought to ask."""

from datetime import date
from typing import TYPE_CHECKING

from csgraph.sample.people import Child
from csgraph.sample.workforce import Worker

if TYPE_CHECKING:
    from csgraph.sample.world import World

CARE = "Children's social care"
AGENCIES = {
    "lead_practitioner_eh": "Family help",
    "family_support_worker": "Family help",
    "health_visitor": "Health",
    "school_nurse": "Health",
    "camhs": "Health",
    "paediatrician": "Health",
    "cla_nurse": "Health",
    "yjs_case_manager": "Youth justice service",
    "police_officer": "Police",
    "police_missing": "Police",
    "police_exploitation": "Police",
    "substance_worker": "Voluntary sector",
    "rhi_provider": "Voluntary sector",
    "idva": "Voluntary sector",
    "ictg": "Voluntary sector",
    "youth_worker": "Youth service",
    "virtual_school": "Virtual school",
    "dsl": "School",
    "senco": "School",
    "adult_mh": "Adult services",
    "housing_officer": "Housing",
    "foster_carer": "Another agency",
    "key_worker_residential": "Another agency",
}
"""The agency of a role as the case system writes it; every other role is social care's."""


def agency_of(role: str) -> str:
    """The agency of a role."""
    return AGENCIES.get(role, CARE)


class Network:
    """The workers of each child, with the days on which they worked with the child."""

    def __init__(self, world: "World") -> None:
        """Gather them from every extract's links."""
        self.pools, self.leads = world.workforce.pools, world.workforce.leads
        self._links: dict[Child, list[tuple[str, Worker, date, date | None]]] = {}
        for care in world.involvement.care:
            self._add(care.child, care.role, care.worker, care.start, care.end)
        for service in world.involvement.services:
            if service.involvement == "current":
                self._add(service.child, service.role, service.worker, service.start, service.end)
        for allocation in world.involvement.health:
            self._add(allocation.child, allocation.role, allocation.worker, allocation.start, allocation.end)
        for roll in world.rolls:
            self._add(roll.child, "dsl", roll.lead, roll.entry, roll.leaving)

    def _add(self, child: Child, role: str, worker: Worker | None, start: date | None, end: date | None) -> None:
        if worker and start:
            self._links.setdefault(child, []).append((role, worker, start, end))

    def on(self, child: Child, day: date) -> list[tuple[str, Worker]]:
        """Role and worker of everybody who worked with the child on a day, each worker once."""
        found = {
            worker.email: (role, worker)
            for role, worker, start, end in reversed(self._links.get(child, []))
            if start <= day and (end is None or end >= day)
        }
        return list(reversed(found.values()))
