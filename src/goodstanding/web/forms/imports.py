"""Forms of an import: the file, how it is read, and which column feeds which field."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from typing import Any

from django import forms

from goodstanding.domain.errors import UserError
from goodstanding.ingest.mapping import Duplicates, From, Mapping, check
from goodstanding.ingest.parse import DateOrder, DecimalMark
from goodstanding.ingest.read import Preview
from goodstanding.ingest.sniff import DELIMITER_NAMES
from goodstanding.ingest.targets import TARGETS, Field, Target
from goodstanding.ingest.text import ENCODINGS
from goodstanding.web.ui import ChoiceLabel

ICONS = {
    "people": "users",
    "teams": "network",
    "assignments": "route",
    "appraisals": "star",
    "observations": "chart-line",
    "targets": "target",
    "absences": "calendar-off",
    "work": "briefcase",
}
ORDER = ("people", "teams", "assignments", "observations", "targets", "appraisals", "absences", "work")
NOT_OFFERED = frozenset({"part"})
DATES = [
    (DateOrder.ISO.value, "Year first, as 2024-05-31"),
    (DateOrder.DAY_FIRST.value, "Day first, as 31.05.2024"),
    (DateOrder.MONTH_FIRST.value, "Month first, as 05/31/2024"),
]
DECIMALS = [(DecimalMark.POINT.value, "Point, as 1,234.5"), (DecimalMark.COMMA.value, "Comma, as 1.234,5")]
DUPLICATES = [
    (Duplicates.REFUSE.value, "Say that the later row is wrong"),
    (Duplicates.AVERAGE.value, "Average them, by their exposure where it is given"),
    (Duplicates.SUM.value, "Add them up"),
]
READ_BY_ITSELF = "As found"


class UploadForm(forms.Form):
    target = forms.ChoiceField(label="What does the file hold?", widget=forms.RadioSelect)
    file = forms.FileField(
        label="File",
        max_length=400,
        allow_empty_file=True,
        help_text="CSV or other delimited text, Excel, OpenDocument or Parquet.",
    )

    def __init__(self, *args: Any, targets: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["target"]
        choice.choices = [
            (code, ChoiceLabel(TARGETS[code].label, help=TARGETS[code].help, icon=ICONS[code]))
            for code in ORDER
            if code in targets
        ]


class Preset(forms.ChoiceField):
    """A choice whose first option holds where nothing is sent, so that it is never “optional”."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class OptionsForm(forms.Form):
    """Empty means: as found in the file."""

    use_required_attribute = False
    encoding = Preset(label="Encoding")
    delimiter = Preset(label="Cells are divided by")
    header = Preset(label="First row")
    sheet = Preset(label="Sheet")
    dates = Preset(label="Dates are written")
    decimal = Preset(label="Decimal mark")
    short_rows = Preset(
        label="Rows with too few cells",
        choices=[("", "Say that they are wrong"), ("fill", "Take the missing cells as empty")],
    )

    def __init__(self, *args: Any, preview: Preview | None, guess: Mapping | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = _found(preview, guess)
        choices = {
            "encoding": [(name, name) for name in ENCODINGS],
            "delimiter": [(mark, name.capitalize()) for mark, name in DELIMITER_NAMES.items()],
            "header": [("yes", "Names of the columns"), ("no", "Data already")],
            "sheet": [(name, name) for name in (preview.sheets if preview else ())],
            "dates": DATES,
            "decimal": DECIMALS,
        }
        for name, some in choices.items():
            field: Any = self.fields[name]
            words = f"{READ_BY_ITSELF}: {found[name]}" if found.get(name) else READ_BY_ITSELF
            field.choices = [("", words), *some]
        if preview is not None and preview.format != "text":
            for name in ("encoding", "delimiter"):
                del self.fields[name]
        if preview is not None and len(preview.sheets) < 2:
            del self.fields["sheet"]


def _found(preview: Preview | None, guess: Mapping | None) -> dict[str, str]:
    if preview is None:
        return {}
    found = {
        "encoding": preview.encoding or "",
        "delimiter": DELIMITER_NAMES.get(preview.delimiter or "", ""),
        "header": "names of the columns" if preview.has_header else "data already",
        "sheet": preview.sheet or "",
    }
    if guess is not None:
        found["dates"] = _first_lower(dict(DATES)[guess.dates.value])
        found["decimal"] = _first_lower(dict(DECIMALS)[guess.decimal.value])
    return found


def _first_lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def offered(target: Target[Any]) -> list[Field]:
    return [field for field in target.fields if field.name not in NOT_OFFERED]


class MappingForm(forms.Form):
    """For each field of the target a column, or one value for every row."""

    use_required_attribute = False

    effective_on = forms.DateField(
        label="Changes hold from",
        required=False,
        help_text="For people known already who stand elsewhere now. Empty: today.",
    )
    unknown_managers = Preset(
        label="A manager who is not known",
        choices=[("", "Say that the row is wrong"), ("empty", "Leave the manager empty")],
    )
    duplicates = Preset(label="Several rows for one person and period", choices=DUPLICATES)

    def __init__(
        self,
        *args: Any,
        target: Target[Any],
        columns: Sequence[str],
        metrics: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.target, self.columns = target, columns
        choices = [("", "No column"), *((str(n), name) for n, name in enumerate(columns))]
        for field in offered(target):
            label = f"Column for {field.label}"
            self.fields[f"column_{field.name}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, widget=forms.Select(attrs={"aria-label": label})
            )
            label = f"One value for {field.label}"
            self.fields[f"value_{field.name}"] = _value_field(field, label, metrics)
        if target.code != "people":
            del self.fields["effective_on"]
        if not any(field.name == "manager" for field in target.fields):
            del self.fields["unknown_managers"]
        if not target.merged:
            del self.fields["duplicates"]

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"field": field, "column": self[f"column_{field.name}"], "value": self[f"value_{field.name}"]}
            for field in offered(self.target)
        ]

    def further(self) -> list[forms.BoundField]:
        names = ("duplicates", "unknown_managers", "effective_on")
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for field in offered(self.target):
            if given.get(f"column_{field.name}") and given.get(f"value_{field.name}"):
                self.add_error(f"column_{field.name}", "Choose a column or write a value, not both.")
        return given

    def mapping(self, dates: str, decimal: str) -> Mapping | None:
        """What was chosen; None, with errors at the fields, if it cannot work."""
        given = self.cleaned_data
        fields = {}
        for field in offered(self.target):
            if column := given.get(f"column_{field.name}"):
                fields[field.name] = From(column=self.columns[int(column)])
            elif value := given.get(f"value_{field.name}"):
                fields[field.name] = From(constant=str(value))
        made = Mapping(
            fields=fields,
            dates=DateOrder(dates),
            decimal=DecimalMark(decimal),
            duplicates=Duplicates(given.get("duplicates") or Duplicates.REFUSE),
        )
        try:
            check(made, self.columns, self.target)
        except UserError as error:
            for name, problems in error.fields.items():
                self.add_error(f"column_{name}" if f"column_{name}" in self.fields else None, list(problems))
            return None
        return made

    def options(self) -> dict[str, str]:
        given = self.cleaned_data
        day = given.get("effective_on")
        return {
            "effective_on": day.isoformat() if day else "",
            "unknown_managers": given.get("unknown_managers", ""),
        }


