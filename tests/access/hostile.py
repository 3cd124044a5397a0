"""Requests that no form of ours sends, drawn from a corpus with a seed."""
# ruff: noqa: E501  (a line of the corpus is a family of values)

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_from_bytes

from django.core.files.uploadedfile import SimpleUploadedFile

URLENCODED = "application/x-www-form-urlencoded"
OTHERS = ("HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW")
METHODS = ("GET",) * 12 + ("POST",) * 24 + OTHERS
PARAMETERS = (
    "q", "page", "sort", "kind", "year", "author", "show", "receipt", "to", "next", "state", "team", "group",
    "month", "weeks", "peers", "standard", "target", "part", "view", "scheme", "add_row", "look", "what",
)  # fmt: skip
VALUES: tuple[bytes, ...] = (
    b"", b"\0", b"a\0b", b"\xff\xfe", b"\xed\xa0\x80", b"\xed\xb0\x80x", b"\xc3\x28", "\u202e\u0000x".encode(),
    b"0", b"-1", b"-0", b"1e400", b"1E9", b"NaN", b"Infinity", b"-Infinity", b"9" * 30, b"9" * 5000, b"-" + b"9" * 400,
    b"0x10", b"1_000", "٣".encode(), "²".encode(), "௧௨".encode(), b"1.5.5", b",", b"1,5", b"true", b"None", b"null",
    b"0000-00-00", b"9999-99-99", b"9999-12-31", b"0001-01-01", b"2026-02-30", b"2026-13", b"0000-01", b"99999-01",
    b"2026-03-02T00:00:00Z", b"1 Jan 9999", b"32/13/2026", b"-2026-01-01",
    b"not-a-uuid", b"00000000-0000-0000-0000-000000000000", b"{00000000000000000000000000000000}",
    b"urn:uuid:00000000-0000-4000-8000-000000000000", b"ffffffff-ffff-ffff-ffff-ffffffffffff" * 3,
    b"[]", b"{}", b'["a"]', b'{"a":1}', b"[" * 10_000, b'{"a":' * 10_000, b"(" * 2_000, b"{{7*7}}", b"{% debug %}",
    b"' OR 1=1 --", b"%' ESCAPE '", b"\\", b"%", b"_", b"*", b"<script>alert(1)</script>", b"javascript:alert(1)",
    b"//evil.example/", b"http://[", b"https://[::1", b"\r\nSet-Cookie: a=b", b"../../etc/passwd", b"C:\\nul", b"a" * 4_000,
    "é" .encode() * 3_000, "👩‍👩‍👧‍👦".encode() * 50, "a\u0301".encode() * 400, b" ", b"\t\n\r", b"\x1b[31m", b"on", b"x" * 70_000,
)  # fmt: skip
COUNTS = (
    b"1000000000",
    b"-1",
    b"x",
    b"",
    b"9" * 40,
    b"0",
    b"1e3",
    b"\xff",
    b"1000",
    b"[]",
    b"1.0",
    "٣".encode(),
)
HEADERS: tuple[Mapping[str, str], ...] = (
    {}, {}, {}, {"HX-Request": "true"}, {"HX-Request": "true", "HX-Target": "\ud800".encode("utf-8", "replace").decode()},
    {"HX-Request": "true", "HX-Current-URL": "http://["}, {"HX-Request": "true", "HX-Current-URL": "%ff%fe"},
    {"HX-Request": "true", "HX-Current-URL-URI-AutoEncoded": "true", "HX-Current-URL": "%ed%a0%80"},
    {"HX-Request": "true", "HX-Prompt": "%00", "HX-Prompt-URI-AutoEncoded": "true"},
    {"HX-Request": "x" * 5_000, "HX-Boosted": "maybe"}, {"HX-Request": "true", "Triggering-Event": "{" * 500},
    {"Accept-Language": "x" * 4_000}, {"Accept-Language": ",;q=;q=99,,"}, {"Accept": "a/b;q=\xff"},
    {"If-Modified-Since": "yesterday"}, {"If-None-Match": '"' * 200}, {"Range": "bytes=9-1,x"}, {"Expect": "nonsense"},
    {"Referer": "http://["}, {"Origin": "null"}, {"X-Forwarded-For": "not an address, ::1, 999.9.9.9"},
    {"X-Forwarded-Proto": "gopher"}, {"X-Requested-With": "XMLHttpRequest"}, {"User-Agent": "\xe9" * 3_000},
    {"Cookie": "sessionid=../../x; csrftoken=\x01"}, {"Cookie": "sessionid=" + "a" * 4_000},
    {"Cookie": "messages=[[\"__json_message\",0,99]]; sessionid=;;;=;"}, {"Cookie": "a" * 8_000}, {"Cookie": 'sessionid="\\000"'},
)  # fmt: skip
TYPES = (
    *(URLENCODED,) * 30, "application/json", "text/plain", "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "b" * 300, "multipart/form-data; boundary=é",
    "multipart/form-data; boundary=x", "multipart/form-data; boundary=x; charset=utf-7", URLENCODED + "; charset=utf-16",
    URLENCODED + "; charset=unicode_escape", URLENCODED + "; charset=nonsense", "nonsense", "", "a/b; c=" + "d" * 900,
)  # fmt: skip
PARTS = (
    b"--x\r\n", b"--x--\r\n", b'Content-Disposition: form-data; name="a"\r\n\r\nb\r\n', b"Content-Disposition: form-data\r\n\r\n\r\n",
    b'Content-Disposition: form-data; name="\xff\xfe"\r\n\r\n\xff\r\n', b"Content-Transfer-Encoding: base64\r\n\r\n====\r\n",
    b'Content-Disposition: form-data; name="file"; filename="../../x"\r\nContent-Type: a/b; charset=\xff\r\n\r\nabc\r\n',
    b'Content-Disposition: form-data; name="file"; filename*=utf-8\'\'%ff%00\r\n\r\nabc\r\n', b"\r\n" * 50, b"\0" * 50, b":" * 500,
)  # fmt: skip
SEGMENTS = (
    "%00",
    "%ff",
    "%ed%a0%80",
    "..%2f..",
    "a" * 2_000,
    "👻",
    "%0d%0a",
    "%25",
    "plan",
    "None",
    "-1",
    "'",
    "__class__",
)


