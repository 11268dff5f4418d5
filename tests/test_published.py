"""Counts of the partnership's pack: right where they are printed, and no small one can be worked out of its tables."""

import random
from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_of_counts import HIDDEN, Key, keys_of, narrowed, texts_of
from sizes import size

from csgraph.findings import Findings, findings_table
from csgraph.governance.assurance_counts import counts_of
from csgraph.governance.assurance_rules import Count, assurance_rules
from csgraph.governance.published import ANY, Published, published, table_by

DAY = date(2026, 10, 31)
STATES = {"gap": "nobody", "present": "somebody", "cannot_tell": "cannot be told"}
COUNT = Count(title="Roles", name="roles", question="q", states=STATES, by={"Team": "team", "Month": "day"})
PARTS = {"nurses": ("school_nurse",)}


def findings(rows: list[dict[str, object]], figures: dict[str, pd.DataFrame] | None = None) -> Findings:
    base = {"subject_label": "Child", "finding": "f", "reasons": [], "sources": []}
    data = pd.DataFrame([{**base, **row} for row in rows], columns=[*base, "subject", "state", "team", "day", "role"])
    table = findings_table(data, {"team": "text", "day": "date", "role": "text"})
    return Findings("q", DAY, table, figures or {})


@st.composite
def counted(draw: st.DrawFn) -> pd.DataFrame:
    """Counts of some findings: few teams or many, states that hardly anybody or nearly everybody is in."""
    dice = random.Random(draw(st.integers(0, 2**32)))
    teams = [f"Team {n}" for n in range(draw(st.integers(1, 6)))]
    weights = [dice.choice([1, 1, 3, 10, 40]) for _ in teams]
    lean = {team: [dice.choice([0, 1, 5, 20]) for _ in STATES] for team in teams}
    months = [pd.Timestamp(2026, n, 3) for n in range(1, draw(st.integers(2, 7)))]
    rows: list[dict[str, object]] = []
    for n in range(draw(st.integers(1, 160))):
        team = dice.choices(teams, weights)[0]
        state = dice.choices(list(STATES), [w + 0.01 for w in lean[team]])[0]
        role = dice.choice(["school_nurse", "gp", "gp"])
        rows.append({"subject": f"c{n}", "state": state, "team": team, "day": dice.choice(months), "role": role})
    return counts_of(findings(rows), COUNT, PARTS)


def true_of(counts: pd.DataFrame, found: Published) -> dict[Key, int]:
    """The true count of every published cell."""
    told = {}
    for by, group, state, name in keys_of(found.cells):
        rows = counts[(counts["by"] == by) & (counts["group"] == group)]
        told[by, group, state, name] = int(rows.loc[rows["state"].eq(state) | (state == ANY), name].sum())
    return told


@settings(max_examples=size(ci=25, full=600))
@given(counted())
def test_no_small_count_can_be_worked_out_of_the_tables(counts: pd.DataFrame) -> None:
    found = published(counts)
    true = true_of(counts, found)
    for key, text in zip(keys_of(found.cells), texts_of(found.cells), strict=True):
        assert text == HIDDEN or (int(text) == 5 * round(true[key] / 5) and not 0 < true[key] <= 7)
    # Where nothing but suppressed counts is left no table is printed, and how many there are is told nowhere.
    assert set(texts_of(found.cells)) == {HIDDEN} or narrowed(found.cells, true) == []


def test_the_reader_finds_what_naive_hiding_gives_away() -> None:
    """Of 12 + 1 in two teams of one state, the second is 1 for whoever knows that there are 13."""
    rows = [("", "", "s", 13), ("Team", "A", "s", 12), ("Team", "B", "s", 1)]
    counts = pd.DataFrame(rows, columns=["by", "group", "state", "count"])
    naive = counts.assign(count=["15", "10", HIDDEN])
    true = {("", "", "s", "count"): 13, ("Team", "A", "s", "count"): 12, ("Team", "B", "s", "count"): 1}
    assert narrowed(naive, true) == [("Team", "B", "s", "count")]
    found = published(counts)
    assert narrowed(found.cells, true_of(counts, found)) == []
    assert found.left_out == ("Team",)


def test_a_table_is_laid_out_with_shares_of_its_lines() -> None:
    rows: list[dict[str, object]] = [
        {"subject": f"c{n}", "state": "gap" if n % 3 == 0 else "present", "team": "AB"[n % 2], "day": pd.Timestamp(DAY)}
        for n in range(120)
    ]
    found = published(counts_of(findings(rows), COUNT))
    team = table_by(found, "Team", "count")
    assert list(team) == ["Team", "nobody", "somebody", "cannot be told", "All that is shown"]
    assert team.to_numpy().tolist() == [
        ["All", "40 (33%)", "80 (67%)", "0", "120"],
        ["A", "20 (33%)", "40 (67%)", "0", "60"],
        ["B", "20 (33%)", "40 (67%)", "0", "60"],
    ]
    assert table_by(found, "Month", "count")["Month"].tolist() == ["All", "2026-10"]


def test_counts_by_group_alone_take_the_place_of_a_table_that_would_tell_hardly_anything() -> None:
    states = ["gap"] * 4 + ["present"] * 4 + ["cannot_tell"] * 4
    rows: list[dict[str, object]] = [
        {"subject": f"c{team}{n}", "state": state, "team": team, "day": pd.Timestamp(DAY)}
        for team in "ABCD"
        for n, state in enumerate(states)
    ]
    found = published(counts_of(findings(rows), COUNT))
    assert table_by(found, "Team", "count").to_dict("records") == [{"Team": team, ANY: "10"} for team in "ABCD"]


def test_figures_are_counted_with_what_is_in_no_state_of_theirs() -> None:
    by_team = pd.DataFrame({"team": ["A", "B"], "told": [3, 2], "decided": [5, 2], "referrals": [6, 9]})
    by_agency = pd.DataFrame({"agency": ["police"], "told": [4], "decided": [6], "referrals": [14]})
    count = Count(
        title="Referrals",
        question="q",
        figures={"Team": "By team", "Agency": "By agency"},
        nested=True,
        states={"told": "told", "decided": "decided, not told"},
        whole="referrals",
        rest="undecided",
    )
    found = counts_of(findings([], {"By team": by_team, "By agency": by_agency}), count)
    cells = {(row["by"], row["group"], row["state"]): row["count"] for row in found.to_dict("records")}
    assert [cells["", "", state] for state in ("told", "decided, not told", "undecided")] == [5, 2, 8]
    assert [cells["Agency", "Police", state] for state in ("told", "decided, not told", "undecided")] == [4, 2, 8]
    assert cells["Agency", "not told", "told"] == 1
    assert counts_of(findings([], {}), count).empty


def test_the_shipped_file_can_be_used_and_names_the_headings_of_the_audit() -> None:
    rules = assurance_rules()
    titles = {heading.title for heading in rules.heading}
    assert {"What worked well", "Impact", "Closure due to disengagement", "Professional challenge"} <= titles
    assert len(titles) == 13
