"""Fill in a page's form as a browser would: what it shows is sent back, unless something else is typed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Forms(HTMLParser):
    """The fields of every form of a page, with what they hold now."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self._area: str | None = None
        self._select: str | None = None
        self._first: str | None = None

    def _put(self, name: str, value: str) -> None:
        self.forms[-1].setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag == "form":
            self.forms.append({})
        if not self.forms:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            self._input(name, given)
        elif tag == "textarea":
            self._area = name
            self._put(name, "")
        elif tag == "select":
            self._select, self._first = name, None
        elif tag == "option" and self._select:
            self._first = given.get("value", "") if self._first is None else self._first
            if "selected" in given:
                self._put(self._select, given.get("value", ""))

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in {"checkbox", "radio"}:
            if "checked" in given:
                self._put(name, given.get("value", "on"))
        elif kind not in {"submit", "button", "file"}:
            self._put(name, given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1][self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            # A browser drops the line break right after the opening tag.
            text = self.forms[-1][self._area][-1]
            self.forms[-1][self._area][-1] = text.removeprefix("\r\n").removeprefix("\n")
            self._area = None
        if tag == "select" and self._select:
            # A browser sends the first choice where none is chosen.
            if self._select not in self.forms[-1] and self._first is not None:
                self._put(self._select, self._first)
            self._select = None


def shown(client: Client, address: str) -> dict[str, list[str]]:
    """The page's largest form."""
    reply = client.get(address)
    assert reply.status_code == 200, f"{address}: {reply.status_code}"
    parser = _Forms()
    parser.feed(reply.content.decode())
    return max(parser.forms, key=len)


def send(client: Client, address: str, **typed: Any) -> str:
    """Send the form with these fields typed over (`goals__0` for `goals-0`) and its confirmation ticked;
    returns where it led."""
    fields = shown(client, address) | {"confirmed": ["on"]}
    fields |= {name.replace("__", "-"): [str(value)] for name, value in typed.items()}
    reply = client.post(address, {k: v for k, v in fields.items() if v != [""]})
    assert reply.status_code == 302, _complaints(reply.content.decode())
    return str(reply["Location"])


def _complaints(page: str) -> str:
    """The words of the error summary, or of the page."""
    start = page.find("error-summary")
    return " ".join(re.sub(r"<[^>]+>", " ", page[max(start, 0) :]).split())[:800]
