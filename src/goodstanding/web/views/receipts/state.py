"""The state of the record in plain words, and the two texts that anybody may read: checkpoint and keys."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from goodstanding.documents.archive import zipped
from goodstanding.domain.errors import NotFound
from goodstanding.queries import checkpoints, receipt_check, timestamps
from goodstanding.web.ui import Cell, Column, Fact, Table
from goodstanding.web.viewer import public, viewer_of
from goodstanding.web.views.files.links import to

TEXT = "text/plain; charset=utf-8"
STAMP_NOTE = """checkpoint.txt      the signed state of the record that was stamped
checkpoint.txt.tsr  the time stamp over it (RFC 3161), as the authority gave it: {authority}

Check it with the authority's own certificates, which it publishes:
    openssl ts -verify -data checkpoint.txt -in checkpoint.txt.tsr -CAfile its-certificates.pem
    openssl ts -reply -in checkpoint.txt.tsr -text        (shows the time)
"""


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
        "stamps": timestamps.stamps(),
        "keeps": keeps,
        "statements": said.get(newest.origin, []) if newest else [],
    }
    return render(request, "gs/receipts/state.html", context)


@require_safe
def stamped(request: HttpRequest, stamp: int) -> HttpResponse:
    """A time stamp as the authority gave it, with the checkpoint that it is over: an archive of two files."""
    viewer_of(request)
    found = timestamps.stamp(stamp)
    if found is None:
        raise NotFound("There is no such time stamp.")
    files = {
        "checkpoint.txt": found.text.encode("utf-8"),
        "checkpoint.txt.tsr": found.answer,
        "README.txt": STAMP_NOTE.format(authority=found.authority).encode("utf-8"),
    }
    response = HttpResponse(zipped(files, found.stamped), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="time-stamp-{found.size}.zip"'
    return response


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
