"""What stands round the pages: the first one, the bar above each, and the one that says what went wrong."""

from markupsafe import Markup

from csgraph.errors import CsgraphError
from csgraph.maps.templates import STYLE, environment, inline, policy, render
from csgraph.maps.theme import theme
from csgraph.serving.choices import Choices, pages
from csgraph.serving.pages import Served
from csgraph.serving.wanted import Wanted

HEADER = "\n<header>"
"""Where every page begins after the link that skips to its content."""


def start_page(offered: Choices, served: Served, wanted: Wanted, fault: CsgraphError | None = None) -> str:
    """The first page: a form, filled in with what was asked before.

    Args:
        offered: what can be chosen.
        served: what the server was started for.
        wanted: what the fields hold.
        fault: what was wrong with it, told above the form.
    """
    style = inline(STYLE)
    return (
        environment()
        .get_template("serve-start.html.jinja")
        .render(
            policy=policy(style, ()).replace("form-action 'none'", "form-action 'self'"),
            style=Markup(style),  # noqa: S704  our own file, as `inline` checked it
            theme=theme(),
            offered=offered,
            served=served,
            wanted=wanted,
            fault=fault,
        )
    )


def fault_page(what: str, advice: str, again: str) -> str:
    """What happened, what to do, and the way back."""
    return render("serve-fault.html.jinja", what=what, advice=advice, again=again)


def with_bar(page: str, wanted: Wanted) -> str:
    """A page with a bar above it that leads back to the form, and to other pages of the same child.

    Everything else of it is left as it is: the file that a command writes and the page are the same.

    Raises:
        ValueError: the page has no header to put it above.
    """
    if page.count(HEADER) < 1:
        raise ValueError("a page without a header")
    before, _, after = page.partition(HEADER)
    bar = environment().get_template("serve-bar.html.jinja").render(wanted=wanted, others=_others(wanted))
    return f"{before}\n{bar.strip()}{HEADER}{after}"


def _others(wanted: Wanted) -> list[tuple[str, str]]:
    """Titles and addresses of the other pages about the one child of a page."""
    if len(wanted.about.children) != 1:
        return []
    about_child = [one for some in pages().values() for one in some if one.one[:1] == ("child",)]
    return [(one.title, wanted.at(one.what)) for one in about_child if one.what != wanted.what]
