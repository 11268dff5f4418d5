"""Nobody who has every table of a report can work out a count under 5 of a place or a group."""

import random
import re
from datetime import date

import numpy as np
import pandas as pd
import pytest
from figures import tell_figure
from loaded_sample import loaded_sample
from sizes import size

from csgraph.findings import Asking, Findings, findings_table
from csgraph.governance.small_counts import FEW, in_words, suppressed
from csgraph.questions import all_questions, peer_groups, risky_places
from csgraph.questions.small_numbers import HIDDEN, SMALLEST
from csgraph.store import open_store

DAY = date(2026, 10, 31)
WINDOWS = [f"2026-{month:02}-01" for month in range(1, 8)]
CASES = size(ci=30, full=500)


class Sums:
    """Counts as unknowns, and the sums that somebody can read; tells which unknowns follow from them."""

    def __init__(self) -> None:
        self.true: list[int] = []
        self.rows: list[tuple[list[int], int]] = []

    def unknowns(self, true: list[int], printed: list[str]) -> list[int]:
        """The unknowns of those counts that are hidden, and a sum of one for each that is printed."""
        first = len(self.true)
        self.true += true
        self.rows += [([first + at], int(cell)) for at, cell in enumerate(printed) if cell != HIDDEN]
        return list(range(first, first + len(true)))

    def total(self, parts: list[int], printed: str) -> None:
        if printed != HIDDEN:
            self.rows.append((parts, int(printed)))

    def solved(self) -> list[int]:
        """The counts from 1 to 4 that the sums determine, with every count a whole number and none below nought."""
        system = np.zeros((len(self.rows), len(self.true)))
        for line, (parts, sum_) in enumerate(self.rows):
            assert sum(self.true[part] for part in parts) == sum_, "what is printed is true"
            system[line, parts] = 1
        small = [at for at, count in enumerate(self.true) if 0 < count < SMALLEST]
        rank = np.linalg.matrix_rank(system) if self.rows else 0
        told = []
        for at in small:
            unit = np.zeros(len(self.true))
            unit[at] = 1
            if self.rows and np.linalg.matrix_rank(np.vstack([system, unit])) == rank:
                told.append(at)
        return told


def place_report(dice: random.Random) -> Findings:
    kinds = [f"kind{n}" for n in range(dice.randint(1, 4))]
    places = []
    for number in range(dice.randint(1, 12)):
        children, events = (dice.choice([0, 1, 2, 3, 4, 5, 6, 9, 20]) for _ in range(2))
        places.append(
            {
                "subject": f"place:{number}", "subject_label": "Location", "state": "ranked",
                "finding": f"{children} unrelated children, {events} events on {events} days in the last year; "
                f"{children} independent reports (1.2 expected, 0.3 to 2.2); trend: events are rising.",
                "basis": "", "reasons": [f"{events} × incidents there ({children} children)"],
                "sources": [f"police_incidents X{n}, row {n} (batch:0a)" for n in range(events)],
                "next_step": "", "would_change": "", "rank": number + 1, "name": f"Place {number}",
                "kind": dice.choice(kinds), "unrelated": children, "children": children, "events": events,
                "days": events, "reports": children, "expected": 1.2, "low": 0.3, "high": 2.2, "linked": children,
                "safe": 0,
            }
        )  # fmt: skip
    table = findings_table(pd.DataFrame(places), risky_places.MORE)
    schools = [
        {"place": place["subject"], "school": f"urn:{n}", "school_name": f"School {n}", "children": count}
        for place in places
        for n, count in enumerate(parted(int(str(place["children"])), dice))
    ]
    windows = [
        [place["subject"], *np.bincount([dice.randrange(7) for _ in range(int(str(place["days"])))], minlength=7)]
        for place in places
    ]
    figures = {
        "Days with events by four-week window": pd.DataFrame(windows, columns=["place", *WINDOWS]),
        "Peer groups that meet there": pd.DataFrame(columns=["place", "group", "group_name", "members"]),
        "Schools of the children": pd.DataFrame(schools, columns=["place", "school", "school_name", "children"]),
        "Without names": pd.DataFrame(),
    }
    return Findings("risky-places", DAY, table, figures)


def parted(whole: int, dice: random.Random) -> list[int]:
    """A whole number as a sum of whole numbers."""
    parts = []
    while whole:
        parts.append(dice.randint(1, whole))
        whole -= parts[-1]
    return parts


def test_no_small_count_of_a_place_can_be_read_or_worked_out() -> None:
    dice = random.Random(2020)
    hidden = 0
    for _ in range(CASES):
        found = place_report(dice)
        shown = suppressed(found)
        by_kind = shown.figures["Without names"]
        for column in ("children", "events"):
            sums = Sums()
            cells = dict(
                zip(
                    found.table["subject"],
                    sums.unknowns(found.table[column].tolist(), shown.table[column].tolist()),
                    strict=True,
                )
            )
            for kind, part in found.table.groupby("kind"):
                total = by_kind[(by_kind["kind"] == kind) & (by_kind["name"] == "all of this kind")][column].iloc[0]
                sums.total([cells[one] for one in part["subject"]], total)
            sums.total(list(cells.values()), by_kind[by_kind["kind"] == "all"][column].iloc[0])
            name, own = (
                ("Schools of the children", "place")
                if column == "children"
                else ("Days with events by four-week window", "")
            )
            whole = dict(zip(shown.table["subject"], shown.table[column], strict=True))
            before, after = found.figures[name], shown.figures[name]
            for place, part in before.groupby("place"):
                rows = after.loc[part.index]
                true = part["children"].tolist() if own else part[WINDOWS].iloc[0].tolist()
                read = rows["children"].tolist() if own else rows[WINDOWS].iloc[0].tolist()
                unknowns = sums.unknowns([int(n) for n in true], read)
                sums.total(unknowns, whole[str(place)])
            assert sums.solved() == []
            hidden += (shown.table[column] == HIDDEN).sum()
        for texts in (shown.table["finding"], shown.table["reasons"].explode()):
            assert not re.search(r"\b[1-4] (?:×|unrelated|children|events?|days?|independent)", " ".join(texts))
        few = shown.table["events"] == HIDDEN
        assert all(sources == ["police_incidents (batch:0a)"] for sources in shown.table.loc[few, "sources"])
        assert (shown.table.loc[shown.table["reports"] == HIDDEN, "expected"] == HIDDEN).all()
    assert hidden > CASES
    tell_figure("reports on places", CASES, counts_hidden=int(hidden))


