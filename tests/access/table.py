"""Who gets which page, and who may act on it: a row for every URL name.

A cell that no row speaks of is 404: what is not for somebody does not exist for them. Somebody not signed in is
sent to the sign-in page from everywhere but the pages marked public.
"""
# ruff: noqa: E501  (a row a line reads as the table it is)

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from goodstanding.domain.entries import KINDS
from tests.access.characters import (
    ACCOUNTS,
    ANY_HR,
    CASE,
    EVERYBODY,
    FILE,
    HR,
    IMPORTERS,
    MANAGER,
    NOBODY,
    SIGNED_IN,
    SUBJECT,
    WHOLE_FILE,
    WHOLE_HR,
    Group,
    group,
)
from tests.access.kept import kept_rows
from tests.access.receipts import receipt_rows
from tests.access.rounds import DRAFT_READERS, round_rows
from tests.access.row import GET, POST, Row

__all__ = ["GET", "POST", "READERS", "ROWS", "WRITERS", "Row", "cells"]

WRITERS: Mapping[str, Group] = MappingProxyType(
    {
        "coaching": MANAGER,
        "followed_up": MANAGER,
        "feedback": MANAGER | HR | group("second_level"),
        "award": MANAGER | HR | group("second_level"),
        "warning": HR,
        "appraisal": MANAGER,
        "answer": SUBJECT | MANAGER | HR,
        "appraisal_answer": SUBJECT,
        "acknowledged": SUBJECT,
        "refusal_noted": group("witness", "hr_witness", "second_level"),
        "correction": FILE,
        "grievance": SUBJECT,
        "job_terms": HR,
        "standard_set": MANAGER | HR,
        "standard_communicated": MANAGER | HR,
        "handover": HR,
        "not_at_work": HR | group("leave"),
        "metric_snapshot": MANAGER | HR | SUBJECT,
        "leave_reason": group("leave"),
        "accommodation_requested": SUBJECT | group("leave"),
        "accommodation_answered": group("leave"),
        "protected_activity": group("counsel"),
        "group_code": group("counsel"),
        "advice": group("counsel"),
        "exit_artefact": HR,
    }
)
"""Who gets the form of each day-to-day kind. The form of a correction offers everybody their own entries."""

NEEDS_TARGET = frozenset(
    {"followed_up", "answer", "appraisal_answer", "acknowledged", "refusal_noted", "correction",
     "accommodation_answered"}
)  # fmt: skip
"""Forms that first offer the entries they could refer to, whatever the method."""

OTHERS = group("hr", "hr_manager", "hr_self", "hr_witness", "counsel")
CANARIES: Mapping[str, Group] = MappingProxyType(
    {
        "shared": WHOLE_FILE,
        "appraisal": WHOLE_FILE,
        "own": WHOLE_FILE,
        "move_to_fred": WHOLE_FILE,
        "move_to_mara": WHOLE_FILE,
        "former": WHOLE_FILE | group("former_manager"),
        "asked": WHOLE_FILE | group("measurer", "witness", "companion", "hr_witness"),
        "refusal": WHOLE_FILE | group("measurer", "witness", "companion", "hr_witness", "former_role"),
        "leave": group("self", "leave"),
        "request": group("self", "leave"),
        "counsel": group("counsel"),
        "draft_terms": WHOLE_HR | HR | group("manager", "second_level"),
        "draft_reason": WHOLE_HR | HR | group("manager", "second_level"),
        "round_own": WHOLE_FILE,
        "round_prepared": DRAFT_READERS,
        "hans_shared": OTHERS | group("second_level"),
        "hans_leave": group("hr_self", "leave"),
        "hans_counsel": group("counsel"),
        "paul_shared": OTHERS,
        "paul_leave": group("leave"),
        "paul_counsel": group("counsel"),
        "olga_shared": OTHERS | group("outsider", "hr_out_of_scope"),
        "import": WHOLE_HR,
    }
)
"""Words planted in four files and an import, and who may ever read each, on any page."""

