"""Who shares a peer group, who comes to which place: the structure that the questions are to find again."""

from dataclasses import dataclass, field

from csgraph.sample import names
from csgraph.sample.dice import Dice
from csgraph.sample.people import Child, Family
from csgraph.sample.places import Place, Register


@dataclass(slots=True, eq=False)
class PeerGroup:
    """A planted group of friends. `ref` is the name that agencies gave it, where one did."""

    number: int
    name: str
    members: list[Child]
    haunt: Place | None = None
    ref: str = ""


@dataclass(slots=True)
class Planting:
    """Groups, the children who bridge two of them, the visitors of each place, and decoys."""

    groups: list[PeerGroup] = field(default_factory=list)
    bridges: list[tuple[Child, PeerGroup, PeerGroup]] = field(default_factory=list)
    visitors: dict[str, list[Child]] = field(default_factory=dict)
    decoys: dict[str, list[Child]] = field(default_factory=dict)
    planted: set[Child] = field(default_factory=set)

    def exposed(self) -> set[Child]:
        """Children with harm outside the home."""
        return set(self.planted)


class _Teenagers:
    """Hands out teenagers, each from a family of which nobody was taken before."""

    def __init__(self, dice: Dice, families: list[Family]) -> None:
        self._known = self._one_each(dice, [f for f in families if f.known])
        self._unknown = self._one_each(dice, [f for f in families if not f.known])
        self._dice = dice

    @staticmethod
    def _one_each(dice: Dice, families: list[Family]) -> list[Child]:
        picked = []
        for family in families:
            teenagers = [child for child in family.children if 12 <= child.age <= 17]
            if teenagers:
                picked.append(dice.pick(teenagers))
        return dice.some(picked, len(picked))

    @property
    def left(self) -> int:
        """How many teenagers known to social care are left."""
        return len(self._known)

    def take(self, count: int, unknown: float) -> list[Child]:
        """The next ones; a share of them unknown to social care."""
        taken = []
        for _ in range(count):
            pool = self._unknown if self._unknown and self._dice.chance(unknown) else self._known
            pool = pool or self._unknown
            if pool:
                taken.append(pool.pop())
        return taken


def plant(dice: Dice, families: list[Family], register: Register, children: int) -> Planting:
    """Draw the groups first, then places and decoys around them."""
    planting = Planting()
    teenagers = _Teenagers(dice, families)
    _groups(dice, planting, teenagers, children)
    _bridges(dice, planting)
    _places(dice, planting, teenagers, register)
    _decoys(planting, teenagers, families, register)
    for group in planting.groups:
        planting.planted.update(group.members)
    for visitors in planting.visitors.values():
        planting.planted.update(visitors)
    return planting


def _groups(dice: Dice, planting: Planting, teenagers: _Teenagers, children: int) -> None:
    wanted = max(4, children // 80)
    for number in range(1, wanted + 1):
        if teenagers.left < 9:
            return
        members = teenagers.take(dice.between(5, 9), unknown=0.05)
        for child in members:
            child.care_has_police = bool(child.ssd)
        name = f"{dice.pick(names.STREETS)} {dice.pick(('friends', 'lot', 'group', 'year 10s'))}"
        planting.groups.append(PeerGroup(number, name, members, ref=f"G{number:02d}" if dice.chance(0.7) else ""))


def _bridges(dice: Dice, planting: Planting) -> None:
    """Two to four children with ties into a second group; never two bridges at one group, so that chains stay short."""
    wanted = min(max(2, min(4, len(planting.groups) // 2)), len(planting.groups) // 2)
    order = dice.some(planting.groups, len(planting.groups))
    for place in range(wanted):
        home, away = order[2 * place], order[2 * place + 1]
        planting.bridges.append((dice.pick(home.members), home, away))


def _places(dice: Dice, planting: Planting, teenagers: _Teenagers, register: Register) -> None:
    for number, place in enumerate(register.of("risky")):
        visitors: list[Child] = []
        if number < len(planting.groups):
            planting.groups[number].haunt = place
            visitors.extend(planting.groups[number].members)
        visitors.extend(teenagers.take(dice.between(12, 15) - len(visitors), unknown=0.3))
        planting.visitors[place.ref] = visitors


def _decoys(planting: Planting, teenagers: _Teenagers, families: list[Family], register: Register) -> None:
    for place in register.of("decoy lurid", "decoy one child"):
        planting.decoys[place.ref] = teenagers.take(1, unknown=0.0)
    taken = {child for group in planting.groups for child in group.members}
    large = [
        family
        for family in families
        if family.known and sum(c.age >= 7 for c in family.children) >= 3 and taken.isdisjoint(family.children)
    ]
    for place, family in zip(register.of("decoy siblings"), large, strict=False):
        planting.decoys[place.ref] = [child for child in family.children if child.age >= 7]
