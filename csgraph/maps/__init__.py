"""Interactive maps: one self-contained page each, that works with no network at all."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from csgraph.maps.model import Drawing, Map, MapModel

__all__ = ["Drawing", "Map", "MapModel", "all_maps"]


@cache
def all_maps() -> dict[str, Map]:
    """Every map by name: the MAP constants of this package's modules, found by walking it."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    maps = [module.MAP for module in modules if hasattr(module, "MAP")]
    return {drawn.name: drawn for drawn in sorted(maps, key=lambda drawn: drawn.name)}
