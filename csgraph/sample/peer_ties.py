"""The rows of the peer map: who is whose friend, partner or rival, who goes where, who belongs to which group."""

from dataclasses import dataclass
from itertools import pairwise

from csgraph.sample.dice import Dice
from csgraph.sample.identity import joined
from csgraph.sample.people import Child, Family
from csgraph.sample.places import Place, Register
from csgraph.sample.planting import PeerGroup, Planting

FRIENDSHIPS = (("friend", 72.0), ("partner", 4.0), ("co-offending", 10.0), ("online contact", 14.0))


@dataclass(slots=True, eq=False)
class PeerTie:
    """One relationship of the peer map; the far end is a child, a place, a group or an adult (reference and name)."""

    child: Child
    to: "Child | Place | PeerGroup | tuple[str, str]"
    kind: str


def mapped(child: Child) -> bool:
    """Whether the child's police records are at the council number by which the peer map names children."""
    return bool(child.ssd) and (not child.police or joined(child, "police"))


def make_peer_ties(dice: Dice, planting: Planting, register: Register, families: list[Family]) -> list[PeerTie]:
    """Ties dense within the planted groups, rivalries between them, and some ties that mean nothing."""
    ties: list[PeerTie] = []
    for group in planting.groups:
        ties.extend(_within(dice, group))
    for child, _, away in planting.bridges:
        friends = [c for c in away.members if mapped(c)]
        if mapped(child) and friends:
            ties.append(PeerTie(child, dice.pick(friends), "friend"))
    ties.extend(_rivals(dice, planting.groups))
    ties.extend(_elsewhere(dice, planting, register, families))
    return ties


def _within(dice: Dice, group: PeerGroup) -> list[PeerTie]:
    members = [child for child in group.members if mapped(child)]
    ties: list[PeerTie] = []
    for place, child in enumerate(members):
        friends = [other for other in members[place + 1 :] if dice.chance(0.45)]
        ties.extend(PeerTie(child, other, dice.weighted(FRIENDSHIPS)) for other in friends)
        if group.haunt and dice.chance(0.5):
            ties.append(PeerTie(child, group.haunt, "goes to"))
        if group.ref and dice.chance(0.75):
            ties.append(PeerTie(child, group, "member of"))
        if dice.chance(0.15):
            ties.append(PeerTie(child, (f"P-A{group.number}", "Adult of concern"), "associate"))
    return ties


def _rivals(dice: Dice, groups: list[PeerGroup]) -> list[PeerTie]:
    """Conflicts between groups: a tie that must not join them."""
    ties: list[PeerTie] = []
    for one, two in pairwise(groups):
        here = [c for c in one.members if mapped(c)]
        there = [c for c in two.members if mapped(c)]
        if here and there and dice.chance(0.6):
            for _ in range(dice.between(1, 3)):
                tie = PeerTie(dice.pick(here), dice.pick(there), "in conflict")
                if all((t.child, t.to) != (tie.child, tie.to) for t in ties):
                    ties.append(tie)
    return ties


def _elsewhere(dice: Dice, planting: Planting, register: Register, families: list[Family]) -> list[PeerTie]:
    """Trusted friends, brothers and sisters, the youth club: ties that protect or mean nothing."""
    ties: list[PeerTie] = []
    clubs, quiet = register.of("protective"), register.of("background")
    steady = [
        c for f in families if f.known for c in f.children if c.age >= 11 and c not in planting.planted and mapped(c)
    ]
    for group in planting.groups:
        for child in (c for c in group.members if mapped(c)):
            if steady and dice.chance(0.3):
                ties.append(PeerTie(child, dice.pick(steady), "trusted friend"))
            if dice.chance(0.25):
                ties.append(PeerTie(child, dice.pick(clubs), "goes to"))
            for other in child.family.children:
                if other is not child and mapped(other) and other.age >= 8:
                    ties.append(PeerTie(child, other, "sibling"))  # noqa: PERF401 - one list, in the order drawn
    outings = (PeerTie(child, dice.pick(clubs if dice.chance(0.5) else quiet), "goes to") for child in steady[::9])
    return [*ties, *outings]
