"""Australia: the Small Business Fair Dismissal Code, and section 387 for larger employers."""

from __future__ import annotations

from goodstanding.review.finding import Severity
from goodstanding.review.packs import procedure as ask
from goodstanding.review.packs.common import law
from goodstanding.review.rule import Registry, Version

SMALL, GENERAL = Registry(), Registry()
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE
CODE = law(
    "Small Business Fair Dismissal Code",
    "http://www.fairwork.gov.au/termination/small-business-fair-dismissal-code/pages/the-code.aspx",
)
ACT = law("Fair Work Act 2009 s 387", "https://www.fairwork.gov.au", confirmed=False)

SMALL.rule(
    id="AS1",
    title="No reason why the job was at risk",
    means="The employee has to be given a reason why they are at risk of being dismissed: a valid one, "
    "based on conduct or capacity to do the job.",
    innocent=("The reason was given in conversation, as the Code allows.",),
    settles=("A dated note of the reason that was given.",),
    asks="Which reason was I given, and when?",
    source=CODE,
    versions=(Version(severity=DECISIVE),),
)(ask.no_reason_given())
SMALL.rule(
    id="AS2",
    title="Not warned that dismissal may follow",
    means="The employee has to be warned, verbally or preferably in writing, that they may be dismissed if "
    "there is no improvement.",
    innocent=("The warning was spoken, as the Code allows, and not written down.",),
    settles=("A dated note of the warning and of its words.",),
    asks="When was I told that I might be dismissed?",
    source=CODE,
    versions=(Version(severity=DECISIVE),),
    decisive_key="consequence_not_stated",
)(ask.not_warned())
SMALL.rule(
    id="AS3",
    title="No opportunity to respond to the warning",
    means="The employee has to have an opportunity to respond to the warning.",
    innocent=("The response was spoken and not written down.",),
    settles=("A note of the response, or of how it was asked for.",),
    asks="When could I respond, and where is my response recorded?",
    source=CODE,
    versions=(Version(severity=DECISIVE),),
    decisive_key="no_hearing_before_decision",
)(ask.no_chance_to_respond())
SMALL.rule(
    id="AS4",
    title="Little time to put it right",
    means="The employee has to have a reasonable chance to rectify the problem. How long depends on the "
    "work.",
    innocent=("The problem was one that could be put right within days.",),
    settles=("The time given, with the reason why it was enough.",),
    asks="How much time did I have, and why was it enough?",
    source=CODE,
    versions=(Version(severity=SERIOUS),),
    parameters={"days": 14},
    parameter_words={"days": "Calendar days from the first warning to the decision."},
)(ask.little_time())
SMALL.rule(
    id="AS5",
    title="No training after the warning",
    means="The chance to rectify may need training, and the employer making sure that the employee knows "
    "what is expected.",
    innocent=("The work needed no training, and the expectation was known.",),
    settles=("The training or guidance after the warning, with its day.",),
    asks="Which training or guidance was I given after the warning?",
    source=CODE,
    versions=(Version(severity=SERIOUS),),
    decisive_key="support_not_given",
)(ask.no_help())
SMALL.rule(
    id="AS6",
    title="Somebody to assist was refused",
    means="The employee can have another person present to assist in discussions where dismissal is "
    "possible. A lawyer acting in a professional capacity can be left out.",
    innocent=("The person was a lawyer acting professionally.",),
    settles=("Who was asked for and why they were refused.",),
    asks="Why could the person I asked for not assist me?",
    source=CODE,
    versions=(Version(severity=SERIOUS),),
)(ask.support_person_refused())
SMALL.rule(
    id="AS7",
    title="The completed checklist is not in the file",
    means="The employer has to produce evidence of compliance if a claim is made: a completed checklist, "
    "copies of warnings, statements of witnesses.",
    innocent=("The checklist is kept with the pay records.",),
    settles=("The completed checklist.",),
    asks="Is there a completed checklist, and may I see it?",
    source=CODE,
    versions=(Version(severity=NOTE),),
)(ask.names_nothing(("decision", "proposed_action"), "checklist", "the completed checklist"))

GENERAL.rule(
    id="AG1",
    title="No valid reason stated",
    means="The Commission asks whether there was a valid reason related to capacity or conduct.",
    innocent=("The reason stands in the show-cause letter.",),
    settles=("The letter that states the reason.",),
    asks="What is the reason related to my capacity?",
    source=ACT,
    versions=(Version(severity=DECISIVE),),
)(ask.no_reason_given())
GENERAL.rule(
    id="AG2",
    title="Not notified of the reason before the decision",
    means="The Commission asks whether the person was notified of the reason, before the decision and in "
    "plain terms.",
    innocent=("It was put in a conversation of which there is no note.",),
    settles=("A note or letter that puts the reason, before the decision.",),
    asks="When was the reason first put to me?",
    source=ACT,
    versions=(Version(severity=DECISIVE),),
)(ask.reason_first_at_the_end())
GENERAL.rule(
    id="AG3",
    title="No opportunity to respond",
    means="The Commission asks whether the person had an opportunity to respond to the reason.",
    innocent=("A meeting was held and not minuted.",),
    settles=("The invitation to respond and the response.",),
    asks="When could I respond to the reason?",
    source=ACT,
    versions=(Version(severity=DECISIVE),),
    decisive_key="no_hearing_before_decision",
)(ask.no_chance_to_respond())
GENERAL.rule(
    id="AG4",
    title="A support person was refused",
    means="The Commission asks whether a support person was unreasonably refused in discussions about "
    "dismissal. The employer need not offer one.",
    innocent=("The refusal had a reason, such as a conflict of interest.",),
    settles=("The request, the answer and its reason.",),
    asks="Why was my support person refused?",
    source=ACT,
    versions=(Version(severity=SERIOUS),),
)(ask.support_person_refused())
GENERAL.rule(
    id="AG5",
    title="Not warned of unsatisfactory performance",
    means="If the dismissal is for unsatisfactory performance, the Commission asks whether the person had "
    "been warned about it before. A warning has to say that the employment is at risk.",
    innocent=("The risk was named in conversation and is in a note elsewhere.",),
    settles=("The warning, with the sentence that names the risk.",),
    asks="When was I warned that my employment was at risk?",
    source=ACT,
    versions=(Version(severity=DECISIVE),),
    decisive_key="warning_stage_skipped",
)(ask.not_warned())
GENERAL.rule(
    id="AG6",
    title="Little time between the warning and the decision",
    means="Warning and decision close together leave no time to improve, and the Commission weighs that.",
    innocent=("The work shows improvement within days.",),
    settles=("The time given, with the reason why it was enough.",),
    asks="How much time did I have to improve?",
    source=ACT,
    versions=(Version(severity=SERIOUS),),
    parameters={"days": 28},
    parameter_words={"days": "Calendar days from the first warning or plan to the decision."},
)(ask.little_time())