def test_no_small_count_of_a_group_can_be_read_or_worked_out() -> None:
    dice = random.Random(7)
    for _ in range(CASES):
        groups, schools = [], []
        for number in range(dice.randint(1, 5)):
            count = dice.randint(2, 14)
            parts = parted(count, dice)
            groups.append(
                {
                    "subject": f"peers:{number}", "subject_label": "Group", "state": "stable", "size": count,
                    "finding": f"{count} children are tied by {count} dated ties or occasions, the latest of late",
                    "reasons": [f"{n} members on the roll of School {at}" for at, n in enumerate(parts)],
                    "sources": [], "group_name": f"Peer group {number}", "occasions": count,
                    "children": [f"ssd:{n}" for n in range(count)],
                }
            )  # fmt: skip
            schools += [
                {"group": f"peers:{number}", "school": f"urn:{at}", "school_name": f"School {at}", "members": n,
                 "children": [f"ssd:{m}" for m in range(n)]}
                for at, n in enumerate(parts)
            ]  # fmt: skip
        shared = pd.DataFrame(schools)
        empty = shared.iloc[:0]
        figures = dict.fromkeys(("Shared places", "Shared agencies", "Professionals to bring together"), empty)
        figures |= {"Links between groups": pd.DataFrame(columns=["child", "reached"]), "Shared schools": shared}
        found = Findings("peer-groups", DAY, findings_table(pd.DataFrame(groups), peer_groups.MORE), figures)
        shown = suppressed(found)
        sums = Sums()
        sizes = shown.table.set_index("subject")["size"]
        reasons = dict(zip(shown.table["subject"], shown.table["reasons"], strict=True))
        for group, part in shared.groupby("group"):
            rows = shown.figures["Shared schools"].loc[part.index]
            sums.total(sums.unknowns(part["members"].tolist(), rows["members"].tolist()), str(sizes[str(group)]))
            assert all(len(ids) >= SMALLEST or not ids for ids in rows["children"])
            texts = " ".join(reasons[group])
            told = re.findall(r"(?<!than )\b\d+(?= members)", texts)
            assert sorted(told) == sorted(cell for cell in rows["members"] if cell != HIDDEN)
        assert sums.solved() == []
    tell_figure("reports on groups", CASES)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3 unrelated children, 12 events on 4 days", f"{FEW} unrelated children, 12 events on {FEW} days"),
        ("1 × incidents there (1 child), by Police", f"{FEW} × incidents there ({FEW} children), by Police"),
        ("0 unrelated children, 0 events on 0 days", "0 unrelated children, 0 events on 0 days"),
        ("rank 3: 2 unrelated children", f"rank 3: {FEW} unrelated children"),
        ("Peer group 3: 4 children, stable", f"Peer group 3: {FEW} children, stable"),
        ("1 child links it with another group", f"{FEW} children link it with another group"),
        ("2 children feel safe there", f"{FEW} children feel safe there"),
        ("14 children, 1.4 expected", "14 children, 1.4 expected"),
        ("31 October 2026, row 3 (batch:2)", "31 October 2026, row 3 (batch:2)"),
    ],
)  # fmt: skip
def test_sentences_lose_their_small_counts_and_nothing_else(text: str, told: str) -> None:
    assert in_words(text) == told


def test_findings_about_single_children_are_left_as_they_are() -> None:
    found = Findings("missing-links", DAY, findings_table(pd.DataFrame({"subject": [], "state": []})))
    assert suppressed(found) is found


CONTEXTS = ["Location", "Group"]
SMALL = re.compile(
    r"(?<!than )\b[1-4] (?:of the |unrelated |independent )?(?:children|child|members?|reports?|events?)\b"
)


@pytest.mark.parametrize("name", sorted(all_questions().keys() - {"changes"}))
def test_no_sentence_on_a_place_or_a_group_has_a_small_count(name: str) -> None:
    with open_store(loaded_sample(), read_only=True) as store:
        found = suppressed(all_questions()[name].answer(store, Asking(DAY)))
    rows = found.table[found.table["subject_label"].isin(CONTEXTS)]
    texts = [*rows["finding"], *rows["reasons"].explode().dropna()]
    assert [text for text in texts if SMALL.search(text)] == []


def test_changes_of_a_place_are_told_without_small_counts_and_those_of_a_child_as_they_are() -> None:
    told = {"finding": "New: 3 unrelated children.", "reasons": ["2 events"], "sources": ["gp, row 1 (batch:1)"]}
    rows = [
        {"subject": one, "subject_label": label, "state": "new", **told}
        for one, label in (("p", "Location"), ("c", "Child"))
    ]
    found = suppressed(Findings("changes", DAY, findings_table(pd.DataFrame(rows))))
    assert found.table["finding"].tolist() == [f"New: {FEW} unrelated children.", told["finding"]]
    assert found.table["reasons"].tolist() == [[f"{FEW} events"], told["reasons"]]
