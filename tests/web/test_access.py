"""Who is let in to the desk, and who is not: over HTTP, as browsers and others ask."""

import json
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from typer.testing import CliRunner, Result

from sayso.cli import app as cli
from sayso.ledger import open_ledger
from tests.conftest import Run
from tests.web.conftest import (
    JANA,
    PASSWORDS,
    PIM,
    TABLES_OF_STORIES,
    Answer,
    Visit,
    get,
    pages,
    serving,
)


@pytest.fixture(scope="module")
def jana(team: str) -> Visit:
    visit = Visit(team)
    assert visit.sign_in(JANA, PASSWORDS[JANA]).status == 303
    return visit


@pytest.fixture(scope="module")
def pim(team: str) -> Visit:
    visit = Visit(team)
    assert visit.sign_in(PIM, PASSWORDS[PIM]).status == 303
    return visit


@pytest.fixture(scope="module")
def token(team_ledger: Path, run: Run) -> str:
    made = run("users", "token", PIM, "--about", "a test", "--ledger", team_ledger)
    assert made.returncode == 0
    return made.stdout.strip()


def sayso(*arguments: str | Path, stdin: str = "") -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments)], input=stdin)


# --- where others could come in -------------------------------------------------------------------


@pytest.mark.parametrize(
    "options", [("--host", "0.0.0.0"), ("--behind-proxy", "127.0.0.1"), ("--name", "desk.example")]
)
def test_a_desk_that_others_reach_must_know_them(options: tuple[str, ...], demo: Path) -> None:
    refused = sayso("serve", "--ledger", demo, "--port", "0", *options)
    assert refused.exit_code == 2
    for word in ("sayso users add", "--read-only", "sayso users token", options[0]):
        assert word in refused.stderr


def test_an_address_to_answer_at_is_a_number(demo: Path) -> None:
    refused = sayso("serve", "--ledger", demo, "--host", "desk.example")
    assert refused.exit_code == 2
    assert "0.0.0.0" in refused.stderr


def test_a_proxy_that_the_desk_was_not_told_of_is_refused(desk: str) -> None:
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host"):
        answer = get(f"{desk}/stories", **{header: "203.0.113.9"})
        assert (answer.status, "--behind-proxy" in answer.text) == (421, True)
        assert "Velmar" not in answer.text


# --- a published desk -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(team_ledger: Path) -> Iterator[str]:
    with serving(team_ledger, "--read-only", "--host", "0.0.0.0", "--name", "desk.example") as at:
        yield at.replace("0.0.0.0", "127.0.0.1")


def test_a_published_desk_is_read_by_all_and_changed_by_nobody(published: str) -> None:
    reader = Visit(published)
    assert "Velmar dam" in reader.get("/stories").text
    assert reader.get("/stories", Host="desk.example").status == 200
    assert reader.get("/stories", Host="192.0.2.7").status == 200, "in numbers, nobody's name"
    assert reader.get("/stories", Host="rebound.example").status == 421
    assert reader.sign_in(JANA, PASSWORDS[JANA]).headers["location"] == "/"
    assert not [name for name in reader.cookies if name.startswith("sayso-8")]
    for path in ("/stories", "/decide", "/sign-out"):
        answer = reader.post(path, {"kind": "reject"})
        assert answer.status in (303, 403), path
    assert "published" in reader.post("/decide", {"kind": "reject"}).text
    assert 'method="post"' not in reader.get(f"/row/{FIGURE}").text


FIGURE = "fig-9903b5be137ab2a5"


# --- signing in -----------------------------------------------------------------------------------


