"""Return home interviews and first repeats in words. No sentence names a child."""

from collections.abc import Iterable

import pandas as pd

from csgraph.codes import code_list
from csgraph.questions.co_missing_words import counted

REPEAT_STEP = (
    "The lead professional asks what was learnt at both returns, and agrees with the child and carers what to do "
    "before and when the child goes missing again."
)
REPEAT_CHANGE = "An earlier episode in a source not loaded yet; two records that prove to be one episode."

COMMISSIONER = "The commissioner of return home interviews"
INTERVIEW = {
    "interview_not_offered": (
        "No return home interview was offered after an episode of {start}.",
        f"{COMMISSIONER} offers one now, by somebody independent, and says why none was offered.",
    ),
    "interview_late": (
        "The return home interview after an episode of {start} was held later than {hours} hours after the return.",
        f"{COMMISSIONER} asks what held it up; the lead professional checks that what was said reached the plan.",
    ),
    "interview_refused": (
        "The return home interview after an episode of {start} was offered and not taken up.",
        "The lead professional asks whom the child would speak to, and offers it again by that person.",
    ),
    "interview_not_recorded": (
        "The {hours} hours after the return from an episode of {start} are over, and no interview is recorded.",
        f"{COMMISSIONER} says whether it was held and when, and offers it where it was not.",
    ),
}
"""The sentence and the next step of each state."""
INTERVIEW_CHANGE = "An interview in a source not loaded yet; a day of return or of interview that proves wrong."


def interviews_worded(episodes: pd.DataFrame, hours: int, source: str) -> pd.DataFrame:
    """One finding an episode whose interview was not offered, late, refused or not recorded.

    Args:
        episodes: as `missing_episodes`, with state.
        hours: the hours of the rule.
        source: where the rule was published, as it is printed.
    """
    state, start = episodes["state"], episodes["start"].dt.strftime("%Y-%m-%d")
    found = [INTERVIEW[one][0].format(start=day, hours=hours) for one, day in zip(state, start, strict=True)]
    return pd.DataFrame(
        {
            "subject": episodes["child"],
            "subject_label": "Child",
            "state": state,
            "finding": found,
            "basis": "S",
            "reasons": [_interview(*row) for row in _cells(episodes)],
            "sources": episodes["evidence"],
            "next_step": [INTERVIEW[one][1] for one in state],
            "would_change": INTERVIEW_CHANGE,
            "episode": episodes["event"],
            "returned": episodes["end"],
            "interview_on": episodes["interview_on"],
            "rule_source": source,
        }
    )


def _cells(episodes: pd.DataFrame) -> Iterable[tuple[str, str, str, str]]:
    texts = [
        episodes[name].astype("str").fillna("not recorded") for name in ("interview_offered", "interview_accepted")
    ]
    days = [episodes[name].dt.strftime("%Y-%m-%d").fillna("not recorded") for name in ("end", "interview_on")]
    return zip(*texts, *days, strict=True)


def _interview(offered: str, accepted: str, returned: str, held: str) -> list[str]:
    codes = code_list("yes_no_na").codes
    offer, answer = (codes.get(code, code).lower() for code in (offered, accepted))
    return [
        f"Returned: {returned}",
        f"Interview offered: {offer}; accepted: {answer}",
        f"Interview held: {held}",
    ]


def repeats_worded(repeats: pd.DataFrame, days: int, source: str) -> pd.DataFrame:
    """One finding a child whose second episode began soon after the first return."""
    start = repeats["start"].dt.strftime("%Y-%m-%d")
    after = repeats["after"].astype("int64")
    return pd.DataFrame(
        {
            "subject": repeats["child"],
            "subject_label": "Child",
            "state": "first_repeat_within_4_weeks",
            "finding": [
                f"A second missing episode began on {day}, {counted(n, 'day', 'days')} after the return from the first."
                for day, n in zip(start, after, strict=True)
            ],
            "basis": "",
            "reasons": [[f"The first two episodes on record; within {days} days"] for _ in start],
            "sources": repeats["evidence"],
            "next_step": REPEAT_STEP,
            "would_change": REPEAT_CHANGE,
            "episode": repeats["event"],
            "rule_source": source,
        }
    )
