"""The component tags: what they say, what they escape, and that the list of them is complete."""

from __future__ import annotations

import inspect
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

import goodstanding
from goodstanding.web.gallery.registry import PAGES
from goodstanding.web.templatetags import gs
from goodstanding.web.ui import Cell, ChoiceLabel, Column, Deadline, Goal, Link, Pace, PersonLine, Table
from goodstanding.web.ui.tags.base import draw_icon
from goodstanding.web.ui.tags.people import initials
from goodstanding.web.ui.tags.work import pace_bar
from goodstanding.web.ui.vocabulary import DETERMINATIONS, STATES

ROOT = Path(goodstanding.__file__).parents[2]
GALLERY = Path(goodstanding.__file__).parent / "web" / "templates" / "gs" / "gallery"
REFERENCE = (ROOT / "docs" / "reference" / "components.md").read_text()
HOSTILE = '"><script>alert(1)</script>'
DAY = date(2026, 11, 23)


def show(call: str, address: str = "/", **values: Any) -> str:
    request = RequestFactory().get(address)
    return Template("{% load gs %}" + call).render(Context({**values, "request": request}))


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def arguments(tag: str) -> str:
    """The arguments of a tag as the reference writes them."""
    taken = inspect.signature(inspect.unwrap(gs.register.tags[tag])).parameters.values()
    named = [one for one in taken if one.name not in {"context", "content"}]
    return ", ".join(
        one.name if one.default is one.empty else f"{one.name}={shown(one.default)}" for one in named
    )


def shown(default: object) -> str:
    return f'"{default}"' if isinstance(default, str) else str(default)


@pytest.mark.parametrize("tag", sorted(set(gs.register.tags) - {"gs_styles", "print_url"}))
def test_the_reference_names_every_component_with_its_true_arguments(tag: str) -> None:
    row = re.search(rf"^\| `{tag}`(?: \*block\*)? \| (?:`([^`]*)`)?", REFERENCE, re.MULTILINE)
    assert row is not None
    assert (row.group(1) or "") == arguments(tag)


@pytest.mark.parametrize("tag", sorted(set(gs.register.tags) - {"gs_styles", "print_url", "choice_cards"}))
def test_the_gallery_shows_every_component(tag: str) -> None:
    pages = "".join(page.read_text() for page in GALLERY.glob("*.html"))
    assert re.search(rf"{{% {tag} ", pages) is not None


def test_every_gallery_template_has_a_page_of_its_own() -> None:
    names = {path.stem for path in GALLERY.glob("*.html")} - {"base", "index"}
    assert names == {page.name for page in PAGES}


@pytest.mark.parametrize(
    "call",
    [
        "{% button text icon=text name=text value=text %}",
        "{% link_button text text %}",
        "{% text_link text text %}",
        "{% badge text tone=text %}",
        "{% callout text title=text %}{{ text }}{% endcallout %}",
        "{% card text url=text meta=text %}{% endcard %}",
        "{% page_header text lead=text eyebrow=text state=text %}{% endpage_header %}",
        "{% words text %}{% quote text author=text %}",
        "{% person text %}",
        "{% stat text text unit=text note=text url=text %}",
        "{% facts pairs %}",
        "{% fact_list %}{% fact text %}{{ text }}{% endfact %}{% endfact_list %}",
        "{% data_table table %}",
        "{% table text columns %}<tr><td {% td text %}>{{ text }}</td></tr>{% endtable %}",
        "{% breadcrumbs pairs %}{% filter_select text text pairs text %}",
        "{% state_pill text %}{% determination text %}{% severity text %}",
        "{% disclosure text meta=text %}{{ text }}{% enddisclosure %}",
        "{% confirm text action=text submit=text cancel_url=text tone=text %}{{ text }}{% endconfirm %}",
        "{% progress 1 2 text detail=text poll_url=text id=text %}",
        "{% empty_state text icon=text %}{{ text }}{% endempty_state %}",
    ],
)
def test_what_people_typed_never_becomes_markup(call: str) -> None:
    column = Column(HOSTILE, key="a", sortable=True)
    table = Table([column], [[Cell(HOSTILE, HOSTILE, HOSTILE)], [HOSTILE]], HOSTILE)
    html = show(
        call, text=HOSTILE, pairs=[(HOSTILE, HOSTILE), (HOSTILE, HOSTILE)], table=table, columns=[column]
    )
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Deadline(DAY, 0), "23 November 2026 today"),
        (Deadline(DAY, 1), "23 November 2026 in 1 working day"),
        (Deadline(DAY, 12, "calendar"), "23 November 2026 in 12 calendar days"),
        (Deadline(DAY, -1), "23 November 2026 1 working day overdue"),
        (Deadline(DAY, -3, stopped=True), "23 November 2026 clock stopped"),
        (Deadline(DAY, -3, done=True), "23 November 2026 done"),
        (DAY, "23 November 2026"),
        (None, "no date set"),
    ],
)
def test_a_deadline_says_how_long_still(given: Deadline | date | None, said: str) -> None:
    assert words_of(show("{% deadline due %}", due=given)) == said