def test_nothing_of_the_ledger_is_told_before_one_has_signed_in(team: str) -> None:
    addresses = [address.removeprefix(team) for address in pages(team).values()]
    addresses += [f"/{name}.{ending}" for name in TABLES_OF_STORIES for ending in ("json", "csv")]
    addresses += ["/", "/report?story=Velmar%20dam", "/stories.xlsx", "/no-such-page"]
    for path in addresses:
        answer = get(f"{team}{path}")
        assert answer.status in (303, 401), path
        assert "Velmar" not in answer.text.replace("Velmar%20dam", ""), path
        if answer.status == 303:
            assert answer.headers["location"].startswith("/sign-in")
        else:
            assert answer.headers["www-authenticate"].startswith("Bearer")
    assert get(f"{team}/static/desk.css").status == 200


def test_one_signs_in_and_is_led_on_to_where_one_was_going(team: str) -> None:
    visit = Visit(team)
    sent = visit.get(f"/claims?{urlencode({'q': 'Karsk'})}")
    assert sent.headers["location"] == "/sign-in?next=%2Fclaims%3Fq%3DKarsk"
    visit.get(sent.headers["location"])
    on = visit.post(
        "/sign-in",
        {"name": "jana orlo", "password": PASSWORDS[JANA], "next": "/claims?q=Karsk"},
    )
    assert (on.status, on.headers["location"]) == (303, "/claims?q=Karsk")
    page = visit.get("/claims?q=Karsk")
    assert page.status == 200
    assert JANA in page.text
    assert "Sign out" in page.text


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"),
        *("javascript:alert(1)", "elsewhere", "/x\r\nSet-Cookie: a=b", "/sign-in?next=/sign-in"),
    ],
)
def test_signing_in_leads_nowhere_else(team: str, elsewhere: str) -> None:
    visit = Visit(team)
    answer = visit.sign_in(PIM, PASSWORDS[PIM], elsewhere)
    assert (answer.status, answer.headers["location"]) == (303, "/")


def test_the_cookie_is_for_this_desk_alone_and_for_no_script(team: str) -> None:
    visit = Visit(team)
    lines = visit.sign_in(JANA, PASSWORDS[JANA]).headers["set-cookie"].splitlines()
    port = urlsplit(team).port
    line = next(line for line in lines if line.startswith(f"sayso-{port}="))
    assert "HttpOnly" in line
    assert "SameSite=lax" in line
    assert "Path=/" in line
    assert "Domain" not in line
    assert "Secure" not in line, "here it is no https"


def test_the_session_is_another_after_each_signing_in(team: str, team_ledger: Path) -> None:
    visit = Visit(team)
    visit.sign_in(JANA, PASSWORDS[JANA])
    name = f"sayso-{urlsplit(team).port}"
    first = visit.cookies[name]
    visit.sign_in(JANA, PASSWORDS[JANA])
    second = visit.cookies[name]
    assert first != second
    assert get(f"{team}/stories", Cookie=f"{name}={first}").status == 303, "the old one is over"
    assert get(f"{team}/stories", Cookie=f"{name}={second}").status == 200
    planted = Visit(team)
    planted.cookies[name] = "a-secret-somebody-planted"
    planted.sign_in(PIM, PASSWORDS[PIM])
    assert planted.cookies[name] != "a-secret-somebody-planted"


def test_signing_out_ends_the_session_on_the_server(team: str) -> None:
    visit = Visit(team)
    visit.sign_in(JANA, PASSWORDS[JANA])
    visit.get("/stories")
    stolen = dict(visit.cookies)
    away = visit.post("/sign-out", {})
    assert (away.status, away.headers["location"]) == (303, "/sign-in")
    assert away.headers["clear-site-data"] == '"cache"'
    thief = Visit(team)
    thief.cookies = stolen
    assert thief.get("/stories").status == 303


