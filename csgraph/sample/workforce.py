"""Who works for which agency: teams, people with turnover, and one work address for each of them."""

from dataclasses import dataclass, field

from csgraph.sample import names
from csgraph.sample.dice import Dice
from csgraph.sample.identifiers import landline, mobile


@dataclass(slots=True, eq=False)
class Worker:
    """A professional. `key` is the node identifier by which csgraph is expected to know them."""

    key: str
    number: str
    name: str
    email: str
    phone: str
    team: str
    title: str


@dataclass(slots=True)
class Team:
    """A council team."""

    number: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Job:
    """One pool of workers: what they are called, where they work, how many children to a worker."""

    role: str
    title: str
    scheme: str
    prefix: str
    domain: str
    teams: tuple[str, ...]
    caseload: int
    least: int = 3


COUNCIL = "merebrook-council.example"
JOBS = (
    Job(
        "social_worker",
        "Social Worker",
        "ssdworker",
        "W1",
        COUNCIL,
        ("Assessment Team", "Safeguarding Team North", "Safeguarding Team South", "Children in Care Team"),
        36,
        14,
    ),
    Job(
        "team_manager",
        "Team Manager",
        "ssdworker",
        "W2",
        COUNCIL,
        ("Assessment Team", "Safeguarding Team North"),
        400,
        3,
    ),
    Job("iro", "Independent Reviewing Officer", "ssdworker", "W3", COUNCIL, ("Quality Assurance",), 300, 4),
    Job("cp_chair", "Child Protection Chair", "ssdworker", "W4", COUNCIL, ("Quality Assurance",), 300, 4),
    Job("family_support_worker", "Family Support Worker", "ssdworker", "W5", COUNCIL, ("Family Help",), 150, 4),
    Job("personal_adviser", "Personal Adviser", "ssdworker", "W6", COUNCIL, ("Leaving Care Team",), 600, 3),
    Job(
        "lead_practitioner_eh",
        "Early Help Practitioner",
        "ssdworker",
        "W7",
        COUNCIL,
        ("Early Help East", "Early Help West"),
        120,
        5,
    ),
    Job(
        "health_visitor", "Health Visitor", "health", "HV", "merebrook-0-19.example", ("0-19 East", "0-19 West"), 180, 5
    ),
    Job("school_nurse", "School Nurse", "health", "SN", "merebrook-0-19.example", ("0-19 East", "0-19 West"), 260, 5),
    Job("yjs_case_manager", "Case Manager", "yjs", "CM", "merebrook-yjs.example", ("Youth Justice Service",), 500, 4),
    Job("police_missing", "Missing Coordinator", "police", "4", "merebrook-police.example", ("Missing Unit",), 700, 3),
    Job("police_officer", "Constable", "police", "7", "merebrook-police.example", ("Response",), 250, 8),
    Job(
        "police_exploitation",
        "Detective Constable",
        "email",
        "",
        "merebrook-police.example",
        ("Exploitation Team",),
        700,
        3,
    ),
    Job("camhs", "CAMHS Practitioner", "email", "", "merebrook-camhs.example", ("CAMHS",), 400, 4),
    Job(
        "substance_worker",
        "Young Persons' Worker",
        "email",
        "",
        "turning-tide.example",
        ("Young People's Substance Service",),
        500,
        3,
    ),
    Job("exploitation_worker", "Exploitation Worker", "email", "", COUNCIL, ("Exploitation Team",), 500, 4),
    Job("rhi_provider", "Return Interviewer", "email", "", "safe-return.example", ("Return Interviews",), 500, 3),
    Job("virtual_school", "Virtual School Adviser", "email", "", COUNCIL, ("Virtual School",), 900, 3),
    Job("cla_nurse", "CLA Nurse", "email", "", "merebrook-health.example", ("Children in Care Health",), 900, 3),
    Job(
        "paediatrician",
        "Community Paediatrician",
        "email",
        "",
        "merebrook-health.example",
        ("Community Paediatrics",),
        900,
        3,
    ),
    Job("ictg", "Independent Guardian", "email", "", "guardians.example", ("ICTG",), 3000, 2),
    Job(
        "adult_mh", "Community Psychiatric Nurse", "email", "", "merebrook-mh.example", ("Adult Mental Health",), 500, 4
    ),
    Job("idva", "Domestic Abuse Advocate", "email", "", "harbour-refuge.example", ("IDVA Service",), 500, 4),
    Job("housing_officer", "Housing Officer", "email", "", COUNCIL, ("Housing Options",), 900, 3),
    Job("senco", "SENCO", "email", "", "schools.merebrook.example", ("Inclusion",), 400, 5),
    Job("foster_carer", "Foster Carer", "email", "", "carers.example", ("Fostering",), 60, 20),
    Job("key_worker_residential", "Key Worker", "email", "", "homes.example", ("Residential",), 300, 6),
    Job("youth_worker", "Youth Worker", "email", "", "merebrook-youth.example", ("Youth Service",), 900, 3),
)


@dataclass(slots=True)
class Workforce:
    """Pools of workers by role."""

    dice: Dice
    pools: dict[str, list[Worker]] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    leads: list[Worker] = field(default_factory=list)
    _addresses: set[str] = field(default_factory=set)
    _made: int = 0

    def pick(self, role: str, but: Worker | None = None) -> Worker:
        """Somebody of a role; somebody else than the one before, where there is."""
        worker = self.dice.pick(self.pools[role])
        while worker is but:
            worker = self.dice.pick(self.pools[role])
        return worker

    def person(self, job: Job, number: int, team: str) -> Worker:
        """One more worker of a pool."""
        name, email = self._name_and_address(job.domain)
        own = f"{job.prefix}{number:03d}"
        key = f"email:{email}" if job.scheme == "email" else f"{job.scheme}:{own}"
        phone = mobile(self._made) if job.scheme in ("email", "health") else landline(self._made)
        return Worker(key, own, name, email, phone, team, job.title)

    def lead(self, school: str, number: int) -> Worker:
        """A designated safeguarding lead of a school."""
        slug = "-".join("".join(c for c in names.plain(word) if c.isalnum()) for word in school.split()[:3])
        name, email = self._name_and_address(f"{slug}-{number}.example")
        worker = Worker(f"email:{email}", "", name, email, landline(self._made), school, "Designated Safeguarding Lead")
        self.leads.append(worker)
        return worker

    def _name_and_address(self, domain: str) -> tuple[str, str]:
        self._made += 1
        while True:
            forename = self.dice.pick(names.GIRLS if self.dice.chance(0.7) else names.BOYS)
            surname = self.dice.pick(names.SURNAMES)
            local = names.mail_name(forename, surname)
            if f"{local}@{domain}" in self._addresses:
                local += str(self._made)
            address = f"{local}@{domain}"
            self._addresses.add(address)
            return f"{forename} {surname}", address


def make_workforce(dice: Dice, children: int) -> Workforce:
    """Workers for so many children, at least a few of each kind."""
    workforce = Workforce(dice)
    for job in JOBS:
        size = max(job.least, children // job.caseload)
        workforce.pools[job.role] = [
            workforce.person(job, number + 1, job.teams[number % len(job.teams)]) for number in range(size)
        ]
        if job.scheme == "ssdworker":
            for team in job.teams:
                _team(workforce, team)
    return workforce


def _team(workforce: Workforce, name: str) -> None:
    if name not in workforce.teams:
        number = f"T{len(workforce.teams) + 1:02d}"
        parent = "Early Help" if name.startswith(("Early Help", "Family")) else "Children’s Social Care"
        workforce.teams[name] = Team(number, name, parent)
