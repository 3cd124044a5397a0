"""The packs as pages of the documentation, written from the rules themselves.

`python -m goodstanding.documents.review.reference` writes them anew; a test fails while one is not current.
"""

from __future__ import annotations

from pathlib import Path

from goodstanding.documents.review import lists
from goodstanding.documents.review.words import EXPLAINED, HEADINGS
from goodstanding.review.finding import Audience, Severity
from goodstanding.review.packs import GOOD_PRACTICE, PACKS
from goodstanding.review.rule import Pack, Rule, Version

FOLDER = Path("docs") / "reference"
WRITTEN = (
    "This page is written by `goodstanding.documents.review.reference` from the rules; "
    "a test holds them together."
)
READERS = {
    Audience.HR: "HR",
    Audience.EMPLOYEE: "the employee",
    Audience.LEAVE: "the leave-and-accommodation role",
    Audience.COUNSEL: "counsel",
}


def pages() -> dict[str, str]:
    """File name and text of every page."""
    made = {f"review-{pack.id}.md": page(pack) for pack in PACKS.values()}
    return {
        "review-packs.md": index(),
        "review-deadlines.md": lists.deadlines(),
        "word-lists.md": lists.word_lists(),
        **made,
    }


def index() -> str:
    lines = [
        "# Rule packs of the file review",
        "",
        WRITTEN,
        "",
        "How the review thinks is told in [the explanation](../explanation/how-the-review-thinks.md). A "
        "rule weighs the paper, never the person. What the packs set for times is in [their "
        "deadlines](review-deadlines.md); what the linter marks in texts, in [the word "
        "lists](word-lists.md).",
        "",
        "| weight | meaning |",
        "|---|---|",
        *(f"| {HEADINGS[s]} | {EXPLAINED[s]} |" for s in Severity),
        "",
        "| pack | covers | rules |",
        "|---|---|--:|",
        *(
            f"| [{p.title}](review-{p.id}.md) (`{p.id}`) | {p.about} | {len(p.rules)} |"
            for p in PACKS.values()
        ),
        "",
    ]
    return "\n".join(lines)


def page(pack: Pack) -> str:
    """One pack: a table of its rules, then each rule with its words."""
    codes = ", ".join(f"`{j}`" for j in pack.jurisdictions)
    everywhere = "" if pack is GOOD_PRACTICE else "It runs where an organisation chooses it."
    runs = f"It runs on files of {codes} unless others are asked for." if codes else everywhere
    lines = [f"# {pack.title}", "", WRITTEN, "", f"`{pack.id}`. {pack.about} {runs}".rstrip(), ""]
    lines += ["| rule | about | weight | source |", "|---|---|---|---|"]
    lines += [_row(rule) for rule in pack.rules]
    for rule in pack.rules:
        lines += ["", *_section(rule)]
    return "\n".join([*lines, ""])


def _row(rule: Rule) -> str:
    weights = ", ".join(dict.fromkeys(HEADINGS[v.severity].lower() for v in rule.versions))
    return f"| [{rule.id}](#{_anchor(rule)}) | {rule.title} | {weights} | {_source(rule)} |"


def _anchor(rule: Rule) -> str:
    """As GitHub makes it of the heading."""
    kept = "".join(c for c in f"{rule.id} {rule.title}".lower() if c.isalnum() or c in " -")
    return kept.replace(" ", "-")


def _source(rule: Rule) -> str:
    unsure = "" if rule.source.confirmed else " (unconfirmed)"
    text = rule.source.text.replace("|", "\\|")
    return f"[{text}]({rule.source.address}){unsure}" if rule.source.address else f"{text}{unsure}"


def _section(rule: Rule) -> list[str]:
    readers = ", ".join(words for a, words in READERS.items() if a in rule.audience)
    lines = [f"## {rule.id} {rule.title}", "", rule.means, ""]
    lines += ["It could also be:", "", *(f"- {text}" for text in rule.innocent), ""] if rule.innocent else []
    lines += ["What settles it:", "", *(f"- {text}" for text in rule.settles), ""] if rule.settles else []
    lines += [f"The employee may ask: {rule.asks}", ""] if rule.asks else []
    lines += [f"For {readers}. Source: {_source(rule)}.", ""]
    if rule.needs:
        lines += ["It needs figures from other files: " + ", ".join(f"`{n}`" for n in rule.needs) + ".", ""]
    if rule.parameters:
        lines += ["| parameter | default | what it is |", "|---|---|---|"]
        lines += [f"| `{n}` | {v} | {rule.parameter_words.get(n, '')} |" for n, v in rule.parameters.items()]
        lines.append("")
    if len(rule.versions) > 1 or any(v.effective_from or v.effective_to for v in rule.versions):
        lines += ["| version | in force | weight | note |", "|---|---|---|---|"]
        lines += [_version(v) for v in rule.versions]
        lines.append("")
    return lines[:-1]


def _version(version: Version) -> str:
    since = f"from {version.effective_from}" if version.effective_from else ""
    until = f"to {version.effective_to}" if version.effective_to else ""
    force = " ".join(filter(None, (since, until))) or "always"
    by = "by the day of the review" if version.governs == "review" else "by the day of the event"
    changed = "; ".join(f"{n} = {v}" for n, v in version.parameters.items())
    note = " ".join(filter(None, (version.note, f"Sets {changed}." if changed else "")))
    return f"| {version.id} | {force}, {by} | {HEADINGS[version.severity].lower()} | {note} |"


def write(folder: Path = FOLDER) -> None:
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
