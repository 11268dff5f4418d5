"""Where the parts that an analyst edits lie: cypher, importers, rules, visualisations, sample_data.

A person's own folder of the same name (`--config-dir`, else the platform's config folder) is searched first.
"""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


def config_dir() -> Path:
    """The folder of a person's own mappings, queries and maps: CSGRAPH_CONFIG_DIR, else the platform's own."""
    from platformdirs import user_config_path

    chosen = os.environ.get("CSGRAPH_CONFIG_DIR")
    return Path(chosen) if chosen else user_config_path("csgraph")


def folder(name: str) -> Path:
    """The shipped folder of that name, from the installed package or from the checkout.

    Raises:
        FileNotFoundError: csgraph was installed without it.
    """
    bundled = Path(__file__).parent / "_bundled" / name
    if bundled.is_dir():
        return bundled
    # Without the pyproject check a broken wheel would read a stranger's site-packages/<name>.
    if (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / name).is_dir():
        return CHECKOUT / name
    raise FileNotFoundError(f"csgraph was installed without its {name} folder; reinstall it.")


def find(name: str, file: str) -> Path | None:
    """A file of a content folder, the person's own before the shipped one; None where neither has it."""
    for place in (config_dir() / name, folder(name)):
        if (place / file).is_file():
            return place / file
    return None


def every(name: str, pattern: str) -> dict[str, Path]:
    """All files of a content folder by stem, the person's own in place of shipped ones of the same name."""
    found: dict[str, Path] = {}
    for place in (folder(name), config_dir() / name):
        found.update({path.stem: path for path in sorted(place.glob(pattern))})
    return dict(sorted(found.items()))
