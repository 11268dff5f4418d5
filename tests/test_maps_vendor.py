"""What other people wrote and is kept here is what they published, with its licence."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "visualisations" / "vendor", ROOT / "tests" / "vendor")


def vendored() -> list[tuple[Path, dict[str, Any]]]:
    return [
        (folder, entry)
        for folder in FOLDERS
        for entry in tomllib.loads((folder / "vendor.toml").read_text(encoding="utf-8"))["file"]
    ]


@pytest.mark.parametrize(("folder", "entry"), vendored(), ids=lambda found: str(found)[:12])
def test_is_the_published_file_with_its_licence(folder: Path, entry: dict[str, Any]) -> None:
    content = (folder / entry["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert entry["version"].encode() in content[:2000]
    licence = (folder / entry["licence_file"]).read_text(encoding="utf-8")
    assert {"MIT": "MIT License", "MPL-2.0": "Mozilla Public License"}[entry["licence"]] in licence


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_nothing_is_kept_unlisted(folder: Path) -> None:
    listed = {name for kept, entry in vendored() if kept == folder for name in (entry["file"], entry["licence_file"])}
    assert {path.name for path in folder.iterdir()} == listed | {"vendor.toml"}
