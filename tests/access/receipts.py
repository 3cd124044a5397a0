"""Rows of the matrix: receipts, and what is public of the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.access.characters import EVERYBODY, NOBODY, SIGNED_IN, Group, group
from tests.access.row import Row


def receipt_rows(readers_of: Mapping[str, Group]) -> Iterator[Row]:
    yield Row("receipts", "receipts of what is about me and of what I wrote", SIGNED_IN)
    yield Row("receipts", "those not taken yet", SIGNED_IN, query="?show=new&about=me")
    nothing = group("reviewer")  # comes from outside: nothing is about them, and they wrote nothing
    yield Row("receipts_download", "take them all", None, SIGNED_IN - nothing, done=200, otherwise=409)
    yield Row(
        "receipt_check", "check an old receipt, also without an account", EVERYBODY, EVERYBODY, public=True
    )
    yield Row("record_state", "who signs the record, and how that stands", SIGNED_IN)
    yield Row("record_stamp", "a time stamp that there is not", NOBODY, args=("=999999",))
    yield Row("checkpoint", "the newest signed checkpoint", EVERYBODY, public=True)
    yield Row("checkpoint_growth", "that it continues an older one", EVERYBODY, args=("=3",), public=True)
    yield Row("checkpoint_growth", "from a size that there never was", NOBODY, args=("=999999",), public=True)
    yield Row("record_keys", "the keys that sign the record", EVERYBODY, public=True)
    yield Row("verify_page", "the page that checks receipts offline", EVERYBODY, public=True)
    yield Row("verify_script", "the program that does the same", EVERYBODY, public=True)
    for entry, readers in readers_of.items():
        yield Row("entry_receipt", f"its receipt ({entry})", None, readers, args=("person", entry), done=200)
    yield Row(
        "entry_receipt", "the receipt of an entry under another person’s address", None, NOBODY,
        args=("olga", "shared"),
    )  # fmt: skip
