"""United States, private employers: what several courts ask, and the states’ rules on personnel records."""

from __future__ import annotations

from datetime import date

from goodstanding.review.finding import Severity
from goodstanding.review.packs import procedure as ask
from goodstanding.review.packs.common import law
from goodstanding.review.rule import Registry, Version

HERE, MASSACHUSETTS, CALIFORNIA, COLORADO = Registry(), Registry(), Registry(), Registry()
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE

HERE.rule(
    id="US1",
    title="Nobody but the plan’s author looked at it",
    means="If a supervisor with a motive of their own causes a dismissal, the employer answers for it, "
    "unless somebody independent looked at the facts. Here one person gave the plan and decided, and no "
    "review by another is recorded.",
    innocent=("HR or a second level reviewed it and did not record the review.",),
    settles=("A review by somebody else with evidence of their own.",),
    asks="Who besides my manager examined the facts before the decision?",
    source=law(
        "Staub v. Proctor Hospital, 562 U.S. 411 (2011)",
        "https://dev.ccbjournal.com/articles/takeaways-supreme-courts-cats-paw-decision",
    ),
    versions=(Version(severity=SERIOUS),),
)(ask.alone())
HERE.rule(
    id="US2",
    title="The reason was first put at the end",
    means="A reason that first appears with the decision is easily read as made for it.",
    innocent=("It was put before in conversations that nobody wrote down.",),
    settles=("A dated record in which the reason was put before the decision.",),
    asks="When was this reason first put to me?",
    source=law(
        "Proof of pretext, American Bar Association paper",
        "https://vdocument.in/proof-of-pretext-american-bar-2018-01-18-evidence-and-proof-of-pretext.html",
    ),
    versions=(Version(severity=SERIOUS),),
)(ask.reason_first_at_the_end())
HERE.rule(
    id="US3",
    title="Records deleted before a year is over",
    means="Personnel records are kept for one year from their making or from the action, whichever is "
    "later, and for one year from an involuntary end. A charge suspends every deletion until it is finally "
    "disposed of.",
    innocent=("What is due to be deleted is a copy.",),
    settles=("The schedule, and a hold where a charge is open.",),
    asks="Until when are my records kept?",
    source=law(
        "29 CFR 1602.14",
        "https://eeoc.gov/employers/summary-selected-recordkeeping-obligations-29-cfr-part-1602",
    ),
    versions=(Version(severity=SERIOUS),),
    parameters={"days": 365},
    parameter_words={"days": "Calendar days from the last step for which records are kept."},
    needs=("deletions_due",),
)(ask.deleted_early())

MASSACHUSETTS.rule(
    id="MA1",
    title="Not told of a negative entry within ten days",
    means="An employer tells the employee within ten days when information is added to the personnel "
    "record that has been or may be used to their disadvantage.",
    innocent=("The employee was told in person, and the acknowledgement came later.",),
    settles=("The day on which the employee was told.",),
    asks="When was I told of this entry?",
    source=law(
        "Mass. Gen. Laws c. 149 § 52C",
        "https://newenglandbizlawupdate.com/2017/11/06/the-personnel-records-puzzle-tips-for-employers",
    ),
    versions=(Version(severity=SERIOUS),),
    parameters={"days": 10},
    parameter_words={"days": "Calendar days from the record to the notice."},
)(ask.told_late(("warning", "concern", "feedback", "appraisal", "plan_opened")))
MASSACHUSETTS.rule(
    id="MA2",
    title="Records deleted before three years are over",
    means="With twenty employees or more, a personnel record is kept for three years after the employment "
    "ended.",
    innocent=("The employer has fewer than twenty employees.",),
    settles=("The schedule under which it is deleted.",),
    asks="Until when is my personnel record kept?",
    source=law(
        "Mass. Gen. Laws c. 149 § 52C",
        "https://newenglandbizlawupdate.com/2017/11/06/the-personnel-records-puzzle-tips-for-employers",
    ),
    versions=(Version(severity=SERIOUS),),
    parameters={"days": 1096},
    parameter_words={"days": "Calendar days after the end: three years."},
    needs=("deletions_due",),
)(ask.deleted_early())
CALIFORNIA.rule(
    id="CAL1",
    title="Output of this review deleted before four years are over",
    means="California counts a process that facilitates an employment decision as an automated-decision "
    "system, and a file review is one. Its rules, inputs, outputs and what people made of them are kept "
    "for four years.",
    innocent=("What is due to be deleted holds no finding and no disposition.",),
    settles=("A schedule of four years for findings and dispositions.",),
    asks="Until when are the findings about me, and what was decided about them, kept?",
    source=law(
        "California FEHA regulations on automated-decision systems, in force 1 October 2025",
        "https://www.insidetechlaw.com/blog/2025/07/californias-anti-employment-discrimination-regulations-now-include-ai-expand-retention-requirements",
    ),
    versions=(Version(severity=SERIOUS, effective_from=date(2025, 10, 1)),),
    parameters={"days": 1461},
    parameter_words={"days": "Calendar days: four years."},
    needs=("deletions_due",),
)(ask.deleted_early())
COLORADO.rule(
    id="COL1",
    title="Records of the review deleted before three years are over",
    means="From 1 January 2027 Colorado asks for records of a system that materially influences an "
    "employment decision to be kept for three years. A file review that only organises what people then "
    "judge may be outside it.",
    innocent=("The review did not influence the decision.",),
    settles=("A schedule of three years for findings and dispositions.",),
    asks="Until when are the findings about me kept?",
    source=law(
        "Colorado SB 26-189, effective 1 January 2027",
        "https://everyailaw.com/regulation/colorado-sb26-189/index.html",
    ),
    versions=(Version(severity=SERIOUS, effective_from=date(2027, 1, 1)),),
    parameters={"days": 1096},
    parameter_words={"days": "Calendar days: three years."},
    needs=("deletions_due",),
)(ask.deleted_early())
