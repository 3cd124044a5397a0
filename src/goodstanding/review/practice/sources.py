"""Where several rules come from."""

from __future__ import annotations

from goodstanding.review.finding import Source

ASE = Source(
    "ASE, Performance improvement plan considerations",
    "https://www.aseonline.org/News-Events/ASE-News/EverythingPeople-This-Week/"
    "performance-improvement-plan-considerations",
)

BREAKWELL = Source(
    "Breakwell, [1996] UKEAT 856_95_1201; Acas Code of Practice 1, paragraphs 9 to 18",
    "https://beta.bailii.org/uk/cases/UKEAT/1996/856_95_1201.html",
)

BREEDEN = Source(
    "Clark County School District v. Breeden, 532 U.S. 268 (2001); Hamilton v. General Electric, 556 F.3d "
    "428 "
    "(6th Cir. 2009)",
    "https://e.casetext.com/case/clark-county-school-district-v-breeden",
)

BROCK = Source(
    "Brock-Chapman v. National Care Network (2013), as reported",
    "http://www.employmentlawdaily.com/index.php/2013/02/05/pip-like-you-mean-it/",
)

BURTON = Source(
    "Burton v. Freescale Semiconductor, 798 F.3d 222 (5th Cir. 2015)",
    "https://law.justia.com/cases/federal/appellate-courts/ca5/14-50944/14-50944-2015-08-11.html",
)

HAMILTON = Source(
    "Hamilton v. General Electric, 556 F.3d 428 (6th Cir. 2009)",
    "https://www.employerlawreport.com/2009/03/articles/eeo/"
    "increased-scrutiny-following-eeoc-charge-may-pose-retaliation-risk/",
)

SANTOS = Source(
    "Santos v. NASA, 990 F.3d 1355 (Fed. Cir. 2021); SHRM, How to establish a performance improvement plan",
    "https://caselaw.findlaw.com/us-federal-circuit/1910040.html",
)

STEELPRINT = Source(
    "Steelprint Ltd v Haynes, [1996] UKEAT 467_95_0107; Haddock v. Thrifty Foods, 2011 BCSC 922",
    "http://www.bailii.org/uk/cases/UKEAT/1996/467_95_0107.html",
)

VICHIO = Source(
    "Vichio v. US Foods, 88 F.4th 687 (7th Cir. 2023)",
    "https://law.justia.com/cases/federal/appellate-courts/ca7/22-1180/22-1180-2023-12-15.html",
)
