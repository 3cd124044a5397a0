"""Canada: just cause for poor performance at common law."""

from __future__ import annotations

from goodstanding.review.finding import Severity
from goodstanding.review.packs import procedure as ask
from goodstanding.review.packs.common import law
from goodstanding.review.rule import Registry, Version

HERE = Registry()
DECISIVE, SERIOUS = Severity.DECISIVE, Severity.SERIOUS
HADDOCK = law(
    "Haddock v. Thrifty Foods (2003) Ltd., 2011 BCSC 922",
    "https://www.mccarthy.ca/en/insights/blogs/canadian-employer-advisor/when-do-performance-problems-amount-just-cause",
)

HERE.rule(
    id="CA1",
    title="The standard was not made known",
    means="Just cause for poor performance asks for a reasonable, objective standard that was communicated "
    "to the employee.",
    innocent=("The standard is plain from the job, or stands in a document that was not filed.",),
    settles=("The standard, with the day on which it was made known.",),
    asks="Which standard was I given, and when?",
    source=HADDOCK,
    versions=(Version(severity=DECISIVE),),
)(ask.standard_not_known())
HERE.rule(
    id="CA2",
    title="A standard that is not objective",
    means="The standard has to be reasonable and objective: somebody else has to be able to tell whether "
    "it is met.",
    innocent=("The measure is understood in the trade.",),
    settles=("What is counted or seen for each requirement.",),
    asks="By what is it judged whether I meet this?",
    source=HADDOCK,
    versions=(Version(severity=DECISIVE),),
    decisive_key="plan_no_pass_mark",
)(ask.no_measurable_standard())
HERE.rule(
    id="CA3",
    title="The failure is not detailed",
    means="The warning has to set out how the employee failed to meet the standard, with enough detail to "
    "act on.",
    innocent=("The details were discussed on the day, with documents.",),
    settles=("The dated facts of what fell short.",),
    asks="Which facts, on which days, are meant?",
    source=HADDOCK,
    versions=(Version(severity=SERIOUS),),
)(ask.failure_not_detailed())
HERE.rule(
    id="CA4",
    title="Little time to meet the standard",
    means="The employee has to be given reasonable time to meet the standard after the warning.",
    innocent=("The work repeats so often that the time was enough.",),
    settles=("The time given, with the reason why it was enough.",),
    asks="How much time did I have after the warning?",
    source=HADDOCK,
    versions=(Version(severity=SERIOUS),),
    parameters={"days": 30},
    parameter_words={"days": "Calendar days from the first warning or plan to the decision."},
)(ask.little_time())
HERE.rule(
    id="CA5",
    title="Not told plainly that the job was on the line",
    means="The warning has to say plainly that the employee’s job is in jeopardy if the standard is not met.",
    innocent=("It was said plainly in the meeting, and a note of it exists.",),
    settles=("The sentence that says it.",),
    asks="When was I told plainly that my job was at risk?",
    source=HADDOCK,
    versions=(Version(severity=DECISIVE),),
    decisive_key="consequence_not_stated",
)(ask.not_warned())
HERE.rule(
    id="CA6",
    title="No meaningful help",
    means="The employer has to offer meaningful help: training, supervision, instruction.",
    innocent=("The employee needed and wanted none.",),
    settles=("The help that was given after the warning, with its days.",),
    asks="Which training or supervision was I given after the warning?",
    source=HADDOCK,
    versions=(Version(severity=SERIOUS),),
    decisive_key="support_not_given",
)(ask.no_help())
