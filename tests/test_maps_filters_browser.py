"""Filters of a map's page in a real Chromium: by value and by day, and what they leave on screen and in tables."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from map_models import peers, places, professional
from opened_maps import Opened, Opener, lettered, opener, shown, tick, tie
from playwright.sync_api import Browser

from csgraph.maps.model import MapModel, MapTie

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MAPS = pytest.mark.parametrize("make", [professional, peers, places])


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a map's page in a fresh profile."""
    with opener(browser, tmp_path) as opened:
        yield opened


@MAPS
def test_every_value_that_the_map_has_can_be_filtered(show: Opener, make: Callable[..., MapModel]) -> None:
    model = make()
    opened = show(model)
    opened.page.click("#filter summary")
    for name, field in (("Relationship", "relationship"), ("Agency", "agency"), ("Reliability", "reliability")):
        counts = Counter(getattr(one, field) or "not recorded" for edge in model.edges for one in edge.ties)
        found = opened.page.locator("fieldset", has=opened.page.locator(f"legend:text-is('{name}')"))
        wanted = [f"{value} ({count})" for value, count in counts.items()] if len(counts) > 1 else []
        assert sorted(found.locator("label").all_inner_texts()) == sorted(wanted)
    records, lines = len(model.nodes), len(model.edges)
    assert shown(opened) == f"Showing {records} of {records} records, {lines} of {lines} lines."


def test_a_filter_hides_lines_records_and_rows_and_brings_them_back(show: Opener) -> None:
    model = professional()
    opened = show(model)
    before = shown(opened)
    rows = opened.page.locator("tbody tr:visible").count()
    tick(opened, "Parent")
    assert shown(opened).endswith("filtered by relationship.")
    assert f"{len(model.edges) - 2} of {len(model.edges)} lines" in shown(opened)
    assert f"{len(model.nodes) - 2} of {len(model.nodes)} records" in shown(opened)
    assert opened.page.locator("tbody tr:visible").count() == rows - 4  # two records and their two lines
    assert "4 rows" in opened.text("#rows-told")
    opened.keys("Home")
    assert "Parent" not in opened.text("#panel .joined")
    opened.page.click("#clear-filters")
    assert shown(opened) == before
    assert opened.page.locator("tbody tr:visible").count() == rows
    assert opened.page.evaluate("() => document.activeElement.textContent") == "Filter"


def test_all_and_none_and_what_stays_whatever_is_filtered(show: Opener) -> None:
    model = professional()
    opened = show(model)
    opened.page.click("#filter summary")
    opened.page.get_by_role("button", name="None of agency").click()
    unjoined = {node.id for node in model.nodes} - {end for edge in model.edges for end in (edge.source, edge.target)}
    assert f"Showing {len(unjoined) + 1} of" in shown(opened)  # they had no line to lose, and the subject stays
    opened.page.get_by_role("button", name="None of kind of record").click()
    assert shown(opened).startswith("Showing 1 of")
    opened.page.get_by_role("button", name="All of kind of record").click()
    opened.page.get_by_role("button", name="All of agency").click()
    assert f"Showing {len(model.nodes)} of" in shown(opened)
    assert opened.page.is_disabled("#clear-filters")


def test_the_key_is_a_switch_for_kinds(show: Opener) -> None:
    opened = show(professional())
    button = opened.page.locator(".key button", has_text="School or college")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert shown(opened).endswith("filtered by kind of record.")
    opened.find("Walker Academy")  # led to a hidden record, the page shows it
    assert opened.text("#panel-title").startswith("Walker Academy")
    assert button.get_attribute("aria-pressed") == "true"


