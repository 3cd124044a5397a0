"""Who may read what: the rule itself, on every visibility domain and relation."""

from __future__ import annotations

import itertools
from types import MappingProxyType
from uuid import uuid4

import pytest

from goodstanding.domain.entries import Visibility
from goodstanding.domain.lifecycle import State
from goodstanding.domain.relation import CASE_ROLES, Relation, Standing, walled
from goodstanding.domain.visibility import Marks, may_read, sees_file, state_told, told_of

VIEWER, EVE, AUTHOR, CASE, OTHER = (uuid4() for _ in range(5))

READERS = {
    Visibility.SHARED: {
        Relation.SELF,
        Relation.MANAGER,
        Relation.SECOND_LEVEL,
        Relation.HR,
        Relation.COUNSEL,
    },
    Visibility.DRAFT: {Relation.MANAGER, Relation.SECOND_LEVEL, Relation.HR},
    Visibility.LEAVE: {Relation.SELF, Relation.LEAVE},
    Visibility.COUNSEL: {Relation.COUNSEL},
    Visibility.OWN: set(),
}


def standing(*relations: Relation, roles: frozenset[str] = frozenset()) -> Standing:
    cases = MappingProxyType({CASE: roles} if roles else {})
    return Standing(VIEWER, EVE, frozenset(relations), cases)


@pytest.mark.parametrize(("visibility", "relation"), list(itertools.product(Visibility, Relation)))
def test_each_relation_reads_exactly_its_domains(visibility: Visibility, relation: Relation) -> None:
    marks = Marks(visibility, AUTHOR, CASE)
    assert may_read(marks, standing(relation)) == (relation in READERS[visibility])


@pytest.mark.parametrize("visibility", list(Visibility))
def test_everybody_reads_their_own_words(visibility: Visibility) -> None:
    assert may_read(Marks(visibility, VIEWER, None), standing())


def test_drafts_of_a_delivered_plan_are_open_to_the_person() -> None:
    assert may_read(Marks(Visibility.DRAFT, AUTHOR, CASE, case_delivered=True), standing(Relation.SELF))


@pytest.mark.parametrize("role", sorted(CASE_ROLES))
def test_a_role_in_a_case_reads_the_shared_entries_of_that_case_only_or_the_whole_shared_file(
    role: str,
) -> None:
    mine = standing(roles=frozenset({role}))
    whole = role in {"proposer", "decider", "appeal_decider", "reviewer"}
    assert may_read(Marks(Visibility.SHARED, AUTHOR, CASE), mine)
    assert may_read(Marks(Visibility.SHARED, AUTHOR, OTHER), mine) == whole
    assert may_read(Marks(Visibility.SHARED, AUTHOR, None), mine) == whole
    assert not may_read(Marks(Visibility.DRAFT, AUTHOR, CASE), mine)
    assert not may_read(Marks(Visibility.COUNSEL, AUTHOR, CASE), mine)


@pytest.mark.parametrize("party", [Relation.SELF, Relation.MANAGER])
def test_an_hr_person_who_is_a_party_is_not_hr_for_this_file(party: Relation) -> None:
    held = frozenset({party, Relation.HR, Relation.LEAVE, Relation.COUNSEL})
    assert walled(held, MappingProxyType({})) == {party}


def test_an_hr_person_who_is_a_witness_is_not_hr_for_this_file() -> None:
    roles = MappingProxyType({CASE: frozenset({"witness"})})
    assert walled(frozenset({Relation.HR}), roles) == frozenset()


def test_for_an_outsider_no_file_exists() -> None:
    assert not sees_file(standing(), wrote_in_it=False)
    assert not sees_file(standing(), wrote_in_it=True)


def test_a_former_manager_sees_a_file_only_if_they_wrote_in_it() -> None:
    former = standing(Relation.FORMER_MANAGER)
    assert sees_file(former, wrote_in_it=True)
    assert not sees_file(former, wrote_in_it=False)
    assert not may_read(Marks(Visibility.SHARED, AUTHOR, CASE), former)


@pytest.mark.parametrize("state", list(State))
def test_a_case_is_looked_for_in_every_state_of_which_it_may_be_told(state: State) -> None:
    for delivered, drafts, coached in itertools.product((False, True), repeat=3):
        told = state_told(state, delivered=delivered, drafts=drafts, coached=coached)
        assert state in told_of([told])


def test_what_nobody_is_told_otherwise_is_looked_for_as_it_is() -> None:
    assert told_of([State.ACTIVE.value, State.DRAFT.value]) == {State.ACTIVE, State.DRAFT}
