"""What all charts share: escaped elements, a drawing, its key and the table that stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


class Html(str):
    """Text that is markup already; templates ask `__html__` and leave it as it is."""

    __slots__ = ()

    def __html__(self) -> Html:
        return self


@dataclass(frozen=True, slots=True)
class Table:
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`html` is drawing and key for a page; `svg` the drawing alone, for a document."""

    title: str
    description: str
    svg: Html
    html: Html
    table: Table
    key: tuple[KeyItem, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyItem:
    """`sign` names the look: line, band, band-inner, median, target, window, away, needed, fan, mark."""

    sign: str
    words: str


def el(tag: str, *content: str, **attributes: str | float | None) -> Html:
    """One element. `class_` and `text_anchor` become class and text-anchor; plain text is escaped."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = "".join(each if isinstance(each, Html) else escape(each) for each in content)
    return Html(f"<{tag}{given}>{inner}</{tag}>" if inner else f"<{tag}{given}/>")


def dot(words: str, class_: str, x: float, y: float, radius: float) -> Html:
    """A point with its words; a chart may have hundreds, and `el` would take five times as long."""
    return Html(
        f'<circle class="{class_}" cx="{short(x)}" cy="{short(y)}" r="{short(radius)}">'
        f"<title>{escape(words)}</title></circle>"
    )


def _attribute(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else short(value)


def short(number: float) -> str:
    """A coordinate: a tenth of a unit is finer than a pixel."""
    return f"{number:.1f}".removesuffix(".0")


def path(points: Sequence[tuple[float, float]], *, closed: bool = False) -> str:
    steps = " L".join(f"{short(x)} {short(y)}" for x, y in points)
    return f"M{steps}{' Z' if closed else ''}"


def drawing(title: str, description: str, width: float, height: float, parts: Iterable[str]) -> Html:
    """The <svg> element. It scales with its box; the class sets text sizes by the width of that box."""
    return el(
        "svg",
        el("title", title or "Chart"),
        el("desc", description or title or "Chart"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        role="img",
        viewBox=f"0 0 {short(width)} {short(height)}",
    )


def finish(title: str, description: str, svg: Html, key: Sequence[KeyItem], table: Table) -> Chart:
    # The description and the table say the same in words, so a reader by ear is spared the key.
    items = [el("li", item.words, class_=f"chart-key-item chart-key-{item.sign}") for item in key]
    keys = [el("ul", *items, class_="chart-key", aria_hidden="true")] if items else []
    return Chart(title, description, svg, el("div", svg, *keys, class_="chart-box"), table, tuple(key))


def nothing(title: str, words: str, table: Table) -> Chart:
    """The picture of a normal answer: there is nothing to draw."""
    text = el("text", words, class_="chart-text", x=240, y=44, text_anchor="middle")
    return finish(title, words, drawing(title, words, 480, 80, [text]), (), table)


def say(value: float | None, *, percent: bool = False, none: str = "not recorded") -> str:
    """A figure as people write it: thousands apart, and no more decimals than can matter."""
    if value is None:
        return none
    if percent:
        return f"{_trim(f'{value * 100:,.1f}')} %"
    return _trim(f"{value:,.{_places(abs(value))}f}")


_PLACES = ((1000, 0), (100, 1), (1, 2), (0.1, 3), (0.01, 4))


def _places(size: float) -> int:
    for limit, places in _PLACES:
        if size >= limit:
            return places
    return 6


def _trim(text: str) -> str:
    trimmed = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if trimmed in ("-0", "") else trimmed
