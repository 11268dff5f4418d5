"""The wheel holds what git tracks of the package and the content folders, no more; installed, it runs anywhere."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
CONTENT = ("cypher", "importers", "rules", "visualisations", "sample_data")
PYTHON = [sys.executable, "-P"]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Runs a command and returns what it printed; says what it said when it fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tracked(*folders: str) -> set[str]:
    """The files that git tracks in these folders and that are there."""
    listed = run("git", "ls-files", "-z", "--", *folders, cwd=CHECKOUT).split("\0")
    return {name for name in listed if name and (CHECKOUT / name).is_file()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the tracked files, where somebody has laid agencies' extracts beside the mappings and code."""
    clone = tmp_path_factory.mktemp("clone")
    for name in tracked("."):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CHECKOUT / name, clone / name)
    (clone / "importers" / "real_police.csv").write_text("Surname\nSynthetic\n")
    (clone / "csgraph" / "real_health.xlsx").write_bytes(b"PK")
    out = tmp_path_factory.mktemp("dist")
    run(*PYTHON, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, clone, cwd=out)
    return next(out.glob("*.whl"))


def test_the_wheel_holds_what_git_tracks_and_no_extract(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    packed = {name for name in held if ".dist-info/" not in name}
    assert packed == tracked("csgraph") | {f"csgraph/_bundled/{name}" for name in tracked(*CONTENT)}
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in held)


def test_every_content_folder_is_in_the_wheel(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    for folder in CONTENT:
        assert any(name.startswith(f"csgraph/_bundled/{folder}/") for name in held), folder


def test_the_installed_wheel_runs_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    run(*PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", site, wheel, cwd=elsewhere)
    where = "from csgraph.folders import folder; print(folder('importers'))"
    found = run(*PYTHON, "-c", where, cwd=elsewhere, PYTHONPATH=str(site)).strip()
    assert Path(found) == site / "csgraph" / "_bundled" / "importers"
    version = run(*PYTHON, "-m", "csgraph", "--version", cwd=elsewhere, PYTHONPATH=str(site))
    assert wheel.name.split("-")[1] in version
