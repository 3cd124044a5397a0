"""Points that published decisions have settled, with the weight that they carry in each jurisdiction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Hit, Severity, Source
from goodstanding.review.practice.before_plan import no_shortfall_before_plan
from goodstanding.review.practice.ending import no_hearing, one_formal_stage, steps_left_out
from goodstanding.review.practice.terms import no_pass_mark, standard_backwards
from goodstanding.review.reading import ending_of, established
from goodstanding.review.rule import Context, Outcome, Registry, Rule, Version

FEDERAL = Registry()
SANTOS_DAY = date(2021, 3, 11)


@FEDERAL.rule(
    id="F02",
    title="Approval of the appraisal system not shown",
    means="A removal for performance rests on an appraisal system that the Office of Personnel Management "
    "approved, "
    "in the form in which it was used. After a significant change the approval has to be shown anew.",
    innocent=("The approval exists and has not been produced yet.", "The change was not significant."),
    settles=("The approval of the system as changed, covering the period of the appraisal.",),
    asks="Which approval covers the appraisal system under which I was rated?",
    source=Source(
        "Adamsen v. Department of Agriculture, 2011 MSPB 49; Lee v. Department of Veterans Affairs, 2022 "
        "MSPB 11",
        "https://www.mspb.gov/MSPBSEARCH/viewdocs.aspx?docnumber=604055&version=605897&application=HTML",
    ),
    versions=(Version(severity=Severity.DECISIVE),),
    decisive_key="appraisal_system_not_approved",
)
def system_not_approved(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    ending = ending_of(file)
    for event in file.stating("system_not_approved"):
        yield Hit(
            because=(event, ending) if ending else (event,),
            severity=None if established(event) else Severity.SERIOUS,
            at=event,
        )


DECIDED: MappingProxyType[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "us-federal-432": (
            system_not_approved,
            no_shortfall_before_plan.with_versions(
                Version(
                    id="before Santos",
                    severity=Severity.NOTE,
                    effective_to=date(2021, 3, 10),
                    governs="review",
                    note="Until Santos the Board did not ask for proof from before the plan.",
                ),
                Version(
                    id="Santos",
                    severity=Severity.DECISIVE,
                    effective_from=SANTOS_DAY,
                    governs="review",
                    note="Applied to cases then pending (Lee v. Department of Veterans Affairs, 2022 MSPB "
                    "11).",
                ),
            ),
            standard_backwards.at(Severity.DECISIVE),
            no_pass_mark,
        ),
        "uk-acas": (
            no_hearing.at(Severity.DECISIVE),
            one_formal_stage.at(Severity.DECISIVE),
            steps_left_out.at(warning_needed="yes"),
        ),
        # Fair Work Act, section 387(c) and (e); the Small Business Fair Dismissal Code asks for both as well.
        "au-general": (no_hearing.at(Severity.DECISIVE), steps_left_out.at(warning_needed="yes")),
        "au-small-business": (no_hearing.at(Severity.DECISIVE), steps_left_out.at(warning_needed="yes")),
        # A dismissal for what the person could have changed needs an Abmahnung first.
        "de-kschg": (steps_left_out.at(warning_needed="yes"),),
        # Natural justice: nobody is condemned unheard.
        "in-ir": (no_hearing.at(Severity.DECISIVE),),
    }
)
"""By pack: the rules of good practice that weigh otherwise there, and those that only its decisions know."""