def test_a_stopped_clock_is_never_overdue() -> None:
    html = show("{% deadline due %}", due=Deadline(DAY, -30, stopped=True))
    assert "overdue" not in html
    assert "tone-serious" not in html


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Ruiz", "AR"),
        ("Jean-Pierre", "JP"),
        ("Şule", "Ş"),
        ("", "–"),
        ("Ana María del Ruiz", "AR"),
        ("7", "–"),
    ],
)
def test_initials_come_from_the_first_and_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_an_empty_value_reads_not_recorded_and_zero_stays_zero() -> None:
    assert (
        words_of(show("{% facts items %}", items=[("Reason", ""), ("Files", 0)]))
        == "Reason not recorded Files 0"
    )


def test_every_state_has_a_word_and_an_icon_that_exists() -> None:
    for known in (*STATES.values(), *DETERMINATIONS.values()):
        assert known.label
        assert known.icon == "circle" or str(draw_icon(known.icon)) != str(draw_icon("circle"))


def test_an_unknown_state_is_shown_readably() -> None:
    assert words_of(show("{% state_pill 'waiting_for_hr' %}")) == "Waiting for hr"


def test_an_undetermined_goal_is_not_called_not_met() -> None:
    html = words_of(show("{% goal_card goal %}{% endgoal_card %}", goal=Goal("Ten files a week")))
    assert "Not determined yet" in html
    assert "Not met" not in html


def test_sort_links_turn_around_and_keep_the_rest_of_the_query() -> None:
    table = Table([Column("Due", "due", sortable=True)], [["x"]], sort="due")
    html = show("{% data_table table %}", "/?q=ruiz&sort=due&page=4", table=table)
    assert 'href="?q=ruiz&amp;sort=-due"' in html
    assert 'aria-sort="ascending"' in html


def test_pages_keep_the_search_and_say_how_many_there_are() -> None:
    page = Paginator(range(1243), 50).page(7)
    html = show("{% pagination page what='people' %}", "/?q=ruiz&page=7", page=page)
    assert "301–350 of 1,243 people" in html
    assert 'href="?q=ruiz&amp;page=8"' in html


def test_a_number_is_grouped_and_nothing_is_a_dash() -> None:
    table = Table(
        [Column("A"), Column("B", numeric=True)], [["x", 12345], ["y", Decimal("0.50")], ["z", None]]
    )
    assert words_of(show("{% data_table table %}", table=table)) == "A B x 12,345 y 0.50 z –"


def test_a_row_of_the_wrong_length_is_not_quietly_cut() -> None:
    with pytest.raises(ValueError, match="zip"):
        show("{% data_table table %}", table=Table([Column("A")], [["x", "y"]]))


