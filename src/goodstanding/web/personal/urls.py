"""Every address of the personal edition."""

from __future__ import annotations

from django.urls import path

from goodstanding.web.personal.views import (
    adding,
    applications,
    evidence,
    journal,
    keeping,
    meetings,
    plan,
    signs,
)

urlpatterns = [
    path("", journal.home, name="home"),
    path("start/", journal.start, name="start"),
    path("example/", journal.example, name="example"),
    path("journal/", journal.journal, name="journal"),
    path("signs/", signs.signs, name="signs"),
    path("signs/new/", signs.sign_new, name="sign_new"),
    path("signs/<slug:code>/", signs.sign, name="sign"),
    path("signs/<slug:code>/looked-into/", signs.looked_into, name="looked_into"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/read/", meetings.meetings_read, name="meetings_read"),
    path("meetings/choose/", meetings.meetings_choose, name="meetings_choose"),
    path("plan/", plan.plan, name="plan"),
    path("plan/enter/", plan.plan_enter, name="plan_enter"),
    path("plan/edit/", plan.plan_edit, name="plan_edit"),
    path("plan/goals/", plan.plan_goals, name="plan_goals"),
    path("plan/goals/<slug:goal>/progress/", adding.progress, name="progress"),
    path("plan/questions/", plan.plan_questions, name="plan_questions"),
    path("plan/questions/<uuid:entry>/answer/", adding.answer, name="answer"),
    path("plan/check-in/", adding.check_in, name="check_in"),
    path("plan/support/<slug:support>/", adding.support_came, name="support_came"),
    path("plan/week/", plan.plan_week, name="plan_week"),
    path("plan/week/<int:back>/", plan.plan_week, name="plan_week_back"),
    path("plan/closing/", plan.plan_closing, name="plan_closing"),
    path("plan/over/", adding.plan_over, name="plan_over"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/new/", evidence.pointer_new, name="pointer_new"),
    path("applications/", applications.applications, name="applications"),
    path("applications/new/", applications.application_new, name="application_new"),
    path("applications/csv/", applications.applications_csv, name="applications_csv"),
    path("applications/<uuid:entry>/", applications.application, name="application"),
    path("write/", journal.write, name="write"),
    path("entries/<uuid:entry>/take-back/", journal.take_back, name="take_back"),
    path("begin/", keeping.begin, name="begin"),
    path("unlock/", keeping.unlock, name="unlock"),
    path("lock/", keeping.lock, name="lock"),
    path("awake/", keeping.awake, name="awake"),
    path("file/", keeping.keeping, name="keeping"),
    path("file/backup/", keeping.backup, name="backup"),
    path("file/check/", keeping.check, name="check_copy"),
    path("file/passphrase/", keeping.passphrase, name="passphrase"),
]

handler400 = "goodstanding.web.personal.answers.bad_request"
handler404 = "goodstanding.web.personal.answers.not_found"
handler500 = "goodstanding.web.personal.answers.our_fault"
