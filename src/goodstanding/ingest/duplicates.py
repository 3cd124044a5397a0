"""Rows of one file about the same thing: refused by row, or merged into one by choice."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from decimal import Decimal

from goodstanding.domain.errors import UserError
from goodstanding.ingest.limits import Limits
from goodstanding.ingest.mapping import Duplicates
from goodstanding.ingest.results import BadCell, BadRow, GoodRow
from goodstanding.ingest.targets.base import R, Target

_EXPOSURE = "exposure"


def settled(
    rows: Iterator[GoodRow[R] | BadRow], target: Target[R], mode: Duplicates, limits: Limits
) -> Iterator[GoodRow[R] | BadRow]:
    if mode is Duplicates.REFUSE:
        return _refused(rows, target)
    return _merged(rows, target, mode, limits)


def _key(row: GoodRow[R], target: Target[R]) -> Hashable:
    return tuple(getattr(row.value, name) for name in target.key)


def _refused(rows: Iterator[GoodRow[R] | BadRow], target: Target[R]) -> Iterator[GoodRow[R] | BadRow]:
    """The first row stands. Only a hash of each key is kept, so that a million rows need little memory."""
    seen: dict[int, int] = {}
    for row in rows:
        if isinstance(row, BadRow):
            yield row
            continue
        first = seen.setdefault(hash(_key(row, target)), row.row)
        yield row if first == row.row else BadRow(row.row, (_repeated(first, target),))


def _repeated(first: int, target: Target[R]) -> BadCell:
    about = " and ".join(f.label.lower() for f in target.fields if f.name in target.key)
    ways = "Leave one out"
    if target.merged:
        ways += ", map a column that tells them apart, or choose to average or add them up"
    return BadCell(None, None, "", f"says the same as row {first} ({about}). {ways}.")


def _merged(
    rows: Iterator[GoodRow[R] | BadRow], target: Target[R], mode: Duplicates, limits: Limits
) -> Iterator[GoodRow[R] | BadRow]:
    groups: dict[Hashable, tuple[GoodRow[R], list[tuple[Decimal | None, ...]]]] = {}
    for row in rows:
        if isinstance(row, BadRow):
            yield row
            continue
        figures = tuple(getattr(row.value, name) for name in target.merged)
        group = groups.get(key := _key(row, target))
        if group is not None:
            group[1].append(figures)
        elif len(groups) >= limits.max_groups:
            raise UserError(
                f"More than {limits.max_groups:,} different figures cannot be merged at once. "
                "Split the file, or merge the rows before the import."
            )
        else:
            groups[key] = (row, [figures])
    for row, members in groups.values():
        yield _one(row, members, target, mode)


def _one(
    row: GoodRow[R], members: list[tuple[Decimal | None, ...]], target: Target[R], mode: Duplicates
) -> GoodRow[R]:
    if len(members) == 1:
        return row
    columns = dict(zip(target.merged, zip(*members, strict=True), strict=True))
    weights = _weights(columns.get(_EXPOSURE, ()))
    changed = {}
    for name, figures in columns.items():
        present = [figure for figure in figures if figure is not None]
        if not present:
            continue
        if mode is Duplicates.SUM or name == _EXPOSURE:
            changed[name] = sum(present, Decimal(0))
        elif weights and len(present) == len(weights):
            changed[name] = _mean(present, weights)
        else:
            changed[name] = _mean(present, [Decimal(1)] * len(present))
    return GoodRow(row.row, row.value.model_copy(update=changed), len(members))


def _weights(exposures: tuple[Decimal | None, ...]) -> list[Decimal]:
    """A figure per unit of work counts by its work, where every row says how much work there was."""
    known = [exposure for exposure in exposures if exposure]
    return known if known and len(known) == len(exposures) else []


def _mean(figures: list[Decimal], weights: list[Decimal]) -> Decimal:
    total = sum((f * w for f, w in zip(figures, weights, strict=True)), Decimal(0))
    return round(total / sum(weights, Decimal(0)), 9)
