"""The events of two years: what groups do together, what happens at the planted places, and everyday background."""

from datetime import date

from csgraph.sample.cases import Cases
from csgraph.sample.clock import EXTRACTED, PERIOD_START, ago, clear, plus
from csgraph.sample.dice import Dice
from csgraph.sample.happenings import Exclusion, Happenings, Recorder
from csgraph.sample.people import Child, Family
from csgraph.sample.places import Place, Register
from csgraph.sample.planting import PeerGroup, Planting
from csgraph.sample.schools import Enrolment
from csgraph.sample.workforce import Workforce

WINDOW = 28
RISING = (8, 6, 4, 2, 1, 1)
"""Events at a risky place in each four weeks, the latest first."""
PARTS = (
    "Suspect",
    "Suspect",
    "Suspect",
    "Suspect",
    "Associate",
    "Associate",
    "Associate",
    "Victim",
    "Victim",
    "Witness",
)


def make_events(
    dice: Dice, workforce: Workforce, register: Register, planting: Planting, families: list[Family], cases: Cases
) -> Happenings:
    """All missing episodes and incidents, in order of the day."""
    recorder = Recorder(dice, workforce, register, children_in_homes(cases))
    maker = _Maker(dice, recorder, register, planting)
    for place in register.of("risky"):
        maker.risky_place(place)
    for group in planting.groups:
        maker.elsewhere(group)
    maker.bridges()
    maker.decoys()
    maker.noise(families)
    for family in families:
        maker.background(family)
    _also_in_care(dice, recorder.kept, cases)
    recorder.kept.missing.sort(key=lambda m: (m.start, m.ref))
    recorder.kept.incidents.sort(key=lambda i: (i.when, i.ref))
    return recorder.kept


def children_in_homes(cases: Cases) -> dict[Child, Place]:
    """Children who live in a children's home on the day of the extracts."""
    homes: dict[Child, Place] = {}
    for episode in cases.episodes:
        for span, home in episode.care.placements if episode.care else ():
            if home and span.end is None:
                homes[episode.child] = home
    return homes


