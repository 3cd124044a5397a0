"""The page for people without this program, opened as a file in a browser: it agrees, and asks nobody."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from goodstanding.documents.verification import tools
from goodstanding.record import base64url, key_file, merkle, receipt
from goodstanding.record.keys import ED25519, ML_DSA_44, WITNESS, SigningKey, has_ml_dsa
from goodstanding.record.verification import check_receipt
from goodstanding.record.verification.growth import read_kept
from tests import damaged
from tests.logs import WORDS, Log, seed
from tests.unit.record.test_merkle_vectors import CONSISTENCY, INCLUSION, path_of, raw, well_formed
from tests.unit.record.test_record_verification import GOOD, LOG, WRONG, flipped
from tests.unit.test_standalone_verifier import EVIL

pytestmark = pytest.mark.browser

VERIFY = """async ([receipt, keys, other]) => {
  const bytes = (said) => said === null ? null : Uint8Array.from(atob(said), (each) => each.charCodeAt(0));
  const report = await verify(bytes(receipt), bytes(keys), bytes(other));
  return report.steps.map((step) => step.outcome);
}"""
MERKLE = """async ([kind, rows]) => {
  const bytes = (said) => Uint8Array.from(atob(said), (each) => each.charCodeAt(0));
  const found = [];
  for (const [a, b, one, two, path] of rows) {
    const hashes = path.map(bytes), numbers = [BigInt(a), BigInt(b)];
    const work = kind === "inclusion" ? included(bytes(one), ...numbers, hashes, bytes(two))
      : consistent(...numbers, bytes(one), bytes(two), hashes);
    found.push(await work);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Opened from the disk, offline; any request beyond the file itself fails the tests."""
    context = browser.new_context(offline=True, reduced_motion="reduce")
    opened = context.new_page()
    asked: list[str] = []
    troubles: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda message: troubles.append(message.text))
    opened.goto(tools.PAGE.as_uri())
    yield opened
    context.close()
    assert set(asked) == {tools.PAGE.as_uri()}
    assert troubles == []


def text64(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def outcomes(page: Page, receipt: bytes, keys: bytes | None, other: bytes | None = None) -> list[str]:
    found: list[str] = page.evaluate(VERIFY, [text64(receipt), text64(keys), text64(other)])
    return found


def agree(page: Page, receipt: bytes, keys: str | None, other: bytes | None = None) -> list[str]:
    """The outcomes of every step, in which the page and the program are of one mind."""
    lines = None if keys is None else key_file.read(keys)
    report = check_receipt(receipt, lines, read_kept(other) if other else None)
    expected = [step.outcome.value for step in report.steps]
    assert outcomes(page, receipt, None if keys is None else keys.encode(), other) == expected
    return expected


def test_the_policy_names_the_script_and_the_style_as_they_are() -> None:
    assert tools.page() == tools.with_policy(tools.page()), (
        "python -m goodstanding.documents.verification.tools"
    )
    assert "default-src 'none'" in tools.page()


def test_the_page_agrees_on_good_receipts_and_on_every_damaged_one(page: Page) -> None:
    assert agree(page, GOOD.text.encode(), LOG.key_text) == ["good"] * 7
    assert agree(page, GOOD.text.encode(), None)[5] == "not checked"
    for make, step, _ in WRONG.values():
        assert agree(page, make().text.encode(), LOG.key_text)[step - 1] == "wrong"


def test_the_page_names_the_same_step_of_every_damaged_receipt(page: Page) -> None:
    expected = json.loads((damaged.FOLDER / "expected.json").read_text())
    keys = (damaged.FOLDER / "keys.txt").read_text()
    for name in filter(lambda each: each.startswith("receipt-"), expected):
        found = agree(page, (damaged.FOLDER / name).read_bytes(), keys)
        assert found.index("wrong") + 1 == expected[name]["step"], name


def test_the_page_agrees_on_the_files_that_are_no_receipt(page: Page) -> None:
    said = GOOD.text
    loaded = json.loads(said)
    for text in (
        "", "{}", "[]", "null", "1", '"x"', "[" * 10_000, said + " ", "\ufeff" + said,
        said.replace("\n", "\r\n"),
        receipt.spelled(dict(reversed(loaded.items()))), json.dumps(loaded),
        json.dumps(loaded, indent=2, ensure_ascii=False),
        said.replace('"version": 1', '"version": 1.0'), said.replace('"version": 1', '"version": true'),
        said.replace('"version"', '"format": "x",\n  "version"'), said.replace("—", "\\u2014"),
        said.replace('"proof": "', '"proof": "\\ud800'), said.replace("payload", "Payload"),
        said.replace('"leaf"', '"__proto__"'), json.dumps(loaded | {"more": 1}, indent=2) + "\n",
    ):  # fmt: skip
        agree(page, text.encode(), LOG.key_text)
    agree(page, b"\xff\xfe", LOG.key_text)


@pytest.mark.parametrize("written", EVIL)
def test_the_page_agrees_on_parts_that_no_honest_log_has(page: Page, written: str) -> None:
    log = Log("evil.example")
    part = base64url.encode(written.replace("SALT", base64url.encode(bytes(32))).encode())
    assert "wrong" in agree(page, log.evil(part).text.encode(), log.key_text)


def test_the_page_agrees_on_bits_flipped_all_over_a_receipt(page: Page) -> None:
    data = replace(GOOD, disclosures=GOOD.disclosures[-1:]).text.encode()
    for bit in range(0, len(data) * 8, 41):
        assert "wrong" in agree(page, flipped(data, bit), LOG.key_text)


def test_the_page_agrees_on_old_receipts_and_logs_that_grew_or_were_rewritten(page: Page) -> None:
    rewritten = Log.of(3)
    for at in range(18):
        rewritten.add(f"rewritten {at}")
    old = LOG.receipt(7, 9).text.encode()
    for other in (
        LOG.growth(9).text, LOG.signed(), LOG.signed(9), LOG.growth(8).text, rewritten.growth(9).text,
        "  " + LOG.signed(9).replace("\n", " \n\u00a0 ") + "\n\n",
        LOG.growth(9).text.replace("\n\n", "\n\n\n"),
        rewritten.signed(9), "\n" + LOG.signed(9).replace("\n", "\r\n"), Log.of(3, "other").signed(),
    ):  # fmt: skip
        agree(page, old, LOG.key_text, other.encode())
    assert agree(page, old, LOG.key_text, LOG.growth(9).text.encode()) == ["good"] * 8
    assert agree(page, old, LOG.key_text, rewritten.growth(9).text.encode())[7] == "wrong"


def test_the_page_agrees_on_ranges_of_keys_witnesses_and_lines_that_it_cannot_check(page: Page) -> None:
    log = Log.of(30)
    new, witness = (SigningKey(log.name, ED25519, seed("new")), SigningKey("witness", WITNESS, seed("w")))
    lines = [key_file.KeyLine(log.key.verifier, 0, 20), key_file.KeyLine(new.verifier, 21)]
    for size in (20, 21):
        agree(page, log.receipt(7, size).text.encode(), key_file.write(lines))
    more = [witness, *([SigningKey(log.name, ML_DSA_44, seed("q"))] if has_ml_dsa() else [])]
    signed = log.receipt(7, beside=more).text.encode()
    for known in ([], more):
        text = log.key_text + key_file.write(key_file.KeyLine(key.verifier) for key in known)
        assert agree(page, signed, text) == ["good"] * 7
    forger = replace(witness, seed=seed("another"))
    known = log.key_text + key_file.write([key_file.KeyLine(forger.verifier)])
    assert agree(page, signed, known) == ["good"] * 7, (
        "the line of an unknown key proves nothing, and harms not"
    )


def test_the_page_holds_all_196_published_vectors(page: Page) -> None:
    rows = [
        (str(v["leafIdx"]), str(v["treeSize"]), v["leafHash"], v["root"], v["proof"])
        for v in INCLUSION
        if well_formed(raw(v["leafHash"]), raw(v["root"]), *path_of(v))
    ]
    kept = [v for v in INCLUSION if well_formed(raw(v["leafHash"]), raw(v["root"]), *path_of(v))]
    assert page.evaluate(MERKLE, ["inclusion", rows]) == [not v["wantErr"] for v in kept]
    assert all(v["wantErr"] for v in INCLUSION if v not in kept)
    kept = [v for v in CONSISTENCY if well_formed(*path_of(v))]
    rows = [(str(v["size1"]), str(v["size2"]), v["root1"], v["root2"], v["proof"]) for v in kept]
    assert page.evaluate(MERKLE, ["consistency", rows]) == [not v["wantErr"] for v in kept]
    assert all(v["wantErr"] for v in CONSISTENCY if v not in kept)


def test_the_page_agrees_on_entries_and_sizes_drawn_at_random(page: Page) -> None:
    chance, log = random.Random(7), Log.of(400)
    hashes = log.hashes()
    roots = [merkle.root(merkle.grow(hashes[:size])[0]) for size in range(401)]

    def said(path: tuple[bytes, ...]) -> list[str]:
        return [base64.b64encode(each).decode() for each in path]

    inclusion: list[tuple[Any, ...]] = []
    growth: list[tuple[Any, ...]] = []
    for _ in range(500):
        size = chance.randint(1, 400)
        at, old = chance.randrange(size), chance.randint(1, size)
        claimed = chance.choice((at, chance.randrange(size)))
        path = said(merkle.inclusion_proof(at, size, log.hash_at))
        inclusion.append((claimed, size, text64(hashes[at]), text64(roots[size]), path, claimed == at))
        started = chance.choice((old, chance.randint(1, size)))
        path = said(merkle.consistency_proof(old, size, log.hash_at))
        growth.append((started, size, text64(roots[started]), text64(roots[size]), path, started == old))
    for kind, rows in (("inclusion", inclusion), ("consistency", growth)):
        found = page.evaluate(MERKLE, [kind, [(str(a), str(b), *rest) for a, b, *rest, _ in rows]])
        assert found == [row[-1] for row in rows]


# ---- What a person sees


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "keys.txt").write_text(LOG.key_text)
    (tmp_path / "receipt-8.json").write_text(GOOD.text)
    (tmp_path / "altered.json").write_text(GOOD.text.replace("T16", "T17"))
    return tmp_path


def test_a_person_chooses_files_and_reads_the_steps_and_the_words(page: Page, files: Path) -> None:
    page.set_input_files("#keys", [])
    page.set_input_files("#receipts", files / "receipt-8.json")
    page.get_by_text("Not proved yet.").wait_for()
    page.set_input_files("#keys", files / "keys.txt")
    page.get_by_text("Proved. Every step holds.").wait_for()
    assert page.get_by_text(f"{WORDS} Entry 7.").is_visible()
    assert page.locator("li").count() == 7
    page.set_input_files("#receipts", [files / "receipt-8.json", files / "altered.json"])
    page.get_by_text("2 receipts: 1 proved, 0 not proved yet, 1 wrong.").wait_for()


def test_the_key_may_be_pasted_and_a_receipt_dropped(page: Page) -> None:
    page.reload()
    page.get_by_text("Paste its text instead").first.click()
    page.get_by_label("Text of the key file").fill(LOG.key_text)
    page.evaluate(
        """(said) => {
          const data = new DataTransfer();
          data.items.add(new File([said], "dropped.json"));
          const dropped = new DragEvent("drop", {dataTransfer: data, bubbles: true});
          document.getElementById("drop").dispatchEvent(dropped);
        }""",
        GOOD.text,
    )
    page.get_by_role("heading", name="dropped.json").wait_for()
    page.get_by_text("Proved. Every step holds.").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_a_telephone(browser: Browser, files: Path, scheme: Any) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(tools.PAGE.as_uri())
    page.set_input_files("#keys", files / "keys.txt")
    page.set_input_files("#receipts", [files / "receipt-8.json", files / "altered.json"])
    page.locator(".report").nth(1).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page).response["violations"] == []
    context.close()


def test_words_of_a_receipt_are_never_taken_for_the_page(page: Page, tmp_path: Path) -> None:
    log = Log("evil.example")
    log.add("<img src=x onerror=alert(1)>\u202ehsilgne")
    (tmp_path / "keys.txt").write_text(log.key_text)
    (tmp_path / "evil.json").write_text(log.receipt(0).text)
    page.set_input_files("#keys", tmp_path / "keys.txt")
    page.set_input_files("#receipts", tmp_path / "evil.json")
    page.get_by_text("<img src=x onerror=alert(1)>\\u202ehsilgne").wait_for()
    assert page.locator("img").count() == 0


def test_nothing_else_can_run_in_the_page_and_nothing_can_leave_it(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(tools.PAGE.as_uri())
    tried = page.evaluate(
        """async () => {
          const broken = [];
          addEventListener("securitypolicyviolation", (event) => broken.push(event.effectiveDirective));
          const script = document.createElement("script");
          try { script.textContent = "globalThis.intruded = true"; document.body.append(script); } catch {}
          const image = new Image(); image.src = "https://example.org/x.png";
          try { await fetch("https://example.org/"); } catch {}
          await new Promise((done) => setTimeout(done, 100));
          return [globalThis.intruded === true, broken.includes("img-src"), broken.includes("connect-src")];
        }"""
    )
    assert tried == [False, True, True]
    context.close()