READERS: Mapping[str, Group] = MappingProxyType(
    {
        "shared": WHOLE_FILE,
        "former": WHOLE_FILE | group("former_manager"),
        "appraisal": WHOLE_FILE,
        "own": WHOLE_FILE,
        "asked": WHOLE_FILE | group("measurer", "witness", "companion", "hr_witness"),
        "refusal": WHOLE_FILE | group("measurer", "witness", "companion", "hr_witness", "former_role"),
        "drafted": HR | MANAGER | SUBJECT | group("second_level"),
        "leave": SUBJECT | group("leave"),
        "request": SUBJECT | group("leave"),
        "counsel": group("counsel"),
    }
)
"""Who reads an entry: shared, written by a former manager, of the case, of a delivered draft, restricted."""


def rows() -> Iterator[Row]:
    yield from _own()
    yield from _file()
    yield from _plan()
    yield from _review()
    yield from receipt_rows(READERS)
    yield from _measures()
    yield from round_rows()
    yield from _accounts()
    yield from _sign_in()


def _own() -> Iterator[Row]:
    yield Row("home", "what needs me today", SIGNED_IN)
    yield Row("dates", "my dates", SIGNED_IN)
    yield Row("dates", "the same as a list", SIGNED_IN, query="?view=list")
    yield Row("dates", "another month", SIGNED_IN, query="?month=2026-05")
    yield Row("notices", "my notices", SIGNED_IN)
    yield Row("notices", "the same, with what is settled", SIGNED_IN, query="?show=all")
    yield Row("notice", "a notice that is not mine", NOBODY, args=("=987",))
    yield Row("notices_read", "mark them as read", None, SIGNED_IN, done=302)
    yield Row("preferences", "what comes by mail, and my time zone", SIGNED_IN, SIGNED_IN)
    yield Row("my_file", "my own file", SIGNED_IN, got=302)
    yield Row("people", "the people whose files I read", SIGNED_IN)
    yield Row("people", "the same, searched", SIGNED_IN, query="?q=e&state=open&sort=team")
    yield Row("people", "the same, by a state", SIGNED_IN, query="?state=draft")
    yield Row("plans", "the cases that I may open", SIGNED_IN)
    yield Row("plans", "the same, all of them", SIGNED_IN, query="?group=all&q=e&sort=name")
    yield Row("teams", "teams and how many people each has", SIGNED_IN)
    yield Row("person_new", "open a file", IMPORTERS, IMPORTERS)


def _file() -> Iterator[Row]:
    person = ("person",)
    yield Row("file", "the timeline", FILE, args=person)
    yield Row("file", "the same, narrowed", FILE, args=person, query="?kind=plans&receipt=open&year=2026")
    yield Row("file", "appraisals, else the timeline", FILE, args=person, query="?show=appraisals")
    yield Row("file", "plans, else the timeline", FILE, args=person, query="?show=plans")
    yield Row("file", "the file of somebody else", WHOLE_HR | group("hr_out_of_scope", "counsel", "leave", "outsider"),
              args=("olga",))  # fmt: skip
    yield Row(
        "job",
        "where the person stood; HR moves them",
        WHOLE_FILE,
        HR,
        WHOLE_FILE - HR,
        args=person,
        data={"what": "move"},
    )
    yield Row("file_export", "the file as JSON", HR | SUBJECT | group("counsel"),
              HR | SUBJECT | group("counsel"), FILE - HR - SUBJECT - group("counsel"), args=person, done=200)  # fmt: skip
    for entry, readers in READERS.items():
        yield Row("entry", f"an entry ({entry})", readers, args=("person", entry))
    yield Row("entry", "an entry of one file under another person’s address", NOBODY, args=("olga", "shared"))
    issuers = HR | MANAGER
    yield Row("letter", "a letter of the plan", issuers, issuers, FILE - issuers, args=("person", "plan"), done=302,
              data={"reason": "It was handed over."})  # fmt: skip
    yield Row("letter", "an entry of which no letter is made", NOBODY, NOBODY, FILE - issuers,
              args=("person", "shared"))  # fmt: skip
    yield Row("letter_document", "the letter that was issued", CASE, args=("person", "letter"))
    yield Row("letter_document", "an entry that is no letter", NOBODY, args=("person", "shared"))
    for kind, writers in WRITERS.items():
        chosen = kind in NEEDS_TARGET
        yield Row("record", KINDS[kind].title.lower(), writers, writers, FILE - writers, args=("person", f"={kind}"),
                  done=200 if chosen else 422)  # fmt: skip
    yield Row("record", "no such kind", NOBODY, NOBODY, args=("person", "=nonsense"))