class _Maker:
    """Draws the events of each kind."""

    def __init__(self, dice: Dice, recorder: Recorder, register: Register, planting: Planting) -> None:
        self._dice, self._recorder, self._register, self._planting = dice, recorder, register, planting
        self._adults = 0
        self._group_at = {g.haunt.ref: g for g in planting.groups if g.haunt}

    def risky_place(self, place: Place) -> None:
        """Ever more events at one place, by its group and by single visitors, spread over each four weeks."""
        dice = self._dice
        group = self._group_at.get(place.ref)
        loose = [c for c in self._planting.visitors[place.ref] if not group or c not in group.members]
        turn = 0
        for window, count in enumerate(RISING):
            step = WINDOW // (count + 1)
            for number in range(count):
                day = ago(window * WINDOW + number * step + dice.between(1, max(step - 2, 1)))
                alone = not group or (loose and dice.chance(0.4))
                if alone and loose:
                    who = [loose[turn % len(loose)]]
                    turn += 1
                else:
                    who = dice.some(group.members if group else loose, dice.between(2, 3))
                self._together(who, day, (place.ref, place.name), online=bool(place.platform))

    def elsewhere(self, group: PeerGroup) -> None:
        """What a group does in other places, over the two years."""
        for number in range(len(group.members) * 5 // 2):
            who = self._dice.some(group.members, self._dice.between(2, 3))
            if number < len(group.members) and group.members[number] not in who:
                who[0] = group.members[number]
            day = ago(self._dice.between(4, 355)) if self._dice.chance(0.8) else self._someday()
            self._together(who, day, self._recorder.somewhere())

    def bridges(self) -> None:
        """Two evenings of each bridging child with members of the second group."""
        for child, _, away in self._planting.bridges:
            for _ in range(2):
                who = [child, *self._dice.some(away.members, 2)]
                self._together(who, ago(self._dice.between(4, 350)), self._recorder.somewhere())

    def decoys(self) -> None:
        """Places that must not come first: one lurid report, many events of one child, only brothers and sisters."""
        dice, recorder = self._dice, self._recorder
        for place in self._register.of("decoy lurid", "decoy one child", "decoy siblings"):
            who = self._planting.decoys.get(place.ref, [])
            where = (place.ref, place.name)
            if who and place.part == "decoy lurid":
                found = recorder.incident([(who[0], "Victim")], ago(dice.between(5, 40)), where)
                found.offence, found.outcome = (
                    "Rape of a female child under 16 (gang related, weapon seen)",
                    "Under investigation",
                )
            elif who and place.part == "decoy one child":
                for number in range(14):
                    recorder.go_missing([who[0]], ago(4 + 11 * number), where)
            elif who:
                for number in range(6):
                    recorder.incident([(child, "Witness") for child in dice.some(who, 3)], ago(6 + 20 * number), where)

    def noise(self, families: list[Family]) -> None:
        """Chance meetings, and places where many come and nothing grows."""
        dice = self._dice
        teenagers = [
            c for f in families if f.known for c in f.children if c.age >= 11 and c not in self._planting.planted
        ]
        for _ in range(len(teenagers) // 12):
            pair = dice.some(teenagers, 2)
            if len(pair) == 2 and pair[0].family is not pair[1].family:
                self._recorder.incident(
                    [(pair[0], "Suspect"), (pair[1], "Victim")], self._someday(), self._recorder.somewhere()
                )
        background = self._register.of("background")
        for place in (place for place in background if place.platform):
            for child in dice.some(teenagers, 2):
                self._together([child], self._someday(), (place.ref, place.name), online=True)
        for place in background[: max(3, len(background) // 30)]:
            for child in dice.some(teenagers, 9):
                self._together([child], self._someday(), (place.ref, place.name))
        strangers = [
            c for f in families if not f.known for c in f.children if c.age >= 12 and c not in self._planting.planted
        ]
        for group in self._planting.groups[::2]:
            if strangers:  # a friend once met, whom social care does not know
                who = [dice.pick(group.members), dice.pick(strangers)]
                self._together(who, self._someday(), self._recorder.somewhere())

    def background(self, family: Family) -> None:
        """Single events of children, and quarrels at home that brothers and sisters saw."""
        dice, recorder = self._dice, self._recorder
        for child in family.children:
            if child.age < 10 or child in self._planting.planted:
                continue
            if dice.chance(0.14 if child.ssd else 0.012):
                for _ in range(dice.between(1, 3)):
                    back = recorder.somewhere() if dice.chance(0.5) else ("", "Home address")
                    recorder.go_missing([child], self._someday(), back)
            if dice.chance(0.12 if child.ssd else 0.02):
                part = dice.pick(("Suspect", "Suspect", "Victim", "Witness"))
                recorder.incident([(child, part)], self._someday(), recorder.somewhere())
        if family.known and len(family.children) > 1 and dice.chance(0.08):
            found = recorder.incident(
                [(c, "Witness") for c in family.children if c.age >= 3], self._someday(), ("", "Home address")
            )
            found.offence = "Domestic incident"
            self._adults += 1
            recorder.add_adult(found, dice.pick(family.adults), "Suspect", self._adults)

    def _someday(self) -> date:
        return clear(self._dice.day(PERIOD_START, ago(4)))

    def _together(self, who: list[Child], day: date, where: tuple[str, str], *, online: bool = False) -> None:
        dice, recorder = self._dice, self._recorder
        if online or dice.chance(0.45):
            found = recorder.incident([(child, dice.pick(PARTS)) for child in who], day, where, online=online)
            if dice.chance(0.2):
                self._adults += 1
                recorder.add_adult(found, None, dice.pick(("Suspect", "Associate")), self._adults)
        else:
            recorder.go_missing(who, day, where, named=dice.chance(0.75))


def _also_in_care(dice: Dice, happenings: Happenings, cases: Cases) -> None:
    """The council records absences of looked-after children too: most that the police have, and some of its own.

    Type M is missing; type A is away without authorisation, which is not a missing episode.
    """
    by_child: dict[Child, list[tuple[date, date, str, str, str]]] = {}
    for episode in happenings.missing:
        if episode.child.ssd and episode.end:
            record = (episode.start.date(), episode.end.date(), "M", episode.offered, episode.accepted)
            by_child.setdefault(episode.child, []).append(record)
    for case in cases.episodes:
        if case.care is None:
            continue
        stay = case.care.stay
        mine = [m for m in by_child.get(case.child, []) if stay.start <= m[0] <= (stay.end or EXTRACTED)]
        case.care.missing.extend(m for m in mine if dice.chance(0.85))
        if case.child.age >= 11 and dice.chance(0.15):
            day = clear(dice.day(stay.start, stay.end or ago(3)))
            case.care.missing.append((day, min(plus(day, 1), EXTRACTED), dice.pick("MMA"), "Y", "N"))


def make_exclusions(dice: Dice, rolls: list[Enrolment]) -> list[Exclusion]:
    """Suspensions of older pupils, and a few permanent exclusions of pupils who left."""
    found: list[Exclusion] = []
    for roll in rolls:
        if roll.child.year >= 7 and roll.status != "S" and dice.chance(0.07):
            end = roll.leaving or ago(5)
            category = "PERM" if roll.leaving and dice.chance(0.3) else "SUSP"
            day = end if category == "PERM" else dice.day(max(roll.entry, PERIOD_START), end)
            reasons = dice.some(("PP", "PA", "VP", "VA", "BU", "DA", "DM", "TH", "DB", "OW"), 2)
            found.append(
                Exclusion(
                    roll.child,
                    roll.school,
                    category,
                    day,
                    dice.between(1, 10) if category == "SUSP" else 0,
                    (reasons[0], reasons[1] if dice.chance(0.3) else ""),
                )
            )
    return found
