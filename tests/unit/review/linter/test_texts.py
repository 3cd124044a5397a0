"""Every text of every entry is read by the linter as something, or is left out for a reason given here."""

from __future__ import annotations

from datetime import date

from goodstanding.domain.entries import KINDS, day_to_day, rounds, terms
from goodstanding.domain.entries import plan as plan_entries
from goodstanding.domain.entries.base import Part
from goodstanding.domain.entries.plan import CheckIn
from goodstanding.review.linter import TextKind
from goodstanding.review.linter.texts import FIELDS, known_of, passages

NOT_ABOUT_THE_PERSON = {
    # the employee's own words
    "answer.words", "appraisal_answer.words", "reply.words", "reply.companion", "reply_waived.words",
    "appeal.words",
    "question_asked.words", "goal_contested.words", "grievance.about", "acknowledged.comment",
    # compartments, where health and law are what the words are for
    "leave_reason.reason", "accommodation_requested.request", "accommodation_answered.answer",
    "protected_activity.what", "advice.advice",
    # about the employer's own step, a date or a document
    "award.why", "handover.notes", "left.reason", "moved.reason", "job_terms.duties",
    "job_terms.eligibility",
    "erased.reason", "hold_placed.reason", "hold_released.reason",
    "metric_snapshot.comment", "exit_artefact.where", "refusal_noted.how", "correction.wrong",
    "correction.right",
    "concern_raised.how_communicated", "plan_refused.reason", "returned.reason", "endorsed.reason",
    "recalled.reason",
    "withdrawn_undelivered.reason", "delivered.how", "served_again.how", "served_again.reason",
    "paused.reason",
    "resumed.reason", "extension_refused.reason", "change_accepted.reason", "change_refused.reason",
    "check_in_missed.reason", "support_given.what", "question_answered.words",
    "goal_determined.evidence",
    "withdrawn.reason", "watch_extended.reason", "relapse_confirmed.reason", "relapse_dismissed.reason",
    "no_action_on_relapse.reason", "new_plan_after_relapse.reason", "watch_closed.reason",
    "manager_changed.handover",
    "role_assigned.reason", "role_ended.reason", "ended.words", "invited.agenda", "invited.evidence",
    "invited.consequences",
    "invited.companion", "postponed.reason", "meeting_held.companion", "meeting_held.minutes",
    "not_proposed.reason",
    "reply_extended.reason", "reply_lapsed.words", "proposal_withdrawn.reason", "decision.appeal_how",
    "another_chance.reason", "taken_effect.words", "appeal_window_ended.words",
    "late_appeal_accepted.reason",
    "appeal_decision.remedies",
    # about a finding of the review or about a letter, which are about the paper
    "finding_disposed.words", "letter_issued.reason",
    # an appraisal round: the person's own account, why somebody is not in it, and what the form says to all
    "self_appraisal.words", "round_left.reason", "PartGiven.why_not", "Level.means", "FormPart.about",
    "RoundTerms.guidance",
    # parts: where something is shown, promised or looked up
    "Goal.standard", "Goal.measure", "Goal.data_source", "Goal.evidence_required", "SupportItem.what",
    "SupportItem.owner", "PlanTerms.rights", "Deficiency.evidence",
}  # fmt: skip


def long_texts(name: str, cls: type[Part]) -> set[str]:
    """Fields of up to 20,000 characters: words, not names or lines."""
    fields = cls.model_json_schema()["properties"]
    return {f"{name}.{f}" for f, schema in fields.items() if schema.get("maxLength", 0) >= 20_000}


def test_every_text_of_every_entry_is_read_or_left_out_for_a_reason() -> None:
    parts = [
        cls
        for module in (terms, plan_entries, day_to_day, rounds)
        for cls in vars(module).values()
        if isinstance(cls, type) and issubclass(cls, Part) and not hasattr(cls, "kind")
    ]
    there = set().union(*(long_texts(kind, cls) for kind, cls in KINDS.items()))
    there |= set().union(*(long_texts(cls.__name__, cls) for cls in parts if cls is not Part))
    read = {f"{name}.{field}" for name, fields in FIELDS.items() for field in fields}
    assert read | NOT_ABOUT_THE_PERSON == there
    assert not read & NOT_ABOUT_THE_PERSON


def test_the_words_inside_a_plan_are_found_with_their_place_and_what_stands_beside_them() -> None:
    goal = terms.Goal(id="g1", statement="Close tickets", target=5, due=date(2026, 5, 1), metric="tickets")  # type: ignore[arg-type]
    drafted = plan_entries.PlanDrafted(terms=terms.PlanTerms(purpose="Customers wait.", goals=(goal,)))
    found = {p.path: p for p in passages(drafted)}
    assert {path: p.kind for path, p in found.items()} == {
        "terms.purpose": TextKind.PLAN_REASON,
        "terms.goals.0.statement": TextKind.GOAL,
    }
    assert found["terms.goals.0.statement"].known == {"measure", "date", "source"}


def test_a_goal_with_nothing_beside_its_sentence_is_known_to_have_nothing() -> None:
    assert known_of(terms.Goal(id="g1")) == frozenset()


def test_the_employees_voice_is_never_read() -> None:
    def said(voice: str) -> CheckIn:
        return CheckIn(scheduled_on=date(2026, 5, 1), voice=voice, words="You always do this")  # type: ignore[arg-type]

    assert passages(said("employee")) == ()
    assert [p.kind for p in passages(said("manager"))] == [TextKind.NOTE]
