"""Findings on places and groups, only of those that were asked about."""

from dataclasses import replace

from csgraph.findings import Asking, Findings, Question
from csgraph.store import Store


def only_contexts(question: Question) -> Question:
    """The question, of whose findings on places only those stay that were asked about by name; of groups likewise.

    Where only a group was asked about, findings on places stay: they are those of its members.
    """

    def answer(store: Store, asking: Asking) -> Findings:
        found = question.answer(store, asking)
        if asking.contexts is None:
            return found
        places = asking.contexts & {*store.read("places")["place"]}
        subject, label = found.table["subject"], found.table["subject_label"]
        other = label.map({"Location": bool(places), "Group": bool(asking.contexts - places)}).eq(True)
        return replace(found, table=found.table[~(other & ~subject.isin(asking.contexts))].reset_index(drop=True))

    return replace(question, answer=answer)
