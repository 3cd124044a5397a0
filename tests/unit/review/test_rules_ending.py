"""How a step was reached: where each rule must fire, a near twin where it must not, and silence."""

from __future__ import annotations

import pytest

from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Severity
from tests.unit.review.filing import (
    DECISIVE,
    NOT_RECORDED,
    NOTE,
    SERIOUS,
    at,
    critic,
    found,
    org,
    plan,
    summary,
    weights,
)

END = at("2025-09-01", "termination", "Dismissed for poor performance.")
STEP = at("2025-09-01", "decision", "Dismissal for poor performance.", action="dismissal")


def steps(first: tuple[str, ...], then: tuple[str, ...], plan_: str = "p") -> ReviewFile:
    return org(
        at("2025-08-01", "proposed_action", reasons=first, plan="p", author="a"),
        at("2025-08-20", "reply", plan="p"),
        at("2025-09-01", "decision", reasons=then, action="dismissal", plan=plan_, author="b"),
    )


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (steps(("errors",), ("errors",)), []),
        (steps(("Errors ",), ("errors",)), []),
        (steps(("errors",), ("errors", "conduct")), [SERIOUS]),
        (steps(("errors", "conduct"), ("errors",)), [NOTE]),
        (steps(("errors",), ("conduct",)), [SERIOUS]),
        (steps(("errors",), ("conduct",), "q"), []),
        (steps(("errors",), ()), []),
        (summary(END, at("2025-10", "other", "The reason kept changing.")), [DECISIVE]),
        (
            summary(END, at("2025-10", "other", "Told the agency that the position had been eliminated.")),
            [DECISIVE],
        ),
        (summary(END, at("2025-10", "other", "Told the agency that performance was poor.")), []),
        (
            summary(
                END,
                at(
                    "2025-10",
                    "other",
                    "Told the agency that performance was poor and the position had been eliminated.",
                ),
            ),
            [SERIOUS],
        ),
        (
            summary(
                END,
                at(
                    "2025-10",
                    "other",
                    "Told the agency that the position had been eliminated.",
                    disputed=True,
                ),
            ),
            [SERIOUS],
        ),
        (summary(at("2025-10", "other", "Told the agency that the position had been eliminated."), END), []),
        (
            summary(
                at("2025-09-01", "termination", "Dismissed."),
                at("2025-10", "other", "Told the agency that the position had been eliminated."),
            ),
            [],
        ),
    ],
)
def test_the_reasons_stay_the_same(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D16", file) == expected


def test_whoever_decides_knows_the_reason() -> None:
    text = "The director had not seen the errors when he decided."
    assert weights("P09", summary(at("2025", "other", text), END)) == [DECISIVE]
    assert weights("P09", summary(at("2025", "other", "The director knew of the errors."), END)) == []


ARTEFACT = at("2025-04-01", "exit_artefact", "Requisition")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(at("2025-02-28", "exit_artefact"), plan("2025-03-01")), [DECISIVE]),
        (org(plan("2025-03-01"), ARTEFACT), [SERIOUS]),
        (org(plan("2025-03-01"), ARTEFACT, at("2025-04-02", "plan_closed", plan="p")), [SERIOUS]),
        (org(plan("2025-03-01"), at("2025-03-31", "plan_closed", plan="p"), ARTEFACT), []),
        (org(ARTEFACT), []),
        (
            org(
                at("2025-08-01", "decision", action="dismissal", plan="p"),
                at("2025-08-02", "meeting", plan="p"),
            ),
            [SERIOUS],
        ),
        (
            org(
                at("2025-08-01", "decision", action="dismissal", plan="p"),
                at("2025-08-02", "reply", plan="p"),
            ),
            [SERIOUS],
        ),
        (
            org(
                at("2025-08-01", "decision", action="dismissal", plan="p"),
                at("2025-08-02", "appeal", plan="p"),
                at("2025-08-03", "meeting", plan="p"),
            ),
            [],
        ),
        (
            org(
                at("2025-08-01", "decision", action="no action", plan="p"),
                at("2025-08-02", "meeting", plan="p"),
            ),
            [],
        ),
        (
            org(
                at("2025-08-01", "decision", action="dismissal", plan="p"),
                at("2025-08-02", "meeting", plan="q"),
            ),
            [],
        ),
        (
            org(
                at("2025-08-01", "meeting", plan="p"),
                at("2025-08-02", "decision", action="dismissal", plan="p"),
            ),
            [],
        ),
        (
            summary(at("2025", "other", "The dismissal letter had been written before the hearing."), END),
            [DECISIVE],
        ),
        (
            summary(
                at(
                    "2025",
                    "other",
                    "The dismissal letter had been written before the hearing.",
                    disputed=True,
                ),
                END,
            ),
            [SERIOUS],
        ),
        (
            summary(
                at(
                    "2025", "other", "Already under consideration; the letter was drafted before the meeting."
                ),
                END,
            ),
            [NOTE],
        ),
    ],
)
def test_the_end_is_not_settled_beforehand(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D17", file) == expected


UNHEARD = at("2025-08-01", "other", "No meeting took place before the decision.")


@pytest.mark.parametrize(
    ("file", "pack", "expected"),
    [
        (summary(UNHEARD, END), "good-practice", [SERIOUS]),
        (summary(UNHEARD, END), "uk-acas", [DECISIVE]),
        (summary(UNHEARD), "uk-acas", [NOTE]),
        (org(STEP), "good-practice", [SERIOUS]),
        (org(at("2025-08-01", "meeting"), STEP), "good-practice", []),
        (org(at("2025-08-01", "reply"), STEP), "good-practice", []),
        (org(at("2025-08-01", "proposed_action"), STEP), "good-practice", [SERIOUS]),
        (org(STEP, at("2025-09-02", "meeting")), "good-practice", [SERIOUS]),
        (org(at("2025-09-01", "decision", action="no action")), "good-practice", []),
        (org(at("2025-08-01", "reply"), STEP, END), "good-practice", []),
        (summary(END), "good-practice", [NOT_RECORDED]),
        (summary(at("2025", "meeting"), END), "good-practice", []),
    ],
)
def test_the_person_is_heard_before_it_is_decided(
    file: ReviewFile, pack: str, expected: list[Severity]
) -> None:
    assert weights("P10", file, pack=pack) == expected


SKIPPED = "The stages of the procedure were bypassed."
NO_WARNING = at("2025", "other", "No written warning was given.")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (summary(at("2025", "other", SKIPPED), END), [DECISIVE]),
        (summary(at("2025", "other", SKIPPED, disputed=True), END), [SERIOUS]),
        (summary(NO_WARNING, END), [SERIOUS]),
        (summary(at("2024", "other", "The policy provides for warnings."), NO_WARNING, END), [DECISIVE]),
        (
            summary(at("2024", "other", "The policy provides for warnings.", disputed=True), NO_WARNING, END),
            [SERIOUS],
        ),
        (
            summary(
                at("2024", "warning"),
                at("2024", "other", "The policy provides for warnings."),
                NO_WARNING,
                END,
            ),
            [NOTE],
        ),
        (summary(END), []),
    ],
)
def test_the_steps_of_the_policy_are_taken(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("P11", file) == expected


INFORMAL = at("2023", "plan_opened", "Informal plan.", plan="1")
FORMAL = at("2024", "plan_opened", "Formal plan; at its end it might lead to dismissal.", plan="2")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (summary(INFORMAL, FORMAL, END), [DECISIVE]),
        (summary(FORMAL, END), []),
        (summary(INFORMAL, FORMAL), []),
        (summary(INFORMAL, at("2023-06", "warning"), FORMAL, END), []),
        (summary(INFORMAL, at("2024", "plan_opened", "Formal plan.", plan="2"), END), []),
        (
            summary(
                INFORMAL,
                at(
                    "2024", "plan_opened", "Formal plan; it might lead to dismissal.", plan="2", disputed=True
                ),
                END,
            ),
            [],
        ),
        (summary(at("2023", "coaching", "Informal talk."), FORMAL, END), []),
    ],
)
def test_a_formal_warning_comes_before_the_last_stage(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("P12", file, pack="uk-acas") == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("proposed_action", "a"), ("decision", "a"), [SERIOUS]),
        (("proposed_action", "a"), ("decision", "b"), []),
        (("decision", "a"), ("appeal_decision", "a"), [SERIOUS]),
        (("proposed_action", "a"), ("appeal_decision", "a"), [SERIOUS]),
        (("plan_opened", "a"), ("decision", "a"), []),
        (("decision", "a"), ("proposed_action", "a"), []),
        (("proposed_action", ""), ("decision", ""), []),
    ],
)
def test_nobody_decides_twice(
    first: tuple[str, str], second: tuple[str, str], expected: list[Severity]
) -> None:
    file = org(
        at("2025-08-01", first[0], author=first[1], plan="p"),
        at("2025-09-01", second[0], author=second[1], plan="p"),
        names={"a": "Ann"},
    )
    assert weights("D31", file) == expected
    assert all("Ann" in f.arithmetic[0] for f in found("D31", file))


def by(author: str, count: int) -> list:  # type: ignore[type-arg]
    return [critic(f"2025-01-{n + 1:02d}", author=author) for n in range(count)]


@pytest.mark.parametrize(
    ("events", "text", "expected"),
    [
        (by("a", 3), "About Ann Lee.", [SERIOUS]),
        (by("a", 3), "About the canteen.", [NOT_RECORDED]),
        (by("a", 2), "About Ann Lee.", []),
        (by("a", 4) + by("b", 1), "About Ann Lee.", []),
        (by("a", 5) + by("b", 1), "About Ann Lee.", [SERIOUS]),
        (by("a", 3), "", []),
    ],
)
def test_the_evidence_does_not_hang_on_one_person_in_conflict(
    events: list, text: str, expected: list[Severity]
) -> None:  # type: ignore[type-arg]
    file = org(*events, at("2025-02-01", "grievance", text), names={"a": "Ann Lee", "b": "Bo Ek"})
    assert weights("D30", file) == expected
