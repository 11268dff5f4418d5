"""Pages for a shared screen in a real Chromium: nobody named until held down, hidden when not looked at, sealed."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from figures import tell_figure
from map_examples import drawing, missing_links_example
from map_models import HOSTILE, professional
from meeting_pages import MEETING, PAGES, PASSWORD, named_in, professional_page, spot_of
from playwright.sync_api import Browser, Page

from csgraph.governance.roll import Roll
from csgraph.maps.findings_page import write_findings
from csgraph.maps.key_sheet import write_key_sheet
from csgraph.maps.meeting import people_on
from csgraph.maps.model import MapModel
from csgraph.maps.page import write_page
from csgraph.questions import all_questions

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
WATCH = """window.violations = []; document.addEventListener('securitypolicyviolation',
  (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI))"""
EVERY = pytest.mark.parametrize("make", PAGES)


@dataclass
class Shown:
    """An opened page, with everything that it should not do."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def held(self) -> str:
        return self.page.inner_text("#held")

    def everything(self) -> str:
        """All that the page holds and all that assistive technology is told."""
        client = self.page.context.new_cdp_session(self.page)
        tree = client.send("Accessibility.getFullAXTree")
        client.detach()
        return self.page.content() + self.page.title() + json.dumps(tree, ensure_ascii=False)


