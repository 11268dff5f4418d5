"""Who is close to a child: pairs of one family or group."""

import pandas as pd

from csgraph.questions.nearby import MOST, pairs


def members(of: str, count: int) -> pd.DataFrame:
    return pd.DataFrame({"child": [f"ssd:{number}" for number in range(count)], "of": of, "why": f"of {of}"})


def test_each_child_asked_about_is_paired_with_every_other_and_never_with_itself() -> None:
    found = pairs(members("group:G1", 3), pd.Index(["ssd:0"]))
    assert found.to_dict("list") == {
        "child": ["ssd:0", "ssd:0"],
        "other": ["ssd:1", "ssd:2"],
        "why": ["of group:G1", "of group:G1"],
    }


def test_a_group_as_large_as_a_list_pairs_nobody_and_leaves_the_others_alone() -> None:
    both = pd.concat([members("group:cohort", MOST + 1), members("group:G1", 2)], ignore_index=True)
    found = pairs(both, pd.Index(["ssd:0"]))
    assert found[["child", "other"]].to_numpy().tolist() == [["ssd:0", "ssd:1"]]
    assert len(pairs(members("group:G2", MOST), pd.Index(["ssd:0"]))) == MOST - 1


def test_nobody_is_paired_where_there_are_no_groups() -> None:
    assert pairs(members("none", 0), pd.Index(["ssd:0"])).empty
