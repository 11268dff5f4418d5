"""The brief and the packs in a real Chromium: no accessibility violation, nothing from outside, and paper."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from loaded_sample import loaded_sample
from playwright.sync_api import Browser

from csgraph.cli.running import csgraph

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
FULLEST = ("ssd:4100085", "ssd:4100102", "ssd:4100119", "ssd:4100349", "ssd:4100300")
"""Children of the sample of whom most questions have something to tell."""
CALLS = {
    "csog": ("pack", "csog"),
    "assurance": ("pack", "assurance"),
    **{child.replace(":", "-"): ("brief", child) for child in FULLEST},
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("packs")
    made = {name: folder / f"{name}.html" for name in CALLS}
    for name, call in CALLS.items():
        done = CliRunner().invoke(csgraph, [*call, "--store", loaded_sample(), "--out", str(made[name])])
        assert done.exit_code == 0, done.output
    return made


@pytest.mark.parametrize("name", ["csog", "assurance", "ssd-4100085"])
def test_has_no_accessibility_violation_and_loads_nothing(name: str, browser: Browser, pages: dict[str, Path]) -> None:
    quiet = browser.new_context(offline=True)
    page = quiet.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.extend([request.url] if not request.url.startswith("file:") else []))
    page.goto(pages[name].as_uri())
    assert said == []
    quiet.close()
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(pages[name].as_uri())
    page.add_script_tag(path=AXE)
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]] == []
    context.close()


@pytest.mark.parametrize("child", [name for name in CALLS if name.startswith("ssd")])
def test_a_brief_is_printed_on_one_page(child: str, browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    page.goto(pages[child].as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.close()
