"""What was found when a file was looked through, and what somebody decided about it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from goodstanding.domain.entries.base import Line, Part, Payload, Words

Severity = Literal["decisive", "serious", "note", "not_recorded"]
Readers = Literal["shared", "leave", "counsel"]
Disposed = Literal["cured", "explained", "disputed", "accepted"]


class FindingNoted(Part):
    """A finding as it stood. `key` is the same for the same rule on the same ground, run after run."""

    key: Line
    rule: Line
    version: Line
    pack: str = ""
    severity: Severity
    title: Words


class FileReviewed(Payload):
    """The review ran over a file: which rules, as of which day, over how many entries, and what they found.

    `changed` says which rules the organisation had switched off or given other thresholds.
    """

    kind: ClassVar = "file_reviewed"
    title: ClassVar = "File reviewed"
    step: str = ""
    as_of: date
    entries: int
    rules: Line
    packs: tuple[Line, ...] = ()
    findings: tuple[FindingNoted, ...] = ()
    changed: tuple[Line, ...] = ()


class FindingDisposed(Payload):
    """What a person decided about a finding, in words. The finding itself stays as it was.

    `readers` is the compartment: what a finding rests on decides who may read what was said about it.
    """

    kind: ClassVar = "finding_disposed"
    title: ClassVar = "Finding answered"
    finding: FindingNoted
    disposition: Disposed
    words: Words
    readers: Readers = "shared"
