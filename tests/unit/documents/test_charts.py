from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from goodstanding.documents.charts import (
    Change,
    Chart,
    Dot,
    FanPoint,
    FunnelChart,
    FunnelPoint,
    Html,
    PaceChart,
    PacePoint,
    Rating,
    RatingChart,
    Row,
    SpreadChart,
    SpreadPoint,
    TimelineChart,
    draw_funnel,
    draw_pace,
    draw_ratings,
    draw_spread,
    draw_timeline,
)
from goodstanding.documents.charts.axes import date_ticks, round_ticks
from goodstanding.documents.charts.picture import el, say
from goodstanding.domain.intervals import Interval
from goodstanding.stats.funnel import Scale, funnel
from goodstanding.stats.spread import Spread, peer_spread

SVG = "{http://www.w3.org/2000/svg}"
START = date(2026, 1, 5)
WEEK = timedelta(weeks=1)
HOSTILE = "</title><script>alert(1)</script>\"'&"
CSS = Path(__file__).parents[3] / "src/goodstanding/web/static/goodstanding/css"


def week(number: int, own: float | None, others: int = 12) -> SpreadPoint:
    first = START + timedelta(weeks=number)
    spread = peer_spread(own, [10.0 + each for each in range(others)])
    return SpreadPoint(first, first + timedelta(days=6), own, spread)


def spread_chart(*points: SpreadPoint, title: str = "Calls a week") -> SpreadChart:
    plan = Interval(START + timedelta(days=14), START + timedelta(days=27))
    return SpreadChart(title, points, unit=title, target=15.0, plan=plan, away=(plan,))


def pace_chart(title: str = "Calls", *, fan: bool = True) -> PaceChart:
    days = [START + timedelta(weeks=number) for number in range(7)]
    return PaceChart(
        title,
        60.0,
        needed=(PacePoint(days[0], 0), PacePoint(days[6], 60)),
        so_far=(PacePoint(days[0], 0), PacePoint(days[1], 8), PacePoint(days[2], 25)),
        fan=tuple(FanPoint(days[n], 20.0 + n, 25.0 + n, 30.0 + 5 * n) for n in range(3, 7)) if fan else (),
        today=days[2],
        away=(Interval(days[4], days[5]),),
        unit=title,
    )


def rating_chart(title: str = "Ratings") -> RatingChart:
    ratings = (
        Rating(date(2023, 12, 1), 1, "2023"),
        Rating(date(2024, 12, 1), None, "2024"),
        Rating(date(2025, 12, 1), 2, title, title),
    )
    return RatingChart(title, ("Low", "OK", title), ratings)


def timeline_chart(title: str = "The file") -> TimelineChart:
    dots = (Dot(START, title), Dot(START, "again"), Dot(START + timedelta(days=99)))
    return TimelineChart(title, (Row(title, dots), Row("Empty", ())), plans=(Interval(START, START),))


def changed_chart(title: str = "Calls a week") -> SpreadChart:
    points = tuple(week(number, 16.0 - number) for number in range(6))
    change = Change(points[1].first, points[2].first, points[4].first)
    return SpreadChart(title, points, unit=title, change=change, moved=(points[3].first, START - WEEK))


def funnel_chart(title: str = "Calls", people: int = 30) -> FunnelChart:
    """Shares around a half; one far below it."""
    made = [(100.0 + 10 * n, 0.5 + (n % 7 - 3) / 50) for n in range(30)]
    limits = funnel([work * share for work, share in made], [work for work, _ in made], Scale.SHARE)
    assert limits is not None
    dots = tuple(FunnelPoint(*each) for each in [(390.0, 0.1), *made][:people])
    return FunnelChart(title, limits, dots, work="calls", unit=title, percent=True)


def all_charts(title: str) -> list[Chart]:
    return [
        draw_spread(spread_chart(week(0, 12.0), week(1, None), week(2, 30.0, others=2), title=title)),
        draw_spread(SpreadChart(title, ())),
        draw_pace(pace_chart(title)),
        draw_pace(PaceChart(title, 5.0, (), ())),
        draw_ratings(rating_chart(title)),
        draw_ratings(RatingChart(title, (), ())),
        draw_timeline(timeline_chart(title)),
        draw_timeline(TimelineChart(title, ())),
        draw_spread(changed_chart(title)),
        draw_funnel(funnel_chart(title)),
        draw_funnel(funnel_chart(title, people=0)),
    ]


CHARTS = all_charts("A title")
NAMES = ["spread", "no spread", "pace", "no pace", "ratings", "no ratings", "timeline", "no timeline"]
NAMES += ["changed", "funnel", "no funnel"]


