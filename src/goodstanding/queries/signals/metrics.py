"""How figures of a metric are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodstanding.store import models

AFTER_NOUN = frozenset({"at", "by", "for", "from", "in", "of", "on", "with"})


@dataclass(frozen=True, slots=True)
class MetricLabel:
    """`exposure` is what one unit of work is."""

    name: str
    kind: str
    higher_is_better: bool
    unit: str
    exposure: str

    def say(self, value: float | None, *, sign: bool = False) -> str:
        """“4.1 tickets per unit of work (hours)” as people write it, shares in per cent."""
        if value is None:
            return "not recorded"
        plus = "+" if sign and value > 0 else ""
        if self.kind == "proportion":
            points = " points" if sign else " %"
            return f"{plus}{_trim(f'{value * 100:,.1f}')}{points}".replace("-", "−")
        per = f" per {_one(self.exposure)}" if self.exposure and not sign else ""
        figure = _trim(_places(value)).replace("-", "−")
        return f"{plus}{figure} {self.unit}{per}".replace("  ", " ").strip()


def metric_labels() -> Mapping[str, MetricLabel]:
    """By code. One statement."""
    rows = models.Metric.objects.values_list("code", "name", "kind", "direction", "unit", "exposure")
    return {
        code: MetricLabel(name, kind, direction == "up", unit, exposure)
        for code, name, kind, direction, unit, exposure in rows
    }


def _places(value: float) -> str:
    size = abs(value)
    places = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 3
    return f"{value:,.{places}f}"


def _trim(text: str) -> str:
    trimmed = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if trimmed in ("-0", "") else trimmed


def _one(unit: str) -> str:
    """“hours” are counted, “hour” is one of them, “account served” one of the “accounts served”.

    What is no plain plural stays as it is, and so do “thousand lines”.
    """
    head, *rest = unit.split(" ")
    if rest and not (rest[0].endswith("ed") or rest[0] in AFTER_NOUN):
        return unit
    plural = head.endswith("s") and not head.endswith("ss")
    return " ".join([head[:-1] if plural else head, *rest])
