"""Tables that more than one page of accounts shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from goodstanding.queries.accounts import EventLine
from goodstanding.web.ui import Cell, Column, Table


def events_table(events: Iterable[EventLine]) -> Table:
    rows = [[event.at, Cell(event.what, note=event.detail), event.by] for event in events]
    columns = (Column("When"), Column("What"), Column("By"))
    return Table(columns, rows, caption="What was done to this account", empty="Nothing yet.")


def passkeys_table(passkeys: Iterable[Any]) -> Table:
    columns = (Column("Name"), Column("Added"), Column("Last used"), Column("Change"))
    return Table(columns, [_passkey(one) for one in passkeys], caption="Your passkeys")


def _passkey(one: Any) -> list[object]:
    alone = "Instead of address and password" if one.wrap().is_passwordless else ""
    links = format_html(
        '<a href="{}">Rename</a> · <a href="{}">Remove</a>',
        reverse("mfa_edit_webauthn", args=[one.pk]), reverse("mfa_remove_webauthn", args=[one.pk]),
    )  # fmt: skip
    used = one.last_used_at or "not yet"
    return [Cell(str(one), note=alone), one.created_at.date(), used, Cell(html=links)]