@dataclass(frozen=True, slots=True)
class Hostile:
    method: str
    path: str
    body: Any = b""
    kind: str = URLENCODED
    headers: Mapping[str, str] = field(default_factory=dict)


def fields_of(page: str) -> dict[str, str]:
    """Names and present values of the fields on a page, so that what is sent comes close to what is right."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<(?:input|select|textarea|button)\b[^>]*>", page):
        name = re.search(r'\bname="([^"]*)"', tag)
        value = re.search(r'\bvalue="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken":
            found.setdefault(html.unescape(name[1]), html.unescape(value[1]) if value else "")
    for name, first in re.findall(r'<select[^>]*\bname="([^"]*)".*?<option[^>]*value="([^"]+)"', page, re.S):
        found[html.unescape(name)] = html.unescape(first)
    return found


def requests(dice: random.Random, path: str, fields: Mapping[str, str], many: int) -> Iterator[Hostile]:
    for _ in range(many):
        method = dice.choice(METHODS)
        address = _address(dice, path)
        headers = dice.choice(HEADERS)
        if method in {"GET", "HEAD", "TRACE", "OPTIONS"}:
            yield Hostile(method, address, headers=headers)
        else:
            kind = dice.choice(TYPES)
            yield Hostile(method, address, _body(dice, kind, fields), kind, headers)


def _address(dice: random.Random, path: str) -> str:
    if dice.random() < 0.15:
        parts = path.strip("/").split("/")
        parts[dice.randrange(len(parts))] = dice.choice(SEGMENTS)
        path = "/" + "/".join(parts) + "/"
    if dice.random() < 0.45:
        pairs = [
            f"{dice.choice(PARAMETERS)}={_quoted(dice.choice(VALUES)[:9_000])}"
            for _ in range(dice.randint(1, 4))
        ]
        return f"{path}?{'&'.join(pairs)}"
    return path + dice.choice(("", "", "?", "?&&=&", "?%", "?=%ff", "?a[]=1&a[]=2", "?" + "x&" * 50))


def _quoted(value: bytes) -> str:
    return quote_from_bytes(value, safe="")


def _body(dice: random.Random, kind: str, fields: Mapping[str, str]) -> Any:
    if kind.startswith("multipart"):
        if dice.random() < 0.3:
            return {
                name: SimpleUploadedFile("x.csv", dice.choice(VALUES))
                for name in list(fields)[:6] or ["file"]
            }
        return b"".join(dice.choice(PARTS) for _ in range(dice.randint(1, 9)))
    if kind == "application/json":
        return dice.choice(VALUES)
    wrong = set(dice.sample(sorted(fields), min(len(fields), dice.randint(0, 3))))
    pairs = [f"{quote(name)}={_value(dice, name, value, name in wrong)}" for name, value in fields.items()]
    if dice.random() < 0.3:
        pairs.append(f"{dice.choice(PARAMETERS)}={_quoted(dice.choice(VALUES))}")
    if dice.random() < 0.2:
        dice.shuffle(pairs)
        pairs = pairs[: len(pairs) // 2] + pairs
    return "&".join(pairs).encode()


def _value(dice: random.Random, name: str, value: str, wrong: bool) -> str:
    if not wrong:
        return quote(value or "A word.")
    corpus = COUNTS if name.endswith("_FORMS") else VALUES
    return _quoted(dice.choice(corpus))
