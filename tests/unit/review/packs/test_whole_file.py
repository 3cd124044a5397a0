"""The complete file that the cases change: in it no pack finds a defect."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goodstanding.domain.entries import Entry, Payload, Visibility
from goodstanding.domain.entries import decision as dec
from goodstanding.review.engine import review
from goodstanding.review.finding import Severity
from goodstanding.review.from_entries import from_entries
from goodstanding.review.packs import PACKS
from goodstanding.review.packs.places import PLACES
from goodstanding.review.rule import Pack
from tests.unit.review.packs.whole import EVE, SPACE, Whole

# True of the complete file and no defect: a period above thirty days is reported, the service is long enough.
TOLD = {"F11M", "U23"}


@pytest.mark.parametrize("pack", PLACES, ids=lambda p: p.id)
def test_a_complete_file_raises_nothing(pack: Pack) -> None:
    whole = Whole()
    done = review(whole.file, [PACKS[pack.id]], as_of=whole.as_of, comparators=whole.compared)
    own = {rule.id for rule in pack.rules}
    found = [
        (f.rule, f.severity.value, f.says, f.arithmetic, f.missing)
        for f in done.findings
        if f.rule in own - TOLD
    ]
    assert found == []


@pytest.mark.parametrize("pack", PLACES, ids=lambda p: p.id)
def test_an_empty_file_raises_nothing(pack: Pack) -> None:
    whole = Whole().only()
    done = review(whole.file, [PACKS[pack.id]], as_of=whole.as_of, comparators=whole.compared)
    assert [f for f in done.findings if f.severity is not Severity.NOT_RECORDED] == []


@pytest.mark.parametrize("said", [dec.ReplyWaived(), dec.ReplyLapsed()])
def test_a_reply_that_was_waived_or_let_pass_counts_as_a_chance_to_reply(said: Payload) -> None:
    entry = Entry(
        id=SPACE, subject=EVE, author=EVE, happened=date(2026, 9, 8), payload=said,
        visibility=Visibility.SHARED, recorded=datetime(2026, 9, 8, 12, tzinfo=UTC), seq=1,
    )  # fmt: skip
    (event,) = from_entries([entry], subject=EVE).events
    assert event.kind == "reply"
