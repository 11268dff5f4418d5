"""The pages: the same as the commands write, logged in the same way before anything of them is shown."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from csgraph.errors import CsgraphError
from csgraph.governance.sharing import Shared, Sharing
from csgraph.serving.wanted import Wanted

if TYPE_CHECKING:
    from csgraph.governance.audit import Head
    from csgraph.maps.model import Drawing
    from csgraph.store import Store


class NoSuchPage(CsgraphError):
    """An address that leads nowhere."""


@dataclass(frozen=True)
class Served:
    """What a server was started for, and how much it may show.

    Attributes:
        purpose: why; in every entry of the audit log.
        identifiable: names may be asked for.
        labels: what to call people who are not named.
        include: restricted layers that may be asked for.
    """

    purpose: str
    identifiable: bool = False
    labels: str = "initials"
    include: frozenset[str] = frozenset()

    def sharing(self, wanted: Wanted) -> Sharing:
        """How a page shares records.

        Raises:
            CsgraphError: it asks for more than the server was started for.
        """
        if wanted.names and not self.identifiable:
            raise CsgraphError(
                "This server shows no names.", "Stop it, and start it with --identifiable if you need them."
            )
        more = sorted(wanted.include - self.include)
        if more:
            raise CsgraphError(
                f"This server was started without {', '.join(more)}.",
                f"Stop it, and start it with --include {more[0]}.",
            )
        return Sharing(wanted.names, wanted.labels or self.labels, wanted.include)

    def why(self, wanted: Wanted) -> str:
        """The server's purpose, and the page's own behind it."""
        from csgraph.governance.purpose import needed

        return needed(f"{self.purpose}: {wanted.purpose}" if wanted.purpose else self.purpose)


def page(store: "Store", served: Served, wanted: Wanted) -> str:
    """The page that was asked for, as HTML.

    Raises:
        NoSuchPage: there is none of this name.
        CsgraphError: it cannot be made of what was given; or it could not be logged, and so is not shown.
    """
    kind, _, name = wanted.what.partition("/")
    made = {"ask": _findings, "map": _map, "brief": _brief, "pack": _pack}.get(kind)
    if made is None or bool(name) == (kind == "brief"):
        raise NoSuchPage(f"There is no page {wanted.what}.", "Choose one on the first page.")
    return made(_Asked(store, served, wanted), name)


class _Asked:
    """What every page needs: the store as it may be shown, why, and today."""

    def __init__(self, store: "Store", served: Served, wanted: Wanted) -> None:
        self.store = store
        self.wanted = wanted
        self.sharing = served.sharing(wanted)
        self.purpose = served.why(wanted)
        self.today = datetime.now().astimezone().date()

    def shared(self) -> Shared:
        return Shared(self.store, self.sharing)

    def day(self) -> date:
        from csgraph.network.as_of import default_as_of

        return self.wanted.as_of or default_as_of(self.store)

    def children(self) -> tuple[str, ...]:
        """Node ids of the children that were named."""
        from csgraph.governance.pseudonyms import children_behind

        typed = self.wanted.about.children
        return tuple(sorted(children_behind(self.store, typed))) if typed else ()

    def drawing(self) -> "Drawing":
        from csgraph.maps.model import Drawing

        return Drawing(
            as_of=self.day(),
            drawn_on=self.today,
            purpose=self.purpose,
            since=self.wanted.since,
            whole=self.wanted.whole,
            identifiable=self.sharing.identifiable,
            labels=self.sharing.labels,
            include=self.sharing.include,
        )

    def permit(self, action: str, subjects: "set[str] | frozenset[str]") -> "Head":
        from csgraph.governance.audit import permit

        return permit(
            action,
            purpose=self.purpose,
            store=self.store,
            subjects=sorted(subjects),
            identifiable=self.sharing.identifiable,
            included=sorted(self.sharing.include),
        )


def _findings(asked_for: _Asked, name: str) -> str:
    from csgraph.governance.answering import answered, asked
    from csgraph.maps.findings_page import findings_html
    from csgraph.questions import all_questions

    if name not in all_questions():
        raise NoSuchPage(f"There is no question {name}.", "Choose one on the first page.")
    wanted = asked_for.wanted
    shared = asked_for.shared()
    asking = asked(shared, wanted.about, wanted.as_of, wanted.since)
    shown = shared.findings(answered(shared, name, asking, wanted.about))
    named = (asking.children or frozenset()) if wanted.about.children else frozenset()
    head = asked_for.permit(f"ask {name} as of {asking.as_of}", shared.subjects | named)
    return findings_html(all_questions()[name], shown, asked_for.drawing(), str, audit=head)


def _map(asked_for: _Asked, name: str) -> str:
    from csgraph.maps import all_maps
    from csgraph.maps.page import MapNetwork
    from csgraph.maps.subject import drawing_about, shown_on

    if name not in all_maps():
        raise NoSuchPage(f"There is no map {name}.", "Choose one on the first page.")
    chosen = all_maps()[name]
    about = replace(asked_for.wanted.about, children=asked_for.children())
    given = {"child": about.children, "place": about.places, "group": about.groups}
    if chosen.about_one and sum(len(given[kind]) for kind in chosen.about_one) != 1:
        kinds = " or one ".join(chosen.about_one)
        raise CsgraphError(f"The map “{chosen.title}” is about one {kinds}.", "Fill in just one.")
    model = chosen.draw(asked_for.store, drawing_about(asked_for.store, chosen, about, asked_for.drawing()))
    head = asked_for.permit(f"map {name}", shown_on(model) | {*about.children})
    html: str = MapNetwork(replace(model, meta=replace(model.meta, audit=head))).generate_html()
    return html


def _brief(asked_for: _Asked, _: str) -> str:
    from csgraph.maps.brief import brief_of
    from csgraph.maps.brief_page import brief_html

    children = asked_for.children()
    if len(children) != 1:
        raise CsgraphError("A brief is about one child.", "Fill in just one.")
    shared = asked_for.shared()
    brief = brief_of(shared, children[0], asked_for.day())
    head = asked_for.permit(f"brief as of {brief.as_of}", {*children})
    return brief_html(
        brief,
        drawn_on=asked_for.today,
        purpose=asked_for.purpose,
        identifiable=asked_for.sharing.identifiable,
        withheld=shared.told(),
        audit=head,
    )


def _pack(asked_for: _Asked, name: str) -> str:
    from csgraph.governance.answering import asked
    from csgraph.maps.pack import packs, panel_pack
    from csgraph.maps.pack_page import pack_html
    from csgraph.questions.asked_about import About

    if name != "csog":
        raise NoSuchPage(f"There is no pack {name} here.", "The command line writes the others: csgraph pack --help")
    wanted = asked_for.wanted
    shared = asked_for.shared()
    pack = panel_pack(shared, asked(shared, About(), wanted.as_of, wanted.since), packs().csog)
    head = asked_for.permit(f"pack csog as of {pack.as_of}", shared.subjects)
    return pack_html(pack, drawn_on=asked_for.today, purpose=asked_for.purpose, audit=head)