def test_a_session_left_open_is_over_and_what_was_written_is_not_lost(
    team: str, team_ledger: Path
) -> None:
    visit = Visit(team)
    visit.sign_in(JANA, PASSWORDS[JANA])
    visit.get("/stories")
    with sqlite3.connect(team_ledger / "accounts.sqlite") as connection:
        connection.execute("UPDATE session SET seen = ?", (time.time() - 3 * 3600,))
    note = "The ministry said later that it had counted <b>twice</b>."
    answer = visit.post("/decide", {"kind": "note", "note": note, "subject": FIGURE})
    assert answer.status == 401
    assert "nothing was written" in answer.text
    assert "counted &lt;b&gt;twice&lt;/b&gt;" in answer.text
    led = visit.get("/stories")
    assert "over=yes" in led.headers["location"]
    assert "Your session is over" in visit.get(led.headers["location"]).text


# --- guessed passwords ----------------------------------------------------------------------------


def test_a_thousand_guesses_are_slowed_and_logged(tmp_path: Path, demo: Path, run: Run) -> None:
    import shutil

    ledger = tmp_path / "ledger"
    shutil.copytree(demo, ledger)
    run("users", "add", JANA, "--ledger", ledger, stdin=PASSWORDS[JANA])
    with serving(ledger) as desk:
        visit = Visit(desk)
        visit.get("/sign-in")

        def guess(number: int) -> Answer:
            return visit.post("/sign-in", {"name": JANA, "password": f"guess number {number:05}"})

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(guess, range(1000)))
        statuses = [answer.status for answer in answers]
        assert statuses.count(401) < 15, "so few were heard"
        assert statuses.count(429) > 980
        last = next(answer for answer in reversed(answers) if answer.status == 429)
        assert "Too many wrong passwords" in last.text
        wait = int(last.headers["retry-after"])
        assert 1 <= wait <= 60
        assert visit.post("/sign-in", {"name": JANA, "password": PASSWORDS[JANA]}).status == 429
        time.sleep(wait + 1)
        right = visit.post("/sign-in", {"name": JANA, "password": PASSWORDS[JANA]})
        assert right.status == 303, "and the owner gets in soon after"
        other = Visit(desk)
        other.get("/sign-in")
        typed = other.post("/sign-in", {"name": PASSWORDS[JANA], "password": "x"})
        assert typed.status == 401
    log = (ledger / "sayso.log").read_text()
    assert log.count("wrong password for 'Jana Orlo' from 127.0.0.1") == statuses.count(401)
    assert "100 attempts from 127.0.0.1 refused unheard" in log
    assert "'Jana Orlo' signed in" in log
    assert PASSWORDS[JANA] not in log, "typed where the name goes"
    assert "guess number" not in log


def test_no_answer_tells_whether_a_name_is_somebodys(team: str) -> None:
    answers = []
    for name in (PIM, "Nobody Known", "", "x" * 5000):
        visit = Visit(team)
        visit.get("/sign-in")
        answers.append(visit.post("/sign-in", {"name": name, "password": "wrong and wrong again"}))
    assert {answer.status for answer in answers} == {401}
    assert len({"do not go together" in answer.text for answer in answers}) == 1
    signed = Visit(team).sign_in(PIM, PASSWORDS[PIM])
    assert signed.status == 303


# --- forged requests ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_what_another_site_sends_is_refused(headers: dict[str, str], jana: Visit) -> None:
    jana.get("/stories")
    for path in ("/decide", "/sign-out"):
        answer = jana.post(path, {"kind": "reject", "subject": FIGURE}, **headers)
        assert answer.status == 403
        assert "another site" in answer.text
    assert jana.get("/stories").status == 200, "still signed in"


def test_a_form_without_its_mark_or_with_anothers_is_refused(jana: Visit, pim: Visit) -> None:
    jana.get("/stories")
    pim.get("/stories")
    assert jana.mark != pim.mark
    for mark in ("", "0" * 40, pim.mark, jana.mark + "0", "ü"):
        answer = jana.post("/sign-out", {"form": mark})
        assert answer.status == 403, mark
        assert "Nothing was written" in answer.text
    assert jana.get("/stories").status == 200


