"""A review as one page of HTML that needs nothing beside itself: no script, no other host, good on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from goodstanding.documents.review.report import FindingOut, GroundOut, Report, pack_titles
from goodstanding.documents.review.words import EXPLAINED, HEADINGS, LIMITS, in_words, kind_said
from goodstanding.review.finding import Severity

STYLE = """
:root { color-scheme: light dark; --paper: light-dark(#f6f4ef, #14181b); --surface: light-dark(#fff, #1c2125);
  --line: light-dark(#dfdbd1, #343b41); --ink: light-dark(#1c2226, #ecebe6); --ink-2: light-dark(#454d53,
  #c0c5c8);
  --accent: light-dark(#0f5c69, #7fc9d5); --serious: light-dark(#962a1c, #f4a69b);
  --attention: light-dark(#774a00, #edc273); --info: light-dark(#2b5284, #a3c4ef); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5;
  font: 1rem/1.5 -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.4rem, 1.1rem + 1.6vw, 2rem); line-height: 1.2; margin: 0 0 .5rem; }
h2 { margin: 2.5rem 0 .25rem; font-size: 1.25rem; }
h3 { margin: 0 0 .5rem; font-size: 1.06rem; }
h4 { margin: 1rem 0 .25rem; font-size: .875rem; color: var(--ink-2); }
p { margin: .5rem 0; } ul { margin: .25rem 0; padding-left: 1.25rem; } a { color: var(--accent); }
.muted, .source { color: var(--ink-2); font-size: .875rem; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; padding: 0; list-style: none; }
.counts li { border: 1px solid var(--line); background: var(--surface); border-radius: .6rem; padding: .4rem
.8rem; }
.counts strong { font-size: 1.25rem; margin-right: .35rem; }
article { background: var(--surface); border: 1px solid var(--line); border-left: .35rem solid var(--info);
  border-radius: .5rem; padding: 1rem 1.25rem; margin: 1rem 0; }
article.decisive { border-left-color: var(--serious); } article.serious { border-left-color:
var(--attention); }
.tag { font-size: .8rem; font-weight: 600; color: var(--info); } .decisive .tag { color: var(--serious); }
.serious .tag { color: var(--attention); }
.ask { border-left: 3px solid var(--accent); padding-left: .75rem; }
blockquote { margin: .15rem 0 .35rem; padding: 0; font-family: Charter, Georgia, "Liberation Serif", serif; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top;
  padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); font-size: .925rem; }
@media print { :root { color-scheme: light; } body { background: #fff; font-size: 10.5pt; }
  main { padding: 0; max-width: none; break-after: page; } article { break-inside: avoid; } h2, h3, h4 {
  break-after: avoid; }
  a { color: inherit; text-decoration: none; } @page { margin: 18mm; } }
"""


def page(report: Report, *, questions: bool = False) -> str:
    """`questions`: for the person, each finding as a question to raise, before why it is asked."""
    return pages([report], questions=questions)


def pages(reports: Sequence[Report], *, questions: bool = False) -> str:
    """Several reviews one after another, each on a new sheet."""
    title = _title(reports[0], questions) if len(reports) == 1 else f"{len(reports)} reviews"
    inside = "".join(f"<main>\n{_review(r, questions)}</main>\n" for r in reports)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{inside}</body>\n</html>\n"
    )


def _title(report: Report, questions: bool) -> str:
    return f"{'Questions to raise' if questions else 'Review'}: {report.title or 'a file'}"


def _review(report: Report, questions: bool) -> str:
    return (
        _head(report, _title(report, questions))
        + "".join(_group(report, s, questions) for s in (Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE))
        + _not_recorded(report, questions)
        + _rules(report)
        + f'<p class="muted">{escape(LIMITS)}</p>\n'
    )


def _head(report: Report, title: str) -> str:
    counts = "".join(
        f"<li><strong>{sum(f.severity is s for f in report.findings)}</strong>{HEADINGS[s].lower()}</li>"
        for s in Severity
    )
    source = f"<br>Facts from {_link(report.source)}" if report.source else ""
    return (
        f"<header><h1>{escape(title)}</h1>\n"
        f'<p class="muted">As of {report.as_of}. {escape(pack_titles(report))}.{source}</p>\n'
        f'<ul class="counts">{counts}</ul></header>\n'
    )


def _group(report: Report, severity: Severity, questions: bool) -> str:
    found = [f for f in report.findings if f.severity is severity]
    if not found:
        return ""
    inside = "".join(_finding(f, questions) for f in found)
    heading = f'<h2>{HEADINGS[severity]}</h2>\n<p class="muted">{escape(EXPLAINED[severity])}</p>\n'
    return f"<section>{heading}{inside}</section>\n"


def _finding(finding: FindingOut, questions: bool) -> str:
    who = "Ask" if questions else "The employee may ask"
    ask = f'<p class="ask"><strong>{who}:</strong> {escape(finding.asks)}</p>'
    parts = [
        f'<span class="tag">{HEADINGS[finding.severity]} · {escape(finding.rule)}</span>',
        f"<h3>{escape(finding.title)}</h3>",
        ask if questions else "",
        f"<p>{escape(in_words(finding.says))}</p>" if finding.says else "",
        _listed("Rests on", (_ground(g) for g in finding.because)),
        _listed("Counted", (escape(in_words(each)) for each in finding.arithmetic)),
        f"<h4>What it means</h4><p>{escape(finding.means)}</p>",
        _listed("It could also be", map(escape, finding.innocent)),
        _listed("What would settle it", map(escape, finding.settles)),
        "" if questions else ask,
        _source(finding),
    ]
    return f'<article class="{finding.severity.value}">{"".join(parts)}</article>\n'


def _source(finding: FindingOut) -> str:
    unsure = "" if finding.source.confirmed else " (unconfirmed)"
    where = f", {_link(finding.source.address)}" if finding.source.address else ""
    return (
        f'<p class="source">Source: {escape(finding.source.text)}{unsure}{where}. '
        f"Pack {escape(finding.pack)}, version {escape(finding.version)}.</p>"
    )


def _ground(ground: GroundOut) -> str:
    role = f" ({escape(ground.role)})" if ground.role else ""
    quoted = f"<blockquote>{escape(ground.text)}</blockquote>" if ground.text else ""
    return f"<strong>{escape(ground.when)}</strong>, {escape(kind_said(ground.kind))}{role}{quoted}"


def _not_recorded(report: Report, questions: bool) -> str:
    found = [f for f in report.findings if f.severity is Severity.NOT_RECORDED]
    if not found:
        return ""
    rows = ""
    for rule, title in dict.fromkeys((f.rule, f.title) for f in found):
        missing = "; ".join(dict.fromkeys(m for f in found if f.rule == rule for m in f.missing))
        asks = next(f.asks for f in found if f.rule == rule)
        last = asks if questions else missing
        rows += f"<tr><td>{escape(rule)}</td><td>{escape(title)}</td><td>{escape(last)}</td></tr>"
    head = f"<tr><th>Rule</th><th>About</th><th>{'Ask' if questions else 'What is missing'}</th></tr>"
    return (
        f"<section><h2>{HEADINGS[Severity.NOT_RECORDED]}</h2>"
        f'<p class="muted">{escape(EXPLAINED[Severity.NOT_RECORDED])}</p>'
        f"<table>{head}{rows}</table></section>\n"
    )


def _rules(report: Report) -> str:
    """What ran and found nothing, or was switched off with a reason: so that silence of the report is
    readable."""
    quiet = [r for r in report.rules if r.result == "nothing found"]
    off = [r for r in report.rules if r.result == "switched off"]
    told = f"<p>{escape('; '.join(f'{r.rule} {r.title}' for r in quiet))}.</p>" if quiet else "<p>None.</p>"
    switched = "".join(f"<li>{escape(r.rule)} {escape(r.title)}: {escape(r.reason)}</li>" for r in off)
    return (
        f'<section class="muted"><h2>Rules that found nothing</h2>{told}'
        + (f"<h3>Switched off</h3><ul>{switched}</ul>" if switched else "")
        + "</section>\n"
    )


def _listed(title: str, items: Iterable[str]) -> str:
    inside = "".join(f"<li>{item}</li>" for item in items)
    return f"<h4>{title}</h4><ul>{inside}</ul>" if inside else ""


def _link(address: str) -> str:
    if address.startswith(("https://", "http://")):
        return f'<a href="{escape(address, quote=True)}">{escape(address)}</a>'
    return escape(address)
