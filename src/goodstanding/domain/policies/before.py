"""Conditions from the concern to the delivery."""

from __future__ import annotations

import re

from goodstanding.domain.case import Case
from goodstanding.domain.entries import plan
from goodstanding.domain.entries.terms import ChecklistAnswer
from goodstanding.domain.errors import NotNow, UserError
from goodstanding.domain.goals import INTAKE_QUESTIONS, terms_problems
from goodstanding.domain.lifecycle import LABELS, LIVE, State
from goodstanding.domain.policies.base import Context, check_findings_answered, on, shown, wrong

THREATS = re.compile(
    r"\b(dismiss\w*|terminat\w*|fired?|sack(?:ed|ing)?|los(?:e|ing) (?:your|his|her|their) job|"
    r"disciplin\w*|or else|final warning|let (?:you |them )?go)\b",
    re.IGNORECASE,
)
"""Words that turn coaching into a threat. A coaching plan that holds one is refused with the words named."""


@on("concern_raised")
def concern(case: Case | None, said: plan.ConcernRaised, ctx: Context) -> None:
    if not said.deficiencies:
        raise wrong("deficiencies", "Name at least one dated fact that fell short of the standard.")
    for n, deficiency in enumerate(said.deficiencies):
        if deficiency.on > ctx.today:
            raise wrong(f"deficiencies.{n}.on", "A shortfall cannot lie in the future.")
        if deficiency.on < said.standard_communicated_on:
            raise wrong(
                f"deficiencies.{n}.on",
                f"On {shown(deficiency.on)} the standard had not been communicated yet "
                f"(that was on {shown(said.standard_communicated_on)}). Leave this fact out, or correct it.",
            )
    busy = LIVE | {State.INTAKE, State.COACHING}
    if other := next((c for c in ctx.file.cases.values() if c.state in busy), None):
        raise NotNow(
            f"There is already a case ({LABELS[other.state].lower()}, opened {shown(other.opened)}). "
            "Add to that one, or wait until it is closed."
        )


@on("coaching_directed")
def coaching_directed(case: Case | None, said: plan.CoachingDirected, ctx: Context) -> None:
    if said.review_on <= ctx.today:
        raise wrong("review_on", "Choose a day in the future on which you look at the coaching again.")


def _no_live_plan(case: Case | None, ctx: Context) -> None:
    live = ctx.file.live_case()
    if live is not None and (case is None or live.id != case.id):
        raise NotNow("This person already has a live plan. There can be one at a time.")


def _followed_up(ctx: Context) -> None:
    late = [f for f in ctx.file.follow_ups.values() if f.due <= ctx.today]
    if late:
        days = ", ".join(shown(f.due) for f in sorted(late, key=lambda f: f.due))
        raise NotNow(
            f"A coaching follow-up that was due on {days} is not recorded. "
            "Record first what came of it; whether coaching worked cannot be told before."
        )


def check_answers(questions: tuple[str, ...], answers: tuple[ChecklistAnswer, ...], field: str) -> None:
    given = {a.question for a in answers if a.answer}
    missing = {f"{field}.{n}": ["Write an answer."] for n, q in enumerate(questions) if q not in given}
    if missing:
        raise UserError(
            f"{len(missing)} of {len(questions)} questions have no written answer.", fields=missing
        )


@on("plan_allowed")
def plan_allowed(case: Case | None, said: plan.PlanAllowed, ctx: Context) -> None:
    _no_live_plan(case, ctx)
    if case is not None and case.state == State.COACHING:
        _followed_up(ctx)
    check_answers(INTAKE_QUESTIONS, said.checklist, "checklist")
    if said.review_on < ctx.today:
        raise wrong("review_on", "The day by which the draft is looked at lies in the past.")


@on("follow_up_plan_opened")
def follow_up_plan(case: Case | None, said: plan.FollowUpPlanOpened, ctx: Context) -> None:
    _no_live_plan(case, ctx)


@on("coaching_plan_set")
def coaching_plan(case: Case | None, said: plan.CoachingPlanSet, ctx: Context) -> None:
    if not said.aims:
        raise wrong("aims", "Name at least one thing that coaching is to reach.")
    texts = [a.what for a in said.aims] + [said.support]
    found = sorted({m.group(0).lower() for text in texts for m in THREATS.finditer(text)})
    if found:
        words = ", ".join(f"“{w}”" for w in found)
        raise wrong("aims", f"A coaching plan helps and does not threaten. Please write it without {words}.")


@on("coaching_closed")
def coaching_closed(case: Case | None, said: plan.CoachingClosed, ctx: Context) -> None:
    _followed_up(ctx)


@on("plan_drafted")
def plan_drafted(case: Case | None, said: plan.PlanDrafted, ctx: Context) -> None:
    if len({g.id for g in said.terms.goals}) != len(said.terms.goals):
        raise wrong("goals", "Two goals share one identity. Reload the page and try again.")


@on("submitted")
def submitted(case: Case | None, said: plan.Submitted, ctx: Context) -> None:
    assert case is not None
    if problems := terms_problems(case.terms):
        count = len(problems)
        raise UserError(
            f"The plan is not complete: {count} thing{'s' if count > 1 else ''} missing. Edit the draft.",
            fields=problems,
        )
    check_findings_answered("submitted", case, ctx)


@on("endorsed")
def endorsed(case: Case | None, said: plan.Endorsed, ctx: Context) -> None:
    if not ctx.policy.endorsement_required:
        raise NotNow("This organisation asks for no endorsement: HR approves the plan directly.")


@on("approved")
def approved(case: Case | None, said: plan.Approved, ctx: Context) -> None:
    assert case is not None
    if ctx.policy.endorsement_required and case.state == State.SUBMITTED:
        raise NotNow("The second level has to endorse this plan before HR can approve it.")


@on("delivered")
def delivered(case: Case | None, said: plan.Delivered, ctx: Context) -> None:
    assert case is not None
    terms = case.terms
    if said.terms != terms:
        raise UserError("What is delivered must be exactly what was approved. Reload the page and try again.")
    if terms.starts_on and terms.starts_on < ctx.today:
        raise NotNow(
            f"The plan starts on {shown(terms.starts_on)}, which is past. Recall it and move the start."
        )
    late = [g for g in terms.goals if g.due and g.due <= ctx.today]
    if late:
        raise NotNow(f"The goal “{late[0].statement}” is already due. Recall the plan and move its dates.")
