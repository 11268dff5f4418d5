"""A practitioner's peer map, in the layout of the open-source peer map workbook: people, groupings, relationships."""

from collections.abc import Iterator

from csgraph.sample import names
from csgraph.sample.cases import Episode
from csgraph.sample.clock import EXTRACTED
from csgraph.sample.peer_ties import PeerTie
from csgraph.sample.people import Child
from csgraph.sample.places import Place
from csgraph.sample.planting import PeerGroup
from csgraph.sample.tables import Extract, Row, Table
from csgraph.sample.workbook import write_workbook
from csgraph.sample.world import World

FILE = "peer_map.xlsx"
PEOPLE = (
    "Reference",
    "First Name",
    "Second Name",
    "Contained by",
    "DOB",
    "Age",
    "Type",
    "Address1",
    "Address2",
    "Borough",
    "SWU",
    "Social Worker",
    "Statutory status",
    "Postcode",
    "Ethnicity",
)
GROUPINGS = ("ID", "Title", "Contained by")
RELATIONSHIPS = (
    "Relationship source",
    "Relationship destination",
    "Source arrow",
    "Destination arrow",
    "Relationship description",
)
ONE_WAY = ("goes to", "member of", "associate")


def write(world: World, extract: Extract) -> None:
    """peer_map.xlsx with its three sheets."""
    tables = (
        Table("People", PEOPLE, _people(world)),
        Table("Groupings", GROUPINGS, _groupings(world.ties)),
        Table("Relationships", RELATIONSHIPS, _relationships(world)),
    )
    write_workbook(extract.folder / FILE, [(table.name, extract.rows(table, FILE, table.name)) for table in tables])


def _ends(ties: list[PeerTie]) -> list[object]:
    """Both ends of every tie, each once, in order."""
    return list(dict.fromkeys(end for tie in ties for end in (tie.child, tie.to)))


def _people(world: World) -> Iterator[Row]:
    status = _statuses(world.cases.episodes)
    within, workers = _within(world.ties), world.social_workers()
    for end in _ends(world.ties):
        if isinstance(end, Child):
            group, worker = within.get(end, ""), workers.get(end)
            street = (
                f"{names.STREETS[end.family.number % len(names.STREETS)]} {names.STREET_KINDS[end.family.number % 6]}"
            )
            yield (
                end.ssd,
                end.forename,
                end.surname,
                group,
                end.dob,
                end.age,
                "Child",
                f"{end.family.number % 90 + 1} {street}",
                "",
                "Merebrook",
                worker.team if worker else "",
                worker.name if worker else "",
                status.get(end, ""),
                end.family.postcode,
                end.ethnicity,
            )
        elif isinstance(end, tuple):
            yield (end[0], "Unknown", end[1], "", "", "", "Adult", "", "", "", "", "", "", "", "")


def _within(ties: list[PeerTie]) -> dict[Child, str]:
    """The named group in which a child is drawn; the relationship `member of` says it again for some."""
    return {tie.child: tie.to.ref for tie in ties if isinstance(tie.to, PeerGroup)}


def _statuses(episodes: list[Episode]) -> dict[Child, str]:
    found: dict[Child, str] = {}
    for episode in episodes:
        if episode.closed is None:
            cla = episode.care and (episode.care.stay.end is None or episode.care.stay.end >= EXTRACTED)
            cp = any(plan.end is None for plan in episode.protection)
            found[episode.child] = "CLA" if cla else "CP" if cp else "CIN"
    return found


def _groupings(ties: list[PeerTie]) -> Iterator[Row]:
    for end in _ends(ties):
        if isinstance(end, PeerGroup):
            yield (end.ref, end.name, end.haunt.ref if end.haunt else "")
        elif isinstance(end, Place):
            yield (end.ref, end.name, "")


def _ref(end: Child | Place | PeerGroup | tuple[str, str]) -> str:
    if isinstance(end, Child):
        return end.ssd
    return end[0] if isinstance(end, tuple) else end.ref


def _relationships(world: World) -> Iterator[Row]:
    dice = world.dice("peer map")
    for tie in world.ties:
        arrow = "Arrow" if tie.kind in ONE_WAY else ""
        kind = tie.kind.capitalize() if dice.chance(0.15) else tie.kind
        row = (_ref(tie.child), _ref(tie.to), "", arrow, kind)
        if tie.kind == "member of" and dice.chance(0.5):
            continue  # the person's `Contained by` says it
        yield row
        if dice.chance(0.01):
            yield row
