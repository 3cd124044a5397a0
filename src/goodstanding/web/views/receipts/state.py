"""The state of the record in plain words, and the two texts that anybody may read: checkpoint and keys."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from goodstanding.domain.errors import NotFound
from goodstanding.queries import checkpoints, receipt_check
from goodstanding.queries.timestamps import stamps
from goodstanding.web.ui import Cell, Column, Fact, Table
from goodstanding.web.viewer import public, viewer_of
from goodstanding.web.views.files.links import to

TEXT = "text/plain; charset=utf-8"


@require_safe
def state(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    newest = checkpoints.latest()
    said, services = checkpoints.key_statements(), checkpoints.services()
    keeps = viewer.has_part("it_admin", "auditor")
    context = {
        "newest": newest,
        "facts": _facts(newest) if newest else [],
        # How many came since would tell a reader that something was written, in whatever compartment.
        "unsigned": checkpoints.unsigned(newest) if keeps else 0,
        "apart": checkpoints.signer_is_apart(),
        "demo": settings.DEMO,
        "off": settings.SIGNER == "off",
        "keys": _keys(checkpoints.key_file(said)),
        "signer": services.get(checkpoints.SIGNER),
        "authority": services.get(checkpoints.AUTHORITY),
        "authority_url": settings.TIMESTAMP_URL,
        "stamps": stamps(),
        "keeps": keeps,
        "statements": said.get(newest.origin, []) if newest else [],
    }
    return render(request, "gs/receipts/state.html", context)


def _facts(newest: checkpoints.Signed) -> list[Fact]:
    return [
        Fact("Log", newest.origin),
        Fact("Entries covered", f"{newest.size:,}"),
        Fact("Root", newest.root.hex()),
        Fact("Signed", f"{localtime(newest.made):%-d %B %Y, %H:%M}"),
        Fact("As text", "the checkpoint for your own keeping", url=to("checkpoint")),
    ]


def _keys(lines: str) -> Table:
    rows = []
    for line in lines.splitlines():
        vkey, sizes, *note = line.split(" ")
        first, _, last = sizes.partition("-")
        rows.append(
            [Cell(vkey.split("+", 2)[1], note=vkey), f"{int(first):,}", f"{int(last):,}" if last else "open",
             " ".join(note)]
        )  # fmt: skip
    columns = (
        Column("Key"), Column("From size", numeric=True), Column("To size", numeric=True), Column("State"),
    )  # fmt: skip
    return Table(
        columns,
        rows,
        caption="Keys that sign this record, and for how many entries each counts",
        empty="Nothing was signed yet.",
    )


@public
@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed checkpoint. It says how many entries there are, and names nobody."""
    text = checkpoints.current_text()
    if not text:
        raise NotFound("Nothing was signed yet.")
    return HttpResponse(text, content_type=TEXT)


@public
@require_safe
def growth(request: HttpRequest, size: int) -> HttpResponse:
    """The proof that the newest checkpoint continues the log of `size` entries: hashes alone."""
    text = receipt_check.growth_from(size)
    if text is None:
        raise NotFound("No checkpoint covers so many entries.")
    return HttpResponse(text, content_type=TEXT)


@public
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The key file, as `goodstanding verify` reads it."""
    text = checkpoints.key_file()
    if not text:
        raise NotFound("Nothing was signed yet.")
    return HttpResponse(text, content_type=TEXT)
