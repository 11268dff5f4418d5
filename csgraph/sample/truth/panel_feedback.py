"""What of each referral to the panel is open on the day of the extracts, and who of a child's network heard nothing.

Semantics, as agreed: a decision within 14 days of the referral, feedback within 14 of the decision; an action is open
until it is done, and overdue from the day after it was due. The newest referral of each child in the 365 days is asked
whether the professionals whose link holds referred, were invited, came or own an action.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from csgraph.sample.clock import EXTRACTED, days_ago
from csgraph.sample.concerns import Referral
from csgraph.sample.facts import recent
from csgraph.sample.identity import node
from csgraph.sample.states import links
from csgraph.sample.world import World

HEADER = ("subject", "referral", "state", "count")
CLOCK = 14


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """panel_feedback.csv: one row a referral and thing that is open; `count` is of actions or professionals."""
    rows: list[tuple[object, ...]] = []
    untold = _untold(world)
    for referral in world.concerns.referrals:
        name = subject(referral)
        rows += [(name, f"panel:{referral.number}", state, count) for state, count in _open(world, referral)]
        if referral.number in untold:
            rows.append((name, f"panel:{referral.number}", "network_not_told", untold[referral.number]))
    yield "panel_feedback", HEADER, sorted(rows, key=str)


def subject(referral: Referral) -> str:
    """The node that a referral is about."""
    if referral.child:
        return node(referral.child, "ssd")
    return referral.place.node if referral.place else f"group:{referral.group.ref}" if referral.group else ""


def _open(world: World, referral: Referral) -> Iterator[tuple[str, int]]:
    if referral.decided is None and days_ago(referral.day) > CLOCK:
        yield "no_decision", 0
    if referral.decided and referral.feedback is None and days_ago(referral.decided) > CLOCK:
        yield "no_feedback", 0
    late = 0
    for meeting in world.concerns.meetings:
        if referral in meeting.referrals:
            mine = [action for action in meeting.actions if subject(action[1]) == subject(referral)]
            late += sum(done is None and due < EXTRACTED for *_, due, done in mine)
    if late:
        yield "action_overdue", late


def _untold(world: World) -> dict[str, int]:
    """How many professionals of a child's network heard nothing, by the number of the child's newest referral."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    newest: dict[str, Referral] = {}
    for referral in world.concerns.referrals:
        told[subject(referral)].add(referral.by.key)
        if referral.child and recent(referral.day):
            name = subject(referral)
            newest[name] = max(newest.get(name, referral), referral, key=lambda r: (r.day, r.number))
    for meeting in world.concerns.meetings:
        for referral in meeting.referrals:
            told[subject(referral)].update(worker.key for worker, _, _ in meeting.invited)
        for _, referral, _, owner, _, _ in meeting.actions:
            told[subject(referral)].add(owner.key)
    held = {name: {link.worker for link in found if link.holds and link.worker} for name, found in links(world).items()}
    left = {referral.number: len(held.get(name, set()) - told[name]) for name, referral in newest.items()}
    return {number: count for number, count in left.items() if count}
