"""The signature of a dossier's PDF, and the data that it carries. Whose key it is, its fingerprint tells."""

from __future__ import annotations

import hashlib
import logging
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from goodstanding.documents.apart import apart
from goodstanding.domain.errors import Damage
from goodstanding.record.verification.steps import Report, Steps

BEGINS = b"%PDF"
MOST_ATTACHED = 1 << 28
NOT_REACHED = "An earlier step did not hold, so this one cannot be looked at."
NO_FINGERPRINT = "Compare it with the one that the organisation shows on its export page (--fingerprint)."

# What reading a broken PDF ends in, beside the library's own errors.
_BROKEN = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, OSError,
    AssertionError, EOFError, struct.error, zlib.error,
)  # fmt: skip


def check_pdf(data: bytes, fingerprint: str | None) -> Report:
    """`fingerprint`: SHA-256 in hex of the certificate by which the reader knows the organisation."""
    steps = Steps(
        "The file is a PDF with one signature", "Nothing was changed since it was signed",
        "The key that signed it is the organisation’s", "It carries the file as data",
    )  # fmt: skip
    try:
        whole, name, certificate, carried = _read(data)
    except Damage as damage:
        steps.wrong(damage.message, "the file")
        return Report("PDF", steps.rest(NOT_REACHED))
    steps.good("It can be read, and somebody signed it once.")
    if whole:
        steps.good("The signature is over every byte of it, and fits.")
    else:
        steps.wrong("It was changed after it was signed, or the signature was damaged.", "the file")
    _key(steps, name, certificate, fingerprint)
    if carried:
        steps.good(f"{', '.join(sorted(carried))}. What can be verified in that is verified by itself below.")
    else:
        steps.not_checked("It carries no data, so its words cannot be held against the record.")
    return Report("PDF", tuple(steps.made))


def _key(steps: Steps, name: str, certificate: bytes, fingerprint: str | None) -> None:
    found = hashlib.sha256(certificate).hexdigest()
    said = f"{name}, fingerprint (SHA-256) {found}."
    if fingerprint is None:
        steps.not_checked(f"{said} {NO_FINGERPRINT}")
    elif "".join(fingerprint.split()).replace(":", "").lower() == found:
        steps.good(said)
    else:
        steps.wrong(f"It is another key: {said}", "the certificate of the signature")


def attached(data: bytes) -> Mapping[str, bytes]:
    """The files that a PDF carries, by name; none where it cannot be read."""
    try:
        return _opened(data)[1]
    except Damage:
        return {}


def _read(data: bytes) -> tuple[bool, str, bytes, Mapping[str, bytes]]:
    """Whether the one signature holds over all of it, whose it is by its own word, and what is attached."""
    reader, files = _opened(data)
    with _library("The signature of the PDF cannot be read."):
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko.sign.validation.status import SignatureCoverageLevel
        from pyhanko_certvalidator import ValidationContext

        signatures = reader.embedded_signatures
        if len(signatures) != 1:
            raise Damage(f"The PDF has {len(signatures)} signatures; a dossier has one.")
        known = ValidationContext(allow_fetching=False, trust_roots=[])
        status = apart(lambda: validate_pdf_signature(signatures[0], signer_validation_context=known))
        whole = status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        certificate = status.signing_cert
        return bool(whole), str(certificate.subject.human_friendly), certificate.dump(), files


def _opened(data: bytes) -> tuple[Any, Mapping[str, bytes]]:
    with _library("The PDF cannot be read: it is damaged or cut off."):
        from pyhanko.pdf_utils.reader import PdfFileReader

        reader = PdfFileReader(BytesIO(data))
        files: dict[str, bytes] = {}
        names = reader.root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", [])
        for at in range(0, len(names) - 1, 2):
            held = names[at + 1]
            found = held["/EF"]["/F"].data
            if sum(map(len, files.values())) + len(found) > MOST_ATTACHED:
                raise Damage("The PDF carries more data than is read.")
            files[str(held.get("/UF", held.get("/F", names[at])))] = bytes(found)
        return reader, files


@contextmanager
def _library(says: str) -> Iterator[None]:
    """The library's errors as Damage, and its log kept silent: it tells of keys that nobody vouches for."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko_certvalidator.errors import PathError, ValidationError

    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    levels = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL + 1)
    try:
        yield
    except (*_BROKEN, PdfError, PathError, ValidationError) as error:
        raise Damage(says) from error
    finally:
        for each, level in zip(loggers, levels, strict=True):
            each.setLevel(level)