def _plan() -> Iterator[Row]:
    case, draft = ("case",), ("draft_case",)
    yield Row("concern", "raise a concern", MANAGER, MANAGER, FILE - MANAGER, args=("person",))
    yield Row("plan", "the case", CASE, args=case)
    yield Row("plan_calendar", "its days", CASE, args=case)
    yield Row("plan_calendar", "its days, another month", CASE, args=case, query="?month=2026-05")
    yield Row(
        "plan_intake", "may this become a plan? It has become one", CASE, CASE, args=case, got=409, done=409
    )
    drafters = HR | MANAGER | group("second_level")
    yield Row("plan_draft", "its draft, long delivered", drafters, drafters, args=case, got=409, done=409)
    yield Row("plan_event", "ask a question (every event is in a table of its own)", SUBJECT, SUBJECT, CASE - SUBJECT,
              args=("case", "=question_asked"))  # fmt: skip
    yield Row("plan_event", "no such event", NOBODY, NOBODY, args=("case", "=nonsense"))
    readers = HR | WHOLE_HR | group("manager", "second_level", "counsel", "measurer")
    yield Row("plan", "a case that is being drafted, of somebody else", readers, args=draft)
    yield Row("plan_draft", "the draft", group("manager"), group("manager"),
              HR | WHOLE_HR | group("second_level"), args=draft)  # fmt: skip


def _review() -> Iterator[Row]:
    person = ("person",)
    readers = WHOLE_FILE | group("leave")
    yield Row("review", "findings; to the person as questions, to the leave role those of its compartment", readers,
              args=person)  # fmt: skip
    disposers = WHOLE_FILE - SUBJECT - group("counsel")
    yield Row("review_keep", "record the review in the file", None, disposers, readers - disposers, args=person,
              done=302)  # fmt: skip
    yield Row(
        "trail", "the file pulled: each reason with what supports and contradicts it", WHOLE_FILE, args=person
    )
    yield Row("review_counsel", "counsel’s report", group("counsel"), args=person)
    yield Row(
        "finding_answer", "a finding that is not there now", NOBODY, NOBODY, args=("person", "=nonsense")
    )
    yield Row("review_settings", "which rules apply", WHOLE_HR)
    yield Row("rule_setting", "one rule", WHOLE_HR, WHOLE_HR, args=("=D09",))
    yield Row("rule_setting", "no such rule", NOBODY, NOBODY, args=("=nonsense",))
    yield Row("pack_setting", "one pack", WHOLE_HR, WHOLE_HR, args=("=good-practice",))
    yield Row("pack_setting", "no such pack", NOBODY, NOBODY, args=("=nonsense",))


def _measures() -> Iterator[Row]:
    code = ("=cases",)
    yield Row("figures", "figures beside the peers’ spread", WHOLE_FILE, args=("person",))
    yield Row("figures", "the same, wider", WHOLE_FILE, args=("person",), query="?weeks=104&peers=family")
    yield Row("metrics", "what is measured", SIGNED_IN)
    yield Row("metric", "one metric and the spread of all", SIGNED_IN, args=code)
    keepers = WHOLE_HR | group("it_admin")
    yield Row("metric_new", "define a metric", keepers, keepers)
    yield Row("metric_edit", "change a metric", keepers, keepers, args=code)
    yield Row("metric_retire", "retire a metric", keepers, keepers, args=code, done=302)
    yield from _signals()
    yield from _imports()


