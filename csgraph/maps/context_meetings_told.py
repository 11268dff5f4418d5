"""Meetings that considered one place or group, the one that is needed, and what was referred and agreed about it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csgraph.maps.context_drawn import Told
from csgraph.maps.model import Facts, Table
from csgraph.maps.tables import without_blanks
from csgraph.maps.words import coded, in_words, known, short_day

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.findings import Findings
    from csgraph.network.context_profile import Context
    from csgraph.store import Store


@dataclass(frozen=True)
class Considered:
    """What was done about a context.

    Attributes:
        meetings: one row a meeting: meeting, kind, held_on, itself (whether it was about the context of itself).
        came: names of whoever came, by meeting.
        needed: the answer of `meetings-needed` of the context.
        referrals: of the context itself, as cypher/panel_referrals.cypher.
        actions: one row an action: agreed_on, due_on, done_on, status, owner.
        plans: of a named group, as cypher/group_plans.cypher.
    """

    meetings: "pd.DataFrame"
    came: dict[str, list[str]]
    needed: "Findings"
    referrals: "pd.DataFrame"
    actions: "pd.DataFrame"
    plans: "pd.DataFrame"


def considered(store: "Store", context: "Context", as_of: "pd.Timestamp") -> Considered:
    """Everything on record that was done about a context up to the day."""
    from csgraph.findings import Asking
    from csgraph.network.meetings import guests
    from csgraph.questions.meetings_needed import answer

    day, subject = as_of.date(), context.subject
    people = guests(store, day)
    came = people[people["attended"]].assign(called=_called(people))
    referrals = store.read("panel_referrals", as_of=day)
    plans = store.read("group_plans", as_of=day)
    return Considered(
        _meetings(store, context, as_of),
        {str(meeting): sorted(set(names)) for meeting, names in came.groupby("meeting")["called"]},
        answer(store, Asking(day, contexts=frozenset({subject}))),
        referrals[referrals["subject"] == subject].drop_duplicates("referral"),
        _actions(store, subject, as_of),
        plans[plans["named_group"] == subject].drop_duplicates("plan"),
    )


def _called(people: "pd.DataFrame") -> "pd.Series":
    """Guests by name and kind of agency: two names side by side may read as a third."""
    names = people["worker_name"].fillna(people["worker"])
    return names + " (" + people["agency"].map(lambda code: coded("agency", code)) + ")"


def _meetings(store: "Store", context: "Context", as_of: "pd.Timestamp") -> "pd.DataFrame":
    """Meetings about the context of itself, or about two of its children or more; newest first."""
    import pandas as pd

    from csgraph.network.context_meetings import meetings_about
    from csgraph.network.meetings import subjects_of_meetings

    subjects = subjects_of_meetings(store, as_of.date())
    contexts = pd.DataFrame({"child": [*context.children] or [""], "context": context.subject}, dtype="str")
    about = meetings_about(contexts, subjects[["subject", "meeting"]].drop_duplicates())
    held = subjects[["meeting", "kind", "held_on"]].drop_duplicates("meeting")
    own = set(subjects.loc[subjects["subject"] == context.subject, "meeting"])
    rows = about[["meeting"]].drop_duplicates().merge(held, on="meeting")
    rows = rows.assign(itself=rows["meeting"].isin(own))
    return rows.sort_values(["held_on", "meeting"], ascending=[False, True], ignore_index=True)


def _actions(store: "Store", subject: str, as_of: "pd.Timestamp") -> "pd.DataFrame":
    """Actions about the context itself, with who is to carry them out."""
    day = as_of.date()
    about = store.read("action_subjects", as_of=day)
    about = about.loc[about["subject"] == subject, ["action"]].drop_duplicates()
    agreed = store.read("panel_agreed_actions", as_of=day).sort_values("agreed_on").drop_duplicates("action")
    owners = store.read("action_owners", as_of=day)
    named = owners.assign(owner=owners["worker_name"].fillna(owners["worker"])).drop_duplicates(["action", "owner"])
    owner = named.groupby("action")["owner"].agg(lambda names: "; and ".join(sorted(names)))
    rows = about.merge(agreed, on="action", how="left")
    return rows.assign(owner=rows["action"].map(owner)).sort_values(["agreed_on", "action"], ignore_index=True)


def tables_of(told: Told, found: Considered) -> tuple[Table, ...]:
    """What was done about the context, what is to be done, and who would need to meet."""
    return (needed_table(told, found), meetings_table(told, found), actions_table(found))


def needed_table(told: Told, found: Considered) -> Table:
    """Whether those who work with the children have met about it, and the smallest meeting that would cover it."""
    roll = told.view.drawing.roll
    rows = tuple(
        (
            str(row["finding"]),
            "; ".join(row["invite_names"]),
            "" if roll else "; ".join(phone for phone in row["phones"] if phone),
            str(row["next_step"]),
            str(row["would_change"]),
        )
        for row in found.needed.table.to_dict("records")
    )
    columns = ("Finding", "Whom to ask", "Telephones, in the same order", "Next step", "What would change it")
    empty = "Fewer than two professionals work with two of its children who have an open plan: no meeting to ask for."
    return without_blanks(Table("The meeting that is needed about it", columns, rows, empty))


def meetings_table(told: Told, found: Considered) -> Table:
    """Meetings that considered the context, newest first."""
    most = int(told.view.settings.rest["most"]["meetings"])
    rows = tuple(
        (
            short_day(row["held_on"]) if known(row["held_on"]) else "",
            in_words(row["kind"], "meeting"),
            "it" if row["itself"] else "several of its children",
            ", ".join(found.came.get(row["meeting"], ())) or "nobody's attendance is recorded",
        )
        for row in found.meetings.head(most).to_dict("records")
    )
    more = len(found.meetings) - len(rows)
    title = "Meetings that considered it" + (f" (the latest {most} of {len(found.meetings)})" if more > 0 else "")
    return Table(title, ("Day", "Meeting", "About", "Who came"), rows, empty="No meeting about it is on record.")


def actions_table(found: Considered) -> Table:
    """Referrals, plans and actions about the context itself, in the order of their days."""
    rows = [(_day(row, "referred_on"), "Referred to the panel", _decided(row), "") for row in _rows(found.referrals)]
    rows += [(_day(row, "start"), f"Plan: {in_words(row['kind'], 'plan')}", "", "") for row in _rows(found.plans)]
    rows += [
        (_day(row, "agreed_on"), "Action", _standing(row), str(row["owner"]) if known(row["owner"]) else "nobody named")
        for row in _rows(found.actions)
    ]
    columns = ("Day", "What", "How it stands", "Who is to do it")
    return without_blanks(
        Table("Referrals, plans and actions about it", columns, tuple(rows), empty="None about it is on record.")
    )


def figures(found: Considered) -> Facts:
    """What was done about the context, for the head of the page."""
    own = int(found.meetings["itself"].sum())
    return (
        ("Meetings about it on record", str(own)),
        ("Meetings about several of its children", str(len(found.meetings) - own)),
        ("Actions about it", str(len(found.actions))),
    )


def _rows(table: "pd.DataFrame") -> list[dict[str, object]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _day(row: dict[str, object], name: str) -> str:
    return short_day(row[name]) if known(row[name]) else "day not recorded"  # type: ignore[arg-type]


def _decided(row: dict[str, object]) -> str:
    return f"decided on {_day(row, 'decided_on')}" if known(row["decided_on"]) else "no decision on record"


def _standing(row: dict[str, object]) -> str:
    """Whether an action was done, and by when it was due."""
    if known(row["done_on"]):
        return f"done on {_day(row, 'done_on')}"
    due = f", due on {_day(row, 'due_on')}" if known(row["due_on"]) else ""
    return f"{'open' if known(row['status']) else 'no state recorded'}{due}"
