from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

import pytest

from goodstanding.actions import organisation as actions
from goodstanding.domain.entries.day_to_day import ScaleLevel
from goodstanding.domain.errors import NotAllowed, UserError
from goodstanding.domain.policy import Policy
from goodstanding.queries.jurisdictions import jurisdiction_name, jurisdictions
from goodstanding.queries.organisation import DEFAULT_SCALE, organisation
from goodstanding.web import clock
from goodstanding.web.forms.account import OrganisationForm
from tests.conftest import Cast, give
from tests.integration.accounts import signed_in


def filled(**changes: Any) -> dict[str, Any]:
    """The form as it stands, with some answers changed."""
    now = organisation()
    data: dict[str, Any] = {"name": now.name, **asdict(now.policy)}
    data = {
        name: ("on" if value else "") if isinstance(value, bool) else value for name, value in data.items()
    }
    data["scale-TOTAL_FORMS"] = len(now.scale)
    data["scale-INITIAL_FORMS"] = len(now.scale)
    for number, level in enumerate(now.scale):
        data |= {f"scale-{number}-value": level.value, f"scale-{number}-label": level.label}
    return data | changes


def test_every_field_of_the_policy_is_in_the_form_with_words_of_its_own() -> None:
    form = OrganisationForm()
    for one in fields(Policy):
        assert form.fields[one.name].label, one.name
        assert form.fields[one.name].help_text, one.name
    in_groups = {bound.name for _, group in form.groups for bound in group}
    assert in_groups | {"jurisdiction"} == {one.name for one in fields(Policy)}


def test_hr_changes_the_policy_and_the_name(cast: Cast) -> None:
    answer = signed_in(cast.hedda).post(
        "/settings/", filled(name="New name", reply_working_days=15, endorsement_required="on")
    )
    assert answer["Location"] == "/settings/"
    now = organisation()
    assert now.name == "New name"
    assert now.policy.reply_working_days == 15
    assert now.policy.endorsement_required


def test_what_is_not_touched_stays_as_it_was(cast: Cast) -> None:
    before = organisation()
    signed_in(cast.hedda).post("/settings/", filled())
    assert organisation() == before


def test_a_level_is_added_and_another_removed(cast: Cast) -> None:
    client = signed_in(cast.hedda)
    more = client.post("/settings/", filled(add_row="scale")).content.decode()
    assert 'name="scale-5-value"' in more
    assert organisation().scale == DEFAULT_SCALE
    changes = {
        "scale-TOTAL_FORMS": 6, "scale-5-value": 6, "scale-5-label": "Beyond words", "scale-0-DELETE": "on",
    }  # fmt: skip
    assert client.post("/settings/", filled(**changes)).status_code == 302
    assert [level.value for level in organisation().scale] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"minimum_group": 4}, "greater than or equal to 5"),
        ({"minimum_coverage_percent": 101}, "less than or equal to 100"),
        ({"reply_working_days": "many"}, "whole number"),
        ({"jurisdiction": "ATLANTIS"}, "valid choice"),
        ({"scale-1-value": 1}, "the same value"),
        ({"scale-1-label": "Meets expectations"}, "the same words"),
        ({f"scale-{n}-DELETE": "on" for n in range(4)}, "Please submit at least 2 forms"),
        ({"scale-TOTAL_FORMS": "x"}, "Please submit at least 2 forms"),
    ],
)
def test_a_wrong_answer_is_said_and_nothing_changes(cast: Cast, changes: dict[str, Any], words: str) -> None:
    before = organisation()
    answer = signed_in(cast.hedda).post("/settings/", filled(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert organisation() == before


@pytest.mark.parametrize("who", ["eve", "mara", "ivo", "cora", "augusta"])
def test_settings_do_not_exist_for_others(cast: Cast, who: str) -> None:
    assert signed_in(getattr(cast, who)).get("/settings/").status_code == 404


def test_hr_of_one_team_does_not_settle_for_everybody(cast: Cast) -> None:
    give(cast.olga, "hr", team="ops")
    assert signed_in(cast.olga).get("/settings/").status_code == 404
    with pytest.raises(NotAllowed):
        actions.change_policy(name="x", policy=Policy(), by=cast.olga, now=clock.now())


def test_a_scale_has_two_levels_at_least(cast: Cast) -> None:
    one = [ScaleLevel(value=1, label="Only")]
    with pytest.raises(UserError, match="two levels"):
        actions.change_policy(name="x", policy=Policy(), scale=one, by=cast.hedda, now=clock.now())


def test_no_part_of_a_country_is_called_by_its_code() -> None:
    names = [name for _, choices in jurisdictions() for _, name in choices]
    assert not [name for name in names if name == name.upper()]


def test_every_country_with_known_holidays_can_be_chosen_once() -> None:
    codes = [code for _, group in jurisdictions() for code, _ in group]
    assert len(codes) == len(set(codes))
    assert {"GB-ENG", "US-CA", "DE-BY", "JP", "BR"} <= set(codes)
    assert jurisdiction_name("DE-BY") == "Bayern, Germany"
    assert jurisdiction_name("US") == "United States of America"
