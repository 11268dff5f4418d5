"""What a map draws and in which words: visualisations/<map>.toml, the person's own before the shipped one."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from csgraph.errors import CsgraphError
from csgraph.folders import find
from csgraph.maps.model import Drawing, Facts, MapMeta


@dataclass(frozen=True)
class MapSettings:
    """One map's settings.

    Attributes:
        title: of the page, without the subject.
        about: what it shows.
        records: how many records can be read on one page.
        caveats: what every reader must know; findings add their own.
        facts: by node label, the properties shown, with their words.
        identifiable: the same for properties that are shown only where names are.
        rest: the map's own tables, such as the words of its rings.
    """

    title: str
    about: str
    records: int
    caveats: tuple[str, ...]
    facts: Mapping[str, Mapping[str, str]]
    identifiable: Mapping[str, Mapping[str, str]]
    rest: Mapping[str, Any] = field(default_factory=dict)

    def head(
        self,
        drawing: Drawing,
        *,
        boundary: str,
        title: str = "",
        summary: Facts = (),
        first: Sequence[str] = (),
        caveats: Sequence[str] = (),
        left_out: str = "",
    ) -> MapMeta:
        """What a reader must know before believing a map that was drawn with these settings.

        Args:
            drawing: what was asked.
            boundary: which children, places or groups it is about, in words.
            title: heading, where it says more than the settings'.
            summary: the figures worth saying first.
            first: cautions before those of the settings.
            caveats: cautions after them.
            left_out: what was left out to keep it readable.
        """
        return MapMeta(
            title=title or self.title,
            about=self.about,
            purpose=drawing.purpose,
            as_of=drawing.as_of,
            drawn_on=drawing.drawn_on,
            boundary=boundary,
            identifiable=drawing.identifiable,
            summary=summary,
            caveats=(*first, *self.caveats, *caveats),
            left_out=left_out,
        )


@cache
def settings(name: str) -> MapSettings:
    """The settings of the map of that name.

    Raises:
        CsgraphError: there are none, or the file is broken.
    """
    path = find("visualisations", f"{name}.toml")
    if path is None:
        raise CsgraphError(f"There are no settings for a map named {name}.", "See visualisations/ for those there are.")
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        return MapSettings(
            title=str(read.pop("title")),
            about=str(read.pop("about")),
            records=int(read.pop("records")),
            caveats=tuple(map(str, read.pop("caveats"))),
            facts=read.pop("facts"),
            identifiable=read.pop("identifiable", {}),
            rest=read,
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as fault:
        raise CsgraphError(f"The map settings {path.name} cannot be used: {fault}.") from fault
