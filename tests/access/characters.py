"""The cast of the matrix: everybody who can stand towards a file, each in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Character:
    """`person`: a name in the world's cast, None for nobody signed in. `stage`: whose file it is about."""

    key: str
    person: str | None
    what: str
    stage: str = "eve"


def _cast() -> Iterator[Character]:
    c = Character
    yield c("anonymous", None, "nobody signed in")
    yield c("self", "eve", "the person whose file it is")
    yield c("manager", "mara", "manages the person today")
    yield c("former_manager", "fred", "managed the person once and wrote in the file")
    yield c("former_silent", "felix", "managed the person once and wrote nothing")
    yield c("second_level", "sven", "the manager’s manager")
    yield c("hr", "hedda", "HR for everybody")
    yield c("hr_in_scope", "ines", "HR for the person’s team")
    yield c("hr_out_of_scope", "otto", "HR for another team")
    yield c("hr_manager", "hilda", "HR for everybody, and the person’s manager", "paul")
    yield c("hr_self", "hans", "HR for everybody, and the person whose file it is", "hans")
    yield c("hr_witness", "hugo", "HR for everybody, and a witness in the case")
    yield c("leave", "lea", "looks after leave and accommodation")
    yield c("counsel", "cora", "counsel")
    yield c("measurer", "mike", "measures a goal of the plan")
    yield c("proposer", "petra", "proposes what follows in the case")
    yield c("decider", "dora", "decides in the case")
    yield c("appeal_decider", "arno", "decides an appeal in the case")
    yield c("witness", "wanda", "was there when something was handed over")
    yield c("companion", "colin", "accompanies the person in the case")
    yield c("reviewer", "rita", "reviews the case from outside the organisation")
    yield c("former_role", "wilma", "held a role in the case that has ended, and wrote in it")
    yield c("former_role_silent", "zeno", "held a role in the case that has ended, and wrote nothing")
    yield c("works_council", "walter", "sits on the works council")
    yield c("auditor", "augusta", "audits the record")
    yield c("it_admin", "ivo", "keeps the accounts")
    yield c("peer", "pia", "works in the same team for the same manager")
    yield c("outsider", "olga", "works in another team")


CHARACTERS = MappingProxyType({c.key: c for c in _cast()})

Group = frozenset[str]


def group(*keys: str) -> Group:
    unknown = set(keys) - set(CHARACTERS)
    assert not unknown, unknown
    return frozenset(keys)


NOBODY = group()
EVERYBODY = frozenset(CHARACTERS)
SIGNED_IN = EVERYBODY - {"anonymous"}
WHOLE_FILE = group(
    "self", "manager", "second_level", "hr", "hr_in_scope", "hr_manager", "hr_self", "counsel", "proposer",
    "decider", "appeal_decider", "reviewer",
)  # fmt: skip
THIS_CASE = group("measurer", "witness", "companion", "hr_witness")
CASE = WHOLE_FILE | THIS_CASE
FILE = CASE | group("leave", "former_manager", "former_role")
SUBJECT = group("self", "hr_self")
MANAGER = group("manager", "hr_manager")
HR = group("hr", "hr_in_scope")
WHOLE_HR = group("hr", "hr_manager", "hr_self", "hr_witness")
ANY_HR = WHOLE_HR | group("hr_in_scope", "hr_out_of_scope")
ACCOUNTS = WHOLE_HR | group("it_admin")
IMPORTERS = ANY_HR | group("it_admin")
