"""What somebody can do with a map's page in a real Chromium: look at part of it, follow paths, print it, use keys."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from map_models import places, professional
from meeting_pages import PASSWORD, professional_page
from opened_maps import Opened, Opener, lettered, opener, shown, tick, tie
from playwright.sync_api import Browser

from csgraph.maps.model import MapModel
from csgraph.maps.page import page_ids, write_page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a map's page in a fresh profile."""
    with opener(browser, tmp_path) as opened:
        yield opened


def test_one_record_with_what_it_is_joined_with_and_back(show: Opener) -> None:
    opened = show(lettered("AB", "BC", "CD", "DE"))
    opened.find("B")
    opened.keys("f")
    assert shown(opened) == "Showing 3 of 5 records, 2 of 4 lines; filtered by only B and what it is joined with."
    opened.page.locator("#panel .joined button", has_text="C").click()
    opened.press("Show what is joined with it")
    assert shown(opened).startswith("Showing 4 of 5 records, 3 of 4")
    opened.keys("h")
    assert shown(opened).startswith("Showing 3 of 5 records, 1 of 4")
    assert opened.text("#panel-title") == "What this map shows"
    assert opened.page.evaluate("() => document.activeElement.id") == "map"
    opened.find("B")
    opened.keys("e")
    assert opened.text("#found") == "1 record more shown."
    opened.page.click("#show-records")
    assert shown(opened) == "Showing 5 of 5 records, 4 of 4 lines."


def test_undo_and_redo_by_keys_and_buttons(show: Opener) -> None:
    opened = show(lettered("AB", "BC", "CD"))
    assert opened.page.get_attribute("#undo", "aria-disabled") == "true"
    opened.find("A")
    opened.keys("h")
    opened.find("B")
    opened.keys("f")
    assert shown(opened).startswith("Showing 2 of 4")
    opened.keys("Control+z")
    assert shown(opened).startswith("Showing 3 of 4")
    assert opened.text("#found") == "Undo: Only B and what it is joined with."
    opened.page.click("#undo")
    assert shown(opened).startswith("Showing 4 of 4")
    opened.page.click("#undo", force=True)  # says so itself, rather than going dead under the keyboard
    assert opened.text("#found") == "Nothing to undo."
    opened.page.click("#redo")
    opened.keys("Control+y")
    assert shown(opened).startswith("Showing 2 of 4")


def test_the_shortest_path_over_what_is_shown_is_said_in_words(show: Opener) -> None:
    made = lettered("AE", "ED", "AB", "BC", "CD", AE=(tie(agency="Health"),), ED=(tie(),), AB=(tie(),))
    opened = show(made)
    opened.find("A")
    opened.keys("p")
    assert opened.text("#found").startswith("Path from A: now choose another")
    opened.find("D")
    steps = opened.page.locator("#panel ol > li")
    assert [step.split("\n")[0] for step in steps.all_inner_texts()] == ["A – A with E – E", "E – E with D – D"]
    assert "Missing together · no date · Health" in steps.first.inner_text()
    assert "D, 2 lines from A" in opened.page.locator("#found").first.inner_text()
    tick(opened, "Health")
    assert [step.split("\n")[0][:7] for step in steps.all_inner_texts()] == ["A – A w", "B – B w", "C – C w"]
    opened.find("C")
    opened.keys("h")
    opened.find("D")
    assert "No path" in opened.text("#panel")
    opened.keys("Escape")
    assert "path" not in opened.text("#panel-body").lower().replace("path from here", "")
    assert opened.text("#panel-title") == "D"


def test_links_lead_beside_the_page_and_an_anchor_chooses_a_record(show: Opener, tmp_path: Path) -> None:
    model = lettered("AB", "BC")
    ids = page_ids(model)
    second = model.nodes[1]
    linked = replace(model.nodes[0], links=(("Profile", "profile.html#x"), ("B of this map", f"#{ids[second.id]}")))
    model = replace(model, nodes=(linked, *model.nodes[1:]))
    opened = show(model, at="#n1")
    assert opened.text("#panel-title") == "A"
    links = opened.page.locator("#panel-body a")
    assert links.evaluate_all("(all) => all.map((one) => one.getAttribute('href'))") == ["profile.html#x", "#n2"]
    links.nth(1).click()
    opened.page.wait_for_function("() => document.getElementById('panel-title').textContent === 'B'")
    assert opened.page.evaluate("() => document.activeElement.id") == "map"
    opened.keys("h")
    opened.find("A")
    links.nth(1).click()  # hidden, and the address is there already: whoever is led to a record sees it
    assert opened.text("#panel-title") == "B"
    assert shown(opened) == "Showing 3 of 3 records, 2 of 2 lines."
    text = (tmp_path / "map.html").read_text(encoding="utf-8").replace("profile.html#x", "javascript:alert(1)")
    (tmp_path / "map.html").write_text(text, encoding="utf-8")
    opened.page.goto((tmp_path / "map.html").as_uri() + "?again#n1")
    assert links.count() == 1
    assert opened.complaints == []


