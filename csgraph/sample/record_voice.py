"""What children told in their own words, and the attempts to reach them."""

from csgraph.sample.case_records import Account, Attempt, CaseRecords
from csgraph.sample.clock import EXTRACTED, ago, days_ago
from csgraph.sample.dice import Dice
from csgraph.sample.people import Child
from csgraph.sample.record_network import Network, agency_of
from csgraph.sample.workforce import Worker

ABOUT = (("Wishes and feelings", 40.0), ("Experience", 25.0), ("Safe place", 15.0), ("Plan", 20.0))
HOW = ("Home visit", "Phone call", "Text message", "Met at school", "Met at youth club", "Through a trusted adult")
OUTCOMES = (("Engaged", 45.0), ("No reply", 25.0), ("Refused", 12.0), ("Not at home", 18.0))
WORKED = (
    "Met where the child chose",
    "Same worker each time",
    "Came with the youth worker",
    "Activity rather than talk",
)
LISTENERS = ("youth_worker", "school_nurse", "exploitation_worker", "rhi_provider")


def fill(dice: Dice, records: CaseRecords, network: Network) -> None:
    """Accounts of about half of the children with an open plan, some old; attempts, more after a family disengaged."""
    gone = {closure.child for closure in records.closures if closure.disengaged}
    open_now = dict.fromkeys(plan.child for plan in records.plans if plan.end is None or plan.end >= EXTRACTED)
    for child in dict.fromkeys([*open_now, *(c.child for c in records.closures if c.disengaged)]):
        if child.age >= 4 and dice.chance(0.65 if child in open_now else 0.2):
            _accounts(dice, records, child, network)
        if child.age >= 4 and dice.chance(0.75 if child in gone else 0.35):
            _attempts(dice, records, child, network)


def _accounts(dice: Dice, records: CaseRecords, child: Child, network: Network) -> None:
    old = dice.chance(0.3)
    for _ in range(dice.between(1, 3)):
        day = ago(dice.between(200, 600) if old else dice.between(4, 170))
        if days_ago(child.dob) > days_ago(day) + 4 * 365:
            worker, agency = _worker(dice, child, network)
            number = f"CV{len(records.accounts) + 1:06d}"
            records.accounts.append(Account(number, child, day, dice.weighted(ABOUT), worker, agency))


def _attempts(dice: Dice, records: CaseRecords, child: Child, network: Network) -> None:
    for _ in range(dice.between(1, 5)):
        outcome = dice.weighted(OUTCOMES)
        worked = dice.pick(WORKED) if outcome == "Engaged" and dice.chance(0.6) else ""
        worker, agency = _worker(dice, child, network)
        number, day = f"EN{len(records.attempts) + 1:06d}", ago(dice.between(3, 400))
        records.attempts.append(Attempt(number, child, day, dice.pick(HOW), worker, agency, outcome, worked))


def _worker(dice: Dice, child: Child, network: Network) -> tuple[Worker, str]:
    """Mostly somebody who works with the child, else one whom the child may have met."""
    own = network.on(child, EXTRACTED)
    if own and dice.chance(0.8):
        role, worker = dice.pick(own)
        return worker, agency_of(role)
    role = dice.pick(LISTENERS)
    return dice.pick(network.pools[role]), agency_of(role)
