"""What is proposed and what never is: siblings, twins, small stores, one record for one."""

import logging
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_examples import ANN, BEN, CAI, records
from sizes import size

from csgraph.linkage import spelling
from csgraph.linkage.assignment import one_to_one
from csgraph.linkage.models import MATCHINGS
from csgraph.linkage.proposals import Proposed, proposed

CHILD = MATCHINGS["Child"]


def pairs(found: Proposed) -> set[frozenset[str]]:
    return {frozenset((one.one, one.other)) for one in found.proposals}


def test_three_children_are_matched_by_the_stated_weights_and_it_says_so() -> None:
    found = proposed(CHILD, records("Child", [("gp", "nhs:1", ANN), ("roll", "upn:A", ANN), ("roll", "upn:C", CAI)]))
    assert pairs(found) == {frozenset(("nhs:1", "upn:A"))}
    assert not found.weights.trained
    assert "3 are too few to train on" in found.weights.why
    (one,) = found.proposals
    assert one.weight == pytest.approx(one.prior + sum(e.weight for e in one.evidence), abs=1e-4)
    assert [e.words for e in one.evidence if e.name == "dob"] == ["the same"]


@pytest.mark.parametrize("rows", [[], [("gp", "nhs:1", ANN)]], ids=["nobody", "one child"])
def test_nobody_to_compare_gives_no_proposal(rows: list[tuple[str, str, dict[str, object]]]) -> None:
    assert proposed(CHILD, records("Child", rows)).proposals == ()


def test_an_address_never_joins_siblings_or_twins() -> None:
    twins = [("gp", "nhs:1", ANN), ("roll", "upn:B", BEN)]
    siblings = [("gp", "nhs:1", ANN), ("roll", "upn:C", CAI)]
    sister = {**ANN, "dob": "2015-03-04", "forename": "Anja"}
    for rows in (twins, siblings, [("gp", "nhs:1", ANN), ("roll", "upn:D", sister)]):
        found = proposed(CHILD, records("Child", rows), least=0.01)
        assert found.proposals == ()
    assert proposed(CHILD, records("Child", twins), least=0.01).without_grounds == 1


def test_each_twin_finds_the_right_twin() -> None:
    rows = [("gp", "nhs:1", ANN), ("gp", "nhs:2", BEN), ("roll", "upn:A", ANN), ("roll", "upn:B", BEN)]
    found = proposed(CHILD, records("Child", rows), least=0.5)
    assert pairs(found) == {frozenset(("nhs:1", "upn:A")), frozenset(("nhs:2", "upn:B"))}


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({**ANN, "forename": "Ánn"}, "the same"),
        ({**ANN, "forename": "Reid", "surname": "Ann"}, "first and last name swapped"),
        ({**ANN, "forename": "Anna"}, "spelt nearly the same"),
        ({**ANN, "forename": "Marie Ann"}, "a part is the same"),
        ({**ANN, "forename": "Nancy"}, "forms of one name"),
    ],
)
def test_a_forename_agrees_however_it_is_written(other: dict[str, object], words: str) -> None:
    found = proposed(CHILD, records("Child", [("gp", "nhs:1", ANN), ("roll", "upn:A", other)]))
    assert found.proposals[0].evidence[0].words == words


def test_everyday_forms_of_a_name_agree_and_others_do_not() -> None:
    assert set(spelling.root_names("billy")) & set(spelling.root_names("william"))
    assert set(spelling.root_names("charlie")) & set(spelling.root_names("charlotte"))
    assert not set(spelling.root_names("charles")) & set(spelling.root_names("charlotte"))


def test_another_identifier_of_the_same_scheme_speaks_against() -> None:
    same = proposed(CHILD, records("Child", [("gp", "nhs:9990030227", ANN), ("health", "nhs:9990047111", ANN)]))
    assert [e.words for e in same.proposals[0].evidence if e.name == "identifiers"] == ["different"]
    assert [e.weight < 0 for e in same.proposals[0].evidence if e.name == "identifiers"] == [True]


def test_one_source_that_keeps_two_records_is_believed() -> None:
    found = proposed(CHILD, records("Child", [("gp", "nhs:1", ANN), ("gp", "nhs:2", ANN)]))
    assert found.proposals == ()
    assert found.not_one_to_one == 1


def test_what_a_person_rejected_is_not_proposed_again_by_any_identifier() -> None:
    rows = records("Child", [("gp", "nhs:1", ANN), ("roll", "upn:A", ANN)])
    rows["identifiers"] = [["nhs:1", "ssd:7"], ["upn:A"]]
    found = proposed(CHILD, rows, apart=[frozenset(("ssd:7", "upn:A"))])
    assert (found.proposals, found.decided) == ((), 1)


