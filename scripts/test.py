"""Runs every test that can run here: `python scripts/test.py [pytest's arguments]`, with .venv's Python.

Neo4j: the one that CSGRAPH_NEO4J_URI names (its database is emptied, so it must be one for tests), else one that
scripts/neo4j starts and this stops again. Where neither can be had those tests are left out, and pytest says so.
In CI (CI=true) nothing may be left out, as with CSGRAPH_REQUIRE_NEO4J=1 and CSGRAPH_REQUIRE_BROWSER=1 elsewhere;
there, on Debian and as root, what is missing is installed first.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
SERVER = [sys.executable, str(CHECKOUT / "scripts" / "neo4j")]
DEBIAN = {"java": "default-jre-headless", "mvn": "maven", "chromium": "chromium", "strace": "strace"}
"""The commands that the tests need beside Python, and the Debian packages that bring them."""


def tell(text: str) -> None:
    """Says something ahead of pytest's own output."""
    print(text, flush=True)


def in_ci() -> bool:
    """Whether this is a run that must leave nothing out."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def install_missing() -> None:
    """Installs what is missing with apt-get, where this is Debian's and ours to do."""
    packages = [package for command, package in DEBIAN.items() if not shutil.which(command)]
    if not packages or sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    tell(f"Installing {', '.join(packages)} with apt-get")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "--quiet", *step], env=environment, stdout=subprocess.DEVNULL, check=True)


def start_neo4j() -> tuple[dict[str, str], bool]:
    """The environment variables of a Neo4j for tests, and whether it is ours to stop; none where none can be had."""
    if os.environ.get("CSGRAPH_NEO4J_URI"):
        return {}, False
    was_running = subprocess.run([*SERVER, "status", "tests"], capture_output=True, check=False).returncode == 0
    started = subprocess.run([*SERVER, "start", "tests"], stdout=subprocess.PIPE, text=True, check=False)
    if started.returncode:
        return {}, False
    lines = [line.removeprefix("export ").removeprefix("$env:") for line in started.stdout.splitlines()]
    pairs = [line.split("=", 1) for line in lines]
    return {name.strip(): value.strip(" '\"") for name, value in pairs}, not was_running


def run_pytest(variables: dict[str, str], arguments: list[str]) -> int:
    """Runs pytest on a few processors; its exit code. CSGRAPH_COVER=1 measures coverage, which takes much longer."""
    processes = min(4, os.cpu_count() or 1)
    cover = ["--cov", "--cov-report=term"] if os.environ.get("CSGRAPH_COVER") else []
    command = [sys.executable, "-m", "pytest", "-n", str(processes), "--dist", "loadgroup", *cover]
    return subprocess.run([*command, *arguments], cwd=CHECKOUT, env={**os.environ, **variables}, check=False).returncode


def main() -> int:
    """Returns pytest's exit code."""
    required = {}
    if in_ci():
        install_missing()
        required = {"CSGRAPH_REQUIRE_NEO4J": "1", "CSGRAPH_REQUIRE_BROWSER": "1"}
    variables, ours = start_neo4j()
    try:
        return run_pytest({**variables, **required}, sys.argv[1:])
    finally:
        if ours:
            subprocess.run([*SERVER, "stop", "tests"], capture_output=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
