"""The guide on the start page of an organisation that has just been set up. It goes once it is done."""

from __future__ import annotations

from goodstanding.queries.first_run import Begun, begun
from goodstanding.queries.shell import ShellFacts
from goodstanding.queries.standing import Viewer
from goodstanding.web.ui import Step
from goodstanding.web.views.files.links import to


def guide(viewer: Viewer, facts: ShellFacts) -> dict[str, object]:
    """Nothing once somebody is employed here and somebody else than the viewer is HR."""
    whole = {part for part, scope in viewer.parts if not scope}
    if (facts.anybody and facts.other_hr) or not whole & {"hr", "it_admin"}:
        return {}
    there = begun(viewer)
    needed = [_step(*one) for one in _needed(there, whole)]
    first = next((n for n, step in enumerate(needed) if step.state == "todo"), None)
    shown = [Step(s.label, "current", s.url, s.note) if n == first else s for n, s in enumerate(needed)]
    return {"guide": shown, "guide_later": [_step(*one) for one in _useful(there)]}


def _step(label: str, done: bool, url: str, note: str) -> Step:
    return Step(label, "done" if done else "todo", url, note)


def _needed(there: Begun, whole: set[str]) -> list[tuple[str, bool, str, str]]:
    new = to("import_new")
    steps = [
        ("Bring in teams", there.teams, f"{new}?target=teams",
         "A file with a code and a name for each. Not needed: teams that people name are made with them."),
        ("Bring in people", there.people, f"{new}?target=people",
         "Numbers, names, teams, who manages whom, first days. You see everything before it is written, "
         "and can also open one file by hand under People."),
        ("Say who manages whom", there.managers, f"{new}?target=people",
         "Coaching and plans come from a person’s manager. A column with the manager’s number is enough."),
        ("Make accounts", there.accounts > 0, to("accounts"),
         "IT administration makes them: each person gets a link, valid once, and chooses a password."),
        ("Name a second person in HR", there.other_hr, f"{to('accounts')}?state=with",
         "Whoever writes or measures does not approve. With one person in HR some steps are nobody’s to do."),
    ]  # fmt: skip
    if "hr" in whole:
        note = "Time limits, the rating scale, whether the second level endorses: defaults, not law."
        steps.insert(0, ("Look through the settings", there.people, to("organisation"), note))
    return steps


def _useful(there: Begun) -> list[tuple[str, bool, str, str]]:
    new = to("import_new")
    return [
        ("Define what is measured", there.metrics, to("metric_new"), "Only if goals will rest on figures."),
        ("Bring in figures", there.figures, f"{new}?target=observations",
         "A person’s figures for each week or month, with the work there was."),
        ("Bring in earlier appraisals", False, f"{new}?target=appraisals",
         "The history that HR reads before a plan may be drafted. Nobody is asked for receipts."),
    ]  # fmt: skip
