"""The documentation of the lifecycle is the table itself."""

from __future__ import annotations

from pathlib import Path

from goodstanding.documents import lifecycle_doc
from goodstanding.domain.lifecycle import EVENTS, TABLE, State

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "lifecycle.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == lifecycle_doc.page(), (
        "Write it anew: python -m goodstanding.documents.lifecycle_doc"
    )


def test_every_event_and_state_is_on_the_page() -> None:
    page = lifecycle_doc.page()
    assert all(f"`{event}`" in page for event in EVENTS)
    assert all(f"    {state.value}:" in page for state in State)


def test_the_diagram_draws_every_change_of_state_once() -> None:
    arrows = [
        line for line in lifecycle_doc.diagram().splitlines() if "-->" in line and "--> [*]" not in line
    ]
    wanted = {(t.source, target) for t in TABLE for target in t.targets if t.source != target}
    assert len(arrows) == len(wanted)
