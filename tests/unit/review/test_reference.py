"""The documentation of the review is written from the rules, and is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodstanding.documents.review import reference, report
from goodstanding.domain import casefile
from goodstanding.review.packs import PACKS
from goodstanding.review.rule import Rule

DOCS = Path(__file__).resolve().parents[3] / "docs" / "reference"
RULES = [pytest.param(rule, id=f"{pack.id}:{rule.id}") for pack in PACKS.values() for rule in pack.rules]


@pytest.mark.parametrize("name", reference.pages())
def test_each_page_is_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == reference.pages()[name], (
        "Write them anew: python -m goodstanding.documents.review.reference"
    )


def test_no_page_is_left_over_from_a_pack_that_is_gone() -> None:
    written = {p.name for p in DOCS.glob("review-*.md")}
    assert written <= {*reference.pages(), "review-report.md"}


def test_the_schemas_are_current() -> None:
    for name, text in (
        ("case-file.schema.json", casefile.schema_text()),
        ("review-report.schema.json", report.schema_text()),
    ):
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"Write {name} anew; its module says how"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_all_its_words(rule: Rule) -> None:
    assert rule.title
    assert rule.means
    assert rule.innocent
    assert rule.settles
    assert rule.asks.endswith("?")
    assert rule.source.text
    assert not rule.title.endswith(".")
    assert all(text.endswith(".") for text in (rule.means, *rule.innocent, *rule.settles))


@pytest.mark.parametrize("rule", RULES)
def test_every_parameter_is_explained(rule: Rule) -> None:
    named = set(rule.parameters) | {n for v in rule.versions for n in v.parameters}
    assert named == set(rule.parameter_words)


@pytest.mark.parametrize("rule", RULES)
def test_a_source_has_its_address_or_says_that_it_is_unconfirmed(rule: Rule) -> None:
    for source in (rule.source, *(v.source for v in rule.versions if v.source)):
        assert source.address.startswith("http") or not source.confirmed
