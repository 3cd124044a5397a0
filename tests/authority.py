"""A time-stamping authority of the tests: certificates made anew, answers by `openssl ts`."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIG = """[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_digest = sha256
digests = sha256, sha384, sha512
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the openssl command")


@dataclass
class Authority:
    """`fetch` answers as a server would; `fails` is what it raises instead, `asked` counts."""

    folder: Path
    fails: Exception | None = None
    asked: int = 0

    @property
    def roots(self) -> Path:
        return self.folder / "root.pem"

    def fetch(self, url: str, request: bytes) -> bytes:
        self.asked += 1
        if self.fails:
            raise self.fails
        query, reply = self.folder / "query", self.folder / "reply"
        query.write_bytes(request)
        _openssl(
            "ts", "-reply", "-config", self.folder / "tsa.cnf", "-section", "one", "-queryfile", query,
            "-signer", self.folder / "tsa.pem", "-inkey", self.folder / "tsa.key", "-out", reply,
        )  # fmt: skip
        return reply.read_bytes()

    def openssl_accepts(self, answer: bytes, data: bytes) -> bool:
        """What `openssl ts -verify` says, with nothing of ours in between."""
        reply, text = self.folder / "given", self.folder / "text"
        reply.write_bytes(answer)
        text.write_bytes(data)
        done = subprocess.run(
            ["openssl", "ts", "-verify", "-data", text, "-in", reply, "-CAfile", self.roots],
            capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode == 0


def make_authority(folder: Path) -> Authority:
    folder.mkdir(parents=True, exist_ok=True)
    root_key, tsa_key = _key(), _key()
    root = _certificate("Root of the tests", root_key, "Root of the tests", root_key, authority=True)
    tsa = _certificate("Time stamps of the tests", tsa_key, "Root of the tests", root_key, authority=False)
    (folder / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    (folder / "tsa.pem").write_bytes(tsa.public_bytes(serialization.Encoding.PEM))
    (folder / "tsa.key").write_bytes(
        tsa_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    (folder / "serial").write_text("01")
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    return Authority(folder)


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def _certificate(
    name: str, key: rsa.RSAPrivateKey, issuer: str, issuer_key: rsa.RSAPrivateKey, *, authority: bool
) -> x509.Certificate:
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=not authority, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    )
    if not authority:
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(stamping, critical=True)
    return made.sign(issuer_key, hashes.SHA256())


def _openssl(*arguments: object) -> None:
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
