"""Maps in a real Chromium: drawn, silent, deaf to hostile text, and usable by keyboard, search and mouse."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from figures import tell_figure
from map_examples import drawing, missing_links_example
from map_models import HOSTILE, peers, places, poisoned, professional
from opened_maps import AXE, Opener, inked, on_screen, opener
from playwright.sync_api import Browser

from csgraph.maps.findings_page import write_findings
from csgraph.maps.index import Index, IndexEntry, write_index
from csgraph.maps.model import MapModel
from csgraph.questions import all_questions

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a map's page in a fresh profile."""
    with opener(browser, tmp_path) as opened:
        yield opened


MAPS = pytest.mark.parametrize("make", [professional, peers, places])


@MAPS
def test_draws_without_a_network_a_violation_or_a_complaint(show: Opener, make: Callable[..., MapModel]) -> None:
    opened = show(make(), offline=True)
    assert inked(opened.page) > 5000
    assert len(opened.requests) == 1
    assert opened.requests[0].startswith("file://")
    assert opened.violations() == []
    assert opened.complaints == []


@MAPS
def test_has_no_accessibility_violation(show: Opener, make: Callable[..., MapModel]) -> None:
    opened = show(make(), bypass_csp=True)
    opened.page.keyboard.press("Tab")
    assert opened.axe() == []
    opened.keys("Home", "p", "ArrowRight", "n")
    opened.page.keyboard.type("A note.")
    opened.page.keyboard.press("Tab")
    opened.page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert opened.text("#notes tbody") != ""
    assert opened.axe() == []


def test_index_and_findings_have_none_either(browser: Browser, tmp_path: Path) -> None:
    asked, question = drawing(), all_questions()["missing-links"]
    entry = IndexEntry("Questions", question.title, question.about, "findings.html", question.concern, "37 findings")
    pages = [
        write_index(tmp_path, [entry], Index("A synthetic borough", asked.as_of, asked.drawn_on)),
        write_findings(question, missing_links_example(), asked, lambda _: "AB", tmp_path / "findings.html"),
    ]
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    for path in pages:
        page.goto(path.as_uri())
        page.add_script_tag(path=AXE)
        found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
        assert [rule["id"] for rule in found["violations"]] == []
    context.close()


@MAPS
def test_hostile_text_stays_text(show: Opener, make: Callable[..., MapModel]) -> None:
    opened = show(poisoned(make(identifiable=True)))
    page = opened.page
    assert inked(page) > 5000
    page.focus("#map")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        assert "window.hurt" in opened.text("#panel")
    page.fill("#search", "window.hurt")
    assert page.locator("#results button").count() > 0
    page.mouse.move(500, 500)
    page.wait_for_timeout(100)
    assert page.evaluate("() => window.hurt") is None
    assert (
        page.locator("#panel img, #panel script, #panel a, table img, table script, header img, #panel svg").count()
        == 0
    )
    assert opened.violations() == []
    assert opened.complaints == []
    assert len(opened.requests) == 1
    assert not re.search("[\u202e\u200b\u0000]", page.content())
    tell_figure("hostile texts in every field of a map", len(HOSTILE))


def test_what_is_put_in_by_hand_is_blocked_too(show: Opener) -> None:
    opened = show(professional())
    opened.page.evaluate(
        """() => {
          document.getElementById('panel').innerHTML = '<img src="https://example.org/x.png" onerror="window.hurt=1">';
          const script = document.createElement('script');
          script.textContent = 'window.hurt = 2';
          document.body.append(script);
        }"""
    )
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("() => window.hurt") is None
    assert {violation.split()[0] for violation in opened.violations()} == {
        "img-src",
        "script-src-elem",
        "script-src-attr",
    }
    assert opened.blocked == ["https://example.org/x.png"]


def test_search_finds_and_shows(show: Opener) -> None:
    opened = show(professional())
    opened.page.fill("#search", "none recorded")
    assert opened.text("#found") == "5 records found"
    opened.page.fill("#search", "school nurse")
    opened.page.keyboard.press("Enter")
    assert opened.text("#panel-title").startswith("School nurse, Clare Moore")
    assert "Who recorded it" in opened.text("#panel")
    assert "ssd r1, row 7 (b1)" in opened.text("#panel")
    assert opened.page.evaluate("() => document.activeElement.id") == "map"
    opened.page.fill("#search", "nobody of that name")
    assert opened.text("#found") == "0 records found"


def test_keyboard_walks_to_every_record(show: Opener) -> None:
    model = professional()
    opened = show(model)
    opened.page.focus("#map")
    queue: list[tuple[str, ...]] = [()]
    opened.page.keyboard.press("Home")
    assert opened.text("#panel-title") == "KW"
    steps = ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown")
    reached: dict[str, tuple[str, ...]] = {"KW": ()}
    while queue:
        path = queue.pop(0)
        for step in steps:
            opened.page.keyboard.press("Home")
            for key in (*path, step):
                opened.page.keyboard.press(key)
            title = opened.text("#panel-title")
            if title not in reached:
                reached[title] = (*path, step)
                queue.append((*path, step))
    assert len(reached) == len(model.nodes)


def test_keyboard_opens_zooms_and_goes_back(show: Opener) -> None:
    opened = show(professional())
    first = opened.text("#panel-title")
    opened.page.focus("#map")
    before = inked(opened.page)
    for key in ("ArrowUp", "Enter"):
        opened.page.keyboard.press(key)
    assert opened.page.evaluate("() => document.activeElement.id") == "panel"
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("() => document.activeElement.id") == "map"
    opened.page.keyboard.press("Escape")
    assert opened.text("#panel-title") == first
    opened.page.keyboard.press("-")
    assert inked(opened.page) < before
    opened.page.keyboard.press("0")
    assert abs(inked(opened.page) - before) < before / 50


def test_a_click_shows_the_record_and_whom_it_is_joined_with(show: Opener) -> None:
    model = peers()
    opened = show(model)
    opened.page.mouse.click(*on_screen(opened.page, model, "BP"))
    assert opened.text("#panel-title") == "BP"
    assert "Certainty" in opened.text("#panel")
    button = opened.page.locator("#panel .joined button").first
    button.click()
    assert opened.text("#panel-title") != "BP"


def test_reads_without_a_script(show: Opener) -> None:
    opened = show(professional(), java_script_enabled=False)
    assert opened.page.locator(".picture svg").is_visible()
    assert opened.page.locator("#map").is_hidden()
    assert opened.page.locator(".tools").is_hidden()
    body = opened.text("main")
    for words in ("Young people's substance use worker", "none recorded", "Amina Khan", "Northgate Station", "Key"):
        assert words in body
    assert opened.page.locator("table caption").count() >= 3


def test_prints_the_picture_as_lines_not_as_a_bitmap(show: Opener) -> None:
    opened = show(professional())
    printed = opened.page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert b"/Subtype /Image" not in printed
