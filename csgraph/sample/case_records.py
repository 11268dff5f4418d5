"""What the council's case system reports beside the standard dataset: actions, closures, meetings and more."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from csgraph.sample.people import Child
from csgraph.sample.workforce import Worker

if TYPE_CHECKING:
    from csgraph.sample.world import World

PLAN_KEYS = {"eh": "ssd_eh", "cin": "ssd_cin_plan", "cp": "ssd_cp", "cla": "ssd_cla"}


@dataclass(slots=True, eq=False)
class PlanRecord:
    """A plan, with the number and days of the standard dataset. `number` is empty for an episode without one."""

    child: Child
    kind: str
    number: str
    referral: str
    start: date
    end: date | None
    factors: list[str]
    reviewed: date | None = None

    @property
    def node(self) -> str:
        """The node identifier."""
        return f"{PLAN_KEYS[self.kind]}:{self.number}" if self.number else f"ssd_cin:{self.referral}"


@dataclass(slots=True, eq=False)
class ActionRecord:
    """An action of a plan; `addresses` is a factor or empty."""

    number: str
    plan: PlanRecord
    what: str
    addresses: str
    owner: Worker | None
    due: date
    done: date | None
    status: str

    @property
    def child(self) -> Child:
        """The child of the plan."""
        return self.plan.child


@dataclass(slots=True, eq=False)
class ClosureRecord:
    """A closure. `referral` is filled where the standard dataset has it too; `disengaged` says what the words mean."""

    number: str
    referral: str
    child: Child
    kind: str
    closed: date
    code: str
    words: str
    disengaged: bool

    @property
    def node(self) -> str:
        """The node identifier."""
        return f"ssd_closure:{self.referral}" if self.referral else f"case_closure:{self.number}"


@dataclass(slots=True, eq=False)
class ChallengeRecord:
    """A professional challenge: to a closure, or to something else."""

    number: str
    closure: ClosureRecord | None
    child: Child
    raised: date
    by: Worker
    agency: str
    about: str
    outcome: str
    resolved: date | None


@dataclass(slots=True, eq=False)
class Attendance:
    """One professional at, or asked to, a meeting."""

    worker: Worker
    role: str
    agency: str
    invited: bool
    attended: bool


@dataclass(slots=True, eq=False)
class MeetingRecord:
    """A meeting about a child: strategy, core_group, conference or review.

    `left_out` worked with the child on the day, were not asked and did not come.
    """

    number: str
    kind: str
    day: date
    child: Child
    plan: PlanRecord | None = None
    attendance: list[Attendance] = field(default_factory=list)
    left_out: list[tuple[str, Worker]] = field(default_factory=list)

    @property
    def node(self) -> str:
        """The node identifier."""
        return f"ssd_meeting:{self.number}"


@dataclass(slots=True, eq=False)
class Account:
    """Something that the child told in their own words: wishes, experience, safe place or plan."""

    number: str
    child: Child
    day: date
    about: str
    by: Worker
    agency: str


@dataclass(slots=True, eq=False)
class Attempt:
    """An attempt to reach a child: engaged, no reply, refused or not at home."""

    number: str
    child: Child
    day: date
    how: str
    worker: Worker
    agency: str
    outcome: str
    worked: str


@dataclass(slots=True)
class CaseRecords:
    """All of them."""

    plans: list[PlanRecord] = field(default_factory=list)
    actions: list[ActionRecord] = field(default_factory=list)
    closures: list[ClosureRecord] = field(default_factory=list)
    challenges: list[ChallengeRecord] = field(default_factory=list)
    meetings: list[MeetingRecord] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)


def make_records(world: "World") -> CaseRecords:
    """The case system's records of every child with a plan; reads the world and changes nothing of it."""
    from csgraph.sample import record_closures, record_meetings, record_plans, record_voice
    from csgraph.sample.record_network import Network

    records, network = CaseRecords(), Network(world)
    record_plans.fill(world.dice("records plans"), world, records)
    record_meetings.fill(world.dice("records meetings"), world, records, network)
    record_plans.act(world.dice("records actions"), records, network)
    record_closures.fill(world.dice("records closures"), world, records)
    record_closures.challenge(world.dice("records challenges"), world, records)
    record_voice.fill(world.dice("records voice"), records, network)
    return records
