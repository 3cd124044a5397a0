"""What is measured at the demo company, and the standard that each measure has."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Measure:
    """One metric of the demo. `usual` is the rate per unit of work, `per_day` how much work a day holds.

    `good` and `bad` are what a story keeps to: times the standard's limit, far enough from it that chance
    does not change how eight weeks come out.
    """

    code: str
    name: str
    kind: Literal["count", "proportion", "amount"]
    direction: Literal["up", "down"]
    unit: str
    exposure: str
    description: str
    usual: float
    per_day: float
    season: float
    standard: str
    limit: float
    good: float
    bad: float

    @property
    def lower_is_better(self) -> bool:
        return self.direction == "down"


MEASURES = (
    Measure(
        "tickets_closed",
        "Tickets closed",
        "count",
        "up",
        "tickets",
        "hours",
        "Support tickets closed and not reopened within seven days, per hour at work.",
        4.1,
        7.5,
        0.04,
        "At least 3.4 tickets closed for each hour at work, over any month",
        3.4,
        1.12,
        0.84,
    ),
    Measure(
        "first_contact",
        "Solved at first contact",
        "proportion",
        "up",
        "contacts",
        "contacts",
        "Contacts solved without passing them on or calling back, of all contacts taken.",
        0.72,
        21.0,
        0.01,
        "At least 65 of 100 contacts solved at first contact, over any month",
        0.65,
        1.12,
        0.84,
    ),
    Measure(
        "order_value",
        "Order value",
        "amount",
        "up",
        "pounds",
        "accounts served",
        "Net value of orders confirmed in the week, for each account served in it.",
        182.0,
        8.6,
        0.11,
        "At least 150 pounds of orders for each account served, over a quarter",
        150.0,
        1.2,
        0.78,
    ),
    Measure(
        "quotes_won",
        "Quotes won",
        "proportion",
        "up",
        "quotes",
        "quotes",
        "Quotes that became orders, of all quotes answered in the week.",
        0.36,
        4.2,
        0.02,
        "At least 28 of 100 quotes won, over a quarter",
        0.28,
        1.3,
        0.7,
    ),
    Measure(
        "picking_errors",
        "Quality errors",
        "count",
        "down",
        "errors",
        "thousand lines",
        "Wrong item, wrong quantity or damage found at the check, for each thousand lines handled.",
        2.0,
        0.46,
        0.05,
        "At most 3 errors for each thousand lines handled, over any month",
        3.0,
        1.4,
        0.66,
    ),
    Measure(
        "lines_handled",
        "Lines handled",
        "count",
        "up",
        "lines",
        "hours",
        "Order lines handled to the end, per hour at work.",
        61.0,
        7.5,
        0.04,
        "At least 50 lines handled for each hour at work, over any month",
        50.0,
        1.12,
        0.84,
    ),
)
BY_CODE = MappingProxyType({m.code: m for m in MEASURES})
BY_FAMILY = MappingProxyType(
    {
        "Support adviser": ("tickets_closed", "first_contact"),
        "Account manager": ("order_value", "quotes_won"),
        "Warehouse associate": ("picking_errors", "lines_handled"),
    }
)
SOURCES = MappingProxyType(
    {
        "Support adviser": "Helpdesk, weekly export",
        "Account manager": "Order system, weekly export",
        "Warehouse associate": "Warehouse system, weekly export",
    }
)
