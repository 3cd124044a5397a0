"""What managers and deciders of the demo company answer to the findings of a review."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from goodstanding.actions.review import Said
from goodstanding.domain.entries.review import Disposed
from goodstanding.review.finding import Finding

if TYPE_CHECKING:
    from goodstanding.demo.story import Story

Words = Mapping[str, tuple[Disposed, str]]
"""By rule: what is decided about its finding, and in which words."""

NO_WORDS: Words = MappingProxyType({})

USUAL: Words = MappingProxyType(
    {
        "D01": ("explained",
                "The talks were held on the days named; I wrote them up at the end of the week from my "
                "notes."),
        "D02": ("explained",
                "These notes are about earlier weeks. I had them on paper and entered them when HR "
                "asked."),
        "D06": ("explained",
                "The rating follows the figures of the half-year; the months before it were "
                "better."),
        "D07": ("explained", "I took over the team this year. The standard is the one of my predecessor."),
        "D08": ("explained",
                "The praise was about helping others, and it stands. The shortfall is about {name}’s own "
                "figures."),
        "D09": ("explained",
                "The figures of the weeks before are in the reports of the team; I add them to the "
                "concern."),
        "D10": ("explained", "{name} and I talked about it every week; not each talk was written down."),
        "D11": ("cured", "The goal now names its figure, its source and who measures it."),
        "D13": ("accepted",
                "It is a full load. We look at it at the midpoint and move a date if it does not "
                "fit."),
        "D14": ("accepted",
                "The target is the one of the whole team. At the midpoint we see how many reach "
                "it."),
        "D22": ("accepted", "Shorter than others, because the season ends. HR can extend it."),
        "D24": ("cured", "Reworded: what was done and left undone, with days."),
        "D30": ("explained",
                "Most notes are mine because I see the work daily; the figures come from the "
                "system."),
        "D32": ("explained",
                "It was handed over in a meeting; the receipt is still open and was asked for "
                "again."),
    }
)  # fmt: skip


def answer_to(finding: Finding, story: Story, own: Words) -> Said:
    """The story’s own answer, else the usual one, else that it was looked at with the entries it rests on."""
    disposition, words = own.get(finding.rule) or USUAL.get(finding.rule) or _looked_at(finding)
    return Said(disposition, story.text(words))


def _looked_at(finding: Finding) -> tuple[Disposed, str]:
    days = sorted({g.event.when.exact for g in finding.because if g.event.when.exact})
    on = f" of {', '.join(f'{day:%-d %B %Y}' for day in days[:3])}" if days else ""
    return "accepted", (
        f"I went through the entries{on} with HR. What is missing cannot be written afterwards; we take it "
        "into account when the goals are judged."
    )