def test_components_take_dictionaries_as_well_as_values() -> None:
    who = {"name": "Ana Ruiz", "role": "Claims handler", "team": "North", "url": "#"}
    assert show("{% person who %}", who=who) == show("{% person who %}", who=PersonLine(**who))


def test_the_marks_of_a_pace_stay_on_its_bar() -> None:
    bar = pace_bar(Pace(so_far=90, needed=10, low=-5, high=200, minimum=0, maximum=50))
    assert bar == {"so_far": "100.0%", "needed": "20.0%", "band": "0.0%", "band_width": "100.0%"}


def test_a_pace_of_nothing_against_nothing_can_be_drawn() -> None:
    assert pace_bar(Pace(so_far=0, needed=0)) == {"so_far": "0.0%", "needed": "0.0%"}


def test_progress_stops_asking_when_there_is_no_address() -> None:
    assert "hx-get" in show("{% progress 1 2 'Import' poll_url='/p/' %}")
    assert "hx-get" not in show("{% progress 2 2 'Import' %}")


def test_moments_are_shown_in_the_organisations_time_and_kept_exact() -> None:
    html = show("{% moment at %}", at=datetime(2026, 11, 23, 9, 5, tzinfo=UTC))
    assert 'datetime="2026-11-23T09:05+00:00"' in html


class Sample(forms.Form):
    due = forms.DateField(label="Due", help_text="A working day.")
    route = forms.ChoiceField(
        choices=[("c", ChoiceLabel("Coach", "The default.")), ("r", "Refuse")], widget=forms.RadioSelect
    )
    note = forms.CharField(required=False, widget=forms.Textarea)


def test_a_date_field_is_a_date_picker_described_by_its_help() -> None:
    html = show("{% field form.due %}", form=Sample())
    assert 'type="date"' in html
    assert 'aria-describedby="id_due_helptext"' in html
    assert 'id="id_due_helptext"' in html


def test_a_date_that_cannot_be_read_stays_as_it_was_typed() -> None:
    html = show("{% field form.due %}", form=Sample({"due": "31.2.2026"}))
    assert 'value="31.2.2026"' in html
    assert 'type="text"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_due_helptext id_due_error"' in html


def test_choices_with_help_become_cards_and_the_others_do_not() -> None:
    html = show("{% field form.route %}", form=Sample({"route": "r"}))
    assert html.count("choice-card__help") == 1
    assert re.findall(r'value="(\w)"[^>]*checked', html) == ["r"]


def test_the_error_summary_leads_to_the_first_choice_of_a_group() -> None:
    form = Sample({"due": "2026-11-23"})
    assert 'href="#id_route_0"' in show("{% error_summary form %}", form=form)
    assert 'id="id_route_0"' in show("{% field form.route %}", form=form)


def test_a_form_without_errors_has_no_summary() -> None:
    assert show("{% error_summary form %}", form=Sample()) == ""
    assert show("{% error_summary form %}", form=Sample({"due": "2026-11-23", "route": "c"})) == ""


def test_djangos_own_way_to_show_a_form_looks_the_same() -> None:
    assert 'class="field field--text field--s"' in show("{{ form }}", form=Sample())
    assert 'aria-invalid="true"' in show("{{ form.due.as_field_group }}", form=Sample({}))


def test_errors_of_a_formset_are_counted_once_each() -> None:
    rows = forms.formset_factory(Sample, extra=0, min_num=3, validate_min=True)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-route": "c"}
    html = words_of(show("{% error_summary rows %}", rows=rows(data)))
    assert html.startswith("2 things need attention")
    assert "Due – This field is required." in html


def test_a_menu_shows_its_current_item_and_hides_a_count_of_nothing() -> None:
    html = show("{% tabs items %}", items=[Link("A", "#a", current=True, count=0), Link("B", "#b")])
    assert html.count('aria-current="page"') == 1
    assert words_of(html) == "A 0 B"
