"""What a dossier says, as plain values for the template: cut to what this reader may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from goodstanding.documents.dossier import cases, findings
from goodstanding.documents.dossier.ink import drawing
from goodstanding.documents.dossier.words import day, moment
from goodstanding.documents.pictures import period_of, ratings_picture, spread_picture, timeline_picture
from goodstanding.domain.errors import NotFound
from goodstanding.domain.relation import Relation
from goodstanding.queries import entries, figures
from goodstanding.queries.entries import EntryView, Narrowed, Timeline
from goodstanding.queries.files import GROUPS, Head, Meta, in_group, open_file
from goodstanding.queries.organisation import organisation
from goodstanding.queries.plans import open_rooms
from goodstanding.queries.presenters.values import literal
from goodstanding.queries.review import Pulled, pull
from goodstanding.queries.standing import Viewer

GROUP_ORDER = ("plans", "daily", "warnings", "appraisals", "standards", "job", "leave", "counsel")


@dataclass(frozen=True, slots=True)
class Edition:
    """For whom the document is, what it leaves out, and how findings read in it."""

    name: str
    holds: str
    privileged: bool = False


EDITIONS = {
    Relation.SELF: Edition(
        "the employee",
        "Everything shared between both sides and the person’s own leave entries. It leaves out drafts that "
        "were never delivered, and what counsel keeps.",
    ),
    Relation.COUNSEL: Edition(
        "counsel",
        "The shared file and counsel’s compartment. Prepared for legal advice: not to be passed on.",
        privileged=True,
    ),
    Relation.HR: Edition(
        "HR",
        "The shared file and drafts. It leaves out the compartments of leave and of counsel.",
    ),
}


def edition_of(head: Head) -> Edition:
    """The one version that this reader gets. NotFound for whoever may not take a file along."""
    for relation, edition in EDITIONS.items():
        if head.standing.has(relation):
            return edition
    raise NotFound("There is no such document, or it is not for you.")


def content(viewer: Viewer, person: UUID, *, now: datetime) -> dict[str, Any]:
    """Everything that the document shows, as text, tables and drawings."""
    head, settled = open_file(viewer, person), organisation()
    edition = edition_of(head)
    line = entries.timeline(head, Narrowed())
    views = line.views(line.roots, settled.policy.late_entry_days)
    numbers = number_of(line)
    pulled = pull(viewer, person)
    rooms = open_rooms(viewer, [case.id for case in head.cases])
    return {
        "title": f"Dossier: {head.name}",
        "organisation": settled.name,
        "edition": edition.name,
        "holds": edition.holds,
        "privileged": edition.privileged,
        "cover": _cover(head, viewer, edition, line, pulled, now),
        "parties": _parties(head, line, rooms),
        "glance": drawing(timeline_picture(pulled)),
        "cases": [cases.case(room, numbers) for room in rooms],
        "ratings": _ratings(head),
        "figures": _figures(viewer, person),
        "timeline": [_line(m, numbers) for m in sorted(line.all, key=lambda m: (m.happened, m.idx))],
        "groups": _groups(views, numbers),
        "findings": findings.of(pulled, numbers),
        "evidence": evidence(line, numbers),
    }


def number_of(line: Timeline) -> dict[UUID, str]:
    """E1, E2 … in the order in which things happened: how the document refers to an entry."""
    found = sorted(line.all, key=lambda m: (m.happened, m.idx))
    return {meta.id: f"E{n}" for n, meta in enumerate(found, 1)}


def _cover(
    head: Head, viewer: Viewer, edition: Edition, line: Timeline, pulled: Pulled, now: datetime
) -> list[list[str]]:
    days = [m.happened for m in line.all]
    place = head.place
    rows = [
        ["Person", f"{head.name}, no. {head.number}"],
        ["Job", ", ".join(x for x in (place.job_family, place.level, place.team) if x) if place else ""],
        ["Prepared for", f"{viewer.name}, as {edition.name}"],
        ["Prepared at", moment(now)],
        ["Entries", f"{len(line.all):,}, from {day(min(days))} to {day(max(days))}" if days else "none"],
        ["Rules read", ", ".join(cases.packs(pulled)) or "none apply here"],
    ]
    return [row for row in rows if row[1]]


def _parties(head: Head, line: Timeline, rooms: list[Any]) -> list[list[str]]:
    """Everybody who wrote, managed or decided, with their part. Nobody else is named."""
    parts: dict[str, list[str]] = {head.name: ["the person whose file this is"]}

    def add(name: str, part: str) -> None:
        if name and part not in parts.setdefault(name, []):
            parts[name].append(part)

    for place in head.places:
        until = f" to {day(place.until)}" if place.until else ""
        add(place.manager_name, f"manager from {day(place.since)}{until}")
    for room in rooms:
        for role, person in sorted(room.case.held(), key=str):
            add(room.name(person), f"{literal(role)} of the case of {day(room.case.opened)}")
    written: dict[str, int] = {}
    for meta in line.all:
        written[meta.author_name] = written.get(meta.author_name, 0) + 1
    for name, count in written.items():
        add(name, f"wrote {count} {'entry' if count == 1 else 'entries'}")
    return [[name, "; ".join(said)] for name, said in parts.items()]


def _ratings(head: Head) -> dict[str, Any]:
    if not head.standing.reads_whole_shared_file:
        return {"rows": [], "picture": None}
    found = entries.ratings(head)
    chart = ratings_picture(found)
    return {
        "rows": [[period_of(r), f"{r.rating} of {len(r.scale)}", r.label] for r in found],
        "picture": drawing(chart) if chart else None,
    }


def _figures(viewer: Viewer, person: UUID) -> list[dict[str, Any]]:
    """Two years of each metric, beside the spread of comparable people; nothing where there is no job."""
    try:
        found = figures.figures(viewer, person, weeks=104, peers="level")
    except NotFound:
        return []
    return [
        {"name": m.name, "unit": m.unit, "picture": drawing(spread_picture(found, m))}
        for m in found.metrics
        if m.points
    ]


def _line(meta: Meta, numbers: dict[UUID, str]) -> list[str]:
    kind = entries.kind_title(meta.kind)
    about = numbers.get(meta.refers_to) if meta.refers_to else None
    what = f"{kind} (to {about})" if about else kind
    return [numbers[meta.id], day(meta.happened), day(_date(meta.recorded)), what, meta.author_name]


def _date(at: datetime) -> date:
    return timezone.localdate(at)


def _groups(views: list[EntryView], numbers: dict[UUID, str]) -> list[dict[str, Any]]:
    """The entries in words, each once, under the heading where a reader looks for it."""
    oldest = sorted(views, key=lambda v: (v.meta.happened, v.meta.idx))
    left = list(oldest)
    made = []
    for key in GROUP_ORDER:
        inside = [v for v in left if in_group(v.meta, key)]
        left = [v for v in left if not in_group(v.meta, key)]
        if inside:
            made.append({"title": GROUPS[key][0], "entries": [shown(v, numbers) for v in inside]})
    if left:
        made.append({"title": "About the file", "entries": [shown(v, numbers) for v in left]})
    return made


def shown(view: EntryView, numbers: dict[UUID, str]) -> dict[str, Any]:
    meta, said = view.meta, view.shown
    return {
        "no": numbers[meta.id],
        "kind": said.kind_label,
        "title": said.title,
        "words": said.words,
        "facts": [[term, day(value) if isinstance(value, date) else value] for term, value in said.facts],
        "by": meta.author_name,
        "happened": day(meta.happened),
        "recorded": moment(meta.recorded),
        "receipt": _receipt(view),
        "late": f"recorded {view.late_days} days after it happened" if view.late_days else "",
        "retracted": view.retracted,
        "visibility": "" if meta.visibility == "shared" else meta.visibility,
        "answers": [shown(child, numbers) for child in view.children],
    }


def _receipt(view: EntryView) -> str:
    if view.acknowledged:
        return f"received {moment(view.acknowledged)} (a receipt, not agreement)"
    if view.refused_at:
        return f"receipt refused, noted by {view.refused_by} {moment(view.refused_at)}"
    return "not received yet" if view.asks_receipt and not view.retracted else ""


def evidence(line: Timeline, numbers: dict[UUID, str]) -> list[list[str]]:
    """The index: number, day, kind, id and the leaf that the record commits to."""
    hashes = entries.leaf_hashes(line)
    found = sorted(line.all, key=lambda m: (m.happened, m.idx))
    return [
        [numbers[m.id], day(m.happened), entries.kind_title(m.kind), str(m.id), hashes.get(m.idx, "")]
        for m in found
    ]