def _signals() -> Iterator[Row]:
    """Findings about figures: the person, their manager, HR in scope. Counts and plots: HR."""
    yield Row("signals", "whose figures ask for a conversation", ANY_HR | group("manager", "second_level"))
    yield Row("signal", "one finding", HR | MANAGER | SUBJECT, args=("signal",))
    yield Row("signal_answer", "say what came of it", HR | MANAGER, HR | MANAGER, SUBJECT, args=("signal",))
    yield Row("signal", "a finding about somebody else", WHOLE_HR | group("hr_out_of_scope", "outsider"),
              args=("olga_signal",))  # fmt: skip
    yield Row("signal_funnels", "how everybody’s figures lie, without names", ANY_HR)
    yield Row("fairness", "whether plans and ratings fall evenly, without names", WHOLE_HR | group("counsel"))
    yield Row("signal_runs", "the reviews there were", ANY_HR)
    yield Row("signal_run", "one review", ANY_HR, args=("review",))
    yield Row("signal_progress", "how far it is: done", ANY_HR, args=("review",), got=204)
    yield Row("signal_start", "have the figures reviewed", None, WHOLE_HR, done=302)


def _imports() -> Iterator[Row]:
    yield Row("imports", "imports that I may follow", IMPORTERS)
    yield Row("import_new", "bring a file in", IMPORTERS, IMPORTERS)
    for run, may in (("run", WHOLE_HR), ("people_run", WHOLE_HR | group("it_admin"))):
        args = (run,)
        yield Row("import_run", "an import", may, args=args, got=302)
        yield Row("import_options", "how its file is read", may, may, args=args, done=302)
        yield Row("import_mapping", "its columns", may, may, args=args)
        yield Row("import_progress", "how far it is", may, args=args, got=204)
        yield Row("import_errors", "its wrong rows: there are none yet", NOBODY, args=args)
        yield Row(
            "import_start", "start it: it is not checked yet, and says so", None, may, args=args, done=302
        )
        yield Row("import_discard", "give it up", may, may, args=args, done=302)


def _accounts() -> Iterator[Row]:
    person, it = ("person",), group("it_admin")
    yield Row("accounts", "accounts and parts", ACCOUNTS)
    yield Row("accounts", "the same, searched", ACCOUNTS, query="?q=e&state=with&part=hr")
    yield Row("account_new", "an account for somebody from outside", it, it)
    yield Row("account_edit", "one account", ACCOUNTS, args=person)
    yield Row("account_create", "make an account", None, it, args=person)
    yield Row("account_address", "change the address", None, it, args=person)
    yield Row("account_link", "a one-time link", None, it, args=person, done=200)
    for what, asks in {
        "deactivate": it,
        "reactivate": NOBODY,
        "reset-second-factor": it,
        "unlock": NOBODY,
    }.items():
        yield Row("account_do", what, asks, it, args=("person", f"={what}"), done=302)
    yield Row("account_do", "no such step", NOBODY, NOBODY, args=("person", "=nonsense"))
    yield Row("account_ask", "ask that somebody agrees to a step", None, it, args=person)
    agree = group("hr_manager", "hr_self", "hr_witness")  # not whose account it is, and not who asked
    yield Row(
        "account_answer", "agree to a step", None, agree, args=("step",), done=302, data={"agree": "yes"}
    )
    yield Row("account_answer", "agree to a step that nobody asked for", None, NOBODY, args=("=987",))
    yield Row("part_give", "give a part", None, ACCOUNTS, args=person)
    yield Row("part_end", "end a part", ACCOUNTS, ACCOUNTS, args=("walter", "grant"), done=302)
    yield Row(
        "part_end", "end a part under another person’s address", NOBODY, NOBODY, args=("person", "grant")
    )
    yield Row("organisation", "the organisation’s settings", WHOLE_HR, WHOLE_HR)
    yield from _work()
    yield from kept_rows()
    yield Row("oversight", "counts and the record’s state", group("works_council", "auditor"))


