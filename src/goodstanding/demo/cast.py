"""Who works at the demo company: teams, those with a part in a story, and the others around them.

Names, teams and parts of the story people are the same for every seed; the seed decides who the others are,
when they were hired, and what the figures say.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from goodstanding.demo.names import OTHERS

COMPANY = "Merrow Supply Ltd"
DOMAIN = "merrow.example"
JURISDICTION = "GB-ENG"

# code, name, parent
TEAMS = (
    ("merrow", "Merrow Supply", ""),
    ("support", "Customer Support", "merrow"),
    ("sup-orders", "Order Support", "support"),
    ("sup-returns", "Returns and Repairs", "support"),
    ("sup-tech", "Technical Help", "support"),
    ("sup-accounts", "Account Queries", "support"),
    ("sup-evening", "Evening Support", "support"),
    ("sales", "Sales", "merrow"),
    ("sal-north", "Sales North", "sales"),
    ("sal-south", "Sales South", "sales"),
    ("sal-key", "Key Accounts", "sales"),
    ("sal-new", "New Business", "sales"),
    ("operations", "Operations", "merrow"),
    ("ops-pick", "Picking", "operations"),
    ("ops-pack", "Packing and Dispatch", "operations"),
    ("ops-quality", "Goods In and Quality", "operations"),
    ("office", "People and Office", "merrow"),
)
WORK_TEAMS = tuple(code for code, _, parent in TEAMS if parent in {"support", "sales", "operations"})
FAMILY = MappingProxyType({"sup": "Support adviser", "sal": "Account manager", "ops": "Warehouse associate"})
SIZE = MappingProxyType({"sup": 9, "sal": 8, "ops": 8})
SMALL_SIZE = 5


@dataclass(slots=True)
class Member:
    """One person of the company."""

    key: str
    name: str
    team: str
    family: str
    level: str
    manager: str
    id: UUID
    number: str = ""
    hired: date = date.min
    left: date | None = None
    week: str = "01234"
    parts: tuple[tuple[str, str], ...] = ()
    story: bool = False

    @property
    def email(self) -> str:
        return email_of(self.name)

    @property
    def works(self) -> bool:
        """Does work that is measured."""
        return self.family in FAMILY.values()


def email_of(name: str) -> str:
    plain = name.lower().replace("’", "").replace("'", "").replace(".", "")
    return f"{plain.replace(' ', '.')}@{DOMAIN}"


# key, name, team, title, level, manager key, parts
LEADERS = (
    ("honor", "Honor Lattimore", "merrow", "Managing director", "M4", "", ()),
    ("tobias", "Tobias Rennick", "support", "Head of department", "M3", "honor", ()),
    ("priya", "Priya Venkatapathy", "sales", "Head of department", "M3", "honor", ()),
    ("declan", "Declan Tierney-Walsh", "operations", "Head of department", "M3", "honor", ()),
    ("grace", "Grace Amankwaa", "office", "Head of people", "M3", "honor", (("hr", ""),)),
    ("samuel", "Samuel Birchall", "office", "HR partner", "P2", "grace", (("hr", ""),)),
    ("leila", "Leila Haddadin", "office", "HR partner", "P2", "grace", (("hr", "sales"),)),
    ("martha", "Martha Quillfeather", "office", "Leave and adjustments", "P2", "grace", (("leave", ""),)),
    ("julian", "Julian Ferreiro-Stone", "office", "Legal counsel", "P3", "honor", (("counsel", ""),)),
    ("astrid", "Astrid Nyholt", "office", "Internal auditor", "P2", "honor", (("auditor", ""),)),
    ("pavel", "Pavel Dvorski-Lane", "office", "IT administrator", "P2", "honor", (("it_admin", ""),)),
    ("nadia", "Nadia Brandtner", "sup-orders", "Team lead", "M2", "tobias", ()),
    ("callum", "Callum Reyes-Hart", "sup-returns", "Team lead", "M2", "tobias", ()),
    ("yusuf", "Yusuf Demirkan", "sup-tech", "Team lead", "M2", "tobias", ()),
    ("fiona", "Fiona Castellane", "sup-accounts", "Team lead", "M2", "tobias", ()),
    ("oskar", "Oskar Lindqvister", "sup-evening", "Team lead", "M2", "tobias", ()),
    ("hannah", "Hannah Oyelara", "support", "Team lead", "M2", "tobias", ()),
    ("graham", "Graham Whitlocke", "sal-north", "Team lead", "M2", "priya", ()),
    ("chiara", "Chiara Bonettini", "sal-south", "Team lead", "M2", "priya", ()),
    ("dominic", "Dominic Asantewa", "sal-key", "Team lead", "M2", "priya", ()),
    ("rosalind", "Rosalind Peakman", "sal-new", "Team lead", "M2", "priya", ()),
    ("karim", "Karim Belhadjar", "ops-pick", "Team lead", "M2", "declan", ()),
    ("siobhan", "Siobhan Keaneley", "ops-pack", "Team lead", "M2", "declan", ()),
    ("tomasz", "Tomasz Wilkowyj", "ops-quality", "Team lead", "M2", "declan", ()),
)

# key, name, team, level
STORY_PEOPLE = (
    ("jonah", "Jonah Whitbread-Lyle", "sup-orders", "2"),
    ("ayesha", "Ayesha Rahimian", "sup-orders", "1"),
    ("dele", "Dele Akintolu", "sup-orders", "2"),
    ("leonie", "Leonie Marshfield", "sup-returns", "1"),
    ("beatriz", "Beatriz Nogueiro", "sup-returns", "2"),
    ("farida", "Farida Mansouri-Bell", "sup-returns", "1"),
    ("adaeze", "Adaeze Nwosua", "sup-tech", "1"),
    ("ingrid", "Ingrid Solheimen", "sup-tech", "2"),
    ("lucinda", "Lucinda Farrowby", "sup-tech", "2"),
    ("connor", "Connor Baptistel", "sup-accounts", "1"),
    ("stefan", "Stefan Oduyale", "sup-accounts", "2"),
    ("samir", "Samir Choudhrey", "sup-evening", "1"),
    ("elsie", "Elsie Thornbury-Pask", "sup-evening", "1"),
    ("bastien", "Bastien Rouxel", "sup-evening", "2"),
    ("bronwen", "Bronwen Prycewell", "sup-accounts", "2"),
    ("owen", "Owen Castleden", "sal-north", "2"),
    ("tamsin", "Tamsin Iverley", "sal-north", "1"),
    ("noor", "Noor Halabiyan", "sal-north", "2"),
    ("meiling", "Mei-Ling Zhaoren", "sal-south", "1"),
    ("hugh", "Hugh Pemberlow", "sal-south", "2"),
    ("victor", "Victor Langridgeway", "sal-key", "2"),
    ("carmen", "Carmen Villanuevo", "sal-new", "1"),
    ("marek", "Marek Hlavacek-Dunn", "ops-pick", "1"),
    ("petra", "Petra Kalinova-Reid", "ops-pick", "2"),
    ("ewan", "Ewan Tullochan", "ops-pick", "1"),
    ("gareth", "Gareth Penhallick", "ops-pack", "2"),
    ("nils", "Nils Aabergsen", "ops-pack", "1"),
    ("martin", "Martin Szaboky", "ops-pack", "2"),
    ("rafael", "Rafael Quinterra", "ops-quality", "1"),
    ("zainab", "Zainab Farouqui-Dean", "ops-quality", "1"),
)
OUTSIDE = ("catherine", "Catherine Woldegate")


@dataclass(slots=True)
class Cast:
    """Everybody by key; the order is that of hiring numbers."""

    members: dict[str, Member] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Member:
        return self.members[key]

    def workers(self) -> list[Member]:
        return [m for m in self.members.values() if m.works]

    def lead_of(self, team: str) -> Member:
        return next(m for m in self.members.values() if m.team == team and m.family == "Team lead")


def new_id(rng: random.Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)


def make(rng: random.Random, first_day: date, *, small: bool) -> Cast:
    """The company as it stands two years before today; a few join or leave later (`everyday`)."""
    cast = Cast()
    for key, name, team, family, level, manager, parts in LEADERS:
        cast.members[key] = Member(key, name, team, family, level, manager, new_id(rng), parts=parts)
    for key, name, team, level in STORY_PEOPLE:
        lead = cast.lead_of(team).key
        member = Member(key, name, team, FAMILY[team[:3]], level, lead, new_id(rng), story=True)
        cast.members[key] = member
    cast["bronwen"].parts = (("works_council", ""),)
    _fill_teams(cast, rng, small)
    for n, member in enumerate(cast.members.values()):
        member.number = f"{1001 + n * 3}"
        member.hired = first_day - timedelta(days=rng.randrange(90, 4000))
    return cast


def _fill_teams(cast: Cast, rng: random.Random, small: bool) -> None:
    names = list(OTHERS)
    rng.shuffle(names)
    for team in WORK_TEAMS:
        have = sum(1 for m in cast.members.values() if m.team == team and m.works)
        for _ in range((SMALL_SIZE if small else SIZE[team[:3]]) - have):
            name = names.pop()
            key = name.lower().replace(" ", "-")
            level = "2" if rng.random() < 0.4 else "1"
            cast.members[key] = Member(
                key,
                name,
                team,
                FAMILY[team[:3]],
                level,
                cast.lead_of(team).key,
                new_id(rng),
                week="0123" if rng.random() < 0.1 else "01234",
            )
