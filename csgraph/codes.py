"""Code lists: importers/codes/<list>.toml, each with its source, its codes and other spellings of them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from csgraph.errors import CsgraphError
from csgraph.folders import find


def folded(text: str) -> str:
    """Text as code lists and headers compare it: case, spaces and punctuation do not count."""
    return re.sub(r"[\W_]+", "", text.casefold())


@dataclass(frozen=True)
class CodeList:
    """One code list.

    Attributes:
        name: its file's stem.
        title: what it lists.
        source: where it was published.
        verified: whether the source itself was read.
        codes: label by canonical code.
        aliases: canonical code by other spelling.
        flags: named sets of codes, such as factor's `core`.
    """

    name: str
    title: str
    source: str
    verified: bool
    codes: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def canonical(self, text: str) -> str | None:
        """The canonical code of a cell: a code, a label, an alias, or `code - label`; None where it is unknown.

        `Social worker - adults` is not a social worker: a part alone counts only where it is the code itself, or
        all parts agree.
        """
        index = _index(self.name)
        whole = index.get(folded(text))
        if whole is not None:
            return whole
        parts = re.split(r"\s+[-–—:]\s+", text)
        leading = {code.casefold(): code for code in self.codes}.get(parts[0].strip().casefold())
        agreed = {index.get(folded(part)) for part in parts}
        return leading or (agreed.pop() if len(agreed) == 1 else None)


@cache
def code_list(name: str) -> CodeList:
    """The code list of that name.

    Raises:
        CsgraphError: there is none, or its file is broken.
    """
    path = find("importers/codes", f"{name}.toml")
    if path is None:
        raise CsgraphError(f"There is no code list named {name}.", "See importers/codes/ for those there are.")
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        flags = {key: tuple(value) for key, value in read.get("flags", {}).items()}
        return CodeList(
            name, read["title"], read["source"], read["verified"], read["codes"], read.get("aliases", {}), flags
        )
    except (tomllib.TOMLDecodeError, KeyError) as fault:
        raise CsgraphError(f"The code list {path.name} cannot be used: {fault}.") from fault


@cache
def _index(name: str) -> dict[str, str]:
    """Canonical code by folded code, label and alias; codes win over labels, labels over aliases."""
    listed = code_list(name)
    index = {folded(alias): code for alias, code in listed.aliases.items()}
    index.update({folded(label): code for code, label in listed.codes.items()})
    index.update({folded(code): code for code in listed.codes})
    return index