def test_one_cannot_be_signed_in_by_another_site(team: str) -> None:
    victim, attacker = Visit(team), Visit(team)
    victim.get("/sign-in")
    attacker.get("/sign-in")
    sent = {"form": attacker.mark, "name": PIM, "password": PASSWORDS[PIM]}
    assert victim.post("/sign-in", sent).status == 403
    assert Visit(team).post("/sign-in", sent).status == 403


def test_at_the_keyboard_forms_are_guarded_too(desk: str) -> None:
    visit = Visit(desk)
    assert visit.post("/sign-out", {}).status == 403
    assert visit.post("/sign-out", {}, Origin="https://elsewhere.example").status == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_reader_changes_nothing(method: str, pim: Visit) -> None:
    pim.get("/stories")
    for path in ("/decide", "/stories", f"/row/{FIGURE}", "/undo"):
        answer = (
            pim.post(path, {"kind": "reject", "subject": FIGURE})
            if method == "POST"
            else pim.get(path, method)
        )
        assert answer.status == 403, path
        assert f"{PIM} is a reader here" in answer.text


def test_a_page_made_for_one_is_not_given_to_another(jana: Visit, pim: Visit) -> None:
    hers, his = jana.get("/stories"), pim.get("/stories")
    assert hers.headers["etag"] != his.headers["etag"]
    assert JANA in hers.text
    assert JANA not in his.text
    assert pim.get("/stories", If_None_Match=hers.headers["etag"]).status == 200
    assert {"Cookie", "Authorization"} <= set(hers.headers["vary"].split(", "))


# --- tokens ---------------------------------------------------------------------------------------


def test_a_program_asks_with_a_token_in_a_header(team: str, token: str) -> None:
    answer = get(f"{team}/stories.json", Authorization=f"Bearer {token}")
    assert answer.status == 200
    assert "Velmar dam" in answer.text
    assert get(f"{team}/stories", Authorization=f"Bearer {token}").status == 200
    wrong = get(f"{team}/stories.json", Authorization="Bearer sayso_00000000_" + 43 * "x")
    assert (wrong.status, "sayso users token" in wrong.text) == (401, True)
    refused = get(f"{team}/decide", "POST", "kind=reject", Authorization=f"Bearer {token}")
    assert refused.status == 403, "the token of a reader"


@pytest.mark.parametrize("name", ["token", "access_token", "API_KEY", "q"])
def test_a_token_in_an_address_is_refused(
    name: str, team: str, token: str, team_ledger: Path
) -> None:
    for path in ("/stories.json", "/stories", "/sign-in"):
        answer = get(f"{team}{path}?{urlencode({name: token})}")
        assert answer.status == 400, path
        assert "Authorization: Bearer" in answer.text
        assert f"sayso users revoke {token.split('_')[1]}" in answer.text
        assert token not in answer.text
    assert get(f"{team}/stories/{token}").status == 400
    log = (team_ledger / "sayso.log").read_text()
    assert "a token in an address was refused" in log
    assert token not in log


def test_a_word_that_looks_like_one_is_searched_for(jana: Visit) -> None:
    assert jana.get("/search?q=token").status == 200


# --- what is too much -----------------------------------------------------------------------------


def test_a_form_of_a_megabyte_is_refused_and_the_desk_goes_on(jana: Visit) -> None:
    jana.get("/stories")
    answer = jana.post("/sign-out", {"note": "The dam " * 131_072})
    assert answer.status == 413
    assert "nothing was written" in answer.text
    many = jana.post("/sign-out", {f"field{n}": "x" for n in range(5000)})
    assert many.status == 400
    odd = jana.post("/sign-out", {}, Content_Type="multipart/form-data; boundary=x")
    assert odd.status == 415
    assert jana.get("/stories").status == 200


# --- behind a proxy -------------------------------------------------------------------------------


