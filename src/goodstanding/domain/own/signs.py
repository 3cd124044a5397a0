"""What somebody may notice when things at work change: how to log it, what else may explain it, what settles it.

Sources: section D1 of the practice review (published lists of signs); the guard against false alarms asks
frequency, scope, reach and corroboration of each. No sign means anything alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Noticed:
    """One sort of sign. `log` says what to write down."""

    code: str
    label: str
    log: str
    innocent: tuple[str, ...]
    settles: tuple[str, ...]


_ALL = (
    Noticed(
        "behind", "My figures are behind my colleagues’",
        "Which figure, whose average, for which weeks, and who showed it to you.",
        ("Harder or fewer cases, a different region, time away.", "A figure that wanders by itself from week to week."),
        ("The same figure per unit of work, for comparable colleagues, over half a year.",
         "Ask which work the average counts, and whether yours is the same."),
    ),
    Noticed(
        "displeasure", "My manager seems displeased",
        "What was said or done, on which day, about which piece of work.",
        ("Pressure on the manager that has nothing to do with you.", "One piece of work, already put right."),
        ("Ask: “Is there something about my work that I should do differently? An example would help me.”",
         "Whether the same happens to others."),
    ),
    Noticed(
        "work_moved", "Work is moved away from me",
        "Which client, project or task, from which day, to whom, and which reason was given.",
        ("A reorganisation, a balance of load, a client’s wish.", "Somebody new is being trained."),
        ("Ask what you shall work on instead, and whether targets change with it.",),
    ),
    Noticed(
        "left_out", "I am left out of meetings or decisions",
        "Which meeting, since when, whether it still takes place, and who told you.",
        ("The meeting ended, was merged, or became smaller for everybody.", "An old invitation list."),
        ("Ask the organiser whether the meeting still takes place and whether you should be there.",),
    ),
    Noticed(
        "evasive", "Partner teams behave differently",
        "Who, what you asked, when, and when the answer came.",
        ("Holidays, a deadline of theirs, a new tool.", "A person who answers everybody late."),
        ("Their usual time to answer, for you and for others.",),
    ),
    Noticed(
        "appraisal_drop", "An appraisal is lower than usual",
        "Both ratings with their periods, who rated, and the reasons given.",
        ("New standards for everybody, another rater with another scale.", "A quota for the whole department."),
        ("Ask for the reasons in writing, and for what would have been the usual rating.",
         "Whether anything critical was said between the two."),
    ),
    Noticed(
        "one_to_ones", "One-to-ones are cancelled",
        "The day, who cancelled, whether another day was offered.",
        ("A full calendar: the manager’s other one-to-ones were cancelled too.",),
        ("Count held against planned for some months (a calendar file shows it).",
         "Propose a day yourself, and note the answer."),
    ),
    Noticed(
        "in_writing", "Everything is suddenly in writing",
        "The day, the subject, what is wrong in it, and your correction.",
        ("A new rule for all, an audit, a manager who was told to write more down.",),
        ("Whether colleagues get such messages too. Correct errors the same day, in writing and politely.",),
    ),
    Noticed(
        "hr_present", "HR is copied in or present",
        "The day, the topic, who was there, and who invited them.",
        ("A routine matter: leave, pay, a new process.",),
        ("Ask what HR’s part is. It is a fair question.",),
    ),
    Noticed(
        "silence", "Feedback stopped, or only criticism is left",
        "The day of the last praise and of the last criticism, with the words.",
        ("A manager who says little to anybody.",),
        ("Ask for feedback on one finished piece of work.",),
    ),
    Noticed(
        "access", "Access was reduced",
        "The system, the day you noticed, the message shown, and whom you told.",
        ("A licence that lapsed, a change of roles for all, a mistake.",),
        ("Ask IT for the reason; ask whether others of your role have it.",),
    ),
    Noticed(
        "hand_over", "I am asked to document my work or train a deputy",
        "Who asked, for whom, by when, and the reason given.",
        ("Holiday cover, a risk review, a growing team.",),
        ("Whether others were asked to do the same.",),
    ),
    Noticed(
        "uncorrected", "My mistakes are no longer corrected",
        "What it was, who saw it, what was usual before.",
        ("People are busy, or trust you to see it yourself.",),
        ("Show the next draft, and ask for remarks.",),
    ),
    Noticed(
        "impossible_work", "Tasks that cannot be done, or that nobody needs",
        "The task, when it was given, when it is due, how long it takes.",
        ("Bad planning that hits others as well.",),
        ("Write what can be done by when, and ask what comes first.",),
    ),
    Noticed(
        "each_step", "I must account for each step",
        "Since when, what you report, to whom, and whether others do.",
        ("A new process, or a client who asks for it.",),
        ("Whether colleagues of the same role report the same.",),
    ),
    Noticed(
        "pay", "No raise, or less than others had",
        "The amounts, the day, and the reason given.",
        ("A frozen budget.",),
        ("Ask what the raise was decided by, and what the range was.",),
    ),
    Noticed(
        "new_manager", "A new manager, soon critical",
        "The day they started, the day of the first criticism, its words.",
        ("Other habits, which a talk about expectations clears up.",),
        ("Ask early for their expectations in writing; give them your past appraisals.",),
    ),
    Noticed(
        "bypassed", "People go past me",
        "Who, with what, which was yours to decide.",
        ("They did not know whose it is.",),
        ("Say that it is yours, and watch whether it happens again.",),
    ),
    Noticed(
        "advertised", "My role is advertised or reorganised",
        "The posting’s text and day (keep the text: postings vanish), or the chart.",
        ("A second person for growing work.",),
        ("Ask how the role relates to yours.",),
    ),
    Noticed(
        "told_nothing", "Asked whether I am on a plan, I got no clear answer",
        "Your question, the day, the answer in its own words.",
        ("Somebody who is not allowed to say, and would not if you were not.",),
        ("Ask HR in writing: “Is there a plan or a record about my performance? I would like to see it.”",),
    ),
    Noticed(
        "other", "Something else", "What was said or done, on which day, and how you know it.",
        ("Most odd weeks have an ordinary reason.",), ("Ask one person whom you trust how they see it.",),
    ),
)  # fmt: skip

NOTICED: Mapping[str, Noticed] = MappingProxyType({each.code: each for each in _ALL})
