"""Which packs apply and which rules run, each change with its reason, and the history of them all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.actions import review as actions
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.queries.review import settled
from goodstanding.queries.review.settings import APPLIES, Change, Settled, history, known_rules
from goodstanding.review.packs import PACKS
from goodstanding.review.rule import Pack, Rule
from goodstanding.web import clock, ui
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.review import PackForm, RuleForm
from goodstanding.web.viewer import viewer_of, viewer_with
from goodstanding.web.views.files.links import to

HERE = "Review rules"


@require_safe
def review_settings(request: HttpRequest) -> HttpResponse:
    viewer_with(request, "hr")
    setting = settled()
    rules = known_rules()
    context = {
        "crumbs": _crumbs(),
        "packs": _packs_table(setting),
        "rules": [_rules_table(pack, setting) for pack in PACKS.values()],
        "history": _history(history()),
        "count": len(rules),
    }
    return render(request, "gs/review/settings.html", context)


def _crumbs(*rest: ui.Link) -> list[ui.Link]:
    first = ui.Link("Settings", to("organisation"))
    return [first, ui.Link(HERE, to("review_settings")), *rest]


def _packs_table(setting: Settled) -> ui.Table:
    rows = [
        [
            ui.Cell(pack.title, url=to("pack_setting", pack.id)),
            ", ".join(pack.jurisdictions) or "everywhere",
            len(pack.rules),
            f"Applies {APPLIES[setting.applies(pack.id)]}",
        ]
        for pack in PACKS.values()
    ]
    columns = (ui.Column("Pack"), ui.Column("Place"), ui.Column("Rules", numeric=True), ui.Column("Here"))
    return ui.Table(columns, rows, "Rule packs")


def _rules_table(pack: Pack, setting: Settled) -> ui.Table:
    rows = [
        [
            ui.Cell(rule.id, url=to("rule_setting", rule.id)),
            rule.title,
            rule.source.text,
            _state(rule, setting),
        ]
        for rule in pack.rules
    ]
    columns = (ui.Column("Rule"), ui.Column("About"), ui.Column("Source"), ui.Column("Here"))
    return ui.Table(columns, rows, pack.title)


def _state(rule: Rule, setting: Settled) -> ui.Cell:
    last = setting.last("rule", rule.id)
    if last is None or not (last.off or last.parameters):
        return ui.Cell("as written")
    if last.off:
        return ui.Cell("switched off", tone="attention", icon="circle-minus")
    return ui.Cell("other thresholds", tone="info", icon="sliders-horizontal")


def _history(changes: tuple[Change, ...]) -> ui.Table:
    rows = [[c.at, c.key, _what(c), c.reason, c.by_name] for c in changes]
    columns = (ui.Column("When"), ui.Column("Of"), ui.Column("Set to"), ui.Column("Reason"), ui.Column("By"))
    return ui.Table(columns, rows, "Every change, the latest first", "Nothing was changed yet.")


def _what(change: Change) -> str:
    if change.about == "pack":
        return f"applies {APPLIES[change.applies]}"
    if change.off:
        return "switched off"
    return ", ".join(f"{n.replace('_', ' ')}: {v:g}" for n, v in change.parameters.items()) or "as written"


@require_http_methods(["GET", "HEAD", "POST"])
def rule_setting(request: HttpRequest, rule: str) -> HttpResponse:
    viewer_with(request, "hr")
    known = known_rules().get(rule)
    if known is None:
        raise NotFound("There is no such rule.")
    setting = settled()
    form = RuleForm(_posted(request), rule=known[0], setting=setting)
    if form.is_bound and form.is_valid():
        done = _tried(form, lambda said: actions.change_rule(
            rule=rule, off=not said["runs"], parameters=form.parameters(), reason=said["reason"],
            by=viewer_of(request).person, now=clock.now(),
        ))  # fmt: skip
        if done:
            messages.success(request, f"Rule {rule}: set. It counts from the next review on.")
            return redirect("review_settings")
    context = {
        "crumbs": _crumbs(ui.Link(f"Rule {rule}")), "rule": known[0], "form": form,
        "packs": ", ".join(p.title for p in known[1]), "history": _history(history("rule", rule)),
    }  # fmt: skip
    return render(request, "gs/review/rule.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def pack_setting(request: HttpRequest, pack: str) -> HttpResponse:
    viewer_with(request, "hr")
    if pack not in PACKS:
        raise NotFound("There is no such pack.")
    setting = settled()
    form = PackForm(_posted(request), pack=pack, setting=setting)
    if form.is_bound and form.is_valid():
        done = _tried(form, lambda said: actions.change_pack(
            pack=pack, applies=said["applies"], reason=said["reason"], by=viewer_of(request).person,
            now=clock.now(),
        ))  # fmt: skip
        if done:
            messages.success(request, f"{PACKS[pack].title}: set. It counts from the next review on.")
            return redirect("review_settings")
    context = {
        "crumbs": _crumbs(ui.Link(PACKS[pack].title)), "pack": PACKS[pack], "form": form,
        "history": _history(history("pack", pack)),
    }  # fmt: skip
    return render(request, "gs/review/pack.html", context, status=422 if form.is_bound else 200)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _tried(form: Any, change: Any) -> bool:
    try:
        change(form.cleaned_data)
    except NotFound:
        raise
    except UserError as error:
        add_user_error(form, error)
        return False
    return True
