"""Receipts, checking an old one, and what is public of the record."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from goodstanding.web.views.receipts import check, mine, offline, state

urlpatterns: list[URLPattern | URLResolver] = [
    path("receipts/", mine.receipts, name="receipts"),
    path("receipts/download/", mine.download, name="receipts_download"),
    path("receipts/check/", check.check, name="receipt_check"),
    path("people/<uuid:person>/entries/<uuid:entry>/receipt/", mine.entry_receipt, name="entry_receipt"),
    path("record/", state.state, name="record_state"),
    path("record/stamps/<int:stamp>/", state.stamped, name="record_stamp"),
    path("checkpoint", state.checkpoint, name="checkpoint"),
    path("checkpoint/from/<int:size>", state.growth, name="checkpoint_growth"),
    path("keys", state.keys, name="record_keys"),
    path("verify.html", offline.page, name="verify_page"),
    path("verify_receipt.py", offline.script, name="verify_script"),
]
