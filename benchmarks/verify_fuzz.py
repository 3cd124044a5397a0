"""Alter receipts, exports, logs and checkpoints in every way that comes to mind: what passes, what stumbles?

python -m benchmarks.verify_fuzz [--receipts 200000] [--others 20000] [--page]

Every bit of three receipts is flipped, then mutations are drawn at random. The program and the short verifier
are asked alike; with --page, so is the offline page, in Chromium, for every bit of one receipt. Any accepted
or stumbling file, and any disagreement, is printed and ends with exit code 1.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from types import ModuleType

from goodstanding.documents.verification import tools
from goodstanding.record.key_file import KeyLine
from goodstanding.record.receipt import Receipt
from goodstanding.record.verification import Outcome, check_receipt
from goodstanding.record.verification.exports import check_export
from goodstanding.record.verification.growth import check_checkpoint
from goodstanding.record.verification.logs import check_log, files_of_log
from tests.logs import Log, export_of
from tests.mutations import BY_BYTES, mutated, says_no_more, spliced

SEED = 20_260
SHOWN = 5


@dataclass(slots=True)
class Count:
    tried: int = 0
    accepted: int = 0
    stumbled: int = 0
    disagreed: int = 0

    @property
    def bad(self) -> int:
        return self.accepted + self.stumbled + self.disagreed

    def note(self, kind: str, data: bytes) -> None:
        setattr(self, kind, getattr(self, kind) + 1)
        if self.bad <= SHOWN:
            print(f"{kind}: {data[:400]!r}", file=sys.stderr)


@cache
def alone() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_receipt_alone", tools.VERIFIER)
    if spec is None or spec.loader is None:
        raise SystemExit("The short verifier is missing.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def short_proves(data: bytes, keys: str) -> bool:
    refusals = (
        ValueError, TypeError, LookupError, AttributeError, OSError, RecursionError, alone().Forged,
    )  # fmt: skip
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            alone().main(data.decode(), keys)
    except refusals:
        return False
    return True


def ask_both(count: Count, data: bytes, keys: list[KeyLine], key_text: str, allowed: bool) -> None:
    count.tried += 1
    try:
        good = check_receipt(data, keys).outcome is Outcome.GOOD
        short = short_proves(data, key_text)
    except Exception:  # noqa: BLE001  any other error is what is looked for here
        count.note("stumbled", data)
        return
    if (good or short) and not allowed:
        count.note("accepted", data)
    if good is not short:
        count.note("disagreed", data)


def log_and_receipts() -> tuple[Log, list[Receipt]]:
    log = Log.of(40)
    return log, [log.receipt(7), log.receipt(39), log.receipt(0, 1), log.receipt(12, 33)]


def fuzz_receipts(times: int, chance: random.Random) -> Count:
    count = Count()
    log, good = log_and_receipts()
    while count.tried < times:
        one = chance.choice(good)
        if chance.random() < 0.1:
            other = chance.choice(good)
            data = spliced(one, other, chance)
            allowed = any(says_no_more(data, each) for each in good)
        else:
            data = mutated(one.text.encode(), chance)
            allowed = says_no_more(data, one)
        ask_both(count, data, log.keys, log.key_text, allowed)
    return count


def every_bit() -> Count:
    count = Count()
    log, good = log_and_receipts()
    for each in good[:3]:
        data = each.text.encode()
        for bit in range(len(data) * 8):
            ask_both(count, flipped(data, bit), log.keys, log.key_text, allowed=False)
    return count


def flipped(data: bytes, bit: int) -> bytes:
    raw = bytearray(data)
    raw[bit // 8] ^= 1 << (bit % 8)
    return bytes(raw)


def others() -> Iterator[Callable[[random.Random], tuple[bytes, Outcome]]]:
    """What else is verified: each gives altered bytes and what came of them."""
    log = Log.of(300)
    export = json.dumps(export_of(log, 20), ensure_ascii=False).encode()
    files = dict(files_of_log(log.leaves, 300, log.signed()))
    signed = log.signed().encode()

    def of_export(chance: random.Random) -> tuple[bytes, Outcome]:
        data = chance.choice(BY_BYTES)(export, chance)
        return data, check_export(data, log.keys).outcome

    def of_log(chance: random.Random) -> tuple[bytes, Outcome]:
        name = chance.choice(list(files))
        data = chance.choice(BY_BYTES)(files[name], chance)
        same = data == files[name]
        found = check_log((files | {name: data}).get, log.keys).outcome
        return data, Outcome.WRONG if same else found

    def of_checkpoint(chance: random.Random) -> tuple[bytes, Outcome]:
        data = chance.choice(BY_BYTES)(signed, chance)
        lenient = b"".join(data.split()) == b"".join(
            signed.split()
        )  # spaces and empty lines do no harm there
        return data, Outcome.WRONG if lenient else check_checkpoint(data, log.keys, None).outcome

    yield of_export
    yield of_log
    yield of_checkpoint


def fuzz_others(times: int, chance: random.Random) -> Count:
    """An export holds fields that nothing in the log speaks of, as a name or an address: they may be altered
    unseen, which the reference says. So here only what stumbles counts, but for logs and checkpoints."""
    count = Count()
    kinds = list(others())
    while count.tried < times:
        kind = kinds[count.tried % len(kinds)]
        count.tried += 1
        try:
            data, outcome = kind(chance)
        except Exception:  # noqa: BLE001  any error is what is looked for here
            count.note("stumbled", kind.__name__.encode())
            continue
        if outcome is Outcome.GOOD and kind is not kinds[0]:
            count.note("accepted", data)
    return count


def ask_page(step: int = 1) -> Count:
    """Every bit of one receipt, by the offline page in Chromium."""
    import shutil

    from playwright.sync_api import sync_playwright

    count = Count()
    log, good = log_and_receipts()
    data = replace(good[0], disclosures=good[0].disclosures[-1:]).text.encode()
    ask = """async ([said, keys, bits]) => {
      const found = [];
      for (const bit of bits) {
        const raw = new TextEncoder().encode(said);
        raw[bit >> 3] ^= 1 << (bit & 7);
        found.push((await verify(raw, new TextEncoder().encode(keys), null)).outcome);
      }
      return found;
    }"""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.goto(tools.PAGE.as_uri())
        bits = list(range(0, len(data) * 8, step))
        for start in range(0, len(bits), 1000):
            some = bits[start : start + 1000]
            outcomes = page.evaluate(ask, [data.decode(), log.key_text, some])
            for bit, outcome in zip(some, outcomes, strict=True):
                count.tried += 1
                if outcome != "wrong":
                    count.note("accepted", flipped(data, bit))
        browser.close()
    return count


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.verify_fuzz")
    parser.add_argument("--receipts", type=int, default=200_000)
    parser.add_argument("--others", type=int, default=20_000)
    parser.add_argument("--page", action="store_true", help="ask the offline page too (needs Chromium)")
    chosen = parser.parse_args()
    runs: list[tuple[str, Callable[[], Count]]] = [
        ("every bit of three receipts", every_bit),
        ("receipts altered at random", lambda: fuzz_receipts(chosen.receipts, random.Random(SEED))),
        ("exports, logs, checkpoints", lambda: fuzz_others(chosen.others, random.Random(SEED))),
    ]
    if chosen.page:
        runs.append(("every bit, by the page", ask_page))
    bad = 0
    print(f"{'':30}{'tried':>10}{'accepted':>10}{'stumbled':>10}{'disagreed':>11}{'CPU s':>8}")
    for name, run in runs:
        before = time.process_time()
        found = run()
        spent = time.process_time() - before
        bad += found.bad
        figures = f"{found.tried:>10}{found.accepted:>10}{found.stumbled:>10}{found.disagreed:>11}"
        print(f"{name:30}{figures}{spent:>8.0f}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
