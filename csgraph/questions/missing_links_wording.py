"""Missing links in sentences: what is found, what to do next and what would change it. No sentence names a child."""

from __future__ import annotations

from datetime import date

import pandas as pd

from csgraph.codes import code_list

FINDING = {
    "present": "{role}: {who} is recorded by {agency}{contact}.",
    "present_stale": "{role}: {who} is recorded by {agency}, but {doubt}.",
    "ended_without_successor": "{role}: {who} is recorded until {end}, and nobody since.",
    "gap": "{role}: nobody is recorded, though a loaded extract covers this child for the role.",
    "cannot_tell": "{role}: cannot be told; no loaded extract covers this child for the role.",
}
"""How each state reads. Not being able to tell never reads like nobody being there."""

NEXT_STEP = {
    "present": "",
    "present_stale": "Ask {who} whether the work goes on{reach}.",
    "ended_without_successor": "Ask {ask}: who took over?",
    "gap": "Ask {ask}: who works with this child? Record the answer, also where it is nobody.",
    "cannot_tell": "Ask {ask}; or load an extract that covers this child for the role.",
}

WOULD_CHANGE = {
    "present": "The link ending, or no contact for {stale_after} days.",
    "present_stale": "A record of contact within {stale_after} days, or a newer extract that still has the link.",
    "ended_without_successor": "A record of a successor, or the reasons no longer holding.",
    "gap": "A record of somebody in this role, or the reasons no longer holding.",
    "cannot_tell": "An extract that covers this child and this role on the day asked about.",
}


def label_of(codes: pd.Series, list_name: str) -> pd.Series:
    """Labels of codes, the code itself where the list does not know it."""
    return codes.map(dict(code_list(list_name).codes)).fillna(codes)


def worded_states(states: pd.DataFrame) -> pd.DataFrame:
    """The text columns of findings on expected roles: finding, next_step, would_change and sources."""
    parts = _parts(states)
    texts = {
        name: [patterns[state].format_map(row) for state, row in zip(states["state"], parts, strict=True)]
        for name, patterns in {"finding": FINDING, "next_step": NEXT_STEP, "would_change": WOULD_CHANGE}.items()
    }
    looked_in = zip(states["sources"], states["link_source"], states["state"], states["covering"], strict=True)
    cited = pd.Series([_sources(*row) for row in looked_in], index=states.index, dtype="object")
    return states.assign(**texts, sources=cited)


def worded_asymmetry(links: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The text columns of findings on professionals whom one agency only knows."""
    agencies = code_list("agency").codes
    others = links["others"].map(lambda codes: ", ".join(agencies.get(code, code) for code in codes)).astype("str")
    one = label_of(links["recorded_by"], "agency")
    told = zip("recorded by " + one, f"no record of it by {as_of:%Y-%m-%d} from " + others, strict=True)
    return links.assign(
        finding=label_of(links["role"], "role") + ": " + _who(links) + " is known to " + one + " only.",
        reasons=pd.Series([list(reasons) for reasons in told], index=links.index, dtype="object"),
        next_step="Tell " + others + " who this is" + _reach(links) + ", where sharing it is lawful and needed.",
        would_change="A second agency's record of the same professional.",
    )


def worded_suggestions(found: pd.DataFrame) -> pd.DataFrame:
    """The text columns of findings on people to ring."""
    filling = found["fills"].map({True: "; nobody is recorded as present in that role", False: ""})
    who = label_of(found["role"], "role") + ": " + _who(found)
    return found.assign(
        finding=who + " is close to this child's circumstances and is not recorded for the child" + filling + ".",
        next_step="Ring " + _who(found) + _reach(found) + ": do they know this child, or who does?",
        would_change="A record that links this professional with the child, or the reasons no longer holding.",
    )


def whom_to_ring(states: pd.DataFrame, suggested: pd.DataFrame) -> pd.DataFrame:
    """Worded states; where nobody is recorded the next step names first who may fill the role, if anybody may."""
    need = ["child", "role", "setting"]
    likely = suggested[suggested["fills"]].drop_duplicates(need)
    ring = likely.assign(ring="Ring " + _who(likely) + _reach(likely) + ". ")[[*need, "ring"]]
    first = states[need].merge(ring, on=need, how="left")["ring"].fillna("").to_numpy()
    recorded = states["state"].isin(["present", "present_stale"])
    return states.assign(next_step=states["next_step"].where(recorded, first + states["next_step"]))


def _parts(states: pd.DataFrame) -> list[dict[str, object]]:
    """What the patterns are filled with, one row a state."""
    contact = (", latest contact on " + _day(states["last_contact"])).where(states["last_contact"].notna(), "")
    at = (" at " + states["setting_name"]).where(states["setting_name"] != "", "")
    filled = pd.DataFrame(
        {
            "role": _roles(states) + at,
            "who": _who(states),
            "agency": label_of(states["recorded_by"], "agency").fillna("an agency unknown"),
            "contact": contact,
            "doubt": _doubt(states),
            "end": _day(states["end"]),
            "reach": _reach(states),
            "ask": states["ask"],
            "stale_after": states["stale_after"].astype("str"),
        }
    )
    return filled.to_dict("records")  # type: ignore[return-value]


def _doubt(states: pd.DataFrame) -> pd.Series:
    """Why a link that holds is stale."""
    quiet = "the latest contact was on " + _day(states["last_contact"])
    left_out = "the same source's extract of " + _day(states["superseded"]) + " no longer has it"
    return left_out.where(states["superseded"].notna(), quiet)


def _roles(states: pd.DataFrame) -> pd.Series:
    """Labels of the roles of which one is enough."""
    labels = dict(code_list("role").codes)
    joined = states["roles"].map(tuple)
    words = {roles: " or ".join(labels.get(role, role) for role in roles) for roles in joined.unique()}
    return joined.map(words).astype("str")


def _who(rows: pd.DataFrame) -> pd.Series:
    """Name and team of a professional, the id where no name is recorded."""
    named = rows["worker_name"].fillna(rows["worker"]).fillna("somebody")
    return named + (" (" + rows["team"] + ")").fillna("")


def _reach(rows: pd.DataFrame) -> pd.Series:
    """Telephone and e-mail, or that none is recorded."""
    both = (", " + rows["phone"]).fillna("") + (", " + rows["email"]).fillna("")
    return both.where(both != "", " (no telephone or e-mail is recorded)")


def _day(days: pd.Series) -> pd.Series:
    written: pd.Series = days.dt.strftime("%Y-%m-%d").fillna("an unknown day").astype("str")
    return written


def _sources(of_reasons: list[str], of_link: object, state: str, covering: list[str]) -> list[str]:
    """The records that a finding rests on, then for a gap the extracts that were looked in."""
    link = [of_link] if isinstance(of_link, str) else []
    looked = [f"looked in {batch}" for batch in covering] if state == "gap" else []
    return list(dict.fromkeys([*of_reasons, *link, *looked]))