def test_a_proxy_that_is_named_is_believed(team_ledger: Path) -> None:
    options = ("--behind-proxy", "127.0.0.1", "--name", "desk.example")
    with serving(team_ledger, *options) as desk:
        passed_on = {
            "Host": "desk.example",
            "X_Forwarded_Proto": "https",
            "X_Forwarded_For": "203.0.113.77",
        }
        visit = Visit(desk)
        assert visit.get("/stories", **passed_on).status == 303
        visit.get("/sign-in", **passed_on)
        sent = {"name": PIM, "password": PASSWORDS[PIM]}
        on = visit.post("/sign-in", sent, Origin="https://desk.example", **passed_on)
        assert on.status == 303
        line = next(
            line
            for line in on.headers["set-cookie"].splitlines()
            if line.startswith("__Host-sayso=")
        )
        assert "Secure" in line
        row = visit.get("/stories.jsonl", **passed_on)
        assert row.text.count("https://desk.example/story/") >= 1
        assert Visit(desk).get("/stories", Host="elsewhere.example").status == 421
    assert "signed in from 203.0.113.77" in (team_ledger / "sayso.log").read_text()


def test_whom_a_header_names_is_not_believed_without_a_proxy(team: str, team_ledger: Path) -> None:
    visit = Visit(team)
    answer = visit.get("/sign-in", X_Forwarded_For="203.0.113.55")
    assert answer.status == 421


# --- the command line -----------------------------------------------------------------------------


def test_people_are_listed_given_other_passwords_and_removed(tmp_path: Path) -> None:
    open_ledger(tmp_path / "ledger", create=True).close()

    def users(*arguments: str, stdin: str = "") -> Result:
        return sayso("users", *arguments, "--ledger", tmp_path / "ledger", stdin=stdin)

    none = users("ls")
    assert (none.exit_code, "sayso users add" in none.stderr) == (2, True)
    assert users("add", "Ines", stdin="short\n").exit_code == 2
    assert users("add", "Ines", stdin=PASSWORDS[JANA]).exit_code == 0
    assert users("add", "ines", stdin=PASSWORDS[JANA]).exit_code == 2
    assert users("add", "desk-robot", "--role", "reader", "--no-password").exit_code == 0
    listed = users("ls", "--json").stdout
    assert '"role":"analyst"' in listed
    assert "argon2" not in listed
    assert "signed out everywhere" in users("passwd", "Ines", stdin=PASSWORDS[PIM]).stdout
    assert "Ines is reader" in users("role", "Ines", "reader").stdout
    assert users("role", "Ines", "owner").exit_code == 2
    token = users("token", "desk-robot", "--about", "the wall").stdout.strip()
    assert f"token {token.split('_')[1]} (the wall) until" in users("ls").stdout
    assert users("revoke", token.split("_")[1]).exit_code == 0
    assert users("remove", "Ines").exit_code == 0
    assert "Ines" not in users("ls").stdout


def test_a_desk_begun_before_the_first_account_asks_who_one_is_from_then_on(
    demo: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(demo, ledger)
    with serving(ledger) as desk:
        sitting = Visit(desk)
        assert sitting.get("/stories").status == 200
        figure = "fig-9903b5be137ab2a5"
        mark = sitting.get(f"/row/{figure}")
        seen = re.search(r'name="seen" value="(\d+)"', mark.text)
        assert seen is not None and 'action="/decide"' in mark.text
        added = sayso(
            *("users", "add", JANA, "--role", "analyst", "--ledger", ledger),
            stdin=f"{PASSWORDS[JANA]}\n",
        )
        assert added.exit_code == 0, added.output
        assert sitting.get("/stories").headers["location"].startswith("/sign-in")
        fields = {"kind": "reject", "row": figure, "seen": seen[1], "back": "/"}
        assert sitting.post("/decide", fields).status == 401
        assert get(f"{desk}/claims.json").status == 401
        jana = Visit(desk)
        assert jana.sign_in(JANA, PASSWORDS[JANA]).status == 303
        assert JANA in jana.get("/stories").text
        assert not json.loads(jana.get("/decisions.json").body), "nothing was written"
