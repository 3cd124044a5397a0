"""Entries, duties and heads of files as the components show them: words become links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils import dateformat, timezone

from goodstanding.domain.permissions import can_write
from goodstanding.domain.relation import FORMER, Relation, Standing
from goodstanding.queries.entries import EntryView
from goodstanding.queries.files import Head, Meta
from goodstanding.web.ui import Fact, Link, NavItem, TimelineEntry
from goodstanding.web.views.files.links import to

RECEIPTS = frozenset({"acknowledged", "refusal_noted"})
UNANSWERABLE = RECEIPTS | {
    "exported", "letter_issued", "hired", "moved", "left", "not_at_work", "round_opened", "appraisal_prepared"
}  # fmt: skip


def file_url(person: UUID) -> str:
    return to("file", person)


def entry_url(person: UUID, entry: UUID) -> str:
    return to("entry", person, entry)


def record_url(person: UUID, kind: str, about: UUID | None = None) -> str:
    return to("record", person, kind) + (f"?to={about}" if about else "")


def crumbs(head: Head, *rest: Link) -> list[Link]:
    """Where a page of a file stands. Whoever reads their own file did not come through the list of people."""
    first = Link("My file" if head.own else head.name, file_url(head.id))
    return [first, *rest] if head.own else [Link("People", to("people")), first, *rest]


def tabs(head: Head, current: str) -> list[NavItem]:
    """The views of a file that exist for this viewer."""
    stands = head.standing
    items = [("timeline", "Timeline", file_url(head.id))]
    if head.cases:
        items.append(("plans", "Plans", f"{file_url(head.id)}?show=plans"))
    if stands.reads_whole_shared_file:
        items.append(("appraisals", "Appraisals", f"{file_url(head.id)}?show=appraisals"))
        if head.places:  # whoever never worked here has no figures to be compared
            items.append(("figures", "Figures", to("figures", head.id)))
        items.append(("trail", "Paper trail", to("trail", head.id)))
    if stands.reads_whole_shared_file or stands.has(Relation.LEAVE):
        items.append(("review", "Findings", to("review", head.id)))
    if head.places and stands.reads_whole_shared_file:
        items.append(("job", "Job", to("job", head.id)))
    if can_write("exported", stands):
        items.append(("export", "Export", to("file_export", head.id)))
    if sees_keeping(stands):
        items.append(("kept", "Kept until", to("kept", head.id)))
    return [NavItem(url, label, current=key == current) for key, label, url in items]


def sees_keeping(standing: Standing) -> bool:
    """Whether somebody reads how long the file is kept: the person, and those who keep it."""
    return standing.has(Relation.SELF) or can_write("erased", standing)


def actions_for(entry: EntryView, head: Head) -> list[Link]:
    """What this viewer may add to this entry, the most wanted first."""
    stands, meta, kind = head.standing, entry.meta, entry.meta.kind
    waits = entry.asks_receipt and not (entry.acknowledged or entry.refused_at or entry.retracted)
    waits = waits and meta.author != head.id
    offered = [
        ("acknowledged", "Confirm receipt", "mail-check", waits),
        ("followed_up", "Record the follow-up", "refresh-cw", kind == "coaching" and not entry.retracted),
        ("appraisal_answer", "Answer the appraisal", "message-square-reply", kind == "appraisal"),
        ("accommodation_answered", "Answer the request", "hand-helping", kind == "accommodation_requested"),
        ("answer", "Answer", "message-square-reply", kind not in UNANSWERABLE | {"appraisal"}),
        ("refusal_noted", "Note a refusal", "mail-x", waits),
        ("correction", "Correct", "pencil-line", kind not in RECEIPTS and not entry.retracted),
    ]
    links = [
        Link(label, record_url(head.id, name, meta.id), icon=icon)
        for name, label, icon, wanted in offered
        if wanted and can_write(name, stands, author_of_target=meta.author)
    ]
    round_ = getattr(entry.payload, "round", None)
    if round_ is not None and stands.reads_whole_shared_file:
        links.insert(
            int(waits), Link("Open the round", to("round_person", head.id, round_), icon="folder-open")
        )
    return links


def receipt_note(entry: EntryView, head: Head) -> str:
    """What stands where the time of the receipt would."""
    if entry.refused_at:
        day = dateformat.format(timezone.localtime(entry.refused_at), "j F Y")
        return f"refusal noted by {entry.refused_by} on {day}"
    if entry.asks_receipt and entry.meta.author != head.id:
        return "taken back before a receipt" if entry.retracted else "not acknowledged"
    return "no receipt asked for"


def late_words(days: int) -> str:
    return f"recorded {days} days later" if days > 1 else f"recorded {days} day later"


def _label(entry: EntryView) -> str:
    """The kind, and what is unusual about the entry, said neutrally."""
    late = late_words(entry.late_days) if entry.late_days else ""
    taken_back = "taken back" if entry.retracted else ""
    return " · ".join(x for x in (entry.shown.kind_label, late, taken_back) if x)


BRIEF = 420


def cut(text: str) -> str:
    """Enough of a long text for a timeline; its end says that there is more on the entry's own page."""
    if len(text) <= BRIEF + 80:
        return text
    return f"{text[:BRIEF].rsplit(' ', 1)[0]} … (the whole is in the entry)"


