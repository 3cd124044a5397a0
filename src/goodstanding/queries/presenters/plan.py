from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goodstanding.queries.presenters.base import Spec
from goodstanding.queries.presenters.values import literal


def reasoned(title: str, icon: str, tone: str = "neutral", *facts: tuple[str, str]) -> Spec:
    return Spec(title=title, words="reason", facts=facts, icon=icon, tone=tone)


def _determined(payload: Any, words: Mapping[str, str]) -> str:
    return f"Goal determined: {literal(payload.result)}"


def _closed(payload: Any, words: Mapping[str, str]) -> str:
    return f"Outcome: {literal(payload.outcome)}"


DEFICIENCIES = ("Shortfalls", "deficiencies")
GOAL = ("Goal", "goal")

SPECS: Mapping[str, Spec] = {
    "concern_raised": Spec(
        title="The manager raised a concern",
        words="guidance_so_far",
        facts=(
            DEFICIENCIES,
            ("Standard made known on", "standard_communicated_on"),
            ("How", "how_communicated"),
        ),
        icon="inbox",
        tone="attention",
    ),
    "coaching_directed": reasoned(
        "Coaching comes first", "sprout", "info", ("Review on", "review_on"), DEFICIENCIES
    ),
    "coaching_plan_set": Spec(
        title="The coaching plan",
        words="support",
        facts=(("Aims", "aims"), ("Sessions", "sessions")),
        icon="sprout",
        tone="info",
    ),
    "coaching_closed": reasoned("Coaching closed: {result}", "archive", "good", ("Result", "result")),
    "plan_refused": reasoned("No plan: HR refused it", "circle-x"),
    "plan_allowed": reasoned(
        "A plan may be drafted",
        "pencil-line",
        "neutral",
        ("Draft by", "review_on"),
        ("Checklist", "checklist"),
    ),
    "follow_up_plan_opened": reasoned(
        "A follow-up plan was opened",
        "file-plus",
        "neutral",
        ("Manager", "manager"),
        DEFICIENCIES,
        ("Follows", "follows"),
    ),
    "plan_drafted": Spec(title="Draft of the plan", facts=(("Terms", "terms"),), icon="pencil-line"),
    "submitted": Spec(title="Submitted for review", words="note", facts=(("Review", "review"),), icon="send"),
    "returned": reasoned("Returned to the manager", "undo-2"),
    "endorsed": reasoned("Endorsed by the second level", "stamp"),
    "approved": reasoned("Approved by HR", "badge-check"),
    "recalled": reasoned("Recalled before delivery", "undo-2"),
    "withdrawn_undelivered": reasoned("Withdrawn before delivery", "undo-2"),
    "delivered": Spec(
        title="The plan was delivered",
        words="how",
        facts=(("Terms", "terms"), DEFICIENCIES),
        icon="mail-open",
        tone="accent",
    ),
    "served_again": reasoned("The plan was served again", "mail-open", "accent", ("How", "how")),
    "paused": reasoned("The plan was paused", "circle-pause", "attention"),
    "resumed": reasoned(
        "The plan goes on",
        "circle-play",
        "accent",
        ("New end", "ends_on"),
        ("Goals due", "dues"),
        ("Check-ins", "check_ins"),
        ("Midpoint", "midpoint_on"),
    ),
    "extended": reasoned(
        "The plan was extended",
        "calendar-plus",
        "info",
        ("New end", "ends_on"),
        ("Goals due", "dues"),
        ("Check-ins", "check_ins"),
    ),
    "extension_refused": reasoned("The proposed extension was refused", "calendar-x"),
    "change_proposed": reasoned(
        "A change of terms was proposed",
        "file-pen",
        "neutral",
        ("New terms", "terms"),
        ("Changes the standard", "changes_standard"),
    ),
    "change_accepted": reasoned("The change was accepted", "file-check", "info"),
    "change_refused": reasoned("The change was refused", "file-x"),
    "check_in": Spec(
        title="Check-in of {scheduled_on}, the {voice}’s words",
        words="words",
        facts=(("On the goals", "goals"),),
        also=("voice", "scheduled_on"),
        icon="messages-square",
        tone="info",
    ),
    "check_in_missed": reasoned(
        "Check-in of {scheduled_on} was missed",
        "calendar-x",
        "attention",
        ("Planned for", "scheduled_on"),
        ("Missed by", "by"),
    ),
    "support_promised": Spec(title="Support promised", facts=(("Support", "item"),), icon="life-buoy"),
    "support_given": Spec(
        title="Support given", words="what", facts=(("Item", "item"),), icon="life-buoy", tone="good"
    ),
    "question_asked": Spec(title="A question", words="words", icon="circle-question-mark"),
    "question_answered": Spec(title="The answer", words="words", icon="message-square-reply"),
    "midpoint": Spec(
        title="Where the plan stands at its middle",
        words="words",
        facts=(
            ("Goals", "goals"),
            ("Late support", "late_support"),
            ("Missed by the employer", "missed_by_employer"),
            ("Open questions", "open_questions"),
        ),
        icon="flag",
        tone="info",
    ),
    "goal_determined": Spec(
        title=_determined,
        words="words",
        facts=(
            GOAL,
            ("Computed", "computed"),
            ("How it was computed", "arithmetic"),
            ("Evidence", "evidence"),
        ),
        also=("result",),
        icon="target",
    ),
    "determination_countersigned": Spec(
        title="Countersigned by HR", words="words", facts=(GOAL,), icon="pen-line"
    ),
    "goal_contested": Spec(
        title="The person contests this determination",
        words="words",
        facts=(GOAL,),
        icon="message-square-warning",
        tone="attention",
    ),
    "closed": Spec(
        title=_closed,
        words="reason",
        facts=(("Computed", "computed"), ("Watch", "watch")),
        also=("outcome",),
        icon="archive",
    ),
    "withdrawn": reasoned("The plan was withdrawn", "undo-2"),
    "watch_checked": Spec(
        title="Watch check of {scheduled_on}: {holds}",
        words="words",
        facts=(("Measured beside peers", "comparison"),),
        also=("holds", "scheduled_on"),
        icon="eye",
        tone="info",
    ),
    "watch_extended": reasoned(
        "The watch was extended", "eye", "neutral", ("Until", "until"), ("Checks", "checks")
    ),
    "relapse_recorded": Spec(
        title="A standard slipped",
        words="evidence",
        facts=(GOAL, ("From", "from_day"), ("To", "to_day")),
        icon="history",
        tone="attention",
    ),
    "relapse_confirmed": reasoned("The relapse was confirmed", "history", "attention"),
    "relapse_dismissed": reasoned("The relapse was not confirmed", "history"),
    "no_action_on_relapse": reasoned("No action on the relapse", "history"),
    "new_plan_after_relapse": reasoned(
        "A new plan follows", "file-plus", "neutral", ("New plan", "successor")
    ),
    "watch_closed": reasoned("The watch is over", "eye-off", "good"),
    "manager_changed": Spec(
        title="{to_manager} took over the plan",
        words="handover",
        facts=(("New manager", "to_manager"),),
        icon="arrow-left-right",
    ),
    "role_assigned": Spec(
        title="{person} was named {role}",
        words="reason",
        facts=(("Person", "person"),),
        also=("role",),
        icon="user-check",
    ),
    "role_ended": Spec(
        title="{person} is no longer {role}",
        words="reason",
        facts=(("Person", "person"),),
        also=("role",),
        icon="user-minus",
    ),
    "ended": Spec(
        title="Ended without an outcome",
        words="words",
        facts=(("How", "how"), ("Last day", "last_day")),
        icon="log-out",
    ),
}
