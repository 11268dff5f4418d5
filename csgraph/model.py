"""The graph of csgraph, declared once: node labels, relationship types, properties, identifier schemes.

Schema statements for both engines (`csgraph.store.schema_statements`), validation of frames (`csgraph.frames`) and
docs/model.md are made from this module. Code lists lie in importers/codes/.
"""

from csgraph.schema import Link, Node, Property


def text(name: str, about: str, *, codes: str | None = None, personal: bool = False) -> Property:
    """A text property."""
    return Property(name, "text", about, codes, personal)


def day(name: str, about: str) -> Property:
    """A date property."""
    return Property(name, "date", about)


def moment(name: str, about: str) -> Property:
    """A date-and-time property."""
    return Property(name, "moment", about)


PROVENANCE = (
    text("id", "hash of type, both identifiers, source and source record: the same record gives the same relationship"),
    text("source", "the source it came from (a mapping's name)"),
    text("batch", "the batch that last asserted it"),
    text("record", "the record's own id in the source, else `row N`"),
    text("file", "the file it was read from, and the sheet where it has several"),
    Property("row", "whole", "row of the file, counted as a spreadsheet does"),
    text("recorded_by", "the agency that recorded it", codes="agency"),
    text("reliability", "evidence, reported, judgement or unverified", codes="reliability"),
    day("start", "first day it held, where known"),
    day("end", "last day it held; empty while it holds"),
    day("recorded_on", "the day it was recorded, else the day of the extract"),
    day("review_by", "the day after which it is no longer used until somebody reviews it"),
    text("from_key", "the identifier by which the source named the start"),
    text("to_key", "the identifier by which the source named the end"),
    text("history", "earlier versions of this relationship by batch, as JSON; empty where there is one version"),
)
"""What every asserted relationship carries."""

NAMES = (
    text("forename", "first given name", personal=True),
    text("surname", "family name", personal=True),
)

