"""The engine runs all rules, applies the version in force, and shows each reader only what is for them."""

from collections.abc import Iterator
from datetime import date

import pytest

from goodstanding.review.engine import Result, review
from goodstanding.review.file import Event, ReviewFile, review_file
from goodstanding.review.finding import COUNSEL_ONLY, Audience, Hit, Missing, Severity, Source
from goodstanding.review.rule import Context, Outcome, Override, Pack, Registry, Rule, Version
from goodstanding.review.when import When, parse

TODAY = date(2026, 6, 1)


def rule(check, id_="X1", **about) -> Rule:  # type: ignore[no-untyped-def]
    words = {
        "title": "T",
        "means": "M",
        "source": Source("S"),
        "innocent": ("I",),
        "settles": ("W",),
        "asks": "A",
    }
    return Registry().rule(id=id_, **{**words, **about})(check)


def warnings(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    yield from (Hit(because=(e,)) for e in file.of("warning"))


def silent(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    yield Missing(what=("a reply",))


def pack(*rules: Rule, id_: str = "p") -> Pack:
    return Pack(id=id_, title="P", about="", rules=rules)


def event(n: int, kind: str = "warning", when: When | None = None) -> Event:
    return Event(id=f"e{n}", order=n, kind=kind, when=when or parse(f"2024-0{n}-01"))


def test_every_rule_runs_and_every_occurrence_is_reported() -> None:
    file = review_file([event(1), event(2)])
    done = review(file, [pack(rule(silent, "X0"), rule(warnings))], as_of=TODAY)
    assert [(f.rule, f.severity) for f in done.findings] == [
        ("X1", Severity.SERIOUS),
        ("X1", Severity.SERIOUS),
        ("X0", Severity.NOT_RECORDED),
    ]
    assert [r.result for r in done.ran] == [Result.NOT_RECORDED, Result.FOUND]


@pytest.mark.parametrize(
    ("when", "severities"),
    [
        ("2020-12-31", [Severity.NOTE]),
        ("2021-01-01", [Severity.DECISIVE]),
        ("2020", [Severity.NOTE]),
        ("2021", [Severity.DECISIVE]),
    ],
)
def test_the_version_in_force_on_the_day_of_the_event_applies(when: str, severities: list[Severity]) -> None:
    versions = (
        Version(id="old", severity=Severity.NOTE, effective_to=date(2020, 12, 31)),
        Version(id="new", severity=Severity.DECISIVE, effective_from=date(2021, 1, 1)),
    )
    done = review(
        review_file([event(1, when=parse(when))]), [pack(rule(warnings, versions=versions))], as_of=TODAY
    )
    assert [f.severity for f in done.findings] == severities


def test_a_day_too_vague_for_a_version_is_not_recorded_rather_than_guessed() -> None:
    versions = (Version(id="new", severity=Severity.DECISIVE, effective_from=date(2021, 6, 1)),)
    done = review(
        review_file([event(1, when=parse("2021"))]), [pack(rule(warnings, versions=versions))], as_of=TODAY
    )
    assert [f.severity for f in done.findings] == [Severity.NOT_RECORDED]
    assert "from 1 June 2021" in done.findings[0].missing[0]


def test_an_undated_event_takes_its_bounds_from_its_neighbours() -> None:
    versions = (Version(id="new", severity=Severity.DECISIVE, effective_from=date(2021, 6, 1)),)
    events = [
        event(1, "hired", parse("2021-07")),
        event(2, when=parse(None)),
        event(3, "appeal", parse("2022")),
    ]
    done = review(review_file(events), [pack(rule(warnings, versions=versions))], as_of=TODAY)
    assert [f.severity for f in done.findings] == [Severity.DECISIVE]


@pytest.mark.parametrize(("as_of", "count"), [(date(2021, 3, 10), 0), (date(2021, 3, 11), 1)])
def test_a_version_that_governs_the_review_follows_the_day_of_the_review(as_of: date, count: int) -> None:
    versions = (Version(effective_from=date(2021, 3, 11), governs="review"),)
    done = review(review_file([event(1)]), [pack(rule(warnings, versions=versions))], as_of=as_of)
    assert len(done.findings) == count
    assert done.ran[0].result is (Result.FOUND if count else Result.NOT_IN_FORCE)


def test_an_organisation_can_switch_a_rule_off_and_the_reason_is_shown() -> None:
    done = review(
        review_file([event(1)]),
        [pack(rule(warnings))],
        as_of=TODAY,
        overrides=[Override(rule="X1", reason="Warnings are kept elsewhere.", off=True)],
    )
    assert not done.findings
    assert (done.ran[0].result, done.ran[0].reason) == (Result.OFF, "Warnings are kept elsewhere.")


def test_an_organisation_can_set_a_threshold_and_the_finding_says_which_held() -> None:
    def check(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
        if len(file.events) > ctx.days("most"):
            yield Hit(because=file.events)

    made = rule(check, parameters={"most": 0})
    file = review_file([event(1)])
    assert review(file, [pack(made)], as_of=TODAY).findings[0].parameters == (("most", 0),)
    override = Override(rule="X1", reason="We allow one.", parameters={"most": 1})
    assert not review(file, [pack(made)], as_of=TODAY, overrides=[override]).findings


def test_a_later_pack_says_how_a_shared_rule_weighs() -> None:
    shared = rule(warnings)
    packs = [pack(shared), pack(shared.at(Severity.DECISIVE), id_="law")]
    done = review(review_file([event(1)]), packs, as_of=TODAY)
    assert [(f.pack, f.severity) for f in done.findings] == [("law", Severity.DECISIVE)]


def test_a_reader_outside_a_compartment_learns_neither_the_finding_nor_that_the_rule_ran() -> None:
    secret = rule(warnings, "S1", audience=COUNSEL_ONLY)
    done = review(review_file([event(1)]), [pack(secret, rule(silent, "X0"))], as_of=TODAY)
    for_hr = done.for_(Audience.HR)
    assert {f.rule for f in for_hr.findings} == {r.rule for r in for_hr.ran} == {"X0"}
    assert {r.rule for r in done.for_(Audience.COUNSEL).ran} == {"S1", "X0"}


def test_a_finding_keeps_its_key_while_its_grounds_stay() -> None:
    first = review(review_file([event(1)]), [pack(rule(warnings))], as_of=TODAY).findings[0]
    again = review(review_file([event(1), event(2, "award")]), [pack(rule(warnings))], as_of=date(2027, 1, 1))
    other = review(review_file([event(2)]), [pack(rule(warnings))], as_of=TODAY).findings[0]
    assert first.key == again.findings[0].key != other.key


def test_two_rules_of_one_id_are_refused() -> None:
    registry = Registry()
    words = {"title": "", "means": "", "source": Source(""), "innocent": (), "settles": (), "asks": ""}
    registry.rule(id="X", **words)(warnings)
    with pytest.raises(ValueError, match="two rules X"):
        registry.rule(id="X", **words)(silent)
