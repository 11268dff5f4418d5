"""How each closing of the year was challenged, and which roles were there that day that do not close such a case."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from csgraph.sample.case_records import ChallengeRecord
from csgraph.sample.clock import EXTRACTED
from csgraph.sample.states import Link, links
from csgraph.sample.truth.closures import Key, closings, key_of
from csgraph.sample.world import World

ROUTE = 22
"""Working days of all stages of escalation."""
CLOSE = {
    "eh": {"lead_practitioner_eh", "family_support_worker"},
    "cin": {"social_worker", "family_support_worker", "team_manager"},
    "cp": {"social_worker", "family_support_worker", "team_manager"},
    "cla": {"social_worker", "family_support_worker", "team_manager"},
}


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """challenges.csv: every closing of the year, whatever it was for."""
    raised: dict[Key, list[ChallengeRecord]] = {}
    for challenge in world.records.challenges:
        if challenge.closure:
            raised.setdefault(key_of(challenge.closure), []).append(challenge)
    linked = links(world)
    rows = [
        (*key, _state(raised.get(key, [])), len(raised.get(key, [])), ";".join(_roles(linked.get(key[0], []), key)))
        for key in closings(world)
    ]
    yield "challenges", ("child", "kind", "closed_on", "state", "challenges", "roles"), sorted(rows)


def _state(challenges: list[ChallengeRecord]) -> str:
    """The worst of the challenges' states."""
    if not challenges:
        return "no_challenge_recorded"
    open_ = [working_days(challenge.raised) for challenge in challenges if challenge.resolved is None]
    if not open_:
        return "challenged_resolved"
    return "challenged_overdue" if max(open_) > ROUTE else "challenged_open"


def working_days(since: date) -> int:
    """Mondays to Fridays after a day, up to that of the extracts."""
    return sum((since + timedelta(days=n + 1)).weekday() < 5 for n in range((EXTRACTED - since).days))


def _roles(linked: list[Link], key: Key) -> list[str]:
    """Roles of the professionals whose link held on the day of the closing."""
    _, kind, day = key
    held = {
        link.role
        for link in linked
        if link.worker and link.start <= day and (link.end >= day if link.end else not link.historic)
    }
    return sorted(held - CLOSE[kind])
