"""Every address of the personal edition."""

from __future__ import annotations

from django.urls import path

from goodstanding.web.personal.views import journal, keeping

urlpatterns = [
    path("", journal.home, name="home"),
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
