"""The demo: one command from nothing to an index of maps and findings."""

import re
from datetime import date
from pathlib import Path

import pytest
from extracts import load

from csgraph.demo import run_demo, sample_mappings, steps
from csgraph.errors import CsgraphError
from csgraph.folders import every
from csgraph.maps import all_maps
from csgraph.questions import all_questions
from csgraph.store import open_store

DRAWN = date(2026, 11, 23)


def test_the_demo_loads_asks_draws_and_lists_everything(tmp_path: Path) -> None:
    said: list[str] = []
    with open_store(tmp_path / "store") as store:
        demo = run_demo(store, tmp_path / "out", drawn_on=DRAWN, step=said.append)
    assert len(said) == steps()
    assert sample_mappings() == sorted(every("importers", "*.toml"))
    assert demo.as_of == date(2026, 10, 31)
    assert set(demo.findings) == set(all_questions())
    assert all(len(found.table) for found in demo.findings.values())
    listed = re.findall(r'href="([\w.-]+\.html)"', demo.index.read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(p.name for p in (tmp_path / "out").glob("*.html") if p.name != "index.html")
    assert {name for name in all_questions() if f"findings-{name}.html" in listed} == set(all_questions())
    assert all(any(page.startswith(f"map-{name}") for page in listed) for name in all_maps())


def test_the_demo_is_never_mixed_with_other_extracts(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        load(store, tmp_path, "roll")
        with pytest.raises(CsgraphError, match="not the sample's: roll"):
            run_demo(store, tmp_path / "out", drawn_on=DRAWN, step=lambda _: None)