Look = Callable[..., Shown]


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Opens a file in a fresh profile without a network, with its password if it has one."""
    contexts = []

    def looked(path: Path, password: str | None = None, **settings: Any) -> Shown:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True, **settings)
        contexts.append(context)
        shown = Shown(context.new_page())
        shown.page.add_init_script(WATCH)
        shown.page.on("request", lambda request: shown.requests.append(request.url))
        shown.page.on("console", lambda message: shown.complaints.append(message.text))
        shown.page.on("pageerror", lambda fault: shown.complaints.append(str(fault)))
        shown.page.goto(path.as_uri())
        if password:
            shown.page.fill("#password", password)
            shown.page.keyboard.press("Enter")
            shown.page.wait_for_selector("#password", state="detached")
        return shown

    yield looked
    for context in contexts:
        context.close()


@pytest.fixture
def meeting(look: Look, tmp_path: Path) -> Callable[..., tuple[Shown, MapModel, Roll]]:
    """A sealed page with names, opened."""

    def opened(make: Callable[..., Any] = professional_page, **settings: Any) -> tuple[Shown, MapModel, Roll]:
        model, roll = make()
        shown = look(write_page(model, tmp_path / "page.html", PASSWORD), PASSWORD, **settings)
        shown.page.wait_for_selector("#map canvas")
        shown.page.wait_for_timeout(150)
        return shown, model, roll

    return opened


Meet = Callable[..., tuple[Shown, MapModel, Roll]]


@EVERY
def test_names_nobody_until_asked(meeting: Meet, make: Callable[..., Any]) -> None:
    shown, _, roll = meeting(make)
    assert len(roll.entries) > 10
    assert named_in(shown.everything(), roll) == []
    tell_figure("people on meeting pages, named unasked", len(roll.entries))
    assert shown.page.title() == "Protected page"
    assert "Protected" not in shown.page.inner_text("body")
    assert shown.complaints == []
    assert shown.page.evaluate("() => window.violations") == []
    assert [url[:7] for url in shown.requests] == ["file://"]


def test_holding_a_record_down_shows_it_and_letting_go_hides_it(meeting: Meet) -> None:
    shown, model, roll = meeting()
    page, short = shown.page, roll.entries["ssd:101"].short
    page.mouse.move(*spot_of(page, model, short))
    page.mouse.down()
    page.wait_for_timeout(100)
    assert shown.held() == ""  # a click is not meant
    page.wait_for_timeout(500)
    assert shown.held() == f"{short}: Jay Wright"
    assert set(named_in(shown.everything(), roll)) == {"Jay Wright", "Jay", "Wright"}
    page.mouse.up()
    assert shown.held() == ""
    assert named_in(shown.everything(), roll) == []


def test_moving_away_hides_it(meeting: Meet) -> None:
    shown, model, roll = meeting()
    x, y = spot_of(shown.page, model, roll.entries["ssd:101"].short)
    shown.page.mouse.move(x, y)
    shown.page.mouse.down()
    shown.page.wait_for_timeout(600)
    assert shown.held()
    shown.page.mouse.move(x + 40, y)
    assert shown.held() == ""
    shown.page.mouse.up()


def test_a_finger_does_the_same(meeting: Meet) -> None:
    shown, model, roll = meeting(has_touch=True)
    x, y = spot_of(shown.page, model, roll.entries["ssd:104"].short)
    client = shown.page.context.new_cdp_session(shown.page)
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    shown.page.wait_for_timeout(700)
    assert shown.held().endswith(": Zara Ali")
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    shown.page.wait_for_timeout(50)
    assert shown.held() == ""


def test_so_does_the_keyboard_on_the_map_and_in_the_panel(meeting: Meet) -> None:
    shown, _, roll = meeting()
    page = shown.page
    page.focus("#map")
    page.keyboard.press("Home")
    page.keyboard.down(" ")
    assert shown.held().endswith(": Kayla Wright")
    page.keyboard.up(" ")
    assert shown.held() == ""
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "hold"
    for key in ("Enter", " "):
        page.keyboard.down(key)
        assert shown.held().endswith(": Kayla Wright")
        page.keyboard.up(key)
        assert shown.held() == ""
    page.keyboard.down(" ")
    page.keyboard.press("Tab")  # leaving without letting go
    assert shown.held() == ""
    assert named_in(shown.everything(), roll) == []


def test_never_two_at_once_and_never_for_long(meeting: Meet) -> None:
    shown, model, roll = meeting()
    page = shown.page
    page.focus("#map")
    page.keyboard.press("Home")
    page.keyboard.down(" ")
    page.mouse.move(*spot_of(page, model, roll.entries["ssd:102"].short))
    page.mouse.down()
    page.wait_for_timeout(600)
    assert shown.held().endswith(": Mia Begum")
    assert "Kayla" not in shown.everything()
    page.wait_for_function("() => document.getElementById('held').textContent === ''", timeout=15_000)
    page.mouse.up()
    page.keyboard.up(" ")


def test_is_hidden_while_another_tab_is_looked_at(meeting: Meet) -> None:
    shown, _, _ = meeting()
    page = shown.page
    client = page.context.new_cdp_session(page)
    client.send("Emulation.setFocusEmulationEnabled", {"enabled": False})
    page.focus("#map")
    page.keyboard.press("Home")
    page.keyboard.down(" ")
    other = page.context.new_page()
    other.bring_to_front()
    page.wait_for_function("() => document.documentElement.classList.contains('veiled')")
    assert shown.held() == ""
    assert page.evaluate("() => getComputedStyle(document.querySelector('main')).filter") == "blur(18px)"
    assert page.locator(".veil").is_visible()
    page.bring_to_front()
    page.wait_for_function("() => !document.documentElement.classList.contains('veiled')")
    assert shown.held() == ""


@pytest.mark.parametrize("event", ["blur", "hidden"])
def test_losing_the_focus_or_being_hidden_ends_holding(meeting: Meet, event: str) -> None:
    shown, _, _ = meeting()
    page = shown.page
    page.focus("#map")
    page.keyboard.press("Home")
    page.keyboard.down(" ")
    assert shown.held()
    if event == "blur":
        page.evaluate("() => window.dispatchEvent(new Event('blur'))")
    else:
        page.evaluate(
            """() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true });
            document.dispatchEvent(new Event('visibilitychange')); }"""
        )
    assert shown.held() == ""
    page.keyboard.down(" ")
    assert shown.held() == ""  # veiled: nothing is told
    assert page.evaluate("() => getComputedStyle(document.querySelector('header')).filter") == "blur(18px)"


@EVERY
def test_says_on_every_part_whose_copy_it_is(meeting: Meet, make: Callable[..., Any]) -> None:
    shown, _, _ = meeting(make)
    mark = shown.page.locator(".watermark")
    box = mark.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1440, "height": 900}
    for words in ("Harbour panel · 24 November 2026", "D. Recipient, Police", "OFFICIAL-SENSITIVE · copy 7"):
        assert words in (mark.text_content() or "")
    assert shown.page.evaluate("() => document.elementFromPoint(700, 450).closest('.watermark')") is None
    with_mark = shown.page.screenshot()
    shown.page.evaluate("() => document.querySelector('.watermark').remove()")
    assert shown.page.screenshot() != with_mark


def test_paper_carries_banner_and_watermark_and_no_name(meeting: Meet) -> None:
    shown, _, roll = meeting()
    page = shown.page
    page.focus("#map")
    page.keyboard.press("Home")
    page.keyboard.down(" ")
    assert shown.held()
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".banner").is_visible()
    assert "Do not record" in page.inner_text(".banner")
    assert page.locator(".watermark").is_visible()
    assert page.locator("#held").is_hidden()
    assert named_in(page.inner_text("body"), roll) == []
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert shown.complaints == []


def test_nothing_can_be_selected_or_copied(meeting: Meet) -> None:
    shown, _, _ = meeting()
    page = shown.page
    page.focus("#map")
    page.keyboard.press("Home")
    page.keyboard.down(" ")
    page.keyboard.press("Control+a")
    assert page.evaluate("() => getSelection().toString().trim()") == ""
    page.evaluate("() => getSelection().selectAllChildren(document.body)")
    assert page.evaluate(
        """() => { const data = new DataTransfer();
        const event = new ClipboardEvent('copy', { clipboardData: data, cancelable: true, bubbles: true });
        document.body.dispatchEvent(event); return event.defaultPrevented && data.items.length === 0; }"""
    )
    page.keyboard.up(" ")


def test_a_page_in_clear_holds_initials_only(look: Look, tmp_path: Path) -> None:
    model, roll = professional_page(identifiable=False)
    path = write_page(model, tmp_path / "page.html")
    assert named_in(path.read_text(encoding="utf-8"), roll) == []
    shown = look(path)
    assert shown.page.title() == "Meeting page"
    shown.page.focus("#map")
    shown.page.keyboard.press("Home")
    shown.page.keyboard.down(" ")
    assert shown.held().endswith(": KW")


@EVERY
def test_has_no_accessibility_violation(meeting: Meet, make: Callable[..., Any]) -> None:
    shown, _, _ = meeting(make, bypass_csp=True)
    shown.page.focus("#map")
    shown.page.keyboard.press("Home")
    assert violations(shown.page) == []


def test_the_closed_page_and_the_key_sheet_have_none_either(look: Look, tmp_path: Path) -> None:
    shown = look(write_page(professional(), tmp_path / "page.html", PASSWORD), bypass_csp=True)
    assert violations(shown.page) == []
    model, roll = professional_page()
    sheet = write_key_sheet(
        people_on(model, roll), MEETING, purpose="Panel", audit="1A2B3C4D", path=tmp_path / "k.html", password=PASSWORD
    )
    shown = look(sheet, PASSWORD, bypass_csp=True)
    assert violations(shown.page) == []
    assert shown.page.title() == "Protected page"
    for words in ("Kayla Wright", "ssd:100", "1A2B3C4D", "copy 7", "Never show it on a shared screen"):
        assert words in shown.page.inner_text("body")


def violations(page: Page) -> list[tuple[str, list[str]]]:
    page.add_script_tag(path=AXE)
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]]


def test_any_page_can_be_sealed_and_nothing_of_it_is_in_the_file(look: Look, tmp_path: Path) -> None:
    question, findings = all_questions()["missing-links"], missing_links_example()
    name = "Zebedee Quux"
    pages = {
        "findings": write_findings(
            question, findings, drawing(), lambda _: name, tmp_path / "a.html", password=PASSWORD
        ),
        "map": write_page(professional(identifiable=True), tmp_path / "b.html", PASSWORD),
    }
    for kind, path in pages.items():
        raw = path.read_bytes()
        for words in (
            name,
            "Kayla",
            "Amina Khan",
            "Professional network",
            question.title,
            "ssd:100",
            "vis.Network",
            "Walker",
        ):
            assert words.encode() not in raw, (kind, words)
            assert words.encode("utf-16-le") not in raw
        shown = look(path, PASSWORD)
        assert (name if kind == "findings" else "Amina Khan") in shown.page.inner_text("main")
        assert [url[:7] for url in shown.requests] == ["file://"]
        assert shown.complaints == []
        assert shown.page.evaluate("() => window.violations") == []
        assert shown.page.title() == "Protected page"


def test_a_wrong_password_opens_nothing_and_says_so(look: Look, tmp_path: Path) -> None:
    path = write_page(professional(), tmp_path / "page.html", PASSWORD)
    shown = look(path)
    page = shown.page
    for wrong in ("incorrect horse battery", "CORRECT HORSE BATTERY"):
        page.fill("#password", wrong)
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.getElementById('told').textContent.includes('not the password')")
        assert page.input_value("#password") == ""
        assert page.evaluate("() => document.activeElement.id") == "password"
    assert page.locator("#map").count() == 0
    page.fill("#password", "correct\u00a0horse\u2003battery")  # other blanks, the same password after NFKC
    page.keyboard.press("Enter")
    page.wait_for_selector("#map canvas")
    assert shown.complaints == []


def test_a_file_that_was_changed_does_not_open(look: Look, tmp_path: Path) -> None:
    path = write_page(professional(), tmp_path / "page.html", PASSWORD)
    text = path.read_text(encoding="utf-8")
    box = json.loads(re.findall(r'id="sealed">(.*?)</script>', text)[0])
    flipped = "B" if box["closed"][5000] != "B" else "C"
    changed = text.replace(box["closed"], box["closed"][:5000] + flipped + box["closed"][5001:])
    fewer = text.replace('"rounds":600000', '"rounds":599999')
    for other in (changed, fewer):
        assert other != text
        path.write_text(other, encoding="utf-8")
        page = look(path).page
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.getElementById('told').textContent.includes('was changed')")
        assert page.locator("#map").count() == 0


def test_hostile_panel_and_recipient_stay_text(look: Look, tmp_path: Path) -> None:
    model, _ = professional_page()
    for text in HOSTILE[:9]:
        made = replace(MEETING, panel=text, recipient=text)
        held = tuple(replace(node, held=text) for node in model.nodes)
        hostile = replace(model, nodes=held, meta=replace(model.meta, meeting=made, purpose=text, title=text))
        shown = look(write_page(hostile, tmp_path / "page.html", PASSWORD), PASSWORD)
        page = shown.page
        page.wait_for_selector("#map canvas")
        page.focus("#map")
        page.keyboard.press("Home")
        page.keyboard.down(" ")
        assert shown.held()
        page.keyboard.up(" ")
        assert page.evaluate("() => window.hurt") is None
        assert page.locator("header img, header a, .watermark image, #held *, header svg").count() == 0
        assert shown.complaints == []
        assert page.evaluate("() => window.violations") == []
        tell_figure("hostile texts on a meeting page", 1)