def parsed(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(chart.html)


def drawn(chart: Chart, tag: str, class_: str) -> list[ElementTree.Element]:
    found = parsed(chart).iter(f"{SVG}{tag}")
    return [each for each in found if class_ in (each.get("class") or "").split()]


def numbers(element: ElementTree.Element) -> Iterator[tuple[str, float]]:
    for name in ("x", "y", "cx", "cy"):
        if element.get(name) is not None:
            yield name[-1], float(element.attrib[name])
    for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", element.get("d", "")):
        yield "x", float(x)
        yield "y", float(y)


@pytest.mark.parametrize("chart", CHARTS, ids=NAMES)
def test_a_chart_says_its_title_and_description_to_those_who_do_not_see_it(chart: Chart) -> None:
    svg = parsed(chart)[0]
    assert svg.get("role") == "img"
    assert [each.tag for each in svg[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert svg[0].text == chart.title
    assert svg[1].text == chart.description
    assert len(chart.description) > 10


@pytest.mark.parametrize("chart", CHARTS, ids=NAMES)
def test_a_chart_holds_nothing_that_a_strict_content_policy_refuses(chart: Chart) -> None:
    for element in parsed(chart).iter():
        assert element.tag.removeprefix(SVG) in {
            *("div", "ul", "li", "svg", "title", "desc", "path", "rect", "circle", "text"),
        }
        assert not [
            name for name in element.attrib if name == "style" or name.startswith("on") or "href" in name
        ]
        assert not {"fill", "stroke"} & set(element.attrib)


@pytest.mark.parametrize("chart", all_charts(HOSTILE), ids=NAMES)
def test_text_stays_text_whatever_it_holds(chart: Chart) -> None:
    assert "<script" not in chart.html
    assert parsed(chart)[0][0].text == HOSTILE


@pytest.mark.parametrize("chart", CHARTS, ids=NAMES)
def test_nothing_is_drawn_outside_the_picture(chart: Chart) -> None:
    svg = parsed(chart)[0]
    width, height = (float(each) for each in svg.attrib["viewBox"].split()[2:])
    limits = {"x": width, "y": height}
    for element in svg.iter():
        for axis, value in numbers(element):
            assert 0 <= value <= limits[axis], (element.tag, element.attrib)


@pytest.mark.parametrize("chart", CHARTS, ids=NAMES)
def test_every_class_of_a_chart_is_styled(chart: Chart) -> None:
    styles = (CSS / "charts.css").read_text() + (CSS / "work.css").read_text()
    used = {name for element in parsed(chart).iter() for name in (element.get("class") or "").split()}
    known = set(re.findall(r"\.(chart[\w-]*)", styles))
    assert used <= known, used - known


@pytest.mark.parametrize("chart", CHARTS, ids=NAMES)
def test_every_row_of_the_table_has_a_cell_for_every_header(chart: Chart) -> None:
    assert all(len(row) == len(chart.table.headers) for row in chart.table.rows)


def test_markup_is_left_alone_by_templates_and_plain_text_is_not() -> None:
    assert el("p", Html("<b>x</b>"), "<i>") == "<p><b>x</b>&lt;i&gt;</p>"
    assert el("p", Html("x")).__html__() == "<p>x</p>"


def test_a_gap_in_the_figures_breaks_the_line() -> None:
    points = [week(n, None if n == 3 else 12.0) for n in range(6)]
    chart = draw_spread(spread_chart(*points))
    assert len(drawn(chart, "path", "chart-line")) == 2
    assert len(drawn(chart, "circle", "chart-point")) == 5


def test_where_too_few_people_are_no_band_is_drawn_and_the_table_says_so() -> None:
    chart = draw_spread(spread_chart(week(0, 12.0), week(1, 12.0, others=2), week(2, 12.0)))
    assert len(drawn(chart, "path", "chart-band")) == 2
    assert chart.table.rows[1][2] == "not enough people"
    alone = draw_spread(spread_chart(week(0, 12.0, others=2)))
    assert not drawn(alone, "path", "chart-band-inner")
    assert "too few comparable people" in alone.description
    assert "of the others" not in alone.html


def test_a_small_group_has_a_middle_half_and_no_tails() -> None:
    chart = draw_spread(spread_chart(week(0, 12.0, others=5), week(1, 12.0, others=5)))
    assert drawn(chart, "path", "chart-band-inner")
    assert not drawn(chart, "path", "chart-band")
    assert [row[4] for row in chart.table.rows] == ["not enough people"] * 2


def test_the_description_counts_and_does_not_judge() -> None:
    chart = draw_spread(spread_chart(week(0, 1.0), week(1, 15.0), week(2, 99.0), week(3, None)))
    assert chart.description == (
        "3 of 4 periods have a figure. Beside the others, where that can be seen: "
        "1 within their middle half, 1 above it, 1 below it."
    )


def test_what_is_not_recorded_is_said_and_not_drawn_as_zero() -> None:
    chart = draw_spread(spread_chart(week(0, 12.0), week(1, None)))
    assert chart.table.rows[1][1] == "not recorded"


def test_the_pace_chart_says_where_the_work_stands_against_the_even_pace() -> None:
    chart = draw_pace(pace_chart("calls"))
    assert chart.description == (
        "By 19 Jan 2026: 25 calls, where the even pace would be 20 calls. If the work went on as so far, "
        "it would come to between 26 calls and 60 calls by 16 Feb 2026; the target is 60 calls."
    )
    assert chart.table.rows[2] == ("19 Jan 2026", "25", "20", "")
    assert chart.table.rows[-1] == ("16 Feb 2026", "", "60", "26 to 60")


def test_without_enough_data_there_is_no_fan_and_the_words_say_why() -> None:
    chart = draw_pace(pace_chart(fan=False))
    assert not drawn(chart, "path", "chart-fan")
    assert chart.description.endswith("There is not enough data to say what it would come to.")


def test_a_pace_chart_before_the_first_figure_shows_the_way_ahead() -> None:
    chart = draw_pace(PaceChart("Calls", 60.0, pace_chart().needed, ()))
    assert drawn(chart, "path", "chart-needed")
    assert chart.description == "Nothing is recorded yet; the target is 60."


def test_ratings_stand_as_steps_and_a_year_without_a_rating_draws_none() -> None:
    chart = draw_ratings(rating_chart("Good"))
    [steps] = drawn(chart, "path", "chart-step")
    assert len(re.findall(r"[ML]", steps.attrib["d"])) == 3
    assert len(drawn(chart, "circle", "chart-point")) == 2
    assert chart.table.rows[1][2] == "not rated"


def test_several_entries_on_one_day_are_one_larger_dot() -> None:
    chart = draw_timeline(timeline_chart())
    radii = [each.attrib["r"] for each in drawn(chart, "circle", "chart-dot")]
    assert radii == ["5.5", "4"]
    assert len(chart.table.rows) == 3


def test_the_table_of_the_time_line_is_in_order_of_time() -> None:
    rows = (Row("B", (Dot(START + timedelta(days=9)),)), Row("A", (Dot(START),)))
    assert [row[1] for row in draw_timeline(TimelineChart("t", rows)).table.rows] == ["A", "B"]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (3, 97, [0, 20, 40, 60, 80, 100]),
        (0.11, 0.92, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (95, 99, [95, 96, 97, 98, 99]),
        (-4, 7, [-5, 0, 5, 10]),
        (7, 7, [0, 2, 4, 6, 8]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (-3, -3, [-3, -2, -1, 0]),
        (119, 211, [0, 50, 100, 150, 200, 250]),
    ],
)
def test_the_scale_is_in_round_figures(low: float, high: float, ticks: list[float]) -> None:
    assert round_ticks(low, high) == pytest.approx(ticks)


def test_long_spans_are_marked_by_months_and_short_ones_by_days() -> None:
    assert date_ticks(date(2025, 1, 6), date(2026, 1, 4)) == [
        date(2025, 4, 1),
        date(2025, 7, 1),
        date(2025, 10, 1),
        date(2026, 1, 1),
    ]
    assert date_ticks(date(2026, 3, 2), date(2026, 3, 6))[:2] == [date(2026, 3, 2), date(2026, 3, 3)]
    assert len(date_ticks(date(1990, 5, 1), date(2026, 5, 1))) <= 4


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not recorded"),
        (0.0, "0"),
        (-0.001, "-0.001"),
        (1234567.8, "1,234,568"),
        (123.45, "123.5"),
        (12.3456, "12.35"),
        (0.3333333, "0.333"),
        (10.0, "10"),
        (100.0, "100"),
    ],
)
def test_figures_are_written_as_people_write_them(value: float | None, words: str) -> None:
    assert say(value) == words


def test_a_spread_point_cannot_carry_a_name() -> None:
    assert {*SpreadPoint.__slots__} == {"first", "last", "own", "spread"}
    assert {*Spread.__slots__} == {"others", "median", "lower_quartile", "upper_quartile", "p10", "p90"}


def test_a_change_is_a_line_inside_the_days_that_it_may_have_been() -> None:
    chart = draw_spread(changed_chart())
    (line,) = drawn(chart, "path", "chart-change")
    (unsure,) = drawn(chart, "rect", "chart-uncertain")
    at = next(value for name, value in numbers(line) if name == "x")
    left = float(unsure.attrib["x"])
    assert left < at < left + float(unsure.attrib["width"])
    assert "They likely changed in the period from 19 Jan 2026" in chart.description


def test_work_that_moved_outside_the_time_shown_is_not_drawn() -> None:
    assert len(drawn(draw_spread(changed_chart()), "path", "chart-moved")) == 1


def test_a_funnel_counts_who_lies_outside_and_lists_nobody() -> None:
    chart = draw_funnel(funnel_chart())
    assert len(drawn(chart, "circle", "chart-cloud")) == 30
    assert "1 lie below and 0 above" in chart.description
    assert sum(int(count) for _, count in chart.table.rows) == 30
    below = {where: count for where, count in chart.table.rows}["Below what 998 of 1,000 keep to by chance"]
    assert below == "1"


def test_a_funnel_narrows_where_there_is_more_work() -> None:
    limits = funnel_chart().funnel
    widths = [high - low for low, high in (limits.limits(work) for work in (50.0, 200.0, 5000.0))]
    assert widths == sorted(widths, reverse=True)
