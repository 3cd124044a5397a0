"""The dossier: everything that its reader may read, once, and nothing else; a change of it shows."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goodstanding.actions import checkpoints, entries
from goodstanding.documents.apart import apart
from goodstanding.documents.dossier.content import content
from goodstanding.documents.dossier.make import TEMPLATE, dossier
from goodstanding.documents.dossier.signature import identity, signed
from goodstanding.documents.export import export_text
from goodstanding.documents.typeset import pdf
from goodstanding.domain.entries import day_to_day
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.lifecycle import State
from goodstanding.queries.files import open_file, visible_entries
from goodstanding.queries.plans import open_room, open_rooms
from goodstanding.queries.standing import viewer
from goodstanding.record import key_file
from goodstanding.record.verification import Outcome, check_receipt
from tests.conftest import Cast, at
from tests.factories import case_in
from tests.integration.pages import as_, entries_of
from tests.signing import Near, new_signer, seal

pytestmark = pytest.mark.django_db

LATER = at(date(2026, 11, 1)).replace(microsecond=123_456)
MARKUP = "#panic() *not bold* $x$ <label> @nobody \\ // no comment"


def said(reader: UUID, person: UUID) -> dict[str, Any]:
    return content(viewer(reader, "A reader", LATER.date()), person, now=LATER)


def plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def in_words(made: dict[str, Any]) -> Iterator[str]:
    """The number of every entry in the part where entries stand in words."""

    def walk(entry: dict[str, Any]) -> Iterator[str]:
        yield entry["no"]
        for answer in entry["answers"]:
            yield from walk(answer)

    for group in made["groups"]:
        for entry in group["entries"]:
            yield from walk(entry)


def ready(made: dict[str, Any]) -> dict[str, Any]:
    return {**made, "prepared": "", "signed": "", "notes": [], "attached": [], "verify": [], "checkpoint": ""}


@pytest.fixture
def closed(cast: Cast) -> Cast:
    case_in(cast, State.CLOSED)
    words = day_to_day.Feedback(tone="positive", behaviour=MARKUP)
    entries.record(person=cast.eve, payload=words, by=cast.mara, now=cast.now)
    secret = day_to_day.Advice(advice="Counsel’s canary.")
    entries.record(person=cast.eve, payload=secret, by=cast.cora, now=cast.now)
    reason = day_to_day.LeaveReason(reason="Leave’s canary.")
    entries.record(person=cast.eve, payload=reason, by=cast.lea, now=cast.now)
    return cast


def test_every_entry_stands_in_words_once_or_is_the_receipt_of_one(closed: Cast) -> None:
    made = said(closed.hedda, closed.eve)
    told = list(in_words(made))
    assert len(told) == len(set(told))
    missing = {row[0] for row in made["evidence"]} - set(told)
    kinds = {row[2] for row in made["evidence"] if row[0] in missing}
    assert kinds <= {"Receipt acknowledged", "Refusal of receipt noted"}
    assert [row[0] for row in made["timeline"]] == [row[0] for row in made["evidence"]]


def test_each_version_holds_what_its_reader_may_read(closed: Cast) -> None:
    versions = {who: plain(said(closed.people[who], closed.eve)) for who in ("hedda", "eve", "cora")}
    assert {who for who, text in versions.items() if "Counsel’s canary" in text} == {"cora"}
    assert {who for who, text in versions.items() if "Leave’s canary" in text} == {"eve"}
    assert all(plain(MARKUP)[1:-1] in text for text in versions.values())


def test_the_persons_version_asks_where_the_others_find(closed: Cast) -> None:
    assert said(closed.eve, closed.eve)["findings"]["title"] == "Questions to raise"
    assert said(closed.hedda, closed.eve)["findings"]["title"] == "Findings"


@pytest.mark.parametrize("who", ["mara", "olga", "lea"])
def test_whoever_may_not_take_a_file_along_gets_no_dossier(closed: Cast, who: str) -> None:
    with pytest.raises(NotFound):
        said(closed.people[who], closed.eve)


@pytest.mark.parametrize("state", list(State))
def test_a_case_in_any_state_can_be_set(cast: Cast, state: State) -> None:
    case_in(cast, state)
    for reader in (cast.hedda, cast.eve):
        assert pdf(TEMPLATE, ready(said(reader, cast.eve)), now=LATER).startswith(b"%PDF")


def test_the_cases_of_a_file_are_opened_together_as_each_is_alone(cast: Cast) -> None:
    made = [case_in(cast, state) for state in (State.CLOSED, State.WITHDRAWN, State.COACHING)]
    for who in ("hedda", "mara", "eve", "sven"):
        reader = viewer(cast.people[who], "", cast.day)
        seen = [case.id for case in open_file(reader, cast.eve).cases]
        alone = [open_room(reader, case, whole_file=True) for case in seen]
        assert set(seen) == set(made) or (who == "eve" and seen)
        with CaptureQueriesContext(connection) as together:
            assert open_rooms(reader, seen) == alone
        with CaptureQueriesContext(connection) as one:
            open_room(reader, seen[0], whole_file=True)
        assert len(together) == len(one)


def test_the_same_file_gives_the_same_document(closed: Cast) -> None:
    made = ready(said(closed.hedda, closed.eve))
    assert pdf(TEMPLATE, made, now=LATER) == pdf(TEMPLATE, made, now=LATER)


def test_words_of_people_are_never_markup(closed: Cast) -> None:
    """Set they are in any case; where a tool reads text out of PDF, they are there letter by letter."""
    made = pdf(TEMPLATE, ready(said(closed.hedda, closed.eve)), now=LATER)
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler) is not installed here: the letters are not read back")
    done = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    assert "#panic() *not bold* $x$ <label> @nobody" in text


def test_a_letter_that_no_font_has_is_said_and_stops_nothing(closed: Cast) -> None:
    made = ready(said(closed.hedda, closed.eve))
    odd = {**made, "title": "Dossier: 山田"}
    assert b"pdfaid" in pdf(TEMPLATE, made, now=LATER)
    without = pdf(TEMPLATE, odd, now=LATER)
    assert without.startswith(b"%PDF")
    assert b"pdfaid" not in without


def test_the_data_attached_is_the_readers_own_export(closed: Cast) -> None:
    reader = viewer(closed.eve, "Eve Employee", LATER.date())
    made = dossier(reader, closed.eve, now=LATER)
    assert made.data.decode() == export_text(closed.eve, reader, LATER)


def test_the_archive_lists_every_file_with_its_hash(closed: Cast) -> None:
    made = dossier(viewer(closed.eve, "Eve Employee", LATER.date()), closed.eve, now=LATER)
    with zipfile.ZipFile(BytesIO(made.zip(LATER))) as archive:
        listed = json.loads(archive.read("manifest.json"))["files"]
        assert {f["name"] for f in listed} == set(archive.namelist()) - {"manifest.json"}
        for file in listed:
            data = archive.read(file["name"])
            assert (hashlib.sha256(data).hexdigest(), len(data)) == (file["sha256"], file["bytes"])


def test_it_carries_receipts_of_what_its_reader_may_read_and_of_nothing_else(
    closed: Cast, tmp_path: Path
) -> None:
    near = Near(new_signer(tmp_path / "signer", checkpoints.name_log(now=LATER)))
    seal(near, now=LATER)
    reader = viewer(closed.eve, "Eve Employee", LATER.date())
    made = dossier(reader, closed.eve, now=LATER)
    readable = visible_entries(open_file(reader, closed.eve)).count()
    with zipfile.ZipFile(BytesIO(made.zip(LATER))) as archive:
        receipts = [name for name in archive.namelist() if name.startswith("receipts/")]
        assert len(receipts) == readable > 1
        keys = key_file.read(archive.read("keys.txt").decode())
        assert all(check_receipt(archive.read(name), keys).outcome is Outcome.GOOD for name in receipts)
    assert made.proofs.held[-1].name.encode() in made.pdf


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("zip", b"PK"), ("json", b"{")])
def test_the_page_hands_it_out_and_the_file_says_so(
    closed: Cast, client: Client, form: str, begins: bytes
) -> None:
    answer = as_(client, closed, "hedda").post(reverse("file_export", args=[closed.eve]) + f"?as={form}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    kept = [e.payload for e in entries_of(closed.eve) if e.kind == "exported"]
    assert [said.format for said in kept] == [form]


def test_a_form_that_there_is_not_leaves_no_entry(closed: Cast, client: Client) -> None:
    answer = as_(client, closed, "hedda").post(reverse("file_export", args=[closed.eve]) + "?as=exe")
    assert answer.status_code == 404
    assert not [e for e in entries_of(closed.eve) if e.kind == "exported"]


def status(pdf_bytes: bytes) -> Any:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    signature = PdfFileReader(BytesIO(pdf_bytes)).embedded_signatures[0]
    known = ValidationContext(trust_roots=[signature.signer_cert])
    return apart(lambda: validate_pdf_signature(signature, signer_validation_context=known))


def test_the_signature_covers_the_whole_and_a_change_shows(tmp_path: Path) -> None:
    minimal = pdf(TEMPLATE, BARE, now=LATER)
    who = identity(given="", password="", data=tmp_path, organisation="Merrow", now=LATER)
    made = signed(minimal, who, reason="A test")
    whole = status(made)
    assert whole.intact
    assert whole.valid
    assert whole.coverage.name == "ENTIRE_FILE"
    at_title = made.index(b"/Title")
    changed = made[:at_title] + b"/Titel" + made[at_title + 6 :]
    assert not status(changed).intact


def test_an_installations_own_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = identity(given="", password="", data=tmp_path, organisation="Merrow", now=LATER)
    again = identity(given="", password="", data=tmp_path, organisation="Merrow", now=LATER)
    assert first == again
    assert first.own
    assert first.path.stat().st_mode & 0o077 == 0
    assert [p.name for p in tmp_path.iterdir()] == [first.path.name]


def test_a_key_that_cannot_be_read_says_which_setting_is_wrong(tmp_path: Path) -> None:
    bad = tmp_path / "key.p12"
    bad.write_bytes(b"not a key")
    with pytest.raises(UserError, match="GOODSTANDING_DOCUMENT_KEY"):
        identity(given=str(bad), password="", data=tmp_path, organisation="Merrow", now=LATER)


BARE: dict[str, Any] = {
    "title": "Dossier: Nobody", "organisation": "Merrow", "edition": "HR", "holds": "", "privileged": False,
    "cover": [], "parties": [], "glance": None, "cases": [], "ratings": {"rows": [], "picture": None},
    "figures": [], "timeline": [], "groups": [], "evidence": [], "prepared": "", "signed": "", "notes": [],
    "attached": [], "verify": [], "checkpoint": "",
    "findings": {"title": "Findings", "limits": "", "own": False, "groups": [], "silent": [],
                 "silent_lead": ""},
}  # fmt: skip
