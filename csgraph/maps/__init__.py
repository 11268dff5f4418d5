"""Interactive maps: one self-contained page each, that works with no network at all."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from csgraph.folders import find
from csgraph.maps.model import Drawing, Map, MapModel

__all__ = ["Drawing", "Map", "MapModel", "all_maps"]


@cache
def all_maps() -> dict[str, Map]:
    """Every map by name: the MAP constants of those modules here that have settings in visualisations/.

    Each is guarded: what it draws was made fit to leave the store, in the one place that does so.

    Other modules are left alone: pyvis takes a second to import, and names are asked for at each press of Tab.
    """
    from csgraph.maps.sharing import guarded

    names = (found.name for found in iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names if _has_settings(name)]
    maps = [guarded(module.MAP) for module in modules if hasattr(module, "MAP")]
    return {drawn.name: drawn for drawn in sorted(maps, key=lambda drawn: drawn.name)}


def _has_settings(module: str) -> bool:
    return find("visualisations", f"{module.replace('_', '-')}.toml") is not None
