"""Where a document lies that matters, without the document: so that it can be asked for, and nothing is taken."""

from __future__ import annotations

from typing import ClassVar, Literal

from goodstanding.domain.entries.base import Line, OptionalWords, Payload, Visibility, Words


class Pointer(Payload):
    """The entry's own day is that of the document."""

    kind: ClassVar = "own_pointer"
    title: ClassVar = "Where a document lies"
    visibility: ClassVar = Visibility.OWN
    what: Line
    whose: Literal["mine", "about_me", "given_to_me"]
    where: Words
    from_whom: OptionalWords = ""
    words: OptionalWords = ""
