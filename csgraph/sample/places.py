"""Places of the borough, as the partnership's register of locations has them."""

from dataclasses import dataclass, field

from csgraph.sample import names
from csgraph.sample.dice import Dice
from csgraph.sample.identifiers import postcode

KINDS = (
    ("Park / open space", "{} Park"),
    ("Takeaway / fast food", "{} Fried Chicken"),
    ("Shopping centre", "{} Centre"),
    ("Transport hub", "{} Bus Station"),
    ("Street / estate area", "{} Estate, garages"),
    ("Hotel / B&B", "The {} Lodge"),
    ("Shop", "{} Mini Market"),
    ("Café / shisha", "Café {}"),
    ("Licensed premises", "The {} Arms"),
    ("Community venue", "{} Community Hall"),
    ("Health site", "{} Walk-in Centre"),
    ("Empty address", "{} House, flat 4"),
)
PLATFORMS = (
    ("Snaplight", "social"),
    ("QuarryCraft server", "game"),
    ("Murmur group chat", "messaging"),
    ("Loopcast", "social"),
    ("Driftball lobby", "game"),
    ("Pingwell", "messaging"),
    ("Vidrush", "social"),
    ("Starfort realm", "game"),
)
RISKY_KINDS = (
    ("Takeaway / fast food", "{} Kebab & Pizza"),
    ("Transport hub", "{} Interchange"),
    ("Park / open space", "{} Recreation Ground"),
    ("Hotel / B&B", "{} Travel Inn"),
    ("Empty address", "{} Court, flat 9"),
    ("Street / estate area", "{} Parade, stairwell"),
)
REACH = {
    "Park / open space": "Youth service;Community safety",
    "Takeaway / fast food": "Licensing",
    "Transport hub": "Transport operator;Police",
    "Hotel / B&B": "Licensing;Police",
    "Licensed premises": "Licensing",
    "Shopping centre": "Community safety",
    "Community venue": "Voluntary sector",
    "Health site": "Health",
    "Empty address": "Housing",
    "Street / estate area": "Housing;Police",
    "Youth club": "Youth service;Voluntary sector",
    "Children's home": "Social care",
}
CORNER = (312_000, 428_000)
"""South-west corner of the borough on the British National Grid: in the sea, on purpose."""


@dataclass(slots=True, eq=False)
class Place:
    """One entry of the register. `part` is what the sample planted there, which no extract says."""

    ref: str
    name: str
    kind: str
    ward: int
    platform: str = ""
    safe: bool = False
    part: str = "background"

    @property
    def node(self) -> str:
        """The node identifier."""
        return f"place:{self.ref}"


@dataclass(slots=True)
class Register:
    """All places, and those with a part in the plan of the sample."""

    places: list[Place] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def of(self, *parts: str) -> list[Place]:
        """Places with one of the parts."""
        return [place for place in self.places if place.part in parts]


def make_places(dice: Dice, children: int) -> Register:
    """The register: one risky place in a hundred children (at least five, one of them online), decoys, clubs, homes."""
    register = Register()
    add = _Adder(dice, register)
    risky = max(5, children // 100)
    for number in range(risky):
        if number % 5 == 4:
            add.online("risky")
        else:
            add.place(*RISKY_KINDS[number % len(RISKY_KINDS)], part="risky")
    for part in ("decoy lurid", "decoy one child", "decoy siblings"):
        for _ in range(max(1, children // 5000)):
            add.place(*dice.pick(RISKY_KINDS), part=part)
    for _ in range(max(2, children // 2500)):
        add.place("Youth club", "{} Youth Club", part="protective").safe = True
    for _ in range(max(3, children // 250)):
        add.place("Children's home", "{} Lodge", part="home")
    for _ in range(max(90, children // 5)):
        add.place(*dice.pick(KINDS), part="background")
    for _ in range(max(5, children // 400)):
        add.online("background")
    register.unknown = [f"L9{number:04d}" for number in range(1, max(12, children // 100) + 1)]
    return register


class _Adder:
    """Adds places to a register, numbering them."""

    def __init__(self, dice: Dice, register: Register) -> None:
        self._dice, self._register = dice, register
        self._platforms = 0

    def place(self, kind: str, pattern: str, *, part: str) -> Place:
        """A physical place."""
        name = pattern.format(self._dice.pick(names.STREETS))
        if any(p.name == name for p in self._register.places[-40:]):
            name = f"{name} ({self._dice.pick(names.STREETS)} {self._dice.pick(names.STREET_KINDS)})"
        return self._add(Place("", name, kind, self._dice.below(len(names.WARDS)), part=part))

    def online(self, part: str) -> Place:
        """An online platform."""
        name, platform = PLATFORMS[self._platforms % len(PLATFORMS)]
        name = name if self._platforms < len(PLATFORMS) else f"{name} {self._platforms}"
        self._platforms += 1
        return self._add(Place("", name, "Online platform", 0, platform=platform, part=part))

    def _add(self, place: Place) -> Place:
        # the register's order must not show what was planted: references are dealt out of order
        number = len(self._register.places) + 1
        place.ref = f"L{number * 7 % 10 * 1000 + number:04d}" if number < 1000 else f"L{number + 10_000}"
        self._register.places.append(place)
        return place


def grid(place: Place) -> tuple[int, int]:
    """Easting and northing of a place, from its ward and its reference."""
    spread = int("".join(c for c in place.ref if c.isdigit()))
    east = CORNER[0] + place.ward % 3 * 3300 + spread * 37 % 3100
    north = CORNER[1] + place.ward // 3 * 5000 + spread * 53 % 4800
    return east, north


def place_postcode(place: Place) -> str:
    """The postcode of a physical place."""
    return postcode(place.ward + 1, int("".join(c for c in place.ref if c.isdigit())) * 11 % 3600)
