"""Which unrelated children were missing together, where were they found, and was each asked about it in time?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.as_of import days_before
from csgraph.network.co_missing import CoMissing, co_missing
from csgraph.network.coverage import covered_by_kind
from csgraph.network.missing_episodes import first_repeats, interview_outcomes
from csgraph.questions import co_missing_figures as figures
from csgraph.questions.co_missing_rules import CoMissingRules, co_missing_rules
from csgraph.questions.co_missing_words import others_worded, pairs_worded, place_names, places_worded
from csgraph.questions.interview_words import interviews_worded, repeats_worded
from csgraph.questions.rule_files import unverified_caveat
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "other_child": "text",
    "occasions": "whole",
    "latest": "date",
    "places": "texts",
    "episode": "text",
    "returned": "moment",
    "interview_on": "date",
    "name": "text",
    "kind": "text",
    "children": "whole",
    "unrelated": "whole",
    "events": "whole",
    "rule_source": "text",
}
"""Columns of this question after those of all findings."""

ABOUT = {
    "other_child": "id of the other child of the pair",
    "occasions": "occasions on which both were missing together",
    "latest": "day of the latest",
    "places": "ids of the places where both were found again",
    "episode": "id of the missing episode",
    "returned": "when the child came back",
    "interview_on": "day of the return home interview",
    "name": "what the place is called",
    "kind": "kind of place",
    "children": "children who were found there",
    "unrelated": "of them, those who are not of one household",
    "events": "missing episodes that ended there",
    "rule_source": "where the rule was published or whose choice it is; unverified where nobody read it",
}

TO_ACT_ON = {"late", "refused", "not_offered", "not_recorded"}
"""Outcomes of interviews that are findings."""
SHARED = 2
"""Unrelated children from whom on a return place is shared."""

CAVEATS = (
    "Boundary: every child with a missing episode in the period, unless children were named.",
    (
        "An overlap alone is no finding: in a borough many children are missing at the same time without knowing of "
        "each other. The figure on overlaps says how many chance would give: each episode begins at its hour on any "
        "day of its month, whatever the day of the week. It is of all children, whoever was asked about."
    ),
    (
        "Left out of pairs: brothers, sisters and households; a return to a child's own home or placement, or to any "
        "place where children are placed; episodes of which only the day is known; records marked unverified."
    ),
    (
        "An interview that an agency held and did not tell the police or the council of is not recorded here. Only the "
        "day of an interview is known: one is called late only where the whole day lies after the hours."
    ),
    (
        "The first episode on record may not be the first: earlier ones lie before the extracts. Who was with whom is "
        "for safety planning; it does not say who led, and nothing here says that a child was harmed."
    ),
)


def answer(store: Store, asking: Asking) -> Findings:
    """Pairs missing together, shared return places, interviews to act on and first repeats, in that order."""
    rules, day = co_missing_rules(), asking.as_of
    found = co_missing(store, day, days=rules.window.days, minutes=rules.overlap.minutes)
    places = store.read("places")
    episodes = _asked(found.episodes, asking)
    outcome = interview_outcomes(episodes, day, rules.interview.hours)
    episodes = episodes.assign(outcome=outcome, state="interview_" + outcome)
    repeats = _recent(first_repeats(_asked(found.every, asking), rules.repeat.days), rules, asking)
    returned = figures.by_return_place(found.returns, places)
    touched = _asked(found.returns, asking)["place"]
    returned = returned[returned["place"].isin(touched)].reset_index(drop=True)
    rows = [
        pairs_worded(_of_asked(found.occasions, asking), place_names(places), asking.children),
        places_worded(returned[returned["unrelated"] >= SHARED]),
        interviews_worded(episodes[episodes["outcome"].isin(TO_ACT_ON)], rules.interview.hours, rules.interview.told),
        repeats_worded(repeats[repeats["soon"]], rules.repeat.days, rules.repeat.told),
        _others(store, asking, episodes),
    ]
    table = findings_table(pd.concat([part for part in rows if len(part)] or rows[-1:], ignore_index=True), MORE)
    return Findings(
        QUESTION.name,
        day,
        table,
        _figures(found, episodes, repeats, returned, rules),
        _caveats(store, rules, found, asking),
    )


def _asked(rows: pd.DataFrame, asking: Asking) -> pd.DataFrame:
    """The rows of the children asked about."""
    return rows if asking.children is None else rows[rows["child"].isin(asking.children)].reset_index(drop=True)


def _of_asked(occasions: pd.DataFrame, asking: Asking) -> pd.DataFrame:
    """Occasions of which at least one child was asked about."""
    if asking.children is None:
        return occasions
    return occasions[occasions["child_a"].isin(asking.children) | occasions["child_b"].isin(asking.children)]


def _recent(repeats: pd.DataFrame, rules: CoMissingRules, asking: Asking) -> pd.DataFrame:
    """First repeats that began in the window."""
    since = pd.Timestamp(days_before(asking.as_of, rules.window.days))
    return repeats[repeats["day"] >= since].reset_index(drop=True)


def _others(store: Store, asking: Asking, episodes: pd.DataFrame) -> pd.DataFrame:
    """Children asked about of whom no episode lies in the window."""
    without = sorted((asking.children or frozenset()) - set(episodes["child"]))
    covering = covered_by_kind(store, asking.as_of, "missing")["missing"] if without else pd.Series(dtype=object)
    return others_worded(without, covering)


def _figures(
    found: CoMissing, episodes: pd.DataFrame, repeats: pd.DataFrame, returned: pd.DataFrame, rules: CoMissingRules
) -> dict[str, pd.DataFrame]:
    return {
        "Interviews by month": figures.interviews_by_month(episodes),
        "Children by number of episodes": figures.children_by_episodes(episodes),
        "First repeats": figures.repeats_figure(repeats),
        "Return places": returned.drop(columns=["by", "evidence"]),
        "Overlaps and chance": figures.overlaps_and_chance(found, rules),
    }


def _caveats(store: Store, rules: CoMissingRules, found: CoMissing, asking: Asking) -> list[str]:
    shown = store.read("batches")["kinds"].map(lambda kinds: "missing" in kinds)
    nothing = ["No loaded extract shows missing episodes: nothing can be told of them."] if not shown.any() else []
    open_ = int(_asked(found.episodes, asking)["end"].isna().sum())
    still = [f"{open_} {'episode has' if open_ == 1 else 'episodes have'} no return on record."] if open_ else []
    period = f"Period: episodes that began in the {rules.window.days} days to {asking.as_of:%Y-%m-%d}."
    return [*nothing, CAVEATS[0], period, *CAVEATS[1:], *still, *unverified_caveat(rules.every)]


QUESTION = Question(
    name="co-missing",
    title="Missing together, and return home interviews",
    concern="Opportunities were missed to see the full picture around a young person: who was missing with whom, where "
    "they were found, and whether somebody asked them about it in time.",
    about="Pairs of unrelated children missing together, as an agency recorded or as times and return place show; "
    "places where several unrelated children were found; return home interviews not offered, late, refused or not "
    "recorded; first repeats within four weeks. An overlap alone is no finding: a figure shows it beside "
    "what chance would give.",
    answer=answer,
    keys=("other_child", "episode"),
)
