"""The whole synthetic borough, made once and then written down by every extract in its own way."""

from dataclasses import dataclass, field

from csgraph.sample.case_records import CaseRecords, make_records
from csgraph.sample.cases import Cases, make_cases
from csgraph.sample.concerns import Concerns, make_concerns
from csgraph.sample.dice import Dice
from csgraph.sample.events import make_events, make_exclusions
from csgraph.sample.happenings import Happenings
from csgraph.sample.involvement import Involvement, involve
from csgraph.sample.misspelling import misspell
from csgraph.sample.peer_ties import PeerTie, make_peer_ties
from csgraph.sample.people import Child, Family, make_families
from csgraph.sample.places import Register, make_places
from csgraph.sample.planting import Planting, plant
from csgraph.sample.schools import Enrolment, Schools, enrol, make_schools
from csgraph.sample.tables import Fault
from csgraph.sample.workforce import Worker, Workforce, make_workforce


@dataclass(slots=True)
class World:
    """Everything that the extracts are written from."""

    seed: int
    families: list[Family]
    workforce: Workforce
    schools: Schools
    rolls: list[Enrolment]
    register: Register
    planting: Planting
    cases: Cases
    happenings: Happenings
    concerns: Concerns
    ties: list[PeerTie]
    involvement: Involvement = field(default_factory=Involvement)
    faults: list[Fault] = field(default_factory=list)
    records: CaseRecords = field(default_factory=CaseRecords)

    def children(self) -> list[Child]:
        """All children, family by family."""
        return [child for family in self.families for child in family.children]

    def social_workers(self) -> dict[Child, Worker]:
        """The social worker of each child who has one on the day of the extracts."""
        return {r.child: r.worker for r in self.involvement.care if r.role == "social_worker" and r.end is None}

    def dice(self, stream: str) -> Dice:
        """A stream of chance for one writer."""
        return Dice(self.seed, stream)


def make_world(children: int, seed: int) -> World:
    """A borough with so many children; the same for the same seed."""
    families = make_families(Dice(seed, "families"), children)
    workforce = make_workforce(Dice(seed, "workforce"), children)
    schools = make_schools(Dice(seed, "schools"), workforce, children)
    rolls = enrol(Dice(seed, "rolls"), schools, families)
    register = make_places(Dice(seed, "places"), children)
    planting = plant(Dice(seed, "planting"), families, register, children)
    cases = make_cases(Dice(seed, "cases"), families, register, planting.planted)
    happenings = make_events(Dice(seed, "events"), workforce, register, planting, families, cases)
    happenings.exclusions = make_exclusions(Dice(seed, "exclusions"), rolls)
    concerns = make_concerns(Dice(seed, "concerns"), workforce, register, planting, families, happenings)
    ties = make_peer_ties(Dice(seed, "ties"), planting, register, families)
    world = World(seed, families, workforce, schools, rolls, register, planting, cases, happenings, concerns, ties)
    misspell(Dice(seed, "spelling"), families)
    involve(Dice(seed, "involvement"), world)
    world.records = make_records(world)
    return world
