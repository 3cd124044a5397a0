"""The complete file that the cases change: in it no pack finds a defect."""

from __future__ import annotations

import pytest

from goodstanding.review.engine import review
from goodstanding.review.finding import Severity
from goodstanding.review.packs import PACKS
from goodstanding.review.packs.places import PLACES
from goodstanding.review.rule import Pack
from tests.unit.review.packs.whole import Whole

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
