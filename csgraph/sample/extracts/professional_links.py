"""The partnership's list of services involved with each child, after the layout of the Family Context service."""

from collections.abc import Iterator

from csgraph.sample.clock import EXTRACTED, PERIOD_START
from csgraph.sample.identity import value
from csgraph.sample.involvement import Service
from csgraph.sample.tables import Bad, Extract, Row, Table, british, sprinkle
from csgraph.sample.world import World

HEADER = (
    "Child ID",
    "Child ID Type",
    "Service",
    "Service Involvement",
    "Contact Name",
    "Contact Role",
    "Contact Phone",
    "Contact Email",
    "Start Date",
    "End Date",
    "Most Recent Interaction",
    "Coverage Start Date",
    "Coverage End Date",
)
SERVICES = {
    "camhs": "CAMHS",
    "substance_worker": "Substance misuse service",
    "exploitation_worker": "Exploitation team",
    "rhi_provider": "Return home interview provider",
    "housing_officer": "Housing",
    "virtual_school": "Virtual school",
    "cla_nurse": "Children looked after nurse",
    "paediatrician": "Paediatrics",
    "police_exploitation": "Police exploitation team",
    "ictg": "Independent child trafficking guardian",
    "adult_mh": "Adult mental health",
    "idva": "Domestic abuse advocate (IDVA)",
    "senco": "SENCO",
    "foster_carer": "Foster carer",
    "key_worker_residential": "Residential key worker",
    "youth_worker": "Youth service",
    "yjs_case_manager": "Youth justice",
    "school_nurse": "School nursing",
}
COVERAGE = (british(PERIOD_START), british(EXTRACTED))


def write(world: World, extract: Extract) -> None:
    """links.csv."""
    extract.csv(Table("links", HEADER, sprinkle(_rows(world), _bad(world), every=23)))


def _rows(world: World) -> Iterator[Row]:
    dice = world.dice("professional links")
    for found in world.involvement.services:
        row = _row(found, SERVICES[found.role].upper() if dice.chance(0.04) else SERVICES[found.role])
        yield row
        if dice.chance(0.006):
            yield row


def _row(found: Service, service: str) -> Row:
    worker = found.worker
    who = (worker.name, worker.title, worker.phone, worker.email) if worker else ("", "", "", "")
    kind = "LA" if found.scheme == "ssd" else found.scheme.upper()
    dates = (british(found.start), british(found.end), british(found.contact))
    return (value(found.child, found.scheme), kind, service, found.involvement, *who, *dates, *COVERAGE)


def _bad(world: World) -> list[Bad]:
    known = next(child for child in world.children() if child.ssd)
    worker = world.workforce.pools["youth_worker"][0]
    who = (worker.name, worker.title, worker.phone, worker.email, "01/02/2025", "03/03/2025", "03/03/2025", *COVERAGE)
    return [
        Bad((known.ssd, "LA", "Falconry outreach", "historic", *who), "Service", "unknown code", "warning"),
        Bad(("", "LA", "Youth service", "historic", *who), "Child ID", "identifier missing"),
    ]