def _work() -> Iterator[Row]:
    it, figures = group("it_admin"), ("=figures",)
    yield Row("work", "what runs by itself, and how it went", it)
    yield Row("work_runs", "the last runs of one piece of it", it, args=figures)
    yield Row("work_run", "run it now", None, it, args=figures, done=302)
    yield Row("mail_again", "send a mail again that is not there", None, NOBODY, args=("=987",))
    yield Row("work_run", "no such work", None, NOBODY, args=("=nonsense",))


def _sign_in() -> Iterator[Row]:
    yield Row("healthz", "whether the server answers", EVERYBODY, public=True)
    yield Row("gallery", "the components, of invented people", EVERYBODY, public=True)
    yield Row("gallery_page", "one component", EVERYBODY, args=("=buttons",), public=True)

    yield Row("calendar_feed", "a calendar address that nobody has", NOBODY, args=("=nonsense",), public=True)
    yield Row("feed_make", "a calendar address of my own", None, SIGNED_IN, done=200)
    yield Row("feed_names", "names in it: I have none", None, NOBODY)
    yield Row("feed_revoke", "revoke it: I have none", None, NOBODY)
    yield Row("words", "check the words of a text, which is read and forgotten", SIGNED_IN, SIGNED_IN)
    yield from _own_security()
    yield from _entrance()


OWN: Mapping[str, tuple[int, int | None]] = MappingProxyType(
    {
        "security": (200, None),
        "mfa_index": (200, None),
        "account_change_password": (200, 200),
        "account_reauthenticate": (200, 200),
        "mfa_reauthenticate": (302, 302),
        "mfa_reauthenticate_webauthn": (302, 302),
        "mfa_activate_totp": (302, 302),
        "mfa_deactivate_totp": (404, 404),
        "mfa_view_recovery_codes": (404, None),
        "mfa_generate_recovery_codes": (302, 302),
        "mfa_list_webauthn": (200, None),
        "mfa_add_webauthn": (302, 302),
        "mfa_edit_webauthn": (302, 302),
        "mfa_remove_webauthn": (302, 302),
    }
)
"""One's own account: what changes it asks for the password again (302); what is not there is 404."""

ENTRANCE: Mapping[str, tuple[int, int, int]] = MappingProxyType(
    {
        "sign_in": (200, 422, 302),
        "account_login": (200, 422, 302),
        "account_inactive": (403, 403, 403),
        "mfa_authenticate": (302, 302, 302),
        "mfa_login_webauthn": (302, 302, 302),
        "sign_out": (302, 302, 302),
        "account_logout": (302, 302, 302),
        "demo_sign_in": (404, 404, 404),
    }
)
"""GET and POST for a visitor, and both for who is signed in already."""


def _own_security() -> Iterator[Row]:
    for name, (got, done) in OWN.items():
        args = ("=1",) if name in {"mfa_edit_webauthn", "mfa_remove_webauthn"} else ()
        acts = SIGNED_IN if done else None
        yield Row(name, "my own account", SIGNED_IN, acts, args=args, got=got, done=done or 405)


def _entrance() -> Iterator[Row]:
    visitor = group("anonymous")
    for name, (got, done, again) in ENTRANCE.items():
        yield Row(
            name, "on the way in and out", visitor, visitor, got=got, done=done, otherwise=again, public=True
        )
    yield Row("setup", "first start", NOBODY, NOBODY, args=("=nonsense",), public=True)
    yield Row("choose_password", "a one-time link", NOBODY, NOBODY, args=("person", "=nonsense"), public=True)


ROWS = tuple(rows())


def cells() -> int:
    """How many answers the matrix looks at."""
    return len(ROWS) * len(EVERYBODY) * 2