def test_small_words_never_lie_on_words(show: Opener) -> None:
    model = places()
    opened = show(model)
    opened.keys("Home", *"----")
    opened.page.wait_for_timeout(100)
    # The page's state is its own; what was drawn is asked of the canvas by catching its words.
    boxes = opened.page.evaluate(
        """() => new Promise((done) => {
          const seen = [];
          const own = CanvasRenderingContext2D.prototype.fillText;
          CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
            const size = Number(/([\\d.]+)px/.exec(this.font)[1]);
            const scale = this.getTransform().a;
            const half = this.measureText(text).width / 2;
            if (size * scale > 11 && text.length > 1) seen.push([text, x, y, half, size, size * scale]);
            return own.apply(this, arguments);
          };
          document.getElementById('map').dispatchEvent(new KeyboardEvent('keydown', { key: '-' }));
          setTimeout(() => done(seen), 300);
        })"""
    )
    drawn = {box[0]: box for box in boxes}
    assert len(drawn) > 3
    ratio = opened.page.evaluate("() => window.devicePixelRatio")
    assert {round(box[5] / ratio, 1) for box in drawn.values()} == {12.0}
    ends = list(drawn.values())
    for index, (one, x, y, half, size, _) in enumerate(ends):
        for other, ox, oy, ohalf, *_ in ends[index + 1 :]:
            assert abs(x - ox) >= half + ohalf or abs(y - oy) >= size, (one, other)


def test_paper_shows_what_the_screen_shows(show: Opener) -> None:
    model = professional()
    opened = show(model)
    tick(opened, "Parent")
    opened.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    picture = opened.text(".picture")
    assert "Amina Khan" in picture
    assert "Parent" not in picture
    assert "filtered by relationship" in opened.text("main")
    assert opened.page.locator("#undo, #save, #filter, .actions").locator("visible=true").count() == 0
    opened.page.emulate_media(media="screen")
    opened.page.click("#clear-filters")
    opened.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert "Parent" in opened.page.locator(".picture").evaluate("(picture) => picture.textContent")


@pytest.mark.parametrize("make", [professional, places])
def test_nothing_is_lost_at_400_per_cent(show: Opener, make: Callable[..., MapModel]) -> None:
    opened = show(make(), viewport={"width": 320, "height": 256}, forced_colors="active", reduced_motion="reduce")
    opened.keys("Home")
    opened.page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert opened.page.evaluate("() => document.documentElement.scrollWidth") <= 320
    wide = opened.page.evaluate(
        """() => [...document.querySelectorAll('button, input, select, textarea, summary, label, p, h1, h2, h3')]
          .filter((one) => one.offsetParent && !one.closest('.scroll, #map, .unseen'))
          .filter((one) => {
            const box = one.getBoundingClientRect();
            return box.right > 321 || box.left < 0 || (one.clientWidth && one.scrollWidth > one.clientWidth + 2);
          })
          .map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert wide == []


CONTROLS = """() => [...document.querySelectorAll('main :is(button, input, select, summary, textarea)')]
  .filter((one) => one.checkVisibility() && !one.disabled).length"""
FOCUSED = """() => {
  const one = document.activeElement;
  const control = one.closest('main') && one.matches('button, input, select, summary, textarea');
  return control ? [...document.querySelectorAll('*')].indexOf(one) : -1;
}"""


def test_every_control_is_reached_by_the_keyboard(show: Opener) -> None:
    opened = show(professional())
    opened.page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    opened.keys("Home")
    wanted = opened.page.evaluate(CONTROLS)
    opened.page.focus("main")
    reached = set()
    for _ in range(wanted + 20):
        opened.page.keyboard.press("Tab")
        reached.add(opened.page.evaluate(FOCUSED))
    assert len(reached - {-1}) == wanted


def test_a_page_for_a_meeting_filters_and_keeps_nothing(browser: Browser, tmp_path: Path) -> None:
    model, _ = professional_page()
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = Opened(context.new_page())
    opened.page.on("pageerror", lambda fault: opened.complaints.append(str(fault)))
    opened.page.goto(write_page(model, tmp_path / "page.html", PASSWORD).as_uri())
    opened.page.fill("#password", PASSWORD)
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector("#map canvas")
    opened.page.click("#filter summary")
    assert "Source" not in opened.page.locator("legend").all_inner_texts()
    tick(opened, "Parent")
    assert "filtered by relationship" in shown(opened)
    opened.keys("Home", "n", "Shift+ArrowRight", "f", "Control+z")
    assert opened.page.locator("#save, #note, #notes, #put-back, [type=file]").count() == 0
    assert "ssd" not in opened.text("#panel")
    assert opened.complaints == []
    context.close()
