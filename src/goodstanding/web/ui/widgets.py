"""Django's own widgets, drawn without its templates: they would take half the time of a page with a form.

What is drawn is what Django's templates would write, to the letter; a test compares the two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from goodstanding.web.ui.escaped import text

Widget = Mapping[str, Any]


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {text(name)}" if value is True else f' {text(name)}="{text(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = widget["value"]
    held = "" if value is None else f' value="{text(str(value))}"'
    return (
        f'<input type="{text(widget["type"])}" name="{text(widget["name"])}"{held}'
        f"{_attributes(widget['attrs'])}>"
    )


def _textarea(widget: Widget) -> str:
    value = widget["value"]
    held = text(value) if value else ""
    return f'<textarea name="{text(widget["name"])}"{_attributes(widget["attrs"])}>\n{held}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{text(widget["name"])}"{_attributes(widget["attrs"])}>{groups}\n</select>'


def _group(name: Any, options: list[Widget]) -> str:
    rows = "".join(f"\n  {_option(one)}" for one in options)
    return f'\n  <optgroup label="{text(name)}">{rows}\n  </optgroup>' if name else rows


def _option(widget: Widget) -> str:
    value, attrs = text(str(widget["value"])), _attributes(widget["attrs"])
    return f'<option value="{value}"{attrs}>{text(widget["label"])}</option>\n'


INPUTS = (
    "checkbox", "color", "date", "datetime", "email", "hidden", "number", "password", "search", "tel", "text",
    "time", "url",
)  # fmt: skip
DRAWN: Mapping[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}


def draw(template_name: str, context: Mapping[str, Any]) -> SafeString | None:
    """None where we have nothing but Django's template."""
    drawn = DRAWN.get(template_name)
    return mark_safe(drawn(context["widget"]).strip()) if drawn else None
