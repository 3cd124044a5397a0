"""Hostile files through the pages: each ends where somebody can read why, and nothing of it is imported."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodstanding.actions.imports import kept
from goodstanding.store import models
from tests.conftest import Cast
from tests.integration.accounts import signed_in
from tests.integration.importing import work
from tests.unit.ingest.test_hostile_files import WHOLE_FILE

pytestmark = pytest.mark.django_db


def upload(client: Client, data: bytes, name: str = "people.csv", target: str = "people") -> Any:
    return client.post("/imports/new/", {"target": target, "file": SimpleUploadedFile(name, data)})


def end_of(client: Client, data: bytes) -> str:
    """The words of the page on which this file ends."""
    reply = upload(client, data)
    if reply.status_code != 302:
        assert reply.status_code == 422
        return str(reply.content.decode())
    address = reply["Location"].removesuffix("reading/")
    reading = client.get(f"{address}reading/")
    if reading.status_code == 422:
        assert client.get(f"{address}columns/").status_code == 302
        return str(reading.content.decode())
    assert client.post(f"{address}reading/").status_code == 302
    client.post(f"{address}columns/", {"column_number": "0"})
    work()
    return str(client.get(address).content.decode())


def test_every_hostile_file_ends_on_a_page_that_says_why_and_imports_nothing(cast: Cast) -> None:
    client = signed_in(cast.admin)
    before = (models.Person.objects.count(), models.Entry.objects.count())
    silent = []
    for name, make, says in WHOLE_FILE:
        data = make()
        if not isinstance(data, bytes):
            continue
        page = end_of(client, data).replace("&#x27;", "'").replace("&quot;", '"')
        if says not in page and "is empty" not in page:
            silent.append(name)
    assert silent == []
    assert (models.Person.objects.count(), models.Entry.objects.count()) == before
    assert not models.ImportRun.objects.filter(state__in=("checking", "running", "done")).exists()


def test_a_file_beyond_the_limit_is_refused_before_it_is_kept(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.IMPORT_MAX_BYTES = 1000
    settings.DATA_DIR = tmp_path  # other tests keep their files at the same time
    client = signed_in(cast.admin)
    kept_before = set(kept.folder().iterdir())
    # A little too large, the form answers; far too large, the request is not read at all.
    for size, status, words in ((1500, 422, "Choose a file of at most"), (200_000, 413, "too large")):
        reply = upload(client, b"x" * size)
        assert reply.status_code == status
        assert words in reply.content.decode()
    assert set(kept.folder().iterdir()) == kept_before


def test_formula_cells_of_wrong_rows_come_back_neutral(cast: Cast) -> None:
    client = signed_in(cast.admin)
    reply = upload(client, b'number,name,hired\n1,a,"=cmd|calc"\n2,b,+1\n')
    address = reply["Location"].removesuffix("reading/")
    client.post(f"{address}reading/", {"header": "yes"})
    client.post(f"{address}columns/", {"column_number": "0", "column_hired_on": "2"})
    work()
    listed = client.get(f"{address}wrong-rows.csv")
    text = b"".join(listed.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert '"\'=cmd|calc"' in text
    assert '"\'+1"' in text


NONSENSE = {
    "encoding": "x", "delimiter": "ab", "sheet": "x?y", "column_number": "-1", "column_name": "99999999",
    "value_name": "a", "how": "x", "duplicates": "x", "effective_on": "0000-00-00", "dates": "x",
}  # fmt: skip
STEPS = ("reading/", "columns/", "start/", "discard/", "progress/", "wrong-rows.csv", "")


def test_what_nobody_could_have_typed_gives_no_server_error(cast: Cast) -> None:
    client = signed_in(cast.admin)
    base = upload(client, b"number,name\n1,a\n")["Location"].removesuffix("reading/")
    for step in STEPS:
        for given in (NONSENSE, {name: "\0" for name in NONSENSE}, {}):
            assert client.get(base + step, given).status_code < 500
            if step != "discard/":
                assert client.post(base + step, given).status_code < 500
        absent = client.get("/imports/00000000-0000-0000-0000-000000000000/" + step)
        assert absent.status_code in (404, 405)
    for page in ("%00", "x", "-1", "99999999999999999999"):
        assert client.get(f"/imports/?page={page}").status_code < 500
    assert client.post("/imports/new/", {"target": "x", "file": "not a file"}).status_code == 422


def test_a_worker_that_was_killed_leaves_a_run_that_says_so_and_nothing_else(cast: Cast) -> None:
    from goodstanding.actions import imports

    client = signed_in(cast.admin)
    address = upload(client, b"number,name\n1,a\n")["Location"].removesuffix("reading/")
    client.post(f"{address}reading/")
    client.post(f"{address}columns/", {"column_number": "0"})
    work()
    client.post(f"{address}start/", {"how": "all"})
    run = models.ImportRun.objects.get()
    with mock.patch("os.getpid", return_value=2**22 + 1):
        kept.write_progress(run.path, "Writing", 1, 2)
    assert imports.reap() == 1
    page = client.get(address).content.decode()
    assert "The program was stopped while this ran" in page
    assert not models.Person.objects.filter(number="1").exists()


def test_only_hr_imports_what_a_file_says_of_somebody_and_outsiders_see_no_imports(cast: Cast) -> None:
    it, employee = signed_in(cast.ivo), signed_in(cast.eve)
    assert upload(it, b"a,b\n1,2\n", target="appraisals").status_code == 422
    assert upload(it, b"a,b\n1,2\n").status_code == 302
    appraisals = upload(signed_in(cast.hedda), b"a,b\n1,2\n", target="appraisals")["Location"]
    assert it.get(appraisals).status_code == 404
    for address in ("/imports/", "/imports/new/", appraisals):
        assert employee.get(address).status_code == 404
