"""The tables under the map of one place or group, apart from those on meetings and actions."""

from collections.abc import Sequence

from csgraph.maps.context_drawn import (
    Told,
    friends,
    kind_of_group,
    node_of,
    of_label,
    places,
    roles,
    safe_places,
    workers,
)
from csgraph.maps.model import Facts, Table
from csgraph.maps.records import day_of, distinct, surest
from csgraph.maps.tables import without_blanks
from csgraph.maps.theme import theme
from csgraph.maps.words import coded, in_words, known, tie_words


def about_table(figures: Facts) -> Table:
    """What is known of the place or group itself."""
    return Table("About it", ("What", "On record"), figures)


def children_table(told: Told) -> Table:
    """Every child of the context, drawn or not: what is recorded of the child there, and since when."""
    subject = told.context.subject
    rows = []
    for child in told.context.children:
        ties = told.around[child][subject]
        who = [id_ for id_ in workers(told) if id_ in told.around[child]]
        rows.append(
            (
                told.view.names[child],
                "; ".join(distinct(tie_words(tie) for tie in ties)),
                day_of(ties, "start", min),
                day_of(ties, "start", max),
                in_words(surest(ties), "reliability"),
                ", ".join(_called(told, id_) for id_ in who),
            )
        )
    columns = ("Child", "Recorded here", "First", "Latest", "Certainty", "Works with others of them too")
    return Table("Children", columns, tuple(rows), empty="Nothing was recorded here of any child in the time shown.")


def shared_table(told: Told) -> Table:
    """Places, schools, groups and adults that several of the children share, drawn or not."""
    found = [*places(told), *of_label(told, "School"), *of_label(told, "Group", least=1)]
    found += of_label(told, "Adult", least=1)
    rows = tuple(
        (told.view.names[id_], _kind(told, id_), told.view.report(_children(told, id_)), _how(told, id_))
        for id_ in found
    )
    columns = ("What", "What it is", "Of the children", "How")
    return Table("What several of the children share", columns, rows, empty="Nothing on record that two of them share.")


def protective_table(told: Told) -> Table:
    """Safe places and people: strengths must be as easy to see as harm."""
    names, rows = told.view.names, []
    for id_ in (*safe_places(told), *friends(told)):
        who = ", ".join(names[child] for child in told.children_of(id_))
        rows.append((names[id_], _kind(told, id_), who, _how(told, id_)))
    for child in told.context.children:
        inside = [other for other in told.children_of(child) if child < other]
        rows += [(names[child], _kind(told, child), names[other], _how(told, child, other)) for other in inside]
    columns = ("Who or where", "What it is", "For", "Recorded as")
    empty = "No safe place and no protective tie is on record: ask the children."
    return Table("Safe places and protective ties", columns, tuple(rows), empty)


def workers_table(told: Told) -> Table:
    """Professionals and teams who work with several of the children: whom to ask, and who would need to meet."""
    nodes, rows = told.context.graph.nodes, []
    for id_ in workers(told):
        reach = "" if told.view.drawing.roll else ", ".join(_set(nodes[id_], ("phone", "email")))
        team = "; ".join(_set(nodes[id_], ("team",)))
        rows.append((told.view.names[id_], _role(told, id_), team, _agency(told, id_), _of(told, id_), reach))
    columns = ("Who", "Role", "Team", "Agency", "Works with", "How to reach them")
    empty = "Nobody is on record as working with two of these children."
    return without_blanks(Table("Who works with several of them", columns, tuple(rows), empty))


def guardians_table(told: Told) -> Table:
    """Kinds of agency with reach at the place, and who of them works with several of its children."""
    found = told.context.graph.nodes[told.context.subject].get("guardians")
    codes = [str(code) for code in found] if isinstance(found, (list, tuple)) else []
    rows = []
    for code in codes:
        agency = coded("agency", code)
        who = [_called(told, id_) for id_ in workers(told) if _agency(told, id_) == agency]
        rows.append((agency, ", ".join(who) or "nobody of them on record with two of the children"))
    empty = "No agency with reach there is on record. Ask who could keep an eye on it: owners, staff, moderators."
    return Table("Who has reach there", ("Agency", "Of them, working with several of the children"), tuple(rows), empty)


def _agency(told: Told, id_: str) -> str:
    """The kind of agency of a professional, in words."""
    found = told.context.graph.nodes[id_].get("agency")
    return coded("agency", found) if known(found) else ""


def _called(told: Told, id_: str) -> str:
    """A professional in a list of several: with the role, for two names side by side may read as a third."""
    return f"{told.view.names[id_]} ({_role(told, id_)})"


def _role(told: Told, id_: str) -> str:
    return roles([tie for ties in told.around[id_].values() for tie in ties])


def _of(told: Told, id_: str) -> str:
    return told.view.report(_children(told, id_))


def _children(told: Told, id_: str) -> str:
    number = len(told.children_of(id_))
    return f"{number} {'child' if number == 1 else 'children'}"


def _kind(told: Told, id_: str) -> str:
    kind = kind_of_group(told, id_) if told.label(id_) == "Group" else node_of(told, id_).kind
    return theme().kinds[kind].words


def _how(told: Told, id_: str, other: str = "") -> str:
    """What is recorded of it with the children, or with one of them."""
    ends = [other] if other else told.children_of(id_)
    ties = [tie for end in ends for tie in told.around[id_].get(end, ())]
    own = list(told.around.get(id_, {}).get(told.context.subject, ())) if not other else []
    return "; ".join(distinct(tie_words(tie) for tie in (*ties, *own)))


def _set(node: dict[str, object], names: Sequence[str]) -> list[str]:
    return [str(node[name]) for name in names if known(node.get(name))]
