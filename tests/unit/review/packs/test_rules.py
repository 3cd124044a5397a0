"""Every rule of every pack: it fires where it must, is quiet on a near twin, and says *not recorded* where
the file does not tell."""

from __future__ import annotations

from datetime import date

import pytest

from goodstanding.review.comparators import Comparators
from goodstanding.review.engine import Review, review
from goodstanding.review.finding import Finding, Severity
from goodstanding.review.packs.places import PLACES
from goodstanding.review.rule import Pack, Rule
from tests.unit.review.packs import elsewhere_cases, federal_cases, uk_cases
from tests.unit.review.packs.borders import BORDERS, GROUNDS
from tests.unit.review.packs.cases import Case
from tests.unit.review.packs.whole import Whole

CASES = (*federal_cases.CASES, *uk_cases.CASES, *elsewhere_cases.CASES)
RULES = {rule.id: (pack, rule) for pack in PLACES for rule in pack.rules}


def reviewed(case: Case, whole: Whole) -> Review:
    pack, rule = RULES[case.rule]
    one = Pack(id=pack.id, title=pack.title, about=pack.about, rules=(rule,))
    return review(whole.file, [one], as_of=whole.as_of, comparators=whole.compared)


def told(done: Review) -> list[Finding]:
    return [f for f in done.findings if f.severity is not Severity.NOT_RECORDED]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_fires_and_says_on_which_entries(case: Case) -> None:
    found = told(reviewed(case, case.fires))
    assert found, "it must fire on this file"
    assert all(f.because for f in found)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_quiet_on_the_near_twin(case: Case) -> None:
    assert told(reviewed(case, case.twin)) == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_file_that_does_not_tell_is_not_taken_for_one_that_shows_it(case: Case) -> None:
    done = reviewed(case, case.silent)
    assert told(done) == []
    assert done.findings, "it must say what is not recorded"
    assert all(f.missing and f.because for f in done.findings)


@pytest.mark.parametrize(
    ("rule", "expected", "whole"), [row[:3] for row in BORDERS], ids=[f"{r[0]} {r[3]}" for r in BORDERS]
)
def test_a_rule_begins_and_ends_where_it_should(rule: str, expected: str, whole: Whole) -> None:
    done = reviewed(Case(rule, whole, whole, whole), whole)
    weights = [f.severity.value for f in told(done)]
    if expected == "silent":
        assert (weights, bool(done.findings)) == ([], True)
    elif expected == "quiet":
        assert weights == []
    else:
        assert expected in weights


@pytest.mark.parametrize(("rule", "whole", "grounds", "says"), GROUNDS, ids=[row[0] for row in GROUNDS])
def test_a_finding_rests_on_the_entries_that_show_it(
    rule: str, whole: Whole, grounds: tuple[str, ...], says: str
) -> None:
    (found,) = told(reviewed(Case(rule, whole, whole, whole), whole))
    assert tuple(g.id for g in found.because) == grounds
    assert found.says == says


def test_the_arithmetic_of_a_finding_can_be_followed() -> None:
    def lines(rule: str, whole: Whole) -> tuple[str, ...]:
        return told(reviewed(Case(rule, whole, whole, whole), whole))[0].arithmetic

    whole = Whole()
    assert lines("F22", whole.at("effect", date(2026, 9, 30))) == (
        "29 days from 1 September 2026 to 30 September 2026; 30 are due.",
    )
    assert lines("F13", whole.but(away=((date(2026, 3, 9), date(2026, 4, 10)),))) == (
        "On 33 of its 89 days the person was not at work.",
    )
    assert lines("US3", whole.but(compared=Comparators(deletions_due=(date(2027, 1, 1),)))) == (
        "Due on 1 January 2027; to be kept until 28 October 2027.",
    )
    spared = whole.drop("decision", "effect", "appeal", "heard").add("w", "other", date(2026, 9, 20))
    assert lines("F32", spared.but(as_of=date(2027, 9, 2))) == (
        "Proposed on 1 September 2026; a year ended on 1 September 2027.",
    )


WHOLE = Whole()
TOLD_OF_A_WHOLE_FILE = {"F11M", "U23"}
LESS = {
    "kept elsewhere": lambda name: WHOLE.drop(name).partly(),
    "told of in a summary": WHOLE.summary,
    "of an unknown day": WHOLE.vague,
    "by an unknown author": lambda name: WHOLE.change(name, author=""),
}


@pytest.mark.parametrize("name", list(WHOLE.events))
@pytest.mark.parametrize("how", LESS)
def test_knowing_less_of_one_entry_never_makes_a_rule_fire(how: str, name: str) -> None:
    """The whole file shows no defect; where less of it is known, silence is still no evidence."""
    whole = LESS[how](name)
    for pack in PLACES:
        done = review(whole.file, [pack], as_of=whole.as_of, comparators=whole.compared)
        fired = {f.rule for f in told(done)} - TOLD_OF_A_WHOLE_FILE
        # A concern that was not yet shown to the person is known not to be told, whatever its day.
        assert fired <= ({"MA1"} if name == "concern" else set())


@pytest.mark.parametrize("name", list(WHOLE.events))
def test_no_rule_needs_an_entry_to_be_there(name: str) -> None:
    for whole in (WHOLE.drop(name), WHOLE.only(name), WHOLE.only("hired", "job", name).partly()):
        for pack in PLACES:
            for finding in review(whole.file, [pack], as_of=whole.as_of, comparators=whole.compared).findings:
                assert finding.because
                assert bool(finding.missing) == (finding.severity is Severity.NOT_RECORDED)


def test_every_rule_has_its_three_files() -> None:
    assert {case.rule for case in CASES} == set(RULES)


@pytest.mark.parametrize(("pack", "rule"), RULES.values(), ids=list(RULES))
def test_every_rule_has_its_words_and_a_source_with_an_address(pack: Pack, rule: Rule) -> None:
    assert rule.source.address.startswith("http")
    assert rule.title
    assert rule.means.endswith(".")
    assert rule.innocent
    assert rule.settles
    assert rule.asks.endswith("?")
    assert set(rule.parameters) == set(rule.parameter_words)


@pytest.mark.parametrize("case", [c for c in CASES if c.rule in RULES], ids=str)
def test_a_finding_weighs_no_more_than_its_rule(case: Case) -> None:
    order = [Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE]
    _, rule = RULES[case.rule]
    heaviest = min(order.index(v.severity) for v in rule.versions)
    assert all(order.index(f.severity) >= heaviest for f in told(reviewed(case, case.fires)))
