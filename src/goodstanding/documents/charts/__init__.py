"""Charts as SVG made on the server: no script, no inline style, a title, a description and a table beside.

Colours and sizes are classes in charts.css, so that the same picture follows light, dark, print and phone.
"""

from goodstanding.documents.charts.pace import FanPoint, PaceChart, PacePoint, draw_pace
from goodstanding.documents.charts.picture import Chart, Html, Table
from goodstanding.documents.charts.ratings import Rating, RatingChart, draw_ratings
from goodstanding.documents.charts.spread import SpreadChart, SpreadPoint, draw_spread
from goodstanding.documents.charts.timeline import Dot, Row, TimelineChart, draw_timeline

__all__ = [
    "Chart",
    "Dot",
    "FanPoint",
    "Html",
    "PaceChart",
    "PacePoint",
    "Rating",
    "RatingChart",
    "Row",
    "SpreadChart",
    "SpreadPoint",
    "Table",
    "TimelineChart",
    "draw_pace",
    "draw_ratings",
    "draw_spread",
    "draw_timeline",
]
