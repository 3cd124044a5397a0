"""Every address of the personal edition."""

from __future__ import annotations

from django.urls import path

from goodstanding.web.personal.views import journal, keeping, meetings, signs

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
