"""Where the rules of this pack come from."""

from __future__ import annotations

from goodstanding.review.packs.common import law

USC = "https://www.law.cornell.edu/uscode/text/5/4303"
CFR_104 = "https://www.law.cornell.edu/cfr/text/5/432.104"
CFR_105 = "https://www.law.cornell.edu/cfr/text/5/432.105"
CFR_107 = "https://www.ecfr.gov/current/title-5/chapter-I/subchapter-B/part-432"
FELTG = "https://feltg.com/ask-feltg-is-employee-entitled-to-all-90-days-of-90-day-pip"
SANTOS = law(
    "Santos v. NASA, 990 F.3d 1355 (Fed. Cir. 2021)",
    "https://caselaw.findlaw.com/us-federal-circuit/1910040.html",
)
NOTICE = law("5 CFR 432.104", CFR_104)
PROPOSAL = law("5 USC 4303(b)(1)(A); 5 CFR 432.105(a)(4)(i)", CFR_105)
