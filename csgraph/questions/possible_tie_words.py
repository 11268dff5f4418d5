"""Grounds for asking about a tie in words: each is a question to ask somebody. No sentence names a child."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import distinct
from csgraph.questions.possible_tie_rules import Ground

SOURCES_SHOWN = 60
WHY = {
    "place_in_time": "Both have a dated record at {place} within {least} days, on different occasions",
    "shared_return": "Both were found again at {place} after they went missing, on different occasions",
    "missing_at_once": "Both went missing within hours of each other and were gone at the same time, on {count} days",
    "common_friends": "{count} children are tied to both by records that count",
}
"""Why a question is asked, by ground."""
WOULD_CHANGE = (
    "The answer to the question: a tie that somebody knows of is recorded by who knows it, with its source; a no is "
    "recorded too."
)
MORE_LOADED = "An extract not loaded yet that shows where this child was; a tie that somebody records."
CAVEATS = (
    "Off unless children are named: this question is answered about some children, and never about all.",
    (
        "Nothing here is a tie. Each row is a question to ask, and is never in a count, a group or a ranking; no other "
        "question reads it. Only a tie that somebody records after asking is one."
    ),
    (
        "Left out: family and household, children who lived or were placed in one home, and every two with a tie of "
        "any kind on record, ended ones too. Never a ground: a school, a home, a placement, where a child went missing "
        "from."
    ),
    (
        "Order: pairs for whom more different grounds speak first, then those who share what few others share. It "
        "says which question to ask first, and nothing about a child."
    ),
    (
        "Many pairs here will turn out not to know each other. To have been at one place is no company, and children "
        "whom police record more often share more places. Do not act on a row before the question is answered."
    ),
    "Period: dated records and missing episodes of the {window} days before the day; ties as they hold on it.",
)


def worded(
    rows: pd.DataFrame, pairs: pd.DataFrame, names: Mapping[str, str], rules: Mapping[str, Ground]
) -> pd.DataFrame:
    """One finding a pair, in the order of the pairs.

    Args:
        rows: grounds, as `csgraph.network.possible_ties.possible_ties` returns them.
        pairs: as `csgraph.network.possible_ties.in_order` returns them.
        names: names of places by id.
        rules: the rule of each ground.
    """
    told = rows.assign(
        place=[names.get(place, place) for place in rows["via"]], least=[rules[one].at_least for one in rows["ground"]]
    )
    parts = {pair: part.to_dict("records") for pair, part in told.groupby(["child_a", "child_b"])}
    ends = zip(pairs["child_a"], pairs["child_b"], strict=True)
    return pd.DataFrame([_finding(pair, parts[pair], rules) for pair in ends])


def alone(child: str, covering: list[str]) -> dict[str, object]:
    """The finding on a child for whom there is nothing to ask: none found, or not to be told."""
    told = {
        "finding": "No ground to ask about a tie that nobody recorded.",
        "reasons": ["None of the grounds holds in what was loaded"],
        "next_step": "Ask the child and those who know the child who their friends are: records show few of them.",
    }
    if not covering:
        told = {
            "finding": "Whether there is a ground to ask about a tie cannot be told: no loaded extract would show it.",
            "reasons": ["No extract of missing episodes or incidents covers this child on the day"],
            "next_step": "Load the police extracts of missing episodes and incidents, then ask again.",
        }
    state = "none_found" if covering else "cannot_tell"
    named: dict[str, object] = {"subject": child, "subject_label": "Child", "state": state, "basis": ""}
    return {**named, **told, "sources": covering or ["no loaded extract"], "would_change": MORE_LOADED}


def _finding(
    pair: tuple[Hashable, ...], grounds: list[dict[Any, Any]], rules: Mapping[str, Ground]
) -> dict[str, object]:
    kinds = list(dict.fromkeys(row["ground"] for row in grounds))
    number = f"there are {len(kinds)} kinds of ground" if len(kinds) > 1 else "there is one kind of ground"
    return {
        "subject": pair[0],
        "subject_label": "Child",
        "state": "several_grounds" if len(kinds) > 1 else "one_ground",
        "finding": f"A question to ask: no tie between these two children is on record, and {number} to ask.",
        "basis": "L",
        "reasons": [
            *(WHY[row["ground"]].format(**row) for row in grounds),
            *(f"Rule: {rules[kind].told}" for kind in kinds),
        ],
        "sources": distinct((row["evidence"] for row in grounds), SOURCES_SHOWN),
        "next_step": " ".join(_ask(row, rules[row["ground"]]) for row in _one_of_each(grounds)),
        "would_change": WOULD_CHANGE,
        "other_child": pair[1],
        "grounds": kinds,
        "places": list(dict.fromkeys(row["via"] for row in grounds if row["via"])),
        "through": distinct(row["through"] for row in grounds),
        "ask": list(dict.fromkeys(rules[kind].ask for kind in kinds)),
    }


def _one_of_each(grounds: list[dict[Any, Any]]) -> list[dict[Any, Any]]:
    """The first of each kind of ground: one question each, the reasons have the rest."""
    return list({row["ground"]: row for row in reversed(grounds)}.values())[::-1]


def _ask(row: dict[Any, Any], rule: Ground) -> str:
    role = code_list("role").codes[rule.ask]
    return f"Ask the child's {role[0].lower()}{role[1:]}: {rule.question.format(**row)}"
