"""The state of one expected role, link by link and day by day."""

from datetime import date

import pandas as pd
import pytest

from csgraph.frames import frame
from csgraph.network.coverage import Coverage
from csgraph.network.involvement import holds, linked
from csgraph.questions.role_states import role_states
from csgraph.store.queries import named_query

DAY = date(2026, 10, 31)
SCHOOLS = pd.DataFrame(
    {
        "child": ["ssd:1", "ssd:1"],
        "school": ["urn:1", "urn:2"],
        "school_name": ["St Mary’s", "The Oak Centre"],
        "source": ["school_roll", "school_roll"],
        "record": ["row 3", "row 4"],
        "batch": ["b:roll", "b:roll"],
    }
)


TEAMS = pd.DataFrame({"team": ["ssdteam:T01"], "name": ["North"]})


def days_ago(days: int) -> pd.Timestamp:
    return pd.Timestamp(DAY) - pd.Timedelta(days=days)


def links(*rows: dict[str, object], leads: tuple[dict[str, object], ...] = ()) -> pd.DataFrame:
    """Links of ssd:1 in the role of social worker unless they say otherwise."""
    usual = {"child": "ssd:1", "role": "social_worker", "worker": "ssdworker:1", "recorded_by": "social_care"}
    full = [{"link": f"l{number}", **usual, **row} for number, row in enumerate(rows)]
    involvements = frame(named_query("involvements").columns, pd.DataFrame(full, dtype=object))
    known = frame(named_query("school_leads").columns, pd.DataFrame(list(leads), dtype=object))
    return linked(involvements, SCHOOLS, known, TEAMS)


def state(found: pd.DataFrame, *, covered: bool, roles: tuple[str, ...] = ("social_worker",), setting: str = "") -> str:
    """The state of one expectation of ssd:1."""
    expected = pd.DataFrame(
        {"child": ["ssd:1"], "role": [roles[0]], "roles": [list(roles)], "setting": [setting], "stale_after": [183]}
    )
    batch = pd.DataFrame({"batch": ["b"], "source": ["ssd"], "roles": [list(roles) if covered else []]})
    cover = Coverage(batch, {"b": pd.Index(["ssd:1"])})
    return str(role_states(expected, found, cover, DAY, 365)["state"].iloc[0])


CASES = {
    "no link, covered": ([], True, "gap"),
    "no link, not covered": ([], False, "cannot_tell"),
    "a link without dates holds": ([{}], True, "present"),
    "contact unknown is not stale": ([{"start": days_ago(900)}], True, "present"),
    "contact 183 days ago is not stale": ([{"last_contact": days_ago(183)}], True, "present"),
    "contact 184 days ago is stale": ([{"last_contact": days_ago(184)}], True, "present_stale"),
    "ends on the day: it still holds": ([{"end": days_ago(0)}], True, "present"),
    "ended the day before": ([{"end": days_ago(1)}], True, "ended_without_successor"),
    "an end needs no coverage": ([{"end": days_ago(30)}], False, "ended_without_successor"),
    "ended 365 days ago": ([{"end": days_ago(365)}], True, "ended_without_successor"),
    "ended 366 days ago, covered": ([{"end": days_ago(366)}], True, "gap"),
    "ended 366 days ago, not covered": ([{"end": days_ago(366)}], False, "cannot_tell"),
    "a successor": ([{"end": days_ago(30)}, {"start": days_ago(29)}], True, "present"),
    "a stale successor": ([{"end": days_ago(30)}, {"last_contact": days_ago(300)}], True, "present_stale"),
    "one of two is in touch": ([{"last_contact": days_ago(300)}, {"last_contact": days_ago(3)}], True, "present"),
    "historic never holds": ([{"involvement": "historic"}], True, "gap"),
    "historic with an end": ([{"involvement": "historic", "end": days_ago(9)}], False, "ended_without_successor"),
    "current holds": ([{"involvement": "current"}], False, "present"),
    "another role does not fill it": ([{"role": "iro"}], True, "gap"),
    "another child's worker does not fill it": ([{"child": "ssd:2"}], True, "gap"),
}


@pytest.mark.parametrize(("rows", "covered", "expected"), CASES.values(), ids=list(CASES))
def test_state(rows: list[dict[str, object]], covered: bool, expected: str) -> None:
    assert state(links(*rows), covered=covered) == expected


def test_one_of_several_roles_is_enough() -> None:
    roles = ("foster_carer", "key_worker_residential")
    assert state(links({"role": "key_worker_residential"}), covered=True, roles=roles) == "present"


def test_nobody_is_missing_until_every_role_that_would_do_is_covered() -> None:
    expected = pd.DataFrame(
        {"child": ["ssd:1"], "role": ["a"], "roles": [["a", "b"]], "setting": [""], "stale_after": [183]}
    )
    batch = pd.DataFrame({"batch": ["b"], "source": ["ssd"], "roles": [["a"]]})
    cover = Coverage(batch, {"b": pd.Index(["ssd:1"])})
    assert role_states(expected, links(), cover, DAY, 365)["state"].tolist() == ["cannot_tell"]


BY_SCHOOL = {
    "the same record put the child on the roll": {"record": "row 3", "source": "school_roll", "batch": "b:roll"},
    "the team is the school's name": {"team": "ST MARY'S"},
}


@pytest.mark.parametrize("row", BY_SCHOOL.values(), ids=list(BY_SCHOOL))
def test_a_lead_counts_for_the_own_school_only(row: dict[str, object]) -> None:
    found = links({"role": "dsl", **row})
    assert state(found, covered=True, roles=("dsl",), setting="urn:1") == "present"
    assert state(found, covered=True, roles=("dsl",), setting="urn:2") == "gap"


def test_a_lead_whom_somebody_recorded_at_a_school_counts_there() -> None:
    found = links({"role": "dsl", "worker": "school:9"}, leads=({"school": "urn:2", "worker": "school:9"},))
    assert state(found, covered=True, roles=("dsl",), setting="urn:2") == "present"
    assert state(found, covered=True, roles=("dsl",), setting="urn:1") == "gap"


def test_without_a_school_any_lead_counts() -> None:
    found = links({"role": "dsl", "team": "Elsewhere", "end": days_ago(20)})
    assert state(found, covered=True, roles=("dsl",)) == "ended_without_successor"


def test_a_link_that_begins_later_does_not_hold() -> None:
    assert not holds(links({"start": days_ago(-1)}), DAY).any()


def test_a_team_is_shown_by_name_where_its_code_is_known() -> None:
    assert links({"team": "T01"}, {"team": "South"}, {})["team"].fillna("").tolist() == ["North", "South", ""]
