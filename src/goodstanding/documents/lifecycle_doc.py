"""The lifecycle table as a page of the documentation: a diagram and every transition."""

from __future__ import annotations

from collections import defaultdict

from goodstanding.domain.lifecycle import EVENTS, FINAL, LABELS, LIVE, TABLE, State, Transition

HEAD = """# The life of a plan

This page is written by `goodstanding.documents.lifecycle_doc` from the one table of transitions in
`goodstanding.domain.lifecycle`; a test fails while it is not current. Buttons, forms and tests come from
the same table.

*Live* states, of which a person can be in one at a time: {live}. *Final* states: {final}.
"""

AROUND = frozenset({"role_assigned", "role_ended", "invited", "postponed", "meeting_held"})
"""Possible nearly everywhere and changing no state: told once, left out of the diagram."""


def page() -> str:
    """The whole page in Markdown."""
    head = HEAD.format(live=_named(LIVE), final=_named(FINAL))
    return "\n".join([head, diagram(), "", "## Every transition", "", *_tables(), ""])


def diagram() -> str:
    """A Mermaid state diagram. Events that leave the state as it is are not drawn."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.value}: {LABELS[state]}" for state in State]
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for t in TABLE:
        for target in t.targets:
            if t.source != target:
                source = t.source.value if t.source else "[*]"
                arrows[source, target.value].append(EVENTS[t.event])
    for (here, there), events in arrows.items():
        lines.append(f"    {here} --> {there}: {', '.join(events)}")
    lines += [f"    {state.value} --> [*]" for state in State if state in FINAL]
    return "\n".join([*lines, "```"])


def _tables() -> list[str]:
    lines: list[str] = []
    for source in (None, *State):
        rows = [t for t in TABLE if t.source == source and t.event not in AROUND]
        if rows:
            lines += [f"### {LABELS[source] if source else 'Before there is a case'}", ""]
            lines += ["| event | leads to | who | conditions |", "|---|---|---|---|"]
            lines += [_row(t) for t in rows]
            lines.append("")
    lines += ["### Around every case", ""]
    for event in sorted(AROUND):
        found = [t for t in TABLE if t.event == event]
        sources = _named({t.source for t in found if t.source})
        lines.append(f"- **{EVENTS[event]}** (`{event}`), by {_who(found[0])}: in {sources}.")
    return lines


def _row(t: Transition) -> str:
    targets = " or ".join(LABELS[target] for target in t.targets)
    stays = "the state stays" if t.targets == (t.source,) else targets
    return f"| {t.label} (`{t.event}`) | {stays} | {_who(t)} | {t.condition or '–'} |"


def _who(t: Transition) -> str:
    return " or ".join(role.value.replace("_", " ") if role != "hr" else "HR" for role in t.roles)


def _named(states: frozenset[State] | set[State]) -> str:
    return ", ".join(LABELS[state].lower() for state in State if state in states)


if __name__ == "__main__":
    import sys
    from pathlib import Path

    Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference/lifecycle.md").write_text(
        page(), encoding="utf-8"
    )
