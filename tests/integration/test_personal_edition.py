"""The personal edition as a process of its own: who gets in, what leaves, and what lies on the disk."""

from __future__ import annotations

import base64
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from goodstanding.domain.errors import UserError
from tests.personal import PASSPHRASE, Start, Visitor, made, started

NO_NETWORK = """
import socket, sys
def refuse(what):
    def tried(*given, **named):
        print("NETWORK", what, given[1:] if what != "getaddrinfo" else given, flush=True)
        raise OSError("no network here")
    return tried
for name in ("connect", "connect_ex", "sendto"):
    setattr(socket, "socket", type("socket", (socket.socket,), {name: refuse(name), "__slots__": ()}))
for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr", "getfqdn", "create_connection"):
    setattr(socket, name, refuse(name))
bind = socket.socket.bind
def bound(self, address):
    print("BOUND", address[0], flush=True)
    return bind(self, address)
setattr(socket, "socket", type("socket", (socket.socket,), {"bind": bound, "__slots__": ()}))
"""
CANARY = "Zebrafink beim Abendbrot"


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    with started(tmp_path_factory.mktemp("own") / "own.gsme", before=NO_NETWORK) as running:
        yield running


@pytest.fixture(scope="module")
def visitor(start: Start) -> Visitor:
    return made(start)


def addresses() -> list[str]:
    from goodstanding.web.personal.urls import urlpatterns

    some = "00000000-0000-4000-8000-000000000000"
    filled = [re.sub("<uuid:[a-z]+>", some, str(p.pattern)) for p in urlpatterns]
    filled = [re.sub("<int:[a-z]+>", "1", path) for path in filled]
    return ["/" + re.sub("<slug:[a-z]+>", "left_out", path) for path in filled]


def test_nobody_gets_in_without_the_secret_of_this_start(start: Start, visitor: Visitor) -> None:
    stranger = Visitor(start.port)
    for path in [*addresses(), "/open/guessed/", start.path, "/static/goodstanding/me.js"]:
        assert stranger.get(path).status == 403, path
        assert stranger.post(path, b"").status == 403, path
    assert stranger.get("/", Cookie=f"gs-me-{start.port}=guessed").status == 403
    assert not stranger.cookies


def test_requests_that_other_pages_make_the_browser_send_are_refused(start: Start, visitor: Visitor) -> None:
    own = f"127.0.0.1:{start.port}"
    assert visitor.get("/start/", Host=own).status == 200
    for host in (f"localhost:{start.port}", "127.0.0.1", f"rebound.example:{start.port}"):
        assert visitor.get("/", Host=host).status == 403, host
    for site in ("cross-site", "same-site"):
        assert visitor.get("/", Sec_Fetch_Site=site).status == 403
    for origin in ("null", "http://127.0.0.1:1", f"http://localhost:{start.port}", "https://example.org"):
        assert visitor.post("/lock/", b"", Origin=origin).status == 403, origin
    assert visitor.post("/lock/", b"").status == 403  # ours, but without the token of a form
    assert visitor.get("/start/").status == 200


def test_an_answer_is_kept_by_no_cache_and_runs_nothing_from_elsewhere(visitor: Visitor) -> None:
    answer = visitor.get("/journal/")
    assert answer.headers["Cache-Control"] == "no-store"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert not {"http", "*", "unsafe", "blob"} & set(policy.replace(";", " ").replace(":", " ").split())


def test_the_secrets_are_no_business_of_scripts_or_of_other_sites(start: Start) -> None:
    answer = Visitor(start.port).get(start.another_address())
    assert answer.status == 302
    assert all("HttpOnly" in cookie and "SameSite=Strict" in cookie for cookie in answer.cookies)
    assert all(
        "expires" not in cookie.lower() and "max-age" not in cookie.lower() for cookie in answer.cookies
    )


