"""Ways to other pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from goodstanding.web.ui import vocabulary
from goodstanding.web.ui.tags.base import get
from goodstanding.web.ui.values import Link

register = template.Library()


@register.inclusion_tag("gs/c/breadcrumbs.html")
def breadcrumbs(items: Iterable[Any], label: str = "Breadcrumbs") -> dict[str, object]:
    links = [Link(*item) if isinstance(item, (tuple, list)) else item for item in items or ()]
    return {"links": links[:-1], "here": links[-1] if links else None, "label": label}


@register.inclusion_tag("gs/c/nav.html")
def nav(items: Iterable[Any], label: str = "Main") -> dict[str, object]:
    return {"items": items, "label": label}


@register.inclusion_tag("gs/c/tabs.html")
def tabs(items: Iterable[Any], label: str = "Views") -> dict[str, object]:
    return {"items": items, "label": label}


@register.inclusion_tag("gs/c/stepper.html")
def stepper(steps: Iterable[Any], label: str = "Steps") -> dict[str, object]:
    rows = [
        {
            "step": step,
            "number": number,
            "word": vocabulary.word(vocabulary.STEPS, get(step, "state", "todo")),
        }
        for number, step in enumerate(steps or (), start=1)
    ]
    return {"rows": rows, "label": label}
