"""A site in a real Chromium: from a finding to its record and back, no accessibility violation, nothing loaded."""

from pathlib import Path

import pytest
from map_models import peers, professional
from pack_examples import TYPST, material
from playwright.sync_api import Browser

from csgraph.maps.site import site_pages
from csgraph.maps.site_folder import write_folder

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
FINDINGS = "findings-findings.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = material(TYPST, {"map-one.html": professional(), "map-all.html": peers()})
    folder = tmp_path_factory.mktemp("sites") / "pack"
    write_folder(folder, site_pages(made, "ABCD1234"))
    return folder


@pytest.mark.parametrize("page", ["index.html", FINDINGS, "charts.html", "methods.html", "map-one.html"])
def test_has_no_accessibility_violation_and_loads_nothing(page: str, browser: Browser, site: Path) -> None:
    quiet = browser.new_context(offline=True)
    opened = quiet.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("request", lambda request: said.extend([request.url] if not request.url.startswith("file:") else []))
    opened.goto((site / page).as_uri())
    assert said == []
    quiet.close()
    context = browser.new_context(bypass_csp=True)
    opened = context.new_page()
    opened.goto((site / page).as_uri())
    opened.add_script_tag(path=AXE)
    found = opened.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]] == []
    context.close()


def test_a_finding_leads_to_its_record_and_the_record_back_to_it(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.click(f'a[href="{FINDINGS}"]')
    link = page.locator("#f2 td.links a").first
    target = str(link.get_attribute("href"))
    link.click()
    page.wait_for_function("() => document.querySelector('#panel-title').textContent !== 'What this map shows'")
    assert page.url.endswith(target)
    number = target.partition("#")[2]
    chosen = page.evaluate(
        "(id) => JSON.parse(document.getElementById('map-data').textContent).nodes.find((one) => one.id === id).label",
        number,
    )
    assert page.inner_text("#panel-title").startswith(chosen)
    page.click(f'#panel a[href="{FINDINGS}#f2"]')
    assert page.url.endswith(f"{FINDINGS}#f2")
    assert page.locator("tr:target").get_attribute("id") == "f2"
    page.click(".back a")
    assert page.url.endswith("index.html")
    page.close()
