"""Groups that open, in a real Chromium: by mouse, by keyboard and by search; lines follow; nothing is out of reach."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from group_examples import overview_example
from opened_maps import Opened, Opener, on_screen, opener
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    with opener(browser, tmp_path) as opened:
        yield opened


def told(opened: Opened) -> tuple[int, int]:
    """How many records and lines the page says that it shows."""
    words = opened.text("#shown").replace(",", "").split()
    return int(words[1]), int(words[5])


def test_a_click_opens_a_group_and_its_panel_closes_it(show: Opener) -> None:
    model = overview_example()
    opened = show(model)
    closed = told(opened)
    assert closed[0] == sum(not node.inside for node in model.nodes)
    opened.page.mouse.click(*on_screen(opened.page, model, "Peer group 3"))
    assert opened.text("#panel-title") == "Peer group 3, 7 children, stable"
    assert "Ages" in opened.text("#panel-body")
    now = told(opened)
    assert now[0] == closed[0] - 1 + 7
    assert now[1] > closed[1]
    opened.press("Close group")
    assert told(opened) == closed
    assert opened.text("#panel-title") == "Peer group 3, 7 children, stable"
    assert opened.complaints == []
    assert opened.violations() == []


def test_the_keyboard_goes_in_walks_and_comes_out(show: Opener) -> None:
    opened = show(overview_example())
    closed = told(opened)
    opened.keys("Home", "Enter")
    assert "Close Peer group 1" in opened.text("#panel-body")
    child = opened.text("#panel-title")
    opened.keys("ArrowRight")
    assert opened.text("#panel-title") != child
    opened.find(child)
    opened.keys("c")
    assert opened.text("#panel-title") == "Peer group 1, 5 children, stable"
    assert told(opened) == closed
    opened.keys("Control+z")
    assert told(opened)[0] == closed[0] - 1 + 5


def test_lines_of_a_closed_group_lead_to_its_record(show: Opener) -> None:
    opened = show(overview_example())
    opened.keys("Home")
    joined = opened.text("#panel .joined")
    assert "Peer group 2, 6 children" in joined
    opened.press("Open group")
    opened.find("Peer group 2")
    assert "Peer group 1, " not in opened.text("#panel .joined")
    assert opened.page.locator("#panel .joined button").count() == 2


def test_everything_is_reached_by_search_and_by_opening(show: Opener) -> None:
    model = overview_example(104, records=400)
    opened = show(model)
    opened.page.click("text=Open all groups")
    opens = {node.inside for node in model.nodes if node.inside}
    assert told(opened)[0] == len(model.nodes) - len(opens)
    opened.page.click("text=Close all groups")
    assert told(opened)[0] == sum(not node.inside for node in model.nodes)
    child = next(node for node in model.nodes if node.kind == "child" and node.inside in opens)
    opened.page.goto(opened.page.url.partition("#")[0] + f"#n{model.nodes.index(child) + 1}")
    assert opened.text("#panel-title").startswith(child.label)
    assert told(opened)[0] > sum(not node.inside for node in model.nodes)


def test_a_group_that_is_not_in_the_file_says_how_to_draw_it(show: Opener) -> None:
    model = overview_example(104, records=200)
    opened = show(model)
    opened.page.click("text=Open all groups")
    opened.find(next(node for node in model.nodes if node.state == "elsewhere").label)
    assert "csgraph map peer-groups --group" in opened.text("#panel-body")


def test_closed_and_open_it_has_no_accessibility_violation(show: Opener) -> None:
    opened = show(overview_example(), bypass_csp=True)
    assert opened.axe() == []
    opened.keys("Home", "Enter")
    assert opened.axe() == []


def test_paper_shows_what_is_open(show: Opener) -> None:
    opened = show(overview_example())
    opened.page.click("text=Open all groups")
    opened.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert "Peer group 1, 5 children" in (opened.page.locator(".picture svg").text_content() or "")
