"""Labels do not name a child unless that was asked for, and text is made safe to draw."""

import random
from typing import cast

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csgraph.governance.disguise import Disguise
from csgraph.governance.plain_text import HIDDEN, JOINERS, LONGEST, plain
from csgraph.governance.redaction import UNKNOWN, UNNAMED, Labels, people_frame
from csgraph.store import Store
from csgraph.store.queries import Query, named_query

PEOPLE = [
    ("ssd:1", "Ava", "Bell"),
    ("ssd:2", "Adam", "Brook"),
    ("ssd:3", "Zoë", "O'Neill"),
    ("ssd:4", "Cher", None),
    ("ssd:5", None, None),
    ("ssd:6", "ava", "Bell"),
    ("ssd:7", "Ava", "Bell"),
]


def test_initials_are_the_default_and_equal_ones_are_numbered() -> None:
    labels = Labels(people_frame(PEOPLE))
    said = [labels.label(id_) for id_, _, _ in PEOPLE]
    assert said == ["AB", "AB 2", "ZO", "C", UNNAMED, "AB 3", "AB 4"]
    assert labels.label("ssd:99") == UNKNOWN


def test_names_are_printed_on_request_and_never_twice_alike() -> None:
    labels = Labels(people_frame(PEOPLE), identifiable=True)
    assert [labels.label(f"ssd:{number}") for number in (1, 3, 4, 5, 7)] == [
        "Ava Bell",
        "Zoë O'Neill",
        "Cher",
        UNNAMED,
        "Ava Bell 2",
    ]


def test_labels_do_not_hang_on_the_order_of_rows() -> None:
    shuffled = random.Random(1).sample(PEOPLE, len(PEOPLE))
    one, other = Labels(people_frame(PEOPLE)), Labels(people_frame(shuffled))
    assert [one.label(person[0]) for person in PEOPLE] == [other.label(person[0]) for person in PEOPLE]


def test_missing_values_of_frames_are_no_names() -> None:
    frame = pd.DataFrame({"id": ["a", "b"], "forename": ["Ava", np.nan], "surname": [None, pd.NA]}).astype("str")
    frame.loc[0, "surname"] = np.nan
    assert Labels(frame).label("a") == "A"


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=20))
def test_no_two_people_share_a_label_and_initials_are_short(names: list[tuple[str, str]]) -> None:
    people = [(f"ssd:{number}", *name) for number, name in enumerate(names)]
    labels = Labels(people_frame(people))
    said = [labels.label(id_) for id_, _, _ in people]
    assert len(set(said)) == len(said)
    assert all(len(label.split(" ")[0]) <= 2 or label.startswith(UNNAMED) for label in said)


@given(st.text(st.characters(), max_size=400))
def test_plain_text_has_nothing_hidden_and_is_capped(text: str) -> None:
    import unicodedata

    cleaned = plain(text)
    assert len(cleaned) <= LONGEST
    assert all(c in JOINERS or unicodedata.category(c) not in HIDDEN for c in cleaned)
    assert cleaned == cleaned.strip()
    assert cleaned.encode("utf-8").decode() == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Ava\nBell\t x", "Ava Bell x"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u0000b\u200bc\ufeffd", "abcd"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x" * 300, "x" * 119 + "…"),
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (7, "7"),
    ],
)
def test_plain_text(text: object, cleaned: str) -> None:
    assert plain(text) == cleaned


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ssd, row 3 (batch:93b9434765919b00068b)", "ssd, row 3 (batch:93b9434765919b00068b)"),
        ("seen with 943 476 5919", "seen with (NHS number)"),
        ("seen with 943 476 5918", "seen with 943 476 5918"),
    ],
    ids=["digits of a batch", "an NHS number", "no valid one"],
)
def test_an_nhs_number_is_left_out_and_a_batch_stays(text: str, told: str) -> None:
    assert Disguise(cast("Store", Nobody()), identifiable=False).text(text) == told


class Nobody:
    """A store with nobody in it."""

    def ask(self, query: Query, **_: object) -> pd.DataFrame:
        return pd.DataFrame(columns=list(query.columns), dtype="str")

    def read(self, name: str, **_: object) -> pd.DataFrame:
        return pd.DataFrame(columns=list(named_query(name).columns), dtype="str")
