"""The kinds of event that rules speak of, and which kinds of entry and of published fact become which."""

from __future__ import annotations

from types import MappingProxyType

KINDS: MappingProxyType[str, str] = MappingProxyType(
    {
        "hired": "joined the organisation",
        "new_manager": "came under another manager",
        "moved": "changed team or role under the same manager",
        "job_terms": "duties, pay grade or eligibility were written down or changed",
        "standard": "a standard of the job was set or communicated",
        "feedback": "praise or criticism of a dated behaviour",
        "award": "recognition: an award, a bonus, a rise",
        "metrics": "figures cited as evidence",
        "coaching": "a coaching session or informal talk about the work",
        "warning": "a written or verbal warning",
        "appraisal": "an appraisal with its rating",
        "concern": "a manager's concern, with dated deficiencies",
        "coaching_directed": "HR directed coaching instead of a plan",
        "plan_allowed": "HR allowed a plan to be drafted",
        "plan_refused": "HR refused a plan",
        "plan_drafted": "a plan was drafted",
        "plan_submitted": "a draft was submitted for approval",
        "plan_approved": "a plan was approved",
        "plan_opened": "a plan began: it was given to the person",
        "plan_changed": "the terms of a running plan changed",
        "change_proposed": "a change to a running plan was proposed",
        "plan_extended": "a running plan was given more time",
        "plan_paused": "the plan's clock stopped",
        "plan_resumed": "the plan's clock ran again",
        "plan_withdrawn": "a plan was withdrawn",
        "check_in": "a check-in was held",
        "check_in_missed": "a planned check-in was not held",
        "support_promised": "the employer promised training, tools or time",
        "support_given": "promised support was given",
        "question": "the person asked something about the plan",
        "question_answered": "it was answered",
        "midpoint": "a midpoint statement",
        "goal_determined": "a goal was determined met, not met or not assessable",
        "goal_contested": "the person contested a determination",
        "plan_closed": "a plan ended with an outcome",
        "watch_checked": "a check in the time after a passed plan",
        "watch_closed": "the time after a passed plan ended",
        "relapse": "a passed goal was no longer met",
        "invited": "an invitation to a formal meeting",
        "meeting": "a formal meeting",
        "proposed_action": "dismissal, demotion or another step was proposed",
        "reply": "the person replied to a proposal",
        "decision": "the employer decided",
        "termination": "the employment or the post ended",
        "left": "the person left, resigned or died",
        "appeal": "an appeal, inside or outside the organisation",
        "appeal_decision": "an appeal was decided",
        "grievance": "a grievance or complaint by the person",
        "role_assigned": "somebody was given a role in the case",
        "exit_artefact": "something prepared for the end: a requisition, a draft letter",
        "leave": "time not at work",
        "leave_reason": "why (leave compartment)",
        "accommodation_requested": "an adjustment for a disability was asked for",
        "accommodation_answered": "the request was answered",
        "protected_activity": "a complaint, claim or service that the law protects",
        "advice": "privileged advice",
        "acknowledged": "receipt of an entry was acknowledged",
        "refusal_noted": "refusal to acknowledge was noted",
        "answer": "the person's answer to an entry: a rebuttal answers a document",
        "correction": "an entry was corrected",
        "other": "anything else; what its text states counts",
    }
)

OF_ENTRY: MappingProxyType[str, str] = MappingProxyType(
    {
        "standard_set": "standard", "standard_communicated": "standard", "metric_snapshot": "metrics",
        "concern_raised": "concern", "submitted": "plan_submitted", "approved": "plan_approved",
        "follow_up_plan_opened": "plan_allowed", "delivered": "plan_opened", "change_accepted":
        "plan_changed",
        "extended": "plan_extended", "paused": "plan_paused", "resumed": "plan_resumed",
        "withdrawn": "plan_withdrawn", "withdrawn_undelivered": "plan_withdrawn", "question_asked":
        "question",
        "closed": "plan_closed", "relapse_recorded": "relapse", "manager_changed": "new_manager",
        "meeting_held": "meeting", "proposal": "proposed_action", "taken_effect": "termination",
        "not_at_work": "leave", "appraisal_answer": "answer", "followed_up":
        "coaching",
        # Waived or let pass: the chance to reply was there.
        "reply_waived": "reply", "reply_lapsed": "reply",
    }
)  # fmt: skip
"""Entry kinds that go by another name here. Those in KINDS keep theirs; the rest become `other`."""

OF_FACT: MappingProxyType[str, str] = MappingProxyType(
    {
        "standard_communicated": "standard", "standard_set": "standard", "assistance_promised":
        "support_promised",
        "assistance_given": "support_given", "complaint": "grievance", "rebuttal": "answer",
        "praise": "award", "bonus": "award", "new_supervisor": "new_manager", "manager_change": "new_manager",
        "plan_delivered": "plan_opened", "plan_started": "plan_opened", "plan_ended": "plan_closed",
        "proposal": "proposed_action", "dismissal": "termination", "removal": "termination", "suspension":
        "decision",
        "demotion": "decision", "transfer": "decision", "accommodation_request": "accommodation_requested",
        "accommodation_granted": "accommodation_answered", "accommodation_denied": "accommodation_answered",
        "absence": "leave", "resignation": "termination", "appraisal_answer": "answer",
    }
)  # fmt: skip
"""Types of the published facts that go by another name here; an unknown type is `other`."""


def of_entry(kind: str) -> str:
    return OF_ENTRY.get(kind, kind if kind in KINDS else "other")


def of_fact(type_: str) -> str:
    return OF_FACT.get(type_, type_ if type_ in KINDS else "other")