def test_a_line_with_fewer_ties_says_only_those_and_looks_as_sure_as_they_are(show: Opener) -> None:
    ties = (
        tie(start="2026-01-05", end="2026-01-06"),
        MapTie("Friends", "Friends", "Health", "peer_map", "Unverified"),
    )
    opened = show(lettered("AB", "BC", AB=ties, BC=(tie(),)))
    opened.find("A")
    assert "from 5 Jan 2026 to 6 Jan 2026" in opened.page.locator("#panel .ties").first.evaluate(
        "(list) => list.textContent"
    )
    tick(opened, "Police")
    assert opened.text("#panel-title") == "A"
    joined = opened.text("#panel .joined")
    assert "Friends: B" in joined
    assert "1 of 2 ties left" in joined
    assert "Police" not in joined
    assert "Friends · no date · Health · peer_map · Unverified" in joined
    opened.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    dashes = opened.page.locator(".picture svg line").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('stroke-dasharray'))"
    )
    assert dashes == ["2 12"]  # the pattern of what nobody vouched for
    tick(opened, "Health")
    assert opened.text("#panel-title") == "What this map shows"  # the chosen record went with its last line


DATED = {
    "AB": (tie(start="2026-01-10", end="2026-01-20"),),
    "BC": (tie(start="2026-01-15"),),
    "CD": (tie(end="2026-01-12"), tie("Friends", start="2026-01-25", end="2026-01-26")),
    "DE": (tie("Friends"),),
}


def on_day(opened: Opened, day: str) -> str:
    """Moves the slider to a day; the pairs of lines that are left, as the printed picture has them."""
    opened.page.locator("#day").evaluate(
        """(slider, day) => { slider.value = Date.parse(`${day}T00:00:00Z`) / 86400000;
        slider.dispatchEvent(new Event('input', { bubbles: true })); }""",
        day,
    )
    return shown(opened)


def test_the_slider_shows_what_held_on_a_day(show: Opener) -> None:
    opened = show(lettered("AB", "BC", "CD", "DE", **DATED))
    opened.page.click("#filter summary")
    assert opened.text("#undated") == "Without a date, and there whatever the day: 1 tie."
    assert opened.text("#day-told") == "All days: 10 Jan 2026 to 31 Oct 2026"
    for day, lines in (
        ("2026-01-10", 3),
        ("2026-01-12", 3),
        ("2026-01-13", 2),
        ("2026-01-20", 3),
        ("2026-01-26", 3),
        ("2026-01-27", 2),
    ):
        assert f"{lines} of 4 lines" in on_day(opened, day), day
    assert "filtered by day: held on 27 Jan 2026." in shown(opened)
    opened.page.focus("#day")
    opened.page.keyboard.press("ArrowLeft")
    assert opened.text("#day-told") == "Ties that held on 26 Jan 2026"
    assert opened.page.get_attribute("#day", "aria-valuetext") == "26 Jan 2026"
    opened.page.select_option("#span", "week")
    assert "3 of 4 lines" in on_day(opened, "2026-01-30")
    opened.page.select_option("#span", "since")
    assert "4 of 4 lines" in on_day(opened, "2026-01-30")
    opened.page.click("#all-days")
    assert shown(opened) == "Showing 5 of 5 records, 4 of 4 lines."


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_playing_steps_through_the_days_that_change_something(show: Opener, motion: str) -> None:
    opened = show(lettered("AB", "BC", "CD", "DE", **DATED), reduced_motion=motion)
    page = opened.page
    page.clock.install()
    page.click("#filter summary")
    page.click("#play")
    days = [opened.text("#day-told")]
    assert page.inner_text("#play") == "Pause"
    assert page.get_attribute("#shown", "aria-live") == "off"
    wait = 1800 if motion == "reduce" else 900
    for _ in range(3):
        page.clock.run_for(wait)
        days.append(opened.text("#day-told"))
    assert [day.split()[4] for day in days] == ["10", "13", "15", "21"]
    page.click("#play")
    page.clock.run_for(5000)
    assert opened.text("#day-told") == days[-1]
    assert page.inner_text("#play") == "Play"
    assert page.get_attribute("#shown", "aria-live") == "polite"