def test_a_locked_file_shows_nothing_and_loses_no_words(visitor: Visitor) -> None:
    page = visitor.get("/write/").text
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    visitor.send("/write/", words="before the lock", happened="2026-11-24")
    answer = visitor.post("/lock/", f"csrfmiddlewaretoken={token}".encode())
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    for path in addresses():
        answer = visitor.get(path)
        assert "before the lock" not in answer.text
        assert path in {"/unlock/", "/lock/", "/example/"} or answer.headers.get("Location") in {
            "/unlock/",
            "/",
        }, path
    typed = f"csrfmiddlewaretoken={token}&words=typed+while+it+was+being+locked"
    answer = visitor.post("/write/", typed.encode())
    assert answer.status == 403
    assert "typed while it was being locked" in answer.text
    assert visitor.send("/unlock/", passphrase=PASSPHRASE).status == 302
    assert "before the lock" in visitor.get("/journal/").text


def test_three_screens_after_the_first_question_there_is_something_useful(visitor: Visitor) -> None:
    assert visitor.get("/").headers["Location"] == "/start/"
    assert visitor.send("/start/", why="feeling").headers["Location"] == "/signs/new/"
    fields = {"sign": "left_out", "words": "The review took place without me.", "happened": "2026-11-20"}
    answer = visitor.send("/signs/new/", **fields)
    assert answer.headers["Location"] == "/signs/left_out/"
    page = visitor.get("/signs/left_out/").text
    assert "What would settle it" in page
    assert "What else may explain it" in page
    assert "What may help now" in visitor.get("/").text
    looked = {"result": "ordinary", "words": "It was merged with the planning round."}
    assert visitor.send("/signs/left_out/looked-into/", **looked).status == 302
    assert "It has an ordinary reason" in visitor.get("/signs/").text
    assert visitor.get("/signs/nothing/").status == 404


def test_a_wrong_day_is_said_at_its_field_and_the_words_stay(visitor: Visitor) -> None:
    for path in ("/write/", "/signs/new/"):
        answer = visitor.send(path, words="These words stay.", happened="2199-01-01", sign="other")
        assert answer.status == 422
        assert "This day has not come yet" in answer.text
        assert "These words stay." in answer.text


def test_a_plan_of_yesterday_becomes_questions_that_can_be_sent(visitor: Visitor) -> None:
    assert visitor.send("/start/", why="plan").headers["Location"] == "/plan/enter/"
    pasted = "1. Close 60 cases by 31 December.\n2. Significantly improve communication."
    plan = {"received_on": "2026-11-24", "ends_on": "2027-01-15", "goals_text": pasted}
    assert visitor.send("/plan/enter/", **plan).headers["Location"] == "/plan/goals/"
    page = visitor.get("/plan/").text
    assert "Significantly improve communication." in page
    assert "The plan leaves something open" in page
    questions = visitor.get("/plan/questions/").text
    assert "Which result on goal 2" in questions
    assert visitor.send("/plan/questions/", chosen="0", sent_on="2026-11-24").status == 302
    assert "without an answer" in visitor.get("/plan/questions/").text
    progress = {"words": "Nine cases.", "so_far": "9", "happened": "2026-11-24"}
    assert visitor.send("/plan/goals/g1/progress/", **progress).status == 302
    assert "Nine cases." in visitor.get("/plan/closing/").text


def test_a_document_of_others_is_refused_with_the_reason_and_nothing_is_kept(visitor: Visitor) -> None:
    note = {"what": "Prices for Brandt", "where": "Drive K", "happened": "2026-11-20"}
    refused = visitor.send("/evidence/new/", whose="other", **note)
    assert refused.status == 422
    assert "leave it where it is" in refused.text
    assert "Prices for Brandt" not in visitor.get("/evidence/").text
    assert visitor.send("/evidence/new/", whose="about_me", **(note | {"what": "My appraisal"})).status == 302
    assert "My appraisal" in visitor.get("/evidence/").text


def test_an_application_says_what_comes_next_and_can_be_taken_along(visitor: Visitor) -> None:
    new = {"company": "Nordlicht", "role": "=Lead", "status": "applied", "next_on": "2026-11-01"}
    address = visitor.send("/applications/new/", **new).headers["Location"]
    assert "Nordlicht: look again" in visitor.get("/applications/").text
    step = {"status": "offer", "happened": "2026-11-20", "words": "They called."}
    assert visitor.send(address, **step).status == 302
    page = visitor.get("/applications/").text
    assert "Offer" in page
    assert "look again" not in page
    token = visitor.cookies["gs-me-form"]
    told = visitor.post("/applications/csv/", f"csrfmiddlewaretoken={token}".encode())
    assert told.text.splitlines()[1].startswith('"Nordlicht","\'=Lead","Offer"')


