"""Days of review: set by rule at loading, and past them a relationship is in no answer, on both engines."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from graphs import put
from pandas.testing import assert_frame_equal

from csgraph import model
from csgraph.batch import Batch, Joint, link_columns, node_columns
from csgraph.errors import CsgraphError
from csgraph.findings import Asking
from csgraph.frames import frame
from csgraph.questions import all_questions
from csgraph.questions.expired import expired_caveat
from csgraph.store import Store, Transaction
from csgraph.store.difference import joints
from csgraph.store.queries import Query, all_queries
from csgraph.store.retention import REVIEWED, Rule, retention_rules, reviewed, with_rules

EXTRACTED = date(2026, 10, 31)
GIVEN: dict[str, object] = {"as_of": EXTRACTED, "since": date(2025, 10, 31)}
DEFAULT: Rule = {"name": "default", "authority": "a test", "years": 3}
STATED = {
    "id": "one",
    "source": "a",
    "batch": "batch:1",
    "record": "R1",
    "row": 2,
    "recorded_by": "social_care",
    "reliability": "reported",
    "recorded_on": pd.Timestamp(EXTRACTED),
}
SHOWN: dict[str, dict[str, object]] = {
    "Event": {"kind": "missing", "start": pd.Timestamp(EXTRACTED)},
    "Assessment": {"completed_on": pd.Timestamp(EXTRACTED)},
    "Referral": {"kind": "panel", "referred_on": pd.Timestamp(EXTRACTED)},
    "Meeting": {"kind": "panel", "held_on": pd.Timestamp(EXTRACTED)},
    "Professional": {"role": "dsl"},
    "Agency": {"kind": "health"},
    "Plan": {"start": pd.Timestamp(EXTRACTED)},
    "Closure": {"closed_on": pd.Timestamp(EXTRACTED)},
    "Challenge": {"raised_on": pd.Timestamp(EXTRACTED)},
}
"""What a node must be for the queries to show it."""


def tie(type_: str, **given: object) -> Batch:
    """A batch of one relationship between the first pair of labels of a type."""
    joint: Joint = (type_, *model.LINK[type_].pairs[0])
    row = {"from_key": "ssd:1", "to_key": "ssd:2", "record": "R1", "reliability": "reported", **given}
    ledger: dict[str, object] = {"id": "batch:1", "source": "police_incidents", "extracted_on": EXTRACTED}
    return Batch(ledger, "", {}, {joint: frame(link_columns(type_), pd.DataFrame([row], dtype=object))})


def due(batch: Batch, *rules: Mapping[str, Any]) -> date:
    """The day of review of its relationship under some rules, the last of which is the default."""
    ((_, rows),) = reviewed(with_rules(batch, [*rules, DEFAULT])).links.items()
    found: pd.Timestamp = rows["review_by"].iloc[0]
    return found.date()


class TestRules:
    def test_the_first_day_known_counts(self) -> None:
        days = {"end": date(2020, 1, 1), "recorded_on": date(2021, 1, 1), "start": date(2019, 1, 1)}
        assert due(tie("PEER_OF", **days)) == date(2023, 1, 1)
        assert due(tie("PEER_OF", **(days | {"end": None}))) == date(2024, 1, 1)
        assert due(tie("PEER_OF", start=days["start"])) == date(2022, 1, 1)
        assert due(tie("PEER_OF")) == date(2029, 10, 31)

    def test_a_rule_says_what_it_counts_from(self) -> None:
        rule = {"name": "holding", "authority": "x", "years": 1, "from": ["end", "extracted_on"]}
        assert due(tie("PEER_OF", recorded_on=date(2019, 1, 1)), rule) == date(2027, 10, 31)

    def test_the_first_rule_that_fits_holds(self) -> None:
        by_source = {"name": "a", "authority": "x", "source": ["police*"], "type": ["PEER_OF"], "months": 6}
        assert due(tie("PEER_OF"), by_source) == date(2027, 4, 30)
        assert due(tie("PEER_OF"), {**by_source, "source": ["gp"]}) == date(2029, 10, 31)
        assert due(tie("PEER_OF"), {**by_source, "type": ["ATTENDS"]}) == date(2029, 10, 31)
        assert due(tie("PEER_OF"), {**by_source, "reliability": ["judgement"]}) == date(2029, 10, 31)

    def test_what_the_extract_says_goes_first(self) -> None:
        assert due(tie("PEER_OF", review_by=date(2027, 2, 28))) == date(2027, 2, 28)

    @pytest.mark.parametrize(
        ("dob", "day"), [(date(2012, 2, 29), date(2030, 2, 28)), (date(2001, 1, 1), date(2029, 10, 31))]
    )
    def test_not_before_a_birthday(self, dob: date, day: date) -> None:
        rule = {"name": "a", "authority": "x", "years": 3, "until_age": 18}
        named = frame(node_columns("Child"), pd.DataFrame([{"key": "ssd:2", "dob": dob}], dtype=object))
        assert due(replace(tie("PEER_OF"), nodes={"Child": named}), rule) == day

    def test_a_batch_without_rules_stays_as_it_is(self) -> None:
        batch = tie("PEER_OF")
        assert reviewed(batch) is batch

    def test_equations_of_identifiers_have_no_day(self) -> None:
        assert not set(REVIEWED) & set(model.BOOKKEEPING)
        assert set(REVIEWED) | set(model.BOOKKEEPING) == set(model.LINK)

    def test_every_shipped_rule_names_its_authority_and_sends_to_the_dpo(self) -> None:
        for rule in retention_rules():
            assert "DPO" in rule["authority"], rule["name"]

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "rule = 1",
            '[[rule]]\nname = "a"\nyears = 3',
            '[[rule]]\nname = "a"\nauthority = "x"',
            '[[rule]]\nname = "a"\nauthority = "x"\nyears = "3"',
            '[[rule]]\nname = "a"\nauthority = "x"\nyears = 300',
            '[[rule]]\nname = "a"\nauthority = "x"\nyears = 3\nsource = ["ssd"]',
            '[[rule]]\nname = "a"\nauthority = "x"\nyears = 3\nsource = "ssd"',
            '[[rule]]\nname = "a"\nauthority = "x"\nyears = 3\ntype = ["SAME_AS"]',
            '[[rule]]\nname = "a"\nauthority = "x"\nyears = 3\nfrom = ["dob"]',
            '[[rule]]\nname = "a"\nauthority = "x"\nyears = 3\nyear = 3',
            "[[rule]",
        ],
    )  # fmt: skip
    def test_a_file_that_cannot_be_used_is_refused(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "retention.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CsgraphError, match="Nothing is imported"):
            retention_rules(path)


def world() -> tuple[dict[str, list[dict[str, object]]], dict[Joint, list[dict[str, object]]]]:
    """Two nodes of each label, and one relationship of each joint of the world."""
    nodes: dict[str, list[dict[str, object]]] = {
        label: [{"id": f"{label.lower()}:{n}", **SHOWN.get(label, {})} for n in (1, 2)] for label in model.ASSERTED
    }
    links: dict[Joint, list[dict[str, object]]] = {}
    for number, joint in enumerate(j for j in joints() if j[0] in REVIEWED):
        given = {"role": "dsl"} if joint[0] == "WORKS_AT" else {}
        ends = {"from_id": f"{joint[1].lower()}:1", "to_id": f"{joint[2].lower()}:2"}
        links[joint] = [{**STATED, "id": f"link{number}", **ends, **given}]
    for type_, label in (("INVOLVED_IN", "Child"), ("INVOLVED_IN", "Professional")):  # at one event
        links[type_, label, "Event"][0]["to_id"] = "event:1"
        # A child's own account is another kind of event.
        account = {**links[type_, label, "Event"][0], "id": f"{label} at an account", "to_id": "event:3"}
        links[type_, label, "Event"].append(account)
    # What a plan, a meeting and a referral agreed is what concerns the child; a referral may be to social care, too.
    for joint in links:
        if joint[0] in ("HAS_ACTION", "OWNS"):
            links[joint][0]["to_id"] = "planaction:1"
    referred = links["CONCERNS", "Referral", "Child"]
    referred.append({**referred[0], "id": "referred to social care", "from_id": "referral:3"})
    nodes["Referral"].append({**SHOWN["Referral"], "id": "referral:3", "kind": "social_care"})
    nodes["Event"].append({**SHOWN["Event"], "id": "event:3", "kind": "account"})
    return nodes, links


def asked(store: Store, queries: Mapping[str, Query]) -> dict[str, pd.DataFrame]:
    return {name: store.read(name, **{p: GIVEN[p] for p in query.parameters}) for name, query in queries.items()}


def readers(joint: Joint) -> set[str]:
    """Names of the queries that read relationships of a joint; the count of expired ones is another matter."""
    start = re.compile(rf":`?{joint[1]}`?\)")
    return {n for n, q in all_queries().items() if f":{joint[0]}]" in q.text and start.search(q.text)}


@pytest.mark.parametrize("start", ["Child", "Professional", "the others"])
def test_an_expired_relationship_answers_as_if_it_were_not_there(store: Store, start: str) -> None:
    """Not all at once: a query over two relationships must look at both."""
    nodes, every = world()
    first = {"Child", "Professional"} if start == "the others" else {start}
    links = {joint: rows for joint, rows in every.items() if (joint[1] in first) != (start == "the others")}
    queries = {name: query for name, query in all_queries().items() if any(name in readers(j) for j in links)}
    put(store, nodes, every)
    there = asked(store, queries)

    def change(tx: Transaction, *, late: bool) -> None:
        for joint in links:
            rows = tx.links(joint, "from_id", [f"{joint[1].lower()}:{n}" for n in (1, 3)])
            if late:
                tx.add_links(joint, expired[joint])
            else:
                expired[joint] = rows.assign(review_by=pd.Timestamp("2026-10-30").as_unit("us"))
                tx.remove_links(joint, rows)

    expired: dict[Joint, pd.DataFrame] = {}
    store.write(lambda tx: change(tx, late=False))
    gone = asked(store, queries)
    store.write(lambda tx: change(tx, late=True))
    after = asked(store, queries)
    for name in queries:
        assert_frame_equal(after[name], gone[name], obj=name)
    # What a source's records lack is told of each record, so its rows stay.
    never = [name for name in queries if len(there[name]) == len(gone[name]) and name != "record_gaps"]
    assert not never, "they never showed one, so nothing was tried"


def test_every_query_looks_at_the_day_of_review_of_every_relationship() -> None:
    for name, query in all_queries().items():
        for variable, type_ in re.findall(r"\[(\w*):(\w+)\]", query.text):
            if type_ in REVIEWED and name != "expired_counts":
                clause = f"({variable}.review_by IS NULL OR {variable}.review_by >= $as_of)"
                assert variable, f"{name}: {type_}"
                assert query.text.count(clause) >= query.text.count(f"[{variable}:"), f"{name}: {type_}"


def test_on_the_day_itself_it_still_counts(store: Store) -> None:
    nodes, links = world()
    links = {joint: [{**rows[0], "review_by": pd.Timestamp(EXTRACTED)}] for joint, rows in links.items()}
    put(store, nodes, links)
    assert store.read("expired_counts", as_of=EXTRACTED)["expired"].sum() == 0
    assert len(store.read("peer_ties", as_of=EXTRACTED)) == 1


def test_questions_tell_how_many_were_left_out(store: Store) -> None:
    nodes, links = world()
    peers = links["PEER_OF", "Child", "Child"]
    peers[0]["review_by"] = pd.Timestamp("2020-01-01")
    put(store, nodes, links)
    told = "1 relationship of this store is past the day of review and left out (csgraph retention list)."
    for question in all_questions().values():
        assert told in question.answer(store, Asking(EXTRACTED)).caveats, question.name
    assert expired_caveat(store, Asking(date(2019, 1, 1))) == ""


def test_the_count_knows_every_type(store: Store) -> None:
    nodes, links = world()
    put(store, nodes, {j: [{**r[0], "review_by": pd.Timestamp("2020-01-01")}] for j, r in links.items()})
    counts = store.read("expired_counts", as_of=EXTRACTED)
    assert dict(zip(counts["type"], counts["expired"], strict=True)) == {
        type_: sum(j[0] == type_ for j in links) for type_ in REVIEWED
    }
