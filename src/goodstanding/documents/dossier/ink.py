"""The look of charts on paper: the light colours of tokens.css, written into the drawing itself.

A test holds the two together: every class that a chart uses has its ink here.
"""

from __future__ import annotations

from typing import Any

from goodstanding.documents.charts import Chart

INK = """
.chart-text{fill:#454d53;font-family:"Libertinus Serif";font-size:10px}
.chart-value{text-anchor:end}
.chart-level{stroke:none}
.chart-axis{stroke:#857f73;stroke-width:1;fill:none}
.chart-grid{stroke:#dfdbd1;stroke-width:1;fill:none}
.chart-band{fill:#5f666c;fill-opacity:.18;stroke:none}
.chart-band-inner{fill:#5f666c;fill-opacity:.22;stroke:none}
.chart-median{stroke:#5f666c;stroke-width:1.5;stroke-dasharray:2 3;fill:none}
.chart-line{stroke:#0f5c69;stroke-width:2;stroke-linejoin:round;stroke-linecap:round;fill:none}
.chart-point{fill:#0f5c69;stroke:#fff;stroke-width:1}
.chart-point-small{stroke:none}
.chart-target{stroke:#1c2226;stroke-width:1.5;stroke-dasharray:6 4;fill:none}
.chart-away{fill:#2b5284;fill-opacity:.14;stroke:none}
.chart-window{fill:#dfeef0;fill-opacity:.75;stroke:none}
.chart-needed{stroke:#454d53;stroke-width:1.75;fill:none}
.chart-fan{fill:#0f5c69;fill-opacity:.16;stroke:none}
.chart-fan-middle{stroke:#0f5c69;stroke-width:1.5;stroke-dasharray:1 4;stroke-linecap:round;fill:none}
.chart-today{stroke:#5f666c;stroke-width:1;stroke-dasharray:3 3;fill:none}
.chart-uncertain{fill:#774a00;fill-opacity:.16;stroke:none}
.chart-change{stroke:#774a00;stroke-width:1.75;stroke-dasharray:6 3;fill:none}
.chart-moved{stroke:#2b5284;stroke-width:1.5;stroke-dasharray:1 3;stroke-linecap:round;fill:none}
.chart-cloud{fill:#0f5c69;fill-opacity:.4;stroke:none}
.chart-step{stroke-linejoin:miter}
.chart-dot{fill:#0f5c69;fill-opacity:.85;stroke:#fff;stroke-width:1}
"""


def inked(svg: str) -> str:
    """The drawing with its colours, for a place where no style sheet is."""
    start = svg.index(">") + 1
    return f"{svg[:start]}<style>{INK}</style>{svg[start:]}"


LOOKS = {
    "line": "thick line",
    "band": "pale grey",
    "band-inner": "darker grey",
    "median": "dotted grey line",
    "target": "dashed black line",
    "window": "pale green",
    "away": "pale blue",
    "needed": "grey line",
    "fan": "fan",
    "today": "dashed upright line",
    "change": "dashed brown line",
    "moved": "dotted blue line",
    "cloud": "dots",
    "mark": "dot",
}
"""How each sign of a key is called where the key is words."""


def drawing(chart: Chart) -> dict[str, Any]:
    """A chart for the template: the drawing, what it says in words, and its key."""
    key = [f"{LOOKS[item.sign]}: {item.words[:1].lower()}{item.words[1:]}" for item in chart.key]
    return {"svg": inked(str(chart.svg)), "alt": chart.description or chart.title, "title": chart.title,
            "key": "; ".join(key)}  # fmt: skip
