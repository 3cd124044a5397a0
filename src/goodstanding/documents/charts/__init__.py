"""Charts as SVG made on the server: no script, no inline style, a title, a description and a table beside.

Colours and sizes are classes in charts.css, so that the same picture follows light, dark, print and phone.
"""

from goodstanding.documents.charts.funnel import FunnelChart, FunnelPoint, draw_funnel, funnel_of
from goodstanding.documents.charts.pace import FanPoint, PaceChart, PacePoint, draw_pace
from goodstanding.documents.charts.picture import Chart, Html, Table
from goodstanding.documents.charts.ratings import Rating, RatingChart, draw_ratings
from goodstanding.documents.charts.spread import Change, SpreadChart, SpreadPoint, draw_spread
from goodstanding.documents.charts.timeline import Dot, Row, TimelineChart, draw_timeline

__all__ = [
    "Change",
    "Chart",
    "Dot",
    "FanPoint",
    "FunnelChart",
    "FunnelPoint",
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
    "draw_funnel",
    "draw_pace",
    "draw_ratings",
    "draw_spread",
    "draw_timeline",
    "funnel_of",
]
