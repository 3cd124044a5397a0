"""Time stamps (RFC 3161) over checkpoints, from the authority that the settings name.

Asked for by the worker alone, so that no write and no page ever waits for somebody else's server. What is
stamped is the checkpoint's text; the authority sees its hash only.
"""

from __future__ import annotations

import logging
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from goodstanding.actions.checkpoints import note_service
from goodstanding.domain.errors import Damage, UserError
from goodstanding.queries import checkpoints
from goodstanding.queries.checkpoints import AUTHORITY, Signed
from goodstanding.store import models

log = logging.getLogger("goodstanding")
SECONDS = 20.0
MOST = 256 * 1024
SLOWEST = timedelta(hours=1)
"""Between two tries while the authority does not answer; it begins with a minute and doubles."""

Fetch = Callable[[str, bytes], bytes]


class AuthorityFails(UserError):
    """The authority did not answer, or not with a time stamp of what was asked."""


def post(url: str, request: bytes) -> bytes:
    """Ask over HTTP as RFC 3161 section 3.4 has it."""
    asked = urllib.request.Request(url, request, {"Content-Type": "application/timestamp-query"})
    try:
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
            body: bytes = answer.read(MOST + 1)
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise AuthorityFails(f"The time-stamping authority does not answer: {error}.") from error
    if len(body) > MOST:
        raise AuthorityFails("The authority’s answer is too long to be a time stamp.")
    return body


def stamp_due(*, now: datetime, fetch: Fetch = post) -> bool:
    """For the worker: a time stamp over the newest checkpoint, if one is due. Failure is noted."""
    if not settings.TIMESTAMP_URL:
        return False
    newest = checkpoints.latest()
    if newest is None or not _due(newest, now):
        return False
    try:
        stamp(newest, now=now, fetch=fetch)
    except (AuthorityFails, Damage) as error:
        log.warning("No time stamp: %s", error.message)
        note_service(AUTHORITY, now=now, problem=error.message)
        return False
    note_service(AUTHORITY, now=now)
    return True


def _due(newest: Signed, now: datetime) -> bool:
    last = models.Timestamp.objects.order_by("-id").values_list("checkpoint_id", "made").first()
    if last and (last[0] == newest.id or now - last[1] < timedelta(minutes=settings.TIMESTAMP_MINUTES)):
        return False
    state = checkpoints.service(AUTHORITY)
    if state is None or state.failed_since is None:
        return True
    pause = min(SLOWEST, timedelta(minutes=2 ** min(state.failures - 1, 10)))
    return now - state.tried >= pause


def stamp(signed: Signed, *, now: datetime, fetch: Fetch = post) -> None:
    """Have this checkpoint stamped, check the answer, and keep it. AuthorityFails if it does not hold."""
    from rfc3161_client import TimestampRequestBuilder, decode_timestamp_response

    data = signed.text.encode("utf-8")
    request = TimestampRequestBuilder().data(data).build()
    body = fetch(settings.TIMESTAMP_URL, request.as_bytes())
    try:
        answer = decode_timestamp_response(body)
    except ValueError as error:
        raise AuthorityFails(f"The authority’s answer is not a time stamp: {error}") from error
    check(body, data, nonce=request.nonce)
    models.Timestamp.objects.create(
        checkpoint_id=signed.id, authority=settings.TIMESTAMP_URL, answer=body,
        stamped=answer.tst_info.gen_time, made=now,
    )  # fmt: skip


def check(answer: bytes, data: bytes, *, nonce: int | None = None) -> datetime:
    """The time that a stamp names, after it was checked against the roots of the settings."""
    from cryptography import x509
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    builder = VerifierBuilder()
    try:
        roots = x509.load_pem_x509_certificates(Path(settings.TIMESTAMP_ROOTS).read_bytes())
    except (OSError, ValueError) as error:
        raise AuthorityFails(
            f"The certificates in {settings.TIMESTAMP_ROOTS} cannot be read: {error}."
        ) from error
    for root in roots:
        builder = builder.add_root_certificate(root)
    if nonce is not None:
        builder = builder.nonce(nonce)
    try:
        response = decode_timestamp_response(answer)
        builder.build().verify_message(response, data)
    except (VerificationError, ValueError) as error:
        raise AuthorityFails(f"The time stamp does not hold: {error}") from error
    return response.tst_info.gen_time
