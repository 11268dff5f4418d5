"""A question as somebody asks it, answered for sharing: for `csgraph ask`, the packs and the Python interface alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from csgraph.governance.pseudonyms import children_behind, is_pseudonym, pseudonyms
from csgraph.network.as_of import default_as_of
from csgraph.network.peer_grouping import peer_grouping
from csgraph.questions import all_questions
from csgraph.questions.asked_about import About, asking_about

if TYPE_CHECKING:
    from csgraph.findings import Asking, Findings
    from csgraph.governance.sharing import Shared
    from csgraph.store import Store


def asked(shared: Shared, typed: About, as_of: date | None = None, since: date | None = None) -> Asking:
    """What a question is asked.

    Args:
        shared: the store as it may be shown.
        typed: what it is asked about.
        as_of: the day; the newest that the extracts cover where it is None.
        since: the day to compare with.

    Raises:
        CsgraphError: the store knows no such child, place, group, team or agency, or there is no such boundary.
    """
    store = shared.store
    children = tuple(children_behind(store, typed.children)) if typed.children else ()
    day = as_of or default_as_of(store)
    groups = tuple(_group(store, day, one) if is_pseudonym(one) else one for one in typed.groups)
    return asking_about(store, replace(typed, children=children, groups=groups), day, since)


def _group(store: Store, day: date, typed: str) -> str:
    """The id of the group that csgraph shows by a pseudonym, whole or its first digits; else what was typed."""
    ids = peer_grouping(store, as_of=day, resamplings=0).groups["group"].tolist()
    shown = {made.partition("-")[2]: one for made, one in zip(pseudonyms(ids), ids, strict=True)}
    found = [one for made, one in shown.items() if made.startswith(typed.strip().upper().partition("-")[2])]
    return found[0] if len(found) == 1 else typed


def answered(shared: Shared, question: str, asking: Asking, typed: About | None = None) -> Findings:
    """The answer as it may be shown, saying what it was limited to.

    The table's ids are still the store's own: `Shared.table` makes them fit to leave.
    """
    found = shared.reported(all_questions()[question].answer(shared.store, asking))
    return replace(found, caveats=[*(typed.told() if typed else ()), *found.caveats])
