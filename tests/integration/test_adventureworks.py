"""An organisation set up by import alone, through the pages, from published files as a user maps them."""

from __future__ import annotations

import os
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goodstanding.domain import file as files
from goodstanding.store import log, models
from tests.conftest import Cast
from tests.integration.accounts import signed_in
from tests.integration.importing import work

pytestmark = pytest.mark.django_db
EXCERPTS = Path(__file__).resolve().parents[1] / "fixtures" / "published"
WHOLE = Path(
    os.environ.get("GOODSTANDING_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data"
)
NAMES = ("SalesPerson", "SalesPersonQuotaHistory", "SalesTerritory", "SalesTerritoryHistory")


@pytest.fixture(params=["excerpts", "whole files"])
def data(request: pytest.FixtureRequest) -> Path:
    if request.param == "excerpts":
        return EXCERPTS
    if not all((WHOLE / f"adventureworks_{name}.csv").is_file() for name in NAMES):
        pytest.skip("the published AdventureWorks files are not beside the project; the excerpts are tested")
    return WHOLE


@pytest.fixture
def hr(cast: Cast) -> Client:
    return signed_in(cast.admin)


def bring_in(
    client: Client,
    path: Path,
    target: str,
    columns: dict[str, int],
    values: dict[str, str] | None = None,
    *,
    how: str = "all",
    options: dict[str, str] | None = None,
    **further: str,
) -> models.ImportRun:
    """Every page of an import, in the order in which a person sees them."""
    with path.open("rb") as file:
        reply = client.post("/imports/new/", {"target": target, "file": file})
    assert reply.status_code == 302, reply.content.decode()
    address = reply["Location"].removesuffix("reading/")
    assert client.get(f"{address}reading/").status_code == 200
    assert client.post(f"{address}reading/", options or {}).status_code == 302
    assert client.get(f"{address}columns/").status_code == 200
    given = {f"column_{name}": str(number - 1) for name, number in columns.items()}
    given |= {f"value_{name}": text for name, text in (values or {}).items()}
    reply = client.post(f"{address}columns/", {**given, **further})
    assert reply.status_code == 302, reply.content.decode()
    assert b"hx-get" in client.get(address).content
    work()
    assert "What the import would do" in client.get(address).content.decode()
    reply = client.post(f"{address}start/", {"how": how})
    assert reply.status_code == 302, reply.content.decode()
    work()
    assert "Imported" in client.get(address).content.decode()
    return models.ImportRun.objects.get(id=address.split("/")[-2])


def define_sales(client: Client) -> None:
    reply = client.post(
        "/metrics/new/",
        {"code": "sales", "name": "Sales", "unit": "USD", "kind": "amount", "direction": "up"},
    )
    assert reply.status_code == 302, reply.content.decode()


def set_up(client: Client, data: Path) -> dict[str, models.ImportRun]:
    define_sales(client)
    sales_person = data / "adventureworks_SalesPerson.csv"
    return {
        "teams": bring_in(
            client, data / "adventureworks_SalesTerritory.csv", "teams", {"code": 1, "name": 2, "parent": 4}
        ),
        "people": bring_in(
            client, sales_person, "people", {"number": 1, "team": 2},
            {"job_family": "Sales representative", "level": "1", "hired_on": "2021-12-01"},
        ),
        "assignments": bring_in(
            client, data / "adventureworks_SalesTerritoryHistory.csv", "assignments",
            {"number": 1, "team": 2, "from_on": 3, "to_on": 4},
        ),
        "targets": bring_in(
            client, data / "adventureworks_SalesPersonQuotaHistory.csv", "targets",
            {"number": 1, "period_start": 2, "target": 3}, {"metric": "sales", "period_kind": "quarter"},
        ),
        "observations": bring_in(
            client, sales_person, "observations", {"number": 1, "value": 6},
            {"metric": "sales", "period_start": "2025-01-01", "period_end": "2025-05-31"},
        ),
    }  # fmt: skip


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8-sig").splitlines())


def test_an_organisation_is_set_up_from_the_files_alone(hr: Client, data: Path) -> None:
    runs = set_up(hr, data)
    counted = {name: lines(data / f"adventureworks_{name}.csv") for name in NAMES}
    assert runs["teams"].created_count == counted["SalesTerritory"]
    assert runs["people"].created_count == counted["SalesPerson"]
    assert runs["targets"].created_count == counted["SalesPersonQuotaHistory"]
    assert runs["observations"].created_count == counted["SalesPerson"]
    assert {run.rows_bad for run in runs.values()} == {0}
    someone = models.Person.objects.get(number="275")
    assert someone.name == "Person 275"
    northwest = models.Team.objects.get(code="1")
    assert (northwest.name, northwest.path) == ("Northwest", "/North America/1/")


def test_work_moved_between_territories_is_in_the_persons_history(hr: Client, data: Path) -> None:
    set_up(hr, data)
    rows = models.Assignment.objects.filter(person__number="275").order_by("since")
    assert [(row.team.code, row.since, row.until) for row in rows if row.team] == [
        ("2", date(2021, 12, 1), date(2023, 11, 30)),
        ("3", date(2023, 11, 30), None),
    ]


def test_quotas_are_targets_in_the_file_and_sales_are_figures_for_goals(hr: Client, data: Path) -> None:
    set_up(hr, data)
    someone = models.Person.objects.get(number="275").id
    folded = files.fold(someone, log.entries_of(someone))
    last = max(folded.targets, key=lambda target: target.period_start)
    assert (last.metric, last.target) == ("sales", Decimal(869000))
    assert (last.period_start, last.period_end) == (date(2025, 2, 28), date(2025, 5, 27))
    figure = models.Observation.objects.get(person=someone, metric__code="sales")
    assert figure.value == Decimal("3763178.1787")


def test_the_quarters_of_a_persons_quotas_leave_no_day_between_them_and_share_none(
    hr: Client, data: Path
) -> None:
    set_up(hr, data)
    for someone in models.Person.objects.filter(number__regex=r"^\d+$", entries__kind="standard_set"):
        folded = files.fold(someone.id, log.entries_of(someone.id))
        quarters = sorted((t.period_start, t.period_end) for t in folded.targets)
        for (_, last), (first, _) in pairwise(quarters):
            assert first == last + timedelta(days=1), someone.number


def test_the_same_files_again_change_nothing(hr: Client, data: Path) -> None:
    set_up(hr, data)
    entries = models.Entry.objects.count()
    for target, path, columns, values in (
        ("assignments", "SalesTerritoryHistory", {"number": 1, "team": 2, "from_on": 3, "to_on": 4}, {}),
        ("targets", "SalesPersonQuotaHistory", {"number": 1, "period_start": 2, "target": 3},
         {"metric": "sales", "period_kind": "quarter"}),
    ):  # fmt: skip
        run = bring_in(hr, data / f"adventureworks_{path}.csv", target, columns, values)
        assert (run.created_count, run.updated_count) == (0, 0)
    assert models.Entry.objects.count() == entries


def test_the_columns_of_a_file_are_matched_as_they_were_for_the_last_one(hr: Client, data: Path) -> None:
    define_sales(hr)
    path = data / "adventureworks_SalesPerson.csv"
    bring_in(hr, path, "people", {"number": 1, "team": 2}, {"level": "Senior"})
    with path.open("rb") as file:
        address = hr.post("/imports/new/", {"target": "people", "file": file})["Location"]
    page = hr.get(address.replace("reading", "columns")).content.decode()
    assert "Filled in as for the last file with these columns" in page
    assert 'value="Senior"' in page


GARMENTS = {"number": 5, "period_start": 1, "value": 15, "target": 6}


@pytest.mark.parametrize("whole", [False, True])
def test_figures_of_sewing_lines_with_one_damaged_date(hr: Client, tmp_path: Path, whole: bool) -> None:
    path = (WHOLE if whole else EXCERPTS) / "garments_worker_productivity.csv"
    if not path.is_file():
        pytest.skip("the published garments file is not beside the project; its excerpt is tested")
    people = tmp_path / "lines.csv"
    people.write_text("number,name\n" + "".join(f"{n},Line {n}\n" for n in range(1, 13)))
    bring_in(hr, people, "people", {"number": 1, "name": 2})
    said = {"code": "productivity", "name": "Productivity", "kind": "proportion", "direction": "up"}
    assert hr.post("/metrics/new/", said).status_code == 302
    run = bring_in(
        hr, path, "observations", GARMENTS, {"metric": "productivity", "period_kind": "day"}, how="good",
        options={"dates": "month_first"}, duplicates="average",
    )  # fmt: skip
    assert run.rows_good == lines(path) - 2
    assert [(line[0], line[1]) for line in run.problems] == [(2, "period_start")]
    assert models.Observation.objects.filter(metric__code="productivity").exists()
    assert not any(value > Decimal("1.2") for value in _values())


def _values() -> list[Any]:
    return list(models.Observation.objects.values_list("value", flat=True))
