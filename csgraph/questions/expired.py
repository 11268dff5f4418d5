"""What every answer says of relationships that are past their day of review: they are left out, and so many."""

from dataclasses import replace

from csgraph.findings import Asking, Findings, Question
from csgraph.store import Store


def telling_expired(question: Question) -> Question:
    """The question with a caveat on what was left out because its day of review has passed."""

    def answer(store: Store, asking: Asking) -> Findings:
        found = question.answer(store, asking)
        told = expired_caveat(store, asking)
        return replace(found, caveats=[*found.caveats, told]) if told else found

    return replace(question, answer=answer)


def expired_caveat(store: Store, asking: Asking) -> str:
    """One sentence; nothing where no relationship of the store is past its day of review on the day asked about."""
    counts = store.read("expired_counts", as_of=asking.as_of)
    count = int(counts["expired"].sum())
    if not count:
        return ""
    what = "1 relationship of this store is" if count == 1 else f"{count} relationships of this store are"
    return f"{what} past the day of review and left out (csgraph retention list)."
