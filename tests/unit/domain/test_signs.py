"""The person's own signs have no place where the employer looks."""

from __future__ import annotations

from django.apps import apps

from goodstanding.domain.entries import KINDS
from goodstanding.domain.signs import PLACES, Edition, Sign, told_by_the_organisation
from goodstanding.store.models import Signal


def test_every_sign_has_a_place_and_the_person_may_note_them_all() -> None:
    assert set(PLACES) == set(Sign)
    assert all(Edition.PERSONAL in places for places in PLACES.values())


def test_the_organisation_tells_what_figures_and_assignments_show_and_nothing_else() -> None:
    assert told_by_the_organisation() == {Sign.METRICS, Sign.WORK_MOVED}


def test_no_table_and_no_shared_entry_holds_a_sign_that_is_the_persons_own() -> None:
    own = {sign.value for sign in set(Sign) - told_by_the_organisation()}
    columns = {
        f"{model._meta.db_table}.{field.name}"
        for model in apps.get_app_config("store").get_models()
        for field in model._meta.get_fields()
    }
    assert f"{Signal._meta.db_table}.kind" in columns
    assert not [name for name in columns if any(word in name for word in own)]
    shared = {kind for kind, cls in KINDS.items() if cls.visibility != "own"}
    assert not shared & {"sign", *own}
