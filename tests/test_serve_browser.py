"""`csgraph serve` in a real Chromium: the form by keyboard alone, the page that it leads to, and nothing blocked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from loaded_sample import loaded_sample
from playwright.sync_api import Browser, Page
from served_pages import TOKEN, Site, site

from csgraph.governance.pseudonyms import pseudonym
from csgraph.store import open_store

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
LISTEN = (
    "window.violations = []; document.addEventListener('securitypolicyviolation', "
    "(event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI))"
)

MEANT = "status of 400"
"""The browser notes an answer of what a person got wrong on its console."""


@pytest.fixture(scope="module")
def shown() -> Iterator[Site]:
    with site(loaded_sample(), identifiable=True) as made:
        yield made


@pytest.fixture
def page(browser: Browser, shown: Site) -> Iterator[Page]:
    """The first page, come to by the printed address; whatever a page complains of fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=False)
    opened = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    opened.add_init_script(LISTEN)
    opened.on("console", lambda message: None if MEANT in message.text else complaints.append(message.text))
    opened.on("pageerror", lambda fault: complaints.append(str(fault)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(shown.address)
    yield opened
    assert complaints == []
    assert opened.evaluate("() => window.violations") == []
    assert {url.partition("?")[0].split("/")[2] for url in asked if url.startswith("http")} == {
        f"127.0.0.1:{shown.guard.port}"
    }
    context.close()


def child() -> str:
    with open_store(loaded_sample(), read_only=True) as store:
        return str(min(store.read("children")["child"]))


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))  # as the developer tools do: no policy is in the way
    found: list[str] = page.evaluate(
        "async () => (await axe.run()).violations.map((one) => one.id + ' ' + one.nodes.length)"
    )
    return found


def focused(page: Page) -> str:
    found: str = page.evaluate(
        "() => document.activeElement.id || document.activeElement.name || document.activeElement.tagName"
    )
    return found


def test_a_map_of_a_child_by_keyboard_alone(page: Page) -> None:
    assert TOKEN not in page.url
    walked = []
    for _ in range(16):
        page.keyboard.press("Tab")
        walked.append(focused(page))
        if walked[-1] == "what":
            page.keyboard.type("Professional network")
        if walked[-1] == "child":
            page.keyboard.type(child())
            page.keyboard.press("Enter")
            break
    assert walked[-2:] == ["what", "child"]
    page.wait_for_url("**/map/professional-network?**")
    assert pseudonym(child()) in page.url
    assert child() not in page.url + page.content()
    page.wait_for_selector("#map canvas")
    assert "initials only" in page.inner_text("header:not(nav header)")
    assert page.inner_text("nav.served a") == "Ask again"
    assert faults(page) == []
    page.click("nav.served a")
    assert page.input_value("#child") == pseudonym(child())
    assert page.input_value("#what") == "map/professional-network"


def test_the_first_page_has_no_barrier_and_tells_what_is_wrong(page: Page) -> None:
    assert faults(page) == []
    page.select_option("#what", "brief")
    page.fill("#child", "ssd:0")
    page.check("[name=names]")
    page.click("text=Show it")
    assert "No child is known as ssd:0" in page.inner_text("[role=alert]")
    assert page.input_value("#child") == "ssd:0"
    assert page.is_checked("[name=names]")
    assert page.url.endswith("/open")
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 800})  # 400 % of 1,280
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_names_come_with_a_banner(page: Page) -> None:
    page.select_option("#what", "ask/history")
    page.fill("#child", child())
    page.check("[name=names]")
    page.click("text=Show it")
    page.wait_for_url("**/ask/history?**")
    assert "Names are shown." in page.inner_text(".served .banner")
    assert "named in full" in page.inner_text("body > header")
    assert child() not in page.url
    assert faults(page) == []


def test_another_page_cannot_show_or_read_it(browser: Browser, shown: Site, tmp_path: Path) -> None:
    """A page of somebody else's, in the same browser, that a person opens beside ours."""
    context = browser.new_context()
    ours = context.new_page()
    ours.goto(shown.address)
    address = f"http://127.0.0.1:{shown.guard.port}/ask/history"
    trap = tmp_path / "trap.html"
    trap.write_text(f'<iframe src="{address}"></iframe><a id="go" href="{address}">go</a>', encoding="utf-8")
    before = shown.guard.tally.shown
    other = context.new_page()
    other.goto(trap.as_uri())
    other.wait_for_timeout(300)
    tried = "(address) => fetch(address, {mode: 'no-cors', credentials: 'include'}).then((r) => r.text(), (e) => 'no')"
    assert other.evaluate(tried, address) in ("no", "")
    other.click("#go")
    other.wait_for_load_state()
    assert "opened from another page" in other.inner_text("body") or "csgraph serve printed" in other.inner_text("body")
    assert shown.guard.tally.shown == before
    context.close()