NODES = (
    Node(
        "Child",
        "A child or young person, as one or more agencies know them.",
        (
            *NAMES,
            Property("dob", "date", "date of birth", personal=True),
            text("sex", "sex as recorded", codes="sex"),
            text("postcode", "home postcode", personal=True),
            text("legal_status", "legal status of a looked-after child"),
            Property("disability", "texts", "disability codes", "disability"),
            text("send", "special educational needs: none, sen_support or ehcp", codes="send"),
            Property(
                "ethnicity",
                "text",
                "ethnicity as recorded: counted by `csgraph mapped`, and shown of no single child by anything",
                "ethnicity",
                counted_only=True,
            ),
            text("account", "the child's own account, wishes or safe places, as recorded", personal=True),
        ),
        ("ssd", "nhs", "upn", "yjs", "police", "peermap", "local"),
        subject=True,
    ),
    Node(
        "Adult",
        "A parent, carer or adult of concern: the role is on the relationship, never on the node.",
        (*NAMES, Property("dob", "date", "date of birth", personal=True), text("sex", "sex as recorded", codes="sex")),
        ("ssd", "nhs", "police", "peermap", "local"),
        subject=True,
    ),
    Node(
        "Professional",
        "Somebody who works with children for an agency.",
        (
            text("name", "name as recorded"),
            text("job_title", "job title as recorded"),
            text("role", "canonical role", codes="role"),
            text("team", "team as recorded"),
            text("phone", "work telephone"),
            text("email", "work e-mail"),
        ),
        ("ssdworker", "email", "swe", "staff", "health", "collar", "yjs", "school", "local"),
    ),
    Node(
        "Agency",
        "An organisation or team that professionals work for.",
        (
            text("name", "name as recorded"),
            text("kind", "kind of agency", codes="agency"),
            text("phone", "contact telephone"),
        ),
        ("ods", "ssdteam", "agency"),
    ),
    Node(
        "School",
        "A school, college or alternative provision, by its URN.",
        (
            text("name", "name as in the national register"),
            text("kind", "type of establishment"),
            text("phase", "phase of education"),
            text("status", "open or closed, as in the national register"),
            text("postcode", "postcode"),
            Property("easting", "whole", "metres east, British National Grid"),
            Property("northing", "whole", "metres north, British National Grid"),
            day("opened", "day it opened"),
            day("closed", "day it closed"),
        ),
        ("urn", "laestab"),
    ),
    Node(
        "Location",
        "A place, physical or online.",
        (
            text("name", "name as recorded"),
            text("kind", "kind of place", codes="place"),
            Property("online", "flag", "true for an online platform"),
            text("postcode", "postcode"),
            text("ward", "ward"),
            Property("easting", "whole", "metres east, British National Grid"),
            Property("northing", "whole", "metres north, British National Grid"),
            Property("protective", "flag", "true where somebody recorded it as a safe place"),
            Property("guardians", "texts", "kinds of agency with reach there", "agency"),
        ),
        ("place", "uprn", "police", "peermap", "local"),
        subject=True,
    ),
    Node(
        "Group",
        "A group as an agency named it; csgraph never infers one.",
        (
            text("name", "name as recorded"),
            text("kind", "kind of group as recorded"),
            day("review_by", "review date of the label"),
        ),
        ("group", "peermap", "local"),
        subject=True,
    ),
    Node(
        "Event",
        "A missing episode, incident, exclusion, contact or attendance.",
        (
            text("kind", "kind of event", codes="event"),
            text("detail", "offence, category or reason as recorded"),
            moment("start", "when it began"),
            moment("end", "when it ended"),
            text("risk", "risk grade as recorded", codes="missing_risk"),
            text("outcome", "outcome as recorded"),
            text("worked", "what got through to the child, in the worker's own words"),
            text("interview_offered", "return interview offered: yes, no or not applicable", codes="yes_no_na"),
            text("interview_accepted", "return interview accepted: yes, no or not applicable", codes="yes_no_na"),
            day("interview_on", "day of the return interview"),
        ),
    ),
    Node(
        "Assessment",
        "A screening tool or assessment, with the factors it found.",
        (
            text("kind", "kind of assessment", codes="assessment"),
            text("tool", "name of the tool"),
            day("start", "day it began"),
            day("completed_on", "day it was completed or authorised"),
            Property("factors", "texts", "factors found", "factor"),
            text("result", "result as recorded"),
        ),
    ),
    Node(
        "Plan",
        "An early help, child in need, child protection, looked-after or context plan.",
        (
            text("kind", "kind of plan", codes="plan"),
            day("start", "day it began"),
            day("end", "day it ended"),
            text("category", "category of abuse or need as recorded"),
            day("reviewed_on", "day of the latest review"),
        ),
    ),
    Node(
        "PlanAction",
        "One action of a plan or a panel.",
        (
            text("what", "what is to be done"),
            text("addresses", "factor that it addresses", codes="factor"),
            day("due_on", "day it is due"),
            day("done_on", "day it was done"),
            text("status", "open, done or dropped", codes="action_status"),
        ),
    ),
    Node(
        "Meeting",
        "A panel, strategy discussion, core group, conference or review.",
        (
            text("kind", "kind of meeting", codes="meeting"),
            day("held_on", "day it was held"),
            text("outcome", "outcome as recorded"),
        ),
    ),
    Node(
        "Referral",
        "A referral to the panel, or to children's services.",
        (
            text("kind", "panel or social_care", codes="referral"),
            day("referred_on", "day it was made"),
            text("reason", "reason as recorded"),
            text("harm", "kind of harm", codes="harm"),
            day("decided_on", "day of the decision"),
            text("decision", "decision as recorded"),
            day("feedback_on", "day the referrer was told"),
            Property("tool_attached", "flag", "true where a screening tool came with it"),
        ),
    ),
    Node(
        "Closure",
        "The closing or stepping down of a case.",
        (
            text("kind", "what was closed", codes="plan"),
            day("closed_on", "day it was closed"),
            text("reason", "national closure code", codes="closure"),
            text("detail", "reason in the agency's own words"),
        ),
    ),
    Node(
        "Challenge",
        "A professional challenge or escalation.",
        (
            day("raised_on", "day it was raised"),
            text("about", "what was challenged"),
            text("outcome", "outcome as recorded"),
            day("resolved_on", "day it was resolved"),
        ),
    ),
    Node(
        "Source",
        "One kind of extract from one agency.",
        (text("title", "what it is"), text("recorded_by", "the agency", codes="agency")),
    ),
    Node(
        "Batch",
        "One import of one extract: the ledger.",
        (
            text("source", "the source's name"),
            text("recorded_by", "the agency", codes="agency"),
            Property("files", "texts", "file names"),
            text("sha256", "hash of the files' content and of the mapping"),
            Property("rows_read", "whole", "rows read"),
            Property("rows_loaded", "whole", "rows loaded"),
            Property("rows_rejected", "whole", "rows rejected"),
            day("extracted_on", "day of the extract"),
            day("period_start", "first day the extract covers"),
            day("period_end", "last day the extract covers"),
            text("who", "which children it covers, in words"),
            Property("schemes", "texts", "identifiers by which it can name a child"),
            Property("min_age", "whole", "youngest age it covers"),
            Property("max_age", "whole", "oldest age it covers"),
            Property("roles", "texts", "roles that it can show", "role"),
            Property("kinds", "texts", "kinds of record that it can show"),
            Property("listed_only", "flag", "true where it covers only the children whom it names"),
            moment("loaded_at", "when it was loaded"),
            text("state", "complete"),
            text("decided_by", "who decided, where it is a person's decision on a match"),
            text("reason", "why, in that person's words"),
            text("retention", "rules by which its relationships got their day of review, as JSON"),
            text("digest", "hash of what is kept of it, from which the graph can be made again"),
            Property("sequence", "whole", "its place in the order of loading, from 1"),
            Property("nodes_added", "whole", "nodes that it added to those of the batches before it"),
            Property("nodes_changed", "whole", "nodes of the batches before it that show something else since"),
            Property("joined", "whole", "subjects of the batches before it that it joined by an identifier"),
            Property("links_added", "whole", "relationships that it added"),
            Property("links_again", "whole", "relationships of the batches before it that it asserted again"),
        ),
    ),
    Node(
        "Identifier", "An identifier that some record equates with another.", (text("label", "label of what it names"),)
    ),
)

