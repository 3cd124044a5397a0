"""A row of the matrix of access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from tests.access.characters import NOBODY, Group

GET, POST = "GET", "POST"


@dataclass(frozen=True, slots=True)
class Row:
    """`see`: who gets `got` for GET. `act`: who gets `done` for POST with `data`. None: the page does not
    know the method (405). `refused`: to whom it says 403, because what it is about is theirs to see.

    `args` name what the address needs, as `World` knows it."""

    name: str
    says: str
    see: Group | None
    act: Group | None = None
    refused: Group = NOBODY
    args: tuple[str, ...] = ()
    query: str = ""
    got: int = 200
    done: int = 422
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    public: bool = False
    otherwise: int = 404

    @property
    def title(self) -> str:
        return f"{self.name}({', '.join(self.args)}){self.query}"

    def expected(self, who: str, method: str) -> int:
        if who == "anonymous" and not self.public:
            return 302
        allowed, code = (self.see, self.got) if method == GET else (self.act, self.done)
        if allowed is None:
            return 405
        if who in allowed:
            return code
        return 403 if who in self.refused else self.otherwise