def _value_field(field: Field, label: str, metrics: Sequence[tuple[str, str]]) -> forms.Field:
    attrs = {"aria-label": label}
    words = sorted(set(field.choices.values()))
    if field.name == "metric":
        choices = [("", "–"), *((code, f"{name} ({code})") for code, name in metrics)]
        return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.Select(attrs))
    if words:
        choices = [("", "–"), *((word, word.capitalize()) for word in words)]
        return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.Select(attrs))
    return forms.CharField(
        label=label, max_length=min(field.longest, 300), required=False, widget=forms.TextInput(attrs)
    )


def initial_of(mapping: Mapping, columns: Sequence[str], options: MappingType[str, Any]) -> dict[str, Any]:
    """What the form shows for a mapping; columns that this file has not are left out."""
    initial: dict[str, Any] = {
        "duplicates": mapping.duplicates.value,
        "effective_on": options.get("effective_on", ""),
        "unknown_managers": options.get("unknown_managers", ""),
    }
    for name, source in mapping.fields.items():
        if source.column is not None and source.column in columns:
            initial[f"column_{name}"] = str(columns.index(source.column))
        elif source.constant is not None:
            initial[f"value_{name}"] = source.constant
    return initial


class StartForm(forms.Form):
    how = Preset(
        label="What is imported",
        widget=forms.RadioSelect,
        choices=[
            (
                "all",
                ChoiceLabel(
                    "All or nothing", help="One wrong row, and nothing is imported.", icon="shield-check"
                ),
            ),
            (
                "good",
                ChoiceLabel(
                    "The good rows", help="Wrong rows are left out and stay listed.", icon="list-checks"
                ),
            ),
        ],
    )
