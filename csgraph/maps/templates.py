"""The Jinja templates of visualisations/, and the security policy that each page carries."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from csgraph.errors import CsgraphError
from csgraph.folders import config_dir, find, folder
from csgraph.maps.theme import theme
from csgraph.maps.words import written_day

STYLE = "page.css"


@cache
def environment() -> Environment:
    """Templates with escaping on and every missing name an error, the person's own before the shipped ones."""
    places = [str(config_dir() / "visualisations"), str(folder("visualisations"))]
    made = Environment(
        loader=FileSystemLoader(places),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["day"] = written_day
    return made


def render(name: str, scripts: tuple[str, ...] = (), *, also: tuple[str, ...] = (), **values: Any) -> str:
    """A whole page. Scripts and the style sheet go in as they are, and their hashes are the policy: only they run.

    Args:
        also: scripts that may run and do not stand in the page yet, because it is sealed.
    """
    style = inline(STYLE)
    ours = [Markup(text) for text in (style, *scripts)]  # noqa: S704  our own files, as `inline` checked them
    template = environment().get_template(name)
    return template.render(
        policy=policy(style, scripts + also), style=ours[0], scripts=ours[1:], theme=theme(), **values
    )


def policy(style: str, scripts: tuple[str, ...]) -> str:
    """The Content-Security-Policy: nothing from anywhere, no script and no style but those hashed here."""
    allowed = " ".join(_hash(script) for script in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def inline(*names: str) -> str:
    """The text of shipped files, joined, fit to stand inside a page's own script or style element.

    Raises:
        CsgraphError: a file is missing, or would end its element early.
    """
    text = "\n".join(_read(name) for name in names)
    if any(end in text.lower() for end in ("</script", "</style", "<!--")):
        raise CsgraphError(f"{', '.join(names)} would break out of the page.", "Take the closing tag out of it.")
    return text


def embedded(data: object) -> Markup:
    """Data as JSON that no browser can mistake for markup."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  nothing is left in it that could be markup


def _read(name: str) -> str:
    path = find("visualisations", name)
    if path is None:
        raise CsgraphError(f"csgraph was installed without visualisations/{name}.", "Reinstall it.")
    return _without_source_map(path)


def _without_source_map(path: Path) -> str:
    """The file's text without its last comment, which would have a browser's developer tools fetch a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL="))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
