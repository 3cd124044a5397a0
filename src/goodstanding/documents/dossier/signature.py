"""The signature of a dossier (PAdES, through pyHanko), and the organisation's key that makes it.

An organisation that has a certificate for documents names it by a setting. Else this installation makes a key
of its own: whoever changes the document is found out, but a reader program cannot say whose key it is. The
fingerprint printed in the document and shown on the export page does.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from goodstanding.documents.apart import apart
from goodstanding.domain.errors import UserError

OWN = "document-key.p12"
YEARS = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Identity:
    """The key that signs documents. `own`: made by this installation, known to nobody else."""

    path: Path
    password: str
    name: str
    fingerprint: str
    own: bool


def identity(*, given: str, password: str, data: Path, organisation: str, now: datetime) -> Identity:
    """The key named by the settings, else the own one, which is made once. UserError if it cannot be read."""
    path = Path(given) if given else data / OWN
    if not given and not path.exists():
        _make(path, organisation, now)
    try:
        _, certificate, _ = pkcs12.load_key_and_certificates(path.read_bytes(), password.encode() or None)
    except (OSError, ValueError) as error:
        raise UserError(
            f"The key for documents cannot be read from {path.name}: {error}. Whoever runs the server can "
            "set GOODSTANDING_DOCUMENT_KEY and GOODSTANDING_DOCUMENT_PASSWORD right."
        ) from error
    if certificate is None:
        raise UserError(f"{path.name} holds no certificate. It has to be a PKCS#12 file with both.")
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    name = str(names[0].value) if names else certificate.subject.rfc4514_string()
    digits = certificate.fingerprint(hashes.SHA256()).hex()
    return Identity(path, password, name, " ".join(digits[i : i + 8] for i in range(0, 64, 8)), own=not given)


def is_there(*, given: str, data: Path) -> bool:
    """Whether there is a key already, or one that the settings name."""
    return bool(given) or (data / OWN).exists()


def _make(path: Path, organisation: str, now: datetime) -> None:
    """Readable by its owner only; of two processes that make it at once, one wins and both use that."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"Documents of {organisation}"[:64])])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .sign(key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(
        b"documents", key, made, None, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(packed)
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def signed(pdf: bytes, who: Identity, *, reason: str) -> bytes:
    """The document with a certifying signature that allows no change after it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    signer = signers.SimpleSigner.load_pkcs12(str(who.path), passphrase=who.password.encode() or None)
    meta = signers.PdfSignatureMetadata(
        field_name="Signature", md_algorithm="sha256", reason=reason, name=who.name, certify=True,
        subfilter=fields.SigSeedSubFilter.PADES, docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )  # fmt: skip
    made = apart(lambda: signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer=signer))
    return bytes(made.getvalue())