PEOPLE = ("Child", "Adult")
SUBJECTS = tuple(n.label for n in NODES if n.subject)
WORKERS = ("Professional", "Agency")
INTERNAL = ("Source", "Batch", "Identifier")
"""Labels of the ledger, not of the world."""
ASSERTED = tuple(n.label for n in NODES if n.label not in INTERNAL)


def between(starts: tuple[str, ...], ends: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """All (from, to) pairs of two groups of labels."""
    return tuple((a, b) for a in starts for b in ends)


KIND_PEER = text("kind", "kind of peer tie", codes="peer_tie")

LINKS = (
    Link(
        "FAMILY_OF",
        between(PEOPLE, ("Child",)),
        "Family or household; never evidence of harm.",
        (text("kind", "kind of family tie", codes="family_tie"),),
    ),
    Link(
        "PEER_OF",
        (("Child", "Child"),),
        "A dated, sourced tie between two children.",
        (KIND_PEER, text("event", "event it was derived from")),
    ),
    Link(
        "LINKED_TO",
        (("Adult", "Child"),),
        "An adult of concern, or a protective adult, as somebody recorded.",
        (
            text("kind", "kind of tie to an adult", codes="adult_tie"),
            text("status", "status in context", codes="context_status"),
        ),
    ),
    Link(
        "MEMBER_OF",
        between(PEOPLE, ("Group",)),
        "Said to belong to a group.",
        (text("status", "status in context", codes="context_status"),),
    ),
    Link("PART_OF", (("Group", "Group"), ("Agency", "Agency"), ("Location", "Location")), "Lies within another."),
    Link(
        "LINKED_TO_PLACE",
        between(("Child", "Adult", "Group"), ("Location",)),
        "How somebody is connected with a place.",
        (text("kind", "kind of tie to a place", codes="place_tie"),),
    ),
    Link(
        "ATTENDS",
        (("Child", "School"),),
        "On roll.",
        (
            text("enrolment", "main, dual or alternative provision", codes="enrolment"),
            text("year", "national curriculum year"),
        ),
    ),
    Link(
        "PLACED_AT",
        (("Child", "Location"),),
        "Placement of a looked-after child.",
        (text("kind", "placement type", codes="placement"),),
    ),
    Link(
        "INVOLVED_WITH",
        between(WORKERS, ("Child",)),
        "Works with the child in a role.",
        (
            text("role", "canonical role", codes="role"),
            text("role_recorded", "role in the agency's own words"),
            text("team", "team as recorded"),
            text("change_reason", "why the worker changed", codes="worker_change"),
            text("involvement", "current, historic or none_found", codes="involvement"),
            day("last_contact", "day of the latest contact"),
        ),
    ),
    Link("WORKS_FOR", (("Professional", "Agency"),), "Employer or team."),
    Link(
        "WORKS_AT",
        (("Professional", "School"),),
        "Works at a school in a role.",
        (text("role", "canonical role", codes="role"),),
    ),
    Link(
        "INVOLVED_IN",
        between(("Child", "Adult", "Professional"), ("Event",)),
        "Took part in an event.",
        (text("role", "part played", codes="event_role"),),
    ),
    Link(
        "OCCURRED_AT",
        (("Event", "Location"), ("Event", "School")),
        "Where an event happened.",
        (text("kind", "at, missing_from or returned_from", codes="event_place"),),
    ),
    Link("ASSESSED_IN", (("Child", "Assessment"),), "The child was assessed."),
    Link("COMPLETED", between(WORKERS, ("Assessment",)), "Completed an assessment or tool."),
    Link("HAS_PLAN", between(("Child", "Location", "Group"), ("Plan",)), "Subject of a plan."),
    Link("HAS_ACTION", between(("Plan", "Meeting", "Referral"), ("PlanAction",)), "Where an action was agreed."),
    Link("OWNS", between(WORKERS, ("PlanAction",)), "Is to carry out an action."),
    Link(
        "CONCERNS",
        between(("Meeting", "Referral", "PlanAction", "Closure", "Challenge"), ("Child", "Adult", "Location", "Group")),
        "The subject of a meeting, referral, action, closure or challenge.",
    ),
    Link("REFERRED", (*between(WORKERS, ("Referral",)), ("School", "Referral")), "Made a referral."),
    Link("DISCUSSED_AT", (("Referral", "Meeting"),), "A referral was discussed at a meeting."),
    Link("INVITED_TO", between(WORKERS, ("Meeting",)), "Invited to a meeting."),
    Link("WAS_AT", between(WORKERS, ("Meeting",)), "Was at a meeting."),
    Link("RAISED", between(WORKERS, ("Challenge",)), "Raised a challenge."),
    Link("CHALLENGES", (("Challenge", "Closure"),), "A challenge to a closure."),
    Link(
        "ASSERTED_IN",
        between(ASSERTED, ("Batch",)),
        "What one record said of a node; what the node shows is derived from these.",
        (
            text("id", "hash of identifier, batch and values"),
            text("key", "the identifier by which the record named the node"),
            text("record", "the record's own id in the source, else `row N`"),
            text("file", "the file it was read from, and the sheet where it has several"),
            Property("row", "whole", "row of the file, counted as a spreadsheet does"),
            text("table", "the mapping's table that it was read by"),
            text("recorded_by", "the agency that recorded it", codes="agency"),
            text("values", "the values asserted, as JSON"),
            text("reliability", "evidence, reported, judgement or unverified", codes="reliability"),
            day("recorded_on", "the day it was recorded, else the day of the extract"),
        ),
        provenance=False,
    ),
    Link(
        "SAME_AS",
        (("Identifier", "Identifier"),),
        "A record that carries two identifiers of one subject.",
    ),
    Link(
        "DIFFERENT_FROM",
        (("Identifier", "Identifier"),),
        "Two identifiers that a person declared not to be of one subject; such a pair joins nobody.",
    ),
    Link(
        "IDENTIFIED_BY",
        between(tuple(n.label for n in NODES if n.schemes), ("Identifier",)),
        "A subject and each of its joined identifiers.",
        (),
        provenance=False,
    ),
    Link("FROM_SOURCE", (("Batch", "Source"),), "The source of a batch.", (), provenance=False),
)

NODE = {n.label: n for n in NODES}
"""Node declarations by label."""
LINK = {link.type: link for link in LINKS}
"""Relationship declarations by type."""
COUNTED_ONLY = {p.name: p.codes for n in NODES for p in n.properties if p.counted_only}
"""Code list by name of the properties that no output shows of anybody: they are only ever counted over many."""
BOOKKEEPING = tuple(link.type for link in LINKS if any(end in INTERNAL for pair in link.pairs for end in pair))
"""Relationship types of the ledger, not of the world."""


def node_properties(label: str) -> tuple[Property, ...]:
    """All properties of a label, `id` first."""
    return (text("id", "best-ranked identifier, `scheme:value`"), *NODE[label].properties)


def link_properties(type_: str) -> tuple[Property, ...]:
    """All properties of a relationship type, provenance first."""
    return (*PROVENANCE, *LINK[type_].properties) if LINK[type_].provenance else LINK[type_].properties
