"""Which rules apply: each change has a reason, stays in the history, and counts from the next review on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from goodstanding.actions import review
from goodstanding.domain.errors import NotAllowed, UserError
from goodstanding.domain.lifecycle import State
from goodstanding.queries.review import pull, settled
from goodstanding.queries.review.settings import history
from goodstanding.queries.standing import viewer
from goodstanding.store import models
from tests import factories
from tests.conftest import Cast
from tests.factories import case_in, case_of
from tests.integration.pages import as_, entries_of, said
from tests.integration.reviewing import asked_of, drafted
from tests.integration.test_plan_pages import clock  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def change(cast: Cast, who: str = "hedda", **what: Any) -> None:
    given = {"rule": "D01", "off": False, "parameters": {}, "reason": "Our imports are late.", **what}
    review.change_rule(**given, by=cast.people[who], now=cast.now)


def test_a_rule_that_is_switched_off_runs_no_more_and_each_review_names_it(cast: Cast) -> None:
    case = drafted(cast)
    finding = asked_of(cast, case)[0]
    change(cast, rule=finding.rule, off=True)
    assert finding.rule not in {f.rule for f in asked_of(cast, case)}
    factories.submit(cast, case)
    kept = next(e for e in entries_of(cast.eve) if e.kind == "file_reviewed").payload
    assert kept.changed == (f"Rule {finding.rule}: switched off",)
    pulled = pull(viewer(cast.hedda, "h", cast.day), cast.eve)
    line = next(r for r in pulled.looked.review.ran if r.rule == finding.rule)
    assert (line.result, line.reason) == ("switched off", "Our imports are late.")


def test_a_change_needs_hr_for_everybody_a_reason_and_a_difference(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        change(cast, "mara", off=True)
    with pytest.raises(UserError, match="Say why"):
        change(cast, off=True, reason="  ")
    with pytest.raises(UserError, match="Nothing would change"):
        change(cast)
    with pytest.raises(UserError, match="no threshold"):
        change(cast, parameters={"nonsense": 3})
    assert not history()


def test_the_history_of_the_rules_cannot_be_changed(cast: Cast) -> None:
    change(cast, off=True)
    change(cast, off=False, reason="It is needed after all.")
    assert [c.off for c in history("rule", "D01")] == [False, True]
    assert not settled().overrides()
    for statement in ("UPDATE store_reviewchange SET reason = 'x'", "DELETE FROM store_reviewchange"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(statement)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.ReviewChange.objects.create(about="rule", key="D01", reason="", by_id=cast.hedda, at=cast.now)


def test_thresholds_and_packs_are_set_on_their_pages(cast: Cast, client: Client) -> None:
    hedda = as_(client, cast, "hedda")
    address = reverse("rule_setting", args=["D01"])
    form = hedda.get(address).context["form"]
    name = next(n for n in form.fields if n not in ("runs", "reason"))
    typed = {n: form[n].value() for n in form.fields if n != "reason"} | {name: "77", "reason": "We import."}
    assert hedda.post(address, typed | {"reason": ""}).status_code == 422
    assert hedda.post(address, typed).status_code == 302
    assert settled().overrides()[0].parameters == {name: 77.0}
    pack = reverse("pack_setting", args=["uk-acas"])
    assert hedda.post(pack, {"applies": "nobody", "reason": "We follow our own."}).status_code == 302
    assert "uk-acas" not in {p.id for p in settled().packs_for("GB-ENG")}
    words = said(hedda.get(reverse("review_settings")))
    assert "We import." in words
    assert "applies to nobody" in words


def test_a_pack_for_everybody_runs_elsewhere_too(cast: Cast) -> None:
    assert "uk-acas" not in {p.id for p in settled().packs_for("US-CA")}
    review.change_pack(
        pack="uk-acas", applies="everybody", reason="One way for all.", by=cast.hedda, now=cast.now
    )
    assert "uk-acas" in {p.id for p in settled().packs_for("US-CA")}


def test_days_of_the_place_s_rules_stand_on_the_plan_and_in_its_calendar(cast: Cast, client: Client) -> None:
    case = case_in(cast, State.APPEALED)
    page = as_(client, cast, "hedda").get(reverse("plan", args=[case]))
    assert "Hear the appeal" in said(page)
    due = case_of(cast, case).steps[-1].recorded.date() + timedelta(days=28)
    month = as_(client, cast, "hedda").get(reverse("plan_calendar", args=[case]), {"month": f"{due:%Y-%m}"})
    assert "Hear the appeal" in said(month)
    assert isinstance(due, date)