def test_no_page_speaks_of_odds_or_of_being_fired(visitor: Visitor) -> None:
    token = visitor.cookies["gs-me-form"]
    visitor.post("/example/", f"csrfmiddlewaretoken={token}".encode())
    for path in addresses():
        text = re.sub("<[^>]+>", " ", visitor.get(path).text)
        assert not re.findall(
            r"(?i)probab|likelihood|\bodds\b|\bchance of|\bfired\b|will be terminated", text
        ), path
    visitor.post("/example/", f"csrfmiddlewaretoken={token}".encode())


def test_a_copy_is_sealed_and_can_be_checked(visitor: Visitor) -> None:
    from goodstanding.actions.own.keys import check

    page = visitor.get("/file/").text
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    copy = visitor.post("/file/backup/", f"csrfmiddlewaretoken={token}".encode()).body
    assert check(data=copy, passphrase=PASSPHRASE).entries >= 1
    with pytest.raises(UserError):
        check(data=copy[:-1], passphrase=PASSPHRASE)


def test_no_word_lies_on_the_disk_also_not_after_the_process_was_killed(
    start: Start, visitor: Visitor
) -> None:
    """Last in this file: it ends the process that the others used, and reads what that one said."""
    for number in range(5):
        fields = {"words": f"{CANARY} {number}", "happened": "2026-11-24", "who": CANARY}
        assert visitor.send("/write/", **fields).status == 302
    send_a_large_file(visitor)
    killed_while_writing(start, visitor)
    said = start.said + (start.process.stdout.read() if start.process.stdout else "")
    assert {line for line in said.splitlines() if line.startswith("BOUND")} == {"BOUND 127.0.0.1"}
    assert "NETWORK" not in said
    assert "Fault" not in said
    check_folder(start.file.parent)
    with started(start.file) as again:
        visitor = again.visitor()
        assert visitor.send("/unlock/", passphrase="something else entirely").status == 422
        assert visitor.send("/unlock/", passphrase=PASSPHRASE).status == 302
        shown = visitor.get("/journal/").text
        assert all(f"{CANARY} {number}" in shown for number in range(5))
    check_folder(start.file.parent)


def send_a_large_file(visitor: Visitor) -> None:
    boundary, token = "gsme", visitor.cookies["gs-me-form"]
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="passphrase"\r\n\r\n{PASSPHRASE}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="copy"; filename="x"\r\n\r\n'
        f"{CANARY * 200_000}\r\n--{boundary}--\r\n"
    )
    kind = f"multipart/form-data; boundary={boundary}"
    answer = visitor.post("/file/check/", body.encode(), Content_Type=kind)
    assert "This is not a file of the personal edition" in answer.text


def killed_while_writing(running: Start, visitor: Visitor) -> None:
    fields = {"csrfmiddlewaretoken": visitor.cookies["gs-me-form"], "happened": "2026-11-24", "words": CANARY}
    body = urlencode(fields).encode()
    with socket.create_connection(("127.0.0.1", running.port)) as line:
        cookies = "; ".join(f"{k}={v}" for k, v in visitor.cookies.items())
        head = (
            f"POST /write/ HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\nOrigin: http://127.0.0.1:"
            f"{running.port}\r\nCookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        line.sendall(head.encode() + body)
        running.process.kill()
        running.process.wait()


def check_folder(folder: Path) -> None:
    looked_at = [path for path in folder.rglob("*") if path.is_file()]
    assert looked_at
    spelled = [CANARY.encode(), CANARY.encode("utf-16-le"), b"Zebrafink", b"Abendbrot"]
    spelled += [base64.b64encode(CANARY.encode())[:20], CANARY.replace(" ", "+").encode()]
    for path in looked_at:
        data = path.read_bytes()
        assert not [word for word in spelled if word in data], path
        assert path.stat().st_mode & 0o077 == 0, f"{path} can be read by others"
