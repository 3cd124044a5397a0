"""India: the Industrial Relations Code, state Shops and Establishments Acts, and the contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Hit, Missing, Severity
from goodstanding.review.packs import procedure as ask
from goodstanding.review.packs.common import is_document, law, says, span
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import cap

HERE = Registry()
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE
CODE = law(
    "Industrial Relations Code 2020, in force 21 November 2025", "https://indialabourcode.com/labour-law-code"
)
PRACTICE = law(
    "Poor performance and misconduct told apart",
    "https://bwpeople.in/article/managing-poor-performance-and-distinguishing-it-from-misconduct-479162",
)
PLANS = law(
    "Performance improvement plans in India", "https://evaakil.com/performance-improvement-plans-pip-in-india"
)
TERMS = law(
    "DLA Piper, termination in India",
    "https://dlapiperintelligence.com/goingglobal/employment/index.html?c=IN&t=14-termination",
)


@HERE.rule(
    id="IN1",
    title="Whether the person is a worker",
    means="Workers have the protection of the Code on retrenchment; managers, and supervisors above 18,000 "
    "rupees a month, have their contract and the state’s Act. Which applies decides what the end of the "
    "job needs.",
    innocent=("The duties and the pay are known to both sides.",),
    settles=("The main duties and the pay, in the terms of the job.",),
    asks="Am I a worker under the Code, or under which Act do I stand?",
    source=CODE,
    versions=(Version(severity=NOTE, effective_from=date(2025, 11, 21)),),
)
def worker_or_not(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in ask.dismissals(file):
        terms = file.of("job_terms")
        if not terms:
            yield Missing(what=("the main duties and the pay",), because=(course.last,))
        elif is_document(terms[-1]) and not terms[-1].payload.get("pay_grade"):
            yield Hit(because=(terms[-1], course.last), says="The terms name no pay.", at=course.last)


@HERE.rule(
    id="IN2",
    title="A letter that brands the person",
    means="A termination that attaches a stigma (incompetent, dishonest, unfit, not to be hired again) is "
    "punitive and needs an enquiry first. A termination without one is worded neutrally: notice and "
    "reasons.",
    innocent=("The words quote somebody, or an enquiry was held.",),
    settles=("A letter in neutral words, or the enquiry and its report.",),
    asks="On which enquiry do these words about me rest?",
    source=PRACTICE,
    versions=(Version(severity=DECISIVE),),
)
def stigma(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in ask.dismissals(file):
        letter = course.decision or course.effect
        if letter is None:
            continue
        if not is_document(letter):
            yield Missing(what=("the words of the letter",), because=(letter,))
        elif says(letter, "stigma"):
            enquiry = [e for e in file.events if e.order < letter.order and says(e, "enquiry")]
            if not enquiry:
                # Words alone: a person has to read them before anything rests on them.
                yield Hit(because=(letter,), severity=SERIOUS)


@HERE.rule(
    id="IN3",
    title="Less notice than a month",
    means="State Acts and contracts usually ask for one month’s notice, or pay in its place.",
    innocent=(
        "Pay was given in place of notice.",
        "The contract sets a shorter time, and the state’s Act allows it.",
    ),
    settles=("The notice clause, and the pay in place of notice.",),
    asks="Which notice or pay in its place do I get?",
    source=TERMS,
    versions=(Version(severity=SERIOUS),),
    parameters={"days": 30},
    parameter_words={"days": "Calendar days from the decision to the last day."},
)
def short_notice(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for course in ask.dismissals(file):
        decision = course.decision
        if decision is None:
            yield Missing(what=("the day of the decision",), because=(course.last,))
            continue
        last = course.effect.when if course.effect else None
        until = decision.payload.get("effective_on")
        notice = span(decision.when, last) if last else None
        if notice is None and isinstance(until, date) and decision.when.exact:
            days = (until - decision.when.exact).days
            if days < ctx.days("days") and not says(decision, "notice_pay"):
                yield Hit(
                    because=(decision,), arithmetic=(f"{days} days of notice; {ctx.days('days')} are due.",)
                )
        elif (
            notice is not None and notice.less_than(ctx.days("days")).yes and not says(decision, "notice_pay")
        ):
            yield Hit(
                because=(decision, course.last),
                arithmetic=(f"{cap(notice)} of notice; {ctx.days('days')} are due.",),
                at=decision,
            )
        elif notice is None or not notice.known:
            yield Missing(what=("the last day of employment",), because=(decision,))


HERE.rule(
    id="IN4",
    title="No reasons given",
    means="Several state Acts ask for reasonable cause, so the letter has to give reasons that can be "
    "examined.",
    innocent=("The reasons stand in the report that came with the letter.",),
    settles=("The reasons, in the letter or its annex.",),
    asks="What are the reasons?",
    source=TERMS,
    versions=(Version(severity=DECISIVE),),
)(ask.no_reason_given())


@HERE.rule(
    id="IN5",
    title="A plan of a month or less",
    means="Plans of a month with targets that nobody reaches are a known complaint, and are read as a way "
    "to an end that was settled before.",
    innocent=("The work shows improvement within weeks.", "The person agreed to the length."),
    settles=("The reason for the length, and what others in the role reach.",),
    asks="Why is a month enough, and who else reaches these targets?",
    source=PLANS,
    versions=(Version(severity=SERIOUS),),
    parameters={"days": 31},
    parameter_words={"days": "Calendar days up to which a plan counts as one of a month."},
)
def short_plan(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        opened = plan.opened
        if opened is None:
            continue
        if plan.length is None:
            yield Missing(what=("the length of the plan",), because=(opened,))
        elif plan.length <= ctx.days("days") and not any(says(e, "length_reason") for e in plan.events):
            yield Hit(because=(opened,), arithmetic=(f"The plan lasts {plan.length} days.",))


@HERE.rule(
    id="IN6",
    title="A resignation during or right after the plan",
    means="Being made to resign is a known complaint. A resignation close to a plan should show that it "
    "was free.",
    innocent=("The person had found another job.",),
    settles=("The person’s own words about the resignation, and that time to think was given.",),
    asks="Was I free to stay, and did I have time to think?",
    source=PLANS,
    versions=(Version(severity=NOTE),),
    parameters={"days": 30},
    parameter_words={"days": "Calendar days after the last entry of the plan."},
)
def resigned(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        if plan.opened is None:
            continue
        gone = [e for e in file.events if e.payload.get("how") == "resigned" or _says_resigned(e.text)]
        for event in gone:
            if event.order < plan.opened.order:
                continue
            last = [e for e in plan.events if e.order < event.order and e.id != event.id][-1]
            gap = file.days(last, event)
            if gap.at_most(ctx.days("days")).yes:
                yield Hit(
                    because=(last, event),
                    arithmetic=(f"{cap(gap)} after the last entry of the plan.",),
                    at=event,
                )
            elif gap.at_most(ctx.days("days")).unknown:
                yield Missing(what=("the days of the plan and of the resignation",), because=(last, event))


def _says_resigned(text: str) -> bool:
    return "resign" in text.lower()