def test_professionals_and_places_need_their_names() -> None:
    person = {"name": "Dr Ngozi Okafor", "email": "ngozi.okafor@a.example", "role": "paediatrician"}
    moved = {"name": "OKAFOR, Ngozi", "email": "ngozi.okafor@b.example"}
    other = {"name": "Ngozi Reid", "email": "ngozi.reid@a.example", "role": "paediatrician"}
    staff = [("a", "staff:1", person), ("b", "email:2", moved), ("c", "swe:3", other)]
    found = proposed(MATCHINGS["Professional"], records("Professional", staff))
    assert pairs(found) == {frozenset(("staff:1", "email:2"))}
    shop = {"name": "Plover Kebab & Pizza", "postcode": "ZZ3 4PQ", "kind": "takeaway"}
    flats = [{"name": f"{n} Plover St", "postcode": "ZZ3 4PR", "kind": "private_address"} for n in (12, 14)]
    places = [
        ("police", "police:1", shop), ("register", "place:1", {**shop, "name": "Plover Kebab and Pizza"}),
        ("police", "police:2", flats[0]), ("register", "place:2", flats[1]),
        ("register", "place:3", {**shop, "name": "Plover Cafe"}),
    ]  # fmt: skip
    found = proposed(MATCHINGS["Location"], records("Location", places))
    assert pairs(found) == {frozenset(("police:1", "place:1"))}


def test_nothing_is_logged_and_nothing_is_written(
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with caplog.at_level(logging.DEBUG):
        proposed(CHILD, records("Child", [("gp", "nhs:1", ANN), ("roll", "upn:A", ANN)]))
    assert not [record for record in caplog.records if record.name.startswith(("splink", "sqlglot"))]
    assert capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []


NODES = [f"{source}{number}" for source in "abc" for number in range(4)]
ENDS = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda ends: ends[0] < ends[1])


@given(st.dictionaries(ENDS, st.integers(1, 9), max_size=30))
def test_one_record_of_a_source_is_matched_to_one_of_another_at_most(weights: dict[tuple[str, str], int]) -> None:
    rows = pd.DataFrame([(a, b, float(w)) for (a, b), w in weights.items()], columns=["one", "other", "weight"])
    kept = one_to_one(rows, {node: frozenset(node[0]) for node in NODES})
    groups: dict[str, set[str]] = {node: {node} for node in NODES}
    for one, other in zip(kept["one"], kept["other"], strict=True):
        whole = groups[one] | groups[other]
        groups.update(dict.fromkeys(whole, whole))
    for group in groups.values():
        assert len({node[0] for node in group}) == len(group), "two records of one source came together"


def test_the_best_total_weight_wins_not_the_best_single_pair() -> None:
    weights = [("a1", "b1", 10.0), ("a1", "b2", 9.0), ("a2", "b1", 9.0)]
    kept = one_to_one(
        pd.DataFrame(weights, columns=["one", "other", "weight"]),
        {node: frozenset(node[0]) for node in ("a1", "a2", "b1", "b2")},
    )
    assert set(zip(kept["one"], kept["other"], strict=True)) == {("a1", "b2"), ("a2", "b1")}


def test_random_families_are_never_joined_across_brothers_and_sisters() -> None:
    """Every family has twins and a younger child at one address; each agency knows some of them."""
    from random import Random

    dice = Random(7)
    rows, person = [], {}
    names = (
        "Ava Ben Cai Dan Eve Fay Gil Hal Ivy Jan Kit Lea Max Ned Ora Pia Quin Ray Sue Tom Una Val Wes Yan Zoe".split()
    )
    surnames = "Reid Shaw Holt Dean Khan Patel Nowak Okafor Tran Byrne Lomax Stott Rigby Heyes Clegg Price".split()
    for number in range(size(ci=60, full=400)):
        surname, code = (
            f"{dice.choice(surnames)}",
            f"ZZ{number % 9 + 1} {number % 10}{'ABCD'[number % 4]}{'EFGH'[number % 3]}",
        )
        day = f"20{dice.randint(8, 19):02}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        later = f"20{dice.randint(20, 25):02}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        for at, (forename, dob) in enumerate(zip(dice.sample(names, 3), (day, day, later), strict=True)):
            child = {"forename": forename, "surname": surname, "dob": dob, "postcode": code}
            for source, scheme in (("gp", "nhs"), ("roll", "upn"), ("police", "police")):
                if dice.random() < 0.7:
                    key = f"{scheme}:{number}-{at}"
                    person[key] = (number, at)
                    rows.append((source, key, child))
    found = proposed(CHILD, records("Child", rows))
    assert found.weights.trained
    wrong = [pair for pair in pairs(found) if len({person[key] for key in pair}) > 1]
    siblings = [pair for pair in wrong if len({person[key][0] for key in pair}) == 1]
    assert siblings == []
    assert len(wrong) <= 0.01 * len(found.proposals)
