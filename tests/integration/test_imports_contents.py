"""Appraisals, targets, time not at work and figures: what a file says of somebody, and says again."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from goodstanding.actions import entries, metrics
from goodstanding.domain import file as files
from goodstanding.domain.entries import Entry
from goodstanding.domain.entries.day_to_day import Appraisal
from goodstanding.domain.errors import UserError
from goodstanding.queries.organisation import DEFAULT_SCALE
from goodstanding.store import log, models
from tests.access.world import signed_in
from tests.conftest import Cast
from tests.integration.importing import checked, imported

pytestmark = pytest.mark.django_db
APPRAISAL = {"number": "no", "period_start": "from", "period_end": "to", "rating": "rating", "words": "words",
             "answer": "answer", "rater": "rater"}  # fmt: skip
HEAD = "no,from,to,rating,words,answer,rater\n"


def number(person: UUID) -> str:
    return models.Person.objects.get(id=person).number


def bring(cast: Cast, target: str, content: str, columns: dict[str, str], *args: Any, **more: Any) -> Any:
    return imported(target, content, columns, *args, by=cast.hedda, now=cast.now, **more)


def file_of(cast: Cast) -> tuple[files.File, list[Entry[Any]]]:
    entries = log.entries_of(cast.eve)
    return files.fold(cast.eve, entries), entries


def test_an_appraisal_is_read_by_number_or_label_and_is_history_that_asks_for_no_receipt(cast: Cast) -> None:
    eve, mara = number(cast.eve), number(cast.mara)
    content = (
        f"{HEAD}{eve},2024-01-01,2024-12-31,4,Good work,I agree,{mara}\n"
        f"{eve},2025-01-01,2025-12-31,meets expectations,,,{mara}\n"
    )
    run = bring(cast, "appraisals", content, APPRAISAL)
    assert (run.state, run.created_count) == ("done", 2)
    folded, entries = file_of(cast)
    assert [(r.rating, r.rater) for r in folded.ratings] == [(4, cast.mara), (3, cast.mara)]
    assert {e.kind for e in entries} == {"hired", "appraisal", "appraisal_answer"}
    assert {e.payload.historic for e in entries if e.kind == "appraisal"} == {True}
    assert not folded.awaiting
    page = signed_in(cast.eve).get(f"/people/{cast.eve}/").content.decode()
    assert "Confirm receipt" not in page
    assert "Meets expectations (3 of 5), from before this system" in page
    assert not models.Duty.objects.filter(subject=cast.eve, event="acknowledged").exists()


def test_history_that_fell_asks_for_no_reason_and_what_is_written_now_does(cast: Cast) -> None:
    eve = number(cast.eve)
    years = ((2022, 4), (2023, 4), (2024, 2))
    rows = "".join(f"{eve},{year},{year},{rating},As agreed.,,\n" for year, rating in years)
    content = HEAD + re.sub(r",(\d{4}),\d{4},", r",\1-01-01,\1-12-31,", rows)
    assert bring(cast, "appraisals", content, APPRAISAL).created_count == 3
    said = Appraisal(
        period_start=date(2025, 1, 1), period_end=date(2025, 12, 31), rating=3, scale=DEFAULT_SCALE,
        words="Cases were late in autumn.",
    )  # fmt: skip
    with pytest.raises(UserError) as refused:
        entries.record(person=cast.eve, payload=said, by=cast.mara, now=cast.now)
    assert list(refused.value.fields) == ["drop_reason"]
    because = said.model_copy(update={"drop_reason": "Eleven cases were late in October and November."})
    entries.record(person=cast.eve, payload=because, by=cast.mara, now=cast.now)
    folded, _ = file_of(cast)
    assert [r.rating for r in folded.ratings] == [4, 4, 2, 3]
    assert [w.kind for w in folded.awaiting.values()] == ["appraisal"]


def test_a_different_appraisal_retracts_the_earlier_one_and_the_same_one_changes_nothing(cast: Cast) -> None:
    eve = number(cast.eve)
    first = f"{HEAD}{eve},2024-01-01,2024-12-31,4,Good work,,\n"
    bring(cast, "appraisals", first, APPRAISAL)
    again = bring(cast, "appraisals", first, APPRAISAL)
    assert (again.created_count, again.updated_count, again.unchanged_count) == (0, 0, 1)
    changed = bring(cast, "appraisals", first.replace(",4,", ",2,"), APPRAISAL)
    assert (changed.created_count, changed.updated_count) == (0, 1)
    folded, entries = file_of(cast)
    assert [e.kind for e in entries] == ["hired", "appraisal", "correction", "appraisal"]
    assert [r.rating for r in folded.ratings] == [2]
    assert entries[2].refers_to == entries[1].id
    back = bring(cast, "appraisals", first, APPRAISAL)
    assert back.updated_count == 1
    assert [r.rating for r in file_of(cast)[0].ratings] == [4]


def test_ratings_off_the_scale_unknown_people_and_the_future_are_said_by_row(cast: Cast) -> None:
    eve = number(cast.eve)
    content = (
        f"{HEAD}{eve},2024-01-01,2024-12-31,9,x,,\n404,2024-01-01,2024-12-31,3,x,,\n"
        f"{eve},2027-01-01,2027-12-31,3,x,,\n{eve},2024-02-01,2024-12-31,3,x,,555\n"
    )
    run = checked("appraisals", content, APPRAISAL, by=cast.hedda, now=cast.now)
    said = {line[0]: line[4] for line in run.problems}
    assert "is not on your scale" in said[2]
    assert "nobody’s number" in said[3]
    assert "lies in the future" in said[4]
    assert "nobody’s number" in said[5]


def test_nobody_imports_what_is_said_of_themselves_or_of_their_reports(cast: Cast) -> None:
    hedda = number(cast.hedda)
    content = f"{HEAD}{hedda},2024-01-01,2024-12-31,5,Excellent,,\n"
    run = checked("appraisals", content, APPRAISAL, by=cast.hedda, now=cast.now)
    assert "Somebody else in HR imports this row" in run.problems[0][4]


def define(cast: Cast) -> None:
    metrics.define_metric(code="calls", name="Calls", kind="count", direction="up", unit="calls",
                          by=cast.admin, now=cast.now)  # fmt: skip


TARGET = {"number": "no", "period_start": "from", "target": "target"}
QUARTER = {"metric": "calls", "period_kind": "quarter"}


def test_a_changed_target_replaces_the_earlier_one_and_both_stay_in_the_file(cast: Cast) -> None:
    define(cast)
    content = f"no,from,target\n{number(cast.eve)},2026-01-01,1200.50\n"
    bring(cast, "targets", content, TARGET, QUARTER)
    again = bring(cast, "targets", content.replace("1200.50", "1200.5000"), TARGET, QUARTER)
    assert again.unchanged_count == 1
    bring(cast, "targets", content.replace("1200.50", "1300"), TARGET, QUARTER)
    folded, entries = file_of(cast)
    assert [(t.target, t.period_end) for t in folded.targets] == [(Decimal(1300), date(2026, 3, 31))]
    assert [e.kind for e in entries] == ["hired", "standard_set", "correction", "standard_set"]
    assert entries[1].payload.standard == "Calls: 1,200.5 calls from 2026-01-01 to 2026-03-31"


def test_time_not_at_work_that_ended_on_another_day_is_corrected(cast: Cast) -> None:
    columns = {"number": "no", "from_on": "from", "to_on": "to"}
    content = f"no,from,to\n{number(cast.eve)},2026-02-02,2026-02-06\n"
    bring(cast, "absences", content, columns)
    assert bring(cast, "absences", content, columns).unchanged_count == 1
    bring(cast, "absences", content.replace("02-06", "02-13"), columns)
    rows = models.Absence.objects.filter(person=cast.eve).values_list("first", "last")
    assert list(rows) == [(date(2026, 2, 2), date(2026, 2, 13))]


def test_figures_are_new_updated_or_unchanged_and_a_wrong_one_keeps_all_out(cast: Cast) -> None:
    define(cast)
    columns = {"number": "no", "period_start": "week", "value": "value", "exposure": "hours"}
    how = {"metric": "calls", "period_kind": "week"}
    content = (
        f"no,week,value,hours\n{number(cast.eve)},2026-02-02,12,40\n{number(cast.eve)},2026-02-09,9,40\n"
    )
    first = bring(cast, "observations", content, columns, how)
    assert first.created_count == 2
    second = bring(cast, "observations", content.replace(",9,", ",10,"), columns, how)
    assert (second.created_count, second.updated_count, second.unchanged_count) == (0, 1, 1)
    assert [o.value for o in models.Observation.objects.order_by("first")] == [12, 10]
    assert models.Observation.objects.latest("first").run_id == second.id
    assert set(models.PeerPeriod.objects.values_list("fresh", flat=True)) == {False}
    wrong = checked(
        "observations", content + "404,2026-02-16,1,1\n", columns, how, by=cast.hedda, now=cast.now
    )
    assert (wrong.rows_good, wrong.rows_bad) == (2, 1)


def test_a_row_that_becomes_wrong_after_the_check_keeps_everything_out(cast: Cast) -> None:
    from goodstanding.ingest import jobs
    from tests.integration.importing import work

    define(cast)
    content = f"no,from,target\n{number(cast.eve)},2026-01-01,100\n"
    run = checked("targets", content, TARGET, QUARTER, by=cast.hedda, now=cast.now)
    jobs.request_import(run=run.id, good_rows_only=False, by=cast.hedda, now=cast.now)
    models.Metric.objects.update(code="other")
    work()
    run.refresh_from_db()
    assert (run.state, run.rows_bad) == ("failed", 1)
    assert "Nothing was imported" in run.message
    assert [e.kind for e in log.entries_of(cast.eve)] == ["hired"]


def test_clients_pass_from_one_to_another(cast: Cast) -> None:
    eve, olga = number(cast.eve), number(cast.olga)
    columns = {"number": "number", "unit": "client", "from_on": "from", "to_on": "to"}
    head = "number,client,from,to\n"
    content = f"{head}{eve},Client 7,2025-01-01,2026-01-31\n{olga},Client 7,2026-02-01,\n"
    bring(cast, "work", content, columns)
    again = bring(cast, "work", content, columns)
    assert again.unchanged_count == 2
    bring(cast, "work", f"{head}{olga},Client 7,2026-02-01,2026-02-20\n", columns)
    rows = models.WorkUnit.objects.order_by("first").values_list("person", "unit", "first", "last")
    assert list(rows) == [
        (cast.eve, "Client 7", date(2025, 1, 1), date(2026, 1, 31)),
        (cast.olga, "Client 7", date(2026, 2, 1), date(2026, 2, 20)),
    ]


def test_a_responsibility_that_ends_before_it_starts_is_said(cast: Cast) -> None:
    columns = {"number": "number", "unit": "client", "from_on": "from", "to_on": "to"}
    content = f"number,client,from,to\n{number(cast.eve)},Client 7,2025-02-01,2025-01-01\n"
    run = checked("work", content, columns, by=cast.hedda, now=cast.now)
    assert run.rows_bad == 1
    assert "ends before it starts" in str(run.problems)
