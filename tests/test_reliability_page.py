"""docs/reliability.md: every promise names tests that there are, and every figure comes from a sweep that there is."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from figures import tell_figure
from figures_page import END, START, Figure, figures_in, figures_on, page_with
from sweeps import PARTS, promises

CHECKOUT = Path(__file__).resolve().parents[1]
PAGE = (CHECKOUT / "docs" / "reliability.md").read_text(encoding="utf-8")
PROMISE = re.compile(r"^### (\d+)\. .+$", re.MULTILINE)
TEST = re.compile(r"`(tests/test_\w+\.py)`")


def told() -> dict[int, str]:
    """The text of each promise."""
    parts = PROMISE.split(PAGE.partition("\n## What none of this shows")[0])
    return dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))


def test_all_twenty_are_there() -> None:
    assert list(told()) == list(range(1, 21))
    assert [number for number, text in told().items() if "\n- Falls short: " not in text] == []


@pytest.mark.parametrize("number", range(1, 21))
def test_a_promise_names_tests_that_there_are(number: int) -> None:
    named = TEST.findall(told()[number])
    assert named
    assert [name for name in named if not (CHECKOUT / name).is_file()] == []
    wanted = {test for part in PARTS.values() if number in part.sweeps.values() for test in part.files}
    assert wanted <= set(named)


def test_every_figure_is_of_a_sweep_that_there_is_and_none_is_doubled() -> None:
    shown = figures_on(PAGE)
    assert {one.name for one in shown} <= promises().keys()
    assert len({(one.name, one.size) for one in shown}) == len(shown)
    assert {one.size for one in shown} <= {"small", "full"}
    assert [one.name for one in shown if one.against] == []
    assert page_with(PAGE, [], promises()) == PAGE, "written by hand"


def test_no_sweep_is_in_two_parts_and_every_part_has_its_tests() -> None:
    assert len(promises()) == sum(len(part.sweeps) for part in PARTS.values())
    assert set(promises().values()) <= set(range(1, 21))
    assert [test for part in PARTS.values() for test in part.files if not (CHECKOUT / test).is_file()] == []


@pytest.mark.parametrize("sweep", promises())
def test_a_test_of_its_part_tells_each_sweep(sweep: str) -> None:
    """The name may be put together, as in `bits flipped, {what}`: then its beginning stands there."""
    (tests,) = (part.files for part in PARTS.values() if sweep in part.sweeps)
    texts = "".join((CHECKOUT / test).read_text(encoding="utf-8") for test in tests)
    assert f'"{sweep}"' in texts or f'"{sweep.partition(",")[0]}, {{' in texts


OUTPUT = """
____ test_a ____
| bits flipped, graph | 200 | 0 | found 150, no answer changed 50 |
| histories | 1 | 0 |  |
| a table | of words | and more | x |
| histories | 1 | 0 |  |
| kill before each log write | 105 | 12 | 0 | 1 | 0 | 1 |
"""


def test_figures_are_added_up_by_name() -> None:
    assert figures_in(OUTPUT) == {
        "bits flipped, graph": Figure("bits flipped, graph", 200, 0, {"found": 150, "no answer changed": 50}),
        "histories": Figure("histories", 2, 0),
        "kill before each log write": Figure("kill before each log write", 105, 2, {"called done": 12}),
    }


def test_what_a_test_tells_is_read_as_it_was_told(capsys: pytest.CaptureFixture[str]) -> None:
    tell_figure("histories", 1234, 5, broke_down=6)
    assert figures_in(capsys.readouterr().out) == {"histories": Figure("histories", 1234, 5, {"broke down": 6})}


def test_a_run_takes_the_place_of_its_own_figures_only() -> None:
    known = {"a": 2, "b": 1, "c": 1}
    empty = f"before\n{START}\n{END}\nafter\n"
    first = [Figure(name, 12_345, 0, {"found": 6_789}, "small", f"{name}'s machine.") for name in "abc"]
    page = page_with(empty, first, known)
    assert page.startswith("before\n")
    assert page.endswith("\nafter\n")
    assert sorted(figures_on(page), key=lambda one: one.name) == first
    later = [replace(first[0], tried=7, run="now."), replace(first[1], size="full", run="now.")]
    found = {(one.name, one.size): one for one in figures_on(page_with(page, later, {"a": 2, "b": 1}))}
    assert found == {("a", "small"): later[0], ("b", "small"): first[1], ("b", "full"): later[1]}
