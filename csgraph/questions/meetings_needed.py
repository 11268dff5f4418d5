"""Which professionals share a peer group, a named group or a place and have never met, and who would need to?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.context_meetings import involved_in, joint_meetings, meetings_about, were_at
from csgraph.network.contexts import LARGEST, shared_contexts
from csgraph.network.coverage import batches_of_day
from csgraph.network.meetings import guests, subjects_of_meetings
from csgraph.network.peer_grouping import peer_grouping
from csgraph.network.places import places_of
from csgraph.network.smallest_meeting import smallest_meeting
from csgraph.questions.meetings_needed_profiles import listed, pairs_of, profiles, who_works, with_states
from csgraph.questions.meetings_needed_rules import MeetingRule, meetings_needed_rules
from csgraph.questions.meetings_needed_words import caveats, worded
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "context_kind": "text",
    "context_name": "text",
    "children": "whole",
    "without_worker": "whole",
    "professionals": "whole",
    "agencies": "texts",
    "invite": "texts",
    "invite_names": "texts",
    "phones": "texts",
    "emails": "texts",
    "last_met": "date",
}
"""Columns of this question after those of all findings."""

ABOUT = {
    "context_kind": "place, peer group or named group",
    "context_name": "what it is called",
    "children": "its children with open plans",
    "without_worker": "of them, those of whom no professional is known",
    "professionals": "professionals who work with its children",
    "agencies": "their agencies",
    "invite": "ids of the smallest meeting that covers every child with a known worker and every agency",
    "invite_names": "who they are, with role and team",
    "phones": "their work telephones, in the same order",
    "emails": "their work e-mails, in the same order",
    "last_met": "day of the latest meeting about it",
}

SHOWING = frozenset({"attendance", "panel_meeting"})
"""Kinds of record of which an extract shows who was at meetings."""

FEW = 2
"""Professionals whom a context needs before a meeting of them is a question."""


def answer(store: Store, asking: Asking) -> Findings:
    """One finding a context: whether its professionals have met, and the smallest meeting that would cover it.

    Raises:
        CsgraphError: the rules cannot be used, or the store cannot be read.
    """
    rule, day = meetings_needed_rules().meeting, asking.as_of
    contexts = contexts_asked(store, asking, rule.least_children)
    size = contexts.groupby("context")["child"].transform("nunique")
    fit = contexts[size <= LARGEST]
    every = involved_in(fit, store.read("child_workers", as_of=day), rule.left_out)
    involved = every[every.groupby("context")["worker"].transform("nunique") >= FEW].reset_index(drop=True)
    attendance = were_at(involved, guests(store, day))
    pairs = pairs_of(involved, attendance)
    found = _found(store, asking, fit, involved, attendance, pairs)
    people, invited = _contacts(store, asking, involved), _invited(involved, rule)
    figures = {
        "Who works in each context": who_works(involved, people, invited),
        "Pairs never at one meeting": pairs,
        "Contexts without two professionals": listed(fit[~fit["context"].isin(involved["context"])]),
        "Contexts too large for one meeting": listed(contexts[size > LARGEST]),
    }
    table = findings_table(worded(found, people, invited, fit, rule), MORE)
    return Findings(QUESTION.name, day, table, figures, caveats(rule))


def _found(
    store: Store,
    asking: Asking,
    contexts: pd.DataFrame,
    involved: pd.DataFrame,
    attendance: pd.DataFrame,
    pairs: pd.DataFrame,
) -> pd.DataFrame:
    """What each context is, and whether its professionals met about it."""
    about = meetings_about(contexts, subjects_of_meetings(store, asking.as_of))
    met = joint_meetings(involved, attendance, _held(store, asking), about)
    known = profiles(contexts, involved).merge(pairs, on="context")
    found = with_states(known, met, asking, meetings_needed_rules().meeting)
    return found if _attendance_loaded(store, asking) else found.assign(state="cannot_tell")


def contexts_asked(store: Store, asking: Asking, least: int) -> pd.DataFrame:
    """The contexts of the children asked about, or of those with an open plan, that have enough of them.

    Returns:
        As `csgraph.network.contexts.shared_contexts`.
    """
    day, children = asking.as_of, asking.children
    if children is None:
        children = frozenset(store.read("child_plans", as_of=day)["child"])
    contexts = shared_contexts(
        places_of(store, as_of=day),
        peer_grouping(store, as_of=day, resamplings=0),
        store.read("group_members", as_of=day),
    )
    contexts = contexts[contexts["child"].isin(children)]
    if asking.contexts is not None:
        contexts = contexts[contexts["context"].isin(asking.contexts)]
    size = contexts.groupby("context")["child"].transform("nunique")
    return contexts[size >= least].reset_index(drop=True)


def _held(store: Store, asking: Asking) -> pd.DataFrame:
    """Every meeting with somebody's attendance: meeting, kind, held_on."""
    people = store.read("meeting_people", as_of=asking.as_of)
    return people[["meeting", "kind", "held_on"]].drop_duplicates("meeting")


def _attendance_loaded(store: Store, asking: Asking) -> bool:
    """Whether some extract of the day shows who was at meetings."""
    kinds = batches_of_day(store.read("batches"), asking.as_of)["kinds"]
    return any(SHOWING & {*shown} for shown in kinds)


def _invited(involved: pd.DataFrame, rule: MeetingRule) -> pd.DataFrame:
    """The smallest meeting of each context: context, worker."""
    chosen = [
        pd.DataFrame({"worker": smallest_meeting(rows, rule.every_agency)}, dtype="str").assign(context=context)
        for context, rows in involved.groupby("context")
    ]
    return pd.concat([pd.DataFrame({"worker": [], "context": []}, dtype="str"), *chosen], ignore_index=True)


def _contacts(store: Store, asking: Asking, involved: pd.DataFrame) -> pd.DataFrame:
    """How to reach each professional, by id: worker_name, role, team, agency, phone, email."""
    links = store.read("tenures", since=asking.as_of, as_of=asking.as_of)
    reach = links.sort_values("link").groupby("worker")[["phone", "email"]].first()
    return involved.drop_duplicates("worker").set_index("worker")[["worker_name", "role", "team", "agency"]].join(reach)


QUESTION = Question(
    name="meetings-needed",
    title="Meetings that are needed about a group or a place",
    concern="Professionals did not understand the full professional network, so opportunities were missed: those who "
    "work with children of one group or place do not meet.",
    about="For each peer group, named group and place that concerns children with open plans: whether the "
    "professionals who work with them have been at one meeting, and the smallest meeting that would have somebody "
    "for every child and every agency. It is about who should talk, and says nothing of any child.",
    answer=answer,
)
