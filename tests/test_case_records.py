"""The case system's report beside the standard dataset: the same plans on the same days, and no worker of a child."""

from functools import cache

import pandas as pd

from csgraph.batch import Batch
from csgraph.folders import folder
from csgraph.importing.coverage import read_period
from csgraph.importing.extract import read_extract
from csgraph.importing.mapping_check import load_mapping, mapping_path
from csgraph.sample.world import make_world


@cache
def read(name: str) -> Batch:
    extract = folder("sample_data") / name
    period = read_period(extract)
    assert period is not None
    return read_extract(load_mapping(mapping_path(name)), [extract], period)[0]


def plans(name: str) -> pd.DataFrame:
    found = read(name).nodes["Plan"]
    return found.drop_duplicates("key").set_index("key")[["kind", "start", "end"]]


def test_a_plan_is_the_datasets_own_and_on_its_days() -> None:
    listed = read("case_records").nodes["Plan"]
    told = listed[listed["start"].notna()].drop_duplicates("key").set_index("key")[["kind", "start", "end"]]
    dataset = plans("ssd")
    assert len(told) == len(make_world(500, 2020).records.plans)
    assert set(told.index) <= set(dataset.index)
    pd.testing.assert_frame_equal(told.sort_index(), dataset.loc[told.index].sort_index(), check_dtype=False)


def test_it_says_of_nobody_who_works_with_them() -> None:
    assert not any("INVOLVED_WITH" in str(joint) for joint in read("case_records").links)


def test_a_closure_keeps_the_agencys_words() -> None:
    closures = read("case_records").nodes["Closure"]
    words = closures.dropna(subset="detail").drop_duplicates("key").set_index("key")["detail"].to_dict()
    assert words == {found.node: found.words for found in make_world(500, 2020).records.closures}
    assert read("ssd").nodes["Closure"]["detail"].isna().all()
