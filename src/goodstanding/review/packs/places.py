"""The packs of places: which rules, about what, and for which jurisdictions unless others are chosen."""

from __future__ import annotations

from goodstanding.review.packs import australia, canada, germany, india, uk, us_federal, us_general
from goodstanding.review.rule import Pack

STATES_WITH_OWN = ("US-MA", "US-CA", "US-CO")
"""The nearest jurisdiction’s packs are run, so the general pack names the states that have their own."""

US_GENERAL = Pack(
    id="us-general",
    title="United States, private employers",
    about="What several courts ask beside good practice: an independent look at the facts, a reason put "
    "before the end, records kept for their time. Employment at will does not keep a weak file from being "
    "read as a pretext. It is for employers outside the federal service.",
    rules=tuple(us_general.HERE.rules),
    jurisdictions=("US", *STATES_WITH_OWN),
)
US_FEDERAL_432 = Pack(
    id="us-federal-432",
    title="US federal, chapter 43",
    about="Reductions in grade and removals for performance under 5 USC 4303 and 5 CFR 432. What it does "
    "not find fault with: a notice may be given at any time of the appraisal year, and duties may be "
    "narrowed to the deficient area while the opportunity runs.",
    rules=us_federal.RULES,
    jurisdictions=("US-FEDERAL-432", "US-FEDERAL"),
)
UK_ACAS = Pack(
    id="uk-acas",
    title="United Kingdom, Acas Code",
    about="The Acas Code of Practice on disciplinary and grievance procedures, applied to capability. An "
    "unreasonable breach can move an award by up to a quarter, either way.",
    rules=uk.RULES,
    jurisdictions=("GB", "UK"),
)
AU_SMALL = Pack(
    id="au-small-business",
    title="Australia, small business",
    about="The Small Business Fair Dismissal Code, for employers with fewer than 15 employees. An "
    "organisation chooses it for itself, since no file tells how many it employs.",
    rules=tuple(australia.SMALL.rules),
)
AU_GENERAL = Pack(
    id="au-general",
    title="Australia",
    about="What the Fair Work Commission weighs under section 387 of the Fair Work Act, for employers with "
    "15 employees or more. Smaller ones choose the small business pack instead.",
    rules=tuple(australia.GENERAL.rules),
    jurisdictions=("AU",),
)
CA_JUST_CAUSE = Pack(
    id="ca-just-cause",
    title="Canada, just cause",
    about="What the common law asks of a dismissal for just cause where the cause is poor performance. "
    "Without just cause the job can still be ended with notice or pay; then this pack tells how strong the "
    "cause would be.",
    rules=tuple(canada.HERE.rules),
    jurisdictions=("CA",),
)
DE_KSCHG = Pack(
    id="de-kschg",
    title="Germany, KSchG",
    about="Dismissal for low performance under the Kündigungsschutzgesetz, with the hearing of the works "
    "council. Software that can watch performance needs the works council’s agreement before it is used.",
    rules=tuple(germany.HERE.rules),
    jurisdictions=("DE",),
)
IN_IR = Pack(
    id="in-ir",
    title="India",
    about="The Industrial Relations Code for workers; for others the contract and the state’s Shops and "
    "Establishments Act. The rules of the states come in stages: check the state’s own.",
    rules=tuple(india.HERE.rules),
    jurisdictions=("IN",),
)
US_MA = Pack(
    id="us-ma-records",
    title="Massachusetts, personnel records",
    about="Notice of negative entries and keeping of personnel records. A rebuttal stays with the document "
    "that it answers in every export of this program.",
    rules=tuple(us_general.MASSACHUSETTS.rules),
    jurisdictions=("US-MA",),
)
US_CA = Pack(
    id="us-ca-records",
    title="California, records of automated-decision systems",
    about="How long the findings of this review and what people made of them are kept.",
    rules=tuple(us_general.CALIFORNIA.rules),
    jurisdictions=("US-CA",),
)
US_CO = Pack(
    id="us-co-records",
    title="Colorado, records of automated decision-making",
    about="How long records of a system that materially influences an employment decision are kept, from "
    "2027.",
    rules=tuple(us_general.COLORADO.rules),
    jurisdictions=("US-CO",),
)

PLACES: tuple[Pack, ...] = (
    US_GENERAL,
    US_FEDERAL_432,
    US_MA,
    US_CA,
    US_CO,
    UK_ACAS,
    AU_GENERAL,
    AU_SMALL,
    CA_JUST_CAUSE,
    DE_KSCHG,
    IN_IR,
)