def timeline_entry(
    entry: EntryView,
    head: Head,
    *,
    link: bool = True,
    actions: int = 2,
    brief: bool = False,
    sealed: Mapping[int, int] | None = None,
) -> TimelineEntry:
    """`sealed`: the first checkpoint that covers each entry, by its place, where a page shows it."""
    meta, shown = entry.meta, entry.shown
    return TimelineEntry(
        id=str(meta.id),
        kind_label=_label(entry),
        title=shown.title,
        happened=meta.happened,
        recorded=meta.recorded,
        acknowledged=entry.acknowledged,
        author=meta.author_name,
        icon=shown.icon,
        tone="neutral" if entry.retracted else shown.tone,
        body=cut(shown.words) if brief else shown.words,
        facts=_facts(shown.facts, brief),
        url=entry_url(head.id, meta.id) if link else "",
        actions=actions_for(entry, head)[:actions],
        answers=[_answer(child, head, meta.id) for child in entry.children],
        corrected_by=_corrected(entry.corrected_by, head),
        visibility=meta.visibility,
        acknowledge_note=receipt_note(entry, head),
        sealed=_sealed(meta.idx, sealed),
    )


def _corrected(by: Meta | None, head: Head) -> Link | None:
    return Link(_when(by.happened), entry_url(head.id, by.id)) if by else None


def _facts(facts: Iterable[tuple[str, object]], brief: bool) -> list[Fact]:
    return [Fact(term, cut(value) if brief and isinstance(value, str) else value) for term, value in facts]


def _sealed(index: int, sealed: Mapping[int, int] | None) -> str:
    if sealed is None:
        return ""
    size = sealed.get(index)
    return f"checkpoint {size:,}" if size else "signed in a moment"


def _answer(entry: EntryView, head: Head, target: UUID) -> TimelineEntry:
    """What stands under an entry: without buttons of its own, a correction with its way back."""
    made = timeline_entry(entry, head, actions=0)
    if entry.meta.kind != "correction":
        return made
    corrects = Link("the entry above", f"#entry-{target}")
    return TimelineEntry(**{**made.__dict__, "corrects": corrects})


def _when(day: object) -> str:
    return f"a correction of {dateformat.format(day, 'j F Y')}"  # type: ignore[arg-type]


def lead(head: Head) -> str:
    """One line about where somebody stands today."""
    place = head.place
    if head.standing.relations <= FORMER and not head.standing.case_roles:
        if not head.standing.has(Relation.FORMER_MANAGER):
            return "You held a role in a case that is over. What you wrote stays here for you to read."
        last = head.places[-1].until if head.places else None
        return f"Reported to you until {last:%-d %B %Y}" if last else "Reported to you once"
    if place is None:
        return "Not employed here today" if head.places else "Not employed here"
    level = f"level {place.level}" if place.level else ""
    manager = f"reports to {place.manager_name}" if place.manager_name else ""
    return " · ".join(x for x in (place.job_family, level, place.team, manager, f"no. {head.number}") if x)
